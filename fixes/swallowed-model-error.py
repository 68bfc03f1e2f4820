"""Log the error with its cause, as the first thing the handler does. The fallback stays.

It uses the logger that the file has, else one named after the module, or ``console.error``; the
team's own where the policy names it. A ``catch`` without a name is given one.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.meaning.hidden import Swallowed
from prodgate.meaning.logging_calls import log_in_callback, log_in_handler
from prodgate.meaning.prints import prints
from prodgate.meaning.records import recorded_error
from prodgate.view import View

_RECIPES = {
    "suppress": "write try/except in place of suppress(), and log the error with its cause "
    "before going on",
    "settled": 'go through the results whose status is "rejected", and log the reason of each',
    "gathered": "log each result for which isinstance(result, Exception) holds before it is left "
    "out",
}
_WHAT = {
    "repeat": "the answer could not be used",
    "stream": "a part of the answer was lost",
}


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``logger.exception(...)``, or ``console.error(..., error)``."""
    found = finding.data
    if not isinstance(found, Swallowed):
        return Refusal("not-found", "log the error with its cause, or raise it again")
    if found.form in _RECIPES:
        return Refusal("no-handler", _RECIPES[found.form])
    if found.handler is not None:
        if printed := recorded_error(view, found.handler, prints(view)):
            return printed
        what = _WHAT.get(found.form, "the model call failed")
        intents = log_in_handler(view, found.handler, what)
    else:
        intents = log_in_callback(view, found.node)
    if intents is None:
        return Refusal(
            "statement-not-on-its-own-line",
            "give the handler lines of its own, and log the error there",
        )
    title = "the error is logged with its cause, before the fallback"
    return Fix(intents, Applicability.UNSAFE, title)

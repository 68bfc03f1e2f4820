"""Log the error with its cause, as the first thing the handler does. The fallback stays.

It uses the logger that the file has, else one named after the module, or ``console.error``; the
team's own where the policy names it. A ``catch`` without a name is given one. The error of a
request that shows the credential it was sent with is for a person to log in part.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.meaning.credentials import error_tells_credential
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


_JS_REQUEST = (
    "log the message and the status alone (error.message, error.response?.status): the error "
    "itself holds the request, and with it the credential that was sent"
)
_PY_REQUEST = (
    "log the class and the status of the error alone (type(error).__name__, its response's "
    "status_code): its text holds the address, and with it the key; or send the key in a header"
)


def _around(view: View, found: Swallowed) -> s.Node:
    """What failed, with its handler: the try, or the statement of a promise."""
    above = view.names.parent(found.handler) if found.handler is not None else None
    return above if above is not None else view.names.statement(found.node)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``logger.exception(...)``, or ``console.error(..., error)``."""
    found = finding.data
    if not isinstance(found, Swallowed):
        return Refusal("not-found", "log the error with its cause, or raise it again")
    if found.form in _RECIPES:
        return Refusal("no-handler", _RECIPES[found.form])
    if error_tells_credential(view, _around(view, found)):
        javascript = view.language == "javascript"
        return Refusal("carries-credential", _JS_REQUEST if javascript else _PY_REQUEST)
    if found.handler is not None:
        plain = (each for each in prints(view) if not each.credential)
        if printed := recorded_error(view, found.handler, plain):
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

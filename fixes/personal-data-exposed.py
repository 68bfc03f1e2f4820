"""Redact personal data where it is logged or put into a prompt.

What is known by its form (e-mail addresses, telephone and card numbers) goes through the team's
redaction, or that of the guard module; of everything else nothing is left, since no pattern would
recognise it. Unsafe: logs and prompts say less than before.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.guard import Helper, helper
from prodgate.meaning.personal import Leak, Personal
from prodgate.view import View
from prodgate.wrapping import Change, changed

GONE = "[redacted]"


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Every value of the call, or none."""
    leak: Leak = finding.data
    own = view.policy.function("redact", view.language) is not None
    needed = own or any(value.kind == "form" for value in leak.values)
    use = helper(view, "redact") if needed else None
    made = changed(view, (_change(view, use, own, value) for value in leak.values))
    if isinstance(made, Refusal):
        return made
    title = f"{use.name}(...)" if use else GONE
    intents = (*use.intents, *made) if use else tuple(made)
    return Fix(intents, Applicability.UNSAFE, title)


def _change(view: View, use: Helper | None, own: bool, value: Personal) -> Change:
    if use is None or not (own or value.kind == "form"):
        return Change(value.node, instead=GONE)
    text = "str" if view.language == "python" else "String"  # it may be missing, or a number
    return Change(value.node, f"{use.name}({text}(", "))")

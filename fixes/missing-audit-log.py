"""Record the action and its arguments as the first thing the tool does.

With the team's own function where the policy names one, else with that of the guard module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.edits import Fix, InsertBefore, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.guard import helper
from prodgate.meaning.acting import Act
from prodgate.meaning.logging_calls import starts_line
from prodgate.regex import lazy
from prodgate.view import View

# What says nothing of the action, or must not be written down.
_LEFT_OUT = lazy(
    r"^(?:self|cls|ctx|context|run_context|run_manager|wrapper|agent|state|config|tool_context|"
    r"runtime|callbacks|options|_\w*|extra)$|password|passwd|secret|token|api_?key|credential",
    re.IGNORECASE,
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``audit("cancel_order", order=order)``"""
    act = finding.data
    if not isinstance(act, Act):
        return Refusal("not-found", "record who did what before the tool acts")
    first = _first(act.tool.function)
    if first is None or not starts_line(view, first):
        recipe = "give the tool a body of its own lines, and record there who does what"
        return Refusal("statement-not-on-its-own-line", recipe)
    audit = helper(view, "audit")
    arguments = list(_arguments(act.tool.function))
    name = act.tool.name or "tool"
    if view.language == "python":
        given = "".join(f", {argument}={argument}" for argument in arguments)
        code = f'{audit.name}("{name}"{given})'
    else:
        given = f", {{ {', '.join(arguments)} }}" if arguments else ""
        code = f'{audit.name}("{name}"{given});'
    intents = (*audit.intents, InsertBefore((first.start, first.end), code))
    title = f"{audit.name}(...), a line for each action"
    return Fix(intents, Applicability.UNSAFE, title)


def _first(function: s.Function) -> s.Node | None:
    """The first statement after the docstring and directives."""
    for statement in function.body:
        value = statement.value if isinstance(statement, s.Expression) else None
        if not isinstance(value, s.Literal):
            return statement
    return None


def _arguments(function: s.Function) -> Iterator[str]:
    for param in function.params:
        if param.kind != "plain":
            continue
        if isinstance(param.target, s.Name):
            names = [param.target.id]
        elif isinstance(param.target, s.Pattern):
            names = [bound.name for bound in param.target.names if not bound.rest]
        else:
            names = []
        yield from (name for name in names if not _LEFT_OUT.search(name))

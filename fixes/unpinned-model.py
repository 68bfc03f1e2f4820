"""Write the dated name; or one constant for a name that stands in call after call."""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Define, Fix, Intent, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.moving_models import Moving, Scattered, split
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """The dated name, at every place of the file that uses the moving one."""
    found = finding.data
    if isinstance(found, Scattered):
        return _constant(view, found)
    assert isinstance(found, Moving)
    if not found.fixed:
        return Refusal(
            "manual",
            f"ask the provider's list of models what {found.alias} stands for today, and write "
            "that name",
        )
    intents = tuple(_dated(view, node, found.fixed) for node in found.uses)
    return Fix(intents, Applicability.UNSAFE, f"{found.fixed}, what it stood for so far")


def _dated(view: View, node: s.Literal, fixed: str) -> Intent:
    code = view.code(node)
    name = split(str(node.value))[1]
    return Replace((node.start, node.end), code.replace(name, fixed))


def _constant(view: View, found: Scattered) -> Fix | Refusal:
    name = "MODEL"
    if any(name in scope.bindings for scope in view.names.scopes.values()):
        return Refusal("name-taken", f"give {found.model} a constant, and use it in every call")
    first = view.code(found.uses[0])
    line = f"{name} = {first}" if view.language == "python" else f"const {name} = {first};"
    uses = (Replace((node.start, node.end), name) for node in found.uses)
    title = f"one constant {name} for {len(found.uses)} calls"
    return Fix((Define(name, line), *uses), Applicability.UNSAFE, title)

"""Write the dated name; or one constant for a name that stands in call after call.

By hand where the project itself knows the model by its name, and where the dated one is gone.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Define, Fix, Intent, Refusal, Replace, SetArgument
from prodgate.findings import Applicability, Finding
from prodgate.meaning.model_registry import is_known_by_name
from prodgate.meaning.moving_models import Moving, Unnamed, split
from prodgate.view import View

MANY = 3  # places: fewer are found by whoever upgrades


_GONE = Refusal(
    "shut-down",
    "choose a model from the provider's list of today, write its dated name, and run the "
    "evaluations with it before it ships",
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """The dated name, at every place of the file that uses the moving one."""
    found = finding.data
    if isinstance(found, Unnamed):
        return _GONE if found.gone else _named(view, found)
    assert isinstance(found, Moving)
    if found.gone:
        return _GONE
    if not found.fixed:
        return Refusal(
            "date-unknown",
            f"ask the provider's list of models what {found.alias} stands for today, and write "
            "that name",
        )
    if is_known_by_name(view, found.alias, found.uses):
        return Refusal(
            "known-by-name",
            f"this project chooses or looks something up by the name {found.alias}: write "
            f"{found.fixed} there too (types, tables, deployments, settings), in one change",
        )
    intents = _constant(view, found) or tuple(_dated(view, node, found) for node in found.uses)
    return Fix(intents, Applicability.UNSAFE, f"{found.fixed}, what it stood for so far")


def _dated(view: View, node: s.Literal, found: Moving) -> Intent:
    return Replace((node.start, node.end), _code(view, node, found))


def _code(view: View, node: s.Literal, found: Moving) -> str:
    return view.code(node).replace(split(str(node.value))[1], found.fixed)


def _constant(view: View, found: Moving) -> tuple[Intent, ...]:
    """One constant, where the same text stands in ``MANY`` calls and the name is free."""
    written = {node.value for node in found.uses}
    taken = any("MODEL" in scope.bindings for scope in view.names.scopes.values())
    in_calls = all(_in_call(view, node) and not _is_kept(view, node) for node in found.uses)
    if len(found.uses) < MANY or len(written) > 1 or taken or not in_calls:
        return ()
    code = f"MODEL = {_code(view, found.uses[0], found)}"
    define = Define("MODEL", code if view.language == "python" else f"const {code};")
    return (define, *(Replace((node.start, node.end), "MODEL") for node in found.uses))


def _in_call(view: View, node: s.Node) -> bool:
    return any(call.node.start <= node.start < call.node.end for call in view.found.calls) or any(
        client.node.start <= node.start < client.node.end for client in view.found.clients
    )


def _is_kept(view: View, node: s.Node) -> bool:
    """Whether a decorator gets the function around: some store its source and run that alone."""
    return any(isinstance(f, s.Function) and f.decorators for f in view.names.above(node))


def _named(view: View, found: Unnamed) -> Fix:
    node = found.client.node
    path = ("model",) if view.language == "python" else ("0", "model")
    setting = SetArgument((node.start, node.end), path, f'"{found.fixed}"')
    title = f'model="{found.fixed}", which it takes today'
    return Fix((setting,), Applicability.UNSAFE, title)

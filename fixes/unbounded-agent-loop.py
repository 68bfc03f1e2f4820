"""Bound a loop: the SDK's own limit where it has one, else a count and an error that says so."""

from __future__ import annotations

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.edits import Fix, Intent, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.looping import bound_loop
from prodgate.meaning.agent_bounds import Unbounded
from prodgate.meaning.argument import ABSENT, Present, argument, first
from prodgate.meaning.loops import Endless, Kind
from prodgate.view import View
from prodgate.writing import Setting, agreed, set_argument


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """The policy's number of turns."""
    found = finding.data
    if isinstance(found, Unbounded):
        return _of_sdk(view, found)
    assert isinstance(found, Endless)
    if found.kind is Kind.POLL:
        return Refusal(
            "states-unknown",
            "also leave the loop, with an error, when the status is failed, cancelled, expired or "
            "incomplete, and after a number of polls",
        )
    if found.kind is Kind.RECURSION:
        return Refusal("passes-through-callers", _depth(view, found.node))
    most = view.policy.defaults.turns
    what = "turns" if found.kind is Kind.TURNS else "attempts"
    assert isinstance(found.node, s.Loop)
    return bound_loop(view, found.node, what, most)


def _depth(view: View, node: s.Node) -> str:
    """How a person bounds a function that calls itself."""
    function = node if isinstance(node, s.Function) else view.names.function(node)
    name = (function.name if function else "") or "the function"
    most = view.policy.defaults.turns
    return (
        f"give {name} a parameter depth = 0, pass depth + 1 where it calls itself, and raise or "
        f"answer "
        f"with what there is when depth reaches {most}"
    )


def _of_sdk(view: View, found: Unbounded) -> Fix | Refusal:
    if not found.loop.at and found.runs:
        return _of_runs(view, found)
    wanted = agreed(_setting(view, found, loop) for loop in found.loops)
    given = Applicability.UNSAFE if found.bound.given else Applicability.SAFE
    return set_argument(view, found.node, wanted, found.loop.at, found.loop.recipe, given)


def _of_runs(view: View, found: Unbounded) -> Fix | Refusal:
    """The limit at every run of the agent in this file that has none."""
    intents: list[Intent] = []
    title = ""
    for run in found.runs:
        loop = run.fact.loop
        if loop is None or first(view.names, run.node, loop.at) is not ABSENT:
            continue
        path = _written(view, run.node, loop.at[0])
        setting = Setting(path, _code(view, loop), classes=loop.classes)
        wanted = set_argument(view, run.node, setting, (), found.loop.recipe)
        if isinstance(wanted, Refusal):
            return wanted
        intents += wanted.intents
        title = wanted.title
    return Fix(tuple(intents), Applicability.SAFE, title)


def _written(view: View, node: s.Call, path: str) -> str:
    """``1|config.recursion_limit``: by its name, or in the positional argument that is there."""
    head, _, rest = path.partition(".")
    position, bar, keyword = head.partition("|")
    if not bar:
        return path
    stands = argument(view.names, node, position) is not ABSENT
    return f"{position if stands else keyword}.{rest}"


def _code(view: View, loop: f.Loop) -> str:
    turns = view.policy.defaults.turns
    write = loop.write or "{turns}"
    return write.replace("{turns}", str(turns)).replace("{steps}", str(2 * turns + 5))


def _setting(view: View, found: Unbounded, loop: f.Loop) -> Setting | None:
    if not loop.at:
        return None
    code = _code(view, loop)
    if loop.endless:
        code = _with_conditions(view, found.node, loop, code)
    path = _written(view, found.node, loop.at[0])
    return Setting(path, code, loop.imports, classes=loop.classes)


def _with_conditions(view: View, node: s.Call, loop: f.Loop, code: str) -> str:
    """The conditions that stand there stay: whichever comes first ends the loop."""
    answer = first(view.names, node, loop.at)
    if not isinstance(answer, Present):
        return code
    given = s.bare(answer.node)
    kept = given.elements if isinstance(given, s.Items) else (given,)
    return f"[{', '.join([*(view.code(each) for each in kept), code])}]" if kept else code

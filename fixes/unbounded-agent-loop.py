"""Bound a loop: the SDK's own limit where it has one, else a count and an error that says so."""

from __future__ import annotations

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.looping import bound_loop
from prodgate.meaning.agent_bounds import Unbounded
from prodgate.meaning.argument import Present, first
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
        return Refusal("manual", "leave the loop when the run is failed, cancelled or expired")
    if found.kind is Kind.RECURSION:
        return Refusal("manual", "pass a depth along, and stop when it is used up")
    most = view.policy.defaults.turns
    what = "turns" if found.kind is Kind.TURNS else "attempts"
    assert isinstance(found.node, s.Loop)
    return bound_loop(view, found.node, what, most)


def _of_sdk(view: View, found: Unbounded) -> Fix | Refusal:
    wanted = agreed(_setting(view, found, loop) for loop in found.loops)
    given = Applicability.UNSAFE if found.bound.given else Applicability.SAFE
    return set_argument(view, found.node, wanted, found.loop.at, found.loop.recipe, given)


def _setting(view: View, found: Unbounded, loop: f.Loop) -> Setting | None:
    if not loop.at:
        return None
    turns = view.policy.defaults.turns
    code = str(turns)
    if loop.write:
        code = loop.write.replace("{turns}", code).replace("{steps}", str(2 * turns + 5))
    if loop.endless:
        code = _with_conditions(view, found.node, loop, code)
    return Setting(loop.at[0], code, loop.imports)


def _with_conditions(view: View, node: s.Call, loop: f.Loop, code: str) -> str:
    """The conditions that stand there stay: whichever comes first ends the loop."""
    answer = first(view.names, node, loop.at)
    if not isinstance(answer, Present):
        return code
    given = s.bare(answer.node)
    kept = given.elements if isinstance(given, s.Items) else (given,)
    return f"[{', '.join([*(view.code(each) for each in kept), code])}]" if kept else code

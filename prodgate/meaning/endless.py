"""Loops and recursions that nothing ends but the model: the walk through one turn.

Every path through the body is followed once. A path that asked the model and comes back to the
head without a bound is a turn that can be taken again for ever. How it came back says whose fault
it is: by itself, or through a handler because the answer was not right, asks the model again;
through a handler because the call failed, is a retry.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.meaning.asking import last_part
from prodgate.meaning.deciding import By, Turn, literal_flags, targets
from prodgate.meaning.spending import Spending
from prodgate.regex import lazy


class How(enum.Enum):
    """How a path came back to the head of the loop."""

    NORMAL = "normal"
    CONTENT = "content"  # what the model said was not right
    FAILURE = "failure"  # the call itself failed


class State(Struct, frozen=True):
    """What happened on a path so far."""

    spent: bool = False
    bounded: bool = False
    slept: bool = False
    how: How = How.NORMAL


States: TypeAlias = frozenset[State]
NONE: States = frozenset()


class Outcome(Struct, frozen=True):
    """Where the paths of some statements go. ``left``: some path leaves the loop."""

    falls: States = NONE
    again: States = NONE  # continue
    ends: States = NONE  # break, return, throw
    raised: States = NONE  # what a handler around it may meet

    def __or__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.falls | other.falls,
            self.again | other.again,
            self.ends | other.ends,
            self.raised | other.raised,
        )


# Errors of the call, and of what was made of its answer. A handler of neither kind meets both.
_FAILURES = lazy(
    r"(?i)rate_?limit|timeout|connection|api_?(?:status_?)?error|service|overloaded|unavailable|"
    r"server|http|request|openai|anthropic|network|quota|resourceexhausted|throttl|clienterror"
)
_CONTENTS = lazy(
    r"(?i)value|json|decode|validation|key|index|type|attribute|parse|parsing|syntax|assertion|"
    r"format|unicode|lookup"
)


class Walk:
    """One turn of one loop, or one run of one function."""

    def __init__(self, spending: Spending, turn: Turn, flags: set[str], language: str) -> None:
        self.spending = spending
        self.turn = turn
        self.flags = flags
        self.language = language
        self.watched: dict[int, set[State]] = {}  # the states in which these calls are made

    def run(self, statements: Iterable[s.Node], states: States) -> Outcome:
        """The outcome of a list of statements."""
        total = Outcome()
        for statement in statements:
            if not states:
                break
            step = self._step(statement, states)
            total |= replace(step, falls=NONE)
            states = step.falls
        return replace(total, falls=states)

    def _step(self, node: s.Node, states: States) -> Outcome:
        if isinstance(node, s.Function | s.Class | s.Import):
            return Outcome(states)
        if isinstance(node, s.If):
            return self._if(node, states)
        if isinstance(node, s.Loop):
            return self._loop(node, states)
        if isinstance(node, s.Try):
            return self._try(node, states)
        if isinstance(node, s.With):
            start = self.evaluate([i.value for i in node.items], states)
            return replace(start, falls=NONE) | self.run(node.body, start.falls)
        if isinstance(node, s.Block):
            return self.run(node.body, states)
        if isinstance(node, s.Switch):
            return self._switch(node, states)
        return self._plain(node, states)

    # -- statements without statements

    def _plain(self, node: s.Node, states: States) -> Outcome:
        if isinstance(node, s.Jump):
            return Outcome(again=states) if node.kind == "continue" else Outcome(ends=states)
        if isinstance(node, s.Assign) and isinstance(node.value, s.Function):
            return Outcome(states)
        done = self.evaluate([node], states)
        if isinstance(node, s.Throw):
            content = frozenset(replace(x, how=How.CONTENT) if x.spent else x for x in done.falls)
            return Outcome(ends=done.falls, raised=done.raised | content)
        if isinstance(node, s.Return) or _exits(node) or self._lowers_flag(node):
            return replace(done, falls=NONE, ends=done.falls)
        asserts = isinstance(node, s.Opaque) and node.kind == "assert"
        if asserts and self.turn.decides(s.children(node)[0]) is By.BOUND:
            return replace(done, falls=_bounded(done.falls))
        return done

    def _lowers_flag(self, node: s.Node) -> bool:
        """``done = True``: the condition of the loop ends it after this turn."""
        return isinstance(node, s.Assign) and any(
            name in self.flags for target in node.targets for name in targets(target)
        )

    def evaluate(self, nodes: Iterable[s.Node], states: States) -> Outcome:
        """What expressions do: ask the model, wait, spend a budget, sleep, raise."""
        below = [n for node in nodes for n in s.walk(node)]
        calls = [n for n in below if isinstance(n, s.Call)]
        for call in calls:
            if id(call) in self.watched:
                self.watched[id(call)] |= states
        spends = any(id(c) in self.spending.calls for c in calls)
        bounds = any(id(c) in self.spending.waits or self.turn.bounds(c) for c in calls)
        bounds |= any(
            isinstance(n, s.Either)
            and n.test is not None
            and "tool" in _words(n)
            and self.turn.counts(n.test)
            for n in below
        )
        slept = any(_sleeps(c) for c in calls)
        risky = any(isinstance(n, s.Index | s.Call) for n in below)
        falls, raised = set(), set()
        for state in states:
            after = replace(
                state,
                spent=state.spent or spends,
                bounded=state.bounded or bounds,
                slept=state.slept or slept,
            )
            falls.add(after)
            if spends:
                raised.add(replace(state, spent=True, how=How.FAILURE))
            if risky and after.spent and (not spends or _makes_more(calls, self.spending)):
                raised.add(replace(after, how=How.CONTENT))
        return Outcome(frozenset(falls), raised=frozenset(raised))

    # -- statements with statements

    def _if(self, node: s.If, states: States) -> Outcome:
        tested = self.evaluate([node.test], states)
        by = self.turn.decides(node.test)
        both = tested.falls
        ends = by is By.BOUND and self._ends_or_gates(node)
        if ends or (by is not By.MODEL and self._waits(node)):
            both = _bounded(both)
        arms = self.run(node.body, both) | self.run(node.orelse, both)
        return replace(tested, falls=NONE) | arms

    def _ends_or_gates(self, node: s.If) -> bool:
        arms = (node.body, node.orelse)
        if any(map(self._leaves, arms)):
            return True
        if any(map(_withdraws, arms)) and self.turn.counts(node.test):
            return True
        return self._spends(arms[0]) != self._spends(arms[1])

    def _leaves(self, arm: tuple[s.Node, ...]) -> bool:
        return any(
            isinstance(n, s.Jump | s.Return | s.Throw) or _exits(n) or self._lowers_flag(n)
            for n in s.walk_scope(*arm)
        )

    def _spends(self, arm: tuple[s.Node, ...]) -> bool:
        return any(isinstance(n, s.Call) and id(n) in self.spending.calls for n in s.walk(*arm))

    def _waits(self, node: s.Node) -> bool:
        return any(isinstance(n, s.Call) and id(n) in self.spending.waits for n in s.walk(node))

    def _loop(self, node: s.Loop, states: States) -> Outcome:
        heads = [n for n in (node.subject, node.test) if n is not None]
        start = self.run(node.before, states)
        tested = self.evaluate(heads, start.falls)
        entered = _bounded(tested.falls) if self._waits(node) else tested.falls
        inside = self.run(node.body, entered)
        # What ends the inner loop is a break, or leaves the outer one: a break is likelier.
        breaks = inside.ends if _has_break(node) else NONE
        skipped = NONE if _is_endless(node) else entered
        falls = skipped | breaks | (NONE if _is_endless(node) else inside.falls | inside.again)
        after = self.run(node.orelse, falls) if node.orelse else Outcome(falls)
        ends = NONE if _has_break(node) else inside.ends
        raised = after.raised | inside.raised | tested.raised
        return replace(after, ends=after.ends | ends, raised=raised)

    def _try(self, node: s.Try, states: States) -> Outcome:
        body = self.run(node.body, states)
        # What is asked before the try has answered: an error in it is about the answer.
        met = body.raised | {replace(x, how=How.CONTENT) if x.spent else x for x in states}
        total = replace(body, falls=NONE, raised=NONE if node.handlers else body.raised)
        falls = body.falls
        if node.orelse:
            rest = self.run(node.orelse, falls)
            total, falls = total | replace(rest, falls=NONE), rest.falls
        for handler in node.handlers:
            caught = self.run(handler.body, frozenset(x for x in met if _catches(handler, x)))
            total |= replace(caught, falls=NONE)
            falls |= caught.falls
        if node.final:
            final = self.run(node.final, falls)
            total, falls = total | replace(final, falls=NONE), final.falls
            total = self._after_final(node.final, total)
        return replace(total, falls=falls)

    def _after_final(self, final: tuple[s.Node, ...], total: Outcome) -> Outcome:
        """A continue inside try still runs what stands in finally."""
        last = self.run(final, total.again)
        return replace(total, again=last.falls | last.again)

    def _switch(self, node: s.Switch, states: States) -> Outcome:
        tested = self.evaluate([node.subject], states)
        total = Outcome(tested.falls)
        for case in node.cases:
            arm = self.run(case, tested.falls)
            if self.language == "javascript":  # break leaves the switch
                breaks = any(isinstance(n, s.Jump) and n.kind == "break" for n in _level(case))
                if breaks:
                    arm = replace(arm, falls=arm.falls | arm.ends)
            total |= arm
        return replace(total, raised=total.raised | tested.raised)


def _bounded(states: States) -> States:
    return frozenset(replace(state, bounded=True) for state in states)


def _catches(handler: s.Handler, state: State) -> bool:
    """Whether what a path raised is of the kind that a handler names."""
    return state.how is How.NORMAL or state.how in _kinds(handler.type)


def catches_failures(handler: s.Handler) -> bool:
    """Whether a handler meets a call that failed, and not just an answer that was not right."""
    return How.FAILURE in _kinds(handler.type)


def names_only_contents(node: s.Node) -> bool:
    """``ValidationError``, ``(ValueError, KeyError)``: errors of what was made of an answer."""
    return _kinds(node) == {How.CONTENT}


def _kinds(node: s.Node | None) -> set[How]:
    """What errors of the classes that an expression names are about."""
    if node is None:
        return {How.FAILURE, How.CONTENT}
    parts = s.bare(node)
    named = [last_part(n) for n in (parts.elements if isinstance(parts, s.Items) else (parts,))]
    kinds: set[How] = set()
    for name in named:
        if _FAILURES.search(name):
            kinds.add(How.FAILURE)
        elif _CONTENTS.search(name):
            kinds.add(How.CONTENT)
        else:
            kinds |= {How.FAILURE, How.CONTENT}
    return kinds


_SAFE = {"str", "print", "len", "range", "log", "info", "debug", "warning", "error", "strip"}


def _makes_more(calls: list[s.Call], spending: Spending) -> bool:
    """Something is made of the answer in the same statement: ``json.loads(ask(x))``."""
    inner = {id(n) for c in calls if id(c) in spending.calls for n in s.walk(c)}
    return any(id(c) not in inner and last_part(c.callee) not in _SAFE for c in calls)


def _exits(node: s.Node) -> bool:
    if not isinstance(node, s.Expression):
        return False
    call = s.bare(node.value)
    return isinstance(call, s.Call) and (s.dotted(call.callee) or "") in {
        "exit", "quit", "sys.exit", "os._exit", "process.exit", "raise_error",
    }  # fmt: skip


_SLEEPS = {"sleep", "setTimeout", "delay", "wait_for_next_tick", "sleepAsync"}


def _sleeps(call: s.Call) -> bool:
    return last_part(call.callee) in _SLEEPS


def _withdraws(arm: tuple[s.Node, ...]) -> bool:
    """``tools = []``, ``request.update(tools=...)``: whether the model has them is counted."""
    return any("tool" in _named(n).lower() for n in s.walk_scope(*arm))


def _named(node: s.Node) -> str:
    """What an arm gives or changes: a target, a keyword, a key."""
    if isinstance(node, s.Assign):
        return " ".join(name for target in node.targets for name in targets(target))
    if isinstance(node, s.Argument | s.Entry):
        return node.name or ""
    return ""


def _words(node: s.Node) -> str:
    return " ".join(
        last_part(n) for n in s.walk(node) if isinstance(n, s.Name | s.Attribute)
    ).lower()


def _level(statements: Iterable[s.Node]) -> Iterable[s.Node]:
    """The statements of a loop's body, without those of loops and functions inside."""
    stack = list(statements)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, s.Loop | s.Function | s.Class):
            stack += s.children(node)


def _has_break(node: s.Loop) -> bool:
    return any(isinstance(n, s.Jump) and n.kind == "break" for n in _level(node.body))


def _is_endless(node: s.Loop) -> bool:
    if node.kind == "for":
        return node.subject is None and node.test is None
    return is_true(node.test)


def is_true(test: s.Node | None) -> bool:
    """``while True``, ``while 1``, ``for (;;)``"""
    test = s.bare(test) if test is not None else None
    return test is None or (isinstance(test, s.Literal) and bool(test.value))


def walk_loop(spending: Spending, node: s.Loop, language: str) -> tuple[Turn, States] | None:
    """What the unbounded paths of a loop look like; None where something else ends it."""
    heads = tuple(n for n in (node.test,) if n is not None)
    turn = Turn(spending, (*heads, *node.body))
    flags: set[str] = set()
    if not _goes_on(spending, node, turn):
        if node.test is None:
            return None
        flags = literal_flags(turn, node.test)
        by = turn.decides(node.test, flags)
        if by is By.BOUND or (by is By.NOBODY and not flags):
            return None
    walk = Walk(spending, turn, flags, language)
    start = walk.evaluate(heads, frozenset({State()}))
    body = walk.run(node.body, start.falls)
    cycles = body.falls | body.again
    return turn, frozenset(x for x in cycles if x.spent and not x.bounded)


def _goes_on(spending: Spending, node: s.Loop, turn: Turn) -> bool:
    """A head that never ends the loop."""
    if node.kind == "for" and node.subject is not None:
        subject = s.bare(node.subject)
        name = s.dotted(subject.callee) if isinstance(subject, s.Call) else ""
        if name in {"count", "itertools.count"}:
            turn.counted |= set(targets(node.target)) if node.target is not None else set()
            return True
        return False
    if is_true(node.test):
        return True
    test = s.bare(node.test) if node.test is not None else None
    if isinstance(test, s.Name) and test.id not in turn.changed:
        bindings = spending.names.lookup(test)
        return bool(bindings) and all(
            b.value is not None and isinstance(b.value, s.Literal) and b.value.value is True
            for b in bindings
        )
    return False

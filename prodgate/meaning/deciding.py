"""Who decides that a loop ends: a count, a clock, a person or other data, or the model itself.

``Turn`` reads the statements that one turn runs: which names carry what the model said, which are
counted, which change by themselves. ``decides`` answers for a condition. What cannot be told is
taken for a bound: a rule that asks is then silent.
"""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.asking import last_part
from prodgate.meaning.spending import GROWS
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.spending import Spending


class By(enum.Enum):
    """Who decides."""

    BOUND = "bound"  # a count, a clock, a budget, a person, data from elsewhere
    MODEL = "model"
    NOBODY = "nobody"  # it does not change while the loop runs


RELATIONS = {"<", "<=", ">", ">="}
_SIZES = {"length", "size"}
_COUNTING = lazy(
    r"(?i)turn|step|iter|count|attempt|tries|retr(?:y|ies)|round|depth|budget|cost|spent|deadline|"
    r"elapsed|remaining|limit|(?:^|_)max|max(?=_|[A-Z])|total|num_|hops|level|quota|until"
)
_CLOCK = lazy(r"(?i)(?:^|[._])(?:time|now|monotonic|perf_counter|hrtime|clock|time_ns)$")
_STOPS = lazy(
    r"(?i)stop(?!_?reason)|cancel|abort|limit|budget|exceed|quota|deadline|time_?out|timed_?out|"
    r"expired|too_?(?:many|long|much)|exhaust|interrupt|shutdown|is_set|kill|pause|closed?$|"
    r"over_|max_|should_(?:continue|run|go_on)|may_(?:continue|go_on)"
)
_FINISHED = lazy(r"(?i)done|finish|complete|final|success|solved|reached_goal|is_over|ended")
_SPENDS_BUDGET = lazy(
    r"(?i)budget|quota|deadline|(?:check|enforce|raise|assert)_?\w*(?:limit|cancel|abort|stop|max)|"
    r"throw_?if_?(?:aborted|cancel)|(?<!rate_)(?<!rate)limit(?:er)?s?\.\w+$"
)


def keys(node: s.Node) -> Iterator[str]:
    """The names that an expression is made of: ``x``, and ``self.x``."""
    for below in s.walk(node):
        if isinstance(below, s.Name):
            yield below.id
        elif isinstance(below, s.Attribute) and _is_own(below.value):
            yield f"self.{below.name}"


def _is_own(node: s.Node) -> bool:
    return isinstance(node, s.Name) and node.id in {"self", "this"}


def targets(node: s.Node) -> Iterator[str]:
    """The names that an assignment to ``node`` changes."""
    node = s.bare(node)
    if isinstance(node, s.Pattern):
        for bound in node.names:
            yield bound.name
    elif isinstance(node, s.Name):
        yield node.id
    elif isinstance(node, s.Attribute) and _is_own(node.value):
        yield f"self.{node.name}"
    elif isinstance(node, s.Attribute | s.Index):
        yield from targets(node.value)


class Turn:
    """What the statements of one turn do with names."""

    def __init__(self, spending: Spending, body: tuple[s.Node, ...]) -> None:
        self.spending = spending
        self.names = spending.names
        self.nodes = list(s.walk(*body))
        self.calls = [n for n in self.nodes if isinstance(n, s.Call)]
        self.values: dict[str, list[s.Node]] = defaultdict(list)
        self.counted: set[str] = set()
        self.changed: set[str] = set()
        self.grown: set[str] = set()  # by what the model said
        self.tainted: set[str] = set()
        self._assignments: list[tuple[tuple[str, ...], s.Node]] = []
        self._read()
        self._carry()

    # -- reading

    def _read(self) -> None:
        for node in self.nodes:
            if isinstance(node, s.Assign) and node.value is not None:
                named = tuple(n for t in node.targets for n in targets(t))
                self._assign(named, node.value, augmented=node.kind == "augmented")
            elif isinstance(node, s.Assigned):
                self._assign(tuple(targets(node.target)), node.value)
            elif isinstance(node, s.Loop) and node.target is not None and node.subject is not None:
                self._assign(tuple(targets(node.target)), node.subject)
            elif isinstance(node, s.WithItem) and node.target is not None:
                self._assign(tuple(targets(node.target)), node.value)
            elif isinstance(node, s.Unary) and node.operator in {"++", "--"}:
                self.counted |= set(targets(node.value))
            elif isinstance(node, s.Call) and isinstance(s.bare(node.callee), s.Attribute):
                callee = s.bare(node.callee)
                assert isinstance(callee, s.Attribute)
                self.changed |= set(targets(callee.value))

    def _assign(self, named: tuple[str, ...], value: s.Node, *, augmented: bool = False) -> None:
        self._assignments.append((named, value))
        self.changed |= set(named)
        for name in named:
            self.values[name].append(value)
        own = isinstance(s.bare(value), s.Binary) and set(named) & set(keys(value))
        if augmented or own:
            self.counted |= set(named)

    def _carry(self) -> None:
        """Which names hold what the model said, directly or through other names."""
        for _ in range(6):
            before = len(self.tainted)
            for named, value in self._assignments:
                if self.is_models(value):
                    self.tainted |= set(named)
            for call in self.calls:
                callee = s.bare(call.callee)
                if isinstance(callee, s.Attribute) and self._feeds(call):
                    owner = set(targets(callee.value)) - self.spending.unowned
                    self.tainted |= owner
                    if callee.name in GROWS:
                        self.grown |= owner
                if self._feeds(call):
                    for function in self.spending.called.get(id(call), ()):
                        self.grown |= self.spending.grows(function)
                        self.tainted |= self.spending.grows(function)
                self.tainted |= self._each(call)
            if len(self.tainted) == before:
                return

    def _each(self, call: s.Call) -> set[str]:
        """``replies.forEach((reply) => ...)``: what the callback is given."""
        callee = s.bare(call.callee)
        if not isinstance(callee, s.Attribute) or not self.is_models(callee.value):
            return set()
        given = [s.bare(argument.value) for argument in call.arguments]
        return {
            name
            for function in given
            if isinstance(function, s.Function)
            for param in function.params
            for name in targets(param.target)
        }

    def _feeds(self, call: s.Call) -> bool:
        """``messages.append(reply)``: what the model said goes into an object."""
        if id(call) in self.spending.calls:
            return False
        return any(self.is_models(argument.value) for argument in call.arguments)

    def is_models(self, node: s.Node) -> bool:
        """Whether an expression holds what the model said in this loop."""
        return any(self._says(below) for below in s.walk(node))

    def _says(self, node: s.Node) -> bool:
        if isinstance(node, s.Call):
            return id(node) in self.spending.calls
        if isinstance(node, s.Name):
            return node.id in self.tainted
        return (
            isinstance(node, s.Attribute)
            and _is_own(node.value)
            and f"self.{node.name}" in self.tainted
        )

    # -- deciding

    def decides(self, test: s.Node, flags: AbstractSet[str] = frozenset()) -> By:
        """Who decides what a condition is, but for ``flags``, which the turn sets itself."""
        found = {self._atom(a) for a in atoms(test) if not _is_flag(a, flags)}
        if By.BOUND in found:
            return By.BOUND
        return By.MODEL if By.MODEL in found else By.NOBODY

    def counts(self, test: s.Node) -> bool:
        """Whether a condition compares something that is counted."""
        return any(
            (n.operator in RELATIONS and self._compared(n) is By.BOUND)
            or bool(set(keys(n)) & (self.counted - self.tainted))
            for atom in atoms(test)
            for n in s.walk(atom)
            if isinstance(n, s.Binary)
        )

    def _atom(self, node: s.Node) -> By:
        below = list(s.walk(node))
        if any(isinstance(n, s.Call) and id(n) in self.spending.waits for n in below):
            return By.BOUND
        if any(isinstance(n, s.Unary) and n.operator in {"++", "--"} for n in below):
            return By.BOUND
        if isinstance(node, s.Binary) and node.operator in RELATIONS:
            return self._compared(node)
        if isinstance(node, s.Binary) and set(keys(node)) & (self.counted - self.tainted):
            return By.BOUND
        return self._told(node, below)

    def _compared(self, node: s.Binary) -> By:
        sides = (s.bare(node.left), s.bare(node.right))
        if _asks_if_empty(sides):
            return self._told(node, list(s.walk(node)))
        if any(self._measures(side) for side in sides) or _stops(node):
            return By.BOUND
        return By.MODEL if any(self.is_models(side) for side in sides) else By.BOUND

    def _measures(self, side: s.Node) -> bool:
        """A count, a clock, or the size of something that grows."""
        size = _sized(side)
        if size is not None:
            grown = self.grown | self.counted
            return bool(set(targets(size)) & grown) or not self.is_models(size)
        for node in s.walk(side):
            if isinstance(node, s.Name | s.Attribute) and _COUNTING.search(last_part(node)):
                return True
            if isinstance(node, s.Call) and _CLOCK.search(s.dotted(node.callee) or ""):
                return True
        return bool(set(keys(side)) & (self.counted - self._texts()))

    def _texts(self) -> set[str]:
        """Names that are added to and are no number: ``text += reply``."""
        return {
            name
            for name in self.counted & self.tainted
            if not any(_is_amount(value) for value in self.values[name])
        }

    def _told(self, node: s.Node, below: list[s.Node]) -> By:
        calls = [n for n in below if isinstance(n, s.Call)]
        if any(self.bounds(call) for call in calls):
            return By.BOUND
        if _stops(node):
            return By.BOUND
        if self.is_models(node):
            return By.MODEL
        if isinstance(node, s.Attribute) and (by := self._set_by_helper(node)):
            return by
        if set(keys(node)) & self.grown:
            return By.MODEL
        if calls or set(keys(node)) & (self.changed - self.spending.unowned):
            return By.BOUND
        if isinstance(node, s.Attribute) and not _FINISHED.search(node.name):
            return By.BOUND  # others may change it
        return By.NOBODY

    def _set_by_helper(self, node: s.Attribute) -> By | None:
        """``self.done``, where a method that this turn runs asks the model and sets it."""
        for binding in self.names.member(node):
            home = self.spending.home_of(binding.node)
            if home is None or home.name in {"__init__", "constructor"}:
                continue
            if any(home in self.spending.called.get(id(call), ()) for call in self.calls):
                return By.MODEL
        return None

    def bounds(self, call: s.Call) -> bool:
        """A call that may end the loop for a reason of its own: it spends a budget, it counts."""
        name = s.dotted(call.callee) or last_part(call.callee)
        if id(call) not in self.spending.calls and _SPENDS_BUDGET.search(name):
            return True
        return any(counts(function) for function in self.spending.called.get(id(call), ()))


def _stops(node: s.Node) -> bool:
    """A word that says who else may end it: a person, a limit, a signal."""
    named = (n for n in s.walk(node) if isinstance(n, s.Name | s.Attribute))
    return any(_STOPS.search(last_part(n)) for n in named)


def counts(function: s.Function) -> bool:
    """Whether a helper compares something that it, or its object, counts."""
    counted: set[str] = set()
    compared: list[s.Binary] = []
    for node in s.walk(*function.body):
        if isinstance(node, s.Assign) and node.kind == "augmented":
            counted |= {n for t in node.targets for n in targets(t) if n.startswith("self.")}
        elif isinstance(node, s.Binary) and node.operator in RELATIONS | {"=="}:
            compared.append(node)
    for node in compared:
        if set(keys(node)) & counted:
            return True
        own = [n for n in s.walk(node) if isinstance(n, s.Attribute) and _is_own(n.value)]
        if node.operator in RELATIONS and any(_COUNTING.search(n.name) for n in own):
            return True
        if any(
            isinstance(n, s.Call) and _CLOCK.search(s.dotted(n.callee) or "") for n in s.walk(node)
        ):
            return True
    return False


def atoms(test: s.Node) -> Iterator[s.Node]:
    """The conditions that ``and``, ``or`` and ``not`` put together."""
    test = s.bare(test)
    if isinstance(test, s.Either):
        if test.test is not None:
            yield from atoms(test.test)
        for option in test.options:
            yield from atoms(option)
    elif isinstance(test, s.Unary) and test.operator == "not":
        yield from atoms(test.value)
    else:
        yield test


def _is_flag(atom: s.Node, flags: AbstractSet[str]) -> bool:
    return isinstance(atom, s.Name | s.Attribute) and bool(set(keys(atom)) & flags)


def _sized(node: s.Node) -> s.Node | None:
    """What ``len(x)``, ``x.length`` and ``count_tokens(x)`` measure."""
    if isinstance(node, s.Call) and last_part(node.callee) == "len":
        return node.positional(0)
    if isinstance(node, s.Attribute) and node.name in _SIZES:
        return node.value
    return None


def _asks_if_empty(sides: tuple[s.Node, s.Node]) -> bool:
    """``len(tasks) > 0``"""
    sized = any(_sized(side) is not None for side in sides)
    return sized and any(isinstance(x, s.Literal) and x.value in {0, 1} for x in sides)


def _is_amount(node: s.Node) -> bool:
    """A number, or something that is named or measured like one."""
    node = s.bare(node)
    if isinstance(node, s.Literal):
        return isinstance(node.value, int | float)
    if _sized(node) is not None:
        return True
    return any(
        isinstance(n, s.Name | s.Attribute)
        and re.search(r"(?i)token|cost|usage|amount|price|count|total|elapsed", last_part(n))
        for n in s.walk(node)
    )


def literal_flags(turn: Turn, test: s.Node) -> set[str]:
    """Names of a condition that the turn sets to plain values only: ``done = True``."""
    return {
        key
        for atom in atoms(test)
        for key in keys(atom)
        if isinstance(s.bare(atom), s.Name | s.Attribute)
        and turn.values.get(key)
        and all(isinstance(s.bare(v), s.Literal) for v in turn.values[key])
    }

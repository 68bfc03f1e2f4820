"""A runbook with what the inventory knows filled in, and what only people know as questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from prodgate.inventory.record import Call, Endpoint, Inventory, Model, Place
from prodgate.report.markup import code, text
from prodgate.scaffold.addresses import address_of
from prodgate.scaffold.marks import UNWRITTEN
from prodgate.scaffold.new_file import NewFile
from prodgate.scaffold.subject import slots

if TYPE_CHECKING:
    from prodgate.inventory.prices import Prices
    from prodgate.scaffold.subject import Subject

PATH = "docs/runbook.md"
_MOST = 60  # rows of a table; who needs more asks `prodgate inventory`
_OPEN = f"**{UNWRITTEN}**"
_ASK_PEOPLE = {
    "Who": (
        "Who is on call, and how are they reached at night?",
        "Who decides to take the model away from users, or to switch the service off?",
    ),
    "When it fails": (
        "Where are the logs, the errors and the metrics? Links, not names.",
        "Which alarm says first that it fails, and what is looked at next?",
        "How is a release taken back? The command, and how long it takes.",
        "What do users see while a provider of models is down, and who tells them?",
    ),
    "When the bill runs": (
        "What is a usual day's spend, and above which sum does somebody get a message?",
        "Which spend limit is set at each provider, and by whom can it be changed?",
        "How is a key turned off, and how is a new one put in its place?",
    ),
    "When an answer does harm": (
        "How is one conversation found again, and for how long is it kept?",
        "Where does a user's complaint arrive, and who reads it?",
    ),
}
_WHERE = "Where does it run (platform, project, region), and who can get in?"


def files(subject: Subject) -> Iterator[NewFile]:
    """The one page of a tree."""
    from prodgate.inventory.prices import load

    own = subject.tree.policy.prices
    prices = load(subject.root / own, own, subject.root) if own else load()
    page = "\n".join(_page(subject, prices)) + "\n"
    questions = page.count(_OPEN)
    said = (
        f"filled in from the inventory; {questions} questions are left that only people can "
        f"answer, marked '{UNWRITTEN}'"
    )
    yield NewFile(PATH, page, said)


def _page(subject: Subject, prices: Prices) -> Iterator[str]:
    found = subject.inventory
    yield "# Runbook"
    yield ""
    at = f" at commit {code(found.commit[:12])}" if found.commit else ""
    yield (
        f"The tables were filled in from the code{at} by `prodgate init --runbook` and are not "
        "kept up to date: `prodgate inventory` says what holds today. Write the answer to a "
        f"question in the place of its mark. While a mark is left, prodgate does not take this "
        "page for a runbook."
    )
    for title, questions in _ASK_PEOPLE.items():
        yield from _section(title, _questions(questions))
        if title == "When the bill runs":
            yield from _bounds(subject, prices)
    yield from _section("How it runs", _running(found))
    yield from _section("Ways in", _endpoints(subject))
    yield from _section("Models", _models(found.models))
    yield from _section("Tools that a model may have run", _tools(found))
    yield from _section("Settings and secrets", _secrets(found))
    yield from _section("Data", _data(found))
    yield from _section("Libraries", _sdks(found))
    if found.not_checked:
        yield from _section("Not read", [f"- {text(each)}" for each in found.not_checked[:_MOST]])


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from lines


def _questions(questions: Iterable[str]) -> list[str]:
    return [f"- {question} {_OPEN}" for question in questions]


# -- tables ----------------------------------------------------------------------------------------

_Row = Sequence[str]


def _table(head: _Row, rows: Sequence[_Row], none: str) -> Iterator[str]:
    """A table whose cells are Markdown already; a sentence where there is no row."""
    if not rows:
        yield none
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows[:_MOST]:
        yield f"| {' | '.join(row)} |"
    if rows[_MOST:]:
        yield ""
        yield f"And {len(rows) - _MOST} more: `prodgate inventory`."


def _cell(what: str) -> str:
    return code(what, table=True) if what else ""


def _at(place: Place) -> str:
    cell = f" cell {place.cell}" if place.cell else ""
    return _cell(f"{place.path}:{place.line}{cell}")


def _places(places: Sequence[Place]) -> str:
    more = f" and {len(places) - 2} more" if places[2:] else ""
    return ", ".join(map(_at, places[:2])) + more


def _yes(what: bool | None) -> str:
    return "not known" if what is None else "yes" if what else "**no**"


def _running(found: Inventory) -> Iterator[str]:
    yield from _questions((_WHERE,))
    rows = [(_cell(start.command), _at(start.place)) for start in found.start]
    yield ""
    none = f"No manifest names a command that starts it: how is it started? {_OPEN}"
    yield from _table(("started with", "named in"), rows, none)


def _endpoints(subject: Subject) -> Iterator[str]:
    def row(each: Endpoint) -> _Row:
        route = slots(address_of(subject, each) or each.route)
        way = f"{each.method} {route}".strip()
        return (
            _cell(way), "yes" if each.asks_model else "", _yes(each.checks_caller),
            _yes(each.validates), _yes(each.limited), text(each.framework), _at(each.place),
        )  # fmt: skip

    ways = sorted(subject.inventory.endpoints, key=lambda each: not each.asks_model)
    head = (
        "way in", "asks a model", "asks who calls", "checks its input", "limits calls", "framework",
        "place",
    )  # fmt: skip
    yield from _table(head, [row(each) for each in ways], "No route or handler was found.")


def _models(models: Sequence[Model]) -> Iterator[str]:
    def row(each: Model) -> _Row:
        pinned = "not known" if each.pinned is None else "yes" if each.pinned else "no, it moves"
        return (
            _cell(each.name) or "by its setting", text(each.provider) or "not known", pinned,
            _cell(each.setting), _places(each.places),
        )  # fmt: skip

    head = ("model", "provider", "one version for good", "setting that chooses it", "place")
    yield from _table(head, [row(each) for each in models], "No name of a model was found.")


def _tools(found: Inventory) -> Iterator[str]:
    def row(name: str, can: Iterable[str], approval: bool, place: Place) -> _Row:
        return _cell(name), text(", ".join(can)), "yes" if approval else "**no**", _at(place)

    rows = [row(each.name, each.can, each.approval, each.place) for each in found.tools]
    yield from _table(("tool", "can", "a person is asked first", "place"), rows, "None was found.")


def _secrets(found: Inventory) -> Iterator[str]:
    yield "Names only. Where the values are kept is one of the questions."
    yield ""
    yield from _questions(("Where are the secrets kept, and who can read them?",))
    yield ""
    rows = [
        (
            _cell(each.name), "yes" if each.secret else "", "yes" if each.required else "",
            "yes" if each.documented else "", _places(each.places),
        )
        for each in sorted(found.secrets, key=lambda s: (not s.required, not s.secret, s.name))
    ]  # fmt: skip
    head = ("name", "secret", "has to be set", "documented", "read in")
    yield from _table(head, rows, "None was found.")


def _data(found: Inventory) -> Iterator[str]:
    rows = [(text(each.kind), _cell(each.name), _at(each.place)) for each in found.data]
    yield from _table(("kind", "what", "place"), rows, "No source of data was found.")


def _sdks(found: Inventory) -> Iterator[str]:
    rows = [
        (_cell(each.name), text(each.kind), _cell(each.declared), _cell(each.locked))
        for each in found.sdks
    ]
    head = ("library", "kind", "asked for", "locked")
    yield from _table(head, rows, "None that prodgate knows was found.")


# -- bounds ----------------------------------------------------------------------------------------


def _bounds(subject: Subject, prices: Prices) -> Iterator[str]:
    """The most that each call may cost and take, for one request."""
    from prodgate.inventory.cost import cost_of
    from prodgate.inventory.latency import wait_of

    def row(call: Call) -> _Row:
        cost, wait = cost_of(call, prices), wait_of(call)
        money = _reason(cost.why) if cost.amount is None else f"{prices.currency} {cost.amount:.4f}"
        time = _reason(wait.why) if wait.seconds is None else _number(wait.seconds, " s")
        return (
            _at(call.place), _cell(", ".join(call.models)) or "not known",
            _number(call.output_tokens, " tokens"), _number(call.timeout_seconds, " s"),
            _number(call.attempts), _number(call.rounds), money, time,
        )  # fmt: skip

    calls = subject.inventory.calls
    yield ""
    yield "What one request may cost and take at most, by the bounds in the code:"
    yield ""
    head = (
        "call", "models", "one answer", "one attempt", "attempts", "rounds", "worst cost",
        "worst wait",
    )  # fmt: skip
    yield from _table(head, [row(call) for call in calls], "No call of a model was found.")
    if calls:
        yield ""
        yield f"Prices: {text(prices.source)}."


def _number(what: float | None, unit: str = "") -> str:
    return "**no bound known**" if what is None else f"{what:g}{unit}"


def _reason(why: Iterable[str]) -> str:
    return "**open**: " + ", ".join(map(text, why))

"""The summary in Markdown, read by a parser of CommonMark: nothing from outside becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from report_samples import (
    APP,
    HOSTILE,
    KEY,
    NAMES,
    TEXTS,
    by_hand,
    checked,
    found,
    hostile_result,
    many,
    reported,
    source_of,
)

from prodgate.edits import Edit
from prodgate.findings import Gate, NotChecked, Severity
from prodgate.report import hunks, markup, summary
from prodgate.report.redact import Redactor
from prodgate.result import Ignored, Result

HOST = "https://code.example/"
DOCS = "https://docs.example/"
_FOLD = re.compile(r"<details><summary>[\w ,]+</summary>\n?|</details>\n?")
# What GitHub looks for in the text of a page once it is rendered.
_LIVE = re.compile(
    r"https?://|ftp://|\bwww\.|mailto:|xmpp:|@[A-Za-z0-9]|#\d|\b[Gg][Hh]-\d|\b[0-9a-f]{7,40}\b|:\w+:"
)


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def shown(result: Result, fail_on: Severity | None = Severity.WARNING, most: int = 900_000) -> str:
    """The Markdown, after the checks that all have to pass."""
    made = summary.render(
        result,
        fail_on,
        link=lambda path, line: f"{HOST}{path}#L{line}",
        docs=lambda rule: f"{DOCS}{rule}.md",
        most=most,
    )
    assert len(made.encode()) <= most
    check(made)
    return made


def check(made: str) -> None:
    tokens = list(flat(parser().parse(made)))
    for token in tokens:
        assert token.type not in ("html_inline", "image", "code_block", "hr", "blockquote_open")
        if token.type == "html_block":
            assert _FOLD.fullmatch(token.content), token.content
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith((HOST, DOCS))
        if token.type == "heading_open":
            assert token.tag in ("h3", "h4")
        if token.type == "fence":
            assert token.info == "diff"
            assert all(line[:1] in " +-@" for line in token.content.split("\n"))
        if token.type == "text":
            assert not _LIVE.search(token.content), token.content
    kinds = [token.type for token in tokens]
    for table in re.findall(
        r"(?:thead_open|tbody_open).*?(?:thead_close|tbody_close)", " ".join(kinds)
    ):
        rows = [
            row.count("t" + "d_open") + row.count("th_open") for row in table.split("tr_close")[:-1]
        ]
        assert len(set(rows)) == 1
    folds = [token.content for token in tokens if token.type == "html_block"]
    assert sum("<details>" in each for each in folds) == sum("</details>" in each for each in folds)


def words(made: str) -> str:
    """The text that a reader sees."""
    return " ".join(t.content for t in flat(parser().parse(made)) if not t.children)


# -- what it says -------------------------------------------------------------------------------


def test_the_verdict_comes_first() -> None:
    result = replace(
        Result((reported(found("a.py")), reported(found("b.py")), by_hand(found("c.py")))), files=9
    )
    assert shown(result).startswith(
        "### Not ready: 3 findings at or above warning; 2 have a safe fix."
    )
    with_base = replace(result, base="abc")
    assert shown(with_base).startswith("### Not ready: 3 new findings at or above warning; 2 have")


@pytest.mark.parametrize(
    ("result", "fail_on", "said"),
    [
        (Result(files=1), Severity.NOTE, "Ready: no finding at or above note (1 file checked)."),
        (
            Result(files=2, base="a"),
            Severity.ERROR,
            "Ready: no new finding at or above error (2 files checked).",
        ),
        (
            many(3, severity=Severity.NOTE),
            Severity.ERROR,
            "Ready: no finding at or above error; 3 below it (1 file checked).",
        ),
        (many(2), None, "Ready: 2 findings, and none fails the check (1 file checked)."),
        (
            Result(not_checked=(NotChecked("a", "x"), NotChecked("b", "x"))),
            Severity.ERROR,
            "Not complete: 2 files could not be checked. "
            "In the rest: no finding at or above error.",
        ),
        (
            replace(many(1), not_checked=(NotChecked("", "x"),)),
            Severity.ERROR,
            "Not complete: a part of the check could not run. "
            "In the rest: 1 finding at or above error.",
        ),
    ],
)
def test_verdicts(result: Result, fail_on: Severity | None, said: str) -> None:
    assert shown(result, fail_on).split("\n")[0] == f"### {said}"


def test_old_findings_are_counted_and_folded_away() -> None:
    result = Result((by_hand(found("new.py")), by_hand(found("old.py"), known=True)), base="abc")
    made = shown(result)
    assert "| gate | new errors | new warnings | new notes | there before |" in made
    assert "| error-handling | 1 |  |  | 1 |" in made
    before, _, after = made.partition("<details><summary>1 finding there before, not counted")
    assert "old.py" not in before
    assert "old.py" in after
    assert "new.py" not in after


def test_a_finding_has_its_line_rule_reason_and_fix() -> None:
    text = "import x\nx.get(1)\n"
    finding = found(message="waits for ever", line=2, start=9, end=17)
    one = reported(finding, edits=(Edit(16, 16, ", timeout=60.0"),))
    made = shown(Result((one,), sources={"app.py": source_of("app.py", text)}))
    assert f"[line 2](<{HOST}app.py#L2>)" in made
    assert f"[missing-timeout](<{DOCS}missing-timeout.md>)" in made
    assert "waits for ever. Fix (safe): `timeout=60.0`." in made
    assert "-x.get(1)\n+x.get(1, timeout=60.0)\n" in made


def test_notes_are_folded_away_unless_they_fail() -> None:
    result = many(3, severity=Severity.NOTE)
    assert "<details><summary>3 notes</summary>" in shown(result, Severity.WARNING)
    assert "<details>" not in shown(result, Severity.NOTE)


def test_new_ignore_comments_have_their_reasons() -> None:
    finding = found()
    ignored = (Ignored(finding, "seen before", 3), Ignored(finding, "a | reason", 4, new=True))
    made = shown(Result(ignored=ignored))
    assert "a \\| reason" in made
    assert made.split("\n")[0].endswith(" 1 finding silenced by new ignore comments.")
    assert "seen before" not in made


def test_a_rule_has_its_page() -> None:
    made = summary.render(Result((by_hand(found()), by_hand(found(rule="own-rule")))), None)
    assert "/docs/rules/missing-timeout.md" in made
    assert " own-rule line 1" in made


def test_a_real_run_is_read_well_and_holds_no_key(tmp_path: Path) -> None:
    result = checked(tmp_path, {"app.py": APP})
    ignored = tuple(replace(each, new=True) for each in result.ignored)
    missed = (NotChecked("", f"has {KEY}"),)
    made = shown(replace(result, ignored=ignored, not_checked=missed, notes=(f"has {KEY}",)))
    assert "```diff" in made
    assert "timeout=60.0" in made
    assert KEY not in made
    assert KEY[:20] not in made


# -- size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [3_000, 20_000, 100_000])
def test_rows_are_dropped_and_counted(most: int) -> None:
    notes = many(500, severity=Severity.NOTE, files=3)
    known = tuple(replace(r, known=True) for r in many(500, files=4).reported)
    errors = many(2_000, files=50)
    result = Result((*errors.reported, *notes.reported, *known), base="abc")
    made = shown(result, most=most)
    whole = made.count("**error**")
    assert f"{2_000 - whole:,} more findings would not fit here" in made
    assert "there before" in made


def test_the_most_that_there_can_be_stays_under_the_limit() -> None:
    long = "x" * 5_000
    text = "a = 1\n" * 400
    edits = (Edit(0, 0, "b = 2\n" * 300),)
    each = [
        reported(found(f"f{at}.py", message=long), title=long, edits=edits) for at in range(1_000)
    ]
    known = [by_hand(found(f"o{at}.py", message=long), known=True) for at in range(1_000)]
    result = Result(
        (*each, *known),
        tuple(NotChecked(f"n{at}.py", long) for at in range(1_000)),
        ignored=tuple(Ignored(found(), long, at, new=True) for at in range(1_000)),
        notes=(long,) * 1_000,
        sources={f"f{at}.py": source_of(f"f{at}.py", text) for at in range(1_000)},
    )
    made = shown(result)
    assert len(made.encode()) > 500_000


# -- hostile text -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    shown(hostile_result("src/a.py", text))
    shown(hostile_result(text.replace("/", "_"), "plain"))


@given(NAMES, TEXTS)
@settings(max_examples=100)
def test_any_name_and_text(name: str, text: str) -> None:
    shown(hostile_result(name, text))


@given(TEXTS)
@settings(max_examples=300)
def test_text_is_one_paragraph_of_text(text: str) -> None:
    tokens = parser().parse(f"x {markup.text(text)} x")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {token.type for token in children} <= {"text", "text_special"}
    content = "".join(token.content for token in children)
    assert not _LIVE.search(content)
    plain = content.replace("\u200b", "")
    assert plain.split() == f"x {markup.printable(text)} x".split()


@given(TEXTS)
@settings(max_examples=300)
def test_text_at_the_start_of_an_item_is_text(text: str) -> None:
    for lead, kinds in (("", []), ("- ", ["bullet_list_open", "list_item_open"])):
        tokens = parser().parse(f"{lead}{markup.text(text)}")
        found_ = [token.type for token in tokens if not token.type.endswith("_close")]
        assert found_ in ([*kinds, "paragraph_open", "inline"], kinds)  # nothing but blanks


@given(TEXTS)
@settings(max_examples=300)
def test_code_is_one_span(text: str) -> None:
    (_, inline, _) = parser().parse(f"x {markup.code(text)} x")
    kinds = [token.type for token in inline.children or []]
    assert kinds == ["text", "code_inline", "text"]
    (span,) = [t.content for t in inline.children or [] if t.type == "code_inline"]
    assert span == (markup.printable(text) or " ")


@given(TEXTS)
@settings(max_examples=200)
def test_a_cell_stays_one_cell(text: str) -> None:
    row = f"| {markup.code(text, table=True)} | {markup.text(text)} | end |"
    tokens = list(flat(parser().parse(f"| a | b | c |\n|---|---|---|\n{row}\n")))
    assert sum(token.type == "td_open" for token in tokens) == 3
    assert [t.content for t in tokens if t.type == "inline"][-1] == "end"


@given(st.lists(TEXTS, max_size=5))
@settings(max_examples=200)
def test_a_fence_ends_where_it_should(lines: list[str]) -> None:
    made = f"{markup.fence(lines, 'diff')}\n\nend"
    kinds = [token.type for token in parser().parse(made)]
    assert kinds == ["fence", "paragraph_open", "inline", "paragraph_close"]


@given(TEXTS)
@settings(max_examples=200)
def test_a_link_leads_where_it_should(text: str) -> None:
    made = f"x {markup.link(markup.text(text), HOST + text)} x"
    (_, inline, _) = parser().parse(made)
    opened = [token for token in inline.children or [] if token.type == "link_open"]
    assert len(opened) == 1
    assert str(opened[0].attrs["href"]).startswith(HOST)
    assert markup.link("a", "javascript:alert(1)") == "a"


def test_an_address_keeps_what_it_names() -> None:
    (_, inline, _) = parser().parse(markup.link("x", f"{HOST}a%20b/c.py#L1-L2"))
    href = next(str(t.attrs["href"]) for t in inline.children or [] if t.type == "link_open")
    assert unquote(href) == f"{HOST}a b/c.py#L1-L2"


# -- diffs --------------------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=200)
def test_a_diff_is_that_of_its_edits(data: st.DataObject) -> None:
    lines = data.draw(
        st.lists(st.sampled_from(["a\n", "b\r\n", "c = 1\n", "\n", "d\r"]), max_size=30)
    )
    text = "".join(lines)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        Edit(start, end, data.draw(st.sampled_from(["", "x", "y\n", "z\nw"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    source = source_of("a.py", text)
    made = hunks.diff(source, edits, Redactor(text))
    assert bool(made) == bool(edits)
    numbers = [at for at, line in enumerate(made) if line.startswith("@@")]
    before = markup.plain_lines(text)
    for start, end in zip(numbers, [*numbers[1:], len(made)], strict=False):
        first = int(made[start].split()[2])
        old = [line[1:] for line in made[start + 1 : end] if line[0] in " -"]
        assert before[first - 1 : first - 1 + len(old)] == old


def test_a_secret_in_a_diff_is_blanked() -> None:
    text = f'client = Client("{KEY}")\nother = 1\n'
    at = text.index(")")
    edits = (Edit(at, at, f', key="{KEY}"'),)
    made = "\n".join(hunks.diff(source_of("a.py", text), edits, Redactor(text)))
    assert KEY not in made
    assert '+client = Client("\u2026", key="\u2026")' in made


def test_gates_are_in_their_order() -> None:
    result = Result((by_hand(found(gate=Gate.COST_CONTROL)), by_hand(found(gate=Gate.SECURITY))))
    seen = words(shown(result))
    assert seen.index("security") < seen.index("cost-control")

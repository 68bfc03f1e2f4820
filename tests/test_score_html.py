"""The score as an HTML file, looked at in a real browser: what a person would show in a meeting."""

from __future__ import annotations

import datetime
import fcntl
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, Page, started
from hypothesis import given, settings
from msgspec.structs import replace
from report_samples import HOSTILE, KEY, TEXTS
from score_samples import hostile, meeting, passing, unknown

from prodgate import policy, run
from prodgate.report.parts import Html, Parts
from prodgate.report.score_html import render, verdict
from prodgate.score.measuring import measure
from prodgate.score.model import Score

AXE = "axe-core@4.14.1"
PYPDF = "pypdf==7.1.0"
LONG = "a/" + "very-long-name" * 40 + ".py"
SCORES: dict[str, Callable[[], Score]] = {
    "meeting": meeting,
    "passing": passing,
    "unknown": unknown,
    "hostile": lambda: hostile((*HOSTILE, LONG)),
}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """What opens a page from its text."""
    opened: list[Page] = []

    def open_(text: str) -> Page:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(text, encoding="utf-8")
        opened.append(Page(browser, path))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


def _kept(name: str, *install: str | Path) -> Path:
    """A folder of the test cache with a package in it; several workers wait for the one."""
    folder = Path(os.environ["PRODGATE_TEST_CACHE"]) / name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            command = [*map(str, install), str(folder), name]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that looks for what breaks the Web Content Accessibility Guidelines."""
    npm = shutil.which("npm")
    assert npm, "axe-core needs node and npm"
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    folder = _kept(AXE, npm, "install", *quiet, "--prefix")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], str]:
    """What reads the text of a PDF."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target")
    sys.path.insert(0, str(_kept(PYPDF, *pip)))
    from pypdf import PdfReader  # type: ignore[import-not-found]

    sys.path.pop(0)
    return lambda data: "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(data)).pages)


# -- it is one file, and does nothing ----------------------------------------------------------


@pytest.mark.parametrize("name", SCORES)
def test_it_asks_for_nothing_and_the_console_is_silent(page: Open, name: str) -> None:
    shown = page(render(SCORES[name](), "an application"))
    shown.run(OPEN_ALL)
    for scheme in ("light", "dark"):
        shown.look(scheme=scheme)
        shown.screenshot()
    shown.pdf()
    assert shown.requests() == []
    assert shown.complaints() == []


def test_a_request_and_a_broken_policy_would_be_seen(page: Open) -> None:
    shown = page("<!doctype html><title>x</title><img src='http://other.example/a.png'>")
    assert shown.requests() == ["http://other.example/a.png"]
    planted = "<img src='http://other.example/b.png'><script>1</script><p style='color:red'>x</p>"
    shown = page(render(meeting()).replace("</main>", f"{planted}</main>"))
    seen = "\n".join(shown.complaints())
    assert "script-src" in seen
    assert "img-src" in seen
    assert "style-src" in seen


def test_its_policy_allows_one_style_sheet_and_nothing_else() -> None:
    (content,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', render(meeting()))
    directives = dict(each.strip().split(" ", 1) for each in unescape(content).split(";"))
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", directives["style-src"])
    assert set(directives) == {"default-src", "style-src", "base-uri", "form-action"}


# -- it can be read ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCORES)
def test_nothing_is_wider_than_the_screen(page: Open, name: str) -> None:
    shown = page(render(SCORES[name](), LONG))
    for _closed_then_open in range(2):
        for width in (320, 360, 768, 1200):
            shown.look(width=width)
            assert shown.run("document.documentElement.scrollWidth") <= width
        shown.run(OPEN_ALL)


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("meeting", "light", 360),
        ("meeting", "light", 1200),
        ("meeting", "dark", 360),
        ("meeting", "dark", 1200),
        ("passing", "light", 1200),
        ("passing", "dark", 360),
        ("unknown", "light", 360),
        ("unknown", "dark", 1200),
    ],
)
def test_it_is_accessible(page: Open, axe: str, name: str, scheme: str, width: int) -> None:
    shown = page(render(SCORES[name](), "an application"))
    shown.look(width=width, scheme=scheme)
    shown.run(OPEN_ALL)
    found = _broken(shown, axe)
    assert found["violations"] == []
    assert "color-contrast" not in found["incomplete"]  # not known is not good
    assert "color-contrast" in found["passes"]


def test_what_is_not_accessible_would_be_seen(page: Open, axe: str) -> None:
    bad = render(meeting()).replace("--soft: #515a66", "--soft: #a0a8b0").replace("<h3>", "<h6>")
    # The policy names the hash of the style sheet.
    shown = page(re.sub(r"<meta http-equiv=.*", "", bad))
    assert "color-contrast" in {each["id"] for each in _broken(shown, axe)["violations"]}


def _broken(shown: Page, axe: str) -> dict[str, Any]:
    shown.run(axe + ";0")
    script = """axe.run(document, {resultTypes: ['violations', 'incomplete', 'passes']}).then(r =>
        JSON.stringify({
            violations: r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html)})),
            incomplete: r.incomplete.map(v => v.id),
            passes: r.passes.map(v => v.id),
        }))"""
    return dict(json.loads(shown.run(script)))


# Of every bar and mark: how much it stands out against what is behind it.
_SHAPES = """(() => {
    const light = c => {
        const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => {
        const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
        return (x + 0.05) / (y + 0.05);
    };
    const style = (e, pseudo) => getComputedStyle(e, pseudo);
    const found = [];
    for (const gate of document.querySelectorAll('.gate')) {
        const back = style(gate).backgroundColor;
        found.push(ratio(style(gate.querySelector('.mark')).stroke, back));
        for (const each of gate.querySelectorAll('.bar i')) {
            found.push(ratio(style(each).borderTopColor, back));
        }
        const least = gate.querySelector('.bar .least');
        found.push(ratio(style(least, '::after').backgroundColor, back));
    }
    return found;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_marks_stand_out(page: Open, scheme: str) -> None:
    shown = page(render(meeting()))
    shown.look(scheme=scheme)
    ratios = shown.run(_SHAPES)
    assert len(ratios) == 10 * (1 + 5 + 1)
    assert min(ratios) >= 3


def test_both_schemes_are_there(page: Open) -> None:
    shown = page(render(meeting()))
    backs = []
    for scheme in ("light", "dark"):
        shown.look(scheme=scheme)
        backs.append(shown.run("getComputedStyle(document.body).backgroundColor"))
    light, dark = (sum(map(int, re.findall(r"\d+", back))) for back in backs)
    assert light > 700
    assert dark < 100


def test_headings_are_in_order(page: Open) -> None:
    shown = page(render(meeting()))
    levels = shown.run(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert levels.count(3) == 10
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_a_screen_reader_hears_landmarks_tables_and_what_a_gate_has(page: Open) -> None:
    shown = page(render(meeting()))
    shown.look(width=360)  # where tables are laid out as blocks
    shown.run(OPEN_ALL)
    nodes = shown.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    assert {"banner", "main", "contentinfo", "table", "row", "columnheader", "cell"} <= set(roles)
    heads = [n["name"]["value"] for n in nodes if n["role"]["value"] == "DisclosureTriangle"]
    security = next(head for head in heads if head.startswith("Security"))
    assert re.search(r"critical.*1\s+of 5, minimum 4.*Below its minimum, measured", security)


def test_no_state_is_told_by_colour_alone(page: Open) -> None:
    shown = page(render(meeting()))
    rows = shown.run(
        "[...document.querySelectorAll('.gate')].map(g => [g.className, g.querySelector('summary')"
        ".innerText, g.querySelector('.mark').innerHTML])"
    )
    words = {
        "gate pass": "Passes",
        "gate stop": "Below its minimum",
        "gate unknown": "Not assessed",
    }
    assert {kind for kind, _, _ in rows} == set(words)
    assert all(words[kind] in text for kind, text, _ in rows)
    assert len({(kind, shape) for kind, _, shape in rows}) == len(words)


def test_details_open_and_close_by_keyboard(page: Open) -> None:
    shown = page(render(meeting()))
    shown.look()
    shown.press("Tab")
    first = "document.querySelector('.gate')"
    assert shown.run(f"document.activeElement === {first}.querySelector('summary')")
    assert shown.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert not shown.run(f"{first}.open")
    shown.press("Enter")
    assert shown.run(f"{first}.open")
    shown.press("Tab")  # into what was opened
    assert shown.run(f"{first}.querySelector('.rule summary') === document.activeElement")
    shown.press("Space")
    assert not shown.run(f"{first}.querySelector('.rule').open")


# -- on paper ----------------------------------------------------------------------------------


def test_what_is_printed_holds_everything(page: Open, text_of: Callable[[bytes], str]) -> None:
    score = meeting()
    shown = page(render(score, "support-assistant"))
    shown.look(scheme="dark")
    assert shown.run("document.querySelectorAll('.gate[open]').length") == 0
    printed = _dense(text_of(shown.pdf()))
    wanted = [*score.not_checked, *score.notes, "The ten gates", "How to read this"]
    for gate in score.gates:
        wanted += [gate.question, *(cap.reason for cap in gate.caps)]
        wanted += [each.title for each in gate.evidence]
        wanted += [f"{each.path}:{each.line}" for each in gate.evidence if each.line]
        wanted += [each.by for each in gate.attestations]
        for finding in gate.findings:
            wanted += [finding.rule, f"{finding.path}:{finding.line}", finding.message[1:]]
    assert [each for each in wanted if _dense(each) not in printed] == []


def _dense(text: str) -> str:
    """Without what a line break of the printed page adds, and letters that a font joins apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_paper_is_white_and_the_first_page_has_all_gates(
    page: Open, text_of: Callable[[bytes], str]
) -> None:
    shown = page(render(meeting()))
    shown.look(scheme="dark", media="print")
    backs = shown.run(
        "['body', '.top', '.gate'].map(each =>"
        " getComputedStyle(document.querySelector(each)).backgroundColor)"
    )
    assert set(backs) == {"rgb(255, 255, 255)"}
    first = text_of(shown.pdf()).partition("Can an attacker read data")[0]
    assert re.search(r"Security \(critical\).*Cost control", first, re.DOTALL)


# -- what comes from outside stays text --------------------------------------------------------


def test_hostile_text_makes_no_element(page: Open) -> None:
    shown = page(render(hostile(HOSTILE), HOSTILE[-1]))
    harmless = page(render(hostile(("plain",) * len(HOSTILE)), "plain"))
    # One rule a text there, one rule in all here: the rules' own frames are left out.
    count = "document.querySelectorAll('body *:not(.rule):not(.rule *)').length"
    assert shown.run(count) == harmless.run(count)
    assert shown.run("document.querySelectorAll('script, img, a, iframe, link, form').length") == 0
    names = shown.run(
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    )
    assert not [name for name in names if re.match("on|href|src|style", name)]
    text = shown.run(OPEN_ALL + ";document.body.innerText")
    assert "<script>alert(1)</script>" in text
    assert "\\u202eevil\\u202c" in text
    assert "\\x1b[31mred" in text


class _Shape(HTMLParser):
    """The tags of a page with the names of their attributes, and its comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [name for name, _ in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))


@settings(max_examples=30)
@given(text=TEXTS)
def test_no_text_changes_the_shape_of_the_page(text: str) -> None:
    shape = _Shape(render(hostile((text,)), text)).seen
    assert shape == _Shape(render(hostile(("plain",)), "plain")).seen


@settings(max_examples=30)
@given(text=TEXTS)
def test_the_page_is_utf_8_without_control_characters(text: str) -> None:
    written = render(hostile((text,)), text)
    assert written.encode().decode() == written
    bidi = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f"
    assert not re.search(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{bidi}]", written)


def test_only_what_parts_made_is_markup(tmp_path: Path) -> None:
    file = tmp_path / "parts.html"
    file.write_text('<!-- part: a -->\n<b title="$x">$x</b>\n\n<!-- part: b -->\n<i>$x</i>\n')
    parts = Parts(file)
    assert parts.fill("a", x='"<') == '<b title="&quot;&lt;">&quot;&lt;</b>'
    made = parts.fill("b", x=1)
    assert parts.fill("b", x=made) == "<i><i>1</i></i>"
    assert parts.fill("b", x=made + "") == "<i>&lt;i&gt;1&lt;/i&gt;</i>"  # text again
    assert parts.fill("b", x=[made, made]) == "<i><i>1</i>\n<i>1</i></i>"
    assert isinstance(made, Html)
    with pytest.raises(KeyError):
        parts.fill("b")


def test_a_secret_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "from fastapi import FastAPI\nfrom openai import OpenAI\n\napp = FastAPI()\n"
        f'client = OpenAI(api_key="{KEY}")\n'
        f'other = OpenAI(api_key="{KEY}")  # prodgate: ignore[hardcoded-secret] was {KEY}\n\n\n'
        '@app.post("/ask")\ndef ask(question: str) -> str:\n'
        '    return client.responses.create(model="gpt-4o", input=question).output_text\n'
    )
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "one"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    asked = run.Request(tmp_path, policy.load(tmp_path))
    written = render(measure(asked, datetime.date(2026, 11, 22)), "planted")
    assert "hardcoded-secret" in written
    assert "<wbr>app.py:5<" in written
    assert "<wbr>app.py:6<" in written
    assert KEY not in written
    assert KEY[8:40] not in written


# -- what it says ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        (meeting, "Not ready: 3 of 10 gates are below their minimum, security among them."),
        (passing, "Ready: all ten gates have their minimum."),
        (unknown, "Not assessed: none of the 10 gates could be judged."),
    ],
)
def test_the_verdict_is_the_headline(page: Open, score: Callable[[], Score], wanted: str) -> None:
    assert " ".join(verdict(score())) == wanted
    shown = page(render(score()))
    assert shown.run("document.querySelector('h1').innerText") == wanted


@pytest.mark.parametrize(
    ("below", "wanted"),
    [
        (["cost-control"], "1 of 10 gates is below its minimum."),
        (["auth"], "1 of 10 gates is below its minimum: auth."),
        (["security", "auth"], "2 of 10 gates are below their minimum: security and auth."),
        (["security", "auth", "testing"],
         "3 of 10 gates are below their minimum, security and auth among them."),
        ([gate.gate.value for gate in passing().gates], "all 10 gates are below their minimum."),
    ],
)  # fmt: skip
def test_critical_gates_are_named(below: list[str], wanted: str) -> None:
    gates = tuple(replace(g, passed=g.gate.value not in below) for g in passing().gates)
    assert verdict(replace(passing(), gates=gates, passed=False)) == ("Not ready:", wanted)


def test_it_says_what_moved_and_what_is_owed(page: Open) -> None:
    shown = page(render(meeting(), "support-assistant"))
    shown.run(OPEN_ALL)
    text = shown.run("document.body.innerText")
    for wanted in (
        "Production readiness of support-assistant",
        "9f1c2ab07d3e with changes",
        "3b5d7f9012a4 (3 gates higher, 1 lower)",
        "▲ up 2 (was 3)",
        "▼ down 2 (was 2)",
        "▲ up 1 (was 2, not assessed)",
        "Counts, but fails no check: silenced: revoked on 2 May.",
        "Counts, but fails no check: accepted in the baseline.",
        "Holds nothing down: it stands in no code that the application runs.",
        "no: expired on 2026-03-01",
        "2 parts of the project could not be checked",
        "Measured with changes that are in no commit yet.",
    ):
        assert wanted in text, wanted
    assert "http" not in text


def test_what_all_gates_have_in_common_is_said_once() -> None:
    written = render(unknown())
    assert written.count("No application that serves somebody with a model was found here.") == 1
    (gate, *others) = unknown().gates
    other = replace(gate, reason="its files are gone")
    written = render(replace(unknown(), gates=(other, *others)))
    assert written.count("No application that serves somebody with a model was found here.") == 9
    assert "Its files are gone." in written

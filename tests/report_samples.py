"""Results for the tests of reports: of real runs, and of findings with hostile text everywhere."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from prodgate import policy, run
from prodgate.edits import Edit, Fix, Refusal
from prodgate.findings import Applicability, Finding, Gate, NotChecked, Severity
from prodgate.result import Ignored, Reported, Result
from prodgate.source import Source

# A key that no provider ever gave out, in the form of one.
KEY = "sk-proj-" + "Zq8Lw3Rt7Yv2Nx5Bm9Kc4Jd6Hg1Fs0Pa" + "T3BlbkFJ" + "Ue7Wi2Xo5Cn8Vr1Dy4Gt"

HOSTILE = (
    "plain",
    "a\nb\r\nc\rd",
    "\x1b[31mred\x1b[0m\x07",
    "\n::error file=x,line=1::pwned",
    "  ::set-env name=PATH::/tmp",
    "##[stop-commands]token",
    "::stop-commands::token",
    "`code` ``two`` ```three```",
    "```\n<script>alert(1)</script>\n```",
    "</details></summary><img src=x onerror=alert(1)>",
    "| cell | cell |\n|---|---|",
    "<script>alert(1)</script> &lt; &#60;",
    "\u202eevil\u202c \u2066x\u2069 \u200bzero",
    "\ud800 lone \udc80",
    "[link](https://evil.example) ![image](https://evil.example/x.png)",
    "<https://evil.example> https://evil.example www.evil.example mail@evil.example",
    "@octocat and @org/team, #12, GH-34, owner/repo#5, 1234567890abcdef1234567890abcdef12345678",
    "# heading\n- item\n1. item\n> quote\n---",
    "*bold* _italic_ ~~gone~~ **x** $a^2$ :tada: [^1]",
    "[ref]: https://evil.example 'x'\n[ref]",
    "%0A::error::x %25 {0} {{x}} [0](1)",
    "\\",
    "\\`<b>\\`",
    "  leading and trailing  ",
    "    code?",
    "--",
    "===",
    "1. one",
    "2) two",
    "+ plus",
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), max_size=60),
    st.text(st.sampled_from("`|<>[]()!*_#@\\\n\r:&;~$-=+ aw.1/"), max_size=40),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
).filter(bool)
# A name of a file holds anything but "/" and NUL; undecodable bytes are surrogates.
NAMES = TEXTS.map(
    lambda text: os.fsdecode(
        text.replace("/", "_").replace("\0", "_").encode("utf-8", "replace")[:120]
    )
).filter(lambda name: name not in ("", ".", ".."))


def found(
    path: str = "app.py",
    *,
    message: str = "waits for ever",
    rule: str = "missing-timeout",
    gate: Gate = Gate.ERROR_HANDLING,
    severity: Severity = Severity.ERROR,
    line: int = 1,
    start: int = 0,
    end: int = 0,
) -> Finding:
    """A finding of one line."""
    return Finding(
        rule, gate, severity, path, line, 1, line, max(1, end - start + 1), message, start, end
    )


def reported(
    finding: Finding,
    *,
    title: str = "timeout=60.0",
    edits: Sequence[Edit] | None = None,
    known: bool = False,
) -> Reported:
    """A finding with a safe fix."""
    fix = Fix((), Applicability.SAFE, title)
    return Reported(finding, fix, None if edits is None else tuple(edits), known)


def by_hand(finding: Finding, recipe: str = "do it", *, known: bool = False) -> Reported:
    """A finding without a fix."""
    return Reported(finding, Refusal("no-rewrite", recipe), None, known)


def source_of(path: str, text: str) -> Source:
    """A file as it was read."""
    return Source(path, text, "utf-8", b"")


def hostile_result(name: str, text: str) -> Result:
    """One of everything that a report shows, with the same text in all of it."""
    finding = found(name, message=text, start=0, end=1)
    code = text.encode("utf-8", "replace").decode() + "\n"
    edits = (Edit(0, 0, code), Edit(len(code), len(code), code))
    return Result(
        reported=(
            reported(finding, title=text, edits=edits),
            by_hand(found(name, message=text), text),
            by_hand(found(name, message=text, severity=Severity.NOTE), text),
            by_hand(found(name, message=text), text, known=True),
        ),
        not_checked=(NotChecked(name, text), NotChecked("", text)),
        notes=(text,),
        files=2,
        ignored=(Ignored(finding, text, 1, new=True),),
        sources={name: source_of(name, code)},
        base="0" * 40,
    )


def many(number: int, *, severity: Severity = Severity.ERROR, files: int = 1) -> Result:
    """So many findings."""
    each = [
        by_hand(found(f"f{at % files}.py", severity=severity, line=at // files + 1))
        for at in range(number)
    ]
    return Result(tuple(sorted(each, key=lambda r: r.finding.order)), files=files)


def checked(root: Path, files: Mapping[str, str]) -> Result:
    """What a real run says of these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return run.check(run.Request(root, policy.load(root), edits=True))


APP = f'''"""A prototype."""

import requests
from openai import OpenAI

client = OpenAI(api_key="{KEY}")


def ask(question: str) -> str:
    requests.get("https://example.org", headers={{"x-api-key": "{KEY}"}})
    # prodgate: ignore[uncapped-tokens] the answer of {KEY} is short
    answer = client.chat.completions.create(
        model="gpt-4o", messages=[{{"role": "user", "content": question}}]
    )
    return answer.choices[0].message.content
'''

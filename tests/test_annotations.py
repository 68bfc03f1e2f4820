"""Annotations: what the runner of GitHub makes of them, rebuilt here from its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
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
)

from prodgate.findings import Gate, NotChecked, Severity
from prodgate.report import annotations
from prodgate.result import Ignored, Result


@dataclass(frozen=True)
class Command:
    """What the runner understands."""

    name: str
    properties: dict[str, str]
    data: str


def understood(output: str) -> list[Command]:
    """As the runner reads it: lines end at any of three signs, blanks in front do not count."""
    lines = [line for line in re.split(r"\r\n|\r|\n", output) if line]
    return [parsed(line) for line in lines]


def parsed(line: str) -> Command:
    assert line.startswith("::"), line
    head, _, data = line[2:].partition("::")
    name, _, rest = head.partition(" ")
    pairs = (pair.partition("=") for pair in rest.split(",") if pair)
    properties = {key.strip(): unescaped(value, {":": "3A", ",": "2C"}) for key, _, value in pairs}
    return Command(name, properties, unescaped(data, {}))


def unescaped(text: str, more: dict[str, str]) -> str:
    for sign, code in {"\r": "0D", "\n": "0A", **more, "%": "25"}.items():
        text = text.replace(f"%{code}", sign)
    return text


def told(result: Result, fail_on: Severity | None = Severity.WARNING) -> list[Command]:
    """The commands, after the checks that all have to pass."""
    output = annotations.render(result, fail_on)
    output.encode()
    commands = understood(output)
    for level in ("error", "warning", "notice"):
        assert sum(command.name == level for command in commands) <= 10
    for command in commands:
        assert command.name in ("error", "warning", "notice")
        assert set(command.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(command.data.encode("utf-16-le")) // 2 <= 4096
        assert command.data
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", command.data)
        for line in command.data.split("\n"):  # as the log of the run shows it
            assert not line.lstrip().startswith("::")
        assert int(command.properties.get("line", 1)) >= 1
    assert "##[" not in output
    return commands


def test_a_finding_is_at_its_place() -> None:
    finding = found("src/a b,c:d.py", message="waits for ever", line=3, start=0, end=4)
    (command,) = told(Result((reported(finding),)))
    assert command.name == "error"
    assert command.properties == {
        "file": "src/a b,c:d.py",
        "line": "3",
        "endLine": "3",
        "col": "1",
        "endColumn": "5",
        "title": "prodgate: missing-timeout",
    }
    assert command.data == "Waits for ever.\nFix (safe): timeout=60.0."


def test_levels_and_what_does_not_fail() -> None:
    each = tuple(by_hand(found(f"{s.value}.py", severity=s)) for s in Severity)
    commands = told(Result(each), Severity.WARNING)
    assert [(c.name, c.properties["title"]) for c in commands] == [
        ("error", "prodgate: missing-timeout"),
        ("warning", "prodgate: missing-timeout"),
        ("notice", "prodgate: missing-timeout (does not fail the check)"),
    ]


def test_security_first_and_old_findings_only_counted() -> None:
    result = Result(
        (
            by_hand(found("a.py")),
            by_hand(found("z.py", rule="hardcoded-secret", gate=Gate.SECURITY)),
            by_hand(found("old.py"), known=True),
        ),
        base="abc",
    )
    commands = told(result)
    assert [c.properties.get("file") for c in commands] == ["z.py", "a.py", None]
    assert commands[-1].name == "notice"
    assert commands[-1].properties["title"] == "prodgate: 1 finding there before"


def test_one_of_a_rule_and_file_where_there_are_many() -> None:
    (*_, first), (command, *rest) = [None, many(8)], told(many(12))
    assert first is not None
    assert rest == []
    assert command.data.endswith("Also on lines 2, 3, 4, 5, 6 and 6 more of this file.")
    assert len(told(many(10))) == 10


def test_the_last_says_how_many_more_there_are() -> None:
    commands = told(many(30, files=15))
    assert len(commands) == 10
    assert commands[-1].properties["title"] == "prodgate: 12 more findings in 6 files"
    assert commands[-1].data == "See the summary of this run for all of them."


def test_what_could_not_be_checked_is_one_error() -> None:
    missed = tuple(NotChecked(f"f{at}.py", "too large") for at in range(8))
    result = replace(many(20, files=20), not_checked=missed)
    commands = told(result)
    assert commands[0].name == "error"
    assert commands[0].properties == {"title": "prodgate: 8 files could not be checked"}
    assert commands[0].data.count("too large") == 5
    assert commands[0].data.endswith("and 3 more: see the summary of this run")
    assert len(commands) == 10


def test_new_ignore_comments_are_one_notice() -> None:
    finding = found()
    ignored = (Ignored(finding, "known", 1), Ignored(finding, "because", 7, new=True))
    (command,) = told(Result(ignored=ignored))
    assert command.name == "notice"
    assert command.data == "app.py:7 missing-timeout: because"


def test_nothing_to_say() -> None:
    assert annotations.render(Result(files=3), Severity.NOTE) == ""


def test_a_key_is_nowhere(tmp_path: Path) -> None:
    result = checked(tmp_path, {"app.py": APP})
    fresh = tuple(replace(each, new=True) for each in result.ignored)
    leaking = by_hand(found(message=f"has {KEY}"), f"drop {KEY}")
    result = replace(
        result,
        reported=(*result.reported, leaking),
        ignored=fresh,
        not_checked=(NotChecked("", f"has {KEY}"),),
    )
    output = annotations.render(result, Severity.WARNING)
    assert "hardcoded-secret" in output
    assert KEY not in output


def test_a_path_can_be_turned_into_that_of_the_repository() -> None:
    output = annotations.render(Result((by_hand(found()),)), None, lambda path: f"sub/{path}")
    assert understood(output)[0].properties["file"] == "sub/app.py"


def test_a_long_message_is_cut() -> None:
    (command,) = told(Result((by_hand(found(message="\U0001f600" * 5000)),)))
    assert command.data.endswith("\u2026")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    told(hostile_result("src/a.py", text))
    told(hostile_result(text.replace("/", "_"), "plain"))


@given(NAMES, TEXTS)
@settings(max_examples=100)
def test_any_name_and_text(name: str, text: str) -> None:
    told(hostile_result(name, text))

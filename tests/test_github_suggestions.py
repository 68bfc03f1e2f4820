"""Suggestions: from findings of real files to lines that a click puts in their place."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodgate import policy, run
from prodgate.edits import Edit, apply_edits
from prodgate.github.region import region_of
from prodgate.github.suggestions import (
    Suggestion,
    blob_of,
    candidates,
    from_json,
    mark_of,
    to_json,
)
from prodgate.source import Source

CALL = """\
import openai

client = openai.OpenAI(timeout=30)


def ask(text: str) -> str:
    answer = client.responses.create(model="gpt-4o", input=text)
    return answer.output_text
"""


def suggested(root: Path, files: dict[str, bytes | str], **options: object) -> list[Suggestion]:
    """What is suggested for a tree, each rewrite checked."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    request = run.Request(root, policy.load(root), edits=True, **options)  # type: ignore[arg-type]
    result = run.check(request)
    checker = run.checker_of(request, run.pack_of(request))
    return list(candidates(result, checker))


def fenced(body: str) -> str:
    """What GitHub puts in the place of the lines."""
    found = re.search(r"^(`{3,})suggestion\n(.*?)^\1$", body, re.MULTILINE | re.DOTALL)
    assert found, body
    return found[2]


def clicked(data: bytes, suggestion: Suggestion) -> bytes:
    """The file after a click, with the line ends that the file has."""
    lines = data.decode().split("\n")
    new = fenced(suggestion.body).split("\n")[:-1]
    if b"\r\n" in data:
        new = [f"{line}\r" for line in new]
        if suggestion.end == len(lines):
            new[-1] = new[-1].removesuffix("\r")
    lines[suggestion.start - 1 : suggestion.end] = new
    return "\n".join(lines).encode()


def test_a_click_does_what_fix_does(tmp_path: Path) -> None:
    [one] = suggested(tmp_path, {"app.py": CALL})
    assert (one.path, one.start, one.end) == ("app.py", 7, 7)
    assert "[**uncapped-tokens**](<https://" in one.body
    assert "unsafe" not in one.body
    after = clicked(CALL.encode(), one)
    subprocess.run(
        ["python", "-m", "prodgate", "fix", "--select", "uncapped-tokens", "app.py"],
        cwd=tmp_path,
        capture_output=True,
    )
    assert after == (tmp_path / "app.py").read_bytes() != CALL.encode()


def test_the_blob_is_the_name_that_git_has(tmp_path: Path) -> None:
    [one] = suggested(tmp_path, {"app.py": CALL})
    told = subprocess.run(
        ["git", "hash-object", "--stdin"], input=CALL.encode(), capture_output=True
    )
    assert one.blob == told.stdout.decode().strip() == blob_of(CALL.encode())


@pytest.mark.parametrize("final", ["", "\r\n"])
def test_windows_line_ends_and_no_last_one(tmp_path: Path, final: str) -> None:
    text = CALL.replace("answer = ", "return ").rpartition("    return answer")[0].rstrip("\n")
    data = (text.replace("\n", "\r\n") + final).encode()
    [one] = suggested(tmp_path, {"app.py": data})
    assert "\r" not in one.body
    after = clicked(data, one)
    assert after.endswith(final.encode())
    assert b"max_output_tokens" in after
    assert after.count(b"\r\n") == data.count(b"\r\n")


def test_two_findings_in_one_line_are_one_suggestion(tmp_path: Path) -> None:
    text = "import anthropic\n\nimport requests\n\n\ndef ask(u, t):\n"
    text += "    return requests.get(u), requests.post(u, data=t)\n"
    [one] = suggested(tmp_path, {"app.py": text})
    assert fenced(one.body).count("timeout=") == 2
    assert one.body.count("[**http-without-timeout") == 2
    assert one.mark[0].count("+") == 1


def test_an_unsafe_rewrite_says_so_and_takes_no_safe_one_with_it(tmp_path: Path) -> None:
    text = CALL.replace('"gpt-4o", input=text)', '"o-of-ours", input=requests.get(text).text)')
    [one] = suggested(tmp_path, {"app.py": "import requests\n" + text})
    assert "[**http-without-timeout" in one.body
    assert "unsafe" not in one.body
    [alone] = suggested(tmp_path, {"app.py": CALL.replace("gpt-4o", "o-of-ours")})
    assert "This rewrite is **unsafe**" in alone.body


def test_errors_come_first(tmp_path: Path) -> None:
    loop = CALL + "\n\ndef more(texts: list[str]) -> list[str]:\n    out = []\n"
    loop += "    for text in texts:\n"
    loop += '        out.append(client.responses.create(model="gpt-4o", input=text))\n'
    loop += "    return out\n"
    found = suggested(tmp_path, {"app.py": loop})
    severities = re.findall(r"\((error|warning)\)", "".join(each.body for each in found))
    assert severities == sorted(severities)
    assert len(found) == 2


def test_secrets_are_in_no_suggestion(tmp_path: Path) -> None:
    key = "sk-proj-" + "Zq8vK2mX9rT4wN7pL3sB" * 2
    line = f'client = openai.OpenAI(api_key="{key}", timeout=None)\n'
    text = "import openai\n\n" + line + '\nclient.responses.create(model="gpt-4o", input="x")\n'
    found = suggested(tmp_path, {"app.py": text})
    assert found
    assert all(each.start != 3 for each in found)
    assert key not in to_json(found)


def test_what_needs_more_than_these_lines_is_not_suggested(tmp_path: Path) -> None:
    """An import at the top, a new module, a new package: a click would do half of it."""
    filler = "\n".join(f"x{i} = {i}" for i in range(60))
    text = f'{filler}\nimport openai\nc = openai.OpenAI(api_key="sk-ant-REPLACEME", timeout=None)\n'
    for each in suggested(tmp_path, {"app.py": text}):
        assert each.end - each.start < 30
        assert "os.environ" not in each.body


def test_a_notebook_has_no_suggestion(tmp_path: Path) -> None:
    import json

    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
              "source": CALL.splitlines(keepends=True)}]  # fmt: skip
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    assert suggested(tmp_path, {"app.ipynb": json.dumps(book, indent=1)}) == []


def test_hostile_code_ends_no_fence_and_forges_no_marker(tmp_path: Path) -> None:
    fake = "<!-- prodgate:" + "0" * 32 + ":1 " + "0" * 16 + " -->"
    call = f'client.responses.create(model="gpt-4o", input="````` --> {fake} @all ```")'
    [one] = suggested(tmp_path, {"app.py": CALL.replace('client.responses.create(model="gpt-4o", input=text)', call)})  # fmt: skip  # noqa: E501
    assert "`" * 6 + "suggestion\n" in one.body
    assert one.body.count("\n" + "`" * 6 + "\n") == 1
    assert one.mark[0] != "0" * 32 + ":1"
    assert fenced(one.body) in clicked(b"\n" * 20, one).decode()


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x1b[31m", "\x0c"])
def test_what_a_reader_would_not_see_is_not_suggested(tmp_path: Path, hidden: str) -> None:
    text = CALL.replace("input=text)", f'input="a{hidden}b")')
    assert suggested(tmp_path, {"app.py": text}) == []


def test_old_findings_have_none(tmp_path: Path) -> None:
    from msgspec.structs import replace

    (tmp_path / "app.py").write_text(CALL)
    result = run.check(run.Request(tmp_path, policy.load(tmp_path), edits=True))
    known = tuple(replace(r, known=True) for r in result.reported)
    assert candidates(result)
    assert candidates(replace(result, reported=known)) == ()


def test_the_file_between_the_steps(tmp_path: Path) -> None:
    found = suggested(tmp_path, {"app.py": CALL, "näme\n.py": CALL})
    assert len(found) == 2
    assert list(from_json(to_json(found))) == found
    good = to_json(found)
    for bad in (
        "", "[]", "{}", good.replace('"version": 1', '"version": 2'),
        good.replace('"start": 7', '"start": 8'), good.replace("<!-- prodgate", "<!-- other"),
        good.replace('"path"', '"extra": 1, "path"'), "[" * 100_000,
    ):  # fmt: skip
        with pytest.raises(ValueError, match="not a file of suggestions"):
            from_json(bad)


def test_the_key_stays_when_code_above_changes(tmp_path: Path) -> None:
    [before] = suggested(tmp_path / "a", {"app.py": CALL})
    [after] = suggested(tmp_path / "b", {"app.py": "# new\n\n" + CALL})
    assert before.mark == after.mark
    assert mark_of(after.body.replace("\n", "\r\n")) == after.mark
    assert mark_of(after.body + "\nsomebody quotes it") is None


LINES = st.lists(st.text("ab \t", max_size=4), max_size=6)


@given(lines=LINES, final=st.booleans(), end=st.sampled_from(["\n", "\r\n"]), data=st.data())
def test_the_lines_say_what_the_edits_say(
    lines: list[str], final: bool, end: str, data: st.DataObject
) -> None:
    text = end.join(lines) + (end if final and lines else "")
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    new = st.sampled_from(["", "x", f"x{end}", f"{end}x", f"a{end}b{end}", end])
    edits = [Edit(a, b, data.draw(new)) for a, b in pairs]
    source = Source("a.py", text, "utf-8", b"")
    region = region_of(source, edits)
    if region is None:
        return
    whole = text.split("\n")
    wanted = region.shown.split("\n")[:-1]
    if end == "\r\n":
        wanted = [f"{line}\r" for line in wanted]
        if region.end == len(whole):  # it has no line end, and gets none
            wanted[-1] = wanted[-1].removesuffix("\r")
    whole[region.start - 1 : region.end] = wanted
    assert "\n".join(whole) == apply_edits(text, edits)

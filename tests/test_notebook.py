"""Notebooks: cells are checked together and fixed in place; every other byte stays as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodgate import notebook
from prodgate.findings import NotChecked
from prodgate.notebook import Notebook

CLIENT = ["from openai import OpenAI\n", "\n", "client = OpenAI()"]
ASK = [
    "# a question\n",
    "reply = client.chat.completions.create(\n",
    '    model="gpt-4o",\n',
    '    messages=[{"role": "user", "content": "Grüße"}],\n',
    ")\n",
    "reply",
]


def cell(source: Any, kind: str = "code", **more: Any) -> dict[str, Any]:
    extra = {"execution_count": 3, "outputs": [{"data": {"text/plain": ["1\n", "2"]}}]}
    return {"cell_type": kind, "metadata": {"id": "ü"}, **(extra if kind == "code" else {}),
            "source": source, **more}  # fmt: skip


def written(folder: Path, *cells: dict[str, Any], indent: int | None = 1, **how: Any) -> Path:
    document = {"cells": list(cells), "metadata": {"kernelspec": {"language": "python"}},
                "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    file = folder / "ask.ipynb"
    file.write_text(json.dumps(document, indent=indent, **how) + "\n", encoding="utf-8")
    return file


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prodgate", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ},
    )  # fmt: skip


def found(folder: Path, *options: str) -> list[tuple[str, int | None, int]]:
    document = json.loads(run(folder, "check", "--format", "json", *options).stdout)
    return [(row["rule"], row.get("cell"), row["line"]) for row in document["findings"]]


def without_sources(file: Path) -> Any:
    document = json.loads(file.read_text())
    for each in document["cells"]:
        del each["source"]
    return document


def test_a_call_is_known_by_the_client_of_another_cell_and_has_the_line_of_its_own(
    tmp_path: Path,
) -> None:
    written(tmp_path, cell("# Ask", "markdown"), cell(CLIENT), cell(ASK))
    assert ("missing-timeout", 2, 3) in found(tmp_path)
    assert ("uncapped-tokens", 3, 2) in found(tmp_path)
    text = run(tmp_path, "check", "--select", "uncapped-tokens").stdout
    assert text.startswith("ask.ipynb:cell 3:2:9 warning uncapped-tokens\n    2 | reply =")


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_fix_changes_the_lines_of_its_cells_and_no_other_byte(
    tmp_path: Path, indent: int | None, ascii_only: bool
) -> None:
    cells = cell("# Grüße", "markdown"), cell(CLIENT), cell(["print(1)"]), cell(ASK)
    file = written(tmp_path, *cells, indent=indent, ensure_ascii=ascii_only)
    before, rest = file.read_text().split("\n"), without_sources(file)
    assert run(tmp_path, "fix", "--unsafe", "--select", "uncapped-tokens").returncode == 1
    after = file.read_text().split("\n")
    assert without_sources(file) == rest
    changed = json.loads(file.read_text())["cells"][3]["source"]
    assert "    max_completion_tokens=4096,\n" in changed
    assert [line for line in changed if "tokens" not in line] == ASK
    if indent:
        assert [line for line in after if "tokens" not in line] == before
    assert found(tmp_path, "--select", "uncapped-tokens") == []
    again = file.read_bytes()
    assert run(tmp_path, "fix", "--unsafe", "--select", "uncapped-tokens").returncode == 0
    assert file.read_bytes() == again


def test_a_source_that_is_one_string_stays_one(tmp_path: Path) -> None:
    file = written(tmp_path, cell("".join(CLIENT)), cell("".join(ASK)))
    run(tmp_path, "fix", "--unsafe", "--select", "uncapped-tokens")
    source = json.loads(file.read_text())["cells"][1]["source"]
    assert source.startswith("# a question\nreply = ")
    assert source.endswith("    max_completion_tokens=4096,\n)\nreply")


def test_an_import_goes_into_the_first_cell(tmp_path: Path) -> None:
    secret = "sk-proj-" + "aB3xY9kQ7mZ2" * 4
    file = written(
        tmp_path, cell("# Hi", "markdown"), cell(["x = 1\n"]),
        cell(["from openai import OpenAI\n", f'client = OpenAI(api_key="{secret}")\n']),
    )  # fmt: skip
    assert found(tmp_path, "--select", "hardcoded-secret") == [("hardcoded-secret", 3, 2)]
    shown = run(tmp_path, "fix", "--unsafe", "--diff", "--select", "hardcoded-secret").stdout
    assert secret not in shown
    assert secret in file.read_text()


MAGIC = [
    (["%pip install openai\n", "import openai\n"], "import openai"),
    (["!ls\n", "x = !pwd\n", "y = %time 1\n", "z = 2\n"], "z = 2"),
    (["if 1:\n", "    %cd ..\n", "a = 1\n"], "a = 1"),
    (["%%time\n", "b = 2\n"], "b = 2"),
    (["str.split?\n", "c = 3\n"], "c = 3"),
]


@pytest.mark.parametrize(("lines", "kept"), MAGIC)
def test_what_only_ipython_understands_is_left_alone(lines: list[str], kept: str) -> None:
    data = json.dumps({"cells": [cell(lines)], "metadata": {}}).encode()
    made = notebook.decode("a.ipynb", data)
    assert isinstance(made, Notebook)
    assert made.unread == ""
    assert kept in made.text.splitlines()
    changed = made.encode(made.text.replace(kept, f"{kept}  # changed"))
    expected = [line.replace(kept, f"{kept}  # changed") for line in lines]
    assert json.loads(changed)["cells"][0]["source"] == expected


def test_nobody_counts_the_tokens_of_a_notebook_that_a_person_runs(tmp_path: Path) -> None:
    written(tmp_path, cell(CLIENT), cell([*ASK[:-1], "print(reply.choices[0].message.content)"]))
    assert found(tmp_path, "--select", "untracked-usage") == []


def test_a_cell_of_another_language_is_no_code(tmp_path: Path) -> None:
    written(tmp_path, cell(["%%bash\n", "echo $((1"]), cell(CLIENT), cell(ASK))
    assert ("uncapped-tokens", 3, 2) in found(tmp_path)


def test_a_cell_that_is_no_python_is_said_and_the_others_are_checked(tmp_path: Path) -> None:
    written(tmp_path, cell(CLIENT), cell(["this is no code\n"]), cell(ASK))
    ran = run(tmp_path, "check", "--format", "json")
    document = json.loads(ran.stdout)
    assert ran.returncode == 3
    assert document["not_checked"] == [
        {"path": "ask.ipynb", "reason": "cell 2: not Python that can be read"}
    ]
    assert "uncapped-tokens" in {row["rule"] for row in document["findings"]}


def test_a_notebook_may_wait_outside_of_a_function(tmp_path: Path) -> None:
    lines = ["from openai import AsyncOpenAI\n", "client = AsyncOpenAI()\n",
             'r = await client.responses.create(model="gpt-4o", input="Hi")']  # fmt: skip
    file = written(tmp_path, cell(lines))
    run(tmp_path, "fix", "--unsafe", "--select", "uncapped-tokens")
    assert "max_output_tokens=4096" in file.read_text()


def test_a_comment_in_a_cell_silences_its_line(tmp_path: Path) -> None:
    reason = "  # prodgate: ignore[missing-timeout] a demonstration\n"
    written(tmp_path, cell([CLIENT[0], "client = OpenAI()" + reason]), cell(ASK))
    assert found(tmp_path, "--select", "missing-timeout") == []


def test_a_notebook_in_another_language_is_left_out(tmp_path: Path) -> None:
    document = {"cells": [cell(["library(x)"])], "metadata": {"kernelspec": {"language": "R"}}}
    (tmp_path / "a.ipynb").write_text(json.dumps(document) + " openai requests ")
    (tmp_path / "b.ipynb").write_text(
        json.dumps(
            {"cells": [cell(["import openai"])], "metadata": {"kernelspec": {"language": "R"}}}
        )
    )
    ran = json.loads(run(tmp_path, "check", "--format", "json").stdout)
    assert {"path": "b.ipynb", "reason": "a notebook in r"} in ran["skipped"]


BAD = {
    "not JSON": (b"import openai {", "malformed"),
    "an old form": (b'{"worksheets": [{"cells": ["import openai"]}]}', "nbconvert"),
    "a list": (b'["import openai"]', "nbconvert"),
    "a source that is a number": (b'{"cells": [{"cell_type": "code", "source": 1}]}', "malformed"),
    "two sources": (
        b'{"cells": [{"cell_type": "code", "source": "a", "source": "b"}]}', "malformed",
    ),
    "half a character": (b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}', "half"),
    "deep": (b'{"cells": ' + b"[" * 100_000, "malformed"),
    "latin-1": '{"cells": [{"cell_type": "code", "source": "ü"}]}'.encode("latin-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_damaged_notebook_is_one_sentence(name: str) -> None:
    given_ = BAD[name]
    data, why = given_ if isinstance(given_, tuple) else (given_, "UTF-8")
    made = notebook.decode("a.ipynb", data)
    assert isinstance(made, NotChecked)
    assert why in made.reason


LINES = st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=12), max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_whatever_stands_in_it_comes_back_as_it_was(
    cells: list[list[str]], ascii_only: bool, indent: int | None
) -> None:
    document = {"cells": [cell(lines) for lines in cells]}
    data = json.dumps(document, ensure_ascii=ascii_only, indent=indent).encode()
    made = notebook.decode("a.ipynb", data)
    assert isinstance(made, Notebook)
    assert made.encode(made.text) == data

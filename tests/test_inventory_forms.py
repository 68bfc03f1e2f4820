"""The command: its formats, its exit codes, the bill of materials, what the docs show."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from inventories import project, taken

from prodgate.inventory.record import Sdk
from prodgate.report.inventory import render_table
from prodgate.report.mlbom import render, version_of

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "prototype"
FILES = {
    "app.py": "import psycopg2\nfrom fastapi import FastAPI\nfrom openai import OpenAI\n\n"
    'app = FastAPI()\nclient = OpenAI()\n\n\n@app.post("/ask/{who}")\ndef ask(who: str):\n'
    "    return client.chat.completions.create(\n"
    '        model="gpt-4o", messages=[{"role": "system", "content": "You sort the letters."}]\n'
    "    )\n",
    "requirements.txt": "openai==1.60.0\nfastapi\npsycopg2\n",
}


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prodgate", "inventory", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def bill(folder: Path, name: str = "thing") -> dict[str, Any]:
    """The bill of a folder, held against the official schema."""
    text = render(taken(folder), name)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    document: dict[str, Any] = json.loads(text)
    return document


def test_the_bill_names_everything(tmp_path: Path) -> None:
    document = bill(project(tmp_path, FILES))
    assert document["specVersion"] == "1.6"
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for each in document["components"]:
        by_kind.setdefault(each["type"], []).append(each)
    (model,) = by_kind["machine-learning-model"]
    assert (model["name"], model["publisher"]) == ("gpt-4o", "openai")
    assert model["modelCard"]["modelParameters"]["task"] == "text-generation"
    assert [each["purl"] for each in by_kind["library"]] == ["pkg:pypi/openai@1.60.0"]
    assert {each["data"][0]["type"] for each in by_kind["data"]} == {"dataset", "configuration"}
    (service,) = document["services"]
    assert (service["name"], service["authenticated"]) == ("POST /ask/{who}", False)
    assert service["endpoints"] == ["/ask/%7Bwho%7D"]
    assert "letters" not in json.dumps(document)


def test_the_bill_of_the_example_is_valid_and_the_same_twice() -> None:
    assert bill(EXAMPLE) == bill(EXAMPLE)
    assert bill(EXAMPLE)["serialNumber"] != bill(EXAMPLE, "other")["serialNumber"]


def test_a_time_stands_in_the_bill_only_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path, FILES)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "timestamp" not in bill(folder)["metadata"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert bill(folder)["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999")
    bill(folder)


def test_hostile_names_give_a_valid_bill(tmp_path: Path) -> None:
    routes = ("/\\x1b[2J", "/a b", '/<script>"', "/%", "/\u202eabc", "/::warning::x")
    code = "".join(f'@app.post("{route}")\ndef f{at}(x): pass\n' for at, route in enumerate(routes))
    name = "a\x1b[31m\n.py"
    folder = project(tmp_path, {name: FILES["app.py"] + code})
    assert "\x1b" not in json.dumps(bill(folder, "x\x1b"), ensure_ascii=False)


@pytest.mark.parametrize(
    ("declared", "locked", "version"),
    [
        ("==1.2.3", "", "1.2.3"),
        ("1.2.3", "", "1.2.3"),
        ("^1.2", "1.4.0", "1.4.0"),
        ("^1.2", "", ""),
        (">=1", "", ""),
        ("==1.2.3", "1.2.3, 1.4.0", ""),
        ("", "", ""),
    ],
)
def test_a_version_of_a_bill_is_the_one_installed(declared: str, locked: str, version: str) -> None:
    assert version_of(Sdk("x", "python", "model", declared, locked)) == version


def test_without_the_library_one_sentence_and_exit_2(tmp_path: Path) -> None:
    project(tmp_path, FILES)
    hidden = tmp_path / "hidden"
    project(
        hidden,
        {
            "sitecustomize.py": 'import sys\n\nsys.modules["cyclonedx"] = None\n',
        },
    )
    done = run(tmp_path, "--format", "cyclonedx", PYTHONPATH=f"{hidden}{os.pathsep}{ROOT}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("prodgate: CycloneDX is written by cyclonedx-python-lib")
    assert done.stderr.count("\n") == 1


def test_the_command_writes_every_format(tmp_path: Path) -> None:
    project(tmp_path, FILES)
    table = run(tmp_path)
    assert (table.returncode, table.stderr) == (0, "")
    assert table.stdout.startswith("To run it you need\n  Secrets\n    OPENAI_API_KEY")
    assert json.loads(run(tmp_path, "--format", "json").stdout)["version"] == 1
    assert run(tmp_path, "--format", "cyclonedx", "--output", "bom.json").returncode == 0
    assert json.loads((tmp_path / "bom.json").read_text())["bomFormat"] == "CycloneDX"


def test_a_file_that_cannot_be_read_makes_it_incomplete(tmp_path: Path) -> None:
    done = run(project(tmp_path, {"bad.py": "def (:\n"}))
    assert done.returncode == 3
    assert "bad.py" in done.stdout
    assert run(tmp_path, "--format", "nothing").returncode == 2


def test_an_empty_folder_needs_nothing(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0
    assert "nothing that was found" in done.stdout


def test_the_page_shows_what_the_example_gives() -> None:
    page = (ROOT / "docs" / "inventory.md").read_text()
    blocks = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert blocks[0] == render_table(taken(EXAMPLE))

"""What is taken from ruff and bandit: said once, whatever a tree wants, never silently absent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prodgate.linters import engines
from prodgate.linters.table import LEFT_OUT, LINTS

PICKLE = "import pickle\n\nindex = pickle.load(open('i', 'rb'))\n"
DOWNLOAD = "from transformers import AutoModel\n\nm = AutoModel.from_pretrained('acme/x')\n"


def check(folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "prodgate", "check", "--format", "json", *options],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PRODGATE_CACHE": str(folder.parent / "cache")},
    )  # fmt: skip
    return ran.returncode, json.loads(ran.stdout)


def rules(folder: Path, *options: str) -> list[str]:
    return sorted(row["rule"] for row in check(folder, *options)[1]["findings"])


def test_settings_and_comments_of_the_tree_do_not_silence_a_linter(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "app.py").write_text(
        PICKLE.replace("\n\n", "\n\n# ruff: noqa\n").rstrip() + "  # noqa\n"
    )
    (tree / "pyproject.toml").write_text('[tool.ruff]\nexclude = ["*"]\n')
    (tree / "ruff.toml").write_text('lint.ignore = ["ALL"]\n')
    assert rules(tree, "--select", "unsafe-pickle") == ["unsafe-pickle"]


def test_a_comment_of_ours_silences_it(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    comment = "  # prodgate: ignore[unsafe-pickle] written by this program alone\n"
    (tree / "app.py").write_text(PICKLE.rstrip() + comment)
    assert rules(tree, "--select", "unsafe-pickle") == []


def test_no_module_of_the_tree_is_imported_by_bandit(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "app.py").write_text(DOWNLOAD)
    for name in ("yaml.py", "stevedore.py", "bandit.py"):
        (tree / name).write_text("open('imported', 'w').close()\n")
    (tree / ".bandit").write_text("[bandit]\nskips: B615\n")
    assert rules(tree, "--select", "unpinned-download") == ["unpinned-download"]
    assert not list(tree.glob("**/imported"))


@pytest.mark.parametrize(("engine", "rule", "code"), [
    ("ruff", "unsafe-pickle", PICKLE), ("bandit", "unpinned-download", DOWNLOAD),
])  # fmt: skip
def test_an_engine_that_is_not_there_is_said_and_the_run_is_incomplete(
    tmp_path: Path, engine: str, rule: str, code: str
) -> None:
    (tmp_path / "app.py").write_text(code)
    script = (
        "import sys, importlib.util, prodgate.programs as p\n"
        "p.find = lambda name: None\n"
        "spec = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda n, *a: None if n == 'bandit' else spec(n, *a)\n"
        f"sys.argv = ['prodgate', 'check', '--select', {rule!r}, '--format', 'json']\n"
        "from prodgate.__main__ import main\n"
        "sys.exit(main())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    document = json.loads(ran.stdout)
    assert ran.returncode == 3
    assert document["findings"] == []
    assert document["not_checked"] == [
        {"path": "", "reason": f"{engine} is not installed, so these rules did not run: {rule}"}
    ]


def test_what_a_rule_of_ours_says_better_is_not_said_again(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "import time\nimport requests\n\n\n"
        "async def ask() -> None:\n    requests.get('https://x.example.com')\n"
    )
    found = rules(tmp_path)
    assert len(found) == len(set(found))
    assert "blocking-process-in-async" not in found


def test_a_file_that_an_engine_cannot_read_is_not_checked(tmp_path: Path) -> None:
    rows = list(engines._bandit_rows({"errors": [{"filename": "000000.py"}], "results": []}))
    assert [row.code for row in rows] == ["invalid-syntax"]


def test_places_count_characters_behind_wide_ones(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import pickle\n\nä = '💡'; b = pickle.load(open('i'))\n")
    _, document = check(tmp_path, "--select", "unsafe-pickle")
    (row,) = document["findings"]
    assert (row["line"], row["column"], row["end_column"]) == (3, 14, 36)


def test_every_code_stands_in_one_row_and_in_no_reason_to_leave_it_out() -> None:
    codes = [code for lint in LINTS for code in lint.codes]
    assert len(set(codes)) == len(codes)
    left_out = {code for key in LEFT_OUT for code in key.split(", ")}
    assert not left_out & set(codes)
    assert all(lint.why and lint.recipe and lint.literals for lint in LINTS)


CLOSE = {
    "disabled-certificate-check": (
        "import requests\nrequests.get(u, timeout=1, verify = False)\n",
        "import httpx\nhttpx.Client(\n    verify=\n    False)\n",
        "import ssl\nc = ssl._create_unverified_context()\n",
        "import paramiko\nc = paramiko.SSHClient()\n"
        "c.set_missing_host_key_policy(paramiko.AutoAddPolicy)\n",
    ),
    "unsafe-yaml-load": (
        "import yaml\nx = yaml.load(t, Loader=yaml.Loader)\n",
        "import yaml as y\nx = y.load(t, Loader=y.Loader)\n",
        "from yaml import load, Loader\nx = load(t, Loader=Loader)\n",
    ),
    "code-from-text": ("x = eval(text)\n", "exec (text)\n", "import builtins\nbuiltins.eval(t)\n"),
    "broken-log-call": (
        "import logging\nlogging.error('%s failed')\nlogging.error('%s failed: %s', n)\n",
        "import logging\nlogging.error('failed', name)\n",
        "import logging\nlogger = logging.getLogger()\nlogger.info(\n    'failed'\n    , name)\n",
        'import logging\nlogging.info("""a\n%s %s""", n)\n',
        "import logging\nlogging.info('a '\n    '%s %s', n)\n",
        'import logging as log\nlog.warning("it\'s %s %s", n)\n',
    ),
    "blocking-process-in-async": (
        "import subprocess\nasync def f():\n    subprocess.run(['a'])\n",
        "from subprocess import check_output\nasync def f():\n    check_output(['a'])\n",
        "import os\nasync def f():\n    os.system('a')\n",
        "from os import system as run\nasync def f():\n    run('a')\n",
        "import os as o\nasync def f():\n    o.waitpid(1, 0)\n",
    ),
}


def test_every_closer_look_has_cases() -> None:
    assert {lint.rule for lint in LINTS if lint.closer} == set(CLOSE)


@pytest.mark.parametrize(
    ("rule", "code"), [(rule, code) for rule, codes in CLOSE.items() for code in codes]
)
def test_what_an_engine_reports_passes_the_closer_look(
    tmp_path: Path, rule: str, code: str
) -> None:
    (lint,) = (each for each in LINTS if each.rule == rule)
    (tmp_path / "app.py").write_text(code)
    assert engines.run(lint.engine, lint.codes, tmp_path, ["app.py"])
    assert lint.relevant(code.encode())


@pytest.mark.parametrize(("rule", "code"), [
    ("code-from-text", "docs = retrieval.execute(evaluate)\n"),
    ("blocking-process-in-async", "async def f(): return system_prompt\n"),
    ("broken-log-call", "logger.info(f'{n} of {m}', extra=x)\nlog.error('failed')\nlog.debug(x)\n"),
    ("unsafe-yaml-load", "import yaml\nx = json.load(f), yaml.safe_load(g)\n"),
    ("disabled-certificate-check", "def verify(token): return verify_token(token) is False\n"),
])  # fmt: skip
def test_no_engine_is_started_for_a_word_inside_another(rule: str, code: str) -> None:
    (lint,) = (each for each in LINTS if each.rule == rule)
    assert not lint.relevant(code.encode())

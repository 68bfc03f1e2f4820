"""What a rewrite needs is added to the project's own manifest, in its own style."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodgate.body.as_pydantic import Pydantic
from prodgate.body.shape import Shape
from prodgate.dependencies import ManifestEdit, Requirement, manifest_edits
from prodgate.dependencies.packages import pydantic_is_old
from prodgate.policy import Defaults
from prodgate.project import Project
from prodgate.strict import read_toml

PYDANTIC = Requirement("pydantic", "python", "app.py", "pydantic")
ZOD = Requirement("zod", "javascript", "src/a.ts", "zod")


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())


def edits(root: Path, files: dict[str, str], *needed: Requirement) -> tuple[ManifestEdit, ...]:
    write(root, files)
    return manifest_edits(root, needed or [PYDANTIC], Project(root))


def added(root: Path, name: str, before: str, *needed: Requirement, **others: str) -> str:
    """The text of one manifest afterwards; a second run must change nothing."""
    files = {name: before, **{key.replace("__", "."): text for key, text in others.items()}}
    (edit,) = [e for e in edits(root, files, *needed) if e.path == name]
    assert edit.before == before
    assert edit.old == before.encode()
    (root / name).write_bytes(edit.new)
    again = manifest_edits(root, needed or [PYDANTIC], Project(root))
    assert not [e for e in again if e.changed]
    return edit.after


# -- pyproject.toml: PEP 621 -------------------------------------------------------------------

LISTS = {
    "in order, with comments, without a last comma": (
        '[\n    "anyio>=4",   # async\n    # the client\n    "httpx>=0.27",  # http\n    "rich"\n]',
        '[\n    "anyio>=4",   # async\n    # the client\n    "httpx>=0.27",  # http\n'
        '    "pydantic>=2.0",\n    "rich"\n]',
    ),
    "the last gets its comma before its comment": (
        '[\n  "rich>=13",\n  "anyio>=4"  # async\n]',
        '[\n  "rich>=13",\n  "anyio>=4",  # async\n  "pydantic>=2.0"\n]',
    ),
    "on one line, in single quotes": ("['a>=1', 'z>=2']", "['a>=1', 'pydantic>=2.0', 'z>=2']"),
    "on one line, with a last comma": ('["z", "b",]', '["z", "b", "pydantic>=2.0",]'),
    "without blanks": ('["a","b"]', '["a","b","pydantic>=2.0"]'),
    "first in order": (
        '[\n    # web\n    "quart>=1",\n    "uvicorn>=1",\n]',
        '[\n    "pydantic>=2.0",\n    # web\n    "quart>=1",\n    "uvicorn>=1",\n]',
    ),
    "what is commented out stays below": (
        '[\n  "z>=1, <2",\n  "a>=3, <4",\n  # "off",\n]',
        '[\n  "z>=1, <2",\n  "a>=3, <4",\n  "pydantic>=2.0, <3",\n  # "off",\n]',
    ),
    "aligned behind the bracket": (
        '["a",\n                "n",\n                "b"]',
        '["a",\n                "n",\n                "b",\n                "pydantic>=2.0"]',
    ),
    "tabs, compatible releases with blanks": (
        '[\n\t"a ~= 1.0",\n\t"z ~= 2.0",\n]',
        '[\n\t"a ~= 1.0",\n\t"pydantic ~= 2.0",\n\t"z ~= 2.0",\n]',
    ),
    "parentheses, as Poetry 2 writes them": (
        '[\n    "openai (>=1.3.0,<2.0.0)",\n    "uvicorn (>=0.1,<0.2)"\n]',
        '[\n    "openai (>=1.3.0,<2.0.0)",\n    "pydantic (>=2.0,<3)",\n'
        '    "uvicorn (>=0.1,<0.2)"\n]',
    ),
    "extras and markers": (
        "[\n    \"a[x]>=1; python_version < '3.11'\",\n    \"b @ https://example.com/b.whl\",\n]",
        "[\n    \"a[x]>=1; python_version < '3.11'\",\n    \"b @ https://example.com/b.whl\",\n"
        '    "pydantic>=2.0",\n]',
    ),
    "empty": ("[]", '[\n    "pydantic>=2.0,<3",\n]'),
    "empty but for a comment": (
        "[\n  # none yet\n]",
        '[\n  # none yet\n  "pydantic>=2.0,<3",\n]',
    ),
}  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("case", LISTS)
def test_a_list_of_pyproject_keeps_its_style(tmp_path: Path, case: str, newline: str) -> None:
    before, after = (
        f'[project]\nname = "x"\ndependencies = {each}\n\n[tool.ruff]\nline-length = 90'.replace(
            "\n", newline
        )
        for each in LISTS[case]
    )
    assert added(tmp_path, "pyproject.toml", before) == after


def test_a_project_without_a_list_gets_one(tmp_path: Path) -> None:
    before = '[project]\nname = "x"  # ours\n\n[tool.uv]\npackage = false\n'
    after = (
        '[project]\nname = "x"  # ours\ndependencies = [\n    "pydantic>=2.0,<3",\n]\n'
        "\n[tool.uv]\npackage = false\n"
    )
    assert added(tmp_path, "pyproject.toml", before) == after


def test_the_list_of_another_table_is_not_the_list(tmp_path: Path) -> None:
    before = (
        "[tool.other]\ndependencies = ['x']\n\n"
        '[project]\nname = "dependencies = []"\ndescription = """\ndependencies = ["a"]\n"""\n'
        'dependencies = ["b"]\n'
    )
    after = before.replace('["b"]', '["b", "pydantic>=2.0"]')
    assert added(tmp_path, "pyproject.toml", before) == after


def test_a_dotted_table_is_found_and_an_odd_one_refused(tmp_path: Path) -> None:
    before = 'project.name = "x"\nproject.dependencies = ["b"]\n'
    assert added(tmp_path, "pyproject.toml", before).count("pydantic") == 1
    (edit,) = edits(tmp_path, {"pyproject.toml": 'project = {dependencies = ["b"]}\n'})
    assert edit.changed is False or read_toml(edit.after, "")["project"]["dependencies"][0] == "b"


# -- pyproject.toml: Poetry, and Pipfile -------------------------------------------------------

POETRY = """\
[tool.poetry]
name = "x"

[tool.poetry.dependencies]
python = "^3.10"
openai = "^1.3"  # the client
uvicorn = {extras = ["standard"], version = "^0.23"}

[tool.poetry.group.dev.dependencies]
pytest = "*"
"""


def test_poetry_gets_a_caret_in_order(tmp_path: Path) -> None:
    after = POETRY.replace("uvicorn =", 'pydantic = "^2.0"\nuvicorn =', 1)
    assert added(tmp_path, "pyproject.toml", POETRY) == after


def test_poetry_that_pins_gets_the_locked_version(tmp_path: Path) -> None:
    before = '[tool.poetry.dependencies]\npython = "^3.10"\nuvicorn = "0.23.1"\nopenai = "1.3.0"'
    lock = '[[package]]\nname = "pydantic"\nversion = "2.11.3"\n'
    after = added(tmp_path, "pyproject.toml", before, poetry__lock=lock)
    assert after == before + '\npydantic = "2.11.3"'


def test_a_caret_starts_where_the_lock_is_or_spans_the_majors_that_do(tmp_path: Path) -> None:
    needed = Requirement("tenacity", "python", "app.py", "tenacity")
    after = added(tmp_path, "pyproject.toml", POETRY, needed)
    assert 'tenacity = ">=8.0,<10"' in after
    lock = '[[package]]\nname = "tenacity"\nversion = "9.1.2"\n'
    after = added(tmp_path, "pyproject.toml", POETRY, needed, poetry__lock=lock)
    assert 'tenacity = "^9.1"' in after


def test_a_group_for_development_gives_its_version(tmp_path: Path) -> None:
    before = POETRY.replace('pytest = "*"', 'pydantic = "^2.5"')
    after = before.replace("uvicorn =", 'pydantic = "^2.5"\nuvicorn =', 1)
    assert added(tmp_path, "pyproject.toml", before) == after


def test_another_group_counts_as_present(tmp_path: Path) -> None:
    before = POETRY.replace("group.dev.", "group.web.").replace("pytest", "pydantic")
    assert edits(tmp_path, {"pyproject.toml": before}) == ()


def test_pipfile(tmp_path: Path) -> None:
    before = '[packages]\nopenai = "*"\nrequests = "*"\n\n[requires]\npython_version = "3.11"\n'
    after = before.replace("requests", 'pydantic = ">=2.0"\nrequests')
    assert added(tmp_path, "Pipfile", before, poetry__lock="") == after
    write(tmp_path, {"Pipfile": before, "Pipfile.lock": "{}"})
    assert edits(tmp_path, {})[0].notes[0].endswith("run `pipenv lock`")


# -- requirements ------------------------------------------------------------------------------

REQUIREMENTS = {
    "pinned, in order, without a last newline": (
        "anthropic==0.30\nopenai==1.3  # sdk\nuvicorn==0.1",
        "anthropic==0.30\nopenai==1.3  # sdk\npydantic>=2.0,<3\nuvicorn==0.1",
    ),
    "not in order": ("z==1.3\na==0.3\n", "z==1.3\na==0.3\npydantic>=2.0,<3\n"),
    "lower bounds": ("openai>=1.3\nrequests>=2\n\n", "openai>=1.3\npydantic>=2.0\nrequests>=2\n\n"),
    "names alone": ("openai\r\nrequests\r\n", "openai\r\npydantic>=2.0\r\nrequests\r\n"),
    "ranges with blanks": ("z >= 1, < 2\n", "z >= 1, < 2\npydantic >= 2.0, < 3\n"),
    "sections with headings": (
        "# web\nhttpx==1\n\n# test\npytest==7\n",
        "# web\nhttpx==1\n\n# test\npytest==7\n\npydantic>=2.0,<3\n",
    ),
    "options and addresses": (
        "--index-url https://example.com/simple\nopenai~=1.3\n-e git+https://example.com/x#egg=x\n",
        "--index-url https://example.com/simple\nopenai~=1.3\npydantic~=2.0\n"
        "-e git+https://example.com/x#egg=x\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REQUIREMENTS)
def test_requirements_keep_their_style(tmp_path: Path, case: str) -> None:
    before, after = REQUIREMENTS[case]
    assert added(tmp_path, "requirements.txt", before) == after


def test_the_version_that_is_installed_here_is_pinned(tmp_path: Path) -> None:
    write(tmp_path, {".venv/lib/python3.11/site-packages/pydantic-2.11.3.dist-info/METADATA": ""})
    assert added(tmp_path, "requirements.txt", "a==1\n") == "a==1\npydantic==2.11.3\n"


def test_utf16_with_its_mark_stays_that(tmp_path: Path) -> None:
    data = "openai==1.3\r\n".encode("utf-16")
    (tmp_path / "requirements.txt").write_bytes(data)
    (edit,) = edits(tmp_path, {})
    assert edit.old == data
    assert edit.new.decode("utf-16") == "openai==1.3\r\npydantic>=2.0,<3\r\n"


COMPILED = (
    "#\n# This file is autogenerated by pip-compile with Python 3.11\n#    pip-compile {0}\n#\n"
)


def test_the_source_of_a_compiled_file_is_edited(tmp_path: Path) -> None:
    compiled = COMPILED.format("requirements.in") + "openai==1.3\n    # via -r requirements.in\n"
    files = {"requirements.in": "openai\n", "requirements.txt": compiled}
    (edit,) = edits(tmp_path, files)
    assert (edit.path, edit.after) == ("requirements.in", "openai\npydantic>=2.0\n")
    assert "`pip-compile requirements.in`" in edit.notes[0]


@pytest.mark.parametrize("text", [COMPILED.format("x.in") + "a==1\n", "a==1 --hash=sha256:00\n"])
def test_a_compiled_file_without_its_source_is_left(tmp_path: Path, text: str) -> None:
    (edit,) = edits(tmp_path, {"requirements.txt": text})
    assert not edit.changed
    assert "add pydantic>=2.0,<3 by hand" in edit.notes[0]


def test_what_is_compiled_from_pyproject_is_compiled_again(tmp_path: Path) -> None:
    compiled = COMPILED.format("pyproject.toml") + "openai==1.3\n    # via x (pyproject.toml)\n"
    files = {"api/pyproject.toml": '[project]\ndependencies = ["openai"]\n'}
    needed = Requirement("pydantic", "python", "api/app.py", "pydantic")
    (edit,) = edits(tmp_path, {**files, "api/requirements.txt": compiled}, needed)
    assert edit.path == "api/pyproject.toml"
    assert edit.notes[0].endswith("api/pyproject.toml: run `pip-compile pyproject.toml` in api")


def test_what_is_exported_is_exported_again(tmp_path: Path) -> None:
    head = "# This file was autogenerated by uv via the following command:\n#    uv export -o x\n"
    files = {"pyproject.toml": '[project]\ndependencies = ["openai"]\n', "uv.lock": ""}
    (edit,) = edits(tmp_path, {**files, "requirements.txt": head + "openai==1.3\n"})
    assert edit.path == "pyproject.toml"
    assert edit.notes[0].endswith("run `uv lock` and export requirements.txt again")


def test_what_is_included_counts_and_a_file_of_includes_is_followed(tmp_path: Path) -> None:
    files = {"requirements.txt": "-r base.txt\nuvicorn\n", "base.txt": "openai\npydantic\n"}
    assert edits(tmp_path, files) == ()
    files = {"requirements.txt": "-r base.txt\n", "base.txt": "openai\n"}
    (edit,) = edits(tmp_path, files)
    assert edit.path == "base.txt"


def test_requirements_in_a_folder(tmp_path: Path) -> None:
    files = {
        "requirements/base.txt": "openai~=1.1\nrequests~=2.2\n",
        "requirements/dev.txt": "-r base.txt\n",
    }
    (edit,) = edits(tmp_path, files)
    assert (edit.path, edit.after) == (
        "requirements/base.txt",
        "openai~=1.1\npydantic~=2.0\nrequests~=2.2\n",
    )


def test_requirements_for_development_are_none(tmp_path: Path) -> None:
    files = {"requirements.txt": "openai==1\n", "requirements-dev.txt": "pydantic==2.7.1\n"}
    (edit,) = edits(tmp_path, files)
    assert (edit.path, edit.after) == ("requirements.txt", "openai==1\npydantic==2.7.1\n")


# -- setup.cfg, setup.py -----------------------------------------------------------------------


def test_setup_cfg(tmp_path: Path) -> None:
    before = (
        "[metadata]\nname = x\n\n[options]\npackages = find:\ninstall_requires =\n    openai>=1\n"
        "    # http\n    requests>=2\n\n[options.extras_require]\ndev = pytest\n"
    )
    after = before.replace("    # http", "    pydantic>=2.0\n    # http")
    assert added(tmp_path, "setup.cfg", before, setup__py="import setuptools\n") == after


def test_setup_py_with_a_plain_list(tmp_path: Path) -> None:
    before = (
        "import setuptools\n\nsetuptools.setup(\n    name='x', description='é',\n"
        "    install_requires=[\n        'openai>=1',  # é\n        'requests>=1',\n    ],\n)\n"
    )
    after = before.replace("        'requests", "        'pydantic>=2.0',\n        'requests")
    assert added(tmp_path, "setup.py", before) == after


@pytest.mark.parametrize("value", ["DEPS", "[*DEPS]", "['a'] + DEPS", "read('x')"])
def test_setup_py_that_computes_is_left(tmp_path: Path, value: str) -> None:
    text = f"from setuptools import setup\nsetup(install_requires={value})\n"
    (edit,) = edits(tmp_path, {"setup.py": text})
    assert not edit.changed
    assert "no plain list" in edit.notes[0]


def test_a_setup_py_that_reads_requirements_leads_to_them(tmp_path: Path) -> None:
    text = "from setuptools import setup\nsetup(install_requires=open('requirements.txt'))\n"
    (edit,) = edits(tmp_path, {"setup.py": text, "requirements.txt": "openai>=1,<2\n"})
    assert (edit.path, edit.after) == ("requirements.txt", "openai>=1,<2\npydantic>=2.0,<3\n")


# -- package.json ------------------------------------------------------------------------------

RANGE = "^3.25.76 || ^4.1.8"
PACKAGES = {
    "in order, tabs, carriage returns, no last newline": (
        '{\r\n\t"name": "a",\r\n\t"dependencies": {\r\n\t\t"ai": "^5",\r\n'
        '\t\t"zx": "^1"\r\n\t}\r\n}',
        '{\r\n\t"name": "a",\r\n\t"dependencies": {\r\n\t\t"ai": "^5",\r\n\t\t"zod": "RANGE",\r\n'
        '\t\t"zx": "^1"\r\n\t}\r\n}',
    ),
    "not in order": (
        '{\n    "name": "a",\n    "dependencies": {\n        "b": "^1",\n'
        '        "a": "^1"\n    }\n}\n',
        '{\n    "name": "a",\n    "dependencies": {\n        "b": "^1",\n        "a": "^1",\n'
        '        "zod": "RANGE"\n    }\n}\n',
    ),
    "in front of those for development": (
        '{\n  "name": "a",\n  "devDependencies": {\n    "x": "1"\n  }\n}\n',
        '{\n  "name": "a",\n  "dependencies": {\n    "zod": "RANGE"\n  },\n'
        '  "devDependencies": {\n    "x": "1"\n  }\n}\n',
    ),
    "at the end": (
        '{\n    "name": "a"\n}\n',
        '{\n    "name": "a",\n    "dependencies": {\n        "zod": "RANGE"\n    }\n}\n',
    ),
    "empty": (
        '{\n  "name": "a",\n  "dependencies": {}\n}\n',
        '{\n  "name": "a",\n  "dependencies": {\n    "zod": "RANGE"\n  }\n}\n',
    ),
    "on one line": (
        '{"name":"a","dependencies":{"x":"^1.0.0"}}',
        '{"name":"a","dependencies":{"x":"^1.0.0","zod":"RANGE"}}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PACKAGES)
def test_package_json_keeps_its_style(tmp_path: Path, case: str) -> None:
    before, after = PACKAGES[case]
    assert added(tmp_path, "package.json", before, ZOD) == after.replace("RANGE", RANGE)


def test_a_dependency_for_development_is_moved(tmp_path: Path) -> None:
    before = (
        '{\n  "dependencies": {\n    "x": "1"\n  },\n'
        '  "devDependencies": {\n    "a": "1",\n    "zod": "^3.22.0"\n  }\n}\n'
    )
    after = (
        '{\n  "dependencies": {\n    "x": "1",\n    "zod": "^3.22.0"\n  },\n'
        '  "devDependencies": {\n    "a": "1"\n  }\n}\n'
    )
    assert added(tmp_path, "package.json", before, ZOD) == after


@pytest.mark.parametrize(("ai", "range_"), [("^4.3.0", "^3.25.76"), ("^5.0.0", RANGE)])
def test_zod_is_held_by_an_sdk_that_takes_no_other(tmp_path: Path, ai: str, range_: str) -> None:
    after = added(tmp_path, "package.json", json.dumps({"dependencies": {"ai": ai}}), ZOD)
    assert json.loads(after)["dependencies"]["zod"] == range_


@pytest.mark.parametrize("group", ["peerDependencies", "optionalDependencies", "dependencies"])
def test_what_runs_with_it_counts(tmp_path: Path, group: str) -> None:
    assert edits(tmp_path, {"package.json": json.dumps({group: {"zod": "^3"}})}, ZOD) == ()


def test_the_nearest_package_with_the_range_of_its_workspace(tmp_path: Path) -> None:
    files = {
        "package.json": '{"workspaces":["apps/*"],"devDependencies":{"zod":"^4.1.5"}}',
        "pnpm-lock.yaml": "",
        "apps/web/package.json": '{\n  "name": "web",\n  "dependencies": {"ai": "^5"}\n}\n',
        "apps/web/src/package.json": '{"type": "module"}',
    }
    needed = Requirement("zod", "javascript", "apps/web/src/a.ts", "zod")
    (edit,) = edits(tmp_path, files, needed)
    assert edit.path == "apps/web/package.json"
    assert json.loads(edit.after)["dependencies"] == {"ai": "^5", "zod": "^4.1.5"}
    assert edit.notes[0].endswith("apps/web/package.json: run `pnpm install`")


def test_a_catalog_is_used(tmp_path: Path) -> None:
    files = {
        "pnpm-workspace.yaml": "packages:\n  - apps/*\ncatalog:\n  ai: ^5\n  zod: ^4\n",
        "package.json": '{"dependencies":{"ai":"catalog:"}}',
    }
    (edit,) = edits(tmp_path, files, ZOD)
    assert json.loads(edit.after)["dependencies"]["zod"] == "catalog:"


def test_the_locked_version_is_what_the_range_starts_with(tmp_path: Path) -> None:
    lock = {"lockfileVersion": 3, "packages": {"node_modules/zod": {"version": "3.24.2"}}}
    files = {"package.json": '{"dependencies":{"x":"^1"}}', "package-lock.json": json.dumps(lock)}
    (edit,) = edits(tmp_path, files, ZOD)
    assert json.loads(edit.after)["dependencies"]["zod"] == "^3.24.2"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"name": "a", "dependencies": []}',
        '{"name": "a", "dependencies": {"a": "1"}, "dependencies": {}}',
        '{"name": "a", "bundleDependencies": true, "dependencies": 3}',
    ],
)
def test_a_package_json_that_is_none_is_left(tmp_path: Path, text: str) -> None:
    (edit,) = edits(tmp_path, {"package.json": text}, ZOD)
    assert not edit.changed
    assert f"add zod {RANGE} by hand" in edit.notes[0]


def test_deno_gets_a_recipe(tmp_path: Path) -> None:
    (edit,) = edits(tmp_path, {"deno.json": "{}"}, ZOD)
    assert edit.notes == ("run `deno add npm:zod` for deno.json: src/a.ts needs it",)


# -- which manifest ----------------------------------------------------------------------------


def test_no_manifest_is_said(tmp_path: Path) -> None:
    (edit,) = edits(tmp_path, {"README.md": ""})
    assert edit.path is None
    assert edit.notes == (
        "add pydantic>=2.0,<3 to your dependencies, for which no manifest was found: "
        "app.py needs it",
    )


def test_what_many_files_need_is_said_once(tmp_path: Path) -> None:
    needed = [Requirement("pydantic", "python", f"{name}.py", "pydantic") for name in "abc"]
    (edit,) = edits(tmp_path, {"setup.py": "from setuptools import setup\nsetup("}, *needed)
    assert edit.notes == (
        "add pydantic>=2.0,<3 by hand, as setup.py is left as it is (it is not valid Python): "
        "a.py and 2 more need it",
    )


def test_a_pyproject_of_settings_is_passed_by(tmp_path: Path) -> None:
    files = {"api/pyproject.toml": "[tool.ruff]\n", "api/requirements.txt": "openai==1\n"}
    needed = Requirement("pydantic", "python", "api/app/main.py", "pydantic")
    (edit,) = edits(tmp_path, {**files, "requirements.txt": "pydantic==2.1\n"}, needed)
    assert edit.path == "api/requirements.txt"


@pytest.mark.parametrize("package", ["fastapi==0.110", "pydantic[email]>=2", "Pydantic==2.1"])
def test_what_is_there_or_comes_with_what_is_there_is_not_added(
    tmp_path: Path, package: str
) -> None:
    assert edits(tmp_path, {"requirements.txt": f"{package}\n"}) == ()


def test_a_second_list_that_is_kept_in_step_is_kept_in_step(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": '[project]\ndependencies = ["openai"]\n',
        "requirements.txt": "openai==1.2\nuvicorn==0.1\n",
    }
    assert [e.path for e in edits(tmp_path, files)] == ["pyproject.toml", "requirements.txt"]
    files["requirements.txt"] = "ruff==1\n"
    assert [e.path for e in edits(tmp_path, files)] == ["pyproject.toml"]


def test_dynamic_dependencies_are_edited_where_they_stand(tmp_path: Path) -> None:
    text = (
        '[project]\nname = "x"\ndynamic = ["dependencies"]\n'
        '[tool.setuptools.dynamic]\ndependencies = {file = ["needs.txt"]}\n'
    )
    (edit,) = edits(tmp_path, {"pyproject.toml": text, "needs.txt": "openai\n"})
    assert (edit.path, edit.after) == ("needs.txt", "openai\npydantic>=2.0\n")
    (tmp_path / "needs.txt").unlink()
    (edit,) = edits(tmp_path, {"pyproject.toml": text})
    assert "computed when it is built" in edit.notes[0]


def test_the_policy_can_leave_a_manifest_out(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "openai==1\n"})
    (edit,) = manifest_edits(tmp_path, [PYDANTIC], Project(tmp_path), exclude=["requirements.txt"])
    assert not edit.changed
    assert "the policy leaves that file out" in edit.notes[0]


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"outside.txt": "openai==1\n", "tree/a.py": ""})
    (tmp_path / "tree" / "requirements.txt").symlink_to(tmp_path / "outside.txt")
    (edit,) = edits(tmp_path / "tree", {})
    assert not edit.changed


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("fastapi==0.95.0\n", True),
        ("fastapi==0.95.0\npydantic==2.1\n", False),
        ("fastapi>=0.95\n", False),
        ("fastapi==0.115.0\n", False),
        ("sqlmodel<0.0.14\n", True),
        ("pydantic<2\n", True),
    ],
)
def test_pydantic_is_old_where_the_project_holds_it_there(
    tmp_path: Path, text: str, old: bool
) -> None:
    write(tmp_path, {"requirements.txt": text})
    assert pydantic_is_old(Project(tmp_path), "app.py") is old


def test_pydantic_1_limits_the_texts_of_a_list_by_a_type() -> None:
    """It does not read ``Annotated`` inside ``list``: tests/proofs/test_manifests.py."""
    shape = Shape()
    shape.has("tags").items().vote("string")
    writer = Pydantic(Defaults(), old=True)
    writer.model("Body", shape)
    code = "\n".join(code for _, code in writer.models)
    assert "class LimitedText(ConstrainedStr)" in code
    assert "tags: list[LimitedText]" in code


# -- modules without a known package -----------------------------------------------------------


def test_a_module_of_nobody_knows_whom_is_said_unless_it_is_the_projects_own(
    tmp_path: Path,
) -> None:
    needed = Requirement("", "python", "app.py", "acme")
    (edit,) = edits(tmp_path, {"requirements.txt": "openai\n"}, needed)
    assert edit.notes[0].startswith("see to it that the package with the module acme")
    assert edits(tmp_path, {"requirements.txt": "openai\nacme\n"}, needed) == ()
    assert edits(tmp_path, {"requirements.txt": "", "src/acme/x.py": ""}, needed) == ()


def test_every_import_of_the_cases_is_of_a_known_package() -> None:
    """Whoever writes a fix that imports a new package adds it to prodgate/dependencies."""
    from prodgate.dependencies.needs import requirements
    from prodgate.edits import AddImport, Import
    from prodgate.source import Source

    unknown = set()
    for after in (Path(__file__).parent / "cases").glob("*/after*"):
        before = after.with_name(after.name.replace("after", "before", 1))
        if after.suffix not in {".py", ".ts", ".tsx", ".js", ".mjs"} or not before.is_file():
            continue
        old = Source(before.name, before.read_text(), "utf-8", b"")
        modules = _modules(after.read_text(), after.suffix)
        needed = requirements(old, [AddImport(Import(each)) for each in modules])
        unknown |= {(after.parent.name, each.module) for each in needed if not each.package}
    assert unknown == set()


def _modules(text: str, suffix: str) -> set[str]:
    from prodgate.dependencies.needs import imported

    return set(imported(text, "python" if suffix == ".py" else "javascript"))


# -- properties --------------------------------------------------------------------------------

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda name: name not in {"pydantic", "zod", "python", "fastapi", "sqlmodel"}
)
SPECIFIERS = st.sampled_from(["", ">=1", "==1.2", "~=1.0", ">=1,<2", " >= 1, < 2", "[x]>=1"])
ENDS = st.sampled_from(["", "  # why", ' # it\'s "so" ] , ['])


def inserted(before: str, after: str) -> str:
    """What was put in, at one place but for the comma of the item above; fails for any change."""
    for _ in range(2):
        pairs = enumerate(zip(before, after, strict=False))
        start = next((i for i, (a, b) in pairs if a != b), len(before))
        rest = before[start:]
        if after[start:].endswith(rest):
            return after[start : len(after) - len(rest)]
        assert after[start] == ",", (before, after)
        before = f"{before[:start]},{before[start:]}"
    raise AssertionError((before, after))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_list_gains_one_entry_and_the_text_around_it_stays(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    names = data.draw(st.lists(NAMES, unique=True, max_size=5))
    quote = data.draw(st.sampled_from("\"'"))
    items = [f"{quote}{name}{data.draw(SPECIFIERS)}{quote}" for name in names]
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    indent = data.draw(st.sampled_from(["  ", "    ", "\t", ""]))
    if data.draw(st.booleans()):
        rows = [f"{indent}{item},{data.draw(ENDS)}{newline}" for item in items]
        if rows and data.draw(st.booleans()):
            rows[-1] = rows[-1].replace(f"{quote},", quote, 1)
        text = f"[{newline}{''.join(rows)}]"
    else:
        text = f"[{data.draw(st.sampled_from([', ', ',', ' , '])).join(items)}]"
    before = f"[project]{newline}dependencies = {text}{data.draw(ENDS)}{newline}[tool.x]{newline}"
    root = tmp_path_factory.mktemp("property")
    (edit,) = edits(root, {"pyproject.toml": before})
    assert "pydantic" in inserted(before, edit.after) or not items
    was, now = (read_toml(t, "")["project"]["dependencies"] for t in (before, edit.after))
    assert [each for each in now if not each.startswith("pydantic")] == was
    assert len(now) == len(was) + 1


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_object_gains_one_member_and_the_text_around_it_stays(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    names = data.draw(st.lists(NAMES, unique=True, max_size=5))
    package: dict[str, Any] = {"name": "x", "dependencies": dict.fromkeys(names, "^1.0.0")}
    if data.draw(st.booleans()):
        package = {**package, "devDependencies": {"y": "1"}}
    if data.draw(st.booleans()):
        del package["dependencies"]
    indent = data.draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    before = json.dumps(package, indent=indent) + data.draw(st.sampled_from(["", "\n"]))
    before = before.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    (edit,) = edits(tmp_path_factory.mktemp("property"), {"package.json": before}, ZOD)
    now = json.loads(edit.after)
    assert now["dependencies"].pop("zod") == RANGE
    assert now["dependencies"] == package.get("dependencies", {})
    assert {**now, "dependencies": 0} == {**package, "dependencies": 0}
    if names and "dependencies" in package:
        assert '"zod"' in inserted(before, edit.after)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.one_of(
            st.tuples(NAMES, SPECIFIERS, st.sampled_from(["", "  # why"])).map("".join),
            st.sampled_from(["", "# a comment", "-e .", "--pre", "-c limits.txt"]),
        ),
        max_size=8,
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
def test_requirements_gain_one_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], newline: str, last: bool
) -> None:
    before = newline.join(rows) + (newline if last and rows else "")
    (edit,) = edits(tmp_path_factory.mktemp("property"), {"requirements.txt": before})
    if edit.changed:
        assert re.fullmatch(r"(\r?\n)*pydantic[^\r\n]*(\r?\n)?", inserted(before, edit.after))


FRAGMENTS = st.sampled_from(
    ["[project]", "[tool.poetry.dependencies]", "[packages]", "[options]", "dependencies", "=", "[",
     "]", "{", "}", ",", ":", '"', "'", '"""', "'" * 3, "#", "\\", "\n", "\r\n", "\r", " ", "\t",
     "a", "openai>=1", '"openai"', '"dependencies": {', '"name": "x"', "install_requires", "setup(",
     ")", "-r requirements.txt", "dynamic", "\x0c", "\u2028", "é", "[[x]]", "name = 'x'", ".", "1"]
)  # fmt: skip
MANIFESTS = ["pyproject.toml", "Pipfile", "setup.cfg", "setup.py", "requirements.txt"]


@settings(max_examples=400, deadline=None)
@given(
    name=st.sampled_from([*MANIFESTS, "package.json"]),
    text=st.lists(FRAGMENTS, max_size=30).map("".join),
)
def test_odd_texts_raise_nothing_and_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str
) -> None:
    needed = ZOD if name == "package.json" else PYDANTIC
    for edit in edits(tmp_path_factory.mktemp("odd"), {name: text}, needed):
        assert edit.notes
        if edit.changed:
            assert inserted(edit.before, edit.after).strip()


# -- a whole run -------------------------------------------------------------------------------

ROUTE = """\
import express from "express";
import { llm } from "./llm";

const app = express();
app.post("/summarize", async (req, res) => {
  const text = req.body.text.trim();
  res.json(await llm.generate({ prompt: `Summarize: ${text}` }));
});
"""
PACKAGE = '{\n  "name": "web",\n  "dependencies": {\n    "express": "^4.19.0"\n  }\n}\n'


def fix(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "prodgate", "fix", "--unsafe", *options]
    command += ["--select", "unvalidated-request-body"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    write(tmp_path, {"web/src/app.ts": ROUTE, "web/package.json": PACKAGE})
    return tmp_path


def test_a_fix_adds_the_package_and_says_which_command_is_next(tree: Path) -> None:
    said = f"added zod {RANGE} to web/package.json: run `npm install` in web"
    assert said in fix(tree).stdout
    after = (tree / "web/package.json").read_text()
    assert json.loads(after)["dependencies"] == {"express": "^4.19.0", "zod": RANGE}
    assert 'from "zod"' in (tree / "web/src/app.ts").read_text()
    assert fix(tree).returncode == 0
    assert (tree / "web/package.json").read_text() == after


def test_a_diff_shows_the_manifest_and_writes_nothing(tree: Path) -> None:
    run = fix(tree, "--diff")
    assert f'+    "zod": "{RANGE}"' in run.stdout
    assert f"would add zod {RANGE} to web/package.json; then run `npm install`" in run.stderr
    assert (tree / "web/package.json").read_text() == PACKAGE
    patched = subprocess.run(
        ["git", "apply", "-"], cwd=tree, input=run.stdout, text=True, check=False
    )
    assert patched.returncode == 0
    by_patch = (tree / "web/package.json").read_text()
    write(tree, {"web/src/app.ts": ROUTE, "web/package.json": PACKAGE})
    fix(tree)
    assert (tree / "web/package.json").read_text() == by_patch


APP = """\
from flask import Flask, request
from agent import llm

app = Flask(__name__)


@app.post("/judge")
def judge():
    body = request.get_json()
    return llm.generate(body["text"].strip())
"""


@pytest.mark.parametrize(
    ("needs", "now", "call"),
    [
        ("flask==3.0.0\n", "flask==3.0.0\npydantic>=2.0,<3\n", ".model_validate("),
        ("flask==3.0.0\nsqlmodel==0.0.8\n", None, ".parse_obj("),
        ("pydantic\nflask\n", None, ".model_validate("),
    ],
)
def test_code_and_manifest_agree_on_the_major(
    tree: Path, needs: str, now: str | None, call: str
) -> None:
    write(tree, {"api/app.py": APP, "api/requirements.txt": needs})
    fix(tree, "api")
    assert call in (tree / "api/app.py").read_text()
    assert (tree / "api/requirements.txt").read_text() == (now or needs)


def test_json_names_the_manifest(tree: Path) -> None:
    report = json.loads(fix(tree, "--format", "json").stdout)
    assert report["summary"]["rewritten"] == ["web/src/app.ts", "web/package.json"]
    assert report["notes"] == [f"added zod {RANGE} to web/package.json: run `npm install` in web"]


def test_a_file_that_imports_it_already_needs_nothing(tree: Path) -> None:
    write(tree, {"web/src/app.ts": 'import { z } from "zod";\n' + ROUTE})
    assert fix(tree).returncode == 1
    assert (tree / "web/package.json").read_text() == PACKAGE


def test_the_code_is_rewritten_where_the_manifest_cannot_be(tree: Path) -> None:
    (tree / "web/package.json").write_text("{")
    run = fix(tree)
    assert 'from "zod"' in (tree / "web/src/app.ts").read_text()
    assert "by hand" in run.stdout
    assert (tree / "web/package.json").read_text() == "{"


@pytest.mark.skipif(sys.platform == "win32", reason="no read-only bits")
def test_a_manifest_that_is_read_only_is_an_incomplete_run(tree: Path) -> None:
    (tree / "web/package.json").chmod(0o444)
    run = fix(tree)
    assert run.returncode == 3
    assert "not edited: it is read-only; add zod" in run.stdout
    assert (tree / "web/package.json").read_text() == PACKAGE


def test_another_validator_is_not_joined_by_zod(tree: Path) -> None:
    package = PACKAGE.replace('"express"', '"joi": "^17.0.0",\n    "express"')
    write(tree, {"web/package.json": package})
    assert "zod" not in fix(tree, "--diff").stdout
    assert (tree / "web/package.json").read_text() == package

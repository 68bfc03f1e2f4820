"""What is added to a manifest is held against the project's own tool, which resolves it for real.

Nothing is installed into the environment of the tests: pip resolves with ``--dry-run``, npm writes
a lock file only, and the oldest versions of a range go to a folder of their own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prodgate.body.as_pydantic import Pydantic
from prodgate.body.shape import Kind, Shape
from prodgate.dependencies import Requirement, manifest_edits
from prodgate.dependencies.packages import named
from prodgate.policy import Defaults
from prodgate.project import Project

pytestmark = pytest.mark.proof

BACKEND = '[build-system]\nrequires = ["{0}"]\nbuild-backend = "{1}"\n\n'
PROJECT = '[project]\nname = "x"\nversion = "1"\n'
MODULE = "[tool.setuptools]\npy-modules = []\n"
SETUP = "from setuptools import setup\nsetup(name='x', py_modules=[], install_requires=['idna'])\n"
CFG = "[metadata]\nname = x\n[options]\npy_modules =\ninstall_requires =\n    idna>=3\n"
PYTHON = {
    "requirements.txt": ("requirements.txt", "idna==3.10  # names\nsniffio==1.3.1\n"),
    "requirements.txt in UTF-16": ("requirements.txt", "idna>=3\r\n"),
    "setuptools": (
        "pyproject.toml",
        BACKEND.format("setuptools", "setuptools.build_meta")
        + PROJECT
        + 'dependencies = [\n    "idna~=3.4",  # names\n    "sniffio~=1.3"\n]\n'
        + MODULE,
    ),
    "without a list": (
        "pyproject.toml",
        BACKEND.format("setuptools", "setuptools.build_meta") + PROJECT + "\n" + MODULE,
    ),
    "poetry": (
        "pyproject.toml",
        BACKEND.format("poetry-core", "poetry.core.masonry.api")
        + '[tool.poetry]\nname = "x"\nversion = "1"\ndescription = ""\nauthors = []\n'
        + 'packages = [{include = "x.py"}]\n\n'
        + '[tool.poetry.dependencies]\npython = "^3.10"\nidna = "^3.4"\n',
    ),
    "setup.py": ("setup.py", SETUP),
    "setup.cfg": ("setup.cfg", CFG),
}


QUICK = {"requirements.txt"}  # the others build in an environment of their own


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, marks=pytest.mark.quick_proof) if c in QUICK else c for c in PYTHON],
)
def test_pip_takes_the_manifest(tmp_path: Path, case: str) -> None:
    name, text = PYTHON[case]
    data = text.encode("utf-16" if "UTF-16" in case else "utf-8")
    (tmp_path / name).write_bytes(data)
    (tmp_path / "x.py").write_text("")
    if name == "setup.cfg":
        (tmp_path / "setup.py").write_text("from setuptools import setup\nsetup()\n")
    _edit(tmp_path, Requirement("pydantic", "python", "x.py", "pydantic"), name)
    what = ["-r", name] if name.endswith(".txt") else ["."]
    plan = _pip(tmp_path, "--dry-run", "--ignore-installed", *what)
    assert "pydantic-2." in plan.rpartition("Would install")[2]
    assert "idna" in plan or case == "without a list"


def _edit(root: Path, needed: Requirement, name: str) -> None:
    (edit,) = manifest_edits(root, [needed], Project(root))
    assert edit.path == name
    (root / name).write_bytes(edit.new)


def _pip(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


# The SDK's own peer decides which major of zod is taken: the range leaves room for both.
@pytest.mark.quick_proof
@pytest.mark.parametrize(("sdk", "major"), [("^4.3.0", "3."), ("^5.0.0", "4.")])
def test_npm_takes_the_manifest(tmp_path: Path, sdk: str, major: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("npm is not installed")
    package = {"name": "x", "version": "1.0.0", "private": True, "dependencies": {"ai": sdk}}
    (tmp_path / "package.json").write_text(json.dumps(package, indent=2))
    _edit(tmp_path, Requirement("zod", "javascript", "a.ts", "zod"), "package.json")
    command = [npm, "install", "--package-lock-only", "--no-audit", "--no-fund"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    lock = json.loads((tmp_path / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/zod"]["version"].startswith(major)


def _shape() -> Shape:
    """A body with a field of every kind."""
    shape = Shape()
    shape.has("messages").items().vote("string")
    model = shape.has("model")
    model.vote("choice")
    model.choices = ("a", "b")
    kinds: dict[str, Kind] = {"score": "number", "top-k": "integer", "rest": "any"}
    for name, kind in kinds.items():
        shape.has(name).vote(kind)
    shape.fields["score"].optional = True
    shape.has("user").has("name").vote("string")
    return shape


@pytest.mark.parametrize("old", [False, True])
def test_models_work_with_the_oldest_pydantic_of_the_range(tmp_path: Path, old: bool) -> None:
    package = named("pydantic", "python")
    assert package is not None
    low = package.lines[old].low
    writer = Pydantic(Defaults(), old)
    name = writer.model("Body", _shape())
    imports = [f"from {each.module} import {each.name}" for each in writer.imports]
    body = {"messages": ["x"], "model": "a", "top-k": 1, "rest": {}, "user": {"name": "n"}}
    program = "\n".join(
        [
            *imports,
            *(code for _, code in writer.models),
            "import pydantic",
            f"assert pydantic.VERSION.startswith({low!r}), pydantic.VERSION",
            f"assert {writer.parsed(name, repr(body))} == {body!r}",
            f"body = {body | {'messages': ['x' * 1_000_000]}!r}",
            "try:",
            f"    {writer.parsed(name, 'body')}",
            "except pydantic.ValidationError:",
            "    print('refused')",
        ]
    )
    (tmp_path / "program.py").write_text(program)
    _pip(tmp_path, "--quiet", "--target", "old", f"pydantic=={low}.*")
    run = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "old")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "refused\n", run.stderr

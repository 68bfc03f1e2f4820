"""Which command of the project's own tool comes after its manifest has changed."""

from __future__ import annotations

import posixpath
import re

from prodgate.dependencies import requirements_text
from prodgate.dependencies.manifest import Dialect
from prodgate.dependencies.places import Tree, joined, upward

_NODE = {
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "pnpm-lock.yaml": "pnpm install",
    "yarn.lock": "yarn install",
    "bun.lock": "bun install",
    "bun.lockb": "bun install",
}
_PYTHON = {
    "uv.lock": "uv lock",
    "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock",
}
_TABLES = {"uv": "uv sync", "poetry": "poetry install", "pdm": "pdm install"}


def command(tree: Tree, path: str, dialect: Dialect) -> str:
    """``run `npm install` in web``; the folder is left out where it is the root."""
    what, folder = _npm(tree, path) if dialect == "npm" else _python(tree, path)
    where = f" in {folder}" if folder else ""
    again = " and export requirements.txt again" if _exports(tree, path) else ""
    return f"run `{what}`{where}{again}"


def _exports(tree: Tree, path: str) -> bool:
    exported = tree.read(joined(posixpath.dirname(path), "requirements.txt"))
    if not path.endswith("pyproject.toml") or exported is None:
        return False
    return requirements_text.is_exported(exported.text)


def _npm(tree: Tree, path: str) -> tuple[str, str]:
    for folder in upward(path):
        for lock, what in _NODE.items():
            if lock in tree.listing(folder):
                return what, folder
    for folder in upward(path):
        source = tree.read(joined(folder, "package.json"))
        named = re.search(r'"packageManager"\s*:\s*"(\w+)@', source.text) if source else None
        if named:
            return f"{named[1]} install", folder
    return "npm install", posixpath.dirname(path)


def _python(tree: Tree, path: str) -> tuple[str, str]:
    here, name = posixpath.split(path)
    if name.endswith(".in"):
        return _compile(tree, path), ""
    if name.endswith(".txt"):
        return f"pip install -r {path}", ""
    if name == "Pipfile":
        return "pipenv lock" if "Pipfile.lock" in tree.listing(here) else "pipenv install", here
    for folder in upward(path) if not name.startswith("setup.") else ():
        for lock, what in _PYTHON.items():
            if lock in tree.listing(folder):
                return what, folder
    return _by_table(tree, path), here


def _compile(tree: Tree, path: str) -> str:
    output = path.removesuffix(".in") + ".txt"
    compiled = tree.read(output)
    if compiled is not None and re.search(r"^#.*\buv pip compile\b", compiled.text, re.MULTILINE):
        return f"uv pip compile {path} -o {output}"
    return f"pip-compile {path}"


def _by_table(tree: Tree, path: str) -> str:
    folder = posixpath.dirname(path)
    compiled = tree.read(joined(folder, "requirements.txt"))
    if path.endswith("pyproject.toml") and compiled is not None:
        made = requirements_text.compiled_from(compiled.text)
        if "pyproject.toml" in made and requirements_text.is_compiled(compiled.text):
            return "pip-compile pyproject.toml"
    source = tree.read(path)
    for tool, what in _TABLES.items():
        if source is not None and re.search(rf"^\[tool\.{tool}[.\]]", source.text, re.MULTILINE):
            return what
    return "pip install ."

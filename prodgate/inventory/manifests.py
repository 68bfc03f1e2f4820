"""What manifests say: the versions that are asked for and locked, and the ways to start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from prodgate.inventory.record import Place, Start
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.findings import Language
    from prodgate.project import Project
    from prodgate.tree import Tree


class Asked(Struct, frozen=True):
    """What the manifest nearest to a file says of one package; "" where it says nothing."""

    declared: str = ""
    locked: str = ""
    manifest: str = ""


def asked_for(project: Project, path: str, package: str, language: Language) -> Asked:
    """The version of a package that a file is meant to run with."""
    named = project.named(path, package, language)
    locked = ", ".join(sorted(named.locked)[:3])
    if not named.manifest:
        return Asked("", locked, "")
    declared = _specifier(named.text, package, language)
    return Asked(declared, locked, named.manifest)


_VERSION = lazy(r"[\w.*+!<>=~^| ,:@/-]{0,60}\Z")


@lru_cache(maxsize=512)
def _specifier(text: str, package: str, language: Language) -> str:
    """The range as it is written, without an address that may hold a password."""
    if language == "javascript":
        found = _of_package_json(text, package)
    else:
        found = _of_python(text, package)
    found = found.strip()
    if "://" in found or "@" in found.replace("npm:@", ""):
        return ""
    return found if _VERSION.match(found) else ""


def _of_package_json(text: str, package: str) -> str:
    try:
        data: Any = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return ""
    groups = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
    for group in groups:
        table = data.get(group) if isinstance(data, dict) else None
        value = table.get(package) if isinstance(table, dict) else None
        if isinstance(value, str):
            return value
    return ""


def _of_python(text: str, package: str) -> str:
    name = re.sub(r"[-_.]+", "[-_.]+", re.escape(package).replace(r"\-", "-").replace(r"\.", "."))
    plain = re.search(
        rf"(?im)(?:^|[\"'\s])({name})(?:\[[^\]\n]*\])?[ \t]*"
        rf"((?:===?|[<>!~]=|[<>])[ \t]*\d[^\"'\n;#]*)",
        text,
    )
    if plain:
        return plain[2]
    table = re.search(
        rf"(?im)^[ \t]*[\"']?{name}[\"']?[ \t]*=[ \t]*"
        rf"(?:\{{[^}}\n]*?version[ \t]*=[ \t]*)?[\"']([^\"'\n]*)",
        text,
    )
    return table[1] if table else ""


# -- ways to start -----------------------------------------------------------------------------

_FILES = r"(?:^|/)(?:package\.json|procfile|dockerfile[\w.-]*|makefile|pyproject\.toml|justfile)$"
_SCRIPTS = ("start", "dev", "serve")
_MOST = 12
_VALUE = lazy(r"\b([A-Za-z_]\w*)=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")


def start(tree: Tree, paths: Iterable[str]) -> tuple[Start, ...]:
    """The ways to start that manifests name, the nearest to the root first."""
    wanted = re.compile(_FILES, re.IGNORECASE)
    files = sorted((p for p in paths if wanted.search(p)), key=lambda p: (p.count("/"), p))
    found: list[Start] = []
    for path in files:
        text = tree.read(path).decode("utf-8", "replace")
        for command, line in _commands(path, text):
            found.append(Start(_clean(command), Place(path, line)))
    return tuple(dict.fromkeys(found))[:_MOST]


def _clean(command: str) -> str:
    """No values of variables, and nothing that looks like a secret."""
    from prodgate.report.redact import Redactor

    shown = _VALUE.sub(lambda m: f"{m[1]}=\u2026", command)
    return Redactor().prose(" ".join(shown.split()))[:200]


def _commands(path: str, text: str) -> Iterator[tuple[str, int]]:
    name = path.rpartition("/")[2].lower()
    if name == "package.json":
        yield from _of_scripts(text)
    elif name == "procfile":
        for number, row in enumerate(text.split("\n"), 1):
            if match := re.match(r"\s*\w+\s*:\s*(\S.*)", row):
                yield match[1], number
    elif name.startswith("dockerfile"):
        yield from _of_dockerfile(text)
    elif name == "pyproject.toml":
        yield from _of_pyproject(text)
    else:
        for number, row in enumerate(text.split("\n"), 1):
            if match := re.match(r"(run|start|dev|serve|up)\s*:(?!=)", row):
                yield f"{'make' if name == 'makefile' else 'just'} {match[1]}", number


def _of_scripts(text: str) -> Iterator[tuple[str, int]]:
    try:
        data: Any = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return
    scripts = data.get("scripts") if isinstance(data, dict) else None
    for name in _SCRIPTS:
        value = scripts.get(name) if isinstance(scripts, dict) else None
        if isinstance(value, str):
            at = re.search(rf'"{name}"\s*:', text)
            yield f"npm run {name}  ({value})", text.count("\n", 0, at.start()) + 1 if at else 1


def _of_dockerfile(text: str) -> Iterator[tuple[str, int]]:
    """The last CMD or ENTRYPOINT: those of earlier stages are not run."""
    last = None
    for number, row in enumerate(text.split("\n"), 1):
        if match := re.match(r"(?i)\s*(?:CMD|ENTRYPOINT)\s+(\S.*)", row):
            last = match[1], number
    if last is None:
        return
    command, number = last
    if command.startswith("["):
        try:
            command = " ".join(msgspec.json.decode(command, type=list[str]))
        except (ValueError, RecursionError):
            return
    yield command, number


def _of_pyproject(text: str) -> Iterator[tuple[str, int]]:
    header = re.search(r"(?m)^\[(?:project|tool\.poetry)\.scripts\]", text)
    if not header:
        return
    first = text.count("\n", 0, header.end()) + 1
    for number, row in enumerate(text[header.end() :].split("\n")[1:], first + 1):
        if row.startswith("["):
            return
        if match := re.match(r"[\"']?([\w.-]+)[\"']?\s*=", row):
            yield match[1], number

"""What the other files of a project say, judged by their bytes: once a run and project.

A check that stands in front of a handler is often in another file: middleware, the file that
mounts a router, the configuration of a gateway. Whoever finds nothing in a handler asks here
before it speaks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prodgate import source as door
from prodgate.kinds import left_out
from prodgate.regex import lazy
from prodgate.secrets import is_test_path

if TYPE_CHECKING:
    from prodgate.view import View

_MOST = 4000  # files looked at for one project; a larger one is answered by its first
_CODE = (".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
_GATEWAYS = (".conf", ".tf", ".bicep", ".yaml", ".yml", ".toml", ".json")
_GATEWAY_NAMES = {"caddyfile", "dockerfile"}
_NOT = {
    ".git", "node_modules", ".venv", "venv", "__pycache__", "dist", "build", ".next",
    "site-packages", "vendor", "third_party", "docs", "examples", "tests", "test", "__tests__",
}  # fmt: skip
_LOCKS = {  # what others need says nothing of this project
    "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "composer.json", "poetry.toml",
}  # fmt: skip
_LARGE = 400_000  # bytes; code of people is smaller
_MANIFESTS = {
    "package.json", "pyproject.toml", "requirements.txt", "Pipfile", "setup.py", "setup.cfg",
    "deno.json",
}  # fmt: skip


def project(view: View) -> str:
    """The folder that a file's project starts in: the nearest one upward with a manifest."""
    return _project(view.root, str(PurePosixPath(view.source.path).parent))


@lru_cache(maxsize=4096)
def _project(root: Path, folder: str) -> str:
    here = PurePosixPath(folder)
    for each in (here, *here.parents):
        if any((root / each / name).is_file() for name in _MANIFESTS):
            return str(each)
    return "."


def code_says(view: View, pattern: re.Pattern[bytes], words: tuple[bytes, ...]) -> bool:
    """Whether any source file of the project holds a pattern.

    One of ``words`` stands, in lower case, wherever the pattern matches: most files have none, and
    that is seen in a tenth of the time.
    """
    return _code_says(view.root, project(view), pattern, words)


def texts_with(root: Path, folder: str, word: bytes) -> Iterator[bytes]:
    """The texts of the source files of a project in which a word stands, as it is written."""
    for path in _files(root, folder)[0]:
        text = _read(root, path)
        if word in text:
            yield text


def holding(view: View, patterns: tuple[re.Pattern[bytes], ...], most: int) -> list[str]:
    """The first source files of the project whose bytes hold one of some patterns."""
    paths = _files(view.root, project(view))[0]
    found = (p for p in paths if any(each.search(_read(view.root, p)) for each in patterns))
    return list(islice(found, most))


def code_has_word(view: View, pattern: re.Pattern[bytes]) -> bool:
    """Whether anything between two blanks in the source files does; the text is in lower case."""
    return bool(pattern.search(_code_words(view.root, project(view))))


_DEPLOYING = (
    "infra", "infrastructure", "deploy", "deployment", "nginx", "gateway", "terraform", "k8s",
    "kubernetes", "helm", "ops", "docker",
)  # fmt: skip


def gateway_says(view: View, pattern: re.Pattern[bytes]) -> bool:
    """Whether a configuration file does: of the project, or of the deployment of the whole tree."""
    folders = (project(view), *_DEPLOYING)
    if any(_configuration_says(view.root, folder, pattern) for folder in folders):
        return True
    return _top_says(view.root, pattern)


@lru_cache(maxsize=8)
def _top_says(root: Path, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(_read(root, path)) for path in _top(root))


@lru_cache(maxsize=8)
def _top(root: Path) -> tuple[str, ...]:
    with os.scandir(root) as entries:
        return tuple(sorted(e.name for e in entries if e.is_file() and _configures(e.name.lower())))


def _configures(name: str) -> bool:
    return name not in _LOCKS and (name.endswith(_GATEWAYS) or name in _GATEWAY_NAMES)


@lru_cache(maxsize=512)
def _code_says(
    root: Path, folder: str, pattern: re.Pattern[bytes], words: tuple[bytes, ...]
) -> bool:
    for path in _files(root, folder)[0]:
        text = _read(root, path)
        lower = text.lower()
        if any(word in lower for word in words) and pattern.search(text):
            return True
    return False


@lru_cache(maxsize=64)
def _code_words(root: Path, folder: str) -> bytes:
    """What stands between blanks in the source files, once each: a tenth of their text."""
    words: set[bytes] = set()
    for path in _files(root, folder)[0]:
        words.update(_read(root, path).lower().split())
    return b"\n".join(words)


@lru_cache(maxsize=512)
def _configuration_says(root: Path, folder: str, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(_read(root, path)) for path in _files(root, folder)[1])


@lru_cache(maxsize=64)
def _files(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The source files and the configuration files below a folder, through no link."""
    code: list[str] = []
    gateways: list[str] = []
    for at, folders, files in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if name not in _NOT)
        below = os.path.relpath(at, root)
        prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
        for name in sorted(files):
            lower = name.lower()
            if lower.endswith(_CODE) and not is_test_path(prefix + name):
                code.append(prefix + name)
            elif _configures(lower):
                gateways.append(prefix + name)
        if len(code) > _MOST:
            break
    return tuple(code[:_MOST]), tuple(gateways[:_MOST])


@lru_cache(maxsize=_MOST * 2)
def _read(root: Path, path: str) -> bytes:
    try:
        if (root / path).stat().st_size > _LARGE:
            return b""
    except OSError:
        return b""
    data = door.load(root, path)
    return data if isinstance(data, bytes) and left_out(path, data) is None else b""


_DESCRIBED = lazy(
    rb"\bname[\"']?\s*[:=]\s*[\"'](\w+)[\"']\s*,\s*"
    rb"[\"']?(?:description|parameters|input_?[sS]chema|strict)\b"
)


def described_tools(view: View) -> frozenset[str]:
    """The names of the tools that source files of the project describe to a model."""
    return _described(view.root, project(view))


@lru_cache(maxsize=64)
def _described(root: Path, folder: str) -> frozenset[str]:
    texts = (_read(root, path) for path in _files(root, folder)[0])
    return frozenset(found.decode() for text in texts for found in _DESCRIBED.findall(text))


def registration(view: View, name: str) -> bytes:
    """How other files hand a function to a router: those statements; empty where none does."""
    wanted = re.compile(
        rb"\.(?:get|post|put|patch|delete|all|use)\((?:[^;()]|\([^()]*\))*?\b"
        + re.escape(name.encode())
        + rb"\b[^;\n]*"
    )
    found: list[bytes] = []
    for path in _files(view.root, project(view))[0]:
        data = _read(view.root, path)
        if name.encode() in data:
            found += [match[0] for match in wanted.finditer(data)]
    return b"\n".join(found)


def texts(view: View, name: re.Pattern[str]) -> list[str]:
    """The texts of the project's source files whose path matches."""
    paths = (path for path in _files(view.root, project(view))[0] if name.search(path))
    return [_read(view.root, path).decode("utf-8", "replace") for path in paths]


_CLIENT = lazy(
    rb"^\s*[\"']use client[\"']|\buse(?:State|Effect|Ref|Reducer|Memo)\s*\(", re.MULTILINE
)


def is_part_of_a_page(view: View) -> bool:
    """Whether a file that runs in browsers imports this one, so that it runs there too."""
    name = PurePosixPath(view.source.path).name.partition(".")[0]
    if view.language != "javascript":
        return False
    wanted = re.compile(rb"from\s+[\"'][^\"'\n]*/" + re.escape(name.encode()) + rb"(?:\.js)?[\"']")
    texts = (_read(view.root, path) for path in _files(view.root, project(view))[0])
    return any(
        name.encode() in text and wanted.search(text) and _CLIENT.search(text) for text in texts
    )


def imports_module(root: Path, path: str, stem: str) -> bool:
    """Whether another Python file of the project imports the module of this name."""
    name = re.escape(stem.encode())
    wanted = re.compile(
        rb"^[ \t]*(?:from[ \t]+[\w.]*\b" + name + rb"[ \t]+import\b|import[ \t]+[\w.]*\b" + name
        + rb"\b|from[ \t]+[\w.]+[ \t]+import[ \t][^\n]*\b" + name + rb"\b)",
        re.MULTILINE,
    )  # fmt: skip
    others = _files(root, _project(root, str(PurePosixPath(path).parent)))[0]
    return any(
        other != path and other.endswith(".py") and wanted.search(_read(root, other))
        for other in others
    )

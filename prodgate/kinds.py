"""What a file is, by its name and its first bytes, and what is left out because nobody wrote it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from prodgate.regex import lazy
from prodgate.source import NOTEBOOK, PYTHON_SUFFIXES, shebang

Kind: TypeAlias = Literal["python", "javascript", "text"]


class Skipped(Struct, frozen=True):
    """A file or folder left out on purpose."""

    path: str  # a folder ends in "/"
    reason: str  # one clause, lower case, no full stop


# -- kinds ------------------------------------------------------------------------------------

_KINDS: dict[str, Kind] = {
    **dict.fromkeys((*PYTHON_SUFFIXES, NOTEBOOK), "python"),
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), "javascript"),
    **dict.fromkeys((".ts", ".tsx", ".mts", ".cts"), "javascript"),
    **dict.fromkeys((".env", ".yaml", ".yml", ".json", ".toml"), "text"),
}
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")  # types only: there is no call in them
_LOCK_FILES = {
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "packages.lock.json",
    "conda-lock.yml",
    "conda-lock.yaml",
}


# Read as text, though their names have no suffix of a kind.
_TEXT_NAMES = lazy(
    r"(?:[\w.-]*[-_.])?(?:requirements|constraints)(?:[-_.][\w.-]*)?\.(?:txt|in)"
    r"|(?:dockerfile|containerfile)(?:\.[\w-]+)?|[\w.-]+\.dockerfile|procfile(?:\.\w+)?|pipfile"
)


def kind(path: str, head: bytes = b"") -> Kind | None:
    """What a file is read as, by its name; one without a suffix by its first bytes, if given."""
    name = path.rpartition("/")[2].lower()
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        return "text" if _TEXT_NAMES.fullmatch(name) else _script(head)
    if stem == ".env" or stem.startswith(".env."):  # .env.local, .env.production.local
        return "text"
    found = _KINDS.get(dot + suffix)
    if found is None and _TEXT_NAMES.fullmatch(name):
        return "text"
    if found is None or name.endswith(_DECLARATIONS) or name in _LOCK_FILES:
        return None
    return found


def _script(head: bytes) -> Kind | None:
    language = shebang(head)
    return "python" if language == "python" else "javascript" if language else None


def is_environment(path: str) -> bool:
    """Whether a file is a ``.env``: read when git tracks it or when it is named, not otherwise."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(".env") or name.startswith(".env.")


# -- left out by content ----------------------------------------------------------------------

_LONG_LINE = 20_000
_LONG_LINES = 500  # on average; people write 30
_BUNDLE = 10_000  # bytes; below it a long line is somebody's habit
_GENERATED = lazy(rb"(?<![\w.-])@generated\b(?!\.)|\bgenerated\b.*\bdo not edit\b", re.IGNORECASE)


def left_out(path: str, data: bytes, *, believed: bool = True) -> Skipped | None:
    """Whether a file's content says that nobody wrote it by hand: minified or generated.

    ``believed``: whether the file's own word for it counts.
    """
    if kind(path, data) == "javascript" and is_minified(data):
        return Skipped(path, "minified")
    if path.lower().endswith(NOTEBOOK):
        from prodgate import notebook

        other = notebook.language(data)
        return Skipped(path, f"a notebook in {other}") if other != "python" else None
    first = data[:1000].split(b"\n")[:3]
    if believed and kind(path, data) != "text" and any(map(_GENERATED.search, first)):
        return Skipped(path, "generated, as its first lines say")
    return None


def is_minified(data: bytes) -> bool:
    """Whether lines are as long as only a program writes them."""
    if len(data) < _BUNDLE:
        return False
    if len(data) / (data.count(b"\n") + data.count(b"\r") + 1) > _LONG_LINES:
        return True
    return max(map(len, data.splitlines())) > _LONG_LINE


# -- left out by place ------------------------------------------------------------------------

_VENDORED = lazy(
    r"(?:.*?/)?(?:node_modules|bower_components|site-packages|vendor|third_party)(?=/)", re.DOTALL
)
_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")


def placed(path: str) -> Skipped | None:
    """Whether a file stands where other people's code stands."""
    vendored = _VENDORED.match(path)
    if vendored:
        return Skipped(vendored[0] + "/", "vendored")
    return Skipped(path, "minified") if path.endswith(_MINIFIED) else None

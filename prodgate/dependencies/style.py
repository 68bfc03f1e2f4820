"""How the entries of a manifest say their versions, and a new one in the same manner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from prodgate.dependencies.manifest import Entry, Manifest
from prodgate.dependencies.packages import Line

_DEVELOPMENT = re.compile(
    r"(?:^|[-_./])(?:dev\w*|tests?|testing|docs?|lint\w*|build|bench\w*|ci|typing|types|mypy|"
    r"format\w*|quality|checks?|debug|notebooks?|examples?)(?:$|[-_./])",
    re.IGNORECASE,
)


def is_development(group: str) -> bool:
    """Whether the name of a group, or of a requirements file, says that no program runs on it."""
    return bool(_DEVELOPMENT.search(group))


def specifier(manifest: Manifest, line: Line, certain: str | None) -> str:
    """What to say about the versions of a new entry.

    ``certain`` is the one version that the project is known to have: where the others are pinned
    the new one is pinned to it, and to nothing else.
    """
    if manifest.dialect == "npm":
        return _npm(manifest.entries, line, certain)
    if manifest.dialect == "poetry":
        return _poetry(manifest.entries, line, certain)
    return _pep508(manifest, line, certain)


def _manner(specifiers: Iterable[str]) -> str | None:
    """The most common manner: "==", "~=", "<" (a range with an end), ">=" or "" (nothing)."""
    counts = Counter(map(_kind, specifiers))
    return counts.most_common(1)[0][0] if counts else None


def _kind(specifier: str) -> str:
    if re.match(r"[\s(]*===?", specifier):
        return "=="
    if "~=" in specifier:
        return "~="
    if "<" in specifier:
        return "<"
    return ">=" if ">" in specifier else ""


def _pep508(manifest: Manifest, line: Line, certain: str | None) -> str:
    manner = _manner(entry.specifier for entry in manifest.entries)
    if manner == "==" and certain is not None:
        found = f"=={certain}"
    elif manner == "~=":
        found = _first(line, certain, "~=")
    elif manner in (">=", "") and manifest.entries:
        found = f">={line.low}"
    else:
        found = line.specifier
    return _spaced(manifest.entries, found)


_OPERATOR = re.compile(r"(===?|~=|!=|<=|>=|<|>)[ \t]*")


def _spaced(entries: Sequence[Entry], found: str) -> str:
    """With blanks around operators, behind commas and in parentheses, as most entries have them."""
    versioned = [entry for entry in entries if entry.specifier and entry.written]
    if _most(versioned, lambda e: re.search(r"(?:[=<>~!]=|[<>])[ \t]+\S", e.specifier) is not None):
        found = _OPERATOR.sub(r"\1 ", found)
    ranges = [entry for entry in versioned if "," in entry.specifier]
    if _most(ranges, lambda e: ", " in e.specifier):
        found = found.replace(",", ", ")
    if _most(versioned, lambda e: e.specifier.startswith("(")):
        return f" ({found})"
    before = re.compile(r"[\w\])][ \t]+(?:===?|~=|!=|<=|>=|<|>)")
    return f" {found}" if _most(versioned, lambda e: bool(before.search(e.written))) else found


def _most(entries: Sequence[Entry], holds: object) -> bool:
    assert callable(holds)
    return sum(bool(holds(entry)) for entry in entries) * 2 > len(entries)


def _poetry(entries: Sequence[Entry], line: Line, certain: str | None) -> str:
    others = [entry.specifier for entry in entries if entry.name != "python"]
    pinned = [s for s in others if re.match(r"(?:==)?\d", s)]
    if pinned and len(pinned) * 2 > len(others) and certain is not None:
        return f"=={certain}" if pinned[0].startswith("==") else certain
    carets = sum(s.startswith(("^", "*", "~")) for s in others)
    if others and carets * 2 < len(others) and _manner(others) in (">=", "<"):
        return f">={line.low}" if _manner(others) == ">=" else line.specifier
    return _first(line, certain, "^")


def _first(line: Line, certain: str | None, operator: str) -> str:
    """One major, as the operator means it: the one that is there, else the only one there is."""
    if certain is not None:
        return operator + ".".join(certain.split(".")[:2])
    only = int(line.low.split(".")[0]) + 1 == int(line.below)
    return operator + line.low if only else line.specifier


def _npm(entries: Sequence[Entry], line: Line, certain: str | None) -> str:
    if certain is None:
        return line.npm
    exact = sum(entry.specifier[:1].isdigit() for entry in entries)
    return certain if entries and exact * 2 > len(entries) else f"^{certain}"

"""setup.cfg, and a setup.py whose list is written out. Neither is ever run."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator

from prodgate.dependencies import lists, requirements_text
from prodgate.dependencies.lists import Brackets
from prodgate.dependencies.manifest import CannotEdit, Entry, Manifest
from prodgate.project.manifests import python_name
from prodgate.regex import lazy

_SECTION = lazy(r"^\[options\][^\r\n]*\r?\n(?P<body>(?:(?!\[)[^\n]*(?:\n|\Z))*)", re.MULTILINE)
_NEEDS = lazy(
    r"^install_requires[ \t]*[=:](?P<first>[^\r\n]*)"
    r"(?P<rest>(?:\r?\n(?:[ \t][^\r\n]*|(?=\r?\n)))*)",
    re.MULTILINE,
)
_VALUE = lazy(r"^[ \t]+(?P<item>[A-Za-z0-9][^\r\n]*)", re.MULTILINE)


def needs_file(text: str) -> str | None:
    """The file that ``install_requires = file: requirements.txt`` names."""
    found = re.search(r"^install_requires[ \t]*[=:]\s*file:[ \t]*([^\s,]+)", text, re.MULTILINE)
    return found[1] if found else None


def read_cfg(text: str) -> Manifest | None:
    """``install_requires`` of a setup.cfg; None where there is none."""
    section = _SECTION.search(text)
    needs = _NEEDS.search(text, section.start("body"), section.end("body")) if section else None
    if needs is None:
        return None
    found = list(_values(text, needs))
    entries = tuple(entry for entry, _ in found)
    return Manifest("pep508", entries, lambda name, spec: _add_cfg(text, needs, found, name + spec))


def _values(text: str, needs: re.Match[str]) -> Iterator[tuple[Entry, tuple[int, int]]]:
    first = needs["first"].strip()
    if first and (entry := requirements_text.entry(first)) is not None:
        yield entry, (needs.start(), needs.end("first"))
    for line in _VALUE.finditer(text, needs.start("rest"), needs.end("rest")):
        if (entry := requirements_text.entry(line["item"])) is not None:
            yield entry, (line.start(), line.start() + len(line[0].rstrip()))


def _add_cfg(
    text: str, needs: re.Match[str], found: list[tuple[Entry, tuple[int, int]]], code: str
) -> str:
    if ";" in needs["first"] or "file:" in needs["first"]:
        raise CannotEdit("its requirements share a line")
    newline = "\r\n" if "\r\n" in text else "\n"
    listed = [f for f in found if f[1][0] != needs.start()]
    if not listed:
        at = needs.end("first")
        after = f"{text[:at]}{newline}    {code}{text[at:]}"
    else:
        index = lists.place([entry.name for entry, _ in listed], python_name(code))
        after = lists.with_line(text, [span for _, span in listed], index, code, newline)
    if sorted(_cfg_values(after)) != sorted([*_cfg_values(text), code]):
        raise CannotEdit("it is written in a way that cannot be added to")
    return after


def _cfg_values(text: str) -> list[str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
        value = parser.get("options", "install_requires", fallback="")
    except (configparser.Error, ValueError):
        raise CannotEdit("it is not a valid setup.cfg") from None
    return [line.strip() for line in value.splitlines() if line.strip()]


# -- setup.py ----------------------------------------------------------------------------------

_COMPUTED = "its install_requires is no plain list"


def named_requirements(text: str) -> str | None:
    """The requirements file that a setup.py reads its list from."""
    found = re.search(r"[\"']((?:[\w.-]+/)*[\w.-]*requirements[\w.-]*\.(?:txt|in))[\"']", text)
    return found[1] if found else None


def read_setup(text: str) -> Manifest | None:
    """``install_requires`` of a setup.py; None where there is none. Raises ``CannotEdit``."""
    value = _install_requires(text)
    if value is None:
        return None
    if not isinstance(value, ast.List) or not all(_is_text(each) for each in value.elts):
        raise CannotEdit(_COMPUTED)
    offsets = _Offsets(text)
    spans = tuple(offsets.span(each) for each in value.elts)
    start, end = offsets.span(value)
    items = Brackets(start + 1, end - 1, spans)
    found = [requirements_text.entry(each) for each in _texts(value)]
    if None in found:
        raise CannotEdit(_COMPUTED)
    entries = tuple(entry for entry in found if entry is not None)
    return Manifest(
        "pep508", entries, lambda name, spec: _add_setup(text, items, entries, name, spec)
    )


def _install_requires(text: str) -> ast.expr | None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CannotEdit("it is not valid Python") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) == "setup":
            for keyword in node.keywords:
                if keyword.arg == "install_requires":
                    return keyword.value
    return None


def _called(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _texts(value: ast.expr | None) -> list[str]:
    elements = value.elts if isinstance(value, ast.List) else []
    return [str(each.value) for each in elements if isinstance(each, ast.Constant)]


def _add_setup(
    text: str, items: Brackets, entries: tuple[Entry, ...], name: str, specifier: str
) -> str:
    quotes = [text[start] for start, _ in items.spans]
    quote = "'" if quotes.count("'") * 2 > len(quotes) else '"'
    index = lists.place([entry.name for entry in entries], name)
    code = f"{quote}{name}{specifier}{quote}"
    newline = "\r\n" if "\r\n" in text else "\n"
    after = lists.with_item(text, items, index, code, newline, "    ", json=False)
    wanted = _texts(_install_requires(text))
    wanted.insert(index, name + specifier)
    if _texts(_install_requires(after)) != wanted:
        raise CannotEdit("it is written in a way that cannot be added to")
    return after


class _Offsets:
    """Characters of the text for the lines and bytes of ``ast``."""

    def __init__(self, text: str) -> None:
        self.lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Where an expression stands."""
        return self._at(node.lineno, node.col_offset), self._at(
            node.end_lineno or node.lineno, node.end_col_offset or 0
        )

    def _at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

"""pyproject.toml (PEP 621 and Poetry) and Pipfile."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from prodgate.dependencies import lists, requirements_text, toml_text
from prodgate.dependencies.lists import Brackets
from prodgate.dependencies.manifest import CannotEdit, Dialect, Entry, Manifest
from prodgate.dependencies.style import is_development
from prodgate.project.manifests import python_name

_PROJECT = ("project", "dependencies")
_POETRY = ("tool", "poetry", "dependencies")
_UNCLEAR = "its tables are written in a way that cannot be added to"


def data_of(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises ``CannotEdit``."""
    from prodgate.strict import DataError, read_toml

    try:
        return read_toml(text, "")
    except DataError:
        raise CannotEdit("it is not valid TOML") from None


def table(data: Any, *keys: str) -> dict[str, Any]:
    """The mapping below some keys; an empty one when something else stands there."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


# -- PEP 621 -----------------------------------------------------------------------------------


def read_project(text: str) -> Manifest:
    """``[project] dependencies``, which need not be there yet."""
    data = data_of(text)
    listed = table(data, "project").get("dependencies", [])
    return Manifest(
        "pep508",
        tuple(_parsed(listed)),
        lambda name, specifier: _add_to_project(text, data, name, specifier),
        *_groups(data),
    )


def _parsed(items: Any) -> Iterator[Entry]:
    for item in items if isinstance(items, list) else ():
        found = requirements_text.entry(item) if isinstance(item, str) else None
        if found is not None:
            yield found


def _groups(data: dict[str, Any]) -> tuple[frozenset[str], Mapping[str, str]]:
    """Names in extras and groups that may be installed, and those for development."""
    present: set[str] = set()
    aside: dict[str, str] = {}
    lists_of = {
        **table(data, "dependency-groups"),
        **table(data, "tool", "pdm", "dev-dependencies"),
    }
    found = [(group, items, False) for group, items in lists_of.items()]
    extras = table(data, "project", "optional-dependencies")
    found += [(group, items, not is_development(group)) for group, items in extras.items()]
    found.append(("dev", table(data, "tool", "uv").get("dev-dependencies"), False))
    for _, items, chosen in found:
        for entry in _parsed(items):
            if chosen:
                present.add(entry.name)
            else:
                aside.setdefault(entry.name, entry.specifier)
    return frozenset(present), aside


def _add_to_project(text: str, data: dict[str, Any], name: str, specifier: str) -> str:
    items = table(data, "project").get("dependencies")
    try:
        headers, pairs = toml_text.scan(text)
        pair = next((p for p in pairs if p.path == _PROJECT), None)
        if pair is None:
            after = _new_array(text, headers, pairs, name + specifier)
        else:
            after = _into_array(text, toml_text.array(text, pair.value), name, specifier)
    except ValueError:
        raise CannotEdit(_UNCLEAR) from None
    wanted = copy.deepcopy(data)
    index = _index_of(after, items or [])
    wanted["project"].setdefault("dependencies", []).insert(index, name + specifier)
    return _held(after, wanted)


def _index_of(after: str, before: list[Any]) -> int:
    now = table(data_of(after), "project").get("dependencies", [])
    pairs = zip(before, now, strict=False)
    return next((i for i, (old, new) in enumerate(pairs) if old != new), len(before))


def _into_array(text: str, items: Brackets, name: str, specifier: str) -> str:
    written = [text[start:end] for start, end in items.spans]
    if any(each[:1] not in "\"'" or each[:3] in ('"""', "'''") for each in written):
        raise CannotEdit(_UNCLEAR)
    quote = "'" if sum(w[0] == "'" for w in written) * 2 > len(written) else '"'
    names = [e.name if (e := requirements_text.entry(w[1:-1])) else w for w in written]
    index = lists.place(names, name)
    code = f"{quote}{name}{specifier}{quote}"
    return lists.with_item(text, items, index, code, _newline(text), _step(text), json=False)


def _new_array(
    text: str, headers: list[toml_text.Header], pairs: list[toml_text.Pair], requirement: str
) -> str:
    """``dependencies`` behind the last key of ``[project]``."""
    if not any(header.path == ("project",) for header in headers):
        raise CannotEdit("it has no [project] table of its own")
    own = [pair for pair in pairs if pair.table == ("project",)]
    end = own[-1].value[1] if own else next(h.end for h in headers if h.path == ("project",))
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop - (text[stop - 1] == "\r")
    newline = _newline(text)
    lines = ("", "dependencies = [", f'{_step(text)}"{requirement}",', "]")
    return text[:stop] + newline.join(lines) + text[stop:]


def _held(after: str, wanted: dict[str, Any]) -> str:
    """The text, if the real parser reads what was wanted and nothing else."""
    if data_of(after) != wanted:
        raise CannotEdit(_UNCLEAR)
    return after


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _step(text: str) -> str:
    """One level of indentation, as the first indented line has it."""
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if indent and line.strip() and not line.strip().startswith("]"):
            return indent if len(indent) <= 8 else "    "
    return "    "


# -- tables: Poetry and Pipenv -----------------------------------------------------------------


def read_poetry(text: str) -> Manifest:
    """``[tool.poetry.dependencies]``."""
    data = data_of(text)
    present: set[str] = set()
    aside = dict(_versions(table(data, "tool", "poetry", "dev-dependencies")))
    for group, content in table(data, "tool", "poetry", "group").items():
        versions = dict(_versions(table(content, "dependencies")))
        if is_development(group):
            aside |= versions
        else:
            present |= versions.keys()
    return _of_table("poetry", text, data, _POETRY, frozenset(present), aside)


def read_pipfile(text: str) -> Manifest:
    """``[packages]`` of a Pipfile."""
    data = data_of(text)
    aside = dict(_versions(table(data, "dev-packages")))
    return _of_table("pipfile", text, data, ("packages",), frozenset(), aside)


def _of_table(
    dialect: Dialect,
    text: str,
    data: dict[str, Any],
    path: tuple[str, ...],
    present: frozenset[str],
    aside: Mapping[str, str],
) -> Manifest:
    versions = _versions(table(data, *path))
    entries = tuple(Entry(name, specifier) for name, specifier in versions)
    return Manifest(
        dialect,
        entries,
        lambda name, specifier: _add_to_table(text, data, path, name, specifier),
        present,
        aside,
    )


def _versions(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        version = value.get("version") if isinstance(value, dict) else value
        yield python_name(name), version if isinstance(version, str) else ""


def _add_to_table(
    text: str, data: dict[str, Any], path: tuple[str, ...], name: str, specifier: str
) -> str:
    try:
        headers, pairs = toml_text.scan(text)
    except ValueError:
        raise CannotEdit(_UNCLEAR) from None
    header = next((h for h in headers if h.path == path), None)
    own = [pair for pair in pairs if pair.table == path]
    if header is None or any(len(pair.key) != 1 for pair in own):
        raise CannotEdit(_UNCLEAR)
    packages = [pair for pair in own if pair.key != ("python",)]
    first = len(own) - len(packages)
    if own and first and own[0].key != ("python",):
        first, packages = 0, own
    index = first + lists.place([python_name(p.key[0]) for p in packages], name)
    spans = [(header.start, header.end), *((p.start, _line_end(text, p.value[1])) for p in own)]
    code = f'{name} = "{specifier.strip()}"'
    after = lists.with_line(text, spans, index + 1, code, _newline(text))
    wanted = copy.deepcopy(data)
    table(wanted, *path)[name] = specifier.strip()
    return _held(after, wanted)


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop - (text[stop - 1] == "\r")

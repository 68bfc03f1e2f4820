"""The policy as it stands in a file: read strictly, and each problem said at its line.

Apart from what a policy is, because most runs have no such file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prodgate import strict
from prodgate.policy import (
    FUNCTION,
    MOST_DAYS,
    PYPROJECT,
    PYPROJECT_LIMIT,
    Functions,
    Policy,
    PolicyError,
    Settings,
    Vouching,
)


def read_tree(root: Path, found: list[str], in_pyproject: bool) -> Policy:
    """The policy in one of the files found at the top of a tree, or in its pyproject.toml.

    Raises PolicyError, and DataError for a file that cannot be read as what it is.
    """
    table, text = None, ""
    if in_pyproject:
        text = strict.read_text(root / PYPROJECT, PYPROJECT, root, PYPROJECT_LIMIT)
        table = _table(strict.read_toml(text, PYPROJECT))
    places = found if table is None else [*found, f"[tool.prodgate] of {PYPROJECT}"]
    if len(places) > 1:
        raise PolicyError(f"the policy is in both {' and '.join(places)}; keep one of them")
    if table is not None:
        return _from_toml(table, text, PYPROJECT, root)
    return _from_yaml(root / found[0], found[0], root) if found else Policy()


def read_file(path: Path) -> Policy:
    """The policy in a file that the user named. Raises as ``read_tree`` does."""
    source = str(path)
    if path.suffix.lower() != ".toml":
        return _from_yaml(path, source, None)
    text = strict.read_text(path, source, None, PYPROJECT_LIMIT)
    table = _table(strict.read_toml(text, source))
    if table is None:
        raise PolicyError(f"{source}: has no [tool.prodgate] table; add one or name another file")
    return _from_toml(table, text, source, path.parent)


def _table(data: dict[str, Any]) -> Any:
    tool = data.get("tool")
    return tool.get("prodgate") if isinstance(tool, dict) else None


def _from_yaml(path: Path, source: str, root: Path | None) -> Policy:
    text = strict.read_text(path, source, root, strict.YAML_LIMIT)
    data, lines = strict.read_yaml(text, source)
    return _build(data, lines, source, path.parent)


def _from_toml(table: Any, text: str, source: str, folder: Path) -> Policy:
    lines = strict.toml_lines(table, text, r"tool\s*\.\s*prodgate")
    return _build(table, lines, source, folder)


def _build(data: Any, lines: dict[tuple[str, ...], int], source: str, folder: Path) -> Policy:
    if data is None:
        data = {}  # an empty file, or one with comments only: the defaults
    if not isinstance(data, dict):
        where = strict.place(source, lines, ())
        raise PolicyError(f"{where}: is not a mapping; write keys and values, 'fail-on: warning'")
    settings = strict.convert(data, Settings, lines, source)
    values = {name: getattr(settings, name) for name in Settings.__struct_fields__}
    policy = Policy(**values, source=source, folder=folder, lines=lines)
    for path, problem in _problems(policy):
        raise PolicyError(f"{strict.place(source, lines, *path)}: {problem}")
    return policy


def _problems(policy: Policy) -> Iterator[tuple[tuple[tuple[str, ...], ...], str]]:
    """What the types cannot say, each with the keys it is about."""
    limits, defaults = policy.limits, policy.defaults
    for key, value, limit, most in (
        ("timeout", defaults.timeout, "max-timeout", limits.max_timeout),
        ("output-tokens", defaults.output_tokens, "max-output-tokens", limits.max_output_tokens),
    ):
        if value > most:
            yield (
                (("defaults", key), ("limits", limit)),
                f"defaults.{key} ({value:g}) is above limits.{limit} ({most:g}), so fixes would "
                "write what check rejects; lower one or raise the other",
            )
    for key, text in _function_texts(policy.functions):
        if len(text) > 300 or not re.search(FUNCTION, text):
            yield (
                (("functions", key),),
                (
                    f'functions.{key} must look like "app.guard:name" or "./lib/guard:name", '
                    f"not {json.dumps(text[:60])}"
                ),
            )
    for index, pack in enumerate(policy.packs):
        if problem := _pack_problem(policy.folder or Path(), pack):
            yield (("packs", str(index)),), f"the pack {json.dumps(pack)} {problem}"
    for index, each in enumerate(policy.attestations):
        if problem := _vouching_problem(each):
            yield (("attestations", str(index)),), f"the attestation of {each.what} {problem}"
    if _leaves(policy.baseline):
        yield (("baseline",),), "baseline must be a path inside the tree; write a relative path"
    if policy.prices and _leaves(policy.prices):
        yield (("prices",),), "prices must be a path inside the tree; write a relative path"


def _function_texts(functions: Functions) -> Iterator[tuple[str, str]]:
    for field, key in zip(
        functions.__struct_fields__, functions.__struct_encode_fields__, strict=True
    ):
        value = getattr(functions, field)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, str):
                yield key, entry


def _vouching_problem(given: Vouching) -> str | None:
    if _leaves(given.path):
        return "names a file outside the tree; write a relative path"
    days = (given.until - given.on).days if given.on.year < 9000 else MOST_DAYS + 1
    if not 0 < days <= MOST_DAYS:
        return f"must expire after its day, and within {MOST_DAYS} days"
    return None


def _leaves(path: str) -> bool:
    parts = re.split(r"[/\\]", path)
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def _pack_problem(folder: Path, pack: str) -> str | None:
    if _leaves(pack):
        return "is not inside the tree; name a folder relative to the policy file"
    here = folder
    for part in Path(pack).parts:
        here = here / part
        if here.is_symlink():
            return "goes through a link; put the folder itself there"
    return None if here.is_dir() else "is not a folder; create it or remove the entry"

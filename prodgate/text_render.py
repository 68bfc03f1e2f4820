"""Intents to edits of a file without a syntax tree: Replace only, and the file stays readable."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from prodgate.edits import Edit, Intent, Refusal, Replace, apply_edits
from prodgate.rendering import Rendered

_FAILED = Refusal("check-failed", "the rewrite did not pass its checks; change it by hand")
_OVERLAP = Refusal("overlapping-edits", "another fix changes the same place; run the fixes again")


def render(text: str, path: str, intents: Sequence[Intent]) -> Rendered:
    """The edits of ``text``; all are refused where the file could not be read afterwards."""
    edits: list[Edit] = []
    refused: list[tuple[Intent, Refusal]] = []
    for intent in intents:
        if not isinstance(intent, Replace):
            continue
        start, end = intent.span
        if text[start:end] == intent.code:
            continue
        if any(edit.start < end and start < edit.end for edit in edits):
            refused.append((intent, _OVERLAP))
        else:
            edits.append(Edit(start, end, intent.code))
    edits.sort(key=lambda edit: edit.start)
    if edits and _reads(path, text) and not _reads(path, apply_edits(text, edits)):
        return Rendered((), tuple((intent, _FAILED) for intent in intents))
    return Rendered(tuple(edits), tuple(refused))


def _reads(path: str, text: str) -> bool:
    """Whether a JSON, YAML or TOML file can be read; others always can."""
    read = _READERS.get(path.lower().rpartition(".")[2])
    try:
        if read is not None:
            read(text)
    except Exception:  # whatever a reader says of it: it does not read it
        return False
    return True


def _toml(text: str) -> None:
    from prodgate.strict import read_toml

    read_toml(text, "")


def _yaml(text: str) -> None:
    import yaml

    for _ in yaml.compose_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass


_READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads, "toml": _toml, "yaml": _yaml, "yml": _yaml,
}  # fmt: skip

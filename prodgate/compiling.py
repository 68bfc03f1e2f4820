"""A pack from its YAML files to what is kept in the cache: facts, Semgrep rules, the index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from prodgate.facts import FactsError, Sdk, decode
from prodgate.findings import Rule
from prodgate.pack import Index, PackError, Pattern


class Body(msgspec.Struct, frozen=True):
    """The large half of a compiled pack: facts, and the Semgrep rules as they were written."""

    sdks: tuple[Sdk, ...]
    semgrep: tuple[dict[str, Any], ...]


def compile_pack(rules: tuple[Rule, ...], files: list[tuple[str, Path]]) -> tuple[Index, Body]:
    """Both halves. Raises ``PackError`` with one sentence naming the file."""
    body = _decode(files)
    index = Index(
        rules,
        tuple(_pattern(rule) for rule in body.semgrep),
        tuple(_literals(sdk for sdk in body.sdks if sdk.language == "python")),
        tuple(_literals(sdk for sdk in body.sdks if sdk.language == "javascript")),
    )
    return index, body


def _pattern(rule: dict[str, Any]) -> Pattern:
    literals = rule.get("metadata", {}).get("literals", ())
    languages = rule.get("languages", ())
    return Pattern(str(rule["id"]), tuple(map(str, languages)), tuple(map(str, literals)))


def _literals(sdks: Iterable[Sdk]) -> list[str]:
    found: set[str] = set()
    for sdk in sdks:
        found |= {root.split(".")[0] if sdk.language == "python" else root for root in sdk.imports}
        for release in sdk.releases:
            for call in release.calls:
                if not sdk.imports:
                    found |= {name.rpartition(".")[2] for name in call.functions}
                if call.distinctive:
                    found |= {path.rpartition(".")[2] for path in call.paths}
    return sorted(found)


def _decode(files: list[tuple[str, Path]]) -> Body:
    sdks: list[Sdk] = []
    semgrep: list[dict[str, Any]] = []
    for kind, path in files:
        if kind == "module":
            continue
        text = path.read_text(encoding="utf-8")
        if kind == "sdk":
            try:
                sdk = decode(text, str(path))
            except FactsError as error:
                raise PackError(str(error)) from None
            if sdk.language != path.parent.name:
                raise PackError(f"{path}: language {sdk.language} does not belong in this folder")
            sdks.append(sdk)
        else:
            semgrep += _semgrep_rules(text, path)
    return Body(tuple(sdks), tuple(semgrep))


def _semgrep_rules(text: str, path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {str(error).splitlines()[0]}") from None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(rules, list) or not all(isinstance(r, dict) and "id" in r for r in rules):
        raise PackError(f"{path}: needs a list `rules:` of Semgrep rules, each with an id")
    return rules

"""A pack from its YAML files to what is kept in the cache: facts, Semgrep rules, the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict

import msgspec

from prodgate.facts import FactsError, Sdk, decode
from prodgate.findings import Applicability, Gate, Language, Rule
from prodgate.index import Index, PackError, Pattern, Signs
from prodgate.regex import lazy

LANGUAGES: tuple[Language, ...] = ("python", "javascript")


class Body(msgspec.Struct, frozen=True):
    """The large half of a compiled pack: facts, and the Semgrep rules as they were written."""

    stamp: str  # of the files it was made from
    sdks: tuple[Sdk, ...]
    semgrep: tuple[dict[str, Any], ...]


def compile_pack(
    stamp: str, rules: tuple[Rule, ...], files: list[tuple[str, Path]]
) -> tuple[Index, Body]:
    """Both halves. Raises ``PackError`` with one sentence naming the file."""
    body = _decode(stamp, files)
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise PackError(f"two packs have a rule {name}; give one of them another name")
    known = (*rules, *_own_rules(body.semgrep, set(names)))
    patterns = tuple(_pattern(rule) for rule in body.semgrep)
    signs = {language: _signs(language, body.sdks) for language in LANGUAGES}
    return Index(stamp, known, patterns, signs), body


def _own_rules(patterns: Iterable[dict[str, Any]], known: set[str]) -> Iterator[Rule]:
    """The rules that only patterns know of: a team's own. Their first pattern says what they are.

    A pattern that belonged to no rule would never run, and never be missed.
    """
    for pattern in patterns:
        name = str(pattern["id"]).partition("--")[0]
        if name in known:
            continue
        known.add(name)
        metadata = pattern.get("metadata", {})
        gate = metadata.get("gate")
        if gate not in {each.value for each in Gate}:
            gates = ", ".join(each.value for each in Gate)
            raise PackError(
                f'the pattern {pattern["id"]} belongs to no rule: call it "<rule>--<part>" after '
                f"one of `prodgate rules`, or give it metadata.gate for a rule of its own ({gates})"
            )
        message = str(pattern.get("message", "")).strip()
        summary = str(metadata.get("summary", message)).strip().partition("\n")[0]
        fix = metadata.get("fix")
        level = fix.get("applicability", "unsafe") if isinstance(fix, dict) else "manual"
        yield Rule(
            name, Gate(gate), summary, Applicability(level), _languages_of(pattern),
            engine="semgrep", doc=f"{summary.rstrip('.')}.\n\n{metadata.get('doc', message)}",
            **_weakness(metadata),
        )  # fmt: skip


class _Weakness(TypedDict):
    cwe: tuple[int, ...]
    owasp: tuple[str, ...]
    risk: float | None


def _weakness(metadata: dict[str, Any]) -> _Weakness:
    """What a pattern says of itself, as public rules do: "CWE-94: ...", "A03:2021 - Injection"."""
    cwe = re.findall(r"\bCWE-(\d{1,5})\b", str(metadata.get("cwe", "")), re.IGNORECASE)
    owasp = re.findall(r"\b(?:LLM|API|A)\d{1,2}:20\d\d\b", str(metadata.get("owasp", "")))
    risk = metadata.get("risk")
    known = isinstance(risk, (int, float)) and not isinstance(risk, bool) and 0 < risk <= 10
    return {
        "cwe": tuple(dict.fromkeys(map(int, cwe))),
        "owasp": tuple(dict.fromkeys(owasp)),
        "risk": float(risk) if cwe and known and risk is not None else None,
    }


def _languages_of(pattern: dict[str, Any]) -> tuple[Language, ...]:
    languages = {str(language) for language in pattern.get("languages", ())}
    found: list[Language] = []
    if languages & {"python", "py"}:
        found.append("python")
    if languages & {"javascript", "js", "typescript", "ts"}:
        found.append("javascript")
    return tuple(found)


def _pattern(rule: dict[str, Any]) -> Pattern:
    literals = rule.get("metadata", {}).get("literals", ())
    languages = rule.get("languages", ())
    return Pattern(str(rule["id"]), tuple(map(str, languages)), tuple(map(str, literals)))


def _signs(language: Language, sdks: Iterable[Sdk]) -> Signs:
    imports: set[str] = set()
    names: set[str] = set()
    paths: set[tuple[str, ...]] = set()
    for sdk in sdks:
        if sdk.language != language:
            continue
        imports |= {*sdk.imports}
        clients = {name for release in sdk.releases for c in release.clients for name in c.names}
        # A script tag, or a star import, may have put them there.
        names |= {root for root in sdk.imports for name in clients if _is_object(root, name)}
        for call in (call for release in sdk.releases for call in release.calls):
            if not sdk.imports:
                names |= {name.rpartition(".")[2] for name in call.functions}
            if call.distinctive:
                paths |= {tuple(path.split(".")) for path in call.paths}
    roots = {root.split(".")[0] for root in imports}
    if language == "javascript":  # the names of modules are texts
        roots = {quote + root for root in imports for quote in "\"'`"}
    found = roots | names | {max(path, key=len) for path in paths}
    return Signs(
        tuple(sorted(imports)), tuple(sorted(names)), tuple(sorted(paths)), tuple(sorted(found))
    )


def _is_object(root: str, name: str) -> bool:
    """``axios.create``: a name that can be written without an import."""
    return root.isidentifier() and name.startswith(f"{root}.")


def _decode(stamp: str, files: list[tuple[str, Path]]) -> Body:
    sdks: list[Sdk] = []
    semgrep: list[dict[str, Any]] = []
    for kind, path in files:
        if kind == "module":
            continue
        text = _text(path)
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
    return Body(stamp, tuple(sdks), tuple(semgrep))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except ValueError:
        raise PackError(f"{path}: not UTF-8 text") from None
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror})") from None


def _semgrep_rules(text: str, path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise PackError(f"{path}: not YAML: {why}") from None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(rules, list):
        raise PackError(f"{path}: needs a list `rules:` of Semgrep rules, each with an id")
    for number, rule in enumerate(rules, 1):
        if problem := _problem(rule):
            raise PackError(f"{path}: rule {number} {problem}")
    return rules


_ID = lazy(r"[a-z][a-z0-9]*(?:-{1,2}[a-z0-9]+)*")


def _problem(rule: Any) -> str | None:
    """What Semgrep or the prefilter would stumble over; its pattern, Semgrep itself judges."""
    if not isinstance(rule, dict):
        return "is not a mapping"
    if not isinstance(rule.get("id"), str) or not _ID.fullmatch(rule["id"]):
        return 'needs an id in small letters, digits and hyphens, such as "unscoped-tools--ours"'
    if not isinstance(rule.get("metadata", {}), dict):
        return f"({rule['id']}): metadata is not a mapping"
    for where, key in ((rule, "languages"), (rule.get("metadata", {}), "literals")):
        value = where.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return f"({rule['id']}): {key} is not a list of texts"
    if "fix" in rule.get("metadata", {}):
        from prodgate import pattern_fixes

        if wrong := pattern_fixes.problem(rule["metadata"]["fix"]):
            return f"({rule['id']}): {wrong}"
    return None

"""What ruff and bandit find, as findings of ours: never twice, and never silently absent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from prodgate.detect import Detected, FileResult
from prodgate.edits import Refusal
from prodgate.findings import NotChecked, Rule
from prodgate.linters.engines import EngineError, Row, run
from prodgate.linters.sense import is_idle
from prodgate.linters.table import LINTS, Engine, Lint, lint_of
from prodgate.source import Source
from prodgate.view import finding_at


def scan(
    rules: Sequence[Rule], results: list[FileResult]
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """The results with what the engines say of the files that asked for them."""
    missed: list[NotChecked] = []
    for engine in ("ruff", "bandit"):
        chosen = [lint for r in rules if (lint := lint_of(r.name)) and lint.engine == engine]
        wanted = {lint.rule for lint in chosen}
        sources = [r.source for r in results if r.source is not None and wanted & {*r.lints}]
        if not sources:
            continue
        found, more = _scan(engine, chosen, sources)
        missed += more
        results = [_merged(result, found.get(result.path, [])) for result in results]
    return results, tuple(missed)


def _scan(
    engine: Engine, lints: Sequence[Lint], sources: Sequence[Source]
) -> tuple[dict[str, list[Detected]], list[NotChecked]]:
    codes = {code: lint for lint in lints for code in lint.codes}
    with tempfile.TemporaryDirectory(prefix="prodgate-") as name:
        copies = dict(_copied(Path(name), sources))
        try:
            rows = run(engine, tuple(codes), Path(name), tuple(copies))
        except EngineError as error:
            names = ", ".join(sorted(lint.rule for lint in lints))
            return {}, [NotChecked("", f"{engine} {error}, so these rules did not run: {names}")]
    found: dict[str, list[Detected]] = {}
    missed: dict[str, NotChecked] = {}
    for row in rows:
        source = copies.get(row.copy)
        if source is None:
            continue
        if row.code in codes:
            rule = codes[row.code].rule
            if is_idle(rule, source.path, source.text, row.start[0]):
                continue
            found.setdefault(source.path, []).append(_detected(codes[row.code], row, source))
        else:
            reason = f"{engine} could not read it, so its rules did not run"
            missed[source.path] = NotChecked(source.path, reason)
    return found, list(missed.values())


def _copied(folder: Path, sources: Sequence[Source]) -> Iterator[tuple[str, Source]]:
    for number, source in enumerate(sources):
        name = f"{number:06}.py"
        (folder / name).write_bytes(source.text.encode("utf-8", "surrogatepass"))
        yield name, source


def _detected(lint: Lint, row: Row, source: Source) -> Detected:
    span = _offset(source, row.start), _offset(source, row.end)
    message = f"{lint.message} ({lint.engine} {row.code})"
    rule = lint.as_rule()
    finding = finding_at(rule, source, span, lint.severity, message, "python")
    return Detected(finding, Refusal("found-by-a-linter", lint.recipe))


def _offset(source: Source, place: tuple[int, int]) -> int:
    try:
        return source.offset(*place)
    except ValueError:  # the engine counts a line end that we do not, or the end of the file
        return source.offset(min(place[0], source.lines), 1)


def _merged(result: FileResult, more: Sequence[Detected]) -> FileResult:
    kept = list(result.detected)
    for each in more:
        lint = lint_of(each.finding.rule)
        instead = {each.finding.rule, *(lint.instead if lint else ())}
        if not any(
            other.finding.rule in instead
            and other.finding.line <= each.finding.end_line
            and each.finding.line <= other.finding.end_line
            for other in kept
        ):
            kept.append(each)
    return replace(result, detected=tuple(kept)) if more else result


def rules() -> tuple[Rule, ...]:
    """The rules of the table."""
    return tuple(lint.as_rule() for lint in LINTS)

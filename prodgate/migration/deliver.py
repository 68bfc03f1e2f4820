"""From the words of a command line to a migration, and from its record to what is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from prodgate import git, run
from prodgate import source as door
from prodgate.escape import line as safe_line
from prodgate.migration import command, merging, record, shards
from prodgate.migration.options import BRANCH, MigrationError, Options, Stopped
from prodgate.report import diff as patch
from prodgate.report import migration
from prodgate.report.redact import Redactor
from prodgate.result import Rewritten
from prodgate.scratch import Scratch
from prodgate.source import Source
from prodgate.write import write_output

FORMATS = {"text": migration.text, "markdown": migration.markdown}
_SUFFIXES = {".md": "markdown", ".json": "json", ".txt": "text"}


def rendered(made: record.Record, form: str) -> bytes:
    """A plan or report in one of its forms."""
    if form == "json":
        return record.encode(made)
    return FORMATS[form](made).encode(errors="backslashreplace")


def check_reports(paths: Sequence[Path]) -> None:
    """Raises MigrationError before any work for a name that says no form."""
    for path in paths:
        if path.suffix not in _SUFFIXES:
            raise MigrationError(f"--report {path} ends in none of .md, .json and .txt")


def write_reports(made: record.Record, paths: Sequence[Path], root: Path) -> None:
    """Each in the form that its name says."""
    for path in paths:
        write_output(path, rendered(made, _SUFFIXES[path.suffix]), root)


def read_record(path: Path) -> record.Record:
    """A plan or report of an earlier run. Raises MigrationError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MigrationError(f"{path} cannot be read ({error.strerror})") from None
    return record.decode(data, str(path))


def shard_of(text: str | None) -> tuple[int, int] | None:
    """The share that ``--shard`` names."""
    return shards.parse(text) if text else None


def say(sentence: str) -> None:
    """How far a run has come, to a person who waits; a log has the report."""
    if sys.stderr.isatty():
        click.echo(f"  {safe_line(sentence)}", err=True)


def show_diff(options: Options, colour: bool) -> command.Diff:
    """What prints the whole change of a plan as one patch, file by file."""
    root = options.request.root

    def show(
        copy: Scratch, steps: Sequence[record.Step], found: command.Found, base: str | None
    ) -> None:
        for path in sorted({change.path for step in steps for change in step.changes}):
            before = _text(path, _original(root, path, base))
            after = _text(path, door.load(copy.root, path))
            if after is None or before == after:
                continue
            redactor = Redactor(before or "", found.get(path, ()) if before else ())
            change = Rewritten(path, before or "", after, (), new=before is None)
            text = patch.of(change, redactor, colour=colour)
            click.echo(text.encode(errors="backslashreplace"), nl=False)

    return show


def _original(root: Path, path: str, base: str | None) -> object:
    if base is not None:
        return git.show(root, base, path)
    return door.load(root, path) if os.path.lexists(root / path) else None


def _text(path: str, data: object) -> str | None:
    if not isinstance(data, bytes):
        return None
    source = door.decode(path, data)
    return source.text if isinstance(source, Source) else None


# -- the commands ------------------------------------------------------------------------------


def migrate(
    request: run.Request,
    *,
    colour: bool,
    unsafe: bool,
    apply_: bool,
    interactive: bool,
    branch: str | None,
    planned: Path | None,
    shard: str | None,
    diff: bool,
    abandon: bool,
    form: str,
    reports: Sequence[Path],
) -> int:
    """``prodgate migrate``; its exit code: 0, or 3 where something could not be checked."""
    if abandon:
        click.echo(safe_line(command.abandon(request.root)))
        return 0
    writes = apply_ or interactive
    if diff and writes:
        raise MigrationError("--diff belongs to a plan: with --apply, look at the branch")
    if planned is not None and not apply_:
        raise MigrationError("--plan belongs to --apply")
    check_reports(reports)
    options = Options(
        request,
        unsafe,
        interactive,
        branch or BRANCH,
        shard_of(shard),
        read_record(planned) if planned else None,
        say,
    )
    if writes:
        try:
            made = command.apply(options)
        except Stopped as stopped:
            click.echo(safe_line(str(stopped)))
            return 0
    else:
        made = command.plan(options, show_diff(options, colour) if diff else None)
    return _give(made, form, reports, request.root, beside=diff)


def merge(paths: Sequence[Path], form: str, reports: Sequence[Path]) -> int:
    """``prodgate merge``."""
    check_reports(reports)
    joined = merging.merged([(str(path), read_record(path)) for path in paths])
    return _give(joined, form, reports, Path.cwd())


def _give(
    made: record.Record, form: str, reports: Sequence[Path], root: Path, *, beside: bool = False
) -> int:
    write_reports(made, reports, root)
    click.echo(rendered(made, form), nl=False, err=beside)
    return 3 if made.not_checked else 0

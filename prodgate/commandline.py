"""What all commands share: their options, the request they make, and how a report gets out.

What users can get wrong becomes one sentence and exit code 2; see ``guarded``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from prodgate.escape import line as safe_line

if TYPE_CHECKING:
    from prodgate.findings import Severity
    from prodgate.policy import Policy
    from prodgate.result import Result
    from prodgate.run import Request

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = click.Choice(["text", "json"])
REPORTS = click.Choice(["text", "json", "sarif", "markdown", "github", "code-quality"])
PATH = click.Path(path_type=Path)


class UsageError(click.ClickException):
    """A mistake of the caller: one sentence, exit 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"prodgate: {safe_line(self.message)}", err=True)


class IncompleteError(UsageError):
    """What needs a whole run did not get one: exit 3."""

    exit_code = 3


# -- options --

PATHS = click.argument("paths", nargs=-1, type=click.Path())


def selection(command: Command) -> Command:
    """What to look at and by which rules."""
    return _with(SELECTION, command)


def scope(command: Command) -> Command:
    """The options of every command that looks at files and knows a baseline."""
    return _with((*SELECTION, NO_BASELINE), command)


def _with(options: Sequence[Callable[[Any], Any]], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


SELECTION = (
    click.option("--select", multiple=True, metavar="RULE", help="Only this rule or gate."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule or gate."),
    click.option("--policy", "policy_file", type=PATH, help="A policy file to use instead."),
    click.option(
        "--pack", "packs", multiple=True, metavar="PACK", help="A further pack: folder or name."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["note", "warning", "error", "never"]),
        help="Least severity that fails the run and is shown.",
    ),
    click.option("--no-ignores", is_flag=True, help="Ignore comments do not count: an audit."),
)
NO_BASELINE = click.option("--no-baseline", is_flag=True, help="Report accepted old findings too.")


# -- requests --


Answer = TypeVar("Answer")


def guarded(work: Callable[[], Answer]) -> Answer:
    """Run; what users can get wrong becomes one sentence and exit 2."""
    try:
        return work()
    except _incomplete() as error:
        raise IncompleteError(str(error)) from None
    except _mistakes() as error:
        raise UsageError(str(error)) from None


def _incomplete() -> type[Exception]:
    """Asked for only once something was raised: start-up does not pay for these imports."""
    from prodgate.accept import IncompleteRun

    return IncompleteRun


def _mistakes() -> tuple[type[Exception], ...]:
    from prodgate.index import PackError
    from prodgate.inventory.command import FormatError
    from prodgate.inventory.worst import MoneyError
    from prodgate.migration import mistakes
    from prodgate.policy import PolicyError
    from prodgate.write import WriteRefused

    return PackError, PolicyError, WriteRefused, FormatError, MoneyError, *mistakes()


def here() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise UsageError("the current folder is not there any more") from None


def request_of(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    policy_file: Path | None,
    packs: tuple[str, ...],
    fail_on: str | None,
    no_ignores: bool,
    no_baseline: bool,
    edits: bool = False,
    policy_root: Path | None = None,
) -> Request:
    from msgspec.structs import replace

    from prodgate import policy as policies
    from prodgate import run

    root = run.find_root(here())
    policy = guarded(lambda: policies.load(policy_root or root, policy_file))
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    data, trusted = packs_of(packs, root) if packs else ((), ())
    return run.Request(
        root,
        policy,
        paths or (".",),
        here(),
        select,
        ignore,
        data,
        trusted,
        not no_ignores,
        not no_baseline,
        edits,
        policy_root,
    )


@contextmanager
def policy_of(ref: str | None, policy_file: Path | None) -> Iterator[Path | None]:
    """The files of the commit whose policy counts; None for the tree itself."""
    if ref is None:
        yield None
        return
    if policy_file is not None:
        raise UsageError("--policy and --policy-ref name two policies; give one of them")
    from prodgate import comparing, run

    root = run.find_root(here())
    with ExitStack() as stack:
        yield guarded(lambda: stack.enter_context(comparing.commit_of(root, ref))).root


def packs_of(given: tuple[str, ...], root: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Packs of data, and those whose code may run: they stand outside the tree."""
    from prodgate import packs

    try:
        found = [packs.locate(each, root) for each in given]
    except packs.NoPackError as error:
        raise UsageError(str(error)) from None
    return (
        tuple(folder for folder, trusted in found if not trusted),
        tuple(folder for folder, trusted in found if trusted),
    )


def fail_on_of(policy: Policy) -> Severity | None:
    from prodgate.findings import Severity

    return None if policy.fail_on == "never" else Severity(policy.fail_on)


def exit_code_of(result: Result, policy: Policy, *, wrote: bool = False) -> int:
    from prodgate.result import exit_code

    return exit_code(result, fail_on_of(policy), wrote=wrote)


def colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def shorten(root: Path) -> Callable[[str], str]:
    """Paths as seen from the current folder."""
    here = Path.cwd()
    if here == root:
        return str
    return lambda path: os.path.relpath(root / path, here)


def print_result(result: Result, form: str, output: Path | None, request: Request) -> None:
    if form == "text":
        text = human(result, request, colour=colour() and output is None)
    else:
        from prodgate.report import forms

        text = forms.render(form, result, request, fail_on_of(request.policy))
    deliver_text(text, output, request)


def print_diff(result: Result, output: Path | None, request: Request, would: str) -> None:
    """The patch alone goes to standard output; what it lacks is said beside it."""
    from prodgate.report import diff

    deliver_text(diff.render(result, colour=colour() and output is None), output, request)
    said = human(result, request, colour=False, would=would)
    click.echo(said.encode(errors=_ESCAPED), nl=False, err=True)


_ESCAPED = "backslashreplace"  # a last resort: reports have escaped what is not text


def human(result: Result, request: Request, *, colour: bool, would: str | None = None) -> str:
    from prodgate.findings import Severity
    from prodgate.report import text

    shown = fail_on_of(request.policy) or Severity.NOTE
    style = click.style if colour else text.plain
    return text.render(result, shown, style, shorten(request.root), would)


def deliver_text(text: str, output: Path | None, request: Request) -> None:
    data = text.encode(errors=_ESCAPED)
    if output is None:
        click.echo(data, nl=False)
        return
    from prodgate.write import WriteRefused, write_output

    try:
        write_output(output, data, request.root)
    except WriteRefused as refused:
        raise UsageError(f"the report was not written to {output}: {refused}") from None

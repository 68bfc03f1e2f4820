"""The commands. Each turns its options into a request, runs it, and prints one report.

Exit codes: 0 clean, 1 findings (or files rewritten), 2 usage or policy error, 3 incomplete.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from prodgate import __version__
from prodgate.escape import line as safe_line

if TYPE_CHECKING:
    from prodgate.findings import Severity
    from prodgate.policy import Policy
    from prodgate.result import Result
    from prodgate.run import Request

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = click.Choice(["text", "json"])
PATH = click.Path(path_type=Path)


class UsageError(click.ClickException):
    """A mistake of the caller: one sentence, exit 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"prodgate: {safe_line(self.message)}", err=True)


def main() -> NoReturn:
    """The console script: no traceback reaches a user for what they gave us."""
    from prodgate.escape import printable

    try:
        sys.exit(commands.main(prog_name="prodgate", standalone_mode=True))
    except BrokenPipeError:  # `prodgate check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except RecursionError as error:
        click.echo(f"prodgate: {printable(str(error))}", err=True)
        sys.exit(3)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="prodgate %(version)s")
def commands() -> None:
    """The gate between an AI prototype and production: finds what is unfit to ship, and
    rewrites it."""


def _scope(command: Command) -> Command:
    """The options of every command that looks at files."""
    options = [
        click.argument("paths", nargs=-1, type=click.Path()),
        click.option("--select", multiple=True, metavar="RULE", help="Only this rule or gate."),
        click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule or gate."),
        click.option("--policy", "policy_file", type=PATH, help="A policy file to use instead."),
        click.option("--pack", "packs", multiple=True, type=PATH, help="A further pack folder."),
        click.option(
            "--fail-on",
            type=click.Choice(["note", "warning", "error", "never"]),
            help="Least severity that fails the run and is shown.",
        ),
        click.option("--no-ignores", is_flag=True, help="Ignore comments do not count: an audit."),
        click.option("--no-baseline", is_flag=True, help="Report accepted old findings too."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@commands.command()
@_scope
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
@click.option("--output", type=PATH, help="Write the report to a file instead.")
def check(form: str, output: Path | None, **scope: Any) -> None:
    """Find what is unfit to ship, and say what a fix would do."""
    from prodgate import run

    request = _request(**scope, edits=form == "json")
    result = _guarded(lambda: run.check(request))
    _print(result, form, output, request)
    sys.exit(_exit_code(result, request.policy))


@commands.command()
@_scope
@click.option("--unsafe", is_flag=True, help="Also fixes that change flow or add a module.")
@click.option("--diff", is_flag=True, help="Print what would change; write nothing.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def fix(unsafe: bool, diff: bool, form: str, **scope: Any) -> None:
    """Rewrite what has a safe fix, or with --unsafe every fix."""
    from prodgate import run

    request = _request(**scope, edits=form == "json")
    result = _guarded(lambda: run.fix(request, unsafe=unsafe, write=not diff))
    if diff:
        from prodgate.report import diff as patch

        click.echo(patch.render(result, colour=_colour()), nl=False)
    elif form == "text":
        from prodgate.report import rewritten

        click.echo(rewritten.render(result, shorten=_shorten(request.root)), nl=False)
    if form == "json" or not diff:
        _print(result, form, None, request)
    sys.exit(_exit_code(result, request.policy, wrote=bool(result.rewritten)))


@commands.command()
@_scope
@click.option("--grow", is_flag=True, help="Accept new findings too: a baseline else only shrinks.")
def baseline(grow: bool, **scope: Any) -> None:
    """Accept today's findings, so that only new ones fail."""
    from prodgate import accept, run

    request = _request(**{**scope, "no_baseline": True})
    result = _guarded(lambda: run.check(request))
    click.echo(safe_line(_guarded(lambda: accept.write_baseline(request, result, grow=grow))))


@commands.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what a rule catches, why, and show it before and after."""
    from prodgate import explaining
    from prodgate.pack import PackError

    try:
        text = explaining.page(rule)
    except (KeyError, PackError) as error:
        raise UsageError(str(error.args[0])) from None
    click.echo(text, nl=False)


@commands.command()
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def rules(form: str) -> None:
    """List the rules by gate."""
    from prodgate import explaining

    click.echo(explaining.listing(form), nl=False)


@commands.command()
@click.option("--pre-commit/--no-pre-commit", default=True, help="Also add the commit hook.")
def init(pre_commit: bool) -> None:
    """Write a policy and a pre-commit entry that work as they are."""
    from prodgate import run, start

    root = run.find_root(Path.cwd())
    for sentence in _guarded(lambda: start.init(root, pre_commit=pre_commit)):
        click.echo(safe_line(sentence))


@commands.command("pre-commit", hidden=True, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def pre_commit(arguments: tuple[str, ...]) -> None:
    """What .pre-commit-hooks.yaml calls."""
    from prodgate.pack import folder, load_module

    hook = load_module(folder("hooks") / "pre_commit.py")
    sys.exit(_guarded(lambda: hook.main(arguments)))


# -- shared ----------------------------------------------------------------------------------------

Answer = TypeVar("Answer")


def _guarded(work: Callable[[], Answer]) -> Answer:
    """Run; what users can get wrong becomes one sentence and exit 2."""
    from prodgate.pack import PackError
    from prodgate.policy import PolicyError
    from prodgate.write import WriteRefused

    try:
        return work()
    except (PackError, PolicyError, WriteRefused) as error:
        raise UsageError(str(error)) from None


def _request(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    policy_file: Path | None,
    packs: tuple[Path, ...],
    fail_on: str | None,
    no_ignores: bool,
    no_baseline: bool,
    edits: bool = False,
) -> Request:
    from msgspec.structs import replace

    from prodgate import policy as policies
    from prodgate import run

    root = run.find_root(Path.cwd())
    policy = _guarded(lambda: policies.load(root, policy_file))
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    return run.Request(
        root,
        policy,
        paths or (".",),
        Path.cwd(),
        select,
        ignore,
        packs,
        not no_ignores,
        not no_baseline,
        edits,
    )


def _fail_on(policy: Policy) -> Severity | None:
    from prodgate.findings import Severity

    return None if policy.fail_on == "never" else Severity(policy.fail_on)


def _exit_code(result: Result, policy: Policy, *, wrote: bool = False) -> int:
    from prodgate.result import exit_code

    return exit_code(result, _fail_on(policy), wrote=wrote)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _shorten(root: Path) -> Callable[[str], str]:
    """Paths as seen from the current folder."""
    here = Path.cwd()
    if here == root:
        return str
    return lambda path: os.path.relpath(root / path, here)


def _print(result: Result, form: str, output: Path | None, request: Request) -> None:
    if form == "json":
        from prodgate.report import json

        text = json.render(result)
    else:
        from prodgate.findings import Severity
        from prodgate.report import text as human

        style = click.style if _colour() and output is None else human.plain
        shown = _fail_on(request.policy) or Severity.NOTE
        text = human.render(result, shown, style, _shorten(request.root))
    if output is not None:
        from prodgate.write import write_output

        _guarded(lambda: write_output(output, text.encode(errors="backslashreplace"), request.root))
    else:
        click.echo(text.encode(errors="backslashreplace"), nl=False)

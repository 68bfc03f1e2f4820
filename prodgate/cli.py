"""The commands. Each turns its options into a request, runs it, and prints one report.

Exit codes: 0 clean, 1 findings (or files rewritten), 2 usage or policy error, 3 incomplete.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from prodgate import __version__
from prodgate.commandline import (
    FORMATS,
    PATH,
    PATHS,
    REPORTS,
    UsageError,
    colour,
    deliver_text,
    exit_code_of,
    guarded,
    here,
    policy_of,
    print_diff,
    print_result,
    request_of,
    scope,
    selection,
    shorten,
)
from prodgate.escape import line as safe_line


def main() -> NoReturn:
    """The console script: no traceback reaches a user for what they gave us."""
    try:
        _end_well_on_signals()
        answer = commands.main(prog_name="prodgate", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(answer if isinstance(answer, int) else 0)
    except click.ClickException as error:
        _show(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except BrokenPipeError:  # `prodgate check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if "PRODGATE_TRACEBACK" in os.environ:
            raise
        click.echo(_unprinted(error) or _internal(error), err=True)
        sys.exit(3)


def _show(error: click.ClickException) -> None:
    """click quotes what it was given, which may be the name of a hostile file."""
    if isinstance(error, UsageError):
        error.show()
        return
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = f" (see `{command} --help`)" if command else ""
    click.echo(f"prodgate: {safe_line(error.format_message() + hint)}", err=True)


def _unprinted(error: Exception) -> str:
    """What to say when the output is what failed: an error of a stream names no file."""
    if isinstance(error, OSError) and error.filename is None and error.errno == errno.ENOSPC:
        return f"prodgate: the report could not be printed: {error.strerror}"
    return ""


def _internal(error: Exception) -> str:
    from prodgate.faults import SWITCH, place_of

    return (
        f"prodgate: stopped by a fault of its own ({place_of(error)}); run again with "
        f"{SWITCH}=1 to see all of it, and please report it"
    )


def _end_well_on_signals() -> None:
    """When it is ended from outside, copies and processes of ours are cleared away first."""
    import signal

    def stop(number: int, _: object) -> NoReturn:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="prodgate %(version)s")
def commands() -> None:
    """The gate between an AI prototype and production: finds what is unfit to ship, and
    rewrites it."""


@commands.command()
@PATHS
@scope
@click.option("--format", "form", type=REPORTS, default="text", show_default=True)
@click.option("--output", type=PATH, help="Write the report to a file instead.")
@click.option("--diff-base", metavar="REF", help="Only what is new since HEAD left this commit.")
@click.option("--policy-ref", metavar="REF", help="Policy and baseline as this commit has them.")
def check(
    form: str, output: Path | None, diff_base: str | None, policy_ref: str | None, **scope: Any
) -> None:
    """Find what is unfit to ship, and say what a fix would do."""
    from prodgate import run

    with policy_of(policy_ref, scope["policy_file"]) as policy_root:
        edits = form not in {"text", "github", "code-quality"}
        request = request_of(**scope, edits=edits, policy_root=policy_root)
        if diff_base is None:
            result = guarded(lambda: run.check(request))
        else:
            from prodgate import comparing

            result = guarded(lambda: comparing.check_since(request, diff_base))
    print_result(result, form, output, request)
    sys.exit(exit_code_of(result, request.policy))


@commands.command()
@PATHS
@scope
@click.option("--unsafe", is_flag=True, help="Also fixes that change flow or add a module.")
@click.option("--diff", is_flag=True, help="Print what would change; write nothing.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
@click.option("--output", type=PATH, help="Write the report, or the diff, to a file instead.")
def fix(unsafe: bool, diff: bool, form: str, output: Path | None, **scope: Any) -> None:
    """Rewrite what has a safe fix, or with --unsafe every fix."""
    from prodgate import run

    request = request_of(**scope, edits=form == "json")
    result = guarded(lambda: run.fix(request, unsafe=unsafe, write=not diff))
    if form == "json":
        print_result(result, form, output, request)
    elif diff:
        command = "prodgate fix --unsafe" if unsafe else "prodgate fix"
        print_diff(result, output, request, command)
    else:
        from prodgate.report import rewritten

        click.echo(rewritten.render(result, shorten=shorten(request.root)), nl=False)
        print_result(result, form, output, request)
    sys.exit(exit_code_of(result, request.policy, wrote=bool(result.rewritten)))


@commands.command()
@PATHS
@selection
@click.option("--unsafe", is_flag=True, help="Also fixes that change flow or add a module.")
@click.option("--apply", "apply_", is_flag=True, help="Commit the steps to a branch of their own.")
@click.option("--interactive", is_flag=True, help="Apply, and ask about every change.")
@click.option("--branch", help="The branch to make.  [default: prodgate/migrate]")
@click.option("--plan", "planned", type=PATH, help="Apply what this plan (JSON) says, or nothing.")
@click.option("--shard", metavar="K/N", help="Only the K-th of N shares of the files.")
@click.option("--diff", is_flag=True, help="Print what would change, as one patch.")
@click.option("--abandon", is_flag=True, help="Forget a migration that was begun.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option(
    "--report", "reports", multiple=True, type=PATH, help="Also write the report: .md, .json, .txt."
)
def migrate(**given: Any) -> None:
    """Rewrite a whole repository once: a plan first, then a commit for each rule."""
    from prodgate.migration import deliver

    selection = {name: given.pop(name) for name in _SELECTED}
    request = request_of(**selection, no_baseline=True)
    sys.exit(guarded(lambda: deliver.migrate(request, colour=colour(), **given)))


_SELECTED = ("paths", "select", "ignore", "policy_file", "packs", "fail_on", "no_ignores")


@commands.command()
@click.argument("records", nargs=-1, required=True, type=PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option(
    "--report", "reports", multiple=True, type=PATH, help="Also write it: .md, .json, .txt."
)
def merge(records: tuple[Path, ...], form: str, reports: tuple[Path, ...]) -> None:
    """Join the reports (JSON) of the shares of one migration."""
    from prodgate.migration import deliver

    sys.exit(guarded(lambda: deliver.merge(records, form, reports)))


@commands.command()
@scope
@click.option("--grow", is_flag=True, help="Accept new findings too: a baseline else only shrinks.")
def baseline(grow: bool, **scope: Any) -> None:
    """Accept today's findings of the whole tree, so that only new ones fail."""
    from msgspec.structs import replace

    from prodgate import accept, run

    request = request_of((), **{**scope, "no_baseline": True})
    request = replace(request, start=request.root)
    result = guarded(lambda: run.check(request))
    click.echo(safe_line(guarded(lambda: accept.write_baseline(request, result, grow=grow))))


@commands.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text",
    show_default=True,
)  # fmt: skip
@click.option("--output", type=PATH, help="Write the score to a file instead.")
@click.option(
    "--fail-under", multiple=True, metavar="N",
    help='Exit 1 when a gate is under "minimum", N or GATE=N.',
)  # fmt: skip
@click.option("--diff-base", metavar="REF", help="Also what each gate had where HEAD left it.")
@click.option("--policy", "policy_file", type=PATH, help="A policy file to use instead.")
def score(policy_file: Path | None, **given: Any) -> None:
    """Score the ten gates, each with the evidence and the findings behind it."""
    from prodgate.score import command

    request = request_of((), (), (), policy_file, (), None, no_ignores=False, no_baseline=False)
    text, code = guarded(lambda: command.score(request, colour=colour(), **given))
    deliver_text(text, given["output"], request)
    sys.exit(code)


@commands.command()
@PATHS
@click.option("--all", "everything", is_flag=True, help="Tests, examples and demos too.")
@click.option("--policy", "policy_file", type=PATH, help="A policy file to use instead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "cyclonedx"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=PATH, help="Write the inventory to a file instead.")
@click.option("--load", default="", help="Requests to a way in, such as 1000/day: what they cost.")
@click.option("--prices", type=PATH, help="Your own prices of models, see docs/cost.md.")
def inventory(
    paths: tuple[str, ...],
    everything: bool,
    policy_file: Path | None,
    form: str,
    output: Path | None,
    load: str,
    prices: Path | None,
) -> None:
    """Say what one must know to run this without its author."""
    from prodgate.inventory import command
    from prodgate.report.text import plain

    request = request_of(paths, (), (), policy_file, (), None, False, True)
    style = click.style if colour() and output is None else plain
    text, code = guarded(
        lambda: command.run(
            request, form, everything=everything, style=style, prices=prices, load=load
        )
    )
    deliver_text(text, output, request)
    sys.exit(code)


@commands.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what a rule catches, why, and show it before and after."""
    from prodgate import explaining
    from prodgate.index import PackError

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
@click.option("--pre-commit/--no-pre-commit", default=None, help="Also add the commit hook.")
@click.option(
    "--github/--no-github",
    default=None,
    help="Also add the GitHub workflow; by default where there is a .github folder or a remote.",
)
@click.option("--evals", is_flag=True, help="Write an evaluation set to be filled, and its runner.")
@click.option("--health", is_flag=True, help="Write a test of the health route.")
@click.option("--runbook", is_flag=True, help="Write docs/runbook.md from the inventory.")
def init(pre_commit: bool | None, github: bool | None, **scaffolds: bool) -> None:
    """Write a policy, a commit hook and a GitHub workflow that work as they are.

    With --evals, --health or --runbook: only these, and what else is named.
    """
    from prodgate import run, start

    if any(scaffolds.values()):
        request = request_of((), (), (), None, (), None, no_ignores=False, no_baseline=True)
        sentences = start.some(request, hook=bool(pre_commit), github=bool(github), **scaffolds)
    else:
        root = run.find_root(here())
        sentences = start.init(root, pre_commit=pre_commit is not False, github=github)
    for sentence in guarded(lambda: list(sentences)):
        for each in sentence.splitlines():
            click.echo(safe_line(each))


# Nothing after the command's name is ours to read: it may be a file called "--help.py".
@commands.command(
    "pre-commit",
    hidden=True,
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def pre_commit(arguments: tuple[str, ...]) -> None:
    """What .pre-commit-hooks.yaml calls."""
    from prodgate.pack import folder, load_module

    hook = load_module(folder("hooks") / "pre_commit.py")
    sys.exit(guarded(lambda: hook.main(arguments)))

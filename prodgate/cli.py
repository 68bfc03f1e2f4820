"""The commands. Each turns its options into a request, runs it, and prints one report.

Exit codes: 0 clean, 1 findings (or files rewritten), 2 usage or policy error, 3 incomplete.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
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
        click.echo(_internal(error), err=True)
        sys.exit(3)


def _show(error: click.ClickException) -> None:
    """click quotes what it was given, which may be the name of a hostile file."""
    if isinstance(error, UsageError):
        error.show()
        return
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = f" (see `{command} --help`)" if command else ""
    click.echo(f"prodgate: {safe_line(error.format_message() + hint)}", err=True)


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


_PATHS = click.argument("paths", nargs=-1, type=click.Path())


def _selection(command: Command) -> Command:
    """What to look at and by which rules."""
    return _with(_SELECTION, command)


def _scope(command: Command) -> Command:
    """The options of every command that looks at files and knows a baseline."""
    return _with((*_SELECTION, _NO_BASELINE), command)


def _with(options: Sequence[Callable[[Any], Any]], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


_SELECTION = (
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
_NO_BASELINE = click.option("--no-baseline", is_flag=True, help="Report accepted old findings too.")


@commands.command()
@_PATHS
@_scope
@click.option("--format", "form", type=REPORTS, default="text", show_default=True)
@click.option("--output", type=PATH, help="Write the report to a file instead.")
@click.option("--diff-base", metavar="REF", help="Only what is new since HEAD left this commit.")
@click.option("--policy-ref", metavar="REF", help="Policy and baseline as this commit has them.")
def check(
    form: str, output: Path | None, diff_base: str | None, policy_ref: str | None, **scope: Any
) -> None:
    """Find what is unfit to ship, and say what a fix would do."""
    from prodgate import run

    with _policy_of(policy_ref, scope["policy_file"]) as policy_root:
        edits = form not in {"text", "github", "code-quality"}
        request = _request(**scope, edits=edits, policy_root=policy_root)
        if diff_base is None:
            result = _guarded(lambda: run.check(request))
        else:
            from prodgate import comparing

            result = _guarded(lambda: comparing.check_since(request, diff_base))
    _print(result, form, output, request)
    sys.exit(_exit_code(result, request.policy))


@commands.command()
@_PATHS
@_scope
@click.option("--unsafe", is_flag=True, help="Also fixes that change flow or add a module.")
@click.option("--diff", is_flag=True, help="Print what would change; write nothing.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
@click.option("--output", type=PATH, help="Write the report, or the diff, to a file instead.")
def fix(unsafe: bool, diff: bool, form: str, output: Path | None, **scope: Any) -> None:
    """Rewrite what has a safe fix, or with --unsafe every fix."""
    from prodgate import run

    request = _request(**scope, edits=form == "json")
    result = _guarded(lambda: run.fix(request, unsafe=unsafe, write=not diff))
    if form == "json":
        _print(result, form, output, request)
    elif diff:
        command = "prodgate fix --unsafe" if unsafe else "prodgate fix"
        _print_diff(result, output, request, command)
    else:
        from prodgate.report import rewritten

        click.echo(rewritten.render(result, shorten=_shorten(request.root)), nl=False)
        _print(result, form, output, request)
    sys.exit(_exit_code(result, request.policy, wrote=bool(result.rewritten)))


@commands.command()
@_PATHS
@_selection
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
    request = _request(**selection, no_baseline=True)
    sys.exit(_guarded(lambda: deliver.migrate(request, colour=_colour(), **given)))


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

    sys.exit(_guarded(lambda: deliver.merge(records, form, reports)))


@commands.command()
@_scope
@click.option("--grow", is_flag=True, help="Accept new findings too: a baseline else only shrinks.")
def baseline(grow: bool, **scope: Any) -> None:
    """Accept today's findings of the whole tree, so that only new ones fail."""
    from dataclasses import replace

    from prodgate import accept, run

    request = _request((), **{**scope, "no_baseline": True})
    request = replace(request, start=request.root)
    result = _guarded(lambda: run.check(request))
    click.echo(safe_line(_guarded(lambda: accept.write_baseline(request, result, grow=grow))))


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

    request = _request((), (), (), policy_file, (), None, no_ignores=False, no_baseline=False)
    text, code = _guarded(lambda: command.score(request, colour=_colour(), **given))
    _deliver(text, given["output"], request)
    sys.exit(code)


@commands.command()
@_PATHS
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

    request = _request(paths, (), (), policy_file, (), None, False, True)
    style = click.style if _colour() and output is None else plain
    text, code = _guarded(
        lambda: command.run(
            request, form, everything=everything, style=style, prices=prices, load=load
        )
    )
    _deliver(text, output, request)
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
        request = _request((), (), (), None, (), None, no_ignores=False, no_baseline=True)
        sentences = start.some(request, hook=bool(pre_commit), github=bool(github), **scaffolds)
    else:
        root = run.find_root(_here())
        sentences = start.init(root, pre_commit=pre_commit is not False, github=github)
    for sentence in _guarded(lambda: list(sentences)):
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
    sys.exit(_guarded(lambda: hook.main(arguments)))


# -- shared ----------------------------------------------------------------------------------------

Answer = TypeVar("Answer")


def _guarded(work: Callable[[], Answer]) -> Answer:
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


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise UsageError("the current folder is not there any more") from None


def _request(
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

    root = run.find_root(_here())
    policy = _guarded(lambda: policies.load(policy_root or root, policy_file))
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    data, trusted = _packs(packs, root) if packs else ((), ())
    return run.Request(
        root,
        policy,
        paths or (".",),
        _here(),
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
def _policy_of(ref: str | None, policy_file: Path | None) -> Iterator[Path | None]:
    """The files of the commit whose policy counts; None for the tree itself."""
    if ref is None:
        yield None
        return
    if policy_file is not None:
        raise UsageError("--policy and --policy-ref name two policies; give one of them")
    from prodgate import comparing, run

    root = run.find_root(_here())
    with ExitStack() as stack:
        yield _guarded(lambda: stack.enter_context(comparing.commit_of(root, ref))).root


def _packs(given: tuple[str, ...], root: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
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
    if form == "text":
        text = _human(result, request, colour=_colour() and output is None)
    else:
        from prodgate.report import forms

        text = forms.render(form, result, request, _fail_on(request.policy))
    _deliver(text, output, request)


def _print_diff(result: Result, output: Path | None, request: Request, would: str) -> None:
    """The patch alone goes to standard output; what it lacks is said beside it."""
    from prodgate.report import diff

    _deliver(diff.render(result, colour=_colour() and output is None), output, request)
    said = _human(result, request, colour=False, would=would)
    click.echo(said.encode(errors=_ESCAPED), nl=False, err=True)


_ESCAPED = "backslashreplace"  # a last resort: reports have escaped what is not text


def _human(result: Result, request: Request, *, colour: bool, would: str | None = None) -> str:
    from prodgate.findings import Severity
    from prodgate.report import text

    shown = _fail_on(request.policy) or Severity.NOTE
    style = click.style if colour else text.plain
    return text.render(result, shown, style, _shorten(request.root), would)


def _deliver(text: str, output: Path | None, request: Request) -> None:
    data = text.encode(errors=_ESCAPED)
    if output is None:
        click.echo(data, nl=False)
        return
    from prodgate.write import WriteRefused, write_output

    try:
        write_output(output, data, request.root)
    except WriteRefused as refused:
        raise UsageError(f"the report was not written to {output}: {refused}") from None

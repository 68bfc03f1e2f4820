"""Hands over what the check wrote: each way on its own, and none of them changes the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from prodgate.github import commands, state
from prodgate.github.delivered import Delivered
from prodgate.github.inputs import Inputs

if TYPE_CHECKING:
    from prodgate.github.api import Api


def report(environment: Mapping[str, str], folder: Path, asked: Inputs) -> int:
    """Show everything; the exit code of the check."""
    from prodgate.github.api import Api

    verdict = state.load(folder, state.VERDICT, state.Verdict)
    if not (folder / state.COMMITS).exists():  # another run has the work
        print(commands.command("notice", verdict.said, title="prodgate"))
        _outputs(environment, folder, verdict)
        return verdict.exit_code
    commits = state.load(folder, state.COMMITS, state.Commits)
    print(commands.quiet((folder / "log.txt").read_text(errors="replace")), end="")
    api = Api(commits.event.api, environment.get("PRODGATE_TOKEN", ""))
    uploaded = _uploaded(api, folder, commits, asked)
    said = [uploaded, _suggested(api, folder, commits, asked), _fixed(api, folder, commits, asked)]
    if asked.annotations == "true" or (asked.annotations == "auto" and not uploaded.done):
        print((folder / "annotations.txt").read_text(errors="replace"), end="")
    summary = (folder / "summary.md").read_text(errors="replace")
    commands.summary(environment, summary)
    lines = [each.said for each in said if each.said] + [verdict.said]
    print(commands.quiet("\n".join(f"prodgate: {line}" for line in lines)), end="", flush=True)
    _outputs(environment, folder, verdict)
    return verdict.exit_code


def _uploaded(api: Api, folder: Path, commits: state.Commits, asked: Inputs) -> Delivered:
    from prodgate.github import code_scanning

    if asked.sarif == "false":
        return Delivered(False, "")
    text = (folder / "report.sarif").read_bytes()
    return code_scanning.upload(api, commits.event, text, commits.head.commit, ref=commits.ref)


def _suggested(api: Api, folder: Path, commits: state.Commits, asked: Inputs) -> Delivered:
    from prodgate.github import review, suggestions

    if asked.suggestions == "false" or commits.event.pull is None:
        return Delivered(False, "")
    try:
        candidates = suggestions.from_json((folder / "suggestions.json").read_bytes())
    except ValueError as error:
        return Delivered(False, f"no suggestion: {error}")
    return review.post(api, commits.event, candidates)


def _fixed(api: Api, folder: Path, commits: state.Commits, asked: Inputs) -> Delivered:
    from prodgate.github import fixing

    if not asked.fix:
        return Delivered(False, "")
    if not commits.event.on_default_branch:
        return Delivered(False, "fix: pull-request works on the default branch alone")
    return fixing.propose(api, folder, commits)


def _outputs(environment: Mapping[str, str], folder: Path, verdict: state.Verdict) -> None:
    commands.output(
        environment,
        exit_code=verdict.exit_code,
        findings=verdict.findings,
        new_findings=verdict.new,
        fixable=verdict.fixable,
        ignored=verdict.ignored,
        not_checked=verdict.not_checked,
        sarif_file=folder / "report.sarif",
        json_file=folder / "report.json",
        summary_file=folder / "summary.md",
    )

"""The check of the action: from two folders of plain files to all that reviewers may see.

No token is in this process, and nothing here speaks to a server.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from prodgate.github import state
from prodgate.github.event import Event, EventError
from prodgate.github.inputs import Inputs

if TYPE_CHECKING:
    from prodgate.findings import Severity
    from prodgate.pack import Pack
    from prodgate.result import Result
    from prodgate.run import Request


def check(folder: Path, asked: Inputs) -> None:
    """Check, and write the reports and the verdict beside what was gathered."""
    from prodgate import run
    from prodgate.index import PackError
    from prodgate.policy import PolicyError

    commits = state.load(folder, state.COMMITS, state.Commits)
    try:
        request = request_of(commits, asked, folder)
        pack = run.pack_of(request)
        result = result_of(request, commits)
    except (PolicyError, PackError) as error:
        raise EventError(str(error)) from None
    write(folder, result, request, pack, commits, asked)
    if asked.fix and commits.event.on_default_branch:
        from prodgate.github import fixing

        fixing.prepare(folder, request, commits)


def request_of(commits: state.Commits, asked: Inputs, folder: Path) -> Request:
    """What is to be checked, by the policy that a change cannot touch."""
    from prodgate import policy as policies
    from prodgate import run

    root = Path(commits.head.folder)
    trusted = Path(commits.policy) if commits.policy else _empty(folder)
    policy = policies.load(trusted)
    if asked.fail_on is not None:
        policy = msgspec.structs.replace(policy, fail_on=asked.fail_on)
    return run.Request(
        root,
        policy,
        (".",),
        root,
        asked.select,
        asked.ignore,
        edits=True,
        policy_root=trusted,
    )


def _empty(folder: Path) -> Path:
    """A tree without a policy: the built-in one counts."""
    empty = folder / "no-policy"
    empty.mkdir(exist_ok=True)
    return empty


def result_of(request: Request, commits: state.Commits) -> Result:
    """What was found, and what a reader has to know besides."""
    from prodgate import comparing, run

    if commits.base is None:
        result = run.check(request)
    else:
        base = comparing.Base(commits.base.commit, Path(commits.base.folder), commits.renamed)
        whole = commits.event.pull is None  # a merge queue: the last look before the branch
        result = comparing.check(request, base, whole=whole)
    notes = (*commits.notes, *_untrusted(request), *result.notes)
    return replace(result, notes=notes)


def _untrusted(request: Request) -> Iterator[str]:
    """Says of a changed policy or baseline that it does not count yet."""
    from prodgate.policy import YAML_NAMES
    from prodgate.source import load

    trusted = request.policy_root or request.root
    if trusted == request.root:
        return
    for name in (*YAML_NAMES, request.policy.baseline):
        then, now = (load(root, name) for root in (trusted, request.root))
        if isinstance(now, bytes) and now != then:
            yield f"{name} is not as in the commit whose policy counts: it has no say here yet"


def write(
    folder: Path,
    result: Result,
    request: Request,
    pack: Pack,
    commits: state.Commits,
    asked: Inputs,
) -> None:
    """Every form of the report, each in a file, and the verdict."""
    from prodgate import run
    from prodgate.findings import Severity
    from prodgate.github import suggestions
    from prodgate.report import annotations, json, sarif, summary, text

    fail_on = None if request.policy.fail_on == "never" else Severity(request.policy.fail_on)
    shown = fail_on or Severity.NOTE
    link = _link(commits.event, commits.head.commit)
    checker = run.checker_of(request, pack)
    least = max(shown, Severity.WARNING, key=lambda severity: severity.rank)
    reviewed = commits.event.pull is not None and asked.suggestions != "false"
    candidates = suggestions.candidates(result, checker, least) if reviewed else ()
    forms = {
        "report.json": json.render(result),
        "report.sarif": sarif.render(result, pack.rules, category=asked.category, suppressed=False),
        "summary.md": summary.render(result, fail_on, link=link),
        "annotations.txt": annotations.render(result, fail_on),
        "suggestions.json": suggestions.to_json(candidates),
        "log.txt": text.render(result, shown, text.plain, str),
    }
    for name, written in forms.items():
        (folder / name).write_text(written, encoding="utf-8", errors="backslashreplace")
    state.save(folder, state.VERDICT, verdict_of(result, fail_on))


def verdict_of(result: Result, fail_on: Severity | None) -> state.Verdict:
    """The sums."""
    from prodgate.findings import Applicability, Severity
    from prodgate.report import verdict
    from prodgate.result import exit_code

    counted = result.at_or_above(fail_on or Severity.NOTE)
    return state.Verdict(
        exit_code(result, fail_on),
        verdict.sentence(result, fail_on),
        len(result.reported),
        len(counted),
        sum(r.fix.applicability is not Applicability.MANUAL for r in counted),
        len(result.ignored),
        len(result.not_checked),
    )


def _link(event: Event, commit: str) -> Callable[[str, int], str]:
    """Where a line of the checked commit stands on the server."""
    from urllib.parse import quote

    def link(path: str, line: int) -> str:
        where = quote(os.fsencode(path))
        return f"{event.server}/{event.repository}/blob/{commit}/{where}#L{line}"

    return link

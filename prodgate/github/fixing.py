"""The safe fixes of the default branch as one pull request: made without a token, then proposed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from prodgate.github import state
from prodgate.github.delivered import Delivered

if TYPE_CHECKING:
    from prodgate.github.api import Api
    from prodgate.result import Result
    from prodgate.run import Request

FIXES = "fixes.json"
_MOST = 100  # files and notes that a description lists
_WORKFLOWS = ".github/workflows/"  # the token of a run cannot change these


class Fixed(Struct, frozen=True):
    """A file as it is after the fixes."""

    path: str
    mode: str
    text: bytes


class Fixes(Struct, frozen=True):
    """What a pull request would hold."""

    files: tuple[Fixed, ...]
    title: str
    body: str


def prepare(folder: Path, request: Request, commits: state.Commits) -> None:
    """Make the safe fixes on a copy of the checked files, and keep what they change."""
    import shutil

    from prodgate import run

    copy = Path(shutil.copytree(request.root, folder / "fixed", symlinks=True))
    asked = replace(request, root=copy, start=copy, edits=False)
    result = run.fix(asked, unsafe=False, write=True, move_secrets=False)
    files = tuple(_files(copy, result))
    state.save(folder, FIXES, Fixes(files, _title(result), _body(result)))


def _files(copy: Path, result: Result) -> Iterator[Fixed]:
    for path in sorted({each.path for each in result.rewritten}):
        target = copy / path
        if not path.startswith(_WORKFLOWS) and target.is_file():
            mode = "100755" if os.access(target, os.X_OK) else "100644"
            yield Fixed(path, mode, target.read_bytes())


def _title(result: Result) -> str:
    count = sum(len(each.fixed) for each in result.rewritten)
    return f"Production fixes: {count} findings of prodgate, rewritten"


def _body(result: Result) -> str:
    from collections import Counter

    from prodgate.report import markup

    rules = Counter(finding.rule for each in result.rewritten for finding in each.fixed)
    rows = [f"| {markup.text(rule)} | {count} |" for rule, count in sorted(rules.items())]
    files = sorted({each.path for each in result.rewritten})
    shown = [f"- {markup.code(markup.cut(path, 300))}" for path in files[:_MOST]]
    more = [f"- and {len(files) - _MOST} more"] if len(files) > _MOST else []
    notes = [f"- {markup.text(note)}" for note in result.notes[:_MOST]]
    return "\n".join(
        [
            "Safe fixes only: each adds a bound that the policy names, and a call that stays "
            "inside it behaves as before. `prodgate explain RULE` says more of each.",
            "",
            "| rule | rewritten |",
            "|---|---|",
            *rows,
            "",
            *shown,
            *more,
            *(["", *notes] if notes else []),
            "",
            "Pull requests that the token of a workflow opens start no workflows: close and open "
            "it again, or push to it, to run the checks.",
            "",
        ]
    )


def propose(api: Api, folder: Path, commits: state.Commits) -> Delivered:
    """Open or update the pull request."""
    from prodgate.github import fix_request

    fixes = state.load(folder, FIXES, Fixes)
    if not fixes.files:
        return Delivered(True, "no safe fix is left to propose")
    files = {each.path: (each.mode, each.text) for each in fixes.files}
    return fix_request.open_or_update(
        api, commits.event, files, fixes.title, fixes.body, commits.head.commit
    )

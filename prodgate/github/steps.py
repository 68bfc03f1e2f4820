"""The steps of the action: gather, check, report. Each is a process of its own.

Only ``gather`` and ``report`` are given the token; between them the engines read what strangers
wrote. What reviewers see is made in ``check`` and lies in files; ``report`` hands it over. Whatever
becomes of that, the exit code is the verdict of the check: 0 clean, 1 findings, 2 usage or policy
error, 3 incomplete.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from prodgate.github import commands, inputs, state
from prodgate.github.event import EventError, read, why_refused


def gather(environment: Mapping[str, str]) -> int:
    """Fetch the commits and lay out their files."""
    from prodgate import comparing, git
    from prodgate.github import choosing
    from prodgate.github.api import Api
    from prodgate.github.gathering import Store

    event, asked = read(environment), inputs.read(environment)
    workspace = _workspace(environment)
    checked_out = (git.commit(workspace, "HEAD") or "unknown") if workspace else None
    if said := why_refused(event, checked_out):
        raise EventError(said)
    token = environment.get("PRODGATE_TOKEN", "")
    folder = state.folder_of(environment.get("RUNNER_TEMP", ""))
    commands.output(environment, folder=str(folder))
    store = Store(folder, event, token, workspace)
    try:
        choice = choosing.choose(event, store, Api(event.api, token, seconds=60))
    except choosing.NothingToDo as error:
        state.save(folder, state.VERDICT, state.Verdict(0, f"nothing to do: {error}"))
        return 0
    policy = store.named(asked.policy_ref) if asked.policy_ref else choice.policy
    trees = {
        commit: str(store.lay_out(commit, folder / name))
        for name, commit in (("head", choice.head), ("base", choice.base), ("policy", policy))
        if commit and (name != "policy" or commit not in {choice.head, choice.base})
    }
    base = state.Tree(choice.base, trees[choice.base]) if choice.base else None
    commits = state.Commits(
        choice.event,
        state.Tree(choice.head, trees[choice.head]),
        choice.ref,
        base,
        trees[policy] if policy else None,
        comparing.renames(store.root, choice.base, choice.head) if choice.base else {},
        choice.notes,
    )
    state.save(folder, state.COMMITS, commits)
    return 0


def check(environment: Mapping[str, str]) -> int:
    """Check what was gathered, and write down all that can be shown."""
    from prodgate.github import checking

    folder = _folder(environment)
    if not (folder / state.VERDICT).exists():
        checking.check(folder, inputs.read(environment))
    return 0


def report(environment: Mapping[str, str]) -> int:
    """Show it to the reviewers, and answer with the verdict."""
    from prodgate.github import reporting

    return reporting.report(environment, _folder(environment), inputs.read(environment))


STEPS = {"gather": gather, "check": check, "report": report}


def main(step: str) -> int:
    """Run a step with the runner's environment; a problem is one sentence and an annotation."""
    environment = dict(os.environ)
    # Nothing that is started from here on inherits the token.
    os.environ.pop("PRODGATE_TOKEN", None)
    try:
        return STEPS[step](environment)
    except EventError as error:
        print(commands.command("error", str(error), title="prodgate"), flush=True)
        return 2


def _folder(environment: Mapping[str, str]) -> Path:
    folder = environment.get("PRODGATE_FOLDER", "")
    if not Path(folder).is_absolute():
        raise EventError("the first step of the action did not come to its end; see above")
    return Path(folder)


def _workspace(environment: Mapping[str, str]) -> Path | None:
    """The folder of a checkout, if there is one."""
    workspace = Path(environment.get("GITHUB_WORKSPACE", ""))
    is_one = workspace.is_absolute() and os.path.lexists(workspace / ".git")
    return workspace if is_one else None

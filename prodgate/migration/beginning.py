"""Whether the tree is fit for a migration, and whether one was begun that is to be gone on with."""

from __future__ import annotations

from pathlib import Path

from prodgate.escape import line as safe_line
from prodgate.migration import branch, journal
from prodgate.migration.options import MigrationError, Options


def begin(options: Options) -> journal.Journal:
    """The journal to go on with, or a new one. Raises where the tree is not fit for it."""
    root = options.request.root
    kept = journal.read(root)
    base = branch.head(root)
    if base is None:
        raise MigrationError("there is no commit yet; commit what there is first")
    _check_clean(root, base)
    branch.check_identity(root)
    if kept is not None and kept.finished and branch.tip(root, kept.branch) is None:
        kept = None  # its branch was removed: a new start
    if kept is None:
        return _new(options, base)
    if kept.finished:
        raise MigrationError(
            f"it is done: the branch {kept.branch} holds it. To do it again, "
            f"`git branch -D {kept.branch}`, or `prodgate migrate --abandon` and --branch NAME"
        )
    return _go_on(options, kept, base)


def _new(options: Options, base: str) -> journal.Journal:
    root = options.request.root
    planned = options.planned
    if planned is not None and (planned.base, planned.options) != (base, options.recorded()):
        raise MigrationError(
            "the plan is of another commit, or was asked for with other options; make it again"
        )
    branch.check_name(root, options.branch)
    if branch.tip(root, options.branch):
        raise MigrationError(
            f"a branch {options.branch} is there already; remove it, or give --branch NAME"
        )
    kept = journal.Journal(journal.VERSION, base, options.branch, options.recorded())
    journal.write(root, kept)
    return kept


def _go_on(options: Options, kept: journal.Journal, base: str) -> journal.Journal:
    root = options.request.root
    forget = "or `prodgate migrate --abandon` forgets it"
    if kept.base != base:
        raise MigrationError(
            f"a migration of commit {kept.base[:10]} was begun; check that out to go on, {forget}"
        )
    if kept.options != options.recorded():
        raise MigrationError(f"a migration with other options was begun; give those, {forget}")
    tip = branch.tip(root, kept.branch)
    if kept.last != kept.base and tip != kept.last:
        if tip != kept.previous:
            raise MigrationError(
                f"the branch {kept.branch} is not where the migration left it; set it to "
                f"{kept.last[:10]}, {forget}"
            )
        branch.move(root, kept.branch, kept.last, tip)  # cut between the journal and the branch
    done = sum(step.commit is not None for step in kept.steps)
    options.say(f"going on after {done} commit{'s'[: done != 1]} on {kept.branch}")
    return kept


def _check_clean(root: Path, base: str) -> None:
    if path := branch.changed(root, base):
        raise MigrationError(
            f"{safe_line(path)} has changes that are not committed; commit them or `git stash`, "
            "so that the migration stands alone"
        )


def base(root: Path) -> tuple[str | None, str | None]:
    """The commit that a plan is of; None, and why, where it is of the files as they are."""
    base = branch.head(root)
    if base is None:
        return None, "this is a plan only: --apply needs a git repository with a commit"
    path = branch.changed(root, base)
    if path is None:
        return base, None
    return None, (
        f"the plan is of the files as they are; --apply wants {path}, and what else has "
        "changed, committed first"
    )

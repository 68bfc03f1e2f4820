"""Against a base: the files that changed since a commit are checked whole, and what is new counts.

A finding may depend on a line far from the change, so whole files are checked. What the base had
already, known as the baseline knows findings, is marked and fails nobody. The files of the base
stand in a folder of their own, as data: no checkout, no filter, no link.
"""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from prodgate import baseline, git, run
from prodgate.findings import Finding
from prodgate.policy import PolicyError
from prodgate.result import Ignored, Reported, Result
from prodgate.source import Source, load
from prodgate.strict import quote

_FEW = 5_000  # lines up to which it is worth telling which of several equal findings is new


class Base(Struct, frozen=True):
    """What a run is compared with."""

    commit: str
    root: Path  # its files
    renamed: Mapping[str, str] = field(default_factory=dict)  # path today to path in the base

    def path(self, path: str) -> str:
        """What a file of today was called."""
        return self.renamed.get(path, path)


class NoBaseError(Exception):
    """The base cannot be had; the text is a sentence that says why."""


def check(request: run.Request, base: Base, *, whole: bool = False) -> Result:
    """Check the files that are not as in the base, and mark what the base had already.

    ``whole``: check all files, and the rules about the repository with them.
    """
    if whole:
        return marked(run.check(request), _before(request, base, None), base)
    targets = run.targets_of(request)
    said = {*(n.path for n in targets.not_checked), *(s.path for s in targets.skipped)}
    changed = frozenset(p for p in {*targets.files, *said} if _differs(request.root, base, p))
    generated = _left_out_before(base, changed)
    now = run.check(replace(request, only=changed, generated=generated))
    return marked(now, _before(request, base, changed), base)


def _differs(root: Path, base: Base, path: str) -> bool:
    now, then = load(root, path), load(base.root, base.path(path))
    if isinstance(now, bytes) and isinstance(then, bytes):
        # With core.autocrlf the work tree has other line ends than the commit.
        return now != then and now.replace(b"\r\n", b"\n") != then.replace(b"\r\n", b"\n")
    return True


def _left_out_before(base: Base, changed: Collection[str]) -> frozenset[str]:
    """The files that said of themselves in the base that they were generated."""
    from prodgate.kinds import left_out

    data = ((path, load(base.root, base.path(path))) for path in changed)
    return frozenset(
        path for path, then in data if isinstance(then, bytes) and left_out(path, then)
    )


def _before(request: run.Request, base: Base, changed: Collection[str] | None) -> Result:
    """What the base has in these files (None: in all), whatever the baseline says of it."""
    only = None if changed is None else frozenset(map(base.path, changed))
    asked = replace(
        request, root=base.root, start=None, paths=(".",), only=only, edits=False, baseline=False
    )
    return run.check(asked)


# -- what is new --------------------------------------------------------------------------------


def marked(now: Result, before: Result, base: Base) -> Result:
    """The result with the findings and ignore comments marked that the base had."""
    today = {then: path for path, then in base.renamed.items()}
    known = _counted((r.finding for r in before.reported), before.sources, today)
    keys = _keys([r.finding for r in now.reported], now.sources)
    places = _in_order(now.reported, keys, known, now.sources, before.sources, base)
    old: set[int] = set()
    for index in places:
        if known[keys[index]] > 0:
            known[keys[index]] -= 1
            old.add(index)
    reported = tuple(replace(r, known=i in old) for i, r in enumerate(now.reported))
    ignored = _with_new(now, before, today)
    return replace(now, reported=reported, ignored=ignored, base=base.commit)


def _counted(
    findings: Iterator[Finding], sources: Mapping[str, Source], today: Mapping[str, str]
) -> Counter[baseline.Key]:
    """How often each finding of the base is there, under the names of today."""
    counts: Counter[baseline.Key] = Counter()
    for finding in findings:
        code = run.code_of(finding, dict(sources))
        counts[
            baseline.key_of(
                dataclasses.replace(finding, path=today.get(finding.path, finding.path)), code
            )
        ] += 1
    return counts


def _keys(findings: Sequence[Finding], sources: dict[str, Source]) -> list[baseline.Key]:
    return [baseline.key_of(finding, run.code_of(finding, sources)) for finding in findings]


def _with_new(now: Result, before: Result, today: Mapping[str, str]) -> tuple[Ignored, ...]:
    known = _counted((i.finding for i in before.ignored), before.sources, today)
    marks = []
    for each, key in zip(
        now.ignored, _keys([i.finding for i in now.ignored], now.sources), strict=True
    ):
        known[key] -= 1
        marks.append(replace(each, new=known[key] < 0))
    return tuple(marks)


def _in_order(
    reported: Sequence[Reported],
    keys: Sequence[baseline.Key],
    known: Counter[baseline.Key],
    now: Mapping[str, Source],
    before: Mapping[str, Source],
    base: Base,
) -> list[int]:
    """The findings in the order in which they are taken for old ones.

    Where a file has more of one kind than the base had, those on lines that the base has too come
    first: what a change adds is the new one.
    """
    wanted = {key for key, count in Counter(keys).items() if 0 < known[key] < count}
    added: dict[str, set[int]] = {}
    order = []
    for index, each in enumerate(reported):
        path = each.finding.path
        if keys[index] in wanted and path not in added:
            added[path] = _added_lines(before.get(base.path(path)), now.get(path))
        order.append((each.finding.line in added.get(path, ()), index))
    return [index for _, index in sorted(order)]


def _added_lines(before: Source | None, now: Source | None) -> set[int]:
    """The lines of today, from 1, that the base does not have."""
    if before is None or now is None:
        return set()
    old, new = before.text.splitlines(), now.text.splitlines()
    if max(len(old), len(new)) > _FEW:
        return set()
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {line for block in same for line in range(block.b, block.b + block.size)}
    return {line + 1 for line in range(len(new)) if line not in kept}


# -- a base in the same repository --------------------------------------------------------------


def check_since(request: run.Request, ref: str) -> Result:
    """Check against the commit where HEAD left ``ref``; without that, everything, and say so."""
    try:
        with base_of(request.root, ref) as base:
            return check(request, base)
    except NoBaseError as error:
        result = run.check(request)
        note = f"everything was checked, and all of it counts as new: {error}"
        return replace(result, notes=(note, *result.notes))


@contextmanager
def base_of(root: Path, ref: str) -> Iterator[Base]:
    """The commit where HEAD left ``ref``, its files in a folder that is gone at the end.

    Raises NoBaseError where the commit is not known (a typing error, a shallow clone).
    """
    commit = git.base(root, ref)
    if commit is None:
        raise NoBaseError(_UNKNOWN.format(quote(ref)))
    with _files_of(root, commit) as base:
        yield base


@contextmanager
def commit_of(root: Path, ref: str) -> Iterator[Base]:
    """The commit itself, whose policy is to count. Raises PolicyError where it is not known."""
    commit = git.commit(root, ref)
    if commit is None:
        raise PolicyError("--policy-ref: " + _UNKNOWN.format(quote(ref)))
    try:
        with _files_of(root, commit) as base:
            yield base
    except NoBaseError as error:
        raise PolicyError(f"--policy-ref: {error}") from None


_UNKNOWN = "git does not know the commit {} here (a typing error, or a shallow clone)"


@contextmanager
def _files_of(root: Path, commit: str) -> Iterator[Base]:
    from prodgate import scratch

    with scratch.empty() as copy:
        try:
            scratch.fill_from_commit(copy, root, commit)
            scratch.as_repository(copy, root, commit)
        except scratch.NoCopyError as error:
            raise NoBaseError(str(error)) from None
        yield Base(commit, copy.root, renames(root, commit, "HEAD"))


def renames(root: Path, before: str, now: str) -> dict[str, str]:
    """The files that moved between two commits: path in ``now`` to path in ``before``."""
    answer = git.ask(
        root, "diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", before, now
    )
    words = os.fsdecode(answer or b"").split("\0")[:-1]  # "R097", old, new, and so on
    return dict(zip(words[2::3], words[1::3], strict=True))

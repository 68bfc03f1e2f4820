"""Suggestions as comments of a review on a pull request.

One comment whose lines are not in the diff loses a whole review, and a comment on lines that have
changed meanwhile suggests something wrong: so each is held against the pull request as it is now.
A comment that stands already is not made again, and one that no longer holds is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from prodgate.github.api import Api, ApiError
from prodgate.github.delivered import Delivered
from prodgate.github.event import Event, Pull
from prodgate.github.suggestions import Suggestion, mark_of

MOST = 10  # on one pull request at a time; more is noise, and looks like abuse to GitHub
_RECIPE = (
    "the token of a fork's pull request can only read. A second workflow, on `workflow_run`, can "
    "post: see docs/github.md"
)
_RIGHTS = "the job needs `permissions: pull-requests: write`"
_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class _Ours(Struct, frozen=True):
    """A comment that an earlier run made."""

    number: int
    key: str
    digest: str
    place: tuple[str, int, int] | None  # None: GitHub calls it outdated
    replied: bool


class _Tally(Struct):
    posted: int = 0
    standing: int = 0
    deleted: int = 0
    outside: int = 0
    changed: int = 0
    more: int = 0
    refused: int = 0
    trouble: list[str] = field(default_factory=list)


def post(api: Api, event: Event, suggestions: Sequence[Suggestion]) -> Delivered:
    """Bring the comments of a pull request to what the suggestions are."""
    pull = event.pull
    if pull is None:
        return Delivered(False, "no suggestion: this run is not about a pull request")
    path = f"/repos/{event.repository}/pulls/{pull.number}"
    try:
        moved = _moved(api.get(path), pull)
        if moved is not None:
            return Delivered(False, moved)
        ours = _ours(api.pages(f"{path}/comments"))
        if not suggestions and not ours:
            return Delivered(True, "there is nothing to suggest")
        tally = _Tally()
        placed = _placed(api, path, suggestions, tally)
        stale, new = _compare(ours, suggestions, placed, tally)
        _send(api, path, pull, new, tally)
        _delete(api, event, stale, tally)
    except ApiError as error:
        return Delivered(False, f"no suggestion: {_why(pull, error)}")
    return Delivered(not tally.trouble, _said(tally))


def _moved(found: Any, pull: Pull) -> str | None:
    """Why there is nothing to do any more: the answer to a push belongs to the run it starts."""
    head = found.get("head", {}).get("sha") if isinstance(found, dict) else None
    if head != pull.head:
        return "no suggestion: the pull request has newer commits, whose own run suggests"
    if found.get("state") != "open":
        return "no suggestion: the pull request is closed"
    return None


# -- what stands there ----------------------------------------------------------------------------


def _ours(comments: Iterable[Any]) -> list[_Ours]:
    """Our own comments. A person can write our marker: what a person wrote is never ours."""
    rows = [each for each in comments if isinstance(each, dict)]
    answered = {row.get("in_reply_to_id") for row in rows}
    found = []
    for row in rows:
        user, number, body = row.get("user"), row.get("id"), row.get("body")
        mark = mark_of(body) if isinstance(body, str) else None
        if not mark or not isinstance(user, dict) or user.get("type") != "Bot":
            continue
        if isinstance(number, int) and row.get("in_reply_to_id") is None:
            found.append(_Ours(number, *mark, _place(row), number in answered))
    return found


def _place(row: Mapping[str, Any]) -> tuple[str, int, int] | None:
    path, end = row.get("path"), row.get("line")
    start = row.get("start_line") or end
    if isinstance(path, str) and isinstance(start, int) and isinstance(end, int):
        return path, start, end
    return None


def _compare(
    ours: Iterable[_Ours],
    suggestions: Iterable[Suggestion],
    placed: Sequence[Suggestion],
    tally: _Tally,
) -> tuple[list[_Ours], list[Suggestion]]:
    """Comments to take away, and suggestions to make.

    The lines of a suggestion are those of the head only where its file is as it was checked (not
    merged with a change of the base): elsewhere the same rewrite at whatever place still holds.
    """
    marks = {each.mark for each in suggestions}
    places = {each.mark: (each.path, each.start, each.end) for each in placed}
    stale: list[_Ours] = []
    settled: set[str] = set()
    for each in ours:
        mark = (each.key, each.digest)
        holds = each.place is not None and mark in marks
        if holds and places.get(mark, each.place) == each.place and each.key not in settled:
            settled.add(each.key)
            tally.standing += 1
        elif each.replied:  # people talk there; the same again would talk over them
            settled.add(each.key)
        else:
            stale.append(each)
    new = [each for each in placed if each.mark[0] not in settled]
    room = max(MOST - tally.standing, 0)
    tally.more = len(new[room:])
    return stale, new[:room]


# -- where they can stand -------------------------------------------------------------------------


def _placed(
    api: Api, path: str, suggestions: Sequence[Suggestion], tally: _Tally
) -> list[Suggestion]:
    """The suggestions whose file is as it was checked, and whose lines the diff shows."""
    if not suggestions:
        return []
    wanted = {each.path for each in suggestions}
    files = {
        row["filename"]: row
        for row in api.pages(f"{path}/files")
        if isinstance(row, dict) and row.get("filename") in wanted
    }
    placed = []
    for each in suggestions:
        file = files.get(each.path)
        if file is None:
            tally.outside += 1
        elif file.get("sha") != each.blob:
            tally.changed += 1
        elif not any(a <= each.start and each.end < b for a, b in _hunks(file.get("patch"))):
            tally.outside += 1
        else:
            placed.append(each)
    return placed


def _hunks(patch: Any) -> Iterator[tuple[int, int]]:
    """First line, and the one behind the last, of each hunk on the side of the head.

    There is no patch for what is binary or very large: GitHub takes no comment there either.
    """
    for found in _HUNK.finditer(patch if isinstance(patch, str) else ""):
        start, count = int(found[1]), int(found[2] or 1)
        yield start, start + count


# -- making and taking away -----------------------------------------------------------------------


def _send(api: Api, path: str, pull: Pull, new: Sequence[Suggestion], tally: _Tally) -> None:
    if not new:
        return
    count = f"{len(new)} place" if len(new) == 1 else f"{len(new)} places"
    review = {
        "commit_id": pull.head,
        "event": "COMMENT",
        "body": f"prodgate can rewrite {count} here; each suggestion stands on its own.",
        "comments": [_comment(each) for each in new],
    }
    try:
        api.post(f"{path}/reviews", review)
        tally.posted = len(new)
    except ApiError as error:
        if error.status == 422:
            _one_by_one(api, path, pull, new, tally)
        elif error.status == 0 or error.status >= 500:
            _after_silence(api, path, new, tally, error)
        else:
            raise


def _one_by_one(api: Api, path: str, pull: Pull, new: Iterable[Suggestion], tally: _Tally) -> None:
    """One bad place must not lose the others."""
    for each in new:
        try:
            api.post(f"{path}/comments", {"commit_id": pull.head, **_comment(each)})
            tally.posted += 1
        except ApiError as error:
            if error.status != 422:
                tally.trouble.append(_why(pull, error))
                return
            tally.refused += 1


def _after_silence(
    api: Api, path: str, new: Sequence[Suggestion], tally: _Tally, error: ApiError
) -> None:
    """It may have been made: looked up, and not made a second time."""
    there = {each.key for each in _ours(api.pages(f"{path}/comments"))}
    tally.posted = sum(each.mark[0] in there for each in new)
    if tally.posted < len(new):
        tally.trouble.append(error.sentence)


def _comment(each: Suggestion) -> dict[str, Any]:
    comment = {"path": each.path, "body": each.body, "line": each.end, "side": "RIGHT"}
    if each.start == each.end:
        return comment
    return {**comment, "start_line": each.start, "start_side": "RIGHT"}


def _delete(api: Api, event: Event, stale: Iterable[_Ours], tally: _Tally) -> None:
    for each in stale:
        try:
            api.delete(f"/repos/{event.repository}/pulls/comments/{each.number}")
            tally.deleted += 1
        except ApiError as error:
            if error.status != 404:  # somebody was quicker
                tally.trouble.append(f"an outdated suggestion could not be taken away: {error}")
                return


# -- what is said ---------------------------------------------------------------------------------


def _why(pull: Pull, error: ApiError) -> str:
    if error.status in {401, 403, 404}:
        return _RECIPE if pull.fork else f"{_RIGHTS} ({error.sentence})"
    return error.sentence


def _said(tally: _Tally) -> str:
    counts = (
        (tally.posted, "posted"),
        (tally.standing, "there already"),
        (tally.deleted, "that no longer hold taken away"),
        (tally.outside, "left out: the pull request does not show their lines"),
        (tally.changed, "left out: their file is not as it was checked"),
        (tally.refused, "that GitHub did not take"),
        (tally.more, f"left for later: at most {MOST} at a time"),
    )
    parts = [f"{count} {what}" for count, what in counts if count]
    sentence = f"suggestions: {'; '.join(parts)}" if parts else "there is nothing new to suggest"
    return "; ".join([sentence, *tally.trouble])

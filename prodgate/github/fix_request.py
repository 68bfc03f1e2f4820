"""Fixes as one pull request, made by the API alone: nothing is checked out and nothing pushed.

The branch only ever moves forward, so that a push of somebody else's at the same moment is never
lost; and only where its last commit is one of ours, untouched, so that nobody's work is rewritten.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from prodgate.github.api import Api, ApiError, segment
from prodgate.github.delivered import Delivered
from prodgate.github.event import Event
from prodgate.github.suggestions import blob_of

BRANCH = "prodgate/fixes"
Content = tuple[str, bytes | None]  # git's mode; the bytes, or None to delete the file
_BATCH_FILES, _BATCH_BYTES = 200, 3_000_000  # of one tree: a request of GitHub's ends after ten s
_LONGEST = 65_000  # characters of a body; GitHub takes 65,536
_OURS = re.compile(r"^Prodgate-Made: tree ([0-9a-f]{40,64}) on ([0-9a-f ]{40,200})\s*\Z", re.M)
_FOLDER = ".github/workflows/"


class _Branch(Struct, frozen=True):
    """Our branch as it is."""

    tip: str
    tree: str
    base: str  # the commit of the default branch that it was made for


class _Stop(Exception):  # noqa: N818 (not an error: there is nothing more to do)
    def __init__(self, said: str, *, done: bool = False) -> None:
        self.delivered = Delivered(done, said)


def open_or_update(
    api: Api,
    event: Event,
    files: Mapping[str, Content],
    title: str,
    body: str,
    base_sha: str,
    branch: str = BRANCH,
) -> Delivered:
    """One pull request with these files against the default branch, or the one that is open.

    ``base_sha`` is the commit of the default branch that the files were made from.
    """
    try:
        return _request(api, event, files, title, body[:_LONGEST], base_sha, branch)
    except _Stop as stop:
        return stop.delivered
    except ApiError as error:
        return Delivered(False, f"no pull request with fixes: {_why(error)}")


def _request(
    api: Api,
    event: Event,
    files: Mapping[str, Content],
    title: str,
    body: str,
    base_sha: str,
    branch: str,
) -> Delivered:
    kept, left = _allowed(files)
    if not kept:
        raise _Stop(f"no pull request with fixes: there is nothing to rewrite{left}", done=True)
    if _tip(api, event, event.default_branch) != base_sha:
        raise _Stop(f"no pull request with fixes: {event.default_branch} has newer commits")
    ours = _branch(api, event, branch)
    number, closed = _pulls(api, event, branch)
    if ours is not None and number is None and closed is not None:
        raise _Stop(
            f"no pull request with fixes: #{closed} was closed without a merge; "
            f"delete the branch {branch} to be asked again",
            done=True,
        )
    commit = _commit(api, event, base_sha)
    tree = _tree(api, event, str(commit["tree"]["sha"]), kept)
    if tree == commit["tree"]["sha"]:
        raise _Stop("no pull request with fixes: the files are that way already", done=True)
    moved = ours is None or ours.tree != tree
    if moved:
        _move(api, event, branch, ours, tree, base_sha, title)
    if number is None:
        number = _open(api, event, branch, title, body)
        return Delivered(True, f"pull request #{number} has the fixes{left}")
    if moved:
        api.patch(f"/repos/{event.repository}/pulls/{number}", {"body": body})
        return Delivered(True, f"pull request #{number} has the fixes as of now{left}")
    return Delivered(True, f"pull request #{number} has the fixes already{left}")


def _allowed(files: Mapping[str, Content]) -> tuple[dict[str, Content], str]:
    """The files that a token of a workflow may write, and a clause about the others."""
    kept = {path: content for path, content in files.items() if _writable(path)}
    count = len(files) - len(kept)
    if not count:
        return kept, ""
    what = "1 file" if count == 1 else f"{count} files"
    return kept, f"; {what} left out, which no workflow may write ({_FOLDER})"


def _writable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    parts = path.lower().split("/")
    return not path.lower().startswith(_FOLDER) and not {"", ".", "..", ".git"} & set(parts)


# -- the branch -----------------------------------------------------------------------------------


def _tip(api: Api, event: Event, branch: str) -> str | None:
    try:
        found = api.get(f"/repos/{event.repository}/git/ref/heads/{_ref(branch)}")
    except ApiError as error:
        if error.status == 404:
            return None
        raise
    return str(found["object"]["sha"])


def _ref(branch: str) -> str:
    return "/".join(segment(part) for part in branch.split("/"))


def _commit(api: Api, event: Event, sha: str) -> Any:
    return api.get(f"/repos/{event.repository}/git/commits/{segment(sha)}")


def _branch(api: Api, event: Event, branch: str) -> _Branch | None:
    """Our branch; None where there is none. Stops where its last commit is not ours.

    Names and addresses of authors can be chosen freely. The message of our commits says which
    tree they have and what they stand on, and only of a commit that nobody has touched is that so.
    """
    if branch == event.default_branch:
        raise _Stop(f"no pull request with fixes: {branch} is the default branch")
    tip = _tip(api, event, branch)
    if tip is None:
        return None
    commit = _commit(api, event, tip)
    said = _OURS.search(str(commit["message"]))
    parents = [str(parent["sha"]) for parent in commit["parents"]]
    if not said or said[1] != commit["tree"]["sha"] or said[2].split() != parents:
        raise _Stop(
            f"no pull request with fixes: the branch {branch} has commits of others; "
            "merge it or delete it, and the next run makes a new one"
        )
    return _Branch(tip, said[1], parents[-1])


def _move(
    api: Api,
    event: Event,
    branch: str,
    ours: _Branch | None,
    tree: str,
    base_sha: str,
    title: str,
) -> None:
    """A commit on top of what is there, and of the base where that has moved."""
    parents = [base_sha] if ours is None else [ours.tip, base_sha]
    message = f"{title}\n\nProdgate-Made: tree {tree} on {' '.join(parents)}\n"
    body = {"message": message, "tree": tree, "parents": parents}
    root = f"/repos/{event.repository}/git"
    sha = api.post(f"{root}/commits", body, again=True)["sha"]
    try:
        if ours is None:
            api.post(f"{root}/refs", {"ref": f"refs/heads/{branch}", "sha": sha})
        else:
            api.patch(f"{root}/refs/heads/{_ref(branch)}", {"sha": sha, "force": False})
    except ApiError as error:
        if error.status == 422:
            raise _Stop(f"no pull request with fixes: {branch} was pushed to meanwhile") from None
        raise


# -- its files ------------------------------------------------------------------------------------


def _tree(api: Api, event: Event, base: str, files: Mapping[str, Content]) -> str:
    """The tree of the base with the files in it."""
    tree = base
    for batch in _batches(api, event, files):
        body = {"base_tree": tree, "tree": batch}
        tree = str(api.post(f"/repos/{event.repository}/git/trees", body, again=True)["sha"])
    return tree


def _batches(
    api: Api, event: Event, files: Mapping[str, Content]
) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for path, (mode, data) in sorted(files.items()):
        batch.append({"path": path, "mode": mode, "type": "blob", **_entry(api, event, data)})
        size += len(data or b"")
        if len(batch) == _BATCH_FILES or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _entry(api: Api, event: Event, data: bytes | None) -> dict[str, str | None]:
    """What stands for the content: the text itself where that is sure to arrive as it is.

    GitHub allows 80 requests a minute that make something, so not each file can have its own.
    """
    if data is None:
        return {"sha": None}
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if text and "\0" not in text and "\r" not in text:
        return {"content": text}
    body = {"content": base64.b64encode(data).decode(), "encoding": "base64"}
    made = api.post(f"/repos/{event.repository}/git/blobs", body, again=True)
    if made["sha"] != blob_of(data):
        raise ApiError(0, "a file did not arrive as it was sent")
    return {"sha": str(made["sha"])}


# -- the pull request -----------------------------------------------------------------------------


def _pulls(api: Api, event: Event, branch: str) -> tuple[int | None, int | None]:
    """The number of the open pull request; else of the last one, if it was closed unmerged."""
    owner = event.repository.partition("/")[0]
    query = {"head": f"{owner}:{branch}", "base": event.default_branch, "state": "all"}
    found = list(api.pages(f"/repos/{event.repository}/pulls", query, most=1))
    is_open = [int(each["number"]) for each in found if each["state"] == "open"]
    if is_open or not found:
        return (is_open[0] if is_open else None), None
    last = max(found, key=lambda each: int(each["number"]))
    return None, None if last.get("merged_at") else int(last["number"])


def _open(api: Api, event: Event, branch: str, title: str, body: str) -> int:
    wanted = {"title": title, "head": branch, "base": event.default_branch, "body": body}
    try:
        return int(api.post(f"/repos/{event.repository}/pulls", wanted)["number"])
    except ApiError as error:
        if error.status not in {403, 422}:
            raise
        where = f"{event.server}/{event.repository}/compare/{_ref(branch)}?expand=1"
        remedy = (
            "a workflow may not open one here (Settings, Actions, General: Allow GitHub Actions "
            "to create pull requests)"
            if error.status == 403
            else error.sentence
        )
        raise _Stop(f"the fixes are on {branch}, without a pull request: {remedy}. To open it "
                    f"by hand: {where}") from None  # fmt: skip


def _why(error: ApiError) -> str:
    if error.status in {401, 403, 404}:
        needs = "the job needs `permissions: contents: write, pull-requests: write`"
        return f"{needs} ({error.sentence})"
    return error.sentence

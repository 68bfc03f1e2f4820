"""Which commits a run is about: what is checked, what it is compared with, whose policy counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from prodgate.github.event import Event, EventError, Pull

if TYPE_CHECKING:
    from prodgate.github.api import Api
    from prodgate.github.gathering import Store


class Choice(Struct, frozen=True):
    """The commits of a run."""

    event: Event  # with the pull request that it is about, where another workflow's run says which
    head: str
    ref: str  # what code scanning files the results under
    base: str | None = None
    policy: str | None = None  # None: there is none that can be trusted, the defaults count
    notes: tuple[str, ...] = ()


class NothingToDo(Exception):  # noqa: N818 - it is an answer, not a fault
    """Another run has the work; the text is a sentence that says which."""


NO_BASE = (
    "the base cannot be had, so everything was checked, all of it counts as "
    "new, and the built-in policy counts"
)


def choose(event: Event, store: Store, api: Api) -> Choice:
    """The commits, of which the checked one is fetched. Raises EventError, NothingToDo."""
    if event.name == "workflow_run" and event.run and event.run.event.startswith("pull_request"):
        return _of_other_run(event, store, api)
    if event.pull is not None:
        return _of_pull(event, event.pull, store, api)
    store.need([event.sha])
    if event.group_base:
        return _with_base(
            Choice(event, event.sha, event.ref, event.group_base, event.group_base), store
        )
    return Choice(event, event.sha, event.ref, None, event.sha)


def _of_pull(event: Event, pull: Pull, store: Store, api: Api) -> Choice:
    """The merge of the pull request against the branch it goes to: exactly what it changes."""
    store.need([event.sha])
    parents = store.parents(event.sha)
    merged = len(parents) == 2 and parents[1] == pull.head
    base = parents[0] if merged else merge_base(event, pull, api)
    ref = event.ref if merged else f"refs/pull/{pull.number}/head"
    return _with_base(Choice(event, event.sha, ref, base, base), store)


def _of_other_run(event: Event, store: Store, api: Api) -> Choice:
    """The pull request whose workflow has ended, read as data: nothing of it is checked out."""
    pull = _pull_of(event, api)
    ref = f"refs/pull/{pull.number}/merge"
    merge = store.tip(ref)
    parents = store.parents(merge) if merge else []
    if merge and len(parents) == 2 and parents[1] == pull.head:
        about = replace(event, pull=pull, sha=merge, ref=ref)
        return _with_base(Choice(about, merge, ref, parents[0], parents[0]), store)
    store.need([pull.head])
    base = merge_base(event, pull, api)
    ref = f"refs/pull/{pull.number}/head"
    about = replace(event, pull=pull, sha=pull.head, ref=ref)
    return _with_base(Choice(about, pull.head, ref, base, base), store)


def _with_base(choice: Choice, store: Store) -> Choice:
    try:
        store.need([choice.base] if choice.base else [])
    except EventError as error:
        return replace(choice, base=None, policy=None, notes=(f"{NO_BASE} ({error})",))
    return choice


def merge_base(event: Event, pull: Pull, api: Api) -> str:
    """Where the pull request left its base; the tip of the base where GitHub does not say."""
    from prodgate.github.api import ApiError

    path = f"/repos/{event.repository}/compare/{pull.base}...{pull.head}"
    try:
        answer = api.get(path, {"per_page": 1})
    except ApiError:
        return pull.base
    found = answer.get("merge_base_commit") if isinstance(answer, dict) else None
    sha = found.get("sha") if isinstance(found, dict) else None
    return sha if isinstance(sha, str) and sha.isalnum() else pull.base


def _pull_of(event: Event, api: Api) -> Pull:
    """The open pull request of the commit that the other run was about.

    The event says it only for branches of this repository, so it is asked for: by the owner and
    branch that GitHub gives in the event, and only one with that very commit counts.
    """
    from prodgate.github.api import ApiError

    run = event.run
    if run is None or not run.owner:
        raise NothingToDo("the repository that the pull request came from is gone")
    query = {"state": "open", "head": f"{run.owner}:{run.branch}"}
    try:
        found = list(api.pages(f"/repos/{event.repository}/pulls", query, most=3))
    except ApiError as error:
        raise EventError(f"the pull request of this run cannot be asked for: {error}") from None
    pulls = [pull for each in found if (pull := _read_pull(each, event)) and pull.head == run.head]
    if len(pulls) != 1:
        raise NothingToDo(
            f"no open pull request has {run.head[:12]} as its last commit (closed, or pushed to "
            "since: the run of the newer commit does it)"
        )
    return pulls[0]


def _read_pull(answer: object, event: Event) -> Pull | None:
    from prodgate.github.event import pull_of

    return pull_of({"pull_request": answer}, event.repository)

"""Results to GitHub code scanning: handed over, then asked what became of them."""

from __future__ import annotations

import base64
import gzip
import time
from collections.abc import Sequence
from typing import Any

from prodgate.escape import printable
from prodgate.github.api import Api, ApiError, segment
from prodgate.github.delivered import Delivered
from prodgate.github.event import Event

TOOL = "prodgate"
_MOST = 10_000_000  # bytes, compressed: the limit of the API
_PAUSES = (2.0, 3.0, 5.0, 10.0, 10.0)  # seconds; small files take two to five
_ELSEWHERE = "The findings are in the annotations and the summary of this run."


def ref_of(event: Event, checked: str) -> str:
    """The ref to file results under: that of the commit which was checked.

    A pull request has two, one for what its author pushed and one for that merged into the base;
    under the wrong one the alerts point at lines of another file.
    """
    if event.pull is not None and checked == event.pull.head:
        return f"refs/pull/{event.pull.number}/head"
    return event.ref


def upload(
    api: Api,
    event: Event,
    sarif: bytes,
    checked: str,
    *,
    ref: str | None = None,
    pauses: Sequence[float] = _PAUSES,
) -> Delivered:
    """Hand over a SARIF file for the commit ``checked``, and wait a little for its processing."""
    packed = gzip.compress(sarif, mtime=0)
    if len(packed) > _MOST:
        return Delivered(
            False, f"code scanning takes 10 MB and the results have more. {_ELSEWHERE}"
        )
    body = {
        "commit_sha": checked,
        "ref": ref or ref_of(event, checked),
        "sarif": base64.b64encode(packed).decode(),
        "tool_name": TOOL,
    }
    try:
        made = api.post(f"/repos/{event.repository}/code-scanning/sarifs", body, again=True)
    except ApiError as error:
        return Delivered(False, _why(event, error))
    number = made.get("id") if isinstance(made, dict) else None
    if not isinstance(number, str):
        return Delivered(True, "code scanning has the results")
    return _processed(api, event, number, pauses)


def _processed(api: Api, event: Event, number: str, pauses: Sequence[float]) -> Delivered:
    path = f"/repos/{event.repository}/code-scanning/sarifs/{segment(number)}"
    for pause in pauses:
        time.sleep(pause)
        try:
            state = api.get(path)
        except ApiError:
            break  # they were taken; that nobody says more is no fault of theirs
        status = state.get("processing_status") if isinstance(state, dict) else None
        if status == "complete":
            return Delivered(True, "the results are in code scanning")
        if status == "failed":
            return Delivered(False, f"code scanning could not use the results: {_errors(state)}")
    return Delivered(True, "code scanning has the results, and is still working on them")


def _errors(state: dict[str, Any]) -> str:
    errors = state.get("errors")
    said = "; ".join(str(e) for e in errors) if isinstance(errors, list) else ""
    return printable(said)[:500] or "it does not say why"


def _why(event: Event, error: ApiError) -> str:
    said = error.sentence.lower()
    if error.status in {403, 404} and event.pull is not None and event.pull.fork:
        return (
            "nothing was sent to code scanning: the token of a fork's pull request can only read. "
            + _ELSEWHERE
        )
    if error.status == 403 and ("security must be enabled" in said or "not enabled" in said):
        return (
            "nothing was sent to code scanning: it is off for this repository (Settings, "
            f"Advanced Security; a private one needs GitHub Code Security). {_ELSEWHERE}"
        )
    if error.status in {403, 404}:
        return (
            "nothing was sent to code scanning: the job needs `permissions: security-events: "
            f"write` (in a private repository also `actions: read`). {_ELSEWHERE}"
        )
    return f"nothing was sent to code scanning ({error.sentence}). {_ELSEWHERE}"

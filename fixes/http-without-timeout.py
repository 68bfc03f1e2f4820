"""Give the request, or the session that makes it, the policy's timeout.

Safe where an answer that comes in time behaves as before. Unsafe where a sound answer may take
longer: streams in JavaScript, which the limit cuts off.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.limits import Overlong, timeout_fix
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``timeout=60.0`` for requests, ``signal: AbortSignal.timeout(60_000)`` for fetch."""
    found = finding.data
    assert isinstance(found, Overlong)
    return timeout_fix(view, found)

"""Set the client's own timeout, in its own unit, to the policy's default.

Safe where an answer that comes in time behaves as before. Unsafe where a sound answer may take
longer: streams in JavaScript, which the limit cuts off, reasoning models, models on one's own
machine.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.limits import Overlong, timeout_fix
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A keyword or option of the constructor, or of the call where there is none."""
    found = finding.data
    assert isinstance(found, Overlong)
    return timeout_fix(view, found)

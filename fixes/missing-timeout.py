"""Set the client's own timeout, in its own unit, to the policy's default."""

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

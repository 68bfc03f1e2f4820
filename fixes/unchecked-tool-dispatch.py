"""Ask an allow-list by role before a function runs that a model named.

The check stands in front of the statement that looks the name up, and raises for a name that the
role of the caller may not run. It is the guard module's, beside the file, or the team's own. Until
the roles are filled in, nobody may run anything.
"""

from __future__ import annotations

from prodgate.dispatching import checked
from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.dispatch import Dispatch
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``check_tool(caller_role(), name)`` in front of the look-up."""
    assert isinstance(finding.data, Dispatch)
    return checked(view, finding.data)

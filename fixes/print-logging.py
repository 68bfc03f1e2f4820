"""Prints that carry data become records of a logger.

The team's own function where the policy names one, the logger that the file has, else
`logging.getLogger(__name__)` in Python and one line of JSON in JavaScript. Only the prints that are
reported change, and none that carries a credential: a log keeps it longer than a terminal does.
Unsafe: what is printed now is only seen where logging is set up to show it.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.prints import Print
from prodgate.meaning.records import recorded
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Every print of the file that carries data, or none."""
    found: tuple[Print, ...] = finding.data
    if secret := next((each.credential for each in found if each.credential), ""):
        return Refusal(
            "carries-credential",
            f"take {secret} out of what is printed, or mask it (say whether it is there), and "
            "renew it where the output of the process was kept",
        )
    return recorded(view, found)

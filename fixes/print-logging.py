"""Prints that carry data become records of a logger.

The team's own function where the policy names one, the logger that the file has, else
`logging.getLogger(__name__)` in Python and one line of JSON in JavaScript. Only the prints that are
reported change. Unsafe: what is printed now is only seen where logging is set up to show it.
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
    return recorded(view, found)

"""Let the environment switch debugging on; off by default.

Unsafe: whoever starts the program for development has to set the variable from now on.
"""

from __future__ import annotations

from prodgate.edits import AddImport, Fix, Import, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.debugging import Debug
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``os.environ.get("FLASK_DEBUG") == "1"`` in place of ``True``."""
    found = finding.data
    assert isinstance(found, Debug)
    if found.kind == "errorhandler":
        return Refusal(
            "needs-a-decision", 'use it only inside if (process.env.NODE_ENV === "development")'
        )
    if found.value is None or found.kind == "environment":
        return Refusal(
            "needs-a-decision",
            "delete the line, and let whoever starts the program for development set the variable",
        )
    span = found.value.start, found.value.end
    if not found.variable:
        return Fix((Replace(span, "false"),), Applicability.UNSAFE, "off")
    code = f'os.environ.get("{found.variable}") == "1"'
    title = f"off, unless {found.variable} is 1"
    return Fix((AddImport(Import("os")), Replace(span, code)), Applicability.UNSAFE, title)

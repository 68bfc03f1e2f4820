"""Check the body where it is read, with a schema inferred from how it is used.

zod in JavaScript and TypeScript, pydantic in Python; every list and string gets the policy's
limits. Unsafe: what does not fit is refused from now on (the parse throws), what no one reads is
dropped, and the project needs the library.
"""

from __future__ import annotations

from typing import Any

from prodgate import syntax as s
from prodgate.body.javascript import rewrite as rewrite_javascript
from prodgate.body.python import rewrite as rewrite_python
from prodgate.body.readings import unchecked
from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A schema for each source that the handler reads unchecked; all of them or none."""
    data: Any = finding.data
    handler = getattr(data, "handler", None)
    if not isinstance(handler, s.Function):
        return Refusal("not-found", "check the body with a schema before it is used")
    readings = unchecked(view, handler)
    if not readings:
        return Refusal("not-found", "check the body with a schema before it is used")
    rewrite = rewrite_python if view.language == "python" else rewrite_javascript
    return rewrite(view, handler, readings)

"""Check what a model wrote with a schema, where it becomes an object.

pydantic in Python, zod in JavaScript and TypeScript, inferred from what the code reads or from the
function that takes the arguments; every list and string gets the policy's limits. Unsafe: what does
not fit is refused from now on, what no one reads is dropped, and the project needs the library.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.body.model_output import rewrite
from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.model_objects import Object
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A schema around the object, where the file shows what it has to hold."""
    found = finding.data
    assert isinstance(found, Object)
    if found.cut:
        return Refusal(
            "no-place",
            "test the finish reason before the answer is parsed: one that was cut at the token "
            "limit "
            '("length", "max_tokens") is no whole JSON',
        )
    if found.given.schema or found.given.path[:1] == ("(unchecked)",):
        return Refusal("shape-unknown", 'give the call a zod schema instead of output: "no-schema"')
    if not isinstance(found.node, s.Call) and _is_repeated(view, found.node):
        return Refusal(
            "no-place",
            "each branch takes other arguments: parse them with the schema of its tool, once in "
            "each "
            "branch, and use what the parse gives",
        )
    return rewrite(view, found)


def _is_repeated(view: View, node: s.Node) -> bool:
    """``block.input`` in several branches: each is another tool's."""
    function = view.names.function(node)
    code = view.code(node)
    scope: s.Node = function or view.module
    same = (n for n in s.walk(scope) if isinstance(n, type(node)) and view.code(n) == code)
    return sum(1 for _ in same) > 1

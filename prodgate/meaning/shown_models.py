"""Names of models that are shown and ask nothing: documentation, and labels of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Names

# Arguments, keys and names whose value is printed in the documentation of an API.
_DOCUMENTATION = {
    "example", "examples", "openapi_examples", "openapi_extra", "json_schema_extra",
    "schema_extra", "openapiExamples",
}  # fmt: skip
# What an answer that is sent back is called. "create_response(...)" asks for one: only classes.
_ANSWER = lazy(
    r"(?:[A-Z]\w*)?(?:Response|Reply|Result|Object|Chunk|Record|Info|Metadata|Event|Usage|Output|Out"
    r"|Card|ChatCompletion|Message)"
)
# Fields beside the model that only an answer has.
_OF_ANSWER = {"object", "choices", "usage", "owned_by", "created", "created_at", "finish_reason"}
_SENDS = {"json", "jsonify", "JSONResponse", "JsonResponse", "send"}


def is_documentation(names: Names, node: s.Node) -> bool:
    """Whether a value stands in an example that documents an API."""
    for above in names.above(node):
        if isinstance(above, s.Argument | s.Entry) and above.name in _DOCUMENTATION:
            return True
        if isinstance(above, s.Assign):
            written = (s.dotted(target) or "" for target in above.targets)
            return any(each.rpartition(".")[2] in _DOCUMENTATION for each in written)
        if isinstance(above, s.Function | s.Class):
            return False
    return False


def is_label(call: s.Call) -> bool:
    """Whether a call puts an answer together, so that the model in it only says who gave it."""
    last = call.callee.name if isinstance(call.callee, s.Attribute) else s.dotted(call.callee) or ""
    if last in _SENDS:
        return True
    beside = {item.name for item in call.arguments}
    return bool(_ANSWER.fullmatch(last)) or bool(beside & _OF_ANSWER)

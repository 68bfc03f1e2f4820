"""What a framework fills from a request, and which of its fields are free text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_PLAIN_TYPES = lazy(
    r"\b(?:int|float|bool|date|datetime|UUID|Decimal|Literal|Enum|number|boolean|Date|EmailStr|"
    r"\w*Url|UUID[1-8]|IPvAny\w+)\b"
)
_PATTERN = lazy(r"\b(?:pattern|regex)\s*=")
_TEXT_TYPES = lazy(r"\b(?:str|string|dict|list|Dict|List|Any|any|unknown)\b")


def is_plain(view: View, param: s.Param) -> bool:
    """A number, a date, one of several words, as the type says."""
    if param.annotation is None:
        return False
    code = view.code(param.annotation)
    return bool(_PLAIN_TYPES.search(code)) and not _TEXT_TYPES.search(code)


_INJECTED = lazy(
    r"Depends|Request|Response|Session|WebSocket|BackgroundTasks|Security|Header|Cookie|State|"
    r"Context|Connection|Service|Client|Settings|User\b"
)


def is_request_data(view: View, handler: s.Function, param: s.Param) -> bool:
    """A parameter of a route that the framework fills from the request."""
    if not handler.decorators or s.dotted(param.target) in {"self", "cls", "request", "req", "db"}:
        return False
    code = view.code(param.annotation) if param.annotation is not None else ""
    default = view.code(param.default) if param.default is not None else ""
    if _INJECTED.search(default) or not code:
        return False
    return not _INJECTED.search(code) or bool(re.search(r"[a-z](?:Request|State|Context)\b", code))


def field_is_text(view: View, annotation: s.Node, field: str) -> bool | None:
    """Whether a field of a class of this file holds text; None where that is not written here."""
    owner = class_named(view, annotation)
    if owner is None:
        return None
    for statement in owner.body:
        annotated = statement.annotation if isinstance(statement, s.Assign) else None
        if annotated is not None and field_named(statement) == field:
            return not (_is_choice(view, annotated) or _PATTERN.search(view.code(statement)))
    return None


def field_named(statement: s.Node) -> str | None:
    """The field that a statement in a class declares."""
    return s.dotted(statement.targets[0]) if isinstance(statement, s.Assign) else None


def _is_choice(view: View, annotation: s.Node) -> bool:
    """A number, a date, one of several: by the type, or an enumeration of this file."""
    code = view.code(annotation)
    if _PLAIN_TYPES.search(code) and not _TEXT_TYPES.search(re.sub(r"Literal\[[^]]*\]", "", code)):
        return True
    owner = class_named(view, annotation)
    return owner is not None and any((s.dotted(b) or "").endswith("Enum") for b in owner.bases)


def class_named(view: View, annotation: s.Node) -> s.Class | None:
    """The class of this file that an annotation names: ``Ask``, ``Ask | None``, ``list[Ask]``."""
    for node in s.walk(annotation):
        if isinstance(node, s.Name):
            for binding in view.names.lookup(node):
                if isinstance(binding.node, s.Class):
                    return binding.node
    return None

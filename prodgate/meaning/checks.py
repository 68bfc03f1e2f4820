"""What a file's own schema says of a value that it checked: of which shape it is, not what it says.

Classes of pydantic in Python, zod in JavaScript. A schema of another file is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body.answers import NAME as CHECKS
from prodgate.meaning.names import Binding
from prodgate.meaning.outside_words import called
from prodgate.meaning.request_fields import class_named, field_is_text
from prodgate.meaning.zod_schemas import ZodSchemas

if TYPE_CHECKING:
    from prodgate.view import View

_VALIDATES = {"model_validate", "model_validate_json", "parse_obj", "parse_raw"}
_DUMPS = {"model_dump", "dict"}  # a model as a dict again


class Checks:
    """Answers for one file."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        self.schemas = ZodSchemas(view)

    def is_checked(self, binding: Binding) -> bool:
        """Whether a name holds what a schema of this file was given."""
        if self.model(binding) is not None:
            return not binding.path
        return binding.value is not None and self.schemas.parsed(binding.value) is not None

    def is_limited(self, node: s.Node) -> bool:
        """Whether a schema of this file leaves no free text in a value."""
        if not isinstance(node, s.Name | s.Attribute | s.Index):
            return False
        schema = self.schemas.checked(node)
        if schema is None:
            return self.schemas.is_verdict(node)
        return not self.schemas.is_text(schema)

    def field_is_text(self, owner: s.Name, field: str) -> bool | None:
        """Whether the field of a model of this file is text; None where it is not known."""
        for binding in self.names.lookup(owner):
            annotation = getattr(binding.node, "annotation", None)
            if binding.kind == "param" and annotation is not None:
                return field_is_text(self.view, annotation, field)
            if model := self.model(binding):
                return field_is_text(self.view, model, field)
        return None

    def model(self, binding: Binding) -> s.Node | None:
        """The class of this file whose instance was made of a request: its shape is checked, and
        its texts are still the caller's."""
        made = s.bare(binding.value) if binding.value is not None else None
        if self.view.language != "python":
            return None
        if isinstance(made, s.Call) and called(made).rpartition(".")[2] in _DUMPS:
            made = s.bare(made.callee.value) if isinstance(made.callee, s.Attribute) else None
        if not isinstance(made, s.Call):
            return None
        callee = made.callee
        if isinstance(callee, s.Attribute) and callee.name in _VALIDATES:
            callee = callee.value
        elif s.dotted(callee) == CHECKS and (first := made.positional(0)) is not None:
            callee = first
        elif not any(argument.name == "**" for argument in made.arguments):
            return None
        return callee if class_named(self.view, callee) is not None else None

    def is_limited_key(self, call: s.Call) -> bool:
        """``data.get("count")`` of a model that says ``count: int``."""
        owner = s.bare(call.callee.value) if isinstance(call.callee, s.Attribute) else None
        key = call.positional(0)
        if not isinstance(owner, s.Name) or not isinstance(key, s.Literal):
            return False
        return self.field_is_text(owner, str(key.value)) is False


def inputs(node: s.Node) -> Iterator[s.Node]:
    """What is handed to ``Schema.parse(...)`` and ``Model.model_validate(...).model_dump()``."""
    node = s.bare(node)
    while isinstance(node, s.Call):
        for argument in node.arguments:
            value = s.bare(argument.value)
            if isinstance(value, s.Mapping):
                yield from (entry.value for entry in value.entries)
            else:
                yield value
        callee = node.callee
        node = s.bare(callee.value) if isinstance(callee, s.Attribute) else callee

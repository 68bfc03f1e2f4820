"""A shape as a zod schema; reads the same in zod 3 and 4."""

from __future__ import annotations

import json
import re

from msgspec import Struct

from prodgate.body.shape import Shape, longest
from prodgate.policy import Defaults
from prodgate.regex import lazy

_IDENTIFIER = lazy(r"[A-Za-z_$][\w$]*\Z")


class Zod(Struct, frozen=True):
    """How schemas are written: the limits, the name of zod, and whether types can be named."""

    limits: Defaults
    z: str = "z"
    typed: bool = True

    def schema(self, shape: Shape, depth: int = 0) -> str:
        """The expression that makes the schema."""
        code = self._kind(shape, depth)
        if self._is_promised(shape):  # missing as before, for the function that asks for it itself
            return f"{code}.nullish().transform((value) => value as {shape.taken_as})"
        if shape.may_be_left_out and shape.nullable:
            return f"{code}.nullish()"
        if shape.may_be_left_out:
            return f"{code}.optional()"
        return f"{code}.nullable()" if shape.nullable else code

    def _is_promised(self, shape: Shape) -> bool:
        """Whether it may be missing where a type, that nobody held it to, says it is there."""
        kind = "number" if shape.kind == "integer" else shape.kind
        missing = shape.may_be_left_out or shape.nullable
        return self.typed and missing and shape.taken_as == kind

    def _kind(self, shape: Shape, depth: int) -> str:
        kind = shape.kind
        if kind == "string":
            return self._string(longest(shape, self.limits))
        if kind in {"number", "integer"}:
            return f"{self.z}.coerce.number()" if shape.coerced else f"{self.z}.number()"
        if kind == "boolean":
            return f"{self.z}.boolean()"
        if kind == "choice":
            return f"{self.z}.enum([{', '.join(map(json.dumps, shape.choices))}])"
        if kind == "file":
            return f"{self.z}.instanceof(File)"
        if kind == "list":
            return self._list(shape, depth)
        if kind == "object" and shape.fields:
            known = self._object(shape, depth)
            return self._held_to(shape, known) if shape.custom and self.typed else known
        if kind == "custom" and self.typed:
            return f"{self.z}.custom<{shape.custom}>({self._small(shape)})"
        if kind == "record" and shape.item is not None and shape.item.kind == "string":
            text = self._string(self.limits.string_length)
            return f"{self.z}.record({text}, {text}){self._refine(shape)}"
        return f"{self.z}.any(){self._refine(shape)}"

    def _string(self, limit: int) -> str:
        return f'{self.z}.string().max({limit:_}, "at most {limit} characters")'

    def _list(self, shape: Shape, depth: int) -> str:
        limit = self.limits.list_items
        what = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", shape.name).lower() or "items"
        return (
            f'{self.z}.array({self._item(shape, depth)}).max({limit:_}, "at most {limit} {what}")'
        )

    def _item(self, shape: Shape, depth: int) -> str:
        item = shape.item
        if item is None or (item.kind == "any" and not item.declared):
            return f"{self.z}.any()"
        if item.kind == "string" and not item.may_be_left_out and not item.nullable:
            return self._string(longest(item, self.limits, shape.name))
        if item.kind == "custom":
            return f"{self.z}.custom<{item.custom}>()" if self.typed else f"{self.z}.any()"
        loose = not item.declared and not item.custom and (shape.opened or item.opened)
        if item.kind == "object" and (loose or not item.fields):
            return f"{self.z}.any()"  # it goes on whole: other fields must not be lost
        return self.schema(item, depth)

    def _object(self, shape: Shape, depth: int) -> str:
        pad = "  " * (depth + 1)
        rows = [
            f"{pad}{_key(name)}: {self.schema(field, depth + 1)},\n"
            for name, field in shape.fields.items()
        ]
        return f"{self.z}.object({{\n{''.join(rows)}{'  ' * depth}}})"

    def _held_to(self, shape: Shape, known: str) -> str:
        """A type that cannot be read from here: what is seen of it is checked where it is."""
        check = f"(value) => {known}.partial().safeParse(value).success"
        return f"{self.z}.custom<{shape.custom}>({check})"

    def _small(self, shape: Shape) -> str:
        limit = longest(shape, self.limits)
        check = f'(JSON.stringify(value) ?? "").length <= {limit:_}'
        return f'(value) => {check}, "at most {limit} characters"'

    def _refine(self, shape: Shape) -> str:
        return f".refine({self._small(shape)})"


def _key(name: str) -> str:
    return name if _IDENTIFIER.match(name) else json.dumps(name)

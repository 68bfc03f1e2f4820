"""The types that a file declares for a body, as a shape: TypeScript types, Python annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body.shape import Kind, Shape

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

    from prodgate.view import View

_DEPTH = 8
_PREDEFINED: dict[str, Kind] = {"string": "string", "number": "number", "boolean": "boolean"}
_LISTS = {"Array", "ReadonlyArray", "Set"}
_SAME = {"Readonly", "NonNullable", "Required", "Awaited"}


def declare(view: View, code: str, shape: Shape, foreign: bool = False) -> bool:
    """Read a type as it is written in this file into ``shape``; whether it says anything.

    ``foreign``: the schema will stand in another file, where names of this one mean nothing.
    """
    if view.language == "python":
        return _Python(view).read(code, shape)
    return _TypeScript(view, foreign).read(code, shape)


# -- TypeScript --------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _root(text: str) -> Tree:
    from prodgate.javascript.parse import tree

    return tree(text.encode("utf-8", "surrogatepass"), "a.tsx")


def _code(node: Tree) -> str:
    return (node.text or b"").decode("utf-8", "replace")


class _TypeScript:
    """Types of one file; names are followed to the files of the project that they come from."""

    def __init__(self, view: View, foreign: bool = False, owner: str = "") -> None:
        self.view = view
        self.foreign = foreign  # names of this file mean nothing where the schema will stand
        self.owner = owner  # the named type being read, as the scanned file calls it

    def read(self, code: str, shape: Shape) -> bool:
        root = _root(f"type A = {code};")
        statement = root.named_children[0] if root.named_children else None
        value = statement.child_by_field_name("value") if statement is not None else None
        return value is not None and not root.has_error and self._type(value, shape, 0)

    def _type(self, node: Tree, shape: Shape, depth: int) -> bool:
        kind = node.type
        inside = [c for c in node.named_children if c.type != "comment"]
        if depth > _DEPTH:
            return False
        if kind == "predefined_type":
            return self._predefined(_code(node), shape)
        if kind in {"parenthesized_type", "readonly_type"} and inside:
            return self._type(inside[0], shape, depth + 1)
        if kind == "array_type" and inside:
            self._item(inside[0], shape, depth)
            return True
        if kind in {"object_type", "interface_body"}:
            return self._object(node, shape, depth)
        if kind == "union_type":
            return self._union(node, shape, depth)
        if kind == "literal_type":
            return self._literal(inside, shape)
        if kind == "generic_type":
            return self._generic(node, shape, depth)
        if kind == "type_identifier":
            return self._named(_code(node), shape, depth)
        return self._custom(node, shape)

    def _predefined(self, name: str, shape: Shape) -> bool:
        kind = _PREDEFINED.get(name)
        if kind is not None:
            shape.vote(kind)
        return kind is not None

    def _item(self, node: Tree, shape: Shape, depth: int) -> None:
        item = shape.items()
        if self._type(node, item, depth + 1):
            item.declared = True

    def _object(self, node: Tree, shape: Shape, depth: int) -> bool:
        found = False
        for member in node.named_children:
            name = member.child_by_field_name("name")
            typed = member.child_by_field_name("type")
            if member.type != "property_signature" or name is None or typed is None:
                continue
            found = True
            field = shape.has(_code(name).strip("\"'"))
            field.optional = any(child.type == "?" for child in member.children)
            field.nullable = False
            self._field(typed, field, depth)
        return found

    def _field(self, typed: Tree, field: Shape, depth: int) -> None:
        """A field; one whose type cannot be told keeps it by way of the type it is in."""
        owner, self.owner = self.owner, ""
        if typed.named_children and self._type(typed.named_children[0], field, depth + 1):
            field.declared = True
        elif owner and not field.custom:
            field.custom = f"{owner}[{json.dumps(field.name)}]"
            field.vote("custom")
        self.owner = owner

    def _union(self, node: Tree, shape: Shape, depth: int) -> bool:
        options = list(_options(node))
        shape.nullable |= any(_code(option) == "null" for option in options)
        shape.optional |= any(_code(option) == "undefined" for option in options)
        solid = [option for option in options if _code(option) not in {"null", "undefined"}]
        texts = [_string(option) for option in solid]
        if solid and all(text is not None for text in texts):
            shape.choices = tuple(text for text in texts if text is not None)
            shape.vote("choice")
            return True
        if len(solid) == 1:
            return self._type(solid[0], shape, depth + 1)
        return self._custom(node, shape)

    def _literal(self, inside: list[Tree], shape: Shape) -> bool:
        if len(inside) == 1 and inside[0].type == "string":
            shape.choices = (_code(inside[0])[1:-1],)
            shape.vote("choice")
            return True
        return False

    def _generic(self, node: Tree, shape: Shape, depth: int) -> bool:
        name = _code(node.named_children[0])
        types = node.named_children[1].named_children if len(node.named_children) > 1 else []
        if name in _LISTS and types:
            self._item(types[0], shape, depth)
            return name != "Set"
        if name in _SAME and types:
            return self._type(types[0], shape, depth + 1)
        if name == "Partial" and types and self._type(types[0], shape, depth + 1):
            for field in shape.fields.values():
                field.optional = True
            return True
        if name == "Record" and len(types) == 2:
            shape.vote("record")
            self._type(types[1], shape.items(0), depth + 1)
            return True
        return self._custom(node, shape)

    def _named(self, name: str, shape: Shape, depth: int) -> bool:
        if depth == 0 and not self.foreign:
            self.owner = name
        for declaration in _declarations(_root(self.view.text), name):
            if declaration.type == "type_alias_declaration":
                value = declaration.child_by_field_name("value")
                return value is not None and self._type(value, shape, depth + 1)
            body = declaration.child_by_field_name("body")
            found = body is not None and self._object(body, shape, depth + 1)
            for parent in _parents(declaration):
                found = self._type(parent, shape, depth + 1) and found
            return found
        other = self._elsewhere(name, shape, depth)
        if other or shape.fields or shape.votes:
            return bool(other)
        return self._custom_named(name, shape)  # under the name that it has in this file

    def _elsewhere(self, name: str, shape: Shape, depth: int) -> bool | None:
        """A type that another file of the project declares; None when it is not found."""
        from prodgate.body import neighbours

        found = neighbours.imported(self.view, name)
        if found is None or depth > 3:
            return None
        view, original = found
        if next(_declarations(_root(view.text), original), None) is None:
            return None
        return _TypeScript(view, True, self.owner)._named(original, shape, depth + 1)

    def _custom(self, node: Tree, shape: Shape) -> bool:
        return self._custom_named(_code(node), shape)

    def _custom_named(self, code: str, shape: Shape) -> bool:
        if not self.foreign and code not in {"any", "unknown", "object", "never"}:
            shape.custom = code
            shape.vote("custom")
        return False


def _options(node: Tree) -> Iterator[Tree]:
    """The members of a union, which nests to the left."""
    for child in node.named_children:
        if child.type == "union_type":
            yield from _options(child)
        elif child.type != "comment":
            yield child


def _string(node: Tree) -> str | None:
    inside = node.named_children
    if node.type == "literal_type" and len(inside) == 1 and inside[0].type == "string":
        return _code(inside[0])[1:-1]
    return None


def _declarations(root: Tree, name: str) -> Iterator[Tree]:
    for node in root.named_children:
        inner = node.child_by_field_name("declaration") if node.type == "export_statement" else node
        if inner is None or inner.type not in {"interface_declaration", "type_alias_declaration"}:
            continue
        if inner.child_by_field_name("type_parameters") is not None:
            continue
        named = inner.child_by_field_name("name")
        if named is not None and _code(named) == name:
            yield inner


def _parents(node: Tree) -> Iterator[Tree]:
    for child in node.named_children:
        if child.type == "extends_type_clause":
            yield from child.named_children


def generic_arguments(code: str) -> list[str]:
    """The types between the brackets of ``Request<A, B, C>``; none of anything else."""
    root = _root(f"type A = {code};")
    statement = root.named_children[0] if root.named_children else None
    value = statement.child_by_field_name("value") if statement is not None else None
    if value is None or value.type != "generic_type" or len(value.named_children) < 2:
        return []
    return [_code(node) for node in value.named_children[1].named_children]


# -- Python ------------------------------------------------------------------------------------

_PYTHON: dict[str, Kind] = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


class _Python:
    """Annotations of one file."""

    def __init__(self, view: View) -> None:
        self.view = view

    def read(self, code: str, shape: Shape) -> bool:
        from prodgate.python.parse import UnreadableError, parse

        try:
            module = parse(code.strip().strip("\"'"), "annotation.py")
        except UnreadableError:
            return False
        first = module.body[0] if module.body else None
        return isinstance(first, s.Expression) and self._type(first.value, shape, 0)

    def _type(self, node: s.Node, shape: Shape, depth: int) -> bool:
        if depth > _DEPTH:
            return False
        if isinstance(node, s.Index):
            return self._generic(node, shape, depth)
        if isinstance(node, s.Binary) and node.operator == "|":
            return self._union((node.left, node.right), shape, depth)
        if isinstance(node, s.Literal) and node.value is None:
            shape.nullable = shape.optional = True
            return False
        name = (s.dotted(node) or "").rpartition(".")[2]
        if name in _PYTHON:
            shape.vote(_PYTHON[name])
            return True
        if name in {"list", "List", "Sequence", "Iterable"}:
            shape.vote("list")
            return False
        return self._class(name, shape, depth)

    def _generic(self, node: s.Index, shape: Shape, depth: int) -> bool:
        name = (s.dotted(node.value) or "").rpartition(".")[2]
        keys = node.key.elements if isinstance(node.key, s.Items) else (node.key,)
        if name in {"list", "List", "Sequence", "Iterable"}:
            item = shape.items()
            item.declared = self._type(keys[0], item, depth + 1)
            return True
        if name == "Optional":
            return self._union((*keys, s.Literal(0, 0, None)), shape, depth)
        if name == "Union":
            return self._union(keys, shape, depth)
        if name in {"Annotated", "Required", "NotRequired"}:
            shape.optional |= name == "NotRequired"
            return self._type(keys[0], shape, depth + 1)
        if name == "Literal" and all(
            isinstance(key, s.Literal) and isinstance(key.value, str) for key in keys
        ):
            shape.choices = tuple(str(key.value) for key in keys if isinstance(key, s.Literal))
            shape.vote("choice")
            return True
        return False

    def _union(self, options: tuple[s.Node, ...], shape: Shape, depth: int) -> bool:
        solid = [o for o in options if not (isinstance(o, s.Literal) and o.value is None)]
        if len(solid) < len(options):
            shape.nullable = shape.optional = True
        return len(solid) == 1 and self._type(solid[0], shape, depth + 1)

    def _class(self, name: str, shape: Shape, depth: int) -> bool:
        """A TypedDict of this file."""
        for node in self.view.module.body:
            if not isinstance(node, s.Class) or node.name != name:
                continue
            bases = {(s.dotted(base) or "").rpartition(".")[2] for base in node.bases}
            if "TypedDict" not in bases:
                return False
            for member in node.body:
                if isinstance(member, s.Assign) and member.annotation is not None:
                    target = member.targets[0]
                    if isinstance(target, s.Name):
                        field = shape.has(target.id)
                        field.declared = self._type(member.annotation, field, depth + 1)
            return bool(shape.fields)
        return False


def annotation_code(view: View, annotation: s.Node) -> str:
    """A type as it is written."""
    return view.code(annotation).removeprefix(":").strip()

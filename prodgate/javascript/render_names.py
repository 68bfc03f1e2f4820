"""Which names a JavaScript or TypeScript file binds, and which of them it imports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from tree_sitter import Node

from prodgate.edits import Import
from prodgate.javascript.render_file import COMMENTS, File, items
from prodgate.regex import lazy

# Parent and field at which a name, or the pattern around it, is bound rather than read.
_BINDERS = {
    "variable_declarator": ("name",),
    "function_declaration": ("name",),
    "generator_function_declaration": ("name",),
    "function_expression": ("name",),
    "generator_function": ("name",),
    "function_signature": ("name",),
    "class_declaration": ("name",),
    "abstract_class_declaration": ("name",),
    "class": ("name",),
    "enum_declaration": ("name",),
    "interface_declaration": ("name",),
    "type_alias_declaration": ("name",),
    "internal_module": ("name",),
    "module": ("name",),
    "required_parameter": ("pattern",),
    "optional_parameter": ("pattern",),
    "arrow_function": ("parameter",),
    "catch_clause": ("parameter",),
    "for_in_statement": ("left",),
}
_BINDING_PARENTS = frozenset(
    {"formal_parameters", "import_clause", "namespace_import", "import_require_clause",
     "import_alias"}
)  # fmt: skip
_PATTERNS = {
    "object_pattern": None,
    "array_pattern": None,
    "rest_pattern": None,
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}
_LEAVES = frozenset({"identifier", "shorthand_property_identifier_pattern", "type_identifier"})
_SCOPES = frozenset(
    {"program", "export_statement", "import_statement", "import_clause", "named_imports",
     "lexical_declaration", "variable_declaration", "expression_statement", "ambient_declaration"}
)  # fmt: skip
_KNOWN_SUFFIX = lazy(r"\.(?:[cm]?[jt]s|[jt]sx)$")


class Imported(Struct, frozen=True):
    """One name that a top-level import or require binds.

    ``name`` is "default", "*" for the whole module, or the exported name. ``type_keyword`` is the
    ``type`` that makes it vanish at run time.
    """

    module: str
    name: str
    local: str
    statement: Node
    node: Node
    type_keyword: Node | None = None


def mentions(file: File, name: str) -> Iterator[Node]:
    """The nodes that declare or use a variable or type of that name; not properties."""
    for found in re.finditer(rf"(?<![\w$]){re.escape(name)}(?![\w$])", file.text):
        node = file.smallest(found.span())
        if node.type in _LEAVES or node.type == "shorthand_property_identifier":
            yield node


def bindings(file: File, name: str) -> Iterator[Node]:
    """The nodes that declare ``name``, in any scope; also types, which share the name space."""
    return (node for node in mentions(file, name) if _declares(node))


def _declares(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.type in _PATTERNS:
        field = _PATTERNS[parent.type]
        if field is not None and parent.child_by_field_name(field) != node:
            return False
        node, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type == "import_specifier":
        local = parent.child_by_field_name("alias") or parent.child_by_field_name("name")
        return local == node
    if parent.type in _BINDING_PARENTS:
        return True
    return any(parent.child_by_field_name(f) == node for f in _BINDERS.get(parent.type, ()))


def bound_at_top(file: File, name: str) -> bool:
    """Whether the module itself declares the name, or imports it."""
    return any(_is_top_level(node) for node in bindings(file, name))


def _is_top_level(node: Node) -> bool:
    declaration = node.parent
    while declaration is not None and declaration.type in {*_PATTERNS, "variable_declarator"}:
        declaration = declaration.parent
    if declaration is None or declaration.type in ("formal_parameters", "required_parameter"):
        return False
    above = declaration.parent
    while above is not None and above.type in _SCOPES:
        above = above.parent
    return above is None and declaration.type not in ("arrow_function", "function_expression")


def module_of(file: File, node: Node | None) -> str | None:
    """The specifier that a string node holds."""
    if node is None or node.type != "string":
        return None
    return file.code(node)[1:-1]


def same_module(one: str, other: str) -> bool:
    """Whether two specifiers name one module; of a relative one the suffix does not count."""
    if one.startswith(".") and other.startswith("."):
        return _KNOWN_SUFFIX.sub("", one) == _KNOWN_SUFFIX.sub("", other)
    return one == other


def find_import(file: File, what: Import) -> Imported | None:
    """What binds exactly the wanted name already; a type-only import only if there is no other."""
    wanted = what.name or "*"
    local = what.alias or what.name
    found = [
        one
        for one in imports(file)
        if same_module(one.module, what.module)
        and ((one.name == wanted and one.local == local) or (what.name is None and not what.alias))
    ]
    return min(found, key=lambda one: one.type_keyword is not None, default=None)


def imports(file: File) -> Iterator[Imported]:
    """All names imported or required at the top level, and ("", "") for a bare import."""
    for statement in file.root.named_children:
        if statement.type == "import_statement":
            yield from _imports_of(file, statement)
        elif statement.type in ("lexical_declaration", "variable_declaration"):
            yield from _requires_of(file, statement)
        elif (call := required_by(statement)) is not None:
            module = module_of(file, call)
            if module is not None:
                yield Imported(module, "", "", statement, statement)


def _imports_of(file: File, statement: Node) -> Iterator[Imported]:
    keyword = next((c for c in statement.children if c.type in ("type", "typeof")), None)
    clause = next((c for c in statement.named_children if c.type.endswith("_clause")), None)
    source = statement.child_by_field_name("source")
    if source is None and clause is not None:
        source = clause.child_by_field_name("source")
    module = module_of(file, source)
    if module is None:
        return
    if clause is None:
        yield Imported(module, "", "", statement, statement)
        return
    for node in items(clause):
        if node.type == "identifier":
            name = "default" if clause.type == "import_clause" else "*"
            yield Imported(module, name, file.code(node), statement, node, keyword)
        elif node.type == "namespace_import":
            local = file.code(items(node)[0])
            yield Imported(module, "*", local, statement, node, keyword)
        elif node.type == "named_imports":
            yield from _specifiers(file, statement, node, module, keyword)


def _specifiers(
    file: File, statement: Node, named: Node, module: str, keyword: Node | None
) -> Iterator[Imported]:
    for node in items(named):
        name = node.child_by_field_name("name")
        local = node.child_by_field_name("alias") or name
        if node.type != "import_specifier" or name is None or local is None:
            continue
        own = next(
            (c for c in node.children if not c.is_named and c.type in ("type", "typeof")), None
        )
        yield Imported(module, file.code(name), file.code(local), statement, node, keyword or own)


def _requires_of(file: File, statement: Node) -> Iterator[Imported]:
    for declarator in items(statement):
        target = declarator.child_by_field_name("name")
        module = module_of(file, required_by(declarator, direct=True))
        if target is None or module is None:
            continue
        if target.type == "identifier":
            for name in ("*", "default"):  # which of them it is, only the module knows
                yield Imported(module, name, file.code(target), statement, target)
        for node in items(target) if target.type == "object_pattern" else ():
            key = node.child_by_field_name("key") if node.type == "pair_pattern" else node
            local = node.child_by_field_name("value") if node.type == "pair_pattern" else node
            if key is not None and local is not None:
                yield Imported(module, file.code(key), file.code(local), statement, node)


def required_by(node: Node, direct: bool = False) -> Node | None:
    """The specifier node of the ``require(...)`` whose value a declarator or statement uses.

    ``direct``: not ``require("x").y`` and ``require("x")()``.
    """
    value = node.child_by_field_name("value")
    if node.type == "expression_statement":
        value = next((c for c in node.named_children if c.type not in COMMENTS), None)
    while value is not None:
        callee = value.child_by_field_name("function")
        if value.type == "call_expression" and callee is not None and callee.text == b"require":
            arguments = value.child_by_field_name("arguments")
            inside = items(arguments) if arguments is not None else []
            return inside[0] if len(inside) == 1 else None
        if direct:
            return None
        value = callee or value.child_by_field_name("object")
    return None

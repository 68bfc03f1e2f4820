"""A request body checked by zod where it is read, in JavaScript and TypeScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate import syntax as s
from prodgate.body.as_zod import Zod
from prodgate.body.declared import annotation_code, declare, generic_arguments
from prodgate.body.infer import Uses
from prodgate.body.readings import (
    Reading,
    assignment,
    decoded_later,
    numbered,
    numbered_title,
    statement_before,
)
from prodgate.body.shape import Shape
from prodgate.edits import AddImport, Define, Fix, Import, InsertBefore, Intent, Refusal, Replace
from prodgate.findings import Applicability
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_OTHERS = {
    "valibot": "valibot", "yup": "yup", "joi": "Joi", "superstruct": "superstruct",
    "arktype": "ArkType", "@sinclair/typebox": "TypeBox", "io-ts": "io-ts", "effect": "Effect",
}  # fmt: skip
_UNKNOWN = Refusal(
    "shape-unknown",
    "nothing here says what the body holds: write a schema with a limit on every list and string, "
    "and parse the body with it where it is read",
)


class _Work(Struct):
    """What one fix collects."""

    view: View
    handler: s.Function
    zod: Zod
    title: str
    intents: list[Intent] = field(default_factory=list)
    schemas: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def schema(self, name: str, shape: Shape) -> str:
        """Define a schema; gives back its name."""
        name = numbered(name, {*_bound(self.view), *self.schemas})
        end = "" if _without_semicolons(self.view) else ";"
        self.intents.append(Define(name, f"const {name} = {self.zod.schema(shape)}{end}"))
        self.schemas.append(name)
        return name


def rewrite(view: View, handler: s.Function, readings: list[Reading]) -> Fix | Refusal:
    """The schemas and the places where they are applied."""
    if (other := other_validator(view)) is not None:
        return Refusal("other-validator", f"this project uses {other}: check the body with that")
    z = "z" if "z" not in _bound(view) or imports_zod(view) else "zod"
    typed = view.source.path.lower().endswith((".ts", ".tsx", ".mts", ".cts"))
    work = _Work(view, handler, Zod(view.policy.defaults, z, typed), numbered_title(view, handler))
    for reading in readings:
        refusal = _apply(work, reading)
        if refusal is not None:
            return refusal
    what = Import(zod_module(view), "z", None if z == "z" else z)
    said = " and ".join(work.schemas)
    check = "checks" if len(work.schemas) == 1 else "check"
    title = f"{said} {check} what is read; what does not fit throws (needs zod)"
    return Fix((AddImport(what), *work.intents), Applicability.UNSAFE, title)


def _apply(work: _Work, reading: Reading) -> Refusal | None:
    if reading.param is not None:
        return _param(work, reading, reading.param)
    if _is_form(reading.code):
        return _form(work, reading)
    if _is_scalar(reading.code):
        return _scalars(work, reading)
    return _object(work, reading)


# -- bodies ------------------------------------------------------------------------------------


def _object(work: _Work, reading: Reading) -> Refusal | None:
    view = work.view
    shape = Shape()
    _declared_by_call(view, work.handler, reading, shape)
    uses = Uses(view)
    for place in reading.places:
        uses.follow(place, shape)
    if (refusal := judged(shape)) is not None:
        return refusal
    name = _schema_name(work, reading, shape)
    if len(reading.places) == 1 and (alone := assignment(view, reading.first)) is not None:
        code = f"{name}.parse({reading.code})"
        kept = _kept_type(view, alone, reading.first, shape)
        work.intents.append(_replace(reading.first, code + kept))
        return None
    return _with_variable(work, reading, name)


def judged(shape: Shape) -> Refusal | None:
    """Why no schema can stand in for what is seen."""
    problem = next((each.unusual for each in _all(shape) if each.unusual), "")
    if problem:
        return Refusal(
            "unusual-use", f"the body is used by {problem}: write the schema for it by hand"
        )
    if shape.kind == "list" and shape.item is not None:
        return None
    if not shape.fields or not any(f.known for f in shape.fields.values()):
        return _UNKNOWN
    if shape.opened and not shape.declared:
        return _UNKNOWN  # it goes on whole: fields that are not seen here would be lost
    return None


def _all(shape: Shape) -> list[Shape]:
    found = [shape]
    for each in (*shape.fields.values(), *([shape.item] if shape.item else [])):
        found += _all(each)
    return found


def _with_variable(work: _Work, reading: Reading, name: str) -> Refusal | None:
    """``const payload = Schema.parse(req.body);`` before the first use, which all then name."""
    view = work.view
    statement = statement_before(view, reading.places)
    if statement is None:
        if len(reading.places) > 1:
            return Refusal(
                "no-place", "read the body into a variable once, and check it there with a schema"
            )
        work.intents.append(_replace(reading.first, f"{name}.parse({reading.code})"))
        return None
    variable = numbered("payload", _inside(view, work.handler) | work.names)
    work.names.add(variable)
    end = "" if _without_semicolons(view) else ";"
    line = f"const {variable} = {name}.parse({reading.code}){end}"
    work.intents.append(InsertBefore((statement.start, statement.end), line))
    work.intents += [_replace(place, variable) for place in reading.places]
    return None


def _replace(node: s.Node, code: str) -> Replace:
    return Replace((node.start, node.end), code)


def _kept_type(view: View, alone: s.Assign, place: s.Node, shape: Shape) -> str:
    """`` as T`` where a type of another file is written, which the schema cannot be seen to fit."""
    annotation = alone.annotation or _annotated_before(view, alone)
    if annotation is None or not view.source.path.lower().endswith(("ts", "tsx")):
        return ""
    if (shape.declared and alone.annotation) or view.names.parent(place) is not alone:
        return ""
    return f" as {annotation_code(view, annotation)}"


def _annotated_before(view: View, alone: s.Assign) -> s.Node | None:
    """The type of ``body`` in ``let body: T;``, where ``body = ...`` stands further down."""
    target = alone.targets[0]
    for binding in view.names.lookup(target) if isinstance(target, s.Name) else ():
        declaration = view.names.parent(binding.node)
        for node in (binding.node, declaration):
            if isinstance(node, s.Assign) and node.annotation is not None:
                return node.annotation
    return None


def _declared_by_call(
    view: View, handler: s.Function, reading: Reading, shape: Shape
) -> None:  # ``req.json<T>()`` and ``req: Request<{}, {}, T>``
    for written in declared_types(view, handler, reading.code):
        shape.declared |= declare(view, written, shape)


def declared_types(view: View, handler: s.Function, code: str) -> Iterator[str]:
    """The types that the code of a read, or the handler's parameter, gives to the body."""
    for match in re.finditer(r"\.json<(.+)>\(\)", code):
        yield match[1]
    parts = code.split(".")
    for param in handler.params:
        if param.annotation is None or s.dotted(param.target) != parts[0] or len(parts) != 2:
            continue
        types = generic_arguments(annotation_code(view, param.annotation))
        at = {"body": 2, "query": 3}.get(parts[1], 9)
        if len(types) > at:
            yield types[at]


# -- parameters of server actions --------------------------------------------------------------


def _param(work: _Work, reading: Reading, param: s.Param) -> Refusal | None:
    view, handler = work.view, work.handler
    body = [n for n in handler.body if not _is_directive(n)]
    if not body or param.kind != "plain":
        return Refusal("no-place", "check the arguments of this action first, with a schema")
    annotation = annotation_code(view, param.annotation) if param.annotation else ""
    shape = Shape()
    if isinstance(param.target, s.Name):
        shape.name = param.target.id
        if annotation == "FormData":
            return _form_of(work, param.target.id, _uses_of(view, param, handler), body[0])
        shape.declared = bool(annotation) and declare(view, annotation, shape)
        Uses(view).name(param.target.id, param, handler, shape)
        return _scalar_param(work, param.target.id, shape, body[0], annotation)
    if not isinstance(param.target, s.Pattern):
        return _UNKNOWN
    shape.declared = bool(annotation) and declare(view, annotation, shape)
    Uses(view).pattern(param.target, param, handler, shape)
    names = [b.name for b in param.target.names]
    if any(b.rest or b.path != (b.name,) for b in param.target.names) or shape.kind != "object":
        return Refusal("no-place", "take the argument apart in the body, and check it first")
    shape.fields = {n: f for n, f in shape.fields.items() if n in names}
    if (refusal := judged(shape)) is not None:
        return refusal
    for bound in param.target.names:
        if bound.default is not None:
            shape.fields[bound.name].optional = False
    name = work.schema(f"{work.title}InputSchema", shape)
    listed = f"{{ {', '.join(names)} }}"
    end = "" if _without_semicolons(view) else ";"
    line = f"({listed} = {name}.parse({listed})){end}"
    work.intents.append(InsertBefore((body[0].start, body[0].end), line))
    return None


def _is_directive(node: s.Node) -> bool:
    return isinstance(node, s.Expression) and isinstance(node.value, s.Literal)


def _uses_of(view: View, binding: s.Node, scope: s.Node) -> list[s.Name]:
    return [
        n
        for n in s.walk(scope)
        if isinstance(n, s.Name) and any(b.node is binding for b in view.names.lookup(n))
        and not isinstance(view.names.parent(n), s.Param | s.Assign)
    ]  # fmt: skip


def _scalar_param(
    work: _Work, name: str, shape: Shape, statement: s.Node, annotation: str
) -> Refusal | None:
    if shape.kind in {"object", "list"}:
        if not shape.declared and (refusal := judged(shape)) is not None:
            return refusal
    elif shape.kind in {"any", "custom", "record", "file"}:
        return _UNKNOWN
    if not annotation.endswith(("undefined", "null")) and annotation:
        shape.optional = shape.nullable = False
    title = name[:1].upper() + name[1:]
    schema = work.schema(f"{title}Schema", shape)
    end = "" if _without_semicolons(work.view) else ";"
    line = f"{name} = {schema}.parse({name}){end}"
    work.intents.append(InsertBefore((statement.start, statement.end), line))
    return None


# -- forms -------------------------------------------------------------------------------------


def _is_form(code: str) -> bool:
    return code.rstrip().endswith(".formData()")


def _form(work: _Work, reading: Reading) -> Refusal | None:
    view = work.view
    alone = assignment(view, reading.first)
    target = alone.targets[0] if alone is not None else None
    if len(reading.places) > 1 or alone is None or not isinstance(target, s.Name):
        return _FORM
    uses = _uses_of(view, alone, work.handler)
    if not uses:
        return _FORM
    return _form_of(work, target.id, uses, None)


_FORM = Refusal("unusual-use", "read the form once into a variable, and its fields by .get()")


def _form_of(
    work: _Work, name: str, uses: list[s.Name], statement: s.Node | None
) -> Refusal | None:
    """``form.get("x")`` of a form, each replaced by the field of what the schema gives."""
    view, shape = work.view, Shape()
    gets: list[tuple[s.Call, str]] = []
    for use in uses:
        attribute = view.names.parent(use)
        call = view.names.parent(attribute) if isinstance(attribute, s.Attribute) else None
        key = call.positional(0) if isinstance(call, s.Call) else None
        if not (
            isinstance(attribute, s.Attribute)
            and attribute.name == "get"
            and isinstance(call, s.Call)
            and isinstance(key, s.Literal)
            and isinstance(key.value, str)
            and key.value.isidentifier()
        ):
            return _FORM
        gets.append((call, key.value))
        _form_field(view, call, shape.has(key.value))
    if not gets:
        return _UNKNOWN
    before = statement or statement_before(view, tuple(call for call, _ in gets))
    if before is None:
        return _FORM
    schema = work.schema(f"{work.title}FormSchema", shape)
    variable = numbered("fields", _inside(view, work.handler) | work.names)
    work.names.add(variable)
    end = "" if _without_semicolons(view) else ";"
    line = f"const {variable} = {schema}.parse(Object.fromEntries({name})){end}"
    work.intents.append(InsertBefore((before.start, before.end), line))
    work.intents += [_replace(call, f"{variable}.{key}") for call, key in gets]
    return None


_FILE = lazy(r"\bas\s+(unknown\s+as\s+)?(File|Blob)\b")


def _form_field(view: View, call: s.Call, shape: Shape) -> None:
    cast = view.names.parent(call)
    if isinstance(cast, s.Cast) and _FILE.search(view.text[call.end : cast.end]):
        shape.votes.clear()
        shape.vote("file")
    elif not shape.votes:
        uses = Shape(shape.name)
        Uses(view).follow(call, uses)
        file = {"arrayBuffer", "type", "size", "stream", "name"} & {*uses.fields}
        shape.vote("file" if file or uses.unusual == ".arrayBuffer()" else "string")
        shape.optional, shape.nullable = uses.optional, False
    if isinstance(cast, s.Cast) and re.search(
        r"\b(null|undefined)\b", view.text[call.end : cast.end]
    ):
        shape.optional = True


# -- single values -----------------------------------------------------------------------------

_SCALAR = lazy(r"(\.text\(\)|\.rawBody|\.searchParams\.get\(.*\)|\.req\.query\([^)]+\))\s*\Z")


def _is_scalar(code: str) -> bool:
    return bool(_SCALAR.search(code))


def _scalars(work: _Work, reading: Reading) -> Refusal | None:
    """Text on its own: a query parameter, a body that is text."""
    view = work.view
    key = re.search(r"""["'`](\w+)["'`]\)\s*\Z""", reading.code)
    label = key[1] if key else "text"
    shape = Shape(label)
    shape.vote("string")
    if ".searchParams.get" in reading.code:
        shape.nullable = True
    elif ".query(" in reading.code:
        shape.optional = True
    elif (decoded := decoded_later(view, reading)) is not None:
        return _object(work, decoded)
    schema = work.schema(f"{label[:1].upper()}{label[1:]}Schema", shape)
    work.intents += [_replace(p, f"{schema}.parse({reading.code})") for p in reading.places]
    return None


# -- names and habits --------------------------------------------------------------------------


def _schema_name(work: _Work, reading: Reading, shape: Shape) -> str:
    part = "Query" if re.search(r"\.query\b|\.queries\b", reading.code) else "Input"
    return work.schema(f"{work.title}{part}Schema", shape)


def _bound(view: View) -> set[str]:
    """The names that the top of the module binds."""
    return {*view.names.scopes[id(view.module)].bindings}


def _inside(view: View, handler: s.Function) -> set[str]:
    """Every name that is written in a handler."""
    found = {n.id for n in s.walk(handler) if isinstance(n, s.Name)}
    bound = {b.name for n in s.walk(handler) if isinstance(n, s.Pattern) for b in n.names}
    return found | bound | _bound(view)


def _without_semicolons(view: View) -> bool:
    lines = [line.rstrip() for line in view.text.splitlines()[:200]]
    ends = sum(line.endswith(";") for line in lines)
    return ends == 0 and len(lines) > 2


def imports_zod(view: View) -> bool:
    return any(
        local == "z" and qualified.startswith(("zod", "npm:zod", "@hono/zod"))
        for node in view.module.body
        if isinstance(node, s.Import)
        for local, qualified in node.names
    )


def zod_module(view: View) -> str:
    """ "zod" as this file would import it: under Deno with its registry."""
    modules = [n.module for n in view.module.body if isinstance(n, s.Import)]
    zod = next((m for m in modules if re.match(r"(npm:|https://.*/)?zod([@/].*)?$", m)), None)
    if zod is not None:
        return zod
    deno = any(
        m.startswith(("npm:", "jsr:", "https://deno.land", "https://esm.sh")) for m in modules
    )
    return "npm:zod" if deno else "zod"


def other_validator(view: View) -> str | None:
    path = view.source.path
    if view.project.depends_on(path, "zod", "javascript"):
        return None
    for package, title in _OTHERS.items():
        if view.project.depends_on(path, package, "javascript"):
            return title
    return None

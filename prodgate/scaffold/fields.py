"""What a handler wants to be sent: the fields of its body, its form or its query, with an example.

Where a type says what a field is, the example is of that type; else it is what a field of that
name usually is. Text is left to be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from prodgate import syntax as s
from prodgate.body.declared import annotation_code, declare
from prodgate.body.infer import Uses
from prodgate.body.javascript import declared_types
from prodgate.body.readings import whole
from prodgate.body.shape import Shape
from prodgate.meaning import modules, web
from prodgate.meaning.bodies import reads
from prodgate.meaning.request_fields import class_named, field_named, is_request_data
from prodgate.meaning.trace import Qualified, trace
from prodgate.regex import lazy
from prodgate.scaffold.marks import UNWRITTEN

if TYPE_CHECKING:
    from prodgate.scaffold.subject import Subject
    from prodgate.view import View

_DEPTH = 4


class Sent(Struct):
    """How a handler is sent something. ``how``: "json", "form" or "query"."""

    how: str = "json"
    shape: Shape = field(default_factory=Shape)

    def example(self) -> dict[str, Any]:
        """An object with every field that has to be there; none where nothing is known."""
        return _object(self.shape, 0)


def example(shape: Shape, depth: int = 0) -> Any:
    """A value of a shape."""
    kind = shape.kind
    if kind == "choice" and shape.choices:
        return shape.choices[0]
    if kind in {"object", "record"} or shape.fields:
        return _object(shape, depth) if depth < _DEPTH else {}
    if kind == "list":
        inner = shape.item.fields if shape.item else {}
        if shape.name.lower().endswith("messages") and (not inner or "role" in inner):
            return [{"role": "user", "content": UNWRITTEN}]
        if shape.name.lower().endswith("history") and not inner:
            return []
        return [example(shape.item or Shape(shape.name.rstrip("s")), depth + 1)]
    plain: dict[str, Any] = {"number": 1, "integer": 1, "boolean": False}
    return plain.get(kind, UNWRITTEN)


def _object(shape: Shape, depth: int) -> dict[str, Any]:
    """What a type says may be left out is: the application has an answer to that itself."""
    may = shape.declared
    needed = {n: each for n, each in shape.fields.items() if not (may and each.may_be_left_out)}
    fields = needed or shape.fields
    return {name: example(each, depth + 1) for name, each in fields.items()}


def sent_to(subject: Subject, view: View, handler: s.Function, path: tuple[str, ...]) -> Sent:
    """What a handler reads. ``path``: the names that its address holds."""
    if view.language == "python":
        declared = _declared(subject, view, handler, path)
        if declared is not None:
            return declared
    return _read(view, handler)


# -- parameters that a framework fills -------------------------------------------------------------

_FORM = lazy(r"\bForm\(")


def _declared(
    subject: Subject, view: View, handler: s.Function, path: tuple[str, ...]
) -> Sent | None:
    """FastAPI: fields of a model, and single values; None where no parameter is one."""
    if not any(web.takes_body(d) or _is_get(d) for d in handler.decorators):
        return None
    whole_bodies: list[tuple[str, Shape]] = []
    sent = Sent("query", Shape(declared=True))
    for param in handler.params:
        name = s.dotted(param.target) or ""
        if name in path or param.annotation is None:
            continue
        model = None if _is_injected(param) else _model(subject, view, param.annotation)
        if model is not None:
            whole_bodies.append((name, model))
            continue
        if not is_request_data(view, handler, param):
            continue
        said = view.code(param.annotation) + (view.code(param.default) if param.default else "")
        if _FORM.search(said):
            sent.how = "form"
        elif "Body(" in said:
            sent.how = "json"
        inner = sent.shape.has(name)
        _annotated(view, param.annotation, inner)
        inner.optional |= _has_default(param.default)
    if len(whole_bodies) == 1:
        return Sent("json", whole_bodies[0][1])
    if whole_bodies:
        sent.how = "json"
        sent.shape.fields.update(whole_bodies)
    return sent if sent.shape.fields else None


def _is_injected(param: s.Param) -> bool:
    """``user: User = Depends(current_user)``, in the type or in the default."""
    nodes = [node for node in (param.annotation, param.default) if node is not None]
    calls = (node for node in s.walk(*nodes) if isinstance(node, s.Call))
    return any((s.dotted(call.callee) or "").endswith(("Depends", "Security")) for call in calls)


def _is_get(decorator: s.Node) -> bool:
    callee = decorator.callee if isinstance(decorator, s.Call) else decorator
    return isinstance(callee, s.Attribute) and callee.name in {"get", "delete"}


def _model(subject: Subject, view: View, annotation: s.Node, depth: int = 0) -> Shape | None:
    """The fields of a class of the project that an annotation names."""
    found = _class(subject, view, annotation)
    if found is None or depth > _DEPTH:
        return None
    other, owner = found
    shape = Shape(declared=True)
    for base in owner.bases:
        if (inherited := _model(subject, other, base, depth + 1)) is not None:
            shape.fields.update(inherited.fields)
    for statement in owner.body:
        name = field_named(statement)
        if not isinstance(statement, s.Assign) or not name or statement.annotation is None:
            continue
        inner = shape.has(name)
        nested = _model(subject, other, statement.annotation, depth + 1)
        code = annotation_code(other, statement.annotation)
        if nested is not None and nested.fields:
            if "ist[" in code or "equence[" in code:
                inner.vote("list")
                inner.item = nested
            else:
                inner.vote("object")
                inner.fields = nested.fields
                inner.declared = True
        else:
            _annotated(other, statement.annotation, inner)
        inner.optional |= _has_default(statement.value)
        if (literal := _literal(statement.value)) is not None:
            inner.vote("choice")
            inner.choices = (literal,)
    return shape if shape.fields else None


_RECORD = lazy(r"(?:typing\.)?(?:dict|Dict|Mapping)\b")


def _annotated(view: View, annotation: s.Node, shape: Shape) -> None:
    """A type as it is written."""
    code = annotation_code(view, annotation)
    if _RECORD.match(code):
        shape.vote("record")
    declare(view, code, shape)


def _has_default(value: s.Node | None) -> bool:
    """``= None``, ``= Field(default=1)``, ``= Form("x")``; not ``= Field(...)``."""
    if not isinstance(value, s.Call):
        return value is not None
    first = value.positional(0)
    if first is not None:
        return not _is_ellipsis(first)
    given = value.keyword("default") or value.keyword("default_factory")
    return given is not None and not _is_ellipsis(given)


def _is_ellipsis(node: s.Node) -> bool:
    return node.end - node.start == len("...") and not isinstance(node, s.Name | s.Literal)


def _literal(value: s.Node | None) -> str | None:
    """A default that is a text: what the field usually holds."""
    if isinstance(value, s.Literal) and isinstance(value.value, str) and value.value:
        return value.value if len(value.value) <= 40 else None
    return None


def _class(subject: Subject, view: View, annotation: s.Node) -> tuple[View, s.Class] | None:
    """A class of this file, or of the module of the project that it is imported from."""
    owner = class_named(view, annotation)
    if owner is not None:
        return view, owner
    for node in s.walk(annotation):
        if not isinstance(node, s.Name | s.Attribute):
            continue
        for thing in trace(view.names, node):
            if not isinstance(thing, Qualified) or thing.is_global:
                continue
            for path in modules.files(view, thing.name):
                other = subject.view(path)
                name = thing.name.rpartition(".")[2]
                for each in other.module.body if other else ():
                    if other is not None and isinstance(each, s.Class) and each.name == name:
                        return other, each
    return None


# -- reads in the code -----------------------------------------------------------------------------

_FORMS = lazy(r"\.(?:form|POST|FILES)\b|formData\(|parseBody\(|\.multipart\(")
_QUERIES = lazy(r"\.(?:args|GET|query_params|query|queries|searchParams)\b")


def _read(view: View, handler: s.Function) -> Sent:
    """By how often a body, a form or a query is read: the fields of the first kind there is."""
    kinds = {"json": Sent("json"), "form": Sent("form"), "query": Sent("query")}
    uses = Uses(view)
    for read in reads(view.names, handler):
        node = read.node if read.param else whole(view, read.node)
        code = view.code(read.node)
        kind = "form" if _FORMS.search(code) else "query" if _QUERIES.search(code) else "json"
        shape = kinds[kind].shape
        if (name := _named(read.node)) is not None:
            shape.has(name)
            continue
        _declared_by_call(view, handler, code, shape)
        for place in _places(view, node):
            uses.follow(place, shape)
    for kind in ("json", "form", "query"):
        if kinds[kind].shape.fields:
            return kinds[kind]
    return kinds["json"]


_VALIDATORS = {"parse", "parseAsync", "model_validate", "validate"}


def _places(view: View, node: s.Node) -> Iterator[s.Node]:
    """The value, and what a validator makes of it: ``Schema.parse(await req.json())``."""
    yield node
    argument = view.names.parent(node)
    call = view.names.parent(argument) if isinstance(argument, s.Argument) else None
    if isinstance(call, s.Call) and isinstance(call.callee, s.Attribute):
        parent = view.names.parent(call)
        if call.callee.name in _VALIDATORS:
            yield parent if isinstance(parent, s.Await) else call


def _named(node: s.Node) -> str | None:
    """``url.searchParams.get("q")``"""
    if not isinstance(node, s.Call) or not isinstance(node.callee, s.Attribute):
        return None
    first = node.positional(0)
    if isinstance(node.callee.value, s.Attribute) and node.callee.value.name == "searchParams":
        return str(first.value) if isinstance(first, s.Literal) else None
    return None


def _declared_by_call(view: View, handler: s.Function, code: str, shape: Shape) -> None:
    """``req.json<T>()`` and ``req: Request<{}, {}, T>``"""
    for written in declared_types(view, handler, code):
        declare(view, written, shape)


# -- what comes back -------------------------------------------------------------------------------

_ANSWERS = (
    "answer", "reply", "response", "message", "content", "text", "output", "result", "completion",
    "generated_text", "summary", "bot_response",
)  # fmt: skip


_FAULTS = {"error", "errors", "detail", "status"}


def answer_in(view: View, handler: s.Function) -> str:
    """The field that holds the answer, where the handler says it; "" for the whole body."""
    found: list[list[str]] = []
    for node in s.walk(*handler.body):
        value: s.Node | None = None
        if isinstance(node, s.Return) and _is_own(view, handler, node):
            value = node.value
        elif isinstance(node, s.Call) and _responds(node):  # in a callback too
            value = node.positional(0)
        value = s.bare(value) if value is not None else None
        if isinstance(value, s.Call) and _responds(value):
            value = value.positional(0)
        if isinstance(value, s.Mapping):
            found.append([str(entry.name) for entry in value.entries if entry.name])
    if any("error" not in keys for keys in found):
        found = [keys for keys in found if "error" not in keys]
    for keys in found:
        named = next((name for name in _ANSWERS if name in keys), None)
        if named or (len(keys) == 1 and keys[0] not in _FAULTS):
            return named or keys[0]
    return ""


def _is_own(view: View, handler: s.Function, node: s.Node) -> bool:
    """Whether a return is the handler's, and not that of a function in it."""
    above = (each for each in view.names.above(node) if isinstance(each, s.Function))
    return next(above, None) is handler


def _responds(call: s.Call) -> bool:
    name = (s.dotted(call.callee) or "").rpartition(".")[2]
    if isinstance(call.callee, s.Attribute):
        name = call.callee.name
    return name in {"json", "jsonify", "JsonResponse", "JSONResponse", "send", "Response"}

"""What a model wrote, checked where it becomes an object: by pydantic, or by zod.

The schema is what the code below reads, or what the function takes that the arguments are splatted
into; every list and string gets the policy's limits. The value stays a dict or an object, as the
code around it expects. What does not fit raises, like JSON that cannot be parsed; a handler that
waits for one of the two is made to take the other as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body import javascript, python
from prodgate.body.as_pydantic import Pydantic
from prodgate.body.as_zod import Zod
from prodgate.body.declared import annotation_code, declare
from prodgate.body.infer import Uses
from prodgate.body.readings import numbered
from prodgate.body.shape import Shape
from prodgate.edits import AddImport, Define, Fix, Import, Intent, Refusal, Replace
from prodgate.findings import Applicability
from prodgate.meaning.model_objects import Object
from prodgate.meaning.model_text import model_text
from prodgate.meaning.trace import Local, Qualified, trace
from prodgate.meaning.web import declared_name
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


def rewrite(view: View, found: Object) -> Fix | Refusal:
    """The schema, and the place where it is applied."""
    title = _title(view, found)
    taken = _of_function(view, found)
    shape = taken or _of_uses(view, found)
    if isinstance(shape, Refusal):
        return shape
    if view.language == "python":
        return _python(view, found, shape, title, splatted=taken is not None)
    return _javascript(view, found, shape, title)


# -- the shape ---------------------------------------------------------------------------------


def _of_uses(view: View, found: Object) -> Shape | Refusal:
    """What the code that follows reads."""
    shape = Shape()
    Uses(view).follow(found.node, shape)
    judge = python.judged if view.language == "python" else javascript.judged
    refusal = judge(shape)
    if any(_goes_on_whole(each) for each in _below(shape)):
        return Refusal("shape-unknown", _recipe(view, found))
    if refusal is None and (view.language == "javascript" or shape.kind == "object"):
        return shape
    return Refusal(refusal.code if refusal else "shape-unknown", _recipe(view, found))


def _goes_on_whole(shape: Shape) -> bool:
    """``{ ...answer.tool_call }``: fields that are not seen here would be lost."""
    return bool(shape.fields) and shape.opened and not shape.declared


def _below(shape: Shape) -> Iterator[Shape]:
    for each in (*shape.fields.values(), *([shape.item] if shape.item else [])):
        yield each
        yield from _below(each)


def _recipe(view: View, found: Object) -> str:
    if found.is_arguments and _is_looked_up(view, found.use.call):
        checker = "jsonschema" if view.language == "python" else "ajv"
        return (
            "each tool takes other arguments: before it runs, check them against the JSON schema "
            f"that its tool was described with (parameters, input_schema), with {checker}; give "
            "the model an error for those that do not fit"
        )
    how = (
        "a pydantic model, and pass the text through its model_validate_json"
        if view.language == "python"
        else "a zod schema, and put its parse around this"
    )
    return (
        f"say what the model has to answer with {how}, or let the SDK do both (response_format, "
        "responses.parse, generateObject): what follows does not show its fields"
    )


def _is_looked_up(view: View, call: s.Call | None) -> bool:
    """``functions[name](arguments)``: which function that is, is known when it runs."""
    if call is None:
        return False
    things = trace(view.names, call.callee)
    return not any(isinstance(t, Local | Qualified) for t in things)


def _of_function(view: View, found: Object) -> Shape | None:
    """The parameters of the function that takes the arguments one by one."""
    splats = [use for use in found.verdict.uses if use.how == "splatted"]
    if len(found.verdict.uses) != 1 or len(splats) != 1 or view.language != "python":
        return None
    call = splats[0].call
    function = model_text(view).local(call) if call is not None else None
    if call is None or function is None or len(call.arguments) != 1:
        return None
    shape = Shape()
    for param in _params(view, function):
        if param.kind != "plain" or not isinstance(param.target, s.Name):
            return None
        field = shape.has(param.target.id)
        if param.annotation is None or not declare(
            view, annotation_code(view, param.annotation), field
        ):
            return None
        field.declared = True
        field.optional |= param.default is not None
        field.indexed = param.default is None
    return shape if shape.fields else None


def _params(view: View, function: s.Function) -> tuple[s.Param, ...]:
    method = isinstance(view.names.parent(function), s.Class)
    return function.params[1:] if method else function.params


# -- the name ----------------------------------------------------------------------------------

_VERBS = lazy(r"^_*(get|ask|parse|extract|generate|run|call|fetch|make|create|do)(?=[A-Z_])_?")


def _title(view: View, found: Object) -> str:
    """``WeatherArguments``, ``TriageAnswer``."""
    call = found.use.call if found.use.how == "splatted" else None
    function = view.names.function(found.node)
    name = (s.dotted(call.callee) or "").rpartition(".")[2] if call is not None else ""
    while not name and function is not None:
        name = declared_name(view.names, function)
        function = view.names.function(function)
    name = name or PurePosixPath(view.source.path).stem
    words = re.split(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", _VERBS.sub("", name))
    title = "".join(word[:1].upper() + word[1:] for word in words if word)
    title = title if title[:1].isalpha() else f"Model{title}"
    return title + ("Arguments" if found.is_arguments else "Answer")


# -- Python ------------------------------------------------------------------------------------


def _python(
    view: View, found: Object, shape: Shape, title: str, *, splatted: bool
) -> Fix | Refusal:
    if (other := python.other_validator(view)) is not None:
        return Refusal("other-validator", f"this project uses {other}: check it with that")
    pydantic = Pydantic(view.policy.defaults, python.is_old(view))
    name = pydantic.model(numbered(title, _bound(view)), shape)
    checked = pydantic.parsed(name, view.code(found.node))
    if splatted:  # a null must not take the place of a parameter's default
        checked = checked.replace("exclude_unset=True", "exclude_none=True")
    handlers = list(_widened(view, found.node))
    if handlers:
        pydantic.imports.add(Import("pydantic", "ValidationError"))
    imports = sorted(pydantic.imports, key=lambda i: (i.module, i.name or ""))
    intents: list[Intent] = [AddImport(what) for what in imports]
    intents += [Define(model, code) for model, code in pydantic.models]
    intents += [Replace((found.node.start, found.node.end), checked), *handlers]
    end = "is handled like broken JSON" if handlers else "raises"
    said = f"{name} checks what the model wrote; what does not fit {end} (needs pydantic)"
    return Fix(tuple(intents), Applicability.UNSAFE, said)


_BROKEN = {"JSONDecodeError"}
_WIDE = {"Exception", "BaseException", "ValueError", "ValidationError"}


def _widened(view: View, node: s.Node) -> Iterator[Replace]:
    """``except json.JSONDecodeError`` around the place also takes what does not fit."""
    for above in view.names.above(node):
        if isinstance(above, s.Function):
            return
        if not isinstance(above, s.Try) or not _within(node, above.body):
            continue
        if any(_reads_position(handler) for handler in above.handlers):
            return
        types = [handler.type for handler in above.handlers]
        caught = {name for kind in types for name in _names(kind)}
        if None in types or caught & _WIDE:
            return
        for kind in types:
            if kind is not None and set(_names(kind)) & _BROKEN:
                code = view.code(kind)
                many = code[1:-1].rstrip(", \n") if code.startswith("(") else code
                yield Replace((kind.start, kind.end), f"({many}, ValidationError)")
                return


def _reads_position(handler: s.Handler) -> bool:
    """``error.pos``: what only broken JSON has."""
    return any(
        isinstance(n, s.Attribute) and n.name in {"pos", "lineno", "colno", "msg", "doc"}
        for n in s.walk(*handler.body)
    )


def _names(kind: s.Node | None) -> Iterator[str]:
    for node in s.walk(kind) if kind is not None else ():
        if isinstance(node, s.Attribute):
            yield node.name
        elif isinstance(node, s.Name):
            yield node.id


def _within(node: s.Node, body: tuple[s.Node, ...]) -> bool:
    return bool(body) and body[0].start <= node.start and node.end <= body[-1].end


# -- JavaScript --------------------------------------------------------------------------------


def _javascript(view: View, found: Object, shape: Shape, title: str) -> Fix | Refusal:
    if (other := javascript.other_validator(view)) is not None:
        return Refusal("other-validator", f"this project uses {other}: check it with that")
    z = "z" if "z" not in _bound(view) or javascript.imports_zod(view) else "zod"
    typed = view.source.path.lower().endswith((".ts", ".tsx", ".mts", ".cts"))
    name = numbered(f"{title}Schema", _bound(view))
    schema = Zod(view.policy.defaults, z, typed).schema(shape)
    end = ";" if ";" in view.text else ""
    intents = (
        AddImport(Import(javascript.zod_module(view), "z", None if z == "z" else z)),
        Define(name, f"const {name} = {schema}{end}"),
        Replace((found.node.start, found.node.end), f"{name}.parse({view.code(found.node)})"),
    )
    said = f"{name} checks what the model wrote; what does not fit throws (needs zod)"
    return Fix(intents, Applicability.UNSAFE, said)


def _bound(view: View) -> set[str]:
    """The names that the top of the module binds."""
    return {*view.names.scopes[id(view.module)].bindings}

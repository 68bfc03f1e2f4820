"""A request body checked by pydantic where it is read, in Python.

What the handler gets stays a dict, as the code below the read expects; FastAPI's own parameters
take the model as their type. Where the framework is known, what does not fit is answered as a bad
request; elsewhere it raises.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate import syntax as s
from prodgate.body import answers
from prodgate.body.as_pydantic import Pydantic
from prodgate.body.declared import annotation_code, declare
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

_OTHERS = ("marshmallow", "cerberus", "voluptuous", "attrs", "msgspec", "djangorestframework")
_UNKNOWN = Refusal(
    "shape-unknown",
    "nothing here says what the body holds: write a pydantic model with a limit on every list and "
    "string, and validate the body with it where it is read",
)
_NO_PLACE = Refusal("no-place", "read the body into a variable once, and validate it there")


class _Work(Struct):
    """What one fix collects."""

    view: View
    handler: s.Function
    pydantic: Pydantic
    title: str
    answer: answers.Answer | None = None  # of the file's framework to what does not fit
    answered: bool = False  # it is needed
    intents: list[Intent] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def model(self, name: str, shape: Shape) -> str:
        """Define the model of a body; gives back its name."""
        name = numbered(name, {*_bound(self.view), *self.models})
        self.pydantic.partial = self.pydantic.aliased = False
        self.pydantic.model(name, shape)
        self.models.append(name)
        return name

    def checked(self, name: str, code: str) -> str:
        """The expression that checks ``code`` and gives a dict."""
        if self.answer is None or _WEB_SOCKET.search(code):
            return self.pydantic.parsed(name, code)
        self.answered = True
        return f"{answers.NAME}({name}, {code})"


_WEB_SOCKET = lazy(r"\.receive(_\w+)?\(")  # there is no answer to a message; it is closed


def rewrite(view: View, handler: s.Function, readings: list[Reading]) -> Fix | Refusal:
    """The models and the places where they are applied."""
    if (other := other_validator(view)) is not None:
        return Refusal("other-validator", f"this project uses {other}: check the body with that")
    old = is_old(view)
    pydantic = Pydantic(view.policy.defaults, old)
    work = _Work(view, handler, pydantic, numbered_title(view, handler), _answer(view, old))
    for reading in readings:
        refusal = _apply(work, reading)
        if refusal is not None:
            return refusal
    defines = [Define(name, code) for name, code in work.pydantic.models]
    if work.answer is not None and work.answered:
        work.pydantic.imports.update(answers.imports_of(work.answer))
        defines.append(answers.define(work.answer, old=old))
    needed = sorted(work.pydantic.imports, key=lambda i: (i.module, i.name or ""))
    imports = [AddImport(what) for what in needed]
    return Fix((*imports, *defines, *work.intents), Applicability.UNSAFE, _said(work, readings))


def _answer(view: View, old: bool) -> answers.Answer | None:
    answer = answers.answer_of(view, old=old)
    if answer is None or answers.is_taken(view, answers.define(answer, old=old)):
        return None
    return answer


def _said(work: _Work, readings: list[Reading]) -> str:
    said = " and ".join(work.models)
    check = "checks" if len(work.models) == 1 else "check"
    end = "raises"
    if work.answer is not None and work.answered:
        end = f"is answered with {work.answer.status}"
    elif all(reading.param is not None for reading in readings):
        end = "is answered by the framework"
    return f"{said} {check} what is read; what does not fit {end} (needs pydantic)"


def _apply(work: _Work, reading: Reading) -> Refusal | None:
    if reading.param is not None:
        return _param(work, reading.param)
    if _is_text(reading.code):
        return _texts(work, reading)
    return _object(work, reading)


# -- bodies ------------------------------------------------------------------------------------


def _object(work: _Work, reading: Reading) -> Refusal | None:
    view = work.view
    shape = Shape()
    for place in reading.places:
        Uses(view).follow(place, shape)
    if (refusal := judged(shape)) is not None:
        return refusal
    name = work.model(f"{work.title}{_part(reading.code)}", shape)
    checked = work.checked(name, _plain(reading.code))
    if len(reading.places) == 1 and assignment(view, reading.first) is not None:
        work.intents.append(_replace(reading.first, checked))
        return None
    return _with_variable(work, reading, checked)


def _part(code: str) -> str:
    query = re.search(r"\.(args|GET|query_params|query)\b", code)
    return "Query" if query else "Input"


def _plain(code: str) -> str:
    """The source as a plain dict: forms and queries hold several values a key."""
    if re.search(r"\b(await\s+\S+\.(form|post)\(\)|\S+\.query_params)\Z", code):
        return f"dict({code})"
    if re.search(r"\.(form|args|values)\Z", code):
        return f"{code}.to_dict()"
    return f"{code}.dict()" if re.search(r"\.(POST|GET)\Z", code) else code


def judged(shape: Shape) -> Refusal | None:
    """Why no model can stand in for what is seen."""
    problem = next((each.unusual for each in (shape, *_dicts(shape)) if each.unusual), "")
    if problem:
        return Refusal(
            "unusual-use", f"the body is used by {problem}: write the model for it by hand"
        )
    if not shape.fields or not any(f.known for f in shape.fields.values()):
        return _UNKNOWN
    return _UNKNOWN if shape.opened and not shape.declared else None


def _dicts(shape: Shape) -> list[Shape]:
    found: list[Shape] = []
    for each in shape.fields.values():
        if each.fields:
            found += [each, *_dicts(each)]
    return found


def _with_variable(work: _Work, reading: Reading, checked: str) -> Refusal | None:
    view = work.view
    statement = statement_before(view, reading.places)
    if statement is None:
        return _NO_PLACE
    variable = numbered("payload", _inside(work.handler) | _bound(view) | work.names)
    work.names.add(variable)
    line = f"{variable} = {checked}"
    work.intents.append(InsertBefore((statement.start, statement.end), line))
    work.intents += [_replace(place, variable) for place in reading.places]
    return None


def _replace(node: s.Node, code: str) -> Replace:
    return Replace((node.start, node.end), code)


# -- parameters of FastAPI ---------------------------------------------------------------------


def _param(work: _Work, param: s.Param) -> Refusal | None:
    """``body: dict`` becomes ``body: ChatInput``; what follows still gets its dict."""
    view, handler = work.view, work.handler
    annotation = param.annotation
    if not isinstance(param.target, s.Name) or annotation is None:
        return _NO_PLACE
    name, shape = param.target.id, Shape()
    if declare(view, annotation_code(view, annotation), shape) or shape.kind == "list":
        return _list_param(work, param, annotation)
    Uses(view).name(name, param, handler, shape)
    if (refusal := judged(shape)) is not None:
        return refusal
    model = work.model(f"{work.title}Input", shape)
    uses = _uses_of(view, param, handler)
    dump = work.pydantic.parsed("@", "@").partition(").")[2]
    work.intents.append(_replace(annotation, model))
    return _dumped(work, name, f"{name}.{dump}", uses)


def _dumped(work: _Work, name: str, dump: str, uses: list[s.Name]) -> Refusal | None:
    first = next((n for n in work.handler.body if not _is_docstring(n)), None)
    if first is None:
        return _NO_PLACE
    variable = numbered("payload", _inside(work.handler) | _bound(work.view) | work.names)
    work.names.add(variable)
    work.intents.append(InsertBefore((first.start, first.end), f"{variable} = {dump}"))
    work.intents += [_replace(use, variable) for use in uses]
    return None


def _list_param(work: _Work, param: s.Param, annotation: s.Node) -> Refusal | None:
    """``items: list`` gets a limit."""
    if work.pydantic.old:
        return _UNKNOWN
    limit = work.view.policy.defaults.list_items
    code = annotation_code(work.view, annotation)
    work.pydantic.imports |= {Import("pydantic", "Field"), Import("typing", "Annotated")}
    item = "Annotated[str, Field(max_length=" + f"{work.view.policy.defaults.string_length:_})]"
    code = re.sub(r"\bstr\b", item, code)
    name = work.title
    work.models.append(f"{name}: at most {limit} items; the type")
    work.intents.append(_replace(annotation, f"Annotated[{code}, Field(max_length={limit:_})]"))
    return None


def _is_docstring(node: s.Node) -> bool:
    return isinstance(node, s.Expression) and isinstance(node.value, s.Literal)


def _uses_of(view: View, binding: s.Node, scope: s.Node) -> list[s.Name]:
    return [
        n
        for n in s.walk(scope)
        if isinstance(n, s.Name)
        and not isinstance(view.names.parent(n), s.Param)
        and any(b.node is binding for b in view.names.lookup(n))
    ]


# -- text --------------------------------------------------------------------------------------

_TEXT = lazy(r"\.(receive_text\(\)|text\(\)|text)\s*\Z")
_BYTES = lazy(r"\.(body\(\)|body|data|get_data\(.*\)|receive_bytes\(\))\s*\Z")


def _is_text(code: str) -> bool:
    return bool(_TEXT.search(code) or _BYTES.search(code))


def _texts(work: _Work, reading: Reading) -> Refusal | None:
    view = work.view
    decoded = decoded_later(view, reading)
    if decoded is not None:
        return _object(work, decoded)
    if not _TEXT.search(reading.code) or work.pydantic.old:
        return _UNKNOWN if not reading.code.endswith(".data") else _object(work, reading)
    limit = view.policy.defaults.string_length
    name = numbered(f"{work.title}Text", {*_bound(view), *work.models})
    code = f"{name} = TypeAdapter(Annotated[str, Field(max_length={limit:_})])"
    work.pydantic.models.append((name, code))
    work.models.append(name)
    for what in (("pydantic", "TypeAdapter"), ("pydantic", "Field"), ("typing", "Annotated")):
        work.pydantic.imports.add(Import(*what))
    checked = f"{name}.validate_python({reading.code})"
    work.intents += [_replace(place, checked) for place in reading.places]
    return None


# -- names and habits --------------------------------------------------------------------------


def _bound(view: View) -> set[str]:
    """The names that the top of the module binds."""
    return {*view.names.scopes[id(view.module)].bindings}


def _inside(handler: s.Function) -> set[str]:
    """Every name that is written in a handler."""
    params = {p.target.id for p in handler.params if isinstance(p.target, s.Name)}
    return params | {n.id for n in s.walk(handler) if isinstance(n, s.Name)}


def is_old(view: View) -> bool:
    """Whether models are to be written for pydantic 1."""
    from prodgate.dependencies.packages import pydantic_is_old

    return pydantic_is_old(view.project, view.source.path)


def other_validator(view: View) -> str | None:
    path = view.source.path
    for package in ("pydantic", "fastapi"):
        if view.project.depends_on(path, package, "python"):
            return None
    for package in _OTHERS:
        if view.project.depends_on(path, package, "python"):
            return package
    return None

"""How a web framework of Python tells the caller that a body does not fit, instead of a 500.

``ValidationError`` of pydantic means nothing to them: only FastAPI answers it by itself, and only
for its own parameters. So the file gets one small function that raises what the framework knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.edits import Define, Import

if TYPE_CHECKING:
    from prodgate.view import View

NAME = "validated_input"  # of the function; reads as a check to prodgate itself, too


class Answer(Struct, frozen=True):
    """What a framework raises for a bad request."""

    status: int
    imports: tuple[Import, ...]
    statement: str


_ERROR = Import("pydantic", "ValidationError")
_NEEDED = (_ERROR, Import("pydantic", "BaseModel"), Import("typing", "Any"))
_ABORT = "abort(400, str(error))"
_ANSWERS = {
    "fastapi": Answer(
        422,
        (Import("fastapi.exceptions", "RequestValidationError"),),
        "raise RequestValidationError(error.errors()) from error",
    ),
    "flask": Answer(400, (Import("flask", "abort"),), _ABORT),
    "quart": Answer(400, (Import("quart", "abort"),), _ABORT),
    "django": Answer(
        400,
        (Import("django.core.exceptions", "BadRequest"),),
        "raise BadRequest(str(error)) from error",
    ),
    "starlette": Answer(
        422,
        (Import("starlette.exceptions", "HTTPException"),),
        "raise HTTPException(422, str(error)) from error",
    ),
}
# FastAPI of the days of pydantic 1 makes its own error from other parts.
_OLD_FASTAPI = Answer(
    422,
    (Import("fastapi", "HTTPException"),),
    "raise HTTPException(422, error.errors()) from error",
)


def answer_of(view: View, *, old: bool) -> Answer | None:
    """What the framework of a file raises; None where it is not known, or a name is taken."""
    modules = {node.module.partition(".")[0] for node in _imports(view)}
    framework = next((name for name in _ANSWERS if name in modules), None)
    if framework is None:
        return None
    answer = _OLD_FASTAPI if old and framework == "fastapi" else _ANSWERS[framework]
    return answer if all(_is_free(view, i) for i in (*_NEEDED, *answer.imports)) else None


def define(answer: Answer, *, old: bool) -> Define:
    """The function, which gives what was sent as a dict."""
    parse, dump = ("parse_obj", "dict") if old else ("model_validate", "model_dump")
    code = (
        f"def {NAME}(model: type[BaseModel], data: Any) -> dict[str, Any]:\n"
        f'    """What was sent, as the model has it; {answer.status} for what does not fit."""\n'
        "    try:\n"
        f"        return model.{parse}(data).{dump}(by_alias=True, exclude_unset=True)\n"
        "    except ValidationError as error:\n"
        f"        {answer.statement}"
    )
    return Define(NAME, code)


def imports_of(answer: Answer) -> tuple[Import, ...]:
    """What the function needs."""
    return (*_NEEDED, *answer.imports)


def is_taken(view: View, definition: Define) -> bool:
    """Whether the file has something else of the function's name."""
    bound = NAME in view.names.scopes[id(view.module)].bindings
    return bound and definition.code not in view.text.replace("\r\n", "\n")


def _imports(view: View) -> Iterator[s.Import]:
    return iter(view.names.imports)


def _is_free(view: View, what: Import) -> bool:
    """Whether a name is unbound in the module, or bound to the very same."""
    if what.name not in view.names.scopes[id(view.module)].bindings:
        return True
    same = (what.name, f"{what.module}.{what.name}")
    return any(same in node.names for node in view.module.body if isinstance(node, s.Import))

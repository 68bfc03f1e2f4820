"""What a handler does with a failure: records it, hands it on, or hides it.

A failure is *kept* when somebody can learn of it: it is raised again, logged with its cause,
counted, answered with an error status, shown to the user, or given back as a value that is told
from an answer. Everything else is hidden. What cannot be told counts as kept.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.asking import last_part
from prodgate.meaning.trace import Local, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Names


class Trace(enum.Enum):
    """What is left of a failure after its handler."""

    KEPT = "kept"
    PRINTED = "printed"  # to a terminal that nobody may watch
    TEXT = "text"  # it comes back as text, where an answer is expected
    LINE = "line"  # a fixed line in a log: that it failed, not why
    NOTHING = "nothing"


class Scene(Struct, frozen=True):
    """A handler's statements, and the names its error goes by."""

    names: Names
    body: tuple[s.Node, ...]
    errors: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # what the team's own functions that record are called
    depth: int = 0


_CAMEL = lazy(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words(name: str) -> str:
    """``captureException`` as ``_capture_exception_``."""
    return f"_{_CAMEL.sub('_', name).lower()}_"


_LOGGERS = lazy(
    r"_(?:log|logger|logging|logs|sentry|winston|pino|bunyan|console|rollbar|bugsnag|newrelic|datadog|"
    r"structlog|monitor|telemetry|tracer|span|loguru|syslog|journal|audit|events?)_"
)
_LEVELS = {
    "exception", "error", "warning", "warn", "critical", "fatal", "info", "debug", "log", "trace",
    "notice", "err", "success",
}  # fmt: skip
_LOGS = lazy(r"_(?:log|logs|logger|logging)_")
_COUNTS = lazy(
    r"_(?:inc|incr|increment|observe|metrics?|statsd|counter|counters|stats|gauge|histogram)_"
)
# A function that is called about a failure: shows it, reports it, ends the program.
_SIGNALS = lazy(
    r"_(?:error|errors|err|fail|fails|failed|failure|abort|exit|alert|toast|notify|notification|"
    r"reject|exception|raise|throw|capture|report|warn|warning|traceback|panic|retry|rollback|"
    r"http_?exception|messagebox|dead_?letter|circuit|breaker)_"
)
_ABOUT = lazy(r"_(?:fallback|handle|on|default|degrade\w*)_")
_PRINTS = {"print", "pprint", "console.log", "console.info", "console.debug", "rprint", "secho"}
_SHAPES = {
    "str", "repr", "String", "format", "join", "isinstance", "type", "stringify", "len", "dumps",
    "replace", "split", "strip", "lower", "upper", "toLowerCase", "includes", "startswith",
    "startsWith", "hasattr", "getattr", "sleep", "setTimeout", "slice", "toString", "dict", "list",
    "get", "Boolean", "trim", "bool", "match", "test",
}  # fmt: skip
_WRONG_KEY = lazy(
    r"_(?:error|errors|err|failed|fails|failure|failures|exception|exc|is_?error|warning|warnings|"
    r"skipped|unavailable|degraded|fallback|is_?fallback)_"
)
_VERDICT = {"success", "ok", "succeeded", "is_ok", "isOk", "successful", "available", "valid"}
_STATE = {
    "stage",
    "step",
    "phase",
    "verdict",
    "result",
    "mode",
    "action",
    "status",
    "state",
    "type",
    "kind",
    "outcome",
    "event",
    "level",
    "variant",
    "code",
    "severity",
    "stop_reason",
    "finish_reason",
    "source",
    "method",
}
_WRONG_WORD = lazy(
    r"error|fail|unavailab|exception|timed? ?out|unable|fallback|default|heuristic|broken", re.I
)
_MARKED = lazy(r"^\W*(?:event: )?(?:\w+ )?(?:error|failed|failure|exception)\b", re.IGNORECASE)
_STATUS = lazy(
    r"HTTP_[45]\d\d|INTERNAL_SERVER_ERROR|BAD_GATEWAY|SERVICE_UNAVAILABLE|GATEWAY_TIMEOUT"
    r"|BAD_REQUEST|TOO_MANY_REQUESTS|InternalServerError|BadGateway|ServiceUnavailable"
)


_ORDER = (Trace.NOTHING, Trace.TEXT, Trace.PRINTED, Trace.LINE, Trace.KEPT)


def trace_left(scene: Scene) -> Trace:
    """What is left of the failure: the most that any statement leaves."""
    found = Trace.NOTHING
    errors = _names(scene)
    for node in s.walk(*scene.body):
        how = Trace.KEPT if _keeps(node, errors) else Trace.NOTHING
        if isinstance(node, s.Call):
            how = _told(scene, node, errors)
        elif isinstance(node, s.Return) and node.value is not None:
            how = _returned(scene, node.value, errors)
        if how is Trace.KEPT:
            return how
        found = max(found, how, key=_ORDER.index)
    return found


def _names(scene: Scene) -> set[str]:
    """The names of the error, and of what is made from it."""
    errors = set(scene.errors)
    for node in s.walk(*scene.body):
        if isinstance(node, s.Assign) and node.value is not None and mentions(node.value, errors):
            errors |= {t.id for t in node.targets if isinstance(t, s.Name)}
    return errors


def printing(scene: Scene) -> Iterator[s.Call]:
    """The calls that print the error."""
    errors = _names(scene)
    for node in s.walk(*scene.body):
        if (
            isinstance(node, s.Call)
            and s.dotted(node.callee) in _PRINTS
            and any(mentions(argument.value, errors) for argument in node.arguments)
        ):
            yield node


def mentions(node: s.Node, names: Iterable[str]) -> bool:
    """Whether an expression uses one of the names."""
    return any(isinstance(n, s.Name) and n.id in names for n in s.walk(node))


def _keeps(node: s.Node, errors: set[str]) -> bool:
    """Whether a node that is no call makes the failure known."""
    if isinstance(node, s.Throw):
        return True
    if isinstance(node, s.Literal):
        return type(node.value) is int and 400 <= node.value < 600
    if isinstance(node, s.Attribute):
        return bool(_STATUS.search(node.name)) or (
            node.name.isupper() and bool(_WRONG_KEY.search(words(node.name)))
        )
    if isinstance(node, s.Entry):
        return node.name is not None and (
            _tells(node.name, node.value) or _is_error_itself(node.value, errors)
        )
    if isinstance(node, s.Argument):
        return node.name is not None and _tells(node.name, node.value)
    if isinstance(node, s.Assign) and node.value is not None:
        return any(_target_tells(target, node, errors) for target in node.targets)
    if isinstance(node, s.Items):
        return _is_failed_pair(node)
    if isinstance(node, s.Opaque) and node.kind == "yield":
        return any(mentions(c, errors) or is_marked(c) for c in node.children)
    return False


def _tells(name: str, value: s.Node) -> bool:
    """``error=...``, ``ok: false``, ``status: "failed"``"""
    value = s.bare(value)
    if _WRONG_KEY.search(words(name)):
        return not (isinstance(value, s.Literal) and value.value in {None, False})
    if name in _VERDICT:
        return isinstance(value, s.Literal) and value.value is False
    return name in _STATE and _is_wrong_word(value)


def _is_error_itself(value: s.Node, errors: set[str]) -> bool:
    """``str(e)``, ``error.message``: under a key of its own, not inside a sentence."""
    return mentions(value, errors) and not any(
        isinstance(n, s.Text | s.Binary | s.Function) for n in s.walk(value)
    )


def _is_wrong_word(value: s.Node) -> bool:
    if isinstance(value, s.Attribute):
        return bool(_WRONG_WORD.search(value.name))
    text = value.value if isinstance(value, s.Literal) else None
    return isinstance(text, str) and bool(_WRONG_WORD.search(text))


def _target_tells(target: s.Node, node: s.Assign, errors: set[str]) -> bool:
    """``self.last_error = e``, ``failed += 1``, ``result["ok"] = False``, ``last = e``"""
    assert node.value is not None
    target = s.bare(target)
    if isinstance(target, s.Index):
        key = target.key.value if isinstance(target.key, s.Literal) else None
        name = key if isinstance(key, str) else ""
    else:
        name = last_part(target)
    if not name:
        return False
    plain = isinstance(target, s.Name)
    if mentions(node.value, errors):
        return not plain  # kept somewhere; a local name is followed
    if node.kind == "augmented":
        return bool(_WRONG_KEY.search(words(name)))
    made = plain and not isinstance(s.bare(node.value), s.Literal | s.Text)
    return not made and _tells(name, node.value)  # fallback = ask(...) tells nobody


def _is_failed_pair(node: s.Items) -> bool:
    """``return False, "..."``, ``return None, "the model failed"``"""
    if len(node.elements) < 2:
        return False
    first = s.bare(node.elements[0])
    return isinstance(first, s.Literal) and first.value in {None, False} and first.value != 0


def _returned(scene: Scene, value: s.Node, errors: set[str]) -> Trace:
    """The error itself, for whoever asks; or a text about it, like any answer."""
    value = s.bare(value)
    if mentions(value, errors):
        if isinstance(value, s.Name) and value.id in scene.errors:
            return Trace.KEPT
        if isinstance(value, s.Text | s.Binary | s.Name) or (
            isinstance(value, s.Call) and last_part(value.callee) in _SHAPES
        ):
            return Trace.TEXT
        return Trace.NOTHING if isinstance(value, s.Call | s.Mapping | s.Await) else Trace.KEPT
    return Trace.TEXT if is_marked(value) else Trace.NOTHING


def is_marked(node: s.Node) -> bool:
    """``"Error: ..."``: a text that nobody takes for an answer."""
    for part in s.walk(node):
        if isinstance(part, s.Literal) and isinstance(part.value, str) and part.value.strip():
            return bool(_MARKED.search(part.value))
    return False


# -- calls -------------------------------------------------------------------------------------


def _told(scene: Scene, call: s.Call, errors: set[str]) -> Trace:
    """What a call tells of the failure, and whom."""
    name = s.dotted(call.callee) or last_part(call.callee)
    last = last_part(call.callee)
    carries = any(mentions(a.value, errors) for a in call.arguments)
    if last in scene.own:
        return Trace.KEPT
    if name in _PRINTS:
        plain = not carries and name.startswith("console.")
        return Trace.LINE if plain else Trace.PRINTED
    if _is_logging(name, last):
        return Trace.KEPT if carries or _has_cause(call, last) else Trace.LINE
    if _COUNTS.search(words(last)) or _SIGNALS.search(words(name.replace(".", "_"))):
        return Trace.KEPT
    about = carries or _ABOUT.search(words(last))
    for function in _local(scene, call) if about and scene.depth < 2 else ():
        return _through(scene, function, call, errors)
    if last in _STREAMED and any(is_marked(a.value) for a in call.arguments):
        return Trace.KEPT  # an event that says it is an error
    if carries and last not in _SHAPES and not _answers(name, last):
        return Trace.KEPT
    return Trace.NOTHING


def _local(scene: Scene, call: s.Call) -> Iterator[s.Function]:
    """The function of this file that is called."""
    for thing in trace(scene.names, call.callee):
        if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
            yield thing.node


def _through(scene: Scene, function: s.Function, call: s.Call, errors: set[str]) -> Trace:
    """What the helper that a handler calls does with the error it is given."""
    params = [p.target.id for p in function.params if isinstance(p.target, s.Name)]
    if params[:1] in (["self"], ["cls"]) and isinstance(call.callee, s.Attribute):
        params = params[1:]
    given = {
        argument.name or (params[n] if n < len(params) else "")
        for n, argument in enumerate(call.arguments)
        if mentions(argument.value, errors)
    }
    inner = Scene(scene.names, function.body, frozenset(given), scene.own, scene.depth + 1)
    return trace_left(inner)


def _is_logging(name: str, last: str) -> bool:
    head = name.rpartition(".")[0]
    if last in _LEVELS and head:
        return bool(_LOGGERS.search(words(head.replace(".", "_")))) or bool(
            _LOGS.search(words(last))
        )
    return last in {"warn", "warning", "info", "debug"} or bool(_LOGS.search(words(last)))


_CAUSE = lazy(r"^(?:exception|captureException|capture_exception|print_exc|log_exception)$")


def _has_cause(call: s.Call, last: str) -> bool:
    """``logger.exception``, ``exc_info=True``, ``traceback.format_exc()``: no name is needed."""
    if _CAUSE.match(last):
        return True
    for argument in call.arguments:
        if argument.name in {"exc_info", "stack_info", "exception"}:
            return not (isinstance(argument.value, s.Literal) and not argument.value.value)
        for node in s.walk(argument.value):
            if isinstance(node, s.Call) and last_part(node.callee) in {"format_exc", "exc_info"}:
                return True
    return bool(isinstance(call.callee, s.Attribute) and _is_opt(call.callee.value))


def _is_opt(node: s.Node) -> bool:
    """``logger.opt(exception=True)`` of loguru"""
    return isinstance(node, s.Call) and node.keyword("exception") is not None


_STREAMED = {"write", "send", "enqueue", "emit", "send_text", "put", "put_nowait"}
_ANSWERS = {
    "json", "send", "jsonify", "JSONResponse", "Response", "NextResponse", "write", "end",
    "HTMLResponse", "PlainTextResponse", "render_template", "render", "make_response", "text",
    "StreamingResponse", "html",
}  # fmt: skip


def _answers(name: str, last: str) -> bool:
    """Answers the request: with an error status, or not."""
    return last in _ANSWERS or name in {"Response.json", "NextResponse.json", "res.send"}

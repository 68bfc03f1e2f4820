"""Which expressions hold text of somebody else: a caller, a retriever, a file, another server.

Asked backwards, from where a text is used: through names, joined texts, containers and functions
of the same file, to where it came from. What cannot be followed is nobody's: silent. A number, a
choice among what the team wrote, and text that a function cleaned are no text from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import web
from prodgate.meaning.bodies import Read, reads
from prodgate.meaning.flow import Flow
from prodgate.meaning.names import Binding
from prodgate.meaning.validators import is_cut, is_table, looks_up

if TYPE_CHECKING:
    from prodgate.view import View

What: TypeAlias = Literal["request", "person", "retrieved", "tools", "history"]
DEPTH = 16
MOST = 400  # nodes looked at for one question


@dataclass(frozen=True)
class Origin:
    """Text from outside.

    ``node``: the widest expression that is nothing but that text, as it stands in the asked one:
    what a fix wraps. ``what`` it is; ``read``: where a request was read, if it was one. ``pure``:
    the expression holds no words of the project's own.
    """

    node: s.Node
    what: What
    read: Read | None = None
    pure: bool = True


class Outside:
    """Answers for one file."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        self._left = 0
        self._mixed = False
        self._given: list[dict[int, s.Node]] = []  # arguments of the functions that are followed

    def origins(self, node: s.Node) -> tuple[Origin, ...]:
        """The texts from outside that an expression is made of, in source order."""
        self._left = MOST
        self._given = []
        found = {id(o.node): o for o in self._parts(node, 0) if self._holds(o, node)}
        return tuple(found.values())

    def _holds(self, origin: Origin, node: s.Node) -> bool:
        """Whether nothing in the handler asked what the request's data is."""
        if origin.read is None:
            return True
        handler = web.handler(self.names, origin.read.node, self.view.source.path)
        if handler is None or not handler.start <= node.start < handler.end:
            return True
        flow = Flow(self.names, handler, origin.read.node)
        flow.run()
        return flow.carries(origin.node) or flow.carries(node)

    # -- texts that are put together

    def _parts(self, node: s.Node, depth: int) -> Iterator[Origin]:
        """The origins in the pieces of a text; each with the piece that holds it."""
        node = s.bare(node)
        if isinstance(node, s.Text):
            for part in node.parts:
                yield from self._parts(part, depth + 1)
        elif isinstance(node, s.Binary) and node.operator in {"+", "%"}:
            yield from self._parts(node.left, depth + 1)
            yield from self._parts(node.right, depth + 1)
        elif isinstance(node, s.Items):
            for element in node.elements:
                yield from self._parts(element, depth + 1)
        elif isinstance(node, s.Mapping):  # {"type": "text", "text": ...}
            for entry in node.entries:
                if entry.name in {"text", "content", "parts", None}:
                    yield from self._parts(entry.value, depth + 1)
        elif isinstance(node, s.Call) and _is_format(node):
            for argument in node.arguments:
                yield from self._parts(argument.value, depth + 1)
        elif made := self._made_here(node):
            for value in made:
                yield from self._parts(value, depth + 1)
        elif isinstance(node, s.Call) and (function := self._text_function(node)):
            self._given.append(_arguments(function, node))
            for value in returned(function):
                yield from self._parts(value, depth + 2)
            self._given.pop()
        else:
            self._mixed = False
            if found := self._of(node, depth + 1):
                yield Origin(node, *found, pure=not self._mixed)

    def _made_here(self, node: s.Node) -> list[s.Node]:
        """The texts a name stands for, where they are put together in the same function."""
        if not isinstance(node, s.Name):
            return []
        values: list[s.Node] = []
        for binding in self.names.lookup(node):
            value = s.bare(binding.value) if binding.value is not None else None
            same = self.names.function(binding.node) is self.names.function(node)
            if binding.kind != "value" or binding.path or not same or value is None:
                return []
            if not isinstance(value, s.Literal) and not is_text(value):
                return []
            values.append(value)
        return values if any(is_text(value) for value in values) else []

    def _text_function(self, call: s.Call) -> s.Function | None:
        """A function of this file that puts a text together."""
        function = self._function(call)
        if function is None or len(self._given) > 2 or cleans(self.view, call):
            return None
        return function if any(is_text(s.bare(v)) for v in returned(function)) else None

    # -- one value

    def _of(self, node: s.Node, depth: int) -> tuple[What, Read | None] | None:
        """What a value is, if it holds text from outside."""
        self._left -= 1
        node = s.bare(node)
        if depth > DEPTH or self._left < 0:
            return None
        if read := self._read(node):
            return "request", read
        if isinstance(node, s.Name):
            return self._name(node, depth)
        if isinstance(node, s.Attribute):
            return self._attribute(node, depth)
        if isinstance(node, s.Index):
            if is_cut(node) or is_table(self.names, s.bare(node.value)):
                return None
            return self._field(node.value, _key(node), depth)
        if isinstance(node, s.Call):
            return self._call(node, depth)
        if isinstance(node, s.Either):
            return self._any(node.options, depth)
        if isinstance(node, s.Binary):
            both = (node.left, node.right) if node.operator in {"+", "%"} else ()
            return self._any(both, depth)
        if _is_comprehension(node):  # texts of items are no sentence
            mixed = self._mixed
            found = self._any(s.children(node), depth)
            self._mixed = mixed
            return found
        if isinstance(node, s.Text | s.Items | s.Spread):
            return self._any(s.children(node), depth)
        return None

    def _any(
        self, nodes: tuple[s.Node, ...] | list[s.Node], depth: int
    ) -> tuple[What, Read | None] | None:
        found = next((found for n in nodes if (found := self._of(n, depth + 1))), None)
        self._mixed |= found is not None and any(_is_wording(n) for n in nodes)
        return found

    def _read(self, node: s.Node) -> Read | None:
        return self._reads.get((node.start, node.end)) if self._reads else None

    @cached_property
    def _reads(self) -> dict[tuple[int, int], Read]:
        found: dict[tuple[int, int], Read] = {}
        for function in self.names.functions:
            if web.is_handler(self.names, function, self.view.source.path):
                for read in reads(self.names, function):
                    if read.param is None:
                        bare = s.bare(read.node)
                        found.setdefault((bare.start, bare.end), read)
        return found

    def _name(self, node: s.Name, depth: int) -> tuple[What, Read | None] | None:
        for binding in self.names.lookup(node):
            if found := self._binding(binding, depth):
                return found
        return None

    def _binding(self, binding: Binding, depth: int) -> tuple[What, Read | None] | None:
        if binding.kind == "param":
            return self._param(binding, depth)
        if binding.kind not in {"value", "loop"} or binding.value is None:
            return None
        if binding.path:
            return self._field(binding.value, binding.path[-1], depth)
        return self._of(binding.value, depth + 1)

    def _attribute(self, node: s.Attribute, depth: int) -> tuple[What, Read | None] | None:
        if node.name in _DOCUMENT:
            return "retrieved", None
        if node.name in {"length", "size"}:
            return None
        return self._field(node.value, node.name, depth)

    def _field(
        self, owner: s.Node, name: str | None, depth: int
    ) -> tuple[What, Read | None] | None:
        """A field of a value; of a request's model only where it is text."""
        owner = s.bare(owner)
        if isinstance(owner, s.Name) and name is not None:
            typed = self._typed(owner, name)
            if typed is False:
                return None
        found = self._of(owner, depth + 1)
        if found and found[0] == "tools" and name not in {None, *_DESCRIBES}:
            return found if name in {"tools", "result"} else None
        return found

    def _typed(self, owner: s.Name, field: str) -> bool | None:
        """Whether the field of a model of this file is text; None where it is not known."""
        for binding in self.names.lookup(owner):
            annotation = getattr(binding.node, "annotation", None)
            if binding.kind == "param" and annotation is not None:
                return field_is_text(self.view, annotation, field)
        return None

    # -- parameters

    def _param(self, binding: Binding, depth: int) -> tuple[What, Read | None] | None:
        param = binding.node
        owner = self.names.parent(param)
        if not isinstance(param, s.Param) or not isinstance(owner, s.Function):
            return None
        for given in reversed(self._given):
            if id(param) in given:
                return self._of(given[id(param)], depth + 1)
        if _is_plain(self.view, param):
            return None
        if web.is_handler(self.names, owner, self.view.source.path):
            if self.view.language == "python" and _is_request_data(self.view, owner, param):
                return "request", Read(param.target, param)
            if web.is_server_action(self.names, owner):
                return "request", Read(param.target, param)
        if what := named(binding.name):
            return what, None
        return self._callers(owner, param, depth)

    def _callers(
        self, owner: s.Function, param: s.Param, depth: int
    ) -> tuple[What, Read | None] | None:
        """One hop up: what the calls of this file give to a parameter."""
        name = web.declared_name(self.names, owner)
        index = owner.params.index(param)
        target = param.target
        if not name or depth > DEPTH // 2 or not isinstance(target, s.Name):
            return None
        for call in self._calls_of(name)[:3]:
            method = isinstance(call.callee, s.Attribute) and self.view.language == "python"
            given = call.keyword(target.id) or call.positional(index - (1 if method else 0))
            if given is not None and (found := self._of(given, depth + 4)):
                return found
        return None

    def _calls_of(self, name: str) -> list[s.Call]:
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[s.Call]]:
        found: dict[str, list[s.Call]] = {}
        for call in self.names.calls:
            name = s.dotted(call.callee) or ""
            head, _, last = name.rpartition(".")
            if head in {"", "self", "this"}:
                found.setdefault(last, []).append(call)
        return found

    # -- calls

    def _call(self, node: s.Call, depth: int) -> tuple[What, Read | None] | None:
        name = _called(node)
        last = name.rpartition(".")[2]
        if cleans(self.view, node) or looks_up(self.names, node) or is_cut(node):
            return None
        if what := _source(name):
            return what, None
        if last in _THROUGH:
            inputs = [a.value for a in node.arguments]
            if isinstance(node.callee, s.Attribute):
                inputs.insert(0, node.callee.value)
            return self._any(inputs, depth)
        if function := self._function(node):
            return self._returned(function, node, depth)
        return None

    def _function(self, call: s.Call) -> s.Function | None:
        callee = s.bare(call.callee)
        bindings: list[Binding] = []
        if isinstance(callee, s.Name):
            bindings = self.names.lookup(callee)
        elif isinstance(callee, s.Attribute):
            bindings = self.names.member(callee)
        for binding in bindings:
            value = s.bare(binding.value) if binding.value is not None else binding.node
            if isinstance(value, s.Function):
                return value
        return None

    def _returned(
        self, function: s.Function, call: s.Call, depth: int
    ) -> tuple[What, Read | None] | None:
        """What a helper of this file makes of what it is given."""
        if len(self._given) > 2:
            return None
        self._given.append(_arguments(function, call))
        try:
            return self._any(returned(function), depth + 1)
        finally:
            self._given.pop()


def returned(function: s.Function) -> list[s.Node]:
    """What a function gives back."""
    nodes = s.walk_scope(*function.body)
    return [n.value for n in nodes if isinstance(n, s.Return) and n.value is not None]


def is_text(node: s.Node) -> bool:
    """A text that is put together: an f-string, a template, a sum, ``.format()``, a list."""
    if isinstance(node, s.Binary):
        return node.operator in {"+", "%"}
    return isinstance(node, s.Text | s.Items) or (isinstance(node, s.Call) and _is_format(node))


def _is_wording(node: s.Node) -> bool:
    """A literal with words in it."""
    if not isinstance(node, s.Literal) or not isinstance(node.value, str):
        return False
    return bool(re.search(r"[A-Za-z]{3}", node.value))


def _arguments(function: s.Function, call: s.Call) -> dict[int, s.Node]:
    given: dict[int, s.Node] = {}
    params = list(function.params)
    if params and s.dotted(params[0].target) in {"self", "cls"}:
        params = params[1:]
    for index, param in enumerate(params):
        name = param.target.id if isinstance(param.target, s.Name) else ""
        value = call.keyword(name) or call.positional(index)
        if value is not None and param.kind == "plain":
            given[id(param)] = value
    return given


# -- words ---------------------------------------------------------------------------------------

_DOCUMENT = {"page_content", "pageContent"}
_DESCRIBES = {"description", "name", "descriptions", "0", "*", "tools", "result"}
_THROUGH = {
    "strip", "lower", "upper", "replace", "format", "join", "trim", "map", "filter", "concat",
    "toString", "decode", "dumps", "stringify", "str", "String", "get", "splitlines", "split",
    "trimEnd", "title", "capitalize", "toLowerCase", "toUpperCase", "list", "tuple", "reversed",
    "sorted", "enumerate", "zip", "dedent", "model_dump", "model_dump_json", "dict", "json",
    "encode", "slice", "items", "values", "replaceAll", "flatMap", "reduce", "parse", "loads",
    "model_validate", "model_validate_json", "parse_obj", "read", "flat", "all", "gather",
}  # fmt: skip
_CLEANS = re.compile(
    r"(?:^|[._])(?:saniti[sz]e|escape|clean|redact|untrusted|delimit|fence|quarantine|spotlight|"
    r"guard|moderate|neutrali[sz]e|int|float|bool|len|hash|clamp|UUID)(?=[A-Z_.]|$|d_|_)",
)
_NUMBERS = {"Number", "parseInt", "parseFloat", "int", "float", "bool", "Boolean", "len", "count"}
_RETRIEVES = re.compile(
    r"(?:^|\.)_?a?(?:similarity_?search\w*|max_marginal_relevance_search\w*|"
    r"get_relevant_documents|retrieve(?:_?(?:relevant|context|doc|chunk|memor)\w*)?|"
    r"web_?search|search_?web|search_?the_?web|scrape(?:_?\w+)?|duckduckgo_?search|tavily_?search|"
    r"similaritySearch\w*|getRelevantDocuments|searchWeb|webSearch|scrape[A-Z]\w*|"
    r"extract_text(?:_from_\w+)?|vector_?search|semantic_?search|hybrid_?search|"
    r"(?:get|fetch|search)_?(?:relevant|retrieved|similar)_?\w+)$",
    re.IGNORECASE,
)
_ON_RETRIEVER = re.compile(
    r"(?:retriever|vector_?store|vector_?db|index|collection|tavily\w*|firecrawl|exa)"
    r"\.a?(?:invoke|query|search|get|scrape_url|scrapeUrl|retrieve|query_points)$",
    re.IGNORECASE,
)
_LISTS_TOOLS = re.compile(r"(?:^|\.)(?:list_tools|listTools)$")
_PEOPLE = re.compile(
    r"^(?:st(?:reamlit)?(?:\.sidebar)?\.(?:chat_input|text_input|text_area)|input)$"
)


def _source(name: str) -> What | None:
    if _LISTS_TOOLS.search(name):
        return "tools"
    if _RETRIEVES.search(name) or _ON_RETRIEVER.search(name):
        return "retrieved"
    return "person" if _PEOPLE.match(name) else None


_NAMED: tuple[tuple[What, re.Pattern[str]], ...] = (
    (
        "person",
        re.compile(
            r"^user_?(?:input|message|msg|query|prompt|question|request|text|content|utterance)$"
            r"|^(?:query|question|user_?says)$",
            re.IGNORECASE,
        ),
    ),
    (
        "retrieved",
        re.compile(
            r"^(?:retrieved|relevant|similar|search|rag|web|scraped)_?"
            r"(?:docs?|documents?|chunks?|results?|context|passages?|texts?|content|snippets?)$"
            r"|^(?:pdf|resume|upload(?:ed)?(?:_?file)?|website|webpage|page)_?(?:text|contents?)$",
            re.IGNORECASE,
        ),
    ),
    (
        "history",
        re.compile(
            r"^(?:chat|conversation|message|dialog(?:ue)?)_?(?:history|log)$", re.IGNORECASE
        ),
    ),
)


def named(name: str) -> What | None:
    """What a parameter is by its name, where the name leaves no doubt."""
    return next((what for what, pattern in _NAMED if pattern.match(name)), None)


def cleans(view: View, call: s.Call) -> bool:
    """Whether a call gives back a number, or text that it cleaned or set apart."""
    if any(is_helper(view, call.callee, part) for part in ("sanitize", "untrusted", "redact")):
        return True
    name = _called(call)
    return name in _NUMBERS or bool(_CLEANS.search(name))


def _called(call: s.Call) -> str:
    name = s.dotted(call.callee)
    if name is None:
        callee = s.bare(call.callee)
        name = callee.name if isinstance(callee, s.Attribute) else ""
    return name


def _is_format(call: s.Call) -> bool:
    callee = call.callee
    return isinstance(callee, s.Attribute) and callee.name in {"format", "concat"}


def _is_comprehension(node: s.Node) -> bool:
    return isinstance(node, s.Opaque) and node.kind == "comprehension"


def _key(node: s.Index) -> str | None:
    known = isinstance(node.key, s.Literal) and isinstance(node.key.value, str)
    return str(node.key.value) if known and isinstance(node.key, s.Literal) else None


# -- types ---------------------------------------------------------------------------------------

_PLAIN_TYPES = re.compile(
    r"\b(?:int|float|bool|date|datetime|UUID|Decimal|Literal|Enum|number|boolean|Date)\b"
)
_TEXT_TYPES = re.compile(r"\b(?:str|string|dict|list|Dict|List|Any|any|unknown)\b")


def _is_plain(view: View, param: s.Param) -> bool:
    """A number, a date, one of several words, as the type says."""
    if param.annotation is None:
        return False
    code = view.code(param.annotation)
    return bool(_PLAIN_TYPES.search(code)) and not _TEXT_TYPES.search(code)


_INJECTED = re.compile(
    r"Depends|Request|Response|Session|WebSocket|BackgroundTasks|Security|Header|Cookie|State|"
    r"Context|Connection|Service|Client|Settings|User\b"
)


def _is_request_data(view: View, handler: s.Function, param: s.Param) -> bool:
    """A parameter of a route that the framework fills from the request."""
    if not handler.decorators or s.dotted(param.target) in {"self", "cls", "request", "req", "db"}:
        return False
    code = view.code(param.annotation) if param.annotation is not None else ""
    default = view.code(param.default) if param.default is not None else ""
    if _INJECTED.search(default) or not code:
        return False
    return not _INJECTED.search(code) or bool(re.search(r"[a-z](?:Request|State|Context)\b", code))


def field_is_text(view: View, annotation: s.Node, field: str) -> bool | None:
    """Whether a field of a class of this file holds text; None where that is not written here."""
    owner = class_named(view, annotation)
    if owner is None:
        return None
    for statement in owner.body:
        if isinstance(statement, s.Assign) and statement.annotation is not None:
            if s.dotted(statement.targets[0]) == field:
                return not _is_choice(view, statement.annotation)
    return None


def _is_choice(view: View, annotation: s.Node) -> bool:
    """A number, a date, one of several: by the type, or an enumeration of this file."""
    code = view.code(annotation)
    if _PLAIN_TYPES.search(code) and not _TEXT_TYPES.search(re.sub(r"Literal\[[^]]*\]", "", code)):
        return True
    owner = class_named(view, annotation)
    return owner is not None and any((s.dotted(b) or "").endswith("Enum") for b in owner.bases)


def class_named(view: View, annotation: s.Node) -> s.Class | None:
    """The class of this file that an annotation names: ``Ask``, ``Ask | None``, ``list[Ask]``."""
    for node in s.walk(annotation):
        if isinstance(node, s.Name):
            for binding in view.names.lookup(node):
                if isinstance(binding.node, s.Class):
                    return binding.node
    return None

"""Words that tell what a text is: by the name of a parameter, a function, a field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

What: TypeAlias = Literal["request", "person", "retrieved", "tools", "history"]

DOCUMENT = {"page_content", "pageContent"}
OF_DOCUMENT = lazy(
    r"(?:^|\.)(?:document|doc|article|e?mail|web_?page|attachment|upload(?:ed)?_?file)"
    r"\.(?:content|text|body)$",
    re.IGNORECASE,
)
DESCRIBES = {"description", "name", "descriptions", "0", "*", "tools", "result"}
THROUGH = {
    "strip", "lower", "upper", "replace", "format", "join", "trim", "map", "filter", "concat",
    "toString", "decode", "dumps", "stringify", "str", "String", "get", "splitlines", "split",
    "trimEnd", "title", "capitalize", "toLowerCase", "toUpperCase", "list", "tuple", "reversed",
    "sorted", "enumerate", "zip", "dedent", "model_dump", "model_dump_json", "dict", "json",
    "encode", "slice", "items", "values", "replaceAll", "flatMap", "reduce", "parse", "loads",
    "model_validate", "model_validate_json", "parse_obj", "read", "flat", "all", "gather",
    "get_text", "get_content", "fromEntries",
}  # fmt: skip
_CLEANS = lazy(
    r"(?:^|[._])(?:saniti[sz]e|escape|clean|redact|untrusted|delimit|fence|quarantine|spotlight|"
    r"guard|moderate|neutrali[sz]e|int|float|bool|len|hash|clamp|UUID)(?=[A-Z_.]|$|d_|_)",
)
_NUMBERS = {"Number", "parseInt", "parseFloat", "int", "float", "bool", "Boolean", "len", "count"}
_RETRIEVES = lazy(
    r"(?:^|\.)_?a?(?:similarity_?search\w*|max_marginal_relevance_search\w*|"
    r"get_relevant_documents|retrieve(?:_?(?:relevant|context|doc|chunk|memor)\w*)?|"
    r"web_?search|search_?web|search_?the_?web|scrape(?:_?\w+)?|duckduckgo_?search|tavily_?search|"
    r"similaritySearch\w*|getRelevantDocuments|searchWeb|webSearch|scrape[A-Z]\w*|"
    r"extract_text(?:_from_\w+)?|vector_?search|semantic_?search|hybrid_?search|"
    r"(?:get|fetch|search)_?(?:relevant|retrieved|similar)_?\w+)$",
    re.IGNORECASE,
)
_ON_RETRIEVER = lazy(
    r"(?:retriever|vector_?store|vector_?db|index|collection|tavily\w*|firecrawl|exa)"
    r"\.a?(?:invoke|query|search|get|scrape_url|scrapeUrl|retrieve|query_points)$",
    re.IGNORECASE,
)
_LISTS_TOOLS = lazy(r"(?:^|\.)(?:list_tools|listTools)$")
_PEOPLE = lazy(r"^(?:st(?:reamlit)?(?:\.sidebar)?\.(?:chat_input|text_input|text_area))$")


def source(name: str) -> What | None:
    """What a call gives, by its full name."""
    if _LISTS_TOOLS.search(name):
        return "tools"
    if _RETRIEVES.search(name) or _ON_RETRIEVER.search(name):
        return "retrieved"
    return "person" if _PEOPLE.match(name) else None


_NAMED: tuple[tuple[What, re.Pattern[str]], ...] = (
    (
        "person",
        lazy(
            r"^user_?(?:input|message|msg|query|prompt|question|request|text|content|utterance)$"
            r"|^(?:query|question|user_?says)$",
            re.IGNORECASE,
        ),
    ),
    (
        "retrieved",
        lazy(
            r"^(?:retrieved|relevant|similar|search|rag|web|scraped)_?"
            r"(?:docs?|documents?|chunks?|results?|context|passages?|texts?|content|snippets?)$"
            r"|^(?:pdf|resume|upload(?:ed)?(?:_?file)?|website|webpage|page)_?(?:text|contents?)$",
            re.IGNORECASE,
        ),
    ),
    ("tools", lazy(r"^(?:mcp|remote|external)_?(?:tools|tool_?descriptions)$", re.I)),
    (
        "history",
        lazy(
            r"^(?:chat|conversation|message|dialog(?:ue)?)_?(?:history|log)$|^(?:user_?)?memories$",
            re.IGNORECASE,
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
    name = called(call)
    return name in _NUMBERS or bool(_CLEANS.search(name))


def called(call: s.Call) -> str:
    """The dotted name of what is called, or of its last part."""
    name = s.dotted(call.callee)
    if name is None:
        callee = s.bare(call.callee)
        name = callee.name if isinstance(callee, s.Attribute) else ""
    return name


def is_format(call: s.Call) -> bool:
    """``"...".format(x)``, ``"...".concat(x)``"""
    callee = call.callee
    return isinstance(callee, s.Attribute) and callee.name in {"format", "concat"}


def is_comprehension(node: s.Node) -> bool:
    """``[f(x) for x in y]`` and its kin."""
    return isinstance(node, s.Opaque) and node.kind == "comprehension"


def key_of(node: s.Index) -> str | None:
    """The plain string key."""
    known = isinstance(node.key, s.Literal) and isinstance(node.key.value, str)
    return str(node.key.value) if known and isinstance(node.key, s.Literal) else None

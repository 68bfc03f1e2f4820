"""Whether a file is the place where a project keeps its prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_WORD = r"(?:[\w.-]*[._-])?prompts?(?:[._-](?:templates?|library|registry|text|strings))?"
_FOLDER = lazy(rf"(?i)(?:^|/)(?:{_WORD})/")
_FILE = lazy(
    rf"(?i)(?:^|/)_*(?:{_WORD})\.(?:py|[cm]?[jt]sx?)\Z"
    r"|[a-z0-9]Prompts?(?:Templates?)?\.[cm]?[jt]sx?\Z"
)
_TEXT_CALLS = {
    "dedent", "cleandoc", "strip", "trim", "join", "format", "replace", "from_template",
    "fromTemplate", "from_messages", "fromMessages", "PromptTemplate", "ChatPromptTemplate",
    "SystemMessage", "HumanMessage", "MessagesPlaceholder", "SystemMessagePromptTemplate",
    "HumanMessagePromptTemplate", "RichPromptTemplate", "Template", "raw", "outdent", "partial",
    "stringify", "dumps", "map", "strftime", "now", "today", "isoformat", "toISOString", "Date",
    "str", "String", "TypeVar", "append", "push", "get",
}  # fmt: skip


def is_library(view: View) -> bool:
    """By the name of the file or its folder, or as it does nothing but make texts, or nothing but
    say who its agents are."""
    path = view.source.path
    if _FOLDER.search(path) or _FILE.search(path):
        return True
    names = [name for call in view.names.calls if not _SETTINGS.search(name := _last(call))]
    if names and not view.names.functions and all(map(_AGENT.search, names)):
        return True
    return not view.found.calls and all(_makes_text(call) for call in view.names.calls)


# ``GenerateContentConfig(max_output_tokens=4096)``: a limit of an agent is no other business.
_SETTINGS = lazy(r"(?:Config|Settings)\Z")
_AGENT = lazy(r"Agent(?:Tool)?\Z|\A(?:Field|dedent|cleandoc|strip)\Z")


def _makes_text(call: s.Call) -> bool:
    return _last(call) in _TEXT_CALLS


def _last(call: s.Call) -> str:
    callee = s.bare(call.callee)
    name = callee.name if isinstance(callee, s.Attribute) else (s.dotted(callee) or "")
    return name.rpartition(".")[2]

"""Which calls of a file end at a model, and which wait for somebody: through helpers of the file.

Wider than ``asking``: a loop is judged by what it does every turn, so a helper counts whatever it
does with a failure, and a wrapper of the project that is named like a model counts too.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.trace import Local, Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

HOPS = 2
# What a wrapper of the project is called that asks a model and is defined elsewhere.
_WRAPPER = lazy(
    r"(?:^|_|\.)(?:llm|gpt\d?|chatgpt|openai|claude|anthropic|gemini|ollama|mistral|groq)"
    r"(?=$|_|[A-Z])|(?:LLM|GPT|Gpt|Claude|Gemini|OpenAI)(?=$|_|[A-Z])|"
    r"(?:^|_)(?:chat_?completions?|text_completion)(?=$|_)|"
    r"^(?:ask|call|query|prompt|invoke|run)_(?:model|ai|agent|assistant)$|"
    r"^(?:ask|call|query|prompt|invoke|run)(?:Model|AI|Agent|Assistant)$"
)
_NO_CALL = lazy(
    r"(?i)^_?(?:get|create|build|make|init|load|setup|configure|format|parse|list|set|is|has|log|"
    r"save|count|validate|extract|to|from|register|reset|close|convert|clean|update|add|print)_?|"
    r"(?:config|client|error|exception|settings?|schema|key|tokens?|cost|price|usage|prompt|"
    r"messages?|input|output|params?|url|name|id|path|model|type|options|provider|history|logger)$"
)

# Methods that add to what they are called on.
GROWS = {
    "append", "extend", "push", "add", "update", "insert", "unshift", "appendleft", "concat",
    "add_message", "add_task", "put", "put_nowait", "enqueue", "set", "splice",
}  # fmt: skip


class Spending:
    """The calls of one file that reach a model. Built once a check."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        self.asking = view.kept(Asking)
        self._grows: dict[int, frozenset[str]] = {}

    @cached_property
    def direct(self) -> dict[int, s.Call]:
        """Calls that ask a model themselves, by identity."""
        found = dict(self.asking.direct)
        for call in self.names.calls:
            if id(call) not in found and self._is_wrapper(call):
                found[id(call)] = call
        return found

    @cached_property
    def calls(self) -> dict[int, s.Call]:
        """``direct``, and the calls of functions of this file that lead there."""
        return self._through(self.direct)

    @cached_property
    def waits(self) -> dict[int, s.Call]:
        """Calls that wait for a person, a queue or a stream, themselves or through a helper."""
        direct = {id(c): c for c in self.names.calls if waits(c, own=id(c) in self.called)}
        return self._through(direct)

    @cached_property
    def called(self) -> dict[int, list[s.Function]]:
        """The functions of this file by the call that runs them."""
        found: dict[int, list[s.Function]] = {}
        for function in self.names.functions:
            for call in self.asking.users.get(id(function), ()):
                found.setdefault(id(call), []).append(function)
        return found

    def grows(self, function: s.Function) -> frozenset[str]:
        """The lists and objects from outside that a helper adds to: ``tasks`` of ``add(task)``."""
        kept = self._grows.get(id(function))
        if kept is None:
            own = set(self.names.scopes[id(function)].bindings)
            found = {
                s.dotted(node.callee.value) or ""
                for node in s.walk(*function.body)
                if isinstance(node, s.Call)
                and isinstance(node.callee, s.Attribute)
                and node.callee.name in GROWS
            }
            found = {n.replace("this.", "self.") for n in found if n and n not in own}
            kept = self._grows[id(function)] = frozenset(found - self.unowned)
        return kept

    @cached_property
    def unowned(self) -> set[str]:
        """Names that hold nothing of a run: modules, imported functions, ``self`` as a whole."""
        imported = {local for node in self.names.imports for local, _ in node.names}
        return imported | {"self", "this", "console", "JSON", "Math", "Object", "process"}

    def _through(self, direct: dict[int, s.Call]) -> dict[int, s.Call]:
        found = dict(direct)
        edge = list(found.values())
        for _ in range(HOPS):
            functions = {id(f): f for call in edge if (f := self.home(call)) is not None}
            edge = [
                c for key in functions for c in self.asking.users.get(key, ()) if id(c) not in found
            ]
            found |= {id(c): c for c in edge}
        return found

    def home_of(self, node: s.Node) -> s.Function | None:
        """The function that a node stands in."""
        return self.names.function(node)

    def home(self, call: s.Call) -> s.Function | None:
        """The named function that makes a call when it runs; callbacks count as its own code."""
        for above in self.names.above(call):
            if isinstance(above, s.Function):
                parent = self.names.parent(above)
                if above.name or not isinstance(parent, s.Argument):
                    return above
        return None

    def _is_wrapper(self, call: s.Call) -> bool:
        last = last_part(call.callee)
        if not last or _NO_CALL.search(last) or not _WRAPPER.search(last):
            return False
        for thing in trace(self.names, call.callee):
            below = thing
            while isinstance(below, Made):
                below = below.by
            if isinstance(below, Local):  # what it does stands in this file
                return False
            if isinstance(below, Qualified) and last[:1].isupper():
                return "_" in last  # ChatGPT_request(...), not the class GPTConfig(...)
        return not (last[:1].isupper() and "_" not in last)


# -- who is waited for -------------------------------------------------------------------------

_WAITS = {
    "input", "raw_input", "readline", "readlines", "readexactly", "readuntil", "recv", "recvfrom",
    "recv_json", "receive", "receive_text", "receive_json", "receive_bytes", "receive_message",
    "receive_messages", "receiveMessage", "accept", "listen", "blpop", "brpop", "blPop", "brPop",
    "bzpopmin", "xread", "xreadgroup", "xReadGroup", "dequeue", "get_message", "getMessage",
    "next_message", "take", "getch", "getchar", "chat_input", "text_input", "question", "interrupt",
    "get_human_input", "prompt_async", "consume", "getUpdates", "get_updates", "next", "__anext__",
    "stdin", "read_line", "readLine", "nextLine", "getline", "waitForMessage",
}  # fmt: skip
_WHO = r"(?:the_?)?(?:user|human|person|customer|player|operator|keyboard|console|voice|speech)s?"
_WAITING = lazy(
    rf"(?i)^_?(?:get|read|ask|await|wait|prompt|receive|next|collect|request|listen|pause|poll|pop)"
    rf"_?(?:for_?|from_?|to_?)?(?:{_WHO}(?:$|_|input|message|reply|response|prompt|query|question|"
    rf"choice|command|text|approval|confirmation)|"
    rf"(?:input|command|line|message|job|event|approval|confirmation|task)s?$)|"
    rf"^(?:user|human)_?(?:input|prompt)$|^listen(?:_|$)|^record_?(?:audio|voice|speech|sound|mic)"
)
_BASES = {
    "get": lazy(r"(?i)queue|inbox|channel|mailbox|jobs?$|(?:^|[._])q$"),
    "read": lazy(r"(?i)reader|stdin|stream|sock|serial|proc|pipe|(?:^|[._])f(?:ile)?$|body"),
    "wait": lazy(r"(?i)event|cond|stop|signal|barrier|shutdown"),
    "poll": lazy(r"(?i)consumer|socket|poller|queue"),
    "pop": lazy(r"(?i)redis|broker|sqs"),
    "prompt": lazy(r"(?i)^$|rl|readline|inquirer|click|typer|prompts?|session|enquirer"),
    "ask": lazy(r"(?i)prompt|confirm|questionary|text|select|rich|\(\)"),
    "confirm": lazy(r"(?i)"),
    "select": lazy(r"(?i)questionary|inquirer|prompts?|\bp$"),
    "text": lazy(r"(?i)questionary|inquirer|prompts?|\bp$|clack"),
    "execute": lazy(r"(?i)inquirer"),
    "receive": lazy(r"(?i)"),
}


def waits(call: s.Call, *, own: bool = False) -> bool:
    """Whether a call waits for a person, a queue, a socket or the next part of a stream.

    ``own``: it is a function of this file, whose body says more than its name.
    """
    last = last_part(call.callee)
    if last[:1].isupper():  # HumanMessage(...)
        return False
    if _WAITING.search(last) or (last in _WAITS and not own):
        return True
    pattern = None if own else _BASES.get(last)
    return pattern is not None and bool(pattern.search(_owner(call)))


def _owner(call: s.Call) -> str:
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute):
        return ""
    value = s.bare(callee.value)
    if isinstance(value, s.Call):
        return last_part(value.callee) + "()"
    return s.dotted(value) or "?"

"""Which calls spend model money, run a tool or start a workflow with what they are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.argument import texts
from prodgate.meaning.trace import Local, Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Words in the name of a function, method or module that mean "a model answers this".
_WORDS = (
    "llm|gpt|openai|claude|anthropic|gemini|bedrock|mistral|cohere|ollama|langchain|langgraph|"
    "agent|assistant|chatbot|chat|completion|complete|generat|prompt|workflow|chain|graph|crew|"
    "summar|rag|ask|answer|infer|predict|reply|respond|copilot|transcri"
)
_MODEL_NAME = lazy(rf"(?:^|[._/\-]|(?<=[a-z])(?=[A-Z]))(?:{_WORDS})", re.IGNORECASE)
_NOT_MODEL = lazy(
    r"^(get|set|find|fetch|load|save|store|delete|create|update|list|insert|remove|count|has|is|"
    r"add|log|track|upsert|archive|clear|rename|mark|sync|export|import|count|register|"
    r"format|render|convert|to|from|parse|build|make|use|select|append|push|"
    r"generate(Id|ID|UUID|Hash|Token|Slug|Key|Metadata|Static))(_|[A-Z]|$)"
)
# What programs generate without a model: ``generate_state_token``, ``generateInvoicePdf``.
_NO_TEXT = lazy(
    r"^_*generat\w*_(?:id|uuid|hash|token|jwt|slug|key|nonce|otp|pin|password|secret|salt|signature"
    r"|checksum|etag|url|uri|link|filename|path|thumbnail|qr|qrcode|barcode|pdf|csv|xlsx|sitemap"
    r"|invoice|metadata|migration)s?$"
)
RUNNERS = {
    "invoke", "ainvoke", "run", "arun", "run_sync", "run_streamed", "stream", "astream", "predict",
    "apredict", "acall", "generate", "agenerate", "generate_content", "generateContent", "chat",
    "complete", "acomplete", "query", "aquery", "kickoff", "send_message", "sendMessage", "call",
    "respond", "ask", "astream_events", "generate_reply", "initiate_chat", "createCompletion",
    "createChatCompletion",
}  # fmt: skip
_PROVIDER_HOSTS = (
    "api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com", "api.groq.com",
    "api.mistral.ai", "api.together.xyz", "openrouter.ai", "api.cohere", "api.perplexity.ai",
    "api.replicate.com", "api-inference.huggingface.co", ":11434", "api.deepseek.com",
    "openai.azure.com", "api.x.ai", "api.elevenlabs.io", "api.stability.ai",
)  # fmt: skip
_GENERATION_PATH = lazy(
    r"/v1/(chat/)?completions\b|/v1/messages\b|/v1/responses\b|:generateContent\b"
    r"|:streamGenerateContent\b"
)
# Ollama's own, and the name of many a route: whose it is, what stands before it says.
_OLLAMA_PATH = lazy(r"/api/(chat|generate)$")
FRAMEWORKS = (
    "langchain", "langgraph", "llama_index", "crewai", "autogen", "agents.", "pydantic_ai", "dspy",
    "smolagents", "haystack", "@langchain/", "llamaindex", "@mastra/", "@openai/agents", "genkit",
    "agno", "phi.", "claude_agent_sdk", "google.adk", "strands",
)  # fmt: skip


def spends(view: View, call: s.Call) -> bool:
    """Whether a call reaches a model, a tool of an agent, or a workflow."""
    if any(found.node is call for found in view.found.calls if found.sdk.kind == "model"):
        return True
    if _is_tool(call):
        return True
    name = s.dotted(call.callee) or _tail(call.callee)
    if _makes_data(view, call, name):
        return False
    if asks_provider(view, call):
        return True
    for thing in trace(view.names, call.callee):
        if isinstance(thing, Local) and isinstance(thing.node, s.Function):
            return _runs_model(view, thing.node) or _is_model_name(name)
        if isinstance(thing, Local):
            return False
        if isinstance(thing, Made) and _from_framework(thing) and _tail(call.callee) in RUNNERS:
            return True
        if isinstance(thing, Qualified) and not thing.is_global:
            if thing.name.startswith(FRAMEWORKS):
                return _tail(call.callee) in RUNNERS
            if _is_imported_model(thing.name) or _runs_a_task(view, thing.name, call):
                return True
            if modules.uses_sdk(view, thing.name) and not _NOT_MODEL.match(_tail(call.callee)):
                return True
    head, _, last = name.rpartition(".")
    if last in RUNNERS and head and _MODEL_NAME.search(head):
        return True
    return _is_model_name(last) and not _is_builtin(head)


_DATA_CLASS = lazy(r"[a-z](Serializer|Form|Schema|Dto|DTO|Request|Payload|Body|Input)$")


def _makes_data(view: View, call: s.Call, name: str) -> bool:
    """``AskSerializer(data=...)``, and ``Ask(x)`` of JavaScript without ``new``: a schema."""
    last = name.rpartition(".")[2]
    if view.language == "javascript" and not call.new and isinstance(call.callee, s.Name):
        return last[:1].isupper() and not last.isupper()
    return last[:1].isupper() and bool(_DATA_CLASS.search(last))


_TOOLS = {
    "exec", "execSync", "execFile", "spawn", "spawnSync", "execa", "runCommand", "run_command",
    "callTool", "call_tool", "writeFile", "writeFileSync", "editFile", "runCode", "run_code",
    "execute_code", "executeCode", "check_output", "Popen", "system", "eval",
}  # fmt: skip


def _is_tool(call: s.Call) -> bool:
    """A call that runs a command, a tool or code, or writes a file; a RegExp's exec is none."""
    tail = _tail(call.callee)
    if tail not in _TOOLS:
        return False
    callee = s.bare(call.callee)
    if tail in {"exec", "eval"} and isinstance(callee, s.Attribute):
        owner = s.bare(callee.value)
        head = s.dotted(owner) or ""
        return not isinstance(owner, s.Opaque) and not re.search(
            r"(?i)regex|pattern|\bre\b|query|session|db|conn|cursor", head
        )
    return True


def _tail(callee: s.Node) -> str:
    callee = s.bare(callee)
    return callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""


def _is_model_name(name: str) -> bool:
    last = name.rpartition(".")[2]
    if not _MODEL_NAME.search(last) or _NOT_MODEL.match(last):
        return False
    return not _NO_TEXT.match(_snake(last))


_OWN_OBJECTS = {
    "res", "response", "Response", "NextResponse", "console", "db", "prisma", "logger", "redis",
    "supabase", "JSON", "json", "session", "router", "app", "window", "math", "Math", "random",
}  # fmt: skip


def _is_builtin(head: str) -> bool:
    return head.split(".")[0] in _OWN_OBJECTS


def _is_imported_model(name: str) -> bool:
    """``./lib/openai.getAnswer``: a function of the project, by its name or module."""
    module, _, function = name.rpartition(".")
    if not name.startswith((".", "@/", "~/")) and "/" not in name and "." not in name:
        return False
    return _is_model_name(function) or (function in RUNNERS and bool(_MODEL_NAME.search(module)))


_RUNS_TASKS = lazy(r"^_?(?:run|start|execute|process|launch|perform)(?:_|[A-Z]|$)")
_TASK = lazy(r"(?:^|_)(?:prompt|objective|goal|instructions?|question)$")


def _runs_a_task(view: View, name: str, call: s.Call) -> bool:
    """``engine.run_all(objective)`` of a module that nobody can look at: what it is given says
    what it is for."""
    if not _RUNS_TASKS.match(_tail(call.callee)) or modules.is_local(view, name):
        return False
    given = (s.dotted(s.bare(argument.value)) or "" for argument in call.arguments)
    return any(_TASK.search(_snake(each.rpartition(".")[2])) for each in given)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _from_framework(thing: Made) -> bool:
    below: object = thing
    while isinstance(below, Made):
        below = below.by
    return isinstance(below, Qualified) and below.name.startswith(FRAMEWORKS)


def _runs_model(view: View, function: s.Function, depth: int = 0) -> bool:
    """A helper of this file that calls a model, itself or through one more helper."""
    for known in view.found.calls:
        if known.sdk.kind == "model" and function.start <= known.node.start < function.end:
            return True
    for call in view.names.calls:
        if not function.start <= call.start < function.end:
            continue
        if asks_provider(view, call):
            return True
        for thing in trace(view.names, call.callee) if depth < 2 else ():
            if isinstance(thing, Local) and isinstance(thing.node, s.Function):
                if thing.node is not function and _runs_model(view, thing.node, depth + 1):
                    return True
            elif isinstance(thing, Made) and _from_framework(thing) and _runs(call):
                return True
    return False


def _runs(call: s.Call) -> bool:
    return _tail(call.callee) in RUNNERS


def asks_provider(view: View, call: s.Call) -> bool:
    """A raw request to a provider: its address is a constant that names the host."""
    for argument in call.arguments[:2]:
        text = "".join(texts(view.names, argument.value))
        if "//" in text and any(host in text for host in _PROVIDER_HOSTS):
            return True
        if _GENERATION_PATH.search(text):
            return True
        if _OLLAMA_PATH.search(text) and "ollama" in view.code(argument.value).lower():
            return True
    return False

"""A failed model call that turns into a normal-looking value, with nothing recorded.

The model may be down for a day: users get the default label, the apology or the empty list as if
it were an answer, and nobody is told, because the handler kept neither the error nor a count of it.

**Reported:** at the handler around a model call (also through functions of the same file) that
makes up a value, or goes on without one, and records nothing; that prints only, and then makes up
a value; or that logs a fixed line and loses the cause. Also `suppress(Exception)`,
`.catch(() => null)` on the call's promise, `Promise.allSettled` whose reasons nobody reads, and a
part of a stream that fails, is printed and left out.

**Not reported:** a failure that is raised again, logged with its cause, counted, shown to the user,
answered with an error status, or given back as a value that callers tell from an answer
(`{"ok": False}`, `{"error": ...}`, a class of its own, None that is asked about); an error that a
tool gives to its model; a state that a page shows; a call whose answer nobody uses, with true
behind it and false in its handler: a check; attempts that end in a raise; another model that
answers instead; handlers for one cause (`json.JSONDecodeError`, `TimeoutError`); a `try` that only
parses the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.failures import Trace
from prodgate.meaning.hidden import Swallowed
from prodgate.meaning.swallowing import swallowed
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "swallowed-model-error",
    Gate.ERROR_HANDLING,
    "A failed model call that turns into a normal-looking value, nothing recorded",
    Applicability.UNSAFE,
    literals=("except", "catch", "suppress(", "onError", "allSettled", "gather("),
    closer=True,
    cwe=(755,),
)
_MODELS = (
    b"openai", b"anthropic", b"claude", b"gemini", b"genai", b"mistral", b"cohere", b"groq", b"llm",
    b"gpt", b"ollama", b"bedrock", b"huggingface", b"langchain", b"langgraph", b"llama_index",
    b"llamaindex", b"crewai", b"pydantic_ai", b"together", b"replicate", b"autogen", b"agno",
    b"\"ai\"", b"'ai'", b"ai-sdk", b"fireworks", b"smolagents", b"dspy", b"mastra", b"genkit",
    b"google.adk", b"azure.ai", b"agents", b"generativeai",
)  # fmt: skip


def relevant(data: bytes) -> bool:
    """Whether the file names a model, an SDK or a function of the project that asks one.

    The handler is often not in the file that imports the SDK.
    """
    lowered = data.lower()
    return any(word in lowered for word in _MODELS)


def check(view: View) -> Iterator[Finding]:
    """One finding a handler."""
    if is_test_path(view.source.path):
        return
    for found in swallowed(view):
        mild = found.left is Trace.PRINTED or found.instead
        severity = Severity.NOTE if mild else Severity.WARNING
        yield view.finding(RULE, found.node, severity, _message(found), found)


def _message(found: Swallowed) -> str:
    if found.left is Trace.PRINTED:
        return f"a failed {found.call} is only printed, and {found.value}"
    if found.left is Trace.TEXT:
        return f"a failed {found.call} is logged nowhere, and {found.value}"
    if found.left is Trace.LINE:
        return f"a failed {found.call} leaves a fixed line without its cause, and {found.value}"
    return f"a failed {found.call} leaves no trace, and {found.value}"

"""A call in an `async def` that keeps the event loop waiting.

An `async def` gives way to others only where it awaits. A synchronous client, `requests` or
`time.sleep` does not: until the model has answered, which may take a minute, this process answers
no other request, no health check and no timeout. With the few processes that serve most
applications, two slow prompts are an outage.

**Reported:** once a coroutine, at the first of its calls: a synchronous SDK client, `requests`,
`urllib`, a plain `httpx` client, `time.sleep`, LangChain's `invoke`; also through a function of
the same file that makes such a call. As advice in a script whose coroutines run one after
another.

**Not reported:** what is awaited; asynchronous clients; a call inside a function that is handed
to `asyncio.to_thread`, an executor or a thread pool; generators, which Starlette runs in a thread;
what runs once before requests are answered; a client of another file whose kind nothing shows;
tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.blocking import Blocked, blocked_functions, runs_alone
from prodgate.regex import lazy
from prodgate.view import View

RULE = Rule(
    "blocking-call-in-async",
    Gate.PERFORMANCE,
    "A call in an async function that keeps the event loop waiting",
    Applicability.UNSAFE,
    languages=("python",),
    literals=("async def",),
    closer=True,
)
_CALLS = lazy(
    rb"\b(?:requests|httpx|urllib3?|sleep|boto3|openai|anthropic|genai|generativeai|mistralai|cohere"
    rb"|groq|together|litellm|ollama|langchain\w*|langgraph|llama_index|crewai|agno|phi"
    rb"|huggingface_hub|fireworks|instructor)\b"
    rb"|\.(?:completions|messages|responses|chat|invoke)\b"
)


def relevant(data: bytes) -> bool:
    """Whether a file with coroutines names anything that can wait."""
    return bool(_CALLS.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a coroutine, at the first call that waits."""
    from prodgate.secrets import is_test_path

    if is_test_path(view.source.path):
        return
    for blocked in blocked_functions(view):
        severity = Severity.NOTE if runs_alone(view, blocked.function) else Severity.WARNING
        yield view.finding(RULE, blocked.waits[0].node, severity, _message(blocked), blocked)


def _message(blocked: Blocked) -> str:
    first = blocked.waits[0]
    what = f"{first.through}() waits in {first.what}" if first.through else f"{first.what} waits"
    more = f", and so do {len(blocked.waits) - 1} more" if len(blocked.waits) > 2 else ""
    more = ", and so does one more" if len(blocked.waits) == 2 else more
    return f"{what} without await{more}: nothing else on this event loop runs until then"

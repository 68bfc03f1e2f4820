"""A failed request that is repeated too often: by two layers, or by one that never stops.

Most SDKs try three times. A wrapper around them that tries six times makes eighteen requests of
one, all of them while the provider asks to be left alone; and the user waits for the last.

**Reported:** a retry library or a loop with a handler around a client that retries by itself, when
both together make more than nine attempts; a retry with no stop around a model call (`@retry` of
tenacity with nothing in it, `backoff` without `max_tries`, `forever: true`, `while True` with a
handler that sleeps); an SDK that repeats for ever when nothing is set.

**Not reported:** three times three; a client that was told not to retry, or an SDK that does not;
retries for an answer that does not fit (`ValidationError`, `JSONDecodeError`); a number or a
client that this file does not show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.stacking import Stacked, stacked
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "stacked-retry",
    Gate.ERROR_HANDLING,
    "Retries on top of retries, or without an end",
    Applicability.UNSAFE,
    literals=(
        "retry", "Retry", "backoff", "backOff", "stamina", "except", "catch", "huggingface",
    ),
    closer=True,
)  # fmt: skip
_MODELS = (
    b"openai", b"anthropic", b"claude", b"gemini", b"genai", b"mistral", b"cohere", b"groq", b"llm",
    b"gpt", b"ollama", b"bedrock", b"huggingface", b"langchain", b"llama", b"agent", b"together",
    b"replicate", b"completion", b"ai-sdk", b"fireworks", b"'ai'", b'"ai"', b"pydantic_ai",
)  # fmt: skip


def relevant(data: bytes) -> bool:
    """Whether a handler or a retry stands beside the name of a model."""
    lowered = data.lower()
    return any(word in lowered for word in _MODELS)


def check(view: View) -> Iterator[Finding]:
    """One finding a layer, and one a client that never gives up."""
    if is_test_path(view.source.path):
        return
    for found in stacked(view):
        severity = Severity.ERROR if found.attempts == math.inf else Severity.WARNING
        yield view.finding(RULE, found.node, severity, _message(found), found)


def _message(found: Stacked) -> str:
    if found.forever:
        return found.forever[0].why or "repeats a failed request for ever"
    if found.attempts == math.inf:
        return "tries again for ever: while the provider fails, this never returns"
    attempts = int(found.attempts)
    return (
        f"{attempts} attempts here, {found.inner} of the client in each: "
        f"up to {attempts * found.inner} requests for one answer"
    )

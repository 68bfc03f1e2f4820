"""A loop around a model call that only the model ends.

A model that asks for the same tool again, or never writes the word that is waited for, goes on for
as long as somebody pays. Counting turns costs one line.

**Reported:** a loop (or a function that calls itself) around a model call, also through helpers of
the same file, where nothing on the way to the next call counts, looks at a clock, spends a budget
or waits for a person; an answer that is asked for again until it parses; an agent of an SDK whose
limit was taken away, or that has none when nothing is set; a loop that waits for an assistant's run
and does not see that it failed.

**Not reported:** a count, deadline or budget, wherever it stands; a clock around the loop; a loop
that waits for a person, a queue or a stream; pages and lists of somebody else's; tools that are
taken away after some turns; recursion over something that gets smaller; SDKs that stop by
themselves (ten turns of openai-agents, 15 rounds of `AgentExecutor`, one step of the AI SDK); a
call repeated because it failed, which is `stacked-retry`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.agent_bounds import Unbounded, unbounded
from prodgate.meaning.loops import Kind, endless
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "unbounded-agent-loop",
    Gate.COST_CONTROL,
    "An agent loop that only the model ends",
    Applicability.SAFE,
    literals=("import", "require(", "while", "for (;;"),
    closer=True,
    cwe=(834,),
    owasp=("LLM10:2025",),
    risk=4.9,
)
_MODELS = (
    b"openai", b"anthropic", b"claude", b"gemini", b"genai", b"mistral", b"cohere", b"groq", b"llm",
    b"gpt", b"ollama", b"bedrock", b"huggingface", b"langchain", b"langgraph", b"llama", b"agent",
    b"crewai", b"pydantic_ai", b"together", b"replicate", b"autogen", b"agno", b"completion",
    b"ai-sdk", b"fireworks", b"dspy", b"mastra", b"genkit", b"google.adk", b"azure.ai",
)  # fmt: skip
_OTHERS = (b"strands", b"haystack", b"'ai'", b'"ai"')
_LOOP = lazy(rb"\bwhile\b|\bfor \(;;|\bcount\(")
_SDK = lazy(
    rb"(?:from|import|require\()[^\n]{0,60}?(?:%s)" % b"|".join(map(re.escape, _MODELS + _OTHERS))
)


def relevant(data: bytes) -> bool:
    """Whether a loop stands beside the name of a model, or the file imports an SDK.

    The loop is often not in the file that imports the SDK.
    """
    lowered = data.lower()
    if not any(word in lowered for word in _MODELS + _OTHERS):
        return False
    return bool(_LOOP.search(data) or _SDK.search(lowered))


def check(view: View) -> Iterator[Finding]:
    """One finding a loop, and one an agent without a limit."""
    if is_test_path(view.source.path):
        return
    for own in endless(view):
        if own.kind is not Kind.RETRY:
            severity = Severity.WARNING if own.kind is Kind.POLL else Severity.ERROR
            yield view.finding(RULE, own.node, severity, _MESSAGES[own.kind], own)
    for found in unbounded(view):
        severity = Severity.ERROR if found.bound.turns == math.inf else Severity.WARNING
        yield view.finding(RULE, found.node, severity, _sentence(found), found)


_MESSAGES = {
    Kind.TURNS: "asks the model again for as long as the model wants: "
    "nothing counts the turns, looks at a clock or asks a person",
    Kind.CONTENT: "asks the model again until its answer is right, however often it is not",
    Kind.RECURSION: "calls itself for as long as the model wants: nothing counts how deep",
    Kind.POLL: "waits for ever when the run fails, expires or is cancelled",
}


def _sentence(found: Unbounded) -> str:
    bound = found.bound
    if not bound.given:
        return found.loop.why or f"{found.sdk.label} sets no limit to the turns of this agent"
    what = "takes the limit of the agent's turns away"
    if bound.turns != math.inf:
        what = f"allows {bound.turns:,.0f} turns, which is no limit"
    own = found.loop.default
    return f"{what}; {found.sdk.label} stops after {own} by itself" if own else what

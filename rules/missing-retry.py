"""A model client that gives up at the first failure.

Providers answer 429 and 503 every day. Most SDKs try such a call twice more by themselves, and for
them this rule says nothing unless somebody switched that off. `google-genai`, `mistralai` and some
providers behind `litellm` try once.

**Reported:** a client or call that makes one attempt, with nobody else in sight who would make
another. As advice for a call at the top of a script, whose author can run it again.

**Not reported:** SDKs that retry by default; a retry decorator or loop around the use; a file
that imports a retry library (`tenacity`, `p-retry`), where that decides, and a client handed out
to such a file; whoever goes on to another model instead; raw HTTP requests; sessions; a local
`ollama`, which has no parameter for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.retries import single_attempts
from prodgate.view import View

RULE = Rule(
    "missing-retry",
    Gate.ERROR_HANDLING,
    "A model client that gives up at the first failure",
    Applicability.SAFE,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a client, or a call that has none."""
    for found in single_attempts(view):
        advice = found.retries.advice or (found.call is not None and _is_typed_in(view, found.node))
        severity = Severity.NOTE if advice else Severity.WARNING
        yield view.finding(RULE, found.node, severity, found.sentence, found)


_PAGES = {"streamlit", "gradio", "chainlit", "nicegui", "dash", "panel", "solara", "marimo"}


def _is_typed_in(view: View, node: s.Node) -> bool:
    """A call of a script that its author runs, and runs again; pages and handlers serve others."""
    modules = {each.module.partition(".")[0] for each in view.names.imports}
    return view.names.function(node) is None and not modules & _PAGES

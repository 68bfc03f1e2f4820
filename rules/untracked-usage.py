"""Model calls whose token usage is never read.

Every answer says how many tokens it took. Where nobody reads that, the bill is the first to tell
that a prompt grew, a loop ran wild or one customer costs as much as all others.

**Reported:** as advice, once a file, at the first call of a known SDK that generates text, when
nothing in the file reads a usage, a count of tokens or a cost.

**Not reported:** an answer that is returned or handed on whole, so that somebody else can read its
usage; projects that keep such a count in another file, of the texts that adapters give them;
files and projects with tracing (OpenTelemetry, Langfuse, LangSmith and their like), a
gateway that counts, or callbacks; calls that a key pays for which the request or the visitor
brings; endpoints whose answers say nothing of tokens (the old text completions of Anthropic); tests
and notebooks; the team's own function, named in the policy under `functions.record-usage`.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.usage import uncounted
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "untracked-usage",
    Gate.OBSERVABILITY,
    "Model calls whose token usage is never read",
    Applicability.UNSAFE,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a file, at the first call."""
    path = view.source.path
    if is_test_path(path) or path.endswith(".ipynb"):  # a person runs it, cell by cell
        return
    calls = uncounted(view)
    if not calls:
        return
    one = len(calls) == 1
    what = "this call takes" if one else f"{len(calls)} calls of this file take"
    message = f"nobody reads how many tokens {what}: the bill is the first to tell"
    yield view.finding(RULE, calls[0].node, Severity.NOTE, message, calls)

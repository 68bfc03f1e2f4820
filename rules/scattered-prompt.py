"""Long prompts written between the code, with no library and no version.

A prompt is what decides the answers, and it changes more often than the code around it. Where it
stands in the middle of a function, nobody can say which version gave an answer, an evaluation
cannot load it, and the copy in the next function is forgotten when this one is changed.

**Reported:** as advice, once a file: at least two long prompts (400 characters of fixed text and
more) that are written out in a file which gives them to a model, or the same one twice.

**Not reported:** one prompt; a file that is the library (called after prompts, in a folder of that
name, or with nothing in it but prompts, or agents with theirs); prompts that are imported or
loaded from files; docstrings and descriptions of tools; what a model is shown as its own answer;
tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.prompt_library import is_library
from prodgate.meaning.prompts import LONG, Prompt, long_prompts
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "scattered-prompt",
    Gate.OBSERVABILITY,
    "Long prompts written between the code, with no library and no version",
    Applicability.MANUAL,
    closer=True,
)


_RECIPE = (
    "move the prompts to a module or folder of their own (prompts.py, prompts/*.md), each with a "
    "name "
    "and a version, import them from there, and log the version beside each answer"
)


def relevant(data: bytes) -> bool:
    """Whether a file is long enough for two prompts."""
    return len(data) > 2 * LONG


def check(view: View) -> Iterator[Finding]:
    """One finding a file, at the first of its prompts."""
    path = view.source.path
    if is_test_path(path) or is_library(view):
        return
    prompts = long_prompts(view)
    if len(prompts) > 1:
        twice = _repeated(prompts)
        hidden = any(view.names.function(prompt.node) is not None for prompt in prompts)
        said = _said(prompts, twice, hidden)
        yield view.finding(RULE, (twice or prompts)[0].node, Severity.NOTE, said, _RECIPE)


def _repeated(prompts: list[Prompt]) -> list[Prompt]:
    """The places of the first prompt that is written out more than once."""
    counts = Counter(prompt.text for prompt in prompts)
    return next(([p for p in prompts if p.text == text] for text, n in counts.items() if n > 1), [])


def _said(prompts: list[Prompt], twice: list[Prompt], hidden: bool) -> str:
    if twice:
        count = "twice" if len(twice) == 2 else f"{len(twice)} times"
        return f"the same long prompt stands here {count}: a change to one leaves the rest behind"
    loaded = "and no evaluation can load them" if hidden else "and they change with the code"
    return (
        f"{len(prompts)} long prompts stand between the code: "
        f"no version says which one gave an answer, {loaded}"
    )

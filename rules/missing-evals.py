"""A model that serves people, and no evaluation set.

A prompt or a model is changed, the three questions that somebody tries still work, and the tenth
customer gets nonsense. A versioned set of inputs with a threshold says so before a release.

**Reported:** once for the repository, at the place where it serves, when nothing of an evaluation
is there: no folder or file named after evals, evaluation or golden answers, no configuration of
promptfoo, and no evaluation library in a manifest. What `prodgate init --evals` writes counts once
its cases are written.

**Not reported:** a library, a script, a folder of examples; whether the set is a good one.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.scaffold.marks import written
from prodgate.tree import Tree

RULE = Rule(
    "missing-evals",
    Gate.TESTING,
    "A model that serves people, and no evaluation set",
    Applicability.MANUAL,
    project=True,
)
_NAMES = (
    r"(?:^|/)(?:[\w-]*[-_.])?(?:evals?|evaluations?|evaluators?|golden)(?:[-_.][\w.-]*)?(?:/|$)"
    r"|(?:^|/)promptfoo[\w.]*\.(?:ya?ml|json|[cm]?[jt]s)$|\.eval\.[cm]?[jt]sx?$"
)
_LIBRARIES = lazy(
    rb"\b(?:deepeval|ragas|promptfoo|braintrust|autoevals|openevals|agentevals|evalite|trulens\w*"
    rb"|inspect[-_]ai|pydantic[-_]evals|arize-phoenix-evals|giskard|lm[-_]eval|vitest-evals)\b"
)
_RECIPE = (
    "keep twenty real questions with what a good answer holds (evals/questions.jsonl), a script "
    "that "
    "asks and scores them, and a threshold below which CI fails"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None or next(written(tree, tree.named(_NAMES)), None):
        return
    if next(tree.holding(_LIBRARIES, tree.manifests), None):
        return
    message = (
        "answers people, and nothing measures its answers: "
        "looked for evals/, golden sets, promptfoo, deepeval, ragas and the like"
    )
    yield from tree.findings(RULE, place, Severity.WARNING, message, _RECIPE)

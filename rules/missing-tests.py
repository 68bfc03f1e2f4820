"""An application that serves people with a model, and has no test.

What a prototype does was tried by hand, once. Without a test, nobody notices when the next change,
the next model or the next SDK breaks it.

**Reported:** once for the repository, at the place where it serves, when there is no test file
in any of the usual forms (`test_*.py`, `*_test.py`, `tests.py`, `*.test.ts`, `*.spec.ts`,
`__tests__`, `tests/`, `e2e/`, `cypress/`). What `prodgate init --health` writes is none by itself.

**Not reported:** a library, a script, a folder of examples; a repository that has a test, however
small: what it covers, coverage tools say better.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.scaffold.marks import written
from prodgate.tree import Tree

RULE = Rule(
    "missing-tests",
    Gate.TESTING,
    "An application that serves people with a model, and has no test",
    Applicability.MANUAL,
    project=True,
)
_TESTS = (
    r"(?:^|/)(?:test_[^/]*|[^/]*_test|tests?|conftest)\.py$|[._-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$"
    r"|(?:^|/)(?:tests?|__tests__|e2e|cypress|spec)/.*\.(?:py|[cm]?[jt]sx?|hurl|bru|http|feature)$"
)
_RECIPE = (
    "write one test of the main path with the model replaced by a function that gives a fixed "
    "answer "
    "(tests/test_main.py, main.test.ts), and run it on every push"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None or next(written(tree, tree.named(_TESTS)), None):
        return
    message = "serves people, and no file here is a test: looked for test_*.py, *.test.ts, tests/"
    yield from tree.findings(RULE, place, Severity.WARNING, message, _RECIPE)

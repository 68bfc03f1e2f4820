"""Keys in files that no rule reads: minified, generated, or not to be parsed.

Such a file must not be a place to hide one. Only credentials of known forms count here: nothing
says what a random-looking word in a bundle is.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Finding, Gate, Severity
from prodgate.regex import lazy
from prodgate.secrets import is_public_use, is_test_path, known, label_of
from prodgate.source import Source

RULE = "hardcoded-secret"
_AROUND = 300  # characters; a bundle has no lines to look at
_PUBLIC = lazy(r"authDomain|messagingSenderId|measurementId|storageBucket|(?i:firebase)")


def keys(source: Source) -> Iterator[Finding]:
    """One finding a key of a known form, in order, wherever it stands in the text."""
    severity = Severity.WARNING if is_test_path(source.path) else Severity.ERROR
    for each in known(source.text):
        near = source.text[max(0, each.start - _AROUND) : each.end + _AROUND]
        if is_public_use(each.form, None, near):
            continue
        if "GOOGLE_API_KEY" in each.form.envs and _PUBLIC.search(near):
            continue
        label = label_of(each.form, source.text[each.start : each.end])
        line, column = source.position(each.start)
        end_line, end_column = source.position(each.end)
        yield Finding(
            RULE, Gate.SECURITY, severity, source.path, line, column, end_line, end_column,
            f"{label} stands in this file: rotate it, as the history of the repository keeps it",
            each.start, each.end,
        )  # fmt: skip

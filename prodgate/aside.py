"""Where code serves nobody but who wrote it: tests, scripts, examples, trials below a module.

A call there that hangs or costs too much is seen by the person who started it. What is found in
such a place is advice. What leaks or hands over the machine (the gates of security and of who may
do what) is as bad there as anywhere; only in tests it is not. What a file says of itself does not
count: whoever wants to pass would say it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from prodgate.discover import relative
from prodgate.findings import Finding, Gate
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.source import Source

_KEPT = {Gate.SECURITY, Gate.AUTH}
_FOLDERS = lazy(
    r"(?:^|/)(?:scripts|examples?|samples?|tutorials?|cookbooks?|[\w-]*crash_?courses?)/",
    re.IGNORECASE,
)


def is_aside(
    root: Path, finding: Finding, source: Source | None, asked: Sequence[str] = ()
) -> bool:
    """Whether a finding is advice because of where it stands.

    ``asked``: the folders that were asked for, relative to the root. Whoever asks about an example
    wants to hear of it.
    """
    if finding.rule == "hardcoded-secret":
        return False
    if is_test_path(finding.path):
        return True  # nobody waits for a test, and its bill is small
    if finding.gate in _KEPT:
        return False
    if _FOLDERS.search(_below(asked, finding.path)):
        return not _is_started(root, finding.path)
    if source is None:
        return False
    return _is_tried(root, finding, source.text)


def _below(asked: Sequence[str], path: str) -> str:
    """A path below the innermost folder that was asked for."""
    around = [folder for folder in asked if path.startswith(f"{folder}/")]
    return path[max(map(len, around), default=0) :]


@lru_cache(maxsize=1)
def asked_for(root: Path, start: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The folders among the paths of a request, and the one it was made in."""
    named = (relative(root, start, given) for given in (".", *paths))
    return tuple(dict.fromkeys(each for each in named if each not in {None, "."}))


def _is_started(root: Path, path: str) -> bool:
    from prodgate.meaning.starting import started_as_script

    return started_as_script(root, path)


# -- a part of a file --------------------------------------------------------------------------

_PARTS = lazy(
    r"^(?:if __name__ == [\"']__main__[\"']|(?:export )?(?:default )?class Mock\w*)[^\n]*\n"
    r"(?:[ \t]+[^\n]*\n?|[ \t]*\n|[)}\]][^\n]*\n?)*",
    re.MULTILINE,
)
_PROGRAMS = {"main", "app", "run", "server", "manage", "bot", "cli", "wsgi", "asgi", "index"}


def _is_tried(root: Path, finding: Finding, text: str) -> bool:
    """In a class that stands in for a real one, or in what a module that others import does only
    when it is started by hand."""
    if finding.start < 0 or ("__main__" not in text and "class Mock" not in text):
        return False
    for part in _PARTS.finditer(text):
        if part.start() <= finding.start < part.end():
            return not part[0].startswith("if ") or _is_module(root, finding.path)
    return False


def _is_module(root: Path, path: str) -> bool:
    """Whether other files import a file that nothing starts."""
    stem = PurePosixPath(path).stem
    return (
        stem.lower() not in _PROGRAMS
        and not _is_started(root, path)
        and _is_imported(root, path, stem)
    )


@lru_cache(maxsize=512)
def _is_imported(root: Path, path: str, stem: str) -> bool:
    from prodgate.meaning.surroundings import imports_module

    return imports_module(root, path, stem)

"""The versions that are installed here, or that the project names for its runtime.

Unsafe: what is installed on this machine may be older than what was built last.
"""

from __future__ import annotations

import re

from prodgate.edits import Fix, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.pins import Loose, installed, runtime
from prodgate.view import TextView, View

_RECIPES = {
    "python": "pin what is installed where it works (pip freeze), or keep a lock file (uv lock)",
    "javascript": "install once where it works, and keep the lock file under git",
    "image": "name the version that it was tested with, or its digest",
}


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Manifests are text: see ``fix_text``."""
    return Refusal("not-code", _RECIPES["python"])


def fix_text(view: TextView, finding: Finding) -> Fix | Refusal:
    """A version for every package of the finding, or none."""
    found: tuple[Loose, ...] = finding.data
    edits: list[Replace] = []
    for each in found:
        code = _code(view, each)
        if code is None:
            return Refusal("manual", _RECIPES[each.kind])
        edits.append(Replace(each.span, code))
    title = edits[0].code if len(edits) == 1 else f"{len(edits)} versions, as installed here"
    return Fix(tuple(edits), Applicability.UNSAFE, title)


def _code(view: TextView, each: Loose) -> str | None:
    path = view.source.path
    if each.kind == "image":
        version = runtime(view.root, path, each.name)
        return f"{each.written.partition(':')[0]}:{version}" if version else None
    version = installed(view.root, path, each)
    if version is None:
        return None
    poetry = path.endswith(".toml") and not each.written.startswith(each.name)
    if each.kind == "javascript" or poetry:
        return version
    return re.split(r"[ \t]*[<>=!~]", each.written, maxsplit=1)[0] + f"=={version}"

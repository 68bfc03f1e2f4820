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
    "python": (
        "where the program works, ask `pip freeze` for the versions, and write {} as "
        "name==version; "
        "or keep a lock file under git (uv lock, poetry lock, pip-compile)"
    ),
    "javascript": (
        "run npm install (pnpm, yarn) where the program works, and keep the lock file that it "
        "writes "
        "under git; {} then stay as they are"
    ),
    "image": "write the version that it was tested with, or its digest (docker images --digests), "
    "behind {}",
}


_NAMED = 3  # packages; the message names the same


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Manifests are text: see ``fix_text``."""
    return Refusal("not-code", _RECIPES["python"].format("each package"))


def fix_text(view: TextView, finding: Finding) -> Fix | Refusal:
    """A version for every package of the finding, or none."""
    found: tuple[Loose, ...] = finding.data
    edits: list[Replace] = []
    for each in found:
        code = _code(view, each)
        if code is None:
            return Refusal("not-installed", _recipe(view, found))
        edits.append(Replace(each.span, code))
    title = edits[0].code if len(edits) == 1 else f"{len(edits)} versions, as installed here"
    return Fix(tuple(edits), Applicability.UNSAFE, title)


def _recipe(view: TextView, found: tuple[Loose, ...]) -> str:
    """What to pin, by name, and how."""
    missing = [each for each in found if _code(view, each) is None]
    kind = missing[0].kind
    names = [each.name for each in missing if each.kind == kind]
    said = ", ".join(names[:_NAMED]) + (
        f" and {len(names) - _NAMED} more" if names[_NAMED:] else ""
    )
    return _RECIPES[kind].format(said)


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

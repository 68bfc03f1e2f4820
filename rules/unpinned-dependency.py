"""A dependency that may be any version at the next build.

The image that is built from the same commit tomorrow holds other code than the one that was
tested. SDKs of models change their calls with every major release (`openai` 1, `ai` 5), so the
build that breaks is the one of a quiet day, or the one that was to be the way back.

**Reported:** once a manifest, at the first of them: packages without an upper bound
(`openai`, `openai>=1`, `"*"`, `"latest"`) in `requirements.txt`, `pyproject.toml`, `package.json`
and in `pip install` of a Dockerfile, where no lock file settles them; a warning where the SDK of a
model is among them, advice elsewhere. Images without a tag, or with one that moves (`latest`), in a
Dockerfile or compose file; as advice where that is for development or tests.

**Not reported:** bounds (`==`, `~=`, `<`, `^`), lock files and constraints; libraries, whose users
settle versions; dependencies for development; examples (`*.example.yml` too) and tests; stages,
variables and digests of a Dockerfile, images that a compose file or the repository's own workflow
builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.dockerfiles import is_made_here
from prodgate.meaning.pins import Loose, is_library, is_locked, loose
from prodgate.meaning.starting import PARTIAL
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import TextView

RULE = Rule(
    "unpinned-dependency",
    Gate.DEPLOYMENT,
    "A dependency that may be any version at the next build",
    Applicability.UNSAFE,
    languages=(),
    text=True,
    # A requirement may be any word: ``relevant`` tells.
    literals=("a", "e", "i", "o", "u", "y", "A", "E", "O"),
    closer=True,
    cwe=(1357,),
    owasp=("LLM03:2025", "A08:2021"),
    risk=3.7,
)
_LOOKS_LIKE = lazy(
    rb"^[ \t]*FROM[ \t]|^[ \t]+image:|\"dependencies\"\s*:|^[ \t]*dependencies[ \t]*=|"
    rb"^\[tool\.poetry\.dependencies\]|pip3? install|"
    rb"^[A-Za-z0-9][\w.-]*(?:\[[\w, -]*\])?(?:[ \t]*>=?[ \t]*[\w.]+)?[ \t]*(?:[;#].*)?\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_ASIDE = lazy(
    r"(?:^|/)(?:examples?|samples?|demos?|docs?|tutorials?|notebooks?|cookbooks?|bench\w*"
    r"|templates?|\w*_?crash_?courses?|\.devcontainer|\.github)/"
    r"|(?:^|/)(?:[^/]*[._-])?(?:example|sample|template)[._-][^/]*\Z"
    r"|[._-](?:example|sample|template)\Z",
    re.IGNORECASE,
)


def relevant(data: bytes) -> bool:
    """Whether a file has a line that a manifest may have."""
    return bool(_LOOKS_LIKE.search(data))


def check_text(view: TextView) -> Iterator[Finding]:
    """One finding for the packages of a manifest, and one an image."""
    path = view.source.path
    if is_test_path(path) or _ASIDE.search(path):
        return
    found = loose(path, view.text)
    packages = tuple(each for each in found if each.kind != "image")
    if packages and not _is_settled(view, packages[0]):
        severity = Severity.WARNING if _calls_models(view, packages) else Severity.NOTE
        yield view.finding(RULE, packages[0].span, severity, _message(packages), packages)
    for image in found:
        if image.kind == "image" and not is_made_here(view.root, image.written):
            message = f"{image.written} is another image whenever a new one is published"
            tried = PARTIAL.search(path.rpartition("/")[2])
            severity = Severity.NOTE if tried else Severity.WARNING
            yield view.finding(RULE, image.span, severity, message, (image,))


def _is_settled(view: TextView, first: Loose) -> bool:
    path = view.source.path
    if "file" in path.rpartition("/")[2].lower():  # pip install of a Dockerfile asks no lock file
        return False
    kind: Literal["python", "javascript"] = "python"
    if first.kind == "javascript":
        kind = "javascript"
    return is_locked(view.root, path, kind) or is_library(view.root, path, view.text)


def _calls_models(view: TextView, packages: tuple[Loose, ...]) -> bool:
    known = {sdk.package for sdk in view.pack.sdks if sdk.kind == "model"}
    return any(re.sub(r"[-_.]+", "-", p.name).lower() in known or p.name in known for p in packages)


def _message(packages: tuple[Loose, ...]) -> str:
    names = ", ".join(each.name for each in packages[:3])
    more = f" and {len(packages) - 3} more" if len(packages) > 3 else ""
    return f"{names}{more} may be any version at the next build, and nothing here locks them"

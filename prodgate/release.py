"""The commit that this installation of prodgate is made of, for what pins the action.

A commit cannot hold its own name. A release writes it into ``release.json`` before it is built
(``.github/release.py``); pip writes it down when it installs from git (PEP 610). Without either,
only the tag is known.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any, TypeGuard

from msgspec import Struct

from prodgate import __version__

REPOSITORY = "prodgate/prodgate"
STAMP = Path(__file__).with_name("release.json")
TAG = f"v{__version__}"

_SHA = re.compile(r"[0-9a-f]{40}")
_OURS = re.compile(
    r"(?:https://github\.com/|(?:ssh://)?git@github\.com[:/])" + REPOSITORY + r"(?:\.git)?/?",
    re.IGNORECASE,
)


class Pin(Struct, frozen=True):
    """What stands behind ``uses: prodgate/prodgate@``."""

    ref: str  # a full commit, or a tag where no commit is known
    label: str = TAG  # what the commit is, for a person

    @property
    def fixed(self) -> bool:
        """Whether it is a commit, which nobody can move."""
        return bool(_SHA.fullmatch(self.ref))

    @property
    def use(self) -> str:
        """The value of ``uses:`` with its comment."""
        comment = f" # {self.label}" if self.fixed else ""
        return f"{REPOSITORY}@{self.ref}{comment}"


def pin() -> Pin:
    """The commit of this installation, else the tag of its version."""
    return _stamped(STAMP) or _installed(_direct_url()) or Pin(TAG)


def _stamped(path: Path) -> Pin | None:
    """What a release wrote; nothing of another version counts."""
    document = _object(_text(path))
    commit = document.get("commit")
    if document.get("version") != __version__ or not _is_sha(commit):
        return None
    return Pin(commit)


def _installed(record: str) -> Pin | None:
    """What pip wrote down of an installation from our own repository."""
    document = _object(record)
    origin, information = document.get("url"), document.get("vcs_info")
    if not isinstance(origin, str) or not _OURS.fullmatch(origin):
        return None  # a fork's commit is none of ours
    commit = information.get("commit_id") if isinstance(information, dict) else None
    if not isinstance(information, dict) or not _is_sha(commit):
        return None
    asked = information.get("requested_revision")
    return Pin(commit, TAG if asked == TAG else "no release")


def _direct_url() -> str:
    try:
        return metadata.distribution("prodgate").read_text("direct_url.json") or ""
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _object(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _is_sha(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(_SHA.fullmatch(value))

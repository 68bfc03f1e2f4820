"""The instructions of a Dockerfile, each with what continues it; images that a project makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from prodgate.regex import lazy

_ESCAPE = lazy(r"\A(?:#[^\n]*\n)*?#\s*escape\s*=\s*`", re.IGNORECASE)
_HEREDOC = lazy(r"(?<!<)<<-?[ \t]*[\"']?(\w+)[\"']?")


def instructions(text: str) -> Iterator[tuple[int, int]]:
    """The place of each instruction: lines that a backslash continues, and the texts that
    ``<<EOF`` opens, belong to the one above them."""
    escape = "`" if _ESCAPE.match(text) else "\\"
    start, at, goes_on = -1, 0, False
    open_texts: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if open_texts:
            if bare == open_texts[0]:
                open_texts.pop(0)
        elif bare and not bare.startswith("#"):
            if not goes_on:
                if start >= 0:
                    yield start, at
                start = at
            goes_on = bare.endswith(escape)
            open_texts += _HEREDOC.findall(line)
        at += len(line)
    if start >= 0:
        yield start, at


_PUSHES = lazy(
    r"build-push-action|docker(?:\s+buildx\s+build|\s+push|x build)|\bkaniko\b|podman push"
)
_REGISTRY = lazy(r"\A(?:docker\.io/|index\.docker\.io/|registry\.hub\.docker\.com/)")


def is_made_here(root: Path, image: str) -> bool:
    """Whether a workflow of the repository builds an image and pushes it under this name."""
    name = _REGISTRY.sub("", image.rpartition("@")[0] or image)
    name = re.sub(r":[\w.-]+\Z", "", name)
    return "/" in name and any(
        re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])", text) for text in _pushing(root)
    )


@lru_cache(maxsize=8)
def _pushing(root: Path) -> tuple[str, ...]:
    """The workflows that push images, as text without the registry that goes without saying."""
    found: list[str] = []
    places = (*root.glob(".github/workflows/*.y*ml"), root / ".gitlab-ci.yml")
    for path in sorted(places):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 400_000:
            text = path.read_text("utf-8", "replace")
            if _PUSHES.search(text):
                found.append(re.sub(r"(?<![\w.-])docker\.io/", "", text))
    return tuple(found)

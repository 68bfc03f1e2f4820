"""Leave development to whoever asks for it: the environment switches it on.

Unsafe: whoever works on the program has to set the variable from now on. Which server takes the
place of Flask's, and how a page is built, is for a person.
"""

from __future__ import annotations

import re

from prodgate.edits import AddImport, Fix, Import, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.dev_servers import Started
from prodgate.regex import lazy
from prodgate.view import TextView, View

_RECIPES = {
    "flask": "start it with gunicorn or waitress, and keep app.run() for development",
    "bundler": "serve the built files in production, and this only where NODE_ENV is development",
}


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """An option that the environment decides."""
    found = finding.data
    assert isinstance(found, Started)
    if found.value is None:
        return Refusal("needs-a-decision", _RECIPES[found.kind])
    span = found.value.start, found.value.end
    if found.kind == "tunnel":
        return Fix((Replace(span, "False"),), Applicability.UNSAFE, "no tunnel")
    if found.kind == "next":
        code = 'process.env.NODE_ENV !== "production"'
        return Fix((Replace(span, code),), Applicability.UNSAFE, f"dev: {code}")
    code = 'os.environ.get("RELOAD") == "1"'
    intents = (AddImport(Import("os")), Replace(span, code))
    return Fix(intents, Applicability.UNSAFE, "no reload, unless RELOAD is 1")


def _command(line: str) -> str:
    """What a person puts in the place of a command that has no twin."""
    if re.search(r"\b(?:npm|pnpm|yarn|bun)\b", line):
        return (
            "build while the image is built (RUN npm run build), and start what was built (npm "
            "start, "
            "next start, or a web server for static files)"
        )
    return "start it with the server for production (gunicorn, uvicorn, node), without a reloader"


# What differs between a command for development and its twin, in both forms of a Dockerfile.
_TWINS = (
    (lazy(r"\s*,\s*\"--reload\"|[ \t]+--reload\b(?!-)"), "", "no reload"),
    (lazy(r"(?<=\bfastapi )dev\b|(?<=\"fastapi\", \")dev\b"), "run", "fastapi run"),
    (lazy(r"\bnodemon\b(?=(?:\"\s*,\s*\"|\s+)[\w./-]+\.[cm]?js\b)"), "node", "node"),
)


def fix_text(view: TextView, finding: Finding) -> Fix | Refusal:
    """The twin of a command, where it has one that needs nothing else."""
    for pattern, code, title in _TWINS:
        if match := pattern.search(view.text, finding.start, finding.end):
            return Fix((Replace(match.span(), code),), Applicability.UNSAFE, title)
    return Refusal("needs-a-decision", _command(view.text[finding.start : finding.end]))

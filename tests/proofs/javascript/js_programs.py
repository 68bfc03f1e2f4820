"""The programs whose behaviour is proven: ``programs/<sdk>.mjs``, several in a file.

Each begins with a heading and says what it is for, up to the first empty line::

    // --- a question in a chat
    // packages: openai@7.57.0 | openai@6.49.0
    // missing-timeout: openai.OpenAI
    // uncapped-tokens: chat.completions.create

``packages``: what is installed, one proof for each alternative. A rule: the client or call of the
facts at which its fix writes. ``file``: its name, where that is not ask.mjs. The program asks
its model at ``process.env.MODEL_URL`` and prints the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
RULES = (
    "missing-timeout",
    "http-without-timeout",
    "uncapped-tokens",
    "missing-retry",
    "unbounded-agent-loop",
)
_HEADING = re.compile(r"^// --- (.+)\n((?:// [\w-]+:.*\n)+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Program:
    """A program on one version of its SDK, and the rule whose fix it is for."""

    sdk: str
    title: str
    rule: str
    owner: str
    packages: tuple[str, ...]
    file: str
    text: str

    @property
    def name(self) -> str:
        """What its proof is called."""
        first = self.packages[0] if self.packages else "node"
        words = f"{self.rule} {first} {self.title}"
        return re.sub(r"[^\w.@-]+", "-", words)

    @property
    def version(self) -> str:
        """The package and its version; of what comes with node, "node"."""
        return self.packages[0] if self.packages else "node"


def programs() -> Iterator[Program]:
    """Every program, once for each rule and version."""
    for path in sorted(PROGRAMS.glob("*.mjs")):
        yield from _of(path.stem, path.read_text())


def _of(sdk: str, text: str) -> Iterator[Program]:
    _, *rest = _HEADING.split(text)
    for title, head, body in zip(rest[0::3], rest[1::3], rest[2::3], strict=True):
        said = dict(re.findall(r"^// ([\w-]+):(.*)$", head, re.MULTILINE))
        for packages in said.pop("packages").split("|"):
            names = tuple(packages.split())
            for rule in RULES:
                for owner in said.get(rule, "").split():
                    file = said.get("file", "src/ask.mjs").strip()
                    yield Program(sdk, title, rule, owner, names, file, body.strip() + "\n")

"""What a run says: findings at places, and what it could not check.

Everything here is plain data; nothing here reads a file or prints.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from msgspec import Struct


class Gate(str, enum.Enum):
    """One of the ten production concerns; the value is its public name."""

    SECURITY = "security"
    AUTH = "auth"
    DATA_VALIDATION = "data-validation"
    ERROR_HANDLING = "error-handling"
    TESTING = "testing"
    OBSERVABILITY = "observability"
    PERFORMANCE = "performance"
    DEPLOYMENT = "deployment"
    MONITORING = "monitoring"
    COST_CONTROL = "cost-control"


class Severity(str, enum.Enum):
    """How bad the consequence is, not how sure we are: an unsure rule is silent.

    ``error``: unlimited, or uncapped inside a loop or behind an endpoint.
    ``warning``: bounded, but above the policy; or uncapped elsewhere. ``note``: advice.
    """

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for note, 1 for warning, 2 for error; for sorting and for ``fail-on``."""
        return ("note", "warning", "error").index(self.value)


class Applicability(str, enum.Enum):
    """Whether a fix may be applied unseen (the terms of ruff)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


Language: TypeAlias = Literal["python", "javascript"]  # TypeScript and JSX are "javascript" too


class Rule(Struct, frozen=True):
    """One anti-pattern, named after the bad thing, so that "ignore missing-timeout" reads right."""

    name: str
    gate: Gate
    summary: str  # one line, no full stop; what ``prodgate rules`` prints
    applicability: Applicability  # the best a fix of this rule can be
    languages: tuple[Language, ...] = ("python", "javascript")
    text: bool = False  # also reads .env, YAML, JSON, TOML, Dockerfiles ...: no syntax tree
    # Bytes (ASCII) one of which stands in every file this rule can have a finding in;
    # empty: a file with an SDK of ours in it is enough.
    literals: tuple[str, ...] = ()
    project: bool = False  # looks at the whole tree, only when all of it is checked
    closer: bool = False  # its module has ``relevant(data)``: a closer look before a parse
    # Who finds it: a module of ours (and Semgrep), Semgrep alone (a team's pattern), a linter.
    engine: Literal["prodgate", "semgrep", "ruff", "bandit"] = "prodgate"
    doc: str = ""  # the documentation, where no module has it in its docstring
    # What code scanning shows of a weakness of security; a rule of upkeep has none of the three.
    cwe: tuple[int, ...] = ()  # numbers of the Common Weakness Enumeration
    owasp: tuple[str, ...] = ()  # with their edition: "LLM06:2025", "A03:2021", "API4:2023"
    risk: float | None = None  # 0.1 to 10.0, as CVSS: above 9 critical, from 7 high, from 4 medium


@dataclass(frozen=True)
class Finding:
    """A rule at a place. Lines and columns are 1-based; columns count characters.

    A dataclass, where the other records are ``msgspec.Struct``: ``data`` is neither compared nor
    shown.
    """

    rule: str
    gate: Gate
    severity: Severity
    path: str  # relative to the root, "/" between parts
    line: int
    column: int
    end_line: int
    end_column: int
    message: str  # one sentence: why, in this file; never the value of a secret
    start: int = 0  # character offsets into the decoded text of the file
    end: int = 0
    language: Language | None = None
    by_pattern: bool = False  # Semgrep found it, and has to say when it is gone
    # What the rule hands to the fix of the same name. Never serialised.
    data: Any = field(default=None, compare=False, repr=False)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key: as a reader goes through a tree."""
        return self.path, self.line, self.column, self.rule


class NotChecked(Struct, frozen=True):
    """Something that was asked for and could not be looked at. A run with one of these exits 3."""

    path: str  # "" when it concerns the whole run
    reason: str  # one clear sentence, lower case, no full stop

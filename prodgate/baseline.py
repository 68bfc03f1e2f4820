"""The baseline: old findings a team has accepted, so that only new ones fail a run.

A finding is known by its rule, its path and a hash of its code with literals blanked: it survives
moved lines and new formatting, and the file tells nothing about a secret. There are no lines and
no dates, so it changes only when the findings do. It may only shrink.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from prodgate.findings import Finding, Language

VERSION = 1
_LIMIT = 20_000_000  # bytes
_HASH_LENGTH = 32  # hex digits; 128 bits, and shorter lines to review

Key: TypeAlias = tuple[str, str, str]  # path, rule, hash: the order of the file


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Findings of one rule in one file with the same code."""

    rule: Annotated[str, Meta(min_length=1, description="The rule's name.")]
    path: Annotated[str, Meta(description='The file, relative to the root, "/" between parts.')]
    hash: Annotated[
        str,
        Meta(pattern="^[0-9a-f]{32}$", description="Hash of rule, path and normalised code."),
    ]
    count: Annotated[int, Meta(ge=1, description="How many findings have this hash.")] = 1


class BaselineFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The baseline of prodgate: accepted old findings, written by ``prodgate baseline``."""

    version: Annotated[Literal[1], Meta(description="Version of this format.")]
    findings: Annotated[tuple[Entry, ...], Meta(description="Sorted by path, rule and hash.")]


class Baseline(Struct, frozen=True):
    """Accepted findings: how many of each key, in the order of the file."""

    counts: tuple[tuple[Key, int], ...] = ()

    @property
    def total(self) -> int:
        """How many findings are accepted."""
        return sum(count for _, count in self.counts)


class Subtracted(Struct, frozen=True):
    """Findings against a baseline."""

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    expired: tuple[Entry, ...]  # accepted once, and not found any more


# -- the code of a finding --------------------------------------------------------------------

# Each alternative takes an unclosed literal or comment to its end, so that none is scanned twice.
_BLANK = {
    "python": r"\s+|\#[^\r\n]*",
    "javascript": r"\s+|//[^\r\n]*|/\*(?:.*?\*/|.*)",
    "": r"\s+",
}
_TEXT = (
    r'"{3}(?:.*?"{3}|.*)'
    r"|'{3}(?:.*?'{3}|.*)"
    r"|`(?:[^`\\]|\\.)*`?"
    r'|"(?:[^"\\\r\n]|\\.)*"?'
    r"|'(?:[^'\\\r\n]|\\.)*'?"
)


@lru_cache
def _tokens(blank: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<blank>{blank})|(?P<text>{_TEXT})|(?P<word>[^\W\d]\w*)"
        r"|(?P<number>\.?\d[\w.]*)|(?P<other>.)",
        re.DOTALL,
    )


def normalise(code: str, language: Language | None = None) -> str:
    """Code as it counts for the hash: no literals, comments, layout or trailing commas."""
    parts: list[str] = []
    for match in _tokens(_BLANK[language or ""]).finditer(code):
        kind = match.lastgroup
        if kind == "blank":
            continue
        part = {"text": "''", "number": "0"}.get(str(kind), match.group())
        if part in (")", "]", "}") and parts and parts[-1] == ",":
            parts.pop()
        parts.append(part)
    return " ".join(parts)


def key_of(finding: Finding, code: str) -> Key:
    """What a finding is known by; ``code`` is the text of its span."""
    words = "\0".join((finding.rule, finding.path, normalise(code, finding.language)))
    digest = hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()
    return finding.path, finding.rule, digest[:_HASH_LENGTH]


# -- comparing --------------------------------------------------------------------------------


def collect(findings: Iterable[tuple[Finding, str]]) -> Baseline:
    """The baseline that accepts these findings, each with the code of its span."""
    return _baseline(Counter(key_of(finding, code) for finding, code in findings))


def subtract(
    findings: Iterable[tuple[Finding, str]],
    baseline: Baseline,
    *,
    checked: Collection[str] | None = None,
    active: Collection[str] | None = None,
) -> Subtracted:
    """Findings, each with its code, split into new and accepted; and what is accepted for nothing.

    Of several with the same code the first ones are accepted. ``checked`` are the paths and
    ``active`` the rules that this run looked at to the end (None: all); nothing else can expire.
    """
    left = Counter(dict(baseline.counts))
    new: list[Finding] = []
    accepted: list[Finding] = []
    for finding, code in findings:
        key = key_of(finding, code)
        (accepted if left[key] > 0 else new).append(finding)
        left[key] -= 1
    expired = tuple(
        _entry(key, left[key])
        for key, _ in baseline.counts
        if left[key] > 0
        and (checked is None or key[0] in checked)
        and (active is None or key[1] in active)
    )
    return Subtracted(tuple(new), tuple(accepted), expired)


def merge(old: Baseline | None, new: Baseline, *, allow_growth: bool = False) -> Baseline | str:
    """The baseline to write, or the sentence that says why not.

    ``old`` is None when there is no file yet: the first baseline accepts what it finds.
    """
    if old is None or allow_growth:
        return new
    added = Counter(dict(new.counts)) - Counter(dict(old.counts))
    if not added:
        return new
    path, rule, _ = min(added)
    number = sum(added.values())
    findings = "1 new finding" if number == 1 else f"{number} new findings"
    return (
        f"a baseline may only shrink, and this one would accept {findings} "
        f"(first: {rule} in {json.dumps(path)}); fix them, or allow it to grow"
    )


# -- the file ---------------------------------------------------------------------------------


def load(path: Path, root: Path | None = None) -> Baseline | str | None:
    """The baseline in a file, None when there is no file, or a sentence when it cannot be used.

    With ``root``, a link that leads out of it is refused.
    """
    from prodgate.strict import read_file

    name = path.name
    try:
        data = read_file(path, root, _LIMIT)
    except FileNotFoundError:
        if path.is_symlink():
            return f"{name}: is a link to nothing; remove it"
        return None
    except OSError as error:
        return f"{name}: {_lower(error) if error.errno else error.strerror}"
    try:
        # Not msgspec's own decoder, which refuses the surrogates that stand for undecodable names.
        return _from_file(msgspec.convert(json.loads(data), BaselineFile), name)
    except msgspec.ValidationError as error:
        reason = str(error).replace("`", "'")
        return f"{name}: is not a baseline of this version ({_clean(reason)}); write it again"
    except (ValueError, RecursionError):
        return f"{name}: is not valid JSON; resolve conflicts in it or write it again"


def render(baseline: Baseline) -> str:
    """The text of the file: one finding a line, so that merges and reviews stay small."""
    rows = [
        json.dumps({"rule": rule, "path": path, "hash": digest, "count": count})
        for (path, rule, digest), count in baseline.counts
    ]
    body = ",\n".join(f"    {row}" for row in rows)
    inner = f"[\n{body}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {inner}\n}}\n'


def _from_file(file: BaselineFile, name: str) -> Baseline | str:
    counts: Counter[Key] = Counter()
    for entry in file.findings:
        key = (entry.path, entry.rule, entry.hash)
        if key in counts:
            where = f"{entry.rule} in {json.dumps(entry.path)}"
            return f"{name}: lists {_clean(where)} twice; write it again"
        counts[key] = entry.count
    return _baseline(counts)


def _baseline(counts: Counter[Key]) -> Baseline:
    return Baseline(tuple(sorted(counts.items(), key=lambda item: _bytes(item[0]))))


def _bytes(key: Key) -> tuple[bytes, ...]:
    return tuple(part.encode("utf-8", "surrogateescape") for part in key)


def _entry(key: Key, count: int) -> Entry:
    return Entry(rule=key[1], path=key[0], hash=key[2], count=count)


def _lower(error: OSError) -> str:
    return f"cannot be read ({(error.strerror or 'unknown reason').lower()}); check the file"


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:200]

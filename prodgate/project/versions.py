"""Ranges of versions: what a manifest allows, and whether a fact about some versions applies.

A version is its release numbers, (5, 19, 0): pre-releases and builds count as the release they
lead to. A range is an interval; what is not one (``!=``, ``^4 || ^6``) becomes the interval around
it, so that an answer may be "maybe" where it could be "no", and is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from prodgate.regex import lazy

Parts: TypeAlias = tuple[int, ...]

_NUMBER = r"[0-9]{1,9}"
_RELEASE = rf"{_NUMBER}(?:\.{_NUMBER}){{0,5}}"
_LOWEST: Parts = ()


class VersionRange(Struct, frozen=True):
    """``low`` inclusive, ``high`` exclusive; None is open. ``exact``: one version, ``low``."""

    low: Parts | None = None
    high: Parts | None = None
    exact: bool = False

    @property
    def unbounded(self) -> bool:
        """Whether it says nothing: ``*``, ``latest``, a git address."""
        return self.low is None and self.high is None


ANY = VersionRange()


def parse_version(text: str) -> Parts | None:
    """The release numbers of "v1.2.3-beta.1" or "1!2.0rc1+cu118"; None when there are none."""
    match = re.match(rf"\s*v?(?:[0-9]+!)?({_RELEASE})", text)
    return _parts(match[1]) if match else None


def exactly(version: Parts) -> VersionRange:
    """The range of one version."""
    return VersionRange(version, _after(version), exact=True)


def hull(ranges: Iterable[VersionRange]) -> VersionRange:
    """The smallest range around all of them; unbounded for none."""
    found = list(ranges)
    lows = [r.low for r in found if r.low is not None]
    highs = [r.high for r in found if r.high is not None]
    low = min(lows, key=_key) if found and len(lows) == len(found) else None
    high = max(highs, key=_key) if found and len(highs) == len(found) else None
    return VersionRange(low, high, bool(found) and all(r == found[0] and r.exact for r in found))


def intersect(ranges: Iterable[VersionRange]) -> VersionRange | None:
    """The versions in all of them; None when there are none."""
    found = list(ranges)
    lows = [r.low for r in found if r.low is not None]
    highs = [r.high for r in found if r.high is not None]
    low = max(lows, key=_key) if lows else None
    high = min(highs, key=_key) if highs else None
    if high is not None and _key(high) <= _key(low or _LOWEST):
        return None
    return VersionRange(low, high, any(r.exact for r in found))


def contains(outer: VersionRange, inner: VersionRange) -> bool:
    """Whether every version of ``inner`` is one of ``outer``."""
    if _key(inner.low or _LOWEST) < _key(outer.low or _LOWEST):
        return False
    if outer.high is None:
        return True
    return inner.high is not None and _key(inner.high) <= _key(outer.high)


def possible(allowed: VersionRange | None, specifier: str) -> Literal["yes", "no", "maybe"]:
    """Whether the versions a project allows satisfy a specifier such as ">=5,<6".

    "yes": all of them do; "no": none does; "maybe": some do, or nothing is known. ``specifier`` is
    read as PEP 440 does ("<=5.19" excludes 5.19.1); "" is satisfied by every version.
    """
    if not specifier.strip():
        return "yes"
    parsed = _parse_python(specifier)
    if parsed is None or allowed is None:
        return "maybe"
    wanted, holes = parsed
    common = None if wanted is None else intersect((allowed, wanted))
    if common is None or any(contains(hole, allowed) for hole in holes):
        return "no"
    if wanted is None or not contains(wanted, allowed):
        return "maybe"
    return "maybe" if any(intersect((allowed, hole)) for hole in holes) else "yes"


# -- Python: PEP 440, and what Poetry adds to it ----------------------------------------------

_PYTHON = lazy(
    rf"(~=|===?|!=|<=|>=|<|>|\^|~|)\s*v?(?:[0-9]+!)?({_RELEASE}|(?=\*))"
    r"(\.?\*)?(?:[-_.]?[A-Za-z][\w.+-]*|\+[\w.-]*|-\d+)?\Z"
)


def parse_python(specifier: str) -> VersionRange:
    """The range of ">=1.2,<2", "~=1.4", "==1.*", "^1.2" or "1.2.3"; unbounded when unknown."""
    alternatives = [_parse_python(part) for part in specifier.split("||")]
    ranges = [parsed[0] for parsed in alternatives if parsed and parsed[0]]
    return hull(ranges) if len(ranges) == len(alternatives) else ANY


@lru_cache(maxsize=256)
def _parse_python(specifier: str) -> tuple[VersionRange | None, tuple[VersionRange, ...]] | None:
    """The range, None for an empty one, and the holes in it; None for what is no specifier."""
    ranges: list[VersionRange] = [ANY]
    holes: list[VersionRange] = []
    for part in specifier.split(",") if specifier.strip() else ():
        match = _PYTHON.match(part.strip())
        if match is None:
            return None
        operator, release, wild = match.groups()
        if not release:
            continue  # "*"
        found = _python_range(operator, _parts(release), wild is not None)
        (holes if operator == "!=" else ranges).append(found)
    return intersect(ranges), tuple(holes)


def _python_range(operator: str, version: Parts, wild: bool) -> VersionRange:
    if operator in ("^", "~"):
        return _caret(version) if operator == "^" else _tilde(version)
    if operator == "~=":
        return VersionRange(version, _bump(version[:-1] or version))
    if operator == ">=":
        return VersionRange(low=version)
    if operator == ">":
        return VersionRange(low=_after(version))
    if operator in ("<", "<="):
        return VersionRange(high=version if operator == "<" else _after(version))
    return VersionRange(version, _bump(version)) if wild else exactly(version)


# -- npm --------------------------------------------------------------------------------------

_NPM = lazy(
    rf"(<=|>=|<|>|\^|~>?|=|)\s*v?({_RELEASE}|(?=[xX*]))((?:\.?[xX*])*)"
    r"(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?(?:\s+|\Z)"
)
_HYPHEN = lazy(r"(\S+)\s+-\s+(\S+)\Z")


def parse_npm(specifier: str) -> VersionRange:
    """The range of "^5.0.0", ">=4 <6", "1.x", "1 - 2" or "4 || 5"; unbounded for all else."""
    ranges = [_npm_alternative(part.strip()) for part in specifier.split("||")]
    found = [r for r in ranges if r is not None]
    return hull(found) if len(found) == len(ranges) else ANY


def _npm_alternative(text: str) -> VersionRange | None:
    if hyphen := _HYPHEN.match(text):
        text = f">={hyphen[1]} <={hyphen[2]}"
    ranges = [ANY]
    position = 0
    while position < len(text):
        match = _NPM.match(text, position)
        if match is None:
            return None
        if match[2]:
            ranges.append(_npm_range(match[1], _parts(match[2])))
        position = match.end()
    return intersect(ranges)


def _npm_range(operator: str, version: Parts) -> VersionRange:
    partial = len(version) < 3
    if operator in ("^", "~", "~>"):
        return _caret(version) if operator == "^" else _tilde(version)
    if operator == ">=":
        return VersionRange(low=version)
    if operator == ">":
        return VersionRange(low=_bump(version) if partial else _after(version))
    if operator == "<":
        return VersionRange(high=version)
    if operator == "<=":
        return VersionRange(high=_bump(version) if partial else _after(version))
    return VersionRange(version, _bump(version)) if partial else exactly(version)


# -- arithmetic -------------------------------------------------------------------------------


def _parts(release: str) -> Parts:
    return tuple(int(part) for part in release.split("."))


def _key(version: Parts) -> Parts:
    """For comparing: 5, 5.0 and 5.0.0 are the same version."""
    end = len(version)
    while end and version[end - 1] == 0:
        end -= 1
    return version[:end]


def _bump(version: Parts) -> Parts:
    return (*version[:-1], version[-1] + 1)


def _after(version: Parts) -> Parts:
    """The lowest version above: below every other release people publish."""
    significant = _key(version)  # 1, 1.0 and 1.0.0.0 are the same version
    return (*significant, *(0,) * (3 - len(significant)), 1)


def _caret(version: Parts) -> VersionRange:
    first = next((i for i, part in enumerate(version) if part), len(version) - 1)
    return VersionRange(version, _bump(version[: first + 1]))


def _tilde(version: Parts) -> VersionRange:
    return VersionRange(version, _bump(version[:2]))

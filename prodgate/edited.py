"""The edits of every fix that is reported, for the formats that carry them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from prodgate import parallel
from prodgate.edits import Edit, Fix, Refusal
from prodgate.python.render_base import refusal
from prodgate.result import Reported
from prodgate.rewrite import edits_of
from prodgate.source import Source

_Rendered = list[tuple[Edit, ...] | Refusal]
_FEW = 40  # files with fixes; from here a second process earns its start


def with_edits(reported: Iterable[Reported], sources: dict[str, Source]) -> list[Reported]:
    """The same, with the edits of each fix alone, or the reason why it cannot be written."""
    files = [list(each) for _, each in groupby(reported, key=lambda r: r.finding.path)]
    asked = [(sources[file[0].finding.path], _fixes(file)) for file in files if _fixes(file)]
    if len(asked) < _FEW or (os.cpu_count() or 1) < 2:
        rendered = [_render(each) for each in asked]
    else:
        rendered = list(parallel.over(_render, asked, _lost))
    answers = iter([edits for file in rendered for edits in file])
    return [_with(r, next(answers)) if isinstance(r.fix, Fix) else r for f in files for r in f]


def _fixes(file: list[Reported]) -> tuple[Fix, ...]:
    return tuple(r.fix for r in file if isinstance(r.fix, Fix))


def _render(asked: tuple[Source, tuple[Fix, ...]]) -> _Rendered:
    source, fixes = asked
    return [edits_of(source, fix) for fix in fixes]


def _lost(asked: tuple[Source, tuple[Fix, ...]]) -> _Rendered:
    return [refusal("renderer-failed") for _ in asked[1]]


def _with(reported: Reported, edits: tuple[Edit, ...] | Refusal) -> Reported:
    if isinstance(edits, Refusal):
        return replace(reported, fix=edits)
    return replace(reported, edits=edits)

"""Starts ruff and bandit on copies, and reads what they say.

They never see the tree: copies under plain names keep their settings, plugins and modules of the
scanned folder away from them (bandit was seen to import a ``yaml.py`` of the folder it ran in).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from prodgate.linters.table import Engine
from prodgate.programs import find

TIMEOUT = 120  # seconds; both need less than one for a thousand files


class Row(Struct, frozen=True):
    """One thing that an engine says: lines and columns are 1-based, columns count characters."""

    copy: str
    code: str
    start: tuple[int, int]
    end: tuple[int, int]


class EngineError(Exception):
    """An engine that did not run; the text is a clause."""


def run(engine: Engine, codes: Sequence[str], folder: Path, copies: Sequence[str]) -> list[Row]:
    """What an engine says of the copies. Raises ``EngineError``."""
    commands = {"ruff": _ruff, "bandit": _bandit}
    command = commands[engine](codes)
    try:
        ran = subprocess.run(
            [*command, *copies],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise EngineError("did not come to an end and was stopped") from None
    except OSError as error:
        raise EngineError(f"could not be started ({error.strerror or error})") from None
    try:
        return list(_ROWS[engine](json.loads(ran.stdout)))
    except (ValueError, LookupError, TypeError, RecursionError):
        raise EngineError(f"failed with exit code {ran.returncode}") from None


def _ruff(codes: Sequence[str]) -> list[str]:
    program = find("ruff")
    if program is None:
        raise EngineError("is not installed")
    return [
        program, "check", "--isolated", "--no-cache", "--ignore-noqa", "--quiet", "--exit-zero",
        "--target-version", "py313", "--output-format", "json", "--select", ",".join(codes), "--",
    ]  # fmt: skip


def _bandit(codes: Sequence[str]) -> list[str]:
    import importlib.util

    if importlib.util.find_spec("bandit") is None:
        raise EngineError("is not installed")
    return [
        sys.executable, "-I", "-m", "bandit", "--format", "json", "--quiet", "--exit-zero",
        "--ignore-nosec", "--tests", ",".join(codes), "--",
    ]  # fmt: skip


def _ruff_rows(document: Any) -> Iterable[Row]:
    for row in document:
        yield Row(
            Path(row["filename"]).name,
            str(row["code"]),
            (int(row["location"]["row"]), int(row["location"]["column"])),
            (int(row["end_location"]["row"]), int(row["end_location"]["column"])),
        )


def _bandit_rows(document: Any) -> Iterable[Row]:
    for error in document["errors"]:
        yield Row(Path(error["filename"]).name, "invalid-syntax", (1, 1), (1, 1))
    for row in document["results"]:
        line = int(row["line_number"])
        start, end = int(row["col_offset"]), int(row["end_col_offset"])
        yield Row(
            Path(row["filename"]).name,
            str(row["test_id"]),
            (line, start + 1),
            (line, max(end, start) + 1),
        )


_ROWS: dict[Engine, Callable[[Any], Iterable[Row]]] = {"ruff": _ruff_rows, "bandit": _bandit_rows}

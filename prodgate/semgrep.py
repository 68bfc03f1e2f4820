"""The one place that starts Semgrep, and does not believe its silence.

Semgrep exits 0 on files it lost. So it never sees the tree: it gets copies under plain names, each
with a line of our own at the end, and a rule that must match that line. A copy in which the line
was not matched was not read, and is said. Copies also keep ``.semgrepignore``, links, FIFOs and
odd names of the tree away from it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from prodgate import cache
from prodgate.findings import NotChecked
from prodgate.programs import find
from prodgate.relevant import scanned_suffix
from prodgate.source import Source

TIMEOUT = 30  # seconds a rule may take on one file
MEMORY = 2000  # MB
CHUNK = 400  # files a process
MISSING = "Semgrep is not installed"
_CANARY = "prodgate_canary_d1f0"


class Match(Struct, frozen=True):
    """One match: the rule, the file, and characters into its text."""

    rule: dict[str, Any]
    source: Source
    start: int
    end: int
    message: str


class Outcome(Struct, frozen=True):
    """What Semgrep found, and what it could not look at."""

    matches: tuple[Match, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    started: bool = False


def scan(
    rules: Sequence[dict[str, Any]], sources: Sequence[Source], bound: float | None = None
) -> Outcome:
    """Run the rules over the sources, in as few processes as their number allows.

    ``bound``: seconds after which a process is stopped; a minute and one a file if not given.
    """
    if not rules or not sources:
        return Outcome()
    program = find("semgrep")
    names = ", ".join(sorted({str(r["id"]) for r in rules}))
    if program is None:
        reason = f"{MISSING}, so these rules did not run: {names}"
        return Outcome((), (NotChecked("", reason),))
    matches: list[Match] = []
    missed: list[NotChecked] = []
    for start in range(0, len(sources), CHUNK):
        part = _scan_chunk(program, rules, sources[start : start + CHUNK], bound)
        if isinstance(part, str):  # what hung or broke once would do so again
            missed += [NotChecked(s.path, f"Semgrep {part}") for s in sources[start:]]
            break
        matches += part.matches
        missed += part.not_checked
    return Outcome(tuple(matches), tuple(dict.fromkeys(missed)), started=True)


def _scan_chunk(
    program: str, rules: Sequence[dict[str, Any]], sources: Sequence[Source], bound: float | None
) -> Outcome | str:
    with tempfile.TemporaryDirectory(prefix="prodgate-") as folder:
        copies = _copy(Path(folder), sources)
        config = _config(rules, Path(folder))
        ran = _run(program, config, copies, Path(folder), bound or 60 + len(copies))
        if isinstance(ran, str):
            return ran
        return _read(ran, rules, dict(zip(copies, sources, strict=True)))


def _copy(folder: Path, sources: Sequence[Source]) -> list[str]:
    copies: list[str] = []
    for number, source in enumerate(sources):
        suffix = scanned_suffix(source.path)
        line = f"\n{_CANARY}()\n" if suffix == ".py" else f"\n;{_CANARY}();\n"
        copy = folder / f"{number:06}{suffix}"
        copy.write_bytes((source.text + line).encode("utf-8", "surrogatepass"))
        copies.append(str(copy))
    return copies


def _config(rules: Sequence[dict[str, Any]], folder: Path) -> str:
    """One JSON file of rules, in the user's cache by its content, else beside the copies."""
    import hashlib

    canaries = [
        {
            "id": f"{_CANARY}-{language}",
            "languages": [language],
            "severity": "INFO",
            "message": "-",
            "pattern": f"{_CANARY}()",
        }
        for language in ("python", "javascript", "typescript")
    ]
    data = json.dumps({"rules": [*rules, *canaries]}).encode()
    name = f"semgrep-{hashlib.sha256(data).hexdigest()[:32]}.json"
    if cache.read(name) == data and (root := cache.folder()):
        return str(root / name)
    kept = cache.write(name, data)
    if kept is None:
        kept = folder / name
        kept.write_bytes(data)
    return str(kept)


def _run(
    program: str, config: str, copies: Sequence[str], folder: Path, bound: float
) -> dict[str, Any] | str:
    """The JSON that Semgrep printed, or what went wrong with it, as a clause."""
    command = [
        program, "scan", "--experimental", "--json", "--quiet", "--metrics=off",
        "--disable-version-check", "--disable-nosem", "--no-rewrite-rule-ids",
        "--no-git-ignore", "--max-target-bytes", "0", "--timeout", str(TIMEOUT),
        "--timeout-threshold", "0", "--max-memory", str(MEMORY), "-j", "2",
        "--config", config, "--", *copies,
    ]  # fmt: skip
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return f"could not be started ({error.strerror or error})"
    try:
        out, err = process.communicate(timeout=bound)
    except subprocess.TimeoutExpired:
        _kill(process)
        return "did not come to an end and was stopped"
    except BaseException:
        _kill(process)
        raise
    document = _document(out)
    if document is not None:  # with exit code 2 for a broken rule; the others ran
        return document
    if process.returncode == 0:
        return "printed something that is not its JSON"
    return f"failed with exit code {process.returncode}{_reason(err)}"


def _document(out: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(out)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(document, dict) and all(
        isinstance(document.get(key), list) and all(isinstance(row, dict) for row in document[key])
        for key in ("results", "errors")
    )
    return document if fits else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The whole process group: the wrapper starts an engine of its own."""
    try:
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass
    process.communicate()


def _reason(err: bytes) -> str:
    """What a failing Semgrep says: one short line of it."""
    lines = [part for part in err.decode(errors="replace").splitlines() if part.strip()]
    return f": {lines[0].strip()[:200]}" if lines else ""


_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's settings, tokens or git state reaches Semgrep."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_SETTINGS_FILE": str(folder / "settings.yml"),
        "SEMGREP_LOG_FILE": str(folder / "semgrep.log"),
        "PYTHONUTF8": "1",
    }


def _read(
    document: dict[str, Any], rules: Sequence[dict[str, Any]], sources: dict[str, Source]
) -> Outcome | str:
    by_id = {str(rule["id"]): rule for rule in rules}
    matches: list[Match] = []
    seen: set[str] = set()
    for row in document["results"]:
        path, rule = str(row.get("path")), str(row.get("check_id"))
        source = sources.get(path)
        if source is None:
            continue
        try:
            if rule.startswith(_CANARY):
                # Behind the file's own last character: a file may hold the canary itself.
                seen |= {path} if row["start"]["offset"] >= len(source.utf8) else set()
            elif rule in by_id:
                matches.append(_match(row, by_id[rule], source))
        except (LookupError, TypeError, ValueError):
            return "printed a match that has no place"
    missed = (*_broken_rules(document, by_id), *_gaps(document, sources, seen))
    return Outcome(tuple(matches), missed, started=True)


def _broken_rules(
    document: dict[str, Any], by_id: dict[str, dict[str, Any]]
) -> Iterable[NotChecked]:
    """The rules that Semgrep did not accept."""
    for error in document["errors"]:
        rule = str(error.get("rule_id"))
        if rule in by_id and not error.get("path"):
            lines = [x.strip() for x in str(error.get("message", "")).splitlines() if x.strip()]
            why = f" ({(lines[1:] or lines)[0]})" if lines else ""
            yield NotChecked("", f"the rule {rule} is broken and did not run{why[:200]}")


def _match(row: dict[str, Any], rule: dict[str, Any], source: Source) -> Match:
    start, end = (source.char_offset(int(row[side]["offset"])) for side in ("start", "end"))
    message = str(rule.get("message", "")).strip()
    return Match(rule, source, start, min(end, len(source.text)), message)


def _gaps(
    document: dict[str, Any], sources: dict[str, Source], seen: set[str]
) -> Iterable[NotChecked]:
    """Every file that Semgrep did not read to its end, or gave up on."""
    failed = {
        str(error.get("path")) for error in document["errors"] if error.get("level") != "info"
    }
    for path, source in sources.items():
        if path not in seen:
            yield NotChecked(source.path, "Semgrep could not read it, so its rules did not run")
        elif path in failed:
            yield NotChecked(source.path, "Semgrep gave up on a part of it")

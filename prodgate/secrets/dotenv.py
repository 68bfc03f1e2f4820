"""Where the value of a hard-coded key may go, and whether code reads it from there.

A value moves to ``.env`` only where git is known to ignore that file; in a commit hook or in CI
it moves nowhere, because a hook's work is rolled back and a runner's is thrown away. Whoever is
refused here must leave the code as it is: the value would be lost.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import git
from prodgate.edits import MoveSecret
from prodgate.findings import NotChecked
from prodgate.regex import lazy
from prodgate.source import decode, load
from prodgate.write import WriteRefused, append_line

if TYPE_CHECKING:
    from prodgate import syntax as s
    from prodgate.view import View


class Kept(Struct, frozen=True):
    """What became of the values of one file. No field holds one.

    ``refused``: one sentence with what to do; then nothing may be taken out of the code.
    ``written`` and ``present``: names added to ``path``, and names it had with the same value.
    """

    path: str
    refused: str | None = None
    written: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    planned: bool = False  # nothing was written; this is what would be

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what was done."""
        if not self.written:
            return ()
        if self.planned:
            return (f"{_listed(self.written)} would move to {self.path}",)
        names = _listed(self.written)
        them, values = ("it", "value") if len(self.written) == 1 else ("them", "values")
        return (
            f"{self.path} now holds {names}: load that file, or set {them}, wherever the code "
            f"runs, and rotate the old {values}, which the history keeps",
        )


def keep(
    root: Path,
    file: str,
    secrets: Sequence[MoveSecret],
    *,
    interactive_ok: bool,
    write: bool = True,
) -> Kept:
    """Put the values of ``file`` into the ``.env`` that it reads, or say why not.

    ``file`` is relative to ``root``. ``interactive_ok`` is False where nobody is there to see what
    happened. Call it before the code is rewritten: a value that is in both places is harmless.
    Without ``write``, what would become of them.
    """
    path = env_path(root, file)
    reason = _never_here(interactive_ok) or _unusable(secrets) or _unsafe(root, path)
    if reason is not None:
        return Kept(path, _refusal(reason, secrets))
    held = _held(root, path)
    if isinstance(held, NotChecked):
        return Kept(path, _refusal(f"{path} cannot be read ({held.reason})", secrets))
    missing = [secret for secret in secrets if secret.name not in held]
    if other := [x.name for x in secrets if x.name in held and held[x.name] != x.value]:
        return Kept(path, _refusal(f"{path} has another value for {_listed(other)}", secrets))
    if not write:
        return _kept(path, missing, secrets, planned=True)
    return _append(root, path, missing, secrets)


def _append(
    root: Path, path: str, missing: Sequence[MoveSecret], secrets: Sequence[MoveSecret]
) -> Kept:
    for secret in missing:
        try:
            append_line(root, path, f"{secret.name}={_quoted(secret.value)}", 0o600)
        except WriteRefused as refused:
            return Kept(path, _refusal(f"{path} cannot be written ({refused.reason})", secrets))
    return _kept(path, missing, secrets)


def _kept(
    path: str,
    missing: Sequence[MoveSecret],
    secrets: Sequence[MoveSecret],
    *,
    planned: bool = False,
) -> Kept:
    written = tuple(secret.name for secret in missing)
    present = tuple(secret.name for secret in secrets if secret.name not in written)
    return Kept(path, None, written, present, planned)


def _refusal(reason: str, secrets: Sequence[MoveSecret]) -> str:
    names = _listed(sorted({secret.name for secret in secrets}))
    return (
        f"the key stays in the code, as {reason}: set {names} in the environment by hand, then "
        "let the code read it, and rotate the old value, which the history keeps"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _never_here(interactive_ok: bool) -> str | None:
    hook = any(os.environ.get(name) for name in ("PRE_COMMIT", "GIT_INDEX_FILE"))
    if hook:
        return "values are not moved in a commit hook"
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        return "values are not moved in CI"
    return None if interactive_ok else "values are not moved in an unattended run"


_NAME = lazy(r"[A-Za-z_][A-Za-z0-9_]*")


def _unusable(secrets: Sequence[MoveSecret]) -> str | None:
    values: dict[str, str] = {}
    for secret in secrets:
        if not _NAME.fullmatch(secret.name):
            return "its name is none that an environment variable can have"
        if values.setdefault(secret.name, secret.value) != secret.value:
            return f"two different values would be called {secret.name}"
        if _quoted(secret.value) is None:
            return "its value cannot be written into .env in a way that every reader understands"
    return None


# -- the file ---------------------------------------------------------------------------------

_MANIFESTS = {
    "pyproject.toml", "requirements.txt", "setup.py", "setup.cfg", "Pipfile", "package.json",
    "environment.yml", "deno.json",
}  # fmt: skip


def env_path(root: Path, file: str) -> str:
    """The ``.env`` that belongs to a file, relative to the root.

    The one beside the nearest manifest at or above the file. Python's readers take the first
    ``.env`` on the way up from the file, so one that is there already wins: a new one below it
    would hide it.
    """
    folders = list(PurePosixPath(file).parents)
    python = file.endswith((".py", ".pyw"))
    home = next((f for f in folders if _has_manifest(root / f)), PurePosixPath("."))
    for folder in folders:
        if os.path.lexists(root / folder / ".env") and (python or folder.is_relative_to(home)):
            return str(folder / ".env")
    return str(home / ".env")


def _has_manifest(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in _MANIFESTS)


def _unsafe(root: Path, path: str) -> str | None:
    try:
        status = os.lstat(root / path)
    except OSError:
        pass  # not there yet, or found out when it is written
    else:
        if not stat.S_ISREG(status.st_mode):
            return f"{path} is not a regular file"
    if git.is_tracked(root, path):
        return f"git tracks {path}"
    if not git.is_ignored(root, path):
        return f"git is not known to ignore {path}"
    return None


def _held(root: Path, path: str) -> dict[str, str] | NotChecked:
    """The names and values of a ``.env``; empty when there is none."""
    if not os.path.lexists(root / path):
        return {}
    data = load(root, path)
    source = data if isinstance(data, NotChecked) else decode(path, data)
    return source if isinstance(source, NotChecked) else dict(parse(source.text))


_LINE = lazy(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>[\w.\-]+)[ \t]*=[ \t]*"
    r"(?:'(?P<single>[^'\n]*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^\n]*))",
    re.MULTILINE,
)


def parse(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a ``.env``, as python-dotenv and Node's dotenv agree on them."""
    for match in _LINE.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        if match["single"] is not None:
            yield match["name"], match["single"]
        elif match["double"] is not None:
            yield match["name"], match["double"].replace("\\n", "\n").replace('\\"', '"')
        else:
            yield match["name"], re.sub(r"(?:^|\s+)#.*", "", match["plain"]).strip()


def _quoted(value: str) -> str | None:
    """A value as it is written; None where readers would disagree about it.

    Backslashes are escapes to some in quotes; ``$NAME`` is replaced by some
    (Next.js, even in single quotes).
    """
    if not value or not value.isprintable() or re.search(r"\$[\w{]|\\\$", value):
        return None
    if not re.search(r"[\s#]", value) and value[0] not in "'\"`":
        return value
    if "\\" in value:
        return None
    quote = next((q for q in "'\"" if q not in value), None)
    return quote and f"{quote}{value}{quote}"


# -- whether code reads it --------------------------------------------------------------------


def loads_dotenv(view: View, node: s.Node) -> bool:
    """Whether the file is known to have read ``.env`` when ``node`` runs. False when in doubt."""
    if view.language == "python":
        return _python_loads(view, node)
    if view.project.depends_on(view.source.path, "next", "javascript"):
        return True
    return _javascript_loads(view, node)


def _python_loads(view: View, node: s.Node) -> bool:
    if "load_dotenv" not in view.text:
        return False
    return any(
        call.end <= node.start
        and _qualified(view, call) == "dotenv.load_dotenv"
        and all(item.name in {"override", "verbose"} for item in call.arguments)
        for call in _top_calls(view)
    )


def _javascript_loads(view: View, node: s.Node) -> bool:
    from prodgate import syntax as s

    if "dotenv" not in view.text:
        return False
    for statement in view.module.body:
        if isinstance(statement, s.Import) and statement.module == "dotenv/config":
            return True
    for call in _top_calls(view):
        if call.end > node.start:
            continue
        code = re.sub(r"\s+|[\"'`;]", "", view.code(call))
        if code in {"require(dotenv/config)", "require(dotenv).config()"}:
            return True
        if not call.arguments and _qualified(view, call) in {
            "dotenv.config", "dotenv.default.config"
        }:  # fmt: skip
            return True
    return False


def _top_calls(view: View) -> Iterator[s.Call]:
    """The calls that are statements of the module itself: they run, and in order."""
    from prodgate import syntax as s

    for statement in view.module.body:
        value = statement.value if isinstance(statement, s.Expression | s.Assign) else None
        if isinstance(value, s.Call):
            yield value


def _qualified(view: View, call: s.Call) -> str | None:
    """The full name of what a call calls, where that is something imported."""
    from prodgate.meaning.trace import Qualified, trace

    things = trace(view.names, call.callee)
    if len(things) == 1 and isinstance(things[0], Qualified) and not things[0].is_global:
        return things[0].name
    return None

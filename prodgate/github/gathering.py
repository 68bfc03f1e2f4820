"""The commits that a run needs: fetched into a repository of our own, their files laid out as data.

Nothing of the checkout is used but its objects, where it has them: no configuration of it, no
hook, no filter, no file of its work tree. What is checked is a commit, so a push between two steps
changes nothing, and no link ever comes to stand on disk.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from prodgate import git, scratch
from prodgate.github.event import Event, EventError

_SECONDS = 600  # for one fetch of a large repository over a slow line


class Wanted(Struct, frozen=True):
    """Which commits a run is about."""

    head: str
    base: str | None = None
    policy: str | None = None  # whose policy, baseline and packs count; None: those of the head


class Store:
    """A bare repository that holds what is fetched, on top of the objects of the checkout."""

    def __init__(self, folder: Path, event: Event, token: str, workspace: Path | None) -> None:
        self._url = f"{event.server}/{event.repository}"
        self._environment = _with_token(event.server, token)
        self.root = folder / "objects.git"
        self.root.mkdir(parents=True)
        if git.ask(self.root, "init", "--bare", "--quiet", "--template=", ".") is None:
            raise EventError("git is missing, or cannot make a repository in RUNNER_TEMP")
        if workspace is not None:
            self._borrow(workspace)

    def _borrow(self, workspace: Path) -> None:
        """Use the objects of the checkout, if it is one."""
        objects = workspace / ".git" / "objects"
        if os.path.islink(workspace / ".git") or not objects.is_dir():  # noqa: PTH114
            return
        self._alternates.parent.mkdir(parents=True, exist_ok=True)
        self._alternates.write_bytes(os.fsencode(objects) + b"\n")

    @property
    def _alternates(self) -> Path:
        return self.root / "objects" / "info" / "alternates"

    def has(self, commit: str) -> bool:
        """Whether a commit is here with its tree."""
        return git.ask(self.root, "cat-file", "-e", f"{commit}^{{tree}}") is not None

    def need(self, commits: Iterable[str]) -> None:
        """Fetch commits without their history. Raises EventError where the server has them not."""
        missing = [commit for commit in dict.fromkeys(commits) if not self.has(commit)]
        if missing:
            self.fetch(missing)

    def fetch(self, commits: Iterable[str]) -> None:
        """Fetch them, whatever seems to be here."""
        asked = list(commits)
        done = git.fetch(self.root, self._url, asked, self._environment, seconds=_SECONDS)
        if done is not None:
            raise EventError(
                f"{', '.join(commit[:12] for commit in asked)} cannot be fetched from "
                f"{self._url} ({done}); was the branch pushed over? "
                "The run of the newer commit will check it"
            )

    def named(self, name: str) -> str:
        """The commit of a branch, a tag, or its own name. Raises EventError."""
        from prodgate.strict import quote

        for ref in (f"refs/heads/{name}", f"refs/tags/{name}", name):
            if found := self.tip(ref):
                return found
        raise EventError(f"policy-ref: {self._url} has no branch, tag or commit {quote(name)}")

    def tip(self, ref: str) -> str | None:
        """The commit that a ref of the server points at, fetched; None where it has none such."""
        target = "refs/prodgate/named"
        spec = f"{ref}:{target}"
        if git.fetch(self.root, self._url, [spec], self._environment, seconds=_SECONDS):
            return None
        found = git.ask(self.root, "rev-parse", "--verify", f"{target}^{{commit}}")
        return found.decode().strip() if found else None

    def parents(self, commit: str) -> list[str]:
        """The parents that a commit names, whether or not they are here."""
        text = git.ask(self.root, "cat-file", "commit", commit) or b""
        lines = text.partition(b"\n\n")[0].split(b"\n")
        return [line[7:].decode() for line in lines if line.startswith(b"parent ")]

    def lay_out(self, commit: str, folder: Path) -> Path:
        """The files of a commit in a folder, which git holds for a work tree of that commit."""
        try:
            return self._laid_out(commit, folder)
        except (scratch.NoCopyError, OSError):
            # A checkout may lack some files of a commit that it has (a partial clone).
            self._alternates.unlink(missing_ok=True)
            self.fetch([commit])
        try:
            return self._laid_out(commit, folder)
        except (scratch.NoCopyError, OSError) as error:
            raise EventError(f"the files of {commit[:12]} cannot be laid out: {error}") from None

    def _laid_out(self, commit: str, folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copy = scratch.Scratch(folder)
        scratch.fill_from_commit(copy, self.root, commit, huge=True)
        scratch.as_repository(copy, self.root, commit)
        return copy.root


def _with_token(server: str, token: str) -> Mapping[str, str]:
    """The token as a header for one server, in the environment, where no process list shows it."""
    if not token:
        return {}
    words = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {words}",
    }

"""The repository behind the server of tests: real git, so that trees, blobs and hunks are real."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MODES = {"A": "added", "M": "modified", "D": "removed", "T": "changed"}


class Repository:
    """A bare repository, worked on by plumbing alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._git("init", "-q", "--template=", "--bare", ".")
        self._indexes = 0
        self._changes: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def _git(self, *arguments: str, data: bytes | None = None, index: str = "index") -> bytes:
        name = {"NAME": "somebody", "EMAIL": "somebody@shop.example"}
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "HOME": str(self.folder),
            "GIT_INDEX_FILE": str(self.folder.resolve() / index),
            **{f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in name.items()},
        }
        command = ["git", "--git-dir", ".", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, input=data, capture_output=True, env=environment
        )
        if done.returncode:
            raise ValueError(f"git {' '.join(arguments[:2])}: {done.stderr.decode()}")
        return done.stdout

    def _line(self, *arguments: str, data: bytes | None = None, index: str = "index") -> str:
        return self._git(*arguments, data=data, index=index).decode().strip()

    # -- objects ----------------------------------------------------------------------------------

    def make_blob(self, data: bytes) -> str:
        return self._line("hash-object", "-w", "--stdin", data=data)

    def make_tree(self, base: str | None, entries: list[dict[str, Any]]) -> str:
        self._indexes += 1
        index = f"index{self._indexes}"
        if base:
            self._git("read-tree", base, index=index)
        rows = b""
        for entry in entries:
            path = entry["path"].encode()
            if entry.get("sha", "") is None:
                rows += b"0 " + b"0" * 40 + b"\t" + path + b"\0"
                continue
            sha = entry.get("sha") or self.make_blob(entry["content"].encode())
            rows += f"{entry['mode']} {sha}".encode() + b"\t" + path + b"\0"
        self._git("update-index", "-z", "--index-info", data=rows, index=index)
        return self._line("write-tree", index=index)

    def make_commit(self, tree: str, parents: list[str], message: str) -> dict[str, Any]:
        options = [word for parent in parents for word in ("-p", parent)]
        sha = self._line("commit-tree", tree, *options, "-F", "-", data=message.encode())
        found = self.commit(sha)
        assert found is not None
        return found

    def commit(self, sha: str) -> dict[str, Any] | None:
        try:
            raw = self._git("cat-file", "commit", sha).decode()
        except ValueError:
            return None
        head, _, message = raw.partition("\n\n")
        rows = [row.split(" ", 1) for row in head.split("\n")]
        tree = next(value for name, value in rows if name == "tree")
        parents = [value for name, value in rows if name == "parent"]
        return {"sha": sha, "tree": tree, "parents": parents, "message": message}

    # -- branches ---------------------------------------------------------------------------------

    def write(self, branch: str, files: dict[str, bytes | None], start: str | None = None) -> str:
        """A commit with these files (None: deleted) on a branch, made from ``start`` if new."""
        parent = self.tip(branch) if self.has_branch(branch) else start and self.tip(start)
        entries = [
            {"path": path, "mode": "100644", "sha": data and self.make_blob(data)}
            for path, data in files.items()
        ]
        tree = self.make_tree(parent, entries)
        made = self.make_commit(tree, [parent] if parent else [], "work")
        self.move(branch, made["sha"])
        return str(made["sha"])

    def has_branch(self, branch: str) -> bool:
        return (self.folder / "refs" / "heads" / branch).is_file()

    def tip(self, branch: str) -> str:
        return (self.folder / "refs" / "heads" / branch).read_text().strip()

    def move(self, branch: str, sha: str) -> None:
        self._git("update-ref", f"refs/heads/{branch}", sha)

    def contains(self, sha: str, branch: str) -> bool:
        """Whether a commit has the tip of a branch among its ancestors."""
        return self._line("merge-base", self.tip(branch), sha) == self.tip(branch)

    def read(self, branch: str, path: str) -> bytes:
        return self._git("cat-file", "blob", f"refs/heads/{branch}:{path}")

    def paths(self, branch: str) -> dict[str, str]:
        """Every file of a branch with its mode."""
        rows = self._git("ls-tree", "-r", "-z", f"refs/heads/{branch}").split(b"\0")[:-1]
        return {r.partition(b"\t")[2].decode(): r[:6].decode() for r in rows}

    def changed(self, base: str, head: str) -> list[dict[str, Any]]:
        """What a pull request changes, as GitHub lists it."""
        tips = (self.tip(base), self.tip(head))
        if tips not in self._changes:
            self._changes[tips] = list(self._changed(*tips))
        return self._changes[tips]

    def _changed(self, base: str, head: str) -> Iterator[dict[str, Any]]:
        span = (self._line("merge-base", base, head), head)
        raw = self._git("diff-tree", "-r", "-z", "--no-renames", *span).split(b"\0")[:-1]
        text = self._git("diff-tree", "-r", "-p", "--no-renames", "--full-index", *span)
        patches = ("\n" + text.decode("utf-8", "replace")).split("\ndiff --git ")[1:]
        for row, name, patch in zip(raw[::2], raw[1::2], patches, strict=True):
            _, _, before, after, status = row.decode().split(" ")
            at = patch.find("\n@@ ")
            hunks = patch[at + 1 :].removesuffix("\n") if at >= 0 else None
            yield {
                "sha": after if status != "D" else before,
                "filename": name.decode("utf-8", "replace"),
                "status": _MODES[status[0]],
                "additions": 1,
                "deletions": 1,
                "changes": 2,
                **({"patch": hunks} if hunks is not None else {}),
            }

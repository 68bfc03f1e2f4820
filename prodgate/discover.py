"""Which files a run is about: what git lists, else our own walk; regular files only.

What is asked for and cannot be looked at is ``NotChecked``. What is left out on purpose (other
people's code, generated code) is ``Skipped``, and said too, but does not make a run incomplete.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from prodgate import git
from prodgate.findings import NotChecked
from prodgate.folder import explain, is_link
from prodgate.globs import excluding
from prodgate.kinds import Kind, Skipped, is_environment, is_minified, kind, placed
from prodgate.source import max_size, peek


class Targets(Struct, frozen=True):
    """What a run looks at, and what not. Paths are relative to the root, "/" between parts."""

    files: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]
    skipped: tuple[Skipped, ...]

    def among(self, paths: Collection[str]) -> Targets:
        """Only what is about these files."""
        return Targets(
            tuple(path for path in self.files if path in paths),
            tuple(each for each in self.not_checked if each.path in paths),
            tuple(each for each in self.skipped if each.path in paths),
        )


# -- left out by place ------------------------------------------------------------------------

# What no walk without git goes into; the first are never anybody's source.
_NEVER = {
    *(".git", ".hg", ".svn", ".tox", ".nox", ".eggs", "__pycache__", "__pypackages__"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".ipynb_checkpoints", ".hypothesis"),
    *(".next", ".nuxt", ".svelte-kit", ".turbo", ".vercel", ".parcel-cache"),
}
_BUILT = {"dist", "build"}


# -- the run ----------------------------------------------------------------------------------


class _Found(Struct):
    """What is gathered while the paths are gone through."""

    root: Path
    exclude: re.Pattern[str] | None
    files: set[str] = field(default_factory=set)
    links: dict[str, bool] = field(default_factory=dict)  # path to whether it was named
    not_checked: dict[str, NotChecked] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)

    def cannot(self, path: str, reason: str) -> None:
        self.not_checked[path] = NotChecked(path, reason)

    def skip(self, path: str, reason: str) -> None:
        self.skipped[path] = Skipped(path, reason)


def discover(
    root: Path,
    paths: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *,
    start: Path | None = None,
) -> Targets:
    """The files below ``root`` that ``paths`` name; all of them for no paths.

    ``paths`` are files and folders as a user writes them, relative to ``start`` (the root if not
    given). ``exclude`` holds globs, see ``excluding``; they hold for named files too.
    """
    found = _Found(root, excluding(exclude))
    folders = _named(found, paths, start or root) if paths else ["."]
    if folders:
        _listed(found, folders)
    _follow_up_links(found)
    return Targets(
        tuple(sorted(found.files)),
        tuple(found.not_checked[path] for path in sorted(found.not_checked)),
        tuple(found.skipped[path] for path in sorted(found.skipped)),
    )


def _named(found: _Found, paths: Iterable[str], start: Path) -> list[str]:
    """Takes the named files, and returns the named folders."""
    folders = []
    for given in paths:
        path = relative(found.root, start, given) if given else ""
        if path is None:
            found.cannot(given, "outside the folder that is checked")
            continue
        try:
            status = os.lstat(found.root / path if given else "")
        except OSError as error:
            found.cannot(path, explain(error))
            continue
        except ValueError:  # a NUL in the name
            found.cannot(path, "no such file")
            continue
        if stat.S_ISDIR(status.st_mode) and (path == "." or not is_link(status)):
            folders.append(path)
        else:
            _take(found, path, status, named=True)
    return folders


def relative(root: Path, start: Path, given: str) -> str | None:
    """A path as relative to the root, "." for the root itself, None outside of it.

    ``start``: the folder that ``given`` is relative to.
    """
    path = os.path.normpath(os.path.join(os.path.abspath(start), given))  # noqa: PTH100, PTH118
    below = _below(os.path.abspath(root), path)  # noqa: PTH100
    if below is None:  # the root or the path may be written through a link (/tmp on a Mac)
        folder, name = os.path.split(path)
        below = _below(os.path.realpath(root), os.path.join(os.path.realpath(folder), name))  # noqa: PTH118
    return below


def _below(root: str, path: str) -> str | None:
    if path == root:
        return "."
    prefix = root.rstrip(os.sep) + os.sep
    return path[len(prefix) :].replace(os.sep, "/") if path.startswith(prefix) else None


def _take(found: _Found, path: str, status: os.stat_result, *, named: bool = False) -> None:
    """Sorts one entry that is not a folder to walk into: a file to check, or a word why not."""
    if found.exclude is not None and found.exclude.match(path):
        found.skip(path, "excluded by the policy")
        return
    if is_link(status):
        found.links[path] = named
        return
    what = kind(path) or (_named_kind(found.root, path) if named else None)
    if what is None:
        if named:
            found.skip(path, "not a kind of file that has rules")
        return
    elsewhere = placed(path)
    if elsewhere is not None:
        found.skipped[elsewhere.path] = elsewhere
    elif not stat.S_ISREG(status.st_mode):
        found.cannot(path, "not a regular file")
    elif status.st_size > max_size(path) and (reason := _large(found.root, path, what)):
        found.skip(path, reason)
    else:
        found.files.add(path)


def _named_kind(root: Path, path: str) -> Kind | None:
    name = path.rpartition("/")[2]
    return None if "." in name else kind(path, peek(root, path, 200))


def _large(root: Path, path: str, what: Kind) -> str | None:
    """Why a file over the limit is no loss; None for code, which is one."""
    if what == "text":
        return "data of over 1 MB"
    if what == "javascript" and is_minified(peek(root, path, 100_000)):
        return "minified"
    return None


# -- listing ----------------------------------------------------------------------------------


def _listed(found: _Found, folders: Sequence[str]) -> None:
    """Takes all that stands below the folders."""
    root = found.root
    listing = git.tracked_and_untracked(root, [] if "." in folders else folders)
    if listing is None:
        if _in_repository(root):
            found.skip("./", "git could not list this repository: ignored files are checked too")
        for folder in folders:
            _walk(found, folder)
        return
    environments = [path for path in listing if is_environment(path)]
    tracked = set(git.tracked(root, environments) or ()) if environments else set()
    _take_listed(found, listing, tracked)
    ordered = sorted(listing)
    for folder in folders:
        # A folder that git ignores as a whole was still asked for.
        if not _anything_below(ordered, folder):
            _walk(found, folder)


def _anything_below(ordered: Sequence[str], folder: str) -> bool:
    prefix = "" if folder == "." else folder + "/"
    at = bisect_left(ordered, prefix)
    return at < len(ordered) and ordered[at].startswith(prefix)


def _take_listed(found: _Found, listing: Iterable[str], tracked: set[str]) -> None:
    prefix = os.fspath(found.root) + "/"
    for path in listing:
        if kind(path) is None and "." in path.rpartition("/")[2]:
            continue  # not worth a look; a link to a folder hardly ever has a dot in its name
        if is_environment(path) and path not in tracked:
            found.skip(path, "not tracked by git: name it to have it checked")
            continue
        try:
            status = os.lstat(prefix + path)
        except OSError as error:
            _gone(found, path, error)
            continue
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            _repository(found, path.rstrip("/"))
        else:
            _take(found, path, status)


def _repository(found: _Found, path: str) -> None:
    """A submodule, or a repository git does not know; not a folder where a file used to be."""
    inside = os.listdir(found.root / path)  # noqa: PTH208
    if not inside or ".git" in inside:
        found.skip(path + "/", "a git repository of its own: check it there")


def _gone(found: _Found, path: str, error: OSError) -> None:
    """Tracked and deleted is in order; anything else is not."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        found.cannot(path, explain(error))


def _in_repository(root: Path) -> bool:
    top = Path(os.path.abspath(root))  # noqa: PTH100
    return any(os.path.lexists(folder / ".git") for folder in (top, *top.parents))


def _walk(found: _Found, folder: str) -> None:
    """Takes what stands below a folder, without git's help. Goes through no link."""
    waiting = ["" if folder == "." else folder + "/"]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = list(os.scandir(found.root / prefix))
        except OSError as error:
            found.cannot(prefix or ".", explain(error))
            continue
        if prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
            found.skip(prefix, "a virtual environment")
            continue
        waiting += _take_entries(found, prefix, entries)


def _take_entries(found: _Found, prefix: str, entries: Iterable[os.DirEntry[str]]) -> Iterator[str]:
    """Takes the files of one folder, and yields the folders in it that are to be walked."""
    for entry in entries:
        path = prefix + entry.name
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # it came and went
            continue
        if entry.is_dir(follow_symlinks=False) and not is_link(status):
            if _walked(found, path, entry.name):
                yield path + "/"
        elif is_environment(path) and not entry.is_symlink():
            found.skip(path, "not known to be under git: name it to have it checked")
        elif kind(path) is not None or entry.is_symlink():
            _take(found, path, status)


def _walked(found: _Found, path: str, name: str) -> bool:
    if name in _NEVER:
        return False
    if found.exclude is not None and found.exclude.match(path):
        found.skip(path + "/", "excluded by the policy")
        return False
    elsewhere = placed(path + "/")
    if elsewhere is not None:
        found.skipped[elsewhere.path] = elsewhere
    elif name in _BUILT:
        found.skip(path + "/", "build output")
    else:
        return True
    return False


# -- links ------------------------------------------------------------------------------------


def _follow_up_links(found: _Found) -> None:
    """Says which links lead to something that is not checked in its own place."""
    top = os.path.realpath(found.root)
    ordered = sorted(found.files)
    for path, named in found.links.items():
        target = os.path.realpath(found.root / path)
        below = _below(top, target)
        if below is not None and (below in found.files or _anything_below(ordered, below)):
            continue
        if named:
            found.cannot(path, "a symbolic link, not followed: name what it points to")
        elif kind(path) is not None or Path(target).is_dir():
            where = "out of the folder that is checked" if below is None else "to an unchecked file"
            found.skip(path, f"a symbolic link {where}")

"""A file that a scaffold writes, unless there is one."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from prodgate.folder import explain
from prodgate.write import WriteRefused, create_file


class NewFile(Struct, frozen=True):
    """Where it goes, what is in it, and what a person has to know about it."""

    path: str
    text: str
    said: str


def write(root: Path, file: NewFile) -> str:
    """Write it; a sentence. What is there stays. Raises WriteRefused, through a link too."""
    if os.path.lexists(root / file.path):
        return f"{file.path} is there already and was left as it is"
    folder = root
    for name in file.path.split("/")[:-1]:
        folder = folder / name
        make_folder(folder)
    create_file(root, file.path, file.text.encode())
    return f"wrote {file.path}: {file.said}"


def make_folder(folder: Path) -> None:
    """A folder, unless it is there; ``create_file`` refuses links on the way, we make none."""
    if folder.is_symlink():
        raise WriteRefused("a folder on its way is a link")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteRefused(explain(error)) from None

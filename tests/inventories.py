"""Small projects written into a folder, and what ``prodgate inventory`` says of them."""

from __future__ import annotations

from pathlib import Path

from prodgate import policy
from prodgate.inventory.gather import inventory
from prodgate.inventory.record import Inventory
from prodgate.run import Request


def project(folder: Path, files: dict[str, str]) -> Path:
    """The folder, with the files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def taken(folder: Path, *paths: str, everything: bool = False) -> Inventory:
    """The inventory of a folder."""
    request = Request(folder, policy.load(folder, None), paths or (".",), folder)
    return inventory(request, everything=everything)


def of(folder: Path, files: dict[str, str]) -> Inventory:
    """The inventory of a project."""
    return taken(project(folder, files))

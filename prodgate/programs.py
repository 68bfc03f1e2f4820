"""Where the engines that prodgate starts are: beside its own interpreter first, then on PATH."""

from __future__ import annotations

import shutil
import sys
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def find(name: str) -> str | None:
    """The path of a program; never one from the current folder."""
    own = shutil.which(name, path=str(Path(sys.executable).parent))
    found = own or shutil.which(name)
    return found if found and Path(found).is_absolute() else None

"""Regular expressions that are compiled when they are first used.

The rules have some hundreds of them, and a commit of a few files needs half: compiling all of them
as the modules are imported was a quarter of the time of such a run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _Lazy:
    """Stands for a pattern, and takes over its methods at the first that is asked for."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and the like ask of every object
            raise AttributeError(name)
        real = re.compile(*self._given)
        for each in _METHODS:
            setattr(self, each, getattr(real, each))
        return getattr(real, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")

if TYPE_CHECKING:
    lazy = re.compile
else:

    def lazy(pattern: str | bytes, flags: int = 0) -> _Lazy:
        """Like ``re.compile``; whether the pattern is sound shows at its first use."""
        return _Lazy(pattern, int(flags))

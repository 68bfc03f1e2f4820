"""How parts of ``prodgate-guard.ts`` and its JavaScript twins are written.

Each passes tsc --strict. The JavaScript versions are made from the TypeScript ones: each type
stands between ``«`` and ``»`` and is left out there, and the JSDoc has the types instead; ``@@``
stands where ``export`` goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from msgspec import Struct

from prodgate.edits import Define

TEXT_TYPES = "@param {string} text\n@returns {string}"


class Dialect(Struct, frozen=True):
    """Which JavaScript: with types, and whether modules are taken with ``require``."""

    typed: bool
    requires: bool = False

    def write(self, name: str, code: str, types: str = "", exported: bool = True) -> Define:
        """A definition; ``types`` are the JSDoc lines that stand for the types."""
        if self.typed:
            code = re.sub("[«»]", "", code)
        else:
            code = re.sub("«[^»]*»", "", code)
            if types:
                code = _with_types(code, types)
        if not exported:
            return Define(name, code)
        if self.requires:
            return Define(name, code.replace("@@", "") + f"exports.{name} = {name};\n")
        return Define(name, code.replace("@@", "export "))


def _with_types(code: str, types: str) -> str:
    """The JSDoc comment in front of the code, with one line a type."""
    lines = "".join(f" * {line}\n" for line in types.split("\n"))
    if code.startswith("/** "):
        text, _, rest = code[4:].partition(" */\n")
        return f"/**\n * {text}\n{lines} */\n{rest}"
    return code.replace(" */\n", f"{lines} */\n", 1)


def listed(values: Iterable[str]) -> str:
    """A list of texts, as JavaScript writes it."""
    return f"[{', '.join(map(json.dumps, values))}]"


def lines(rows: list[str]) -> str:
    """Rows between brackets, each on its own line; nothing where there are none."""
    return "\n" + "".join(rows) if rows else ""

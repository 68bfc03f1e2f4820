"""What the new imports of a rewritten file need: from intents to requirements."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from prodgate.dependencies import Requirement
from prodgate.dependencies.packages import of_module
from prodgate.edits import AddImport, Define, Intent, Replace, WriteFile
from prodgate.findings import Language
from prodgate.kinds import kind
from prodgate.regex import lazy
from prodgate.source import Source

_PYTHON = lazy(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w.]+))", re.MULTILINE)
_PLAIN_IMPORT = lazy(r"^[ \t]*import[ \t]+([^\r\n#;]+)", re.MULTILINE)
_JAVASCRIPT = lazy(
    r"(?:\bfrom|^import|\brequire\(|\bimport\()\s*[\"']([^\"'\n]+)[\"']", re.MULTILINE
)
# Of node, with and without "node:" in front.
_BUILTIN = {
    "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto",
    "dgram", "dns", "domain", "events", "fs", "http", "http2", "https", "inspector", "module",
    "net", "os", "path", "perf_hooks", "process", "punycode", "querystring", "readline", "repl",
    "stream", "string_decoder", "timers", "tls", "tty", "url", "util", "v8", "vm", "wasi",
    "worker_threads", "zlib",
}  # fmt: skip


def requirements(source: Source, intents: Iterable[Intent]) -> tuple[Requirement, ...]:
    """What a file needs that it did not need before, sorted by module.

    What it imports already it had in some way; the standard library and the project's own modules
    need nothing.
    """
    language = _language(source)
    if language is None:
        return ()
    roots = {_root(module, language) for module in _modules(intents, language)}
    has = _imported_roots(source.text) if language == "python" else ()
    new = sorted(r for r in roots if r and r not in has and not _names(source.text, r, language))
    return tuple(_requirement(root, language, source.path) for root in new)


def _language(source: Source) -> Language | None:
    what = kind(source.path, source.text[:200].encode(errors="replace"))
    return what if what in ("python", "javascript") else None


def _modules(intents: Iterable[Intent], language: Language) -> Iterator[str]:
    """Every module that the new code imports, that of the files beside it too."""
    for intent in intents:
        if isinstance(intent, AddImport):
            yield intent.what.module
        elif isinstance(intent, Replace | Define):
            yield from imported(intent.code, language)
        elif isinstance(intent, WriteFile):
            for part in intent.parts:
                yield from imported(part.code, language)


def imported(code: str, language: Language) -> Iterator[str]:
    """The modules that some code names in import statements."""
    pattern = _PYTHON if language == "python" else _JAVASCRIPT
    for found in pattern.finditer(code):
        yield next(filter(None, found.groups()))


def _root(module: str, language: Language) -> str:
    """The part of a module's name that a package answers for; "" where none does."""
    if language == "python":
        root = module.partition(".")[0]
        return "" if root in sys.stdlib_module_names or root == "prodgate_guard" else root
    if module.startswith((".", "/", "#", "~", "@/")) or ":" in module:
        return ""  # of the project, of node, or with its address (npm:, jsr:, https:)
    parts = module.split("/")
    return "" if parts[0] in _BUILTIN else "/".join(parts[: 2 if module.startswith("@") else 1])


def _imported_roots(text: str) -> set[str]:
    """What Python code imports, by the first part of each name."""
    found = {found[1] for found in _PYTHON.finditer(text) if found[1]}
    for line in _PLAIN_IMPORT.findall(text):
        found.update(part.split()[0] for part in line.split(",") if part.strip())
    return {name.partition(".")[0] for name in found}


def _names(text: str, root: str, language: Language) -> bool:
    """Whether JavaScript code names a package in quotes, as every kind of import does."""
    if language == "python":
        return False
    pattern = rf"[\"'](?:npm:)?{re.escape(root)}(?:@[^\"'/\n]*)?(?:/[^\"'\n]*)?[\"']"
    return re.search(pattern, text) is not None


def _requirement(root: str, language: Language, path: str) -> Requirement:
    package = of_module(root, language)
    return Requirement(package.name if package else "", language, path, root)

"""The folders rules/, fixes/, sdks/ and hooks/: found, loaded by path, checked.

They stand at the root of the checkout, where people look for them, and inside the package in a
wheel. Python modules in them are loaded by path; each must have the attributes its kind promises.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from prodgate import __version__
from prodgate.findings import Finding, Language, Rule
from prodgate.index import Index, PackError

if TYPE_CHECKING:
    from prodgate.compiling import Body
    from prodgate.edits import Fix, Refusal
    from prodgate.facts import Sdk
    from prodgate.meaning.calls import Catalogue
    from prodgate.tree import Tree
    from prodgate.view import TextView, View


class RuleModule(Struct, frozen=True, dict=True):
    """``rules/<rule>.py``: what it says of itself is known at once, its code is loaded on use.

    A rule that Semgrep or a linter finds has no module, and only its documentation to give.
    """

    rule: Rule
    path: Path

    @cached_property
    def _module(self) -> ModuleType | None:
        return load_module(self.path) if self.rule.engine == "prodgate" else None

    @property
    def doc(self) -> str:
        """The documentation: the docstring of the module."""
        return ((self._module.__doc__ if self._module else self.rule.doc) or "").strip()

    @property
    def relevant(self) -> Callable[[bytes], bool] | None:
        """A second, closer look at the bytes, where the rule has one: cheaper than a parse."""
        if self.rule.engine in {"ruff", "bandit"}:
            from prodgate.linters.table import lint_of

            lint = lint_of(self.rule.name)
            return lint.relevant if lint else None
        return getattr(self._module, "relevant", None)

    @property
    def check(self) -> Callable[[View], Iterable[Finding]] | None:
        """The function over a parsed file, where the rule has one."""
        return getattr(self._module, "check", None)

    @property
    def check_text(self) -> Callable[[TextView], Iterable[Finding]] | None:
        """The function over a text file (.env, YAML, JSON, TOML ...), where the rule has one."""
        return getattr(self._module, "check_text", None)

    @property
    def check_project(self) -> Callable[[Tree], Iterable[Finding]] | None:
        """The function over the whole tree, where the rule has one."""
        return getattr(self._module, "check_project", None)


FixFunction = Callable[["View", Finding], "Fix | Refusal"]
TextFixFunction = Callable[["TextView", Finding], "Fix | Refusal"]


def folder(name: str) -> Path:
    """Where ``rules``, ``fixes``, ``sdks`` or ``hooks`` stands: in the package, or beside it."""
    package = Path(__file__).resolve().parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    if (package / name).is_dir():
        return package / name
    raise PackError(f"this installation lacks its {name} folder; install prodgate again")


def load_module(path: Path) -> ModuleType:
    """A Python module of the pack, by path. Raises ``PackError`` with one sentence."""
    place = zlib.crc32(str(path.parent).encode("utf-8", "surrogateescape"))
    name = f"prodgate._pack.{path.parent.name}_{place:08x}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PackError(f"{path}: not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look themselves up there
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise PackError(f"{path}: {type(error).__name__}: {error}") from error
    return module


def _modules(root: Path) -> Iterator[Path]:
    """The modules in a folder of rules."""
    if not root.is_dir():
        return
    with os.scandir(root) as entries:
        found = sorted(e.name for e in entries if e.name.endswith(".py") and e.name[0] != "_")
    for file in found:
        yield root / file


def load_rule(path: Path) -> Rule:
    """What a rule module says of itself. Raises ``PackError``."""
    rule = getattr(load_module(path), "RULE", None)
    if not isinstance(rule, Rule) or rule.name != path.stem:
        raise PackError(f"{path}: needs RULE = Rule({path.stem!r}, ...)")
    return rule


class Pack:
    """The built-in pack and a team's packs, as one; decoded no further than a run needs.

    ``extra`` are folders of data: rules/*.yaml and sdks/. Of ``trusted`` ones, which no scanned
    file can name, rules/*.py and fixes/*.py are loaded too.
    """

    def __init__(self, extra: Iterable[Path] = (), trusted: Iterable[Path] = ()) -> None:
        self._roots = (folder("rules").parent, *trusted)
        self._files = _files(tuple(extra), self._roots)
        self._stamp = _stamp(self._files)
        # Not hashlib: its import alone costs as much as reading the index.
        self._name = f"pack-{zlib.crc32(self._stamp.encode('utf-8', 'surrogateescape')):08x}"
        kept = _kept(f"{self._name}-index.json", Index)
        fresh = kept is not None and kept.stamp == self._stamp
        self.index = kept if kept is not None and fresh else self._compile()[0]
        paths = {path.stem: path for kind, path in self._files if kind == "module"}
        self.rules = {
            rule.name: RuleModule(rule, paths.get(rule.name, Path(f"{rule.name}.py")))
            for rule in self.index.rules
        }
        self._catalogues: dict[Language, Catalogue] = {}

    def fix(self, rule: str) -> FixFunction | None:
        """The function ``fix`` of ``fixes/<rule>.py``, or None where there is none."""
        module = self._fix_module(rule)
        if module is None:
            return None
        function: Any = getattr(module, "fix", None)
        if not callable(function) and not hasattr(module, "fix_text"):
            raise PackError(f"{module.__file__}: needs a function fix(view, finding)")
        return function  # type: ignore[no-any-return]

    def text_fix(self, rule: str) -> TextFixFunction | None:
        """The function ``fix_text`` of ``fixes/<rule>.py``, or None where there is none."""
        return getattr(self._fix_module(rule), "fix_text", None)

    def _fix_module(self, rule: str) -> ModuleType | None:
        for root in self._roots:
            path = root / "fixes" / f"{rule}.py"
            if path.is_file():
                return load_module(path)
        return None

    @cached_property
    def _body(self) -> Body:
        from prodgate.compiling import Body

        kept = _kept(f"{self._name}.json", Body)
        return kept if kept is not None and kept.stamp == self._stamp else self._compile()[1]

    @property
    def sdks(self) -> tuple[Sdk, ...]:
        """The facts of all SDKs."""
        return self._body.sdks

    @property
    def semgrep(self) -> tuple[dict[str, Any], ...]:
        """The Semgrep rules."""
        return self._body.semgrep

    def catalogue(self, language: Language) -> Catalogue:
        """The facts of one language by name."""
        if language not in self._catalogues:
            from prodgate.meaning.calls import Catalogue

            self._catalogues[language] = Catalogue(
                sdk for sdk in self.sdks if sdk.language == language
            )
        return self._catalogues[language]

    def _compile(self) -> tuple[Index, Body]:
        from prodgate import cache, linters
        from prodgate.compiling import compile_pack

        modules = [load_rule(path) for kind, path in self._files if kind == "module"]
        rules = (*modules, *linters.rules())
        index, body = compile_pack(self._stamp, rules, self._files)
        cache.write(f"{self._name}-index.json", msgspec.json.encode(index))
        cache.write(f"{self._name}.json", msgspec.json.encode(body))
        return index, body


Half = TypeVar("Half", "Index", "Body")


def _kept(name: str, kind: type[Half]) -> Half | None:
    from prodgate import cache

    data = cache.read(name)
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        return None  # damaged, or of another version: made anew


def _files(extra: tuple[Path, ...], roots: tuple[Path, ...]) -> list[tuple[str, Path]]:
    """The YAML files of the packs, each with its kind, and the rule modules of trusted ones."""
    found = [("module", path) for root in roots for path in _modules(root / "rules")]
    for pack in (*roots, *extra):
        for part, kind in (("sdks/python", "sdk"), ("sdks/javascript", "sdk"), ("rules", "rules")):
            if (pack / part).is_dir():
                found += [
                    (kind, p)
                    for p in sorted((pack / part).iterdir())
                    if p.suffix in {".yaml", ".yml"} and p.is_file() and not p.is_symlink()
                ]
    return found


def _stamp(files: list[tuple[str, Path]]) -> str:
    """Changes with every file of the packs, and with the schema that decodes them."""
    parts = [__version__]
    schema = [
        ("schema", Path(__file__).parent / name)
        for name in (
            "facts.py",
            "pack.py",
            "index.py",
            "compiling.py",
            "words.py",
            "linters/table.py",
        )
    ]
    for kind, path in [*files, *schema]:
        status = path.stat()
        parts.append(f"{kind}\0{path}\0{status.st_mtime_ns}\0{status.st_size}")
    return "\0".join(parts)

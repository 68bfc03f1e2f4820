"""The folders rules/, fixes/, sdks/ and hooks/: found, loaded by path, checked.

They stand at the root of the checkout, where people look for them, and inside the package in a
wheel. Python modules in them are loaded by path; each must have the attributes its kind promises.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec

from prodgate import __version__
from prodgate.calls import Catalogue
from prodgate.edits import Fix, Refusal
from prodgate.facts import FactsError, Sdk, decode
from prodgate.findings import Finding, Language, Rule

if TYPE_CHECKING:
    from prodgate.source import Source
    from prodgate.view import View


class PackError(Exception):
    """A rule, fix or facts file that cannot be used; the text is one sentence naming it."""


@dataclass(frozen=True)
class RuleModule:
    """A loaded ``rules/<rule>.py``."""

    rule: Rule
    path: Path
    doc: str
    check: Callable[[View], Iterable[Finding]] | None
    check_text: Callable[[Source], Iterable[Finding]] | None


FixFunction = Callable[["View", Finding], "Fix | Refusal"]


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
    name = f"prodgate._pack.{path.parent.name}.{path.stem}"
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


def _modules(name: str) -> Iterator[Path]:
    with os.scandir(folder(name)) as entries:
        found = sorted(e.name for e in entries if e.name.endswith(".py") and e.name[0] != "_")
    for file in found:
        yield folder(name) / file


def load_rules() -> dict[str, RuleModule]:
    """The built-in rules by name."""
    rules: dict[str, RuleModule] = {}
    for path in _modules("rules"):
        module = load_module(path)
        rule = getattr(module, "RULE", None)
        if not isinstance(rule, Rule) or rule.name != path.stem:
            raise PackError(f"{path}: needs RULE = Rule({path.stem!r}, ...)")
        check, check_text = (getattr(module, n, None) for n in ("check", "check_text"))
        doc = (module.__doc__ or "").strip()
        rules[rule.name] = RuleModule(rule, path, doc, check, check_text)
    return rules


def load_fix(rule: str) -> FixFunction | None:
    """The function ``fix`` of ``fixes/<rule>.py``, or None where there is none."""
    path = folder("fixes") / f"{rule}.py"
    if not path.is_file():
        return None
    function: Any = getattr(load_module(path), "fix", None)
    if not callable(function):
        raise PackError(f"{path}: needs a function fix(view, finding)")
    return function  # type: ignore[no-any-return]


class Compiled(msgspec.Struct, frozen=True):
    """What is kept in the cache: the YAML of a pack, decoded."""

    sdks: tuple[Sdk, ...]
    semgrep: tuple[dict[str, Any], ...]  # the entries of ``rules:`` of rules/*.yaml


class Pack:
    """The built-in pack and a team's data packs, as one."""

    def __init__(self, extra: Iterable[Path] = ()) -> None:
        self.rules = load_rules()
        self.extra = tuple(extra)
        compiled = _compiled(self.extra)
        self.sdks = compiled.sdks
        self.semgrep = compiled.semgrep
        self._catalogues: dict[Language, Catalogue] = {}

    def catalogue(self, language: Language) -> Catalogue:
        """The facts of one language by name."""
        if language not in self._catalogues:
            self._catalogues[language] = Catalogue(
                sdk for sdk in self.sdks if sdk.language == language
            )
        return self._catalogues[language]

    @cached_property
    def sdk_literals(self) -> dict[Language, tuple[bytes, ...]]:
        """Bytes one of which stands in every file with a call that the facts know."""
        return {
            "python": tuple(_literals(s for s in self.sdks if s.language == "python")),
            "javascript": tuple(_literals(s for s in self.sdks if s.language == "javascript")),
        }


def _literals(sdks: Iterable[Sdk]) -> list[bytes]:
    found: set[str] = set()
    for sdk in sdks:
        found |= {root.split(".")[0] if sdk.language == "python" else root for root in sdk.imports}
        for release in sdk.releases:
            for call in release.calls:
                if not sdk.imports:
                    found |= {name.rpartition(".")[2] for name in call.functions}
                if call.distinctive:
                    found |= {path.rpartition(".")[2] for path in call.paths}
    return sorted(text.encode() for text in found)


def _yaml_files(extra: tuple[Path, ...]) -> list[tuple[str, Path]]:
    roots = [(folder("sdks") / "python", "sdk"), (folder("sdks") / "javascript", "sdk")]
    roots.append((folder("rules"), "rules"))
    for pack in extra:
        roots += [(pack / "sdks" / "python", "sdk"), (pack / "sdks" / "javascript", "sdk")]
        roots.append((pack / "rules", "rules"))
    found: list[tuple[str, Path]] = []
    for root, kind in roots:
        if root.is_dir():
            found += [
                (kind, p)
                for p in sorted(root.iterdir())
                if p.suffix in {".yaml", ".yml"} and p.is_file() and not p.is_symlink()
            ]
    return found


def _compiled(extra: tuple[Path, ...]) -> Compiled:
    files = _yaml_files(extra)
    digest = hashlib.sha256(__version__.encode())
    for kind, path in files:
        status = path.stat()
        digest.update(f"{kind}\0{path}\0{status.st_mtime_ns}\0{status.st_size}\0".encode())
    digest.update(Path(__file__).with_name("facts.py").read_bytes())
    from prodgate import cache

    name = f"pack-{digest.hexdigest()[:32]}.json"
    kept = cache.read(name)
    if kept is not None:
        try:
            return msgspec.json.decode(kept, type=Compiled)
        except msgspec.DecodeError:
            pass  # written by another version, or damaged: made anew
    compiled = _compile(files)
    cache.write(name, msgspec.json.encode(compiled))
    return compiled


def _compile(files: list[tuple[str, Path]]) -> Compiled:
    sdks: list[Sdk] = []
    semgrep: list[dict[str, Any]] = []
    for kind, path in files:
        text = path.read_text(encoding="utf-8")
        if kind == "sdk":
            try:
                sdk = decode(text, str(path))
            except FactsError as error:
                raise PackError(str(error)) from None
            if sdk.language != path.parent.name:
                raise PackError(f"{path}: language {sdk.language} does not belong in this folder")
            sdks.append(sdk)
        else:
            semgrep += _semgrep_rules(text, path)
    return Compiled(tuple(sdks), tuple(semgrep))


def _semgrep_rules(text: str, path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {str(error).splitlines()[0]}") from None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(rules, list) or not all(isinstance(r, dict) and "id" in r for r in rules):
        raise PackError(f"{path}: needs a list `rules:` of Semgrep rules, each with an id")
    return rules

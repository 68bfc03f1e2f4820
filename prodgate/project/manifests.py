"""What manifests and lock files name: one small reader for each format.

Every reader takes text and gives packages with the versions they may have. Manifests are other
people's files: what is malformed is unknown, and nothing here raises for it but ``MalformedError``.
No file is executed; a ``setup.py`` says only that more may be needed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, field

from prodgate.project.versions import ANY, VersionRange, hull, parse_npm, parse_python
from prodgate.regex import lazy

Names: TypeAlias = Iterator[tuple[str, VersionRange]]


class MalformedError(Exception):
    """A file that cannot be read as what its name says."""


class Declared(Struct, frozen=True):
    """What a manifest asks for. ``complete`` is False when it may ask for more."""

    names: dict[str, VersionRange]
    complete: bool = True


class Locked(Struct, frozen=True):
    """What a lock file has settled on.

    ``scoped``: versions by (folder below the lock file, package), where the format says which
    folder sees which. ``everywhere``: all versions of a package.
    """

    scoped: dict[tuple[str, str], str] = field(default_factory=dict)
    everywhere: dict[str, set[str]] = field(default_factory=dict)

    def find(self, folder: str, package: str) -> frozenset[str]:
        """The versions that code in a folder (relative to the lock file) may see."""
        while True:
            if (folder, package) in self.scoped:
                return frozenset({self.scoped[folder, package]})
            if not folder:
                return frozenset(self.everywhere.get(package, ()))
            folder = folder.rpartition("/")[0]


def python_name(name: str) -> str:
    """The normalised name of a distribution (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def javascript_name(name: str) -> str:
    """The package of an import: "openai/resources" is "openai"."""
    return "/".join(name.split("/")[: 2 if name.startswith("@") else 1])


def _declared(names: Names, *, complete: bool = True) -> Declared:
    found: dict[str, list[VersionRange]] = {}
    for name, allowed in names:
        found.setdefault(name, []).append(allowed)
    return Declared({name: hull(ranges) for name, ranges in found.items()}, complete)


# -- shapes of untrusted data -----------------------------------------------------------------


def _table(value: Any, *keys: str) -> dict[str, Any]:
    """The mapping below some keys; an empty one when something else stands there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _toml(text: str) -> dict[str, Any]:
    from prodgate.strict import DataError, read_toml

    try:
        return read_toml(text, "")
    except DataError:
        raise MalformedError from None


def _json(text: str, kind: Any = Any) -> Any:
    try:
        return msgspec.json.decode(text, type=kind)
    except (ValueError, RecursionError):
        raise MalformedError from None


# -- Python manifests -------------------------------------------------------------------------

_REQUIREMENT = lazy(r"\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^;#]*)")
_EGG = lazy(r"#egg=([\w.-]+)")
_INCLUDE = lazy(r"(?:-r|--requirement)(?:\s+|=)?(\S.*)")


def requirement(text: str) -> tuple[str, VersionRange] | None:
    """Name and range of "openai[x]>=1.2,<2 ; marker" (PEP 508)."""
    match = _REQUIREMENT.match(text)
    if match is None:
        return None
    specifier = match[2].strip().strip("()")
    return python_name(match[1]), ANY if specifier.startswith("@") else parse_python(specifier)


def _requirements(items: Iterable[str]) -> Names:
    for item in items:
        found = requirement(item)
        if found:
            yield found


def read_requirements(
    text: str, include: Callable[[str], str | None], folder: str = ""
) -> Declared:
    """A requirements.txt in a folder. ``include`` gives the text of a path named after ``-r``.

    It gives None for what cannot be read, and must end cycles; paths start where the first file is.
    """
    names: list[tuple[str, VersionRange]] = []
    complete = True
    for line in _requirement_lines(text):
        if more := _INCLUDE.match(line):
            path = posixpath.normpath(posixpath.join(folder, more[1].strip()))
            below_text = include(path)
            below = Declared({}, complete=False)
            if below_text is not None:
                below = read_requirements(below_text, include, posixpath.dirname(path))
            names += below.names.items()
            complete = complete and below.complete
        elif "://" in line.split("@")[0] or line.startswith(("-e", "--editable")):
            egg = _EGG.search(line)
            names += [(python_name(egg[1]), ANY)] if egg else []
            complete = complete and (egg is not None or "://" not in line)
        elif not line.startswith("-"):
            names += _requirements([line])
    return _declared(iter(names), complete=complete)


def _requirement_lines(text: str) -> Iterator[str]:
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = re.split(r"(?:^|\s)#(?!egg=)", line, maxsplit=1)[0]
        line = re.split(r"\s--(?:hash|config-settings|global-option)\b", line, maxsplit=1)[0]
        if line.strip():
            yield line.strip()


def read_pyproject(text: str) -> Declared | None:
    """A pyproject.toml; None when it declares nothing (settings of tools only)."""
    data = _toml(text)
    tool = _table(data, "tool")
    project, poetry = _table(data, "project"), _table(tool, "poetry")
    if not (project or poetry or "dependency-groups" in data):
        return None
    dynamic = _texts(project.get("dynamic"))
    complete = "dependencies" not in dynamic and "optional-dependencies" not in dynamic
    return _declared(_pyproject_names(data, tool, project, poetry), complete=complete)


def _pyproject_names(
    data: dict[str, Any], tool: dict[str, Any], project: dict[str, Any], poetry: dict[str, Any]
) -> Names:
    lists = [project.get("dependencies"), *_table(project, "optional-dependencies").values()]
    lists += _table(data, "dependency-groups").values()
    lists += [_table(tool, "uv").get("dev-dependencies")]
    lists += _table(tool, "pdm", "dev-dependencies").values()
    lists += [_table(env).get("dependencies") for env in _table(tool, "hatch", "envs").values()]
    for items in lists:
        yield from _requirements(_texts(items))
    tables = [_table(poetry, "dependencies"), _table(poetry, "dev-dependencies")]
    tables += [_table(group, "dependencies") for group in _table(poetry, "group").values()]
    for table in tables:
        yield from _poetry_names(table)


def _poetry_names(table: dict[str, Any]) -> Names:
    for name, value in table.items():
        for one in value if isinstance(value, list) else [value]:
            version = _table(one).get("version") if isinstance(one, dict) else one
            allowed = parse_python(version) if isinstance(version, str) else ANY
            yield python_name(name), allowed


def read_pipfile(text: str) -> Declared:
    """A Pipfile."""
    data = _toml(text)
    tables = (_table(data, "packages"), _table(data, "dev-packages"))
    return _declared(found for table in tables for found in _poetry_names(table))


def read_setup_cfg(text: str) -> Declared | None:
    """A setup.cfg; None when it declares nothing."""
    if "[options" not in text:
        return None
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        raise MalformedError from None
    needs = parser.get("options", "install_requires", fallback="")
    extras = "options.extras_require"
    if parser.has_section(extras):
        needs += "\n" + "\n".join(value for _, value in parser.items(extras))
    if not needs.strip():
        return None
    if "file:" in needs:
        return Declared({}, False)
    return _declared(_requirements(needs.splitlines()))


# -- JavaScript manifests ---------------------------------------------------------------------

_GROUPS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def read_package_json(text: str) -> Declared | None:
    """A package.json; None when it declares nothing (it only names a module type)."""
    data = _json(text)
    if not isinstance(data, dict):
        raise MalformedError
    groups = [data[group] for group in _GROUPS if isinstance(data.get(group), dict)]
    if not groups:
        return None
    return _declared(
        (name, _npm_range(name, value)) for group in groups for name, value in group.items()
    )


def _npm_range(name: str, value: Any) -> VersionRange:
    if not isinstance(value, str):
        return ANY
    value = value.removeprefix("workspace:")
    if value.startswith("npm:"):  # an alias: only the package itself has versions we know
        package, _, version = value[4:].rpartition("@")
        return parse_npm(version) if package == name else ANY
    return parse_npm(value)


# -- lock files -------------------------------------------------------------------------------

# The generators of these files write one layout, and a TOML parse takes three hundred times as
# long. No "^": a pattern that starts with plain text is searched for much faster.
_TOML_PACKAGE = lazy(
    r"\[\[packages?\]\]\r?\nname = \"([^\"\r\n]+)\"\r?\nversion = \"([^\"\r\n]+)\""
)


def _everywhere(pairs: Iterable[tuple[str, str]]) -> Locked:
    found: dict[str, set[str]] = {}
    for name, version in pairs:
        found.setdefault(name, set()).add(version)
    return Locked(everywhere=found)


def read_toml_lock(text: str) -> Locked:
    """A uv.lock, poetry.lock, pdm.lock or pylock.toml."""
    return _everywhere((python_name(n), v) for n, v in _TOML_PACKAGE.findall(text))


def read_pipfile_lock(text: str) -> Locked:
    """A Pipfile.lock."""
    data = _json(text)
    pairs = [
        (python_name(name), version.removeprefix("=="))
        for group in ("default", "develop")
        for name, value in _table(data, group).items()
        if isinstance(version := _table(value).get("version"), str)
    ]
    return _everywhere(pairs)


class _NpmPackage(msgspec.Struct):
    version: str | None = None
    name: str | None = None  # of an alias: what is really installed


class _NpmLock(msgspec.Struct):
    packages: dict[str, _NpmPackage] = {}
    dependencies: dict[str, _NpmPackage] = {}


def read_npm_lock(text: str) -> Locked:
    """A package-lock.json or npm-shrinkwrap.json, versions 1 to 3."""
    data = _json(text, _NpmLock)
    locked = Locked()
    for path, package in data.packages.items():
        folder, mark, name = path.rpartition("node_modules/")
        if mark and package.version and package.name in (None, name):
            locked.scoped[folder.rstrip("/"), name] = package.version
            locked.everywhere.setdefault(name, set()).add(package.version)
    for name, package in data.dependencies.items() if not data.packages else ():
        if package.version:
            locked.scoped["", name] = package.version
    return locked


_PNPM_LINE = lazy(r"^( *)('[^'\r\n]+'|[^\s'#:][^\r\n:]*):(?: ([^\r\n]*))?\r?$", re.M)
_PNPM_PACKAGE = lazy(r"^  '?/?((?:@[^/\s'@]+/)?[^@/\s'(]+)[@/](\d[\w.+-]*)[^\r\n]*:\r?$", re.M)


def read_pnpm_lock(text: str) -> Locked:
    """A pnpm-lock.yaml, versions 5 to 9, read by its fixed indentation."""
    head, mark, packages = text.partition("\npackages:")
    locked = _everywhere(_PNPM_PACKAGE.findall(packages) if mark else ())
    stack: list[tuple[int, str]] = []
    for indent, quoted, value in _PNPM_LINE.findall(head):
        while stack and stack[-1][0] >= len(indent):
            stack.pop()
        stack.append((len(indent), quoted.strip("'")))
        found = _pnpm_version([key for _, key in stack], value.strip("'\""))
        if found:
            locked.scoped[found[:2]] = found[2]
    return locked


def _pnpm_version(keys: list[str], value: str) -> tuple[str, str, str] | None:
    """Folder, package and version of ``importers > folder > dependencies > name > version``."""
    folder = ""
    if keys[:1] == ["importers"]:
        folder, keys = ("" if keys[1:2] == ["."] else "".join(keys[1:2])), keys[2:]
    if not keys or keys[0] not in _GROUPS or not re.match(r"\d", value):
        return None
    if len(keys) == 2 or (len(keys) == 3 and keys[2] == "version"):
        return folder, keys[1], value.partition("(")[0].partition("_")[0]
    return None


_YARN = lazy(
    r"^(?=\S)(\"?(?:@[^/\s\"@]+/)?[^@\s\"]+)@([^\r\n]*):\r?\n[ \t]+version:? \"?([^\"\s]+)", re.M
)


def read_yarn_lock(text: str) -> Locked:
    """A yarn.lock, classic or berry."""
    return _everywhere(
        (name.lstrip('"'), version)
        for name, spec, version in _YARN.findall(text)
        if not _other_package(name.lstrip('"'), spec) and version[:1].isdigit()
    )


def _other_package(name: str, spec: str) -> bool:
    """Whether a descriptor such as ``npm:@other/ai@^1`` names another package than its key."""
    alias = re.match(r"npm:((?:@[^/@]+/)?[^@\s\"]+)@", spec)
    return alias is not None and alias[1] != name


_BUN = lazy(r"^\s*\"([^\"\r\n]+)\": \[\"((?:@[^/\"@]+/)?[^\"@]+)@(\d[^\"\r\n]*)\"", re.M)


def read_bun_lock(text: str) -> Locked:
    """A bun.lock."""
    locked = Locked()
    for key, name, version in _BUN.findall(text):
        locked.everywhere.setdefault(name, set()).add(version)
        if key == name:
            locked.scoped["", name] = version
    return locked

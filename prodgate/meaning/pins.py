"""What a manifest leaves open: packages and images that may be any version at the next build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from prodgate.meaning.dockerfiles import instructions
from prodgate.regex import lazy

Kind = Literal["python", "javascript", "image"]


class Loose(Struct, frozen=True):
    """A package or image without an upper bound.

    ``span`` is what a fix replaces: the requirement without its marker, the version of a
    package.json, the name of the image.
    """

    kind: Kind
    name: str
    span: tuple[int, int]
    written: str


def loose(path: str, text: str) -> list[Loose]:
    """What a manifest leaves open, in the order of the file; nothing for any other file."""
    name = path.rpartition("/")[2].lower()
    if re.fullmatch(r"(?:[\w-]+[-_.])?requirements(?:[-_.][\w-]+)?\.txt", name):
        return [] if _DEVELOPMENT.search(name) else list(_requirements(text))
    if name == "pyproject.toml":
        return list(_pyproject(text))
    if name == "package.json":
        return list(_package_json(text))
    if re.fullmatch(r"(?:docker|container)file(?:\.[\w-]+)?|[\w.-]+\.dockerfile", name):
        return sorted((*_images(text), *_installed(text)), key=lambda each: each.span)
    if re.fullmatch(r"(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml", name):
        return list(_services(text))
    return []


_DEVELOPMENT = lazy(r"dev|test|docs?\b|lint|build|bench|ci\b")

# -- Python ------------------------------------------------------------------------------------

_REQUIREMENT = lazy(
    r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)[ \t]*(?P<extras>\[[^\]\n]*\])?[ \t]*"
    r"(?P<bounds>(?:(?:[<>=!~]=?=?)[ \t]*[\w.*+!-]+[ \t]*,?[ \t]*)*)(?P<rest>.*)"
)
_BOUND = lazy(r"==|~=|<")


def _open(match: re.Match[str], offset: int, written: str) -> Loose | None:
    """A requirement without an upper bound, at an offset of the text."""
    rest = match["rest"].lstrip()
    if _BOUND.search(match["bounds"]) or (rest and rest[0] not in ";#"):
        return None  # bounded, an address, or nothing that can be read
    bounds = match["bounds"].rstrip()
    end = match.start("bounds") + len(bounds) if bounds else match.end("extras")
    if end < 0:
        end = match.end("name")
    return Loose("python", match["name"], (offset, offset + end), written[:end])


def _requirements(text: str) -> Iterator[Loose]:
    if re.search(r"^[ \t]*(?:-c|--constraint)\b", text, re.MULTILINE):
        return
    for line in re.finditer(r"^[ \t]*(?P<item>[A-Za-z0-9][^\r\n]*)", text, re.MULTILINE):
        item = line["item"]
        match = _REQUIREMENT.fullmatch(item)
        hashed = item.rstrip().endswith("\\") or "--hash" in item
        if match and not hashed and (found := _open(match, line.start("item"), item)):
            yield found


def _pyproject(text: str) -> Iterator[Loose]:
    """The dependencies of [project] and of poetry; those of groups and extras are not shipped."""
    from prodgate.strict import DataError, read_toml

    try:
        data = read_toml(text, "")
    except DataError:
        return
    project = data.get("project")
    wanted = project.get("dependencies") if isinstance(project, dict) else None
    if isinstance(wanted, list):
        at = re.search(r"^[ \t]*dependencies[ \t]*=[ \t]*\[", text, re.MULTILINE)
        yield from _listed(text, at.end() if at else 0, wanted)
    section = re.search(
        r"^\[tool\.poetry\.dependencies\][^\n]*\n((?:(?!\[)[^\n]*\n?)*)", text, re.M
    )
    entry = re.compile(r"^(?P<name>[\w.-]+)[ \t]*=[ \t]*[\"'](?P<spec>\*|>=?[^\"',]*)[\"']", re.M)
    if section:
        for found in entry.finditer(text, section.start(1), section.end(1)):
            if found["name"] != "python":
                yield Loose("python", found["name"], found.span("spec"), found["spec"])


def _listed(text: str, at: int, wanted: list[object]) -> Iterator[Loose]:
    for item in wanted:
        start = text.find(item, at) if isinstance(item, str) else -1
        if start < 0 or not isinstance(item, str):
            continue
        at = start + len(item)
        match = _REQUIREMENT.fullmatch(item)
        if match and text[start - 1 : start] in "\"'" and (found := _open(match, start, item)):
            yield found


_PIP = lazy(r"\b(?:pip3?|uv pip)[ \t]+install[ \t]+(?P<rest>(?:[^\n\\&;|]|\\\r?\n)*)")
_TOOLS = {"pip", "setuptools", "wheel", "uv", "poetry", "pipenv", "pdm", "build", "virtualenv"}
_WITH_VALUE = {"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "-t", "--target",
    "--extra-index-url", "-f", "--find-links", "-e", "--editable", "--platform", "--prefix",
    "--trusted-host", "--timeout", "--retries", "--python"}  # fmt: skip


def _installed(text: str) -> Iterator[Loose]:
    """``RUN pip install flask openai`` of a Dockerfile."""
    for command in _PIP.finditer(text):
        if text.rfind("#", text.rfind("\n", 0, command.start()) + 1, command.start()) >= 0:
            continue
        skip = False
        for word in re.finditer(r"[^\s\\]+", command["rest"]):
            item, skipped = word[0], skip
            skip = item in _WITH_VALUE
            plain = item.strip("\"'")
            if skipped or item.startswith("-") or not re.match(r"[A-Za-z0-9]", plain):
                continue
            match = _REQUIREMENT.fullmatch(plain)
            if match is None or "/" in item or "$" in item or match["name"].lower() in _TOOLS:
                continue
            if re.search(r"\.(?:whl|txt|zip|gz)\Z", plain):
                continue
            start = command.start("rest") + word.start() + item.index(plain)
            if found := _open(match, start, plain):
                yield found


# -- JavaScript --------------------------------------------------------------------------------

_DEPENDENCIES = lazy(r'"dependencies"\s*:\s*\{([^{}]*)\}')
_ENTRY = lazy(r'"(?P<name>[^"\n]+)"\s*:\s*"(?P<spec>[^"\n]*)"')
_ANY = lazy(r"(?:\*|x|latest|next|canary|beta|>=?\s*[\w.-]+|)\Z")


def _package_json(text: str) -> Iterator[Loose]:
    section = _DEPENDENCIES.search(text)
    if section is None:
        return
    for entry in _ENTRY.finditer(text, section.start(1), section.end(1)):
        if _ANY.match(entry["spec"].strip()):
            yield Loose("javascript", entry["name"], entry.span("spec"), entry["spec"])


# -- images ------------------------------------------------------------------------------------

_FROM = lazy(
    r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(?P<image>\S+)(?:[ \t]+AS[ \t]+(?P<stage>\S+))?",
    re.MULTILINE | re.IGNORECASE,
)
_SERVICE = lazy(r"^[ \t]+image:[ \t]*[\"']?(?P<image>[^\s\"'#]+)", re.MULTILINE)
_IMAGE = lazy(r"[a-zA-Z0-9][\w.:/-]*")
_MOVING = {"latest", "main", "master", "edge", "nightly", "dev", "develop"}


def _images(text: str) -> Iterator[Loose]:
    stages: set[str] = set()
    for start, end in instructions(text):
        match = _FROM.match(text, start, end)
        if match is None:
            continue
        image = match["image"]
        if image.lower() not in stages and _is_moving(image):
            yield Loose("image", image, match.span("image"), image)
        if match["stage"]:
            stages.add(match["stage"].lower())


def _services(text: str) -> Iterator[Loose]:
    built = set(re.findall(r"^([ \t]+)build:", text, re.MULTILINE))
    for match in _SERVICE.finditer(text):
        indent = re.match(r"[ \t]+", match[0])
        if indent and indent[0] in built and _is_built(text, match.start(), indent[0]):
            continue  # the name that is given to what is built here
        if _is_moving(match["image"]):
            yield Loose("image", match["image"], match.span("image"), match["image"])


def _is_built(text: str, at: int, indent: str) -> bool:
    """Whether the service around has a ``build:`` too."""
    lines = text.splitlines()
    number = text.count("\n", 0, at)
    for step in (-1, 1):
        current = number + step
        while 0 <= current < len(lines):
            line = lines[current]
            if line.strip() and not line.startswith(indent):
                break
            if line.startswith(f"{indent}build:"):
                return True
            current += step
    return False


def _is_moving(image: str) -> bool:
    if image == "scratch" or "$" in image or "@" in image:
        return False
    tag = image.rpartition("/")[2].partition(":")[2]
    return bool(_IMAGE.fullmatch(image)) and (not tag or tag in _MOVING)


# -- what settles it elsewhere -----------------------------------------------------------------

_LOCKS = {
    "python": ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"),
    "javascript": (
        "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock",
        "bun.lockb",
    ),
}  # fmt: skip


# What pip-compile and uv write at the top of the versions they settled on.
_COMPILED = lazy(rb"autogenerated by|^#\s+(?:pip-compile|uv (?:pip compile|export))", re.M)


def is_locked(root: Path, path: str, kind: Literal["python", "javascript"]) -> bool:
    """Whether a lock file beside a manifest, or further up for a workspace, settles versions."""
    folder = Path(path).parent
    above = [folder, *folder.parents] if not path.endswith(".txt") else [folder]
    if path.endswith(".toml") and _COMPILED.search(_bytes(root / folder / "requirements.txt")):
        return True
    return any((root / each / name).is_file() for each in above for name in _LOCKS[kind])


_PUBLISHED = lazy(rb"Programming Language ::|^[ \t]*classifiers\s*=|long_description", re.M)


def is_library(root: Path, path: str, text: str) -> bool:
    """Whether a manifest's package is for others to install, who settle versions themselves."""
    name = path.rpartition("/")[2]
    if name == "package.json":
        public = re.search(r'"(?:main|module|exports|types|bin|peerDependencies)"\s*:', text)
        private = re.search(r'"private"\s*:\s*true|"(?:start|dev)"\s*:', text)
        return bool(public and not private)
    folder = root / Path(path).parent
    return any(_PUBLISHED.search(_bytes(folder / each)) for each in ("pyproject.toml", "setup.py"))


def installed(root: Path, path: str, each: Loose) -> str | None:
    """The version of a package that is installed beside the manifest, as its folder says."""
    folder = Path(path).parent
    above = [root / part for part in (folder, *folder.parents)]
    if each.kind == "javascript":
        return next(filter(None, (_node_version(place, each.name) for place in above)), None)
    wanted = re.sub(r"[-_.]+", "_", each.name).lower()
    for place in above:
        for found in place.glob(".venv/lib*/python3*/site-packages/*.dist-info"):
            name, _, version = found.name.removesuffix(".dist-info").rpartition("-")
            if re.sub(r"[-_.]+", "_", name).lower() == wanted and _VERSION.fullmatch(version):
                return version
    return None


_VERSION = lazy(r"\d+(?:\.\d+)*(?:(?:a|b|rc|\.post)\d+)?")


def _node_version(place: Path, name: str) -> str | None:
    if not re.fullmatch(r"(?:@[\w.-]+/)?[\w.-]+", name) or ".." in name:
        return None
    data = _bytes(place / "node_modules" / name / "package.json")
    match = re.search(rb'"version"\s*:\s*"(\d+\.\d+\.\d+)"', data)
    return match[1].decode() if match else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size < 1_000_000 else b""
    except OSError:
        return b""


def runtime(root: Path, path: str, image: str) -> str | None:
    """The version that the project names for an image of Python or Node."""
    name = image.partition(":")[0].rpartition("/")[2]
    files = {"python": (".python-version",), "node": (".nvmrc", ".node-version")}.get(name, ())
    folder = Path(path).parent
    for place in (root / part for part in (folder, *folder.parents)):
        for file in files:
            match = re.match(rb"\s*v?(\d+(?:\.\d+){0,2})\s*\Z", _bytes(place / file))
            if match:
                return match[1].decode()
    return None

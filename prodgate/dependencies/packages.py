"""The packages that fixes import, in one table: from which module, and in which versions.

A fix that imports from a package which is not here gets no manifest line, but a note; a test holds
the cases of all rules against this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate.findings import Language

if TYPE_CHECKING:
    from prodgate.project import Project


class Line(Struct, frozen=True):
    """Versions for which the code of the fixes is right: from ``low`` to below ``below``.

    ``npm`` is the range for a package.json.
    """

    low: str
    below: str
    npm: str = ""

    @property
    def specifier(self) -> str:
        """As PEP 440 has it."""
        return f">={self.low},<{self.below}"


class Package(Struct, frozen=True):
    """A package. ``lines``: the one to take where nothing is known comes first.

    ``brought_by`` are packages that need this one themselves and whose users import it as a
    matter of course: where one of them is declared, nothing is missing. ``held_by`` are packages
    that, in these versions, cannot be installed with the first line, but with the second.
    ``why`` is the reason for the versions.
    """

    name: str
    language: Language
    modules: tuple[str, ...]
    lines: tuple[Line, ...]
    why: str
    brought_by: tuple[str, ...] = ()
    held_by: tuple[tuple[str, str], ...] = ()


PACKAGES = (
    Package(
        "pydantic",
        "python",
        ("pydantic",),
        (Line("2.0", "3"), Line("1.10", "2")),
        "models are written for 2, or for 1 where the project holds it there (pydantic_is_old)",
        brought_by=("fastapi", "sqlmodel", "pydantic-settings", "pydantic-ai", "pydantic-ai-slim"),
        held_by=(("fastapi", "<0.100"), ("sqlmodel", "<0.0.14")),
    ),
    Package(
        "tenacity",
        "python",
        ("tenacity",),
        (Line("8.0", "10"),),
        "stop_after_attempt and wait_* are the same in 8 and 9",
    ),
    Package(
        "markupsafe",
        "python",
        ("markupsafe",),
        (Line("2.0", "4"),),
        "escape is the same since 1; 2.0 is the first that Jinja 3 takes",
        brought_by=("flask", "jinja2", "quart", "werkzeug", "starlette"),
    ),
    Package(
        "zod",
        "javascript",
        ("zod",),
        (Line("3.20", "5", "^3.25.76 || ^4.1.8"), Line("3.20", "4", "^3.25.76")),
        "schemas read the same in 3 and 4; the range is the one that the SDKs of models name for "
        "their peer, so npm takes the newest that all of them take; pnpm and yarn do not ask them",
        held_by=(("ai", "<5"), ("@ai-sdk/openai", "<2"), ("@ai-sdk/anthropic", "<2")),
    ),
)

_BY_MODULE = {(p.language, module): p for p in PACKAGES for module in p.modules}
_BY_NAME = {(p.language, p.name): p for p in PACKAGES}


def of_module(module: str, language: Language) -> Package | None:
    """The package that has a module, by the first part of its name."""
    parts = module.split(".") if language == "python" else module.split("/")
    root = "/".join(parts[:2]) if module.startswith("@") else parts[0]
    return _BY_MODULE.get((language, root))


def named(name: str, language: Language) -> Package | None:
    """The package of a name."""
    return _BY_NAME.get((language, name))


def is_held(project: Project, package: Package, path: str) -> bool:
    """Whether something that the project of a file needs holds a package at its second line."""
    from prodgate.project import possible

    return any(
        (found := project.version(path, name, package.language)) is not None
        and possible(found, below) == "yes"
        for name, below in package.held_by
    )


def pydantic_is_old(project: Project, path: str) -> bool:
    """Whether the project of a file has pydantic 1, by its own word or by what it needs."""
    from prodgate.project import possible

    version = project.version(path, "pydantic", "python")
    if version is not None:
        return possible(version, ">=2") == "no"
    return is_held(project, _BY_NAME["python", "pydantic"], path)

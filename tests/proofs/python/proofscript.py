"""Writes the script of a proof: a client of the facts with settings at their paths, and a call."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from recipes import Recipe, Use

from prodgate.edits import Import
from prodgate.facts import Call, Cap, Client, Release, Retries, Sdk, Timeout, decode
from prodgate.writing import clock_ms

_FACTS = Path(__file__).parents[3] / "sdks" / "python"


def facts(sdk: str) -> Sdk:
    """The facts file of that name."""
    path = _FACTS / f"{sdk}.yaml"
    return decode(path.read_text(encoding="utf-8"), path.name)


def version(recipe: Recipe) -> str:
    """The version that the recipe proves."""
    return recipe.version or facts(recipe.sdk).measured.version


def release(recipe: Recipe) -> Release:
    """The facts of that version."""
    for one in facts(recipe.sdk).releases:
        if SpecifierSet(one.versions).contains(version(recipe), prereleases=True):
            return one
    raise AssertionError(f"no release of {recipe.sdk} covers {version(recipe)}")


def client(recipe: Recipe) -> Client:
    """What the facts say of the recipe's client; an empty one where it has none."""
    if recipe.inner is not None:
        return client(recipe.inner)
    if not recipe.client or recipe.unnamed:
        return Client(names=())
    return next(c for c in release(recipe).clients if recipe.client in c.names)


def call(recipe: Recipe, use: Use) -> Call:
    """What the facts say of the call; an empty one for the method of a model object."""
    if recipe.inner is not None:
        return call(recipe.inner, use)
    for one in release(recipe).calls:
        if use.path in (one.paths if recipe.client else one.functions):
            return one
    return Call()


def seconds(timeout: Timeout, value: float) -> str:
    """The code that a fix writes for a time limit."""
    ms, s = str(int(value * 1000)), str(float(value))
    if timeout.write:
        return timeout.write.format(s=s, ms=ms)
    return ms if timeout.unit == "ms" else s


def attempts(retries: Retries, value: int) -> str:
    """The code that a fix writes for so many attempts."""
    if retries.write:
        clock = clock_ms(value - 1)
        return retries.write.format(attempts=value, retries=value - 1, clock_ms=clock)
    return str(value if retries.counts == "attempts" else value - 1)


def steps(turns: int) -> int:
    """The steps of a graph in so many turns: model and tool, and the model once more."""
    return 2 * turns + 1


def written_cap(cap: Cap, value: int) -> tuple[str, str, tuple[Import, ...]]:
    """Path, code and imports of a cap as a fix writes it where nothing stands yet."""
    if cap.make is not None:
        return cap.make.at, cap.make.code.format(value=value), cap.make.imports
    return cap.at[0], str(value), ()


def requirements(recipe: Recipe) -> tuple[str, ...]:
    """What the environment of a recipe holds."""
    package = facts(recipe.sdk).package
    return recipe.requirements or ((f"{package}=={version(recipe)}",) if package else ())


def named(recipe: Recipe, use: Use, where: str, field: str) -> str:
    """A fact by its file, release, owner and field, with what it says: how a failure begins."""
    if recipe.inner is not None:
        fact_of_inner = named(recipe.inner, use, where, field)
        return f"{fact_of_inner}, in {recipe.client} of {recipe.sdk} {version(recipe)}"
    fact = client(recipe) if where == "client" else call(recipe, use)
    owner = recipe.client if where == "client" else use.path
    value: Any = fact
    for part in field.split("."):
        value = getattr(value, part, None)
    said = "" if value is None else f" says {value!r}"
    versions = release(recipe).versions
    covering = f", release {versions!r}" if versions else ""
    place = f"sdks/python/{recipe.sdk}.yaml{covering}, {where} {owner}: {field}{said}"
    return f"{place}; on {recipe.sdk} {version(recipe)}"


def arguments(settings: Mapping[str, str]) -> str:
    """The text between the brackets of a call: positionals first, dicts for dotted paths."""
    tree: dict[str, Any] = {}
    for path, code in settings.items():
        head, *rest = path.split(".")
        *outer, last = (head.rpartition("|")[2], *rest)  # "1|config": by its keyword
        at = tree
        for part in outer:
            at = at.setdefault(part, {})
        at[last] = code
    places = sorted((k for k in tree if k.isdigit()), key=int)
    words = [f"{k}={_code(v)}" for k, v in tree.items() if not k.isdigit()]
    return ", ".join([_code(tree[k]) for k in places] + words)


def _code(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "{" + ", ".join(f'"{k}": {_code(v)}' for k, v in value.items()) + "}"


def construction(
    recipe: Recipe,
    settings: Mapping[str, str] | None = None,
    name: Callable[[Recipe], str] = lambda recipe: recipe.client,
) -> str:
    """The expression that makes the client; ``name``: how the program says its class."""
    args = {**recipe.args, **(settings or {})}
    if recipe.inner is not None:
        args = {**_wrapped(recipe, construction(recipe.inner, settings, name)), **recipe.args}
    return f"{name(recipe)}({arguments(args)})"


def _wrapped(recipe: Recipe, inner: str) -> dict[str, str]:
    """The argument in which the facts say that the real client stands."""
    made = next(c for c in release(recipe).clients if recipe.client in c.names)
    assert made.wraps is not None, f"{recipe.client} wraps nothing"
    return {made.wraps.partition("|")[0]: inner}


def script(
    recipe: Recipe,
    use: Use,
    url: str,
    *,
    client_set: Mapping[str, str] | None = None,
    call_set: Mapping[str, str] | None = None,
    imports: tuple[Import, ...] = (),
) -> str:
    """The whole program."""
    made = construction(recipe, client_set)
    asked = arguments({**use.args, **(call_set or {})})
    target = use.path if not recipe.client else f"{use.on}.{use.path}"
    lines = [recipe.setup, use.before]
    lines += [
        f"from {i.module} import {i.name}" if i.name else f"import {i.module}" for i in imports
    ]
    if recipe.sdk == "aiohttp":
        lines += _aiohttp(made, f"{target}({asked})")
    else:
        lines.append(f"import {_module(recipe.client or use.path)}")
        if recipe.inner is not None:
            lines.append(f"import {_module(recipe.inner.client)}")
        if recipe.client:
            lines.append(f"client = {made}")
        lines.append('globals().get("START", print)()')
        lines.append((use.after or "{call}").replace("{call}", f"{target}({asked})"))
    return "\n".join(line for line in lines if line).replace("{url}", url) + "\n"


def _module(name: str) -> str:
    """The module of a qualified name: what stands before a class or function."""
    *outer, _ = name.split(".")
    return ".".join(itertools.takewhile(lambda part: not part[:1].isupper(), outer))


def _aiohttp(made: str, asked: str) -> list[str]:
    return [
        "import asyncio",
        "import aiohttp",
        "async def main() -> None:",
        f"    async with {made} as client:",
        '        print("total", client.timeout.total)',
        f"        async with {asked} as answer:",
        "            await answer.read()",
        'globals().get("START", print)()',
        "asyncio.run(main())",
    ]

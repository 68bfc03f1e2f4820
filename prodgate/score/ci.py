"""What a pipeline runs: the commands of its jobs, and what starts them. Read as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.tree import Tree

_WORKFLOWS = (
    r"^\.github/workflows/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.circleci/config\.ya?ml$"
    r"|^azure-pipelines[\w.-]*\.ya?ml$|^bitbucket-pipelines\.yml$|^\.buildkite/[^/]+\.ya?ml$"
    r"|^cloudbuild[\w.-]*\.ya?ml$|^\.drone\.yml$|^\.travis\.yml$"
)
_COMMANDS = {"run", "script", "before_script", "command", "commands", "uses", "args"}
_MOST = 20_000  # nodes of one file


class Step(Struct, frozen=True):
    """One command, or an action that is used."""

    path: str
    line: int
    command: str
    pushed: bool  # whether a push or a pull request starts it
    released: bool  # whether a tag, a release or a push to the main branch does
    forgiven: bool  # whether its failure is let pass


def steps(tree: Tree) -> tuple[Step, ...]:
    """Every step of every pipeline of a tree."""
    return tuple(step for path in tree.named(_WORKFLOWS) for step in _steps(tree, path))


def _steps(tree: Tree, path: str) -> Iterator[Step]:
    import yaml

    text = tree.read(path).decode("utf-8", "replace")
    if text.count("*") and re.search(r"[:\-]\s+\*\w", text) and text.count("&") > 50:
        return  # aliases of aliases: no pipeline of people
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    if not isinstance(data, dict):
        return
    starts = _starts(data)
    github = path.startswith(".github/")
    pushed = not github or bool({"push", "pull_request", "merge_group"} & starts)
    released = not github or bool({"push", "release", "workflow_run", "workflow_dispatch"} & starts)
    for command, forgiven in _commands(data, [0], forgiven=False):
        first = command.strip().splitlines()[0] if command.strip() else ""
        line = text[: max(text.find(first), 0)].count("\n") + 1
        yield Step(path, line, command, pushed, released, forgiven)


def _starts(data: dict[Any, Any]) -> set[str]:
    given = data.get("on", data.get(True, {}))  # YAML reads a bare "on" as true
    if isinstance(given, str):
        return {given}
    return {str(each) for each in given} if isinstance(given, dict | list) else set()


def _commands(node: Any, count: list[int], *, forgiven: bool) -> Iterator[tuple[str, bool]]:
    count[0] += 1
    if count[0] > _MOST:
        return
    if isinstance(node, list):
        for each in node:
            yield from _commands(each, count, forgiven=forgiven)
    elif isinstance(node, dict):
        let = forgiven or node.get("continue-on-error") is True or node.get("allow_failure") is True
        let = let or node.get("if") in {False, "false", "${{ false }}"}
        for key, value in node.items():
            if key in _COMMANDS:
                texts = value if isinstance(value, list) else [value]
                yield from ((each, let) for each in texts if isinstance(each, str))
            if isinstance(value, dict | list):
                yield from _commands(value, count, forgiven=let)


_TESTS = lazy(
    r"(?<![\w-])(?:py\.?test|python3? -m (?:pytest|unittest)|unittest discover|tox|nox|vitest|jest"
    r"|mocha|ava|playwright test|cypress run|(?:npm|pnpm|yarn|bun)(?: run)? test[\w:]*|npm t\b"
    r"|deno test|make (?:test|check)[\w-]*|just test[\w-]*|manage\.py test"
    r"|hatch (?:run )?\w*test)\b"
)
_PASSES_ALWAYS = lazy(r"\|\|\s*(?:true|exit 0|:|echo)")


def runs(step: Step, wanted: re.Pattern[str]) -> bool:
    """Whether a step runs something, and fails when that fails."""
    if step.forgiven or not step.pushed:
        return False
    return any(
        wanted.search(line.partition("#")[0]) and not _PASSES_ALWAYS.search(line)
        for line in step.command.splitlines()
        if not re.match(r"\s*(?:echo|#)", line) and not _INSTALLS.search(line)
    )


_INSTALLS = lazy(
    r"^\s*(?:pip|uv|poetry|npm|pnpm|yarn|apt(?:-get)?)\s+(?:install|add|pip|sync|ci)\b"
)


def runs_tests(step: Step) -> bool:
    """Whether a step runs tests."""
    return runs(step, re.compile(_TESTS.pattern))

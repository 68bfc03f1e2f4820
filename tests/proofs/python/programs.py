"""Small programs with a defect, as somebody would write them: what ``prodgate fix`` is given.

They are made from the recipes, which say how an SDK is pointed at a server; here is added how the
answer is taken out. The address in them is a stand-in until they are run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from proofscript import arguments, construction, facts, requirements, version
from recipes import Recipe, Use

ADDRESS = "http://gateway.example.com"
_CHAT = "reply.choices[0].message.content"
_TEXT = "reply.text"
# How the answer is read: by the client, the SDK and the call, or the SDK alone.
_ANSWERS = {
    "langchain.agents.create_agent": 'reply["messages"][-1].content',
    "langgraph.prebuilt.create_react_agent": 'reply["messages"][-1].content',
    "responses.create": "reply.output_text",
    "completions.create": "reply.choices[0].text",
    "anthropic": "reply.content[0].text",
    "google-genai": _TEXT,
    "ollama": "reply.message.content",
    "ollama.generate": "reply.response",
    "cohere": "reply.message.content[0].text",
    "crewai": "reply",
    "openai-agents": "reply.final_output",
    "agno": "reply.content",
    "google-generativeai": _TEXT,
    "instructor": _TEXT,
    "boto3-bedrock": 'reply["output"]["message"]["content"][0]["text"]',
    "langchain_openai.OpenAI": "reply",
    "urllib": "reply.read().decode()",
    "http-client": "reply.read().decode()",
    "urllib3": "reply.data.decode()",
}


@dataclass(frozen=True)
class Program:
    """``text`` with ADDRESS in it. ``env``: variables of its run, with {url}. ``note``: what
    sets it apart from another program of the same call."""

    recipe: Recipe
    use: Use
    text: str
    env: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def requirements(self) -> tuple[str, ...]:
        """What its environment holds."""
        return requirements(self.recipe)

    @property
    def manifest(self) -> str:
        """requirements.txt: that, and the SDK where another package brings it along."""
        named = list(self.requirements)
        package = facts(self.recipe.sdk).package
        if package and not any(each.startswith(f"{package}==") for each in named):
            named.append(f"{package}=={self.version}")
        return "\n".join(named) + "\n"

    @property
    def version(self) -> str:
        """The version of the SDK."""
        return version(self.recipe)

    def at(self, where: str) -> str:
        """The client of the facts, or the call with its client, for a row."""
        recipe, use = self.recipe, self.use
        path = f"{recipe.client.rpartition('.')[2]}.{use.path}" if recipe.client else use.path
        path = recipe.client if where == "client" else path
        if recipe.sdk == "litellm":
            path += " of " + use.args["model"].strip('"')
        return f"{path}, {self.note}" if self.note else path


def program(recipe: Recipe, use: Use, given: Mapping[str, str] | None = None) -> Program:
    """The program of a recipe. ``given``: more arguments of the call (a cap that is required)."""
    if recipe.sdk == "aiohttp":
        return Program(recipe, use, _AIOHTTP)
    use = replace(use, args={**use.args, **(given or {})})
    body = _body(recipe, use)
    lines = [recipe.setup + use.before, *_import(recipe, use), ""]
    if recipe.client:
        lines += [f"client = {construction(recipe, name=lambda one: _name(one, use))}", "", ""]
    lines += ["def ask() -> None:"] if body else []
    lines += [f"    {line}" if line else "" for line in body]
    lines += ["", "", 'if __name__ == "__main__":', "    ask()", ""]
    text = "\n".join(lines).strip("\n") + "\n"
    return Program(recipe, use, text.replace("{url}", ADDRESS))


def of_openai(recipe: Recipe, use: Use) -> Program:
    """The program without a ``base_url``, which the SDK takes from the environment: newer names of
    settings are written where the provider is known to be OpenAI."""
    args = {path: code for path, code in recipe.args.items() if path != "base_url"}
    plain = program(replace(recipe, args=args), use)
    return replace(plain, env={"OPENAI_BASE_URL": "{url}/v1"}, note="no base_url")


def _body(recipe: Recipe, use: Use) -> list[str]:
    target = f"{use.on}.{use.path}" if recipe.client else use.path
    call = f"{target}({arguments(use.args)})"
    after = (use.after or "{call}").replace("{call}", call)
    *first, last = after.splitlines()
    if first and last.startswith("asyncio.run("):
        return _in_a_loop(first, last)
    return [*first, f"reply = {last}", f"print({_answer(recipe, use)})"]


def _in_a_loop(first: list[str], last: str) -> list[str]:
    """``async def main()`` and what it does, with the answer of each event printed."""
    body = [line.replace("        pass", "        print(event.content)") for line in first]
    return [*body, "", last]


def _answer(recipe: Recipe, use: Use) -> str:
    if recipe.client in _ANSWERS:
        return _ANSWERS[recipe.client]
    if use.path == "invoke":
        return "reply.content"
    if use.path == "complete" and recipe.sdk.startswith("llama"):
        return _TEXT
    if recipe.sdk in {"requests", "httpx"}:
        return _TEXT
    full = f"{recipe.sdk}.{use.path}"
    return _ANSWERS.get(full) or _ANSWERS.get(use.path) or _ANSWERS.get(recipe.sdk, _CHAT)


def _dotted(recipe: Recipe, use: Use) -> bool:
    """Whether other code of the program says ``module.Name`` too."""
    module = recipe.client.partition(".")[0]
    name = recipe.client.rpartition(".")[2]
    return name == "client" or f"{module}." in use.after


def _name(recipe: Recipe, use: Use) -> str:
    return recipe.client if _dotted(recipe, use) else recipe.client.rpartition(".")[2]


def _import(recipe: Recipe, use: Use) -> list[str]:
    if recipe.inner is not None:
        outer = replace(recipe, inner=None)
        return sorted(_import(outer, use) + _import(recipe.inner, use))
    module, _, name = (recipe.client or use.path).rpartition(".")
    if recipe.client and not _dotted(recipe, use):
        return [f"from {module} import {name}"]
    return [f"import {module}"]


_AIOHTTP = """\
import asyncio

import aiohttp


async def ask() -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get("{url}/x") as answer:
            print(await answer.text())


if __name__ == "__main__":
    asyncio.run(ask())
""".replace("{url}", ADDRESS)

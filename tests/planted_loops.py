"""Loops around a model, for ``test_planted_loops``: those that only it ends, and bounded ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planting import Place, Shape, deeper, named, parts

# -- Python ------------------------------------------------------------------------------------

_IMPORTS = (
    "import asyncio\nimport datetime\nimport itertools\nimport json\nimport time\n"
    "from rich.prompt import Prompt\n"
)
_ASKS = parts("loops/python_asks")
_SOME = ("openai responses", "anthropic", "litellm", "langchain", "a helper", "a method")


def _function(body: str) -> str:
    if "await " in body or "async " in body:
        return _async_function(body)
    return f"def run(messages, queue, results, budget, stop, api, file):\n{deeper(body)}"


def _async_function(body: str) -> str:
    return f"async def run(messages, queue, results, budget, stop, api, file):\n{deeper(body)}"


def _method(body: str) -> str:
    return f"class Agent:\n    def run(self, messages):\n{deeper(body, 8)}"


def _nested(body: str) -> str:
    return (
        f"def make(messages, queue):\n    def run():\n        nonlocal messages\n{deeper(body, 8)}"
        "\n    return run"
    )


def _endpoint(body: str) -> str:
    return (
        "from fastapi import FastAPI\napp = FastAPI()\n\n"
        f'@app.post("/run")\ndef run(messages: list):\n{deeper(body)}'
    )


def _inside(body: str) -> str:
    return f"def run(messages, wanted):\n    if wanted:\n        with lock:\n{deeper(body, 12)}"


def _top(body: str) -> str:
    return f"messages = []\n{body}"


_PLACES: dict[str, Place] = {
    "an async function": _async_function,
    "a method": _method,
    "a nested function": _nested,
    "an endpoint": _endpoint,
    "an if and a with": _inside,
    "the top of the file": _top,
}


def _python(loop: str, asked: str, place: Place) -> str:
    setup, _, ask = _ASKS[asked].rpartition("\n=> ")
    body = loop.replace("{ask}", ask)
    return f"{_IMPORTS}{setup}\n\n{place(body)}\n"


def _of_python(loops: Mapping[str, str]) -> Iterator[Shape]:
    """Every way to ask in one place, and every place for one way to ask."""
    for loop, body in loops.items():
        for asked in _ASKS:
            yield Shape(f"{loop}, {asked}", "app/agent.py", _python(body, asked, _function))
        for place, put in _PLACES.items():
            text = _python(body, "openai responses", put)
            yield Shape(f"{loop}, in {place}", "app/agent.py", text)


def _some_of_python(loops: Mapping[str, str], place: Place = _function) -> Iterator[Shape]:
    for loop, body in loops.items():
        for asked in _SOME:
            yield Shape(f"{loop}, {asked}", "app/agent.py", _python(body, asked, place))


# -- TypeScript --------------------------------------------------------------------------------

_ASKS_OF_JAVASCRIPT = parts("loops/javascript_asks")


def _js_function(body: str) -> str:
    return f"export async function run(messages, list) {{\n{deeper(body, 2)}\n}}"


def _js_arrow(body: str) -> str:
    return f"export const run = async (messages, list) => {{\n{deeper(body, 2)}\n}};"


def _js_method(body: str) -> str:
    return f"export class Agent {{\n  async run(messages, list) {{\n{deeper(body, 4)}\n  }}\n}}"


def _js_nested(body: str) -> str:
    return (
        "export function make(messages, list) {\n  return async () => {\n"
        f"{deeper(body, 4)}\n  }};\n}}"
    )


def _js_endpoint(body: str) -> str:
    return (
        'import express from "express";\nconst app = express();\n\n'
        'app.post("/run", async (req, res) => {\n  let { messages, list } = req.body;\n'
        f"{deeper(body, 2)}\n  res.json(messages);\n}});"
    )


def _js_inside(body: str) -> str:
    return (
        "export async function run(messages, list, wanted) {\n  if (wanted) {\n    try {\n"
        f"{deeper(body, 6)}\n    }} finally {{\n      close();\n    }}\n  }}\n}}"
    )


_PLACES_OF_JAVASCRIPT: dict[str, Place] = {
    "an arrow": _js_arrow,
    "a method": _js_method,
    "a nested arrow": _js_nested,
    "an endpoint": _js_endpoint,
    "an if and a try": _js_inside,
}


def _javascript(loop: str, asked: str, place: Place) -> str:
    setup, _, ask = _ASKS_OF_JAVASCRIPT[asked].rpartition("\n=> ")
    return f"{setup}\n\n{place(loop.replace('{ask}', ask))}\n"


def _of_javascript(loops: Mapping[str, str]) -> Iterator[Shape]:
    for loop, body in loops.items():
        for asked in _ASKS_OF_JAVASCRIPT:
            text = _javascript(body, asked, _js_function)
            yield Shape(f"{loop}, {asked}", "src/agent.ts", text)
        for place, put in _PLACES_OF_JAVASCRIPT.items():
            text = _javascript(body, "openai chat", put)
            yield Shape(f"{loop}, in {place}", "src/agent.mjs", text)


ENDLESS = named(
    [
        *_of_python(parts("loops/python_endless")),
        *_some_of_python(parts("loops/python_endless_harder")),
    ]
)
BOUNDED = named(
    [
        *_of_python(parts("loops/python_bounded")),
        *_some_of_python(parts("loops/python_bounded_harder")),
    ]
)
RECURSIVE = named(_some_of_python(parts("loops/python_recursive"), str))
RECURSIVE_BOUNDED = named(_some_of_python(parts("loops/python_recursive_bounded"), str))
ENDLESS_OF_JAVASCRIPT = named(_of_javascript(parts("loops/javascript_endless")))
BOUNDED_OF_JAVASCRIPT = named(_of_javascript(parts("loops/javascript_bounded")))

"""Functions that a model names, for ``test_planted_dispatch``: looked up as they are, and asked."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Place, Shape, deeper, named, parts

_TABLE = (
    "import json\nimport tools\n\n{setup}\n\n"
    'TOOLS = {"search": search, "read": read, "delete": delete}\n'
    'SCHEMAS = [{"type": "function", "function": {"name": "search"}}]\n\n\n'
)


def _function(body: str) -> str:
    return f"def run(messages, user, registry, executor, self_like):\n{deeper(body)}\n"


def _async_function(body: str) -> str:
    return f"async {_function(body)}"


def _method(body: str) -> str:
    head = "class Agent:\n    def run(self, messages, user, registry, executor, self_like):\n"
    return f"{head}{deeper(body, 8)}\n"


def _endpoint(body: str) -> str:
    return (
        "from fastapi import FastAPI\napp = FastAPI()\n\n\n"
        f'@app.post("/run")\ndef run(messages: list, user: User):\n{deeper(body)}\n'
    )


def _loop(body: str) -> str:
    head = "def run(messages, user, registry, executor, self_like):\n    for _ in range(9):\n"
    return f"{head}{deeper(body, 8)}\n"


_PLACES: dict[str, Place] = {
    "an async function": _async_function,
    "a method": _method,
    "an endpoint": _endpoint,
    "a loop": _loop,
}
_ASKS = parts("dispatch/python_asks")


def _text(asked: str, body: str, place: Place) -> str:
    setup, ask, name, args = (part.strip("\n") for part in _ASKS[asked].split("\n=>\n"))
    body = body.replace("{{name}}", "{" + name.replace('"', "'") + "}")
    body = body.replace("{name}", name).replace("{args}", args)
    inside = 4 if ask.rstrip().endswith((":", "continue")) or "\n    " in ask else 0
    return _TABLE.replace("{setup}", setup) + place(f"{ask}\n{deeper(body, inside)}")


def _shapes(lookups: dict[str, str]) -> Iterator[Shape]:
    for lookup, body in lookups.items():
        for asked in _ASKS:
            yield Shape(f"{lookup}, {asked}", "app/agent.py", _text(asked, body, _function))
        for place, put in _PLACES.items():
            text = _text("openai chat, in a name", body, put)
            yield Shape(f"{lookup}, in {place}", "app/agent.py", text)


# -- TypeScript --------------------------------------------------------------------------------

_HEAD = (
    'import * as tools from "./tools";\n{setup}\n\n'
    "const TOOLS = { search, read, remove };\nconst SCHEMAS = [];\n\n"
)


def _js_function(body: str) -> str:
    return f"export async function run(messages, user, registry) {{\n{deeper(body, 2)}\n}}\n"


def _js_arrow(body: str) -> str:
    return f"export const run = async (messages, user, registry) => {{\n{deeper(body, 2)}\n}};\n"


def _js_method(body: str) -> str:
    head = "export class Agent {\n  async run(messages, user, registry) {\n"
    return f"{head}{deeper(body, 4)}\n  }}\n}}\n"


def _js_endpoint(body: str) -> str:
    return (
        'import express from "express";\nconst app = express();\n\n'
        'app.post("/run", async (req, res) => {\n  const { messages, user, registry } = req.body;\n'
        f"{deeper(body, 2)}\n  res.json(messages);\n}});\n"
    )


_PLACES_OF_JAVASCRIPT: dict[str, Place] = {
    "an arrow": _js_arrow,
    "a method": _js_method,
    "an endpoint": _js_endpoint,
}
_ASKS_OF_JAVASCRIPT = parts("dispatch/javascript_asks")


def _js_text(asked: str, body: str, place: Place) -> str:
    setup, ask, name, args = (part.strip() for part in _ASKS_OF_JAVASCRIPT[asked].split("\n=>\n"))
    body = body.replace("{name}", name).replace("{args}", args)
    return _HEAD.replace("{setup}", setup) + place(
        f"let result;\n{ask}\n{deeper(body, 2)}\n}}\nreturn result;"
    )


def _js_shapes(lookups: dict[str, str]) -> Iterator[Shape]:
    for lookup, body in lookups.items():
        for asked in _ASKS_OF_JAVASCRIPT:
            text = _js_text(asked, body, _js_function)
            yield Shape(f"{lookup}, {asked}", "src/agent.ts", text)
        for place, put in _PLACES_OF_JAVASCRIPT.items():
            text = _js_text("openai chat, in names", body, put)
            yield Shape(f"{lookup}, in {place}", "src/agent.ts", text)


UNCHECKED = named(_shapes(parts("dispatch/python_unchecked")))
CHECKED = named(_shapes(parts("dispatch/python_checked")))
UNCHECKED_OF_JAVASCRIPT = named(_js_shapes(parts("dispatch/javascript_unchecked")))
CHECKED_OF_JAVASCRIPT = named(_js_shapes(parts("dispatch/javascript_checked")))

"""What a way in reaches: callbacks, loops of other files and functions that run themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from prodgate.cli import commands

ASK = """\
from openai import OpenAI

client = OpenAI(timeout=20, max_retries=0)


def ask(question):
    return client.chat.completions.create(
        model="gpt-4o",
        max_completion_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
"""
APP = """\
from fastapi import FastAPI

from asking import ask

app = FastAPI()


@app.post("/ask")
def answer(question: str, questions: list[str]):
"""
ONCE = 0.325  # (128,000 x 2.5 + 500 x 10) / 1,000,000


def way(folder: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(commands, ["inventory", "--format", "json"])
    assert done.exit_code == 0, done.output
    (found,) = [way for way in json.loads(done.output)["money"]["ways"] if way["route"]]
    return {name: found[name] for name in ("cost", "seconds", "open-cost", "open-time")}


def number(times: int) -> dict[str, Any]:
    return {"cost": ONCE * times, "seconds": 20.0 * times, "open-cost": [], "open-time": []}


NOT_KNOWN = {
    "cost": None, "seconds": None, "open-cost": ["rounds not known"],
    "open-time": ["rounds not known"],
}  # fmt: skip
UNBOUNDED = {
    "cost": None, "seconds": None, "open-cost": ["no loop bound"], "open-time": ["no loop bound"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    return ask(question)\n", number(1)),
        ("    for _ in range(4):\n        ask(question)\n", number(4)),
        ("    for each in questions:\n        ask(each)\n", NOT_KNOWN),
        ("    return [ask(each) for each in questions]\n", NOT_KNOWN),
        ("    while True:\n        ask(question)\n", UNBOUNDED),
        ("    def later():\n        return ask(question)\n    return later()\n", number(1)),
    ],
)
def test_loops_of_another_file_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, expected: dict[str, Any]
) -> None:
    assert way(tmp_path, {"app.py": APP + body, "asking.py": ASK}, monkeypatch) == expected


def test_what_runs_itself_again_is_no_single_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = ASK.replace(
        "def ask(question):\n    return", "def ask(question, again=True):\n    told ="
    )
    again += "    if again and told.usage.completion_tokens > 400:\n        ask(question, False)\n"
    files = {"app.py": APP + "    return ask(question)\n", "asking.py": again}
    assert way(tmp_path, files, monkeypatch) == NOT_KNOWN


ROUTE = """\
import OpenAI from "openai";
import { createStream } from "stream-kit";

const client = new OpenAI({ timeout: 20_000, maxRetries: 0 });

export async function POST(request: Request) {
  const { question } = await request.json();
  const stream = createStream({
    execute: async ({ writer }) => {
      const told = await client.chat.completions.create({
        model: "gpt-4o",
        max_completion_tokens: 500,
        messages: [{ role: "user", content: question }],
      });
      writer.write(told);
    },
  });
  return new Response(stream);
}
"""


PACKAGE = '{"dependencies": {"openai": "6.49.0"}}'


def test_a_function_that_a_handler_hands_on_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"app/api/ask/route.ts": ROUTE, "package.json": PACKAGE}
    assert way(tmp_path, files, monkeypatch) == number(1)

"""How a rewritten file imports the guard module that stands beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DISPATCH = """\
import json

from openai import OpenAI
{imported}

client = OpenAI(timeout=30.0)


def run(tools, messages):
    reply = client.chat.completions.create(model="gpt-4o", messages=messages, max_tokens=100)
    call = reply.choices[0].message.tool_calls[0]
    return tools[call.function.name](**json.loads(call.function.arguments))
"""


@pytest.mark.parametrize(
    ("path", "imported", "beside", "module"),
    [
        ("run.py", "import os", (), "prodgate_guard"),
        ("shop/run.py", "from .kinds import Tool", ("shop/kinds.py",), ".prodgate_guard"),
        ("shop/run.py", "import os", ("shop/__init__.py",), ".prodgate_guard"),
        ("api/kit/run.py", "from kit import llm", ("api/kit/llm.py",), "kit.prodgate_guard"),
        # The folders are packages without an __init__.py: the parent of shop is on the path.
        ("shop/bots/run.py", "from shop.kinds import Tool", ("shop/kinds.py",),
         "shop.bots.prodgate_guard"),
        ("src/shop/bots/run.py", "from shop.kit import tool", ("src/shop/kit/tool.py",),
         "shop.bots.prodgate_guard"),
        ("shop-api/bots/run.py", "from bots.kinds import Tool", ("shop-api/bots/kinds.py",),
         "bots.prodgate_guard"),
        # The folder has the name of a library, which is what the file imports.
        ("agents/run.py", "from agents import Agent", (), "prodgate_guard"),
        ("mcp/run.py", "from mcp.types import Tool", ("mcp/kinds.py",), "prodgate_guard"),
    ],
)  # fmt: skip
def test_the_import_is_the_one_that_works_there(
    tmp_path: Path, path: str, imported: str, beside: tuple[str, ...], module: str
) -> None:
    for name, text in {
        path: DISPATCH.format(imported=imported),
        **dict.fromkeys(beside, ""),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    command = [sys.executable, "-m", "prodgate", "fix", "--unsafe"]
    subprocess.run(
        [*command, "--select", "unchecked-tool-dispatch"], cwd=tmp_path, check=False,
        capture_output=True,
    )  # fmt: skip
    assert f"from {module} import caller_role, check_tool\n" in (tmp_path / path).read_text()

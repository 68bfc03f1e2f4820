"""The action, as a runner runs it: what it checks, what reviewers see, what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from action_harness import Runner, machine, pull_request

CLIENT = b"import openai\n\nclient = openai.OpenAI(timeout=60)\n"


def ask(name: str, more: str = "") -> bytes:
    """A function with a model call that has no cap."""
    return f"""

def {name}(text: str) -> str:
    answer = client.chat.completions.create(
        model="gpt-4o-2024-08-06", messages=[{{"role": "user", "content": text}}]{more}
    )
    return answer.choices[0].message.content
""".encode()


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool cache of the machine: the environment is made once for all tests."""
    import getpass
    import tempfile

    folder = Path(tempfile.gettempdir()) / f"prodgate-tool-cache-{getpass.getuser()}"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def runner(tmp_path: Path, tools: Path) -> Iterator[Runner]:
    with machine(tmp_path, tools) as made:
        made.server.git.write("main", {"app/chat.py": CLIENT + ask("first")})
        made.server.git.write(
            "topic", {"app/chat.py": CLIENT + ask("first") + ask("second")}, "main"
        )
        yield made
        made.server.check()


def test_a_pull_request_of_the_repository(runner: Runner) -> None:
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert ran.steps == ["install", "gather", "check", "report"]
    assert ran.code == 1, ran.log
    print(ran.log, ran.summary, ran.outputs)
    assert (ran.outputs["new-findings"], ran.outputs["exit-code"]) == ("1", "1")
    (upload,) = runner.server.state.sarifs
    assert (upload["commit_sha"], upload["ref"]) == (merge, ref)
    document = json.loads(Path(ran.outputs["json-file"]).read_text())
    assert [(f["line"], f["new"]) for f in document["findings"] if f["severity"] != "note"] == [
        (7, False),
        (14, True),
    ]

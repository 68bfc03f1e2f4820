"""What the README shows of a pull request: made by the action itself, on the example.

``python tests/readme_review.py`` writes the part of README.md between its marks anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from action_harness import Runner, machine, pull_request

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PART = re.compile(r"(?<=<!-- review -->\n)(?:.*\n)*?(?=<!-- /review -->)")
PROPOSED = b'''"""A digest of yesterday's questions, for the team's channel."""

import requests
from openai import OpenAI

client = OpenAI()


def send_digest(questions: list[str], channel: str) -> None:
    answer = client.chat.completions.create(
        model="gpt-4.1-2025-04-14",
        messages=[{"role": "user", "content": "Sum these up:\\n" + "\\n".join(questions)}],
    )
    requests.post(channel, json={"text": answer.choices[0].message.content})
'''


def part(folder: Path, tools: Path) -> str:
    """The summary and the first suggestion of a pull request that adds a file to the example."""
    with machine(folder, tools) as runner:
        runner.server.state.processing = ["complete"]
        example = ROOT / "examples" / "prototype"
        known = ("app.py", "requirements.txt", "worker/worker.ts", "worker/package.json")
        files: dict[str, bytes | None] = {name: (example / name).read_bytes() for name in known}
        runner.server.git.write("main", files)
        runner.server.git.write("digest", {"digest.py": PROPOSED}, "main")
        payload, merge, ref = pull_request(runner, "digest")
        ran = runner.run("pull_request", payload, merge, ref)
        assert ran.code == 1, ran.log
        bodies = [c["body"] for c in runner.server.state.comments]
        suggestion = next(body for body in bodies if "requests" in body)
        return (
            "The summary of the run:\n\n"
            + _quoted(_public(ran.summary, runner))
            + "\nand one of the suggestions, beside its line:\n\n"
            + _quoted(re.sub(r"\s*<!--.*?-->", "", suggestion))
        )


def _public(text: str, runner: Runner) -> str:
    """As on a server that readers can reach, at a commit that has one name in every run."""
    text = text.replace(runner.url, "https://github.com")
    return re.sub(r"(?<=/blob/)[0-9a-f]{40}", "main", text)


def _quoted(text: str) -> str:
    lines = text.strip().splitlines()
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def main() -> int:
    """Write the part again."""
    from test_action import tool_cache

    with tempfile.TemporaryDirectory() as folder:
        made = part(Path(folder), tool_cache())
    README.write_text(PART.sub(lambda _: made, README.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

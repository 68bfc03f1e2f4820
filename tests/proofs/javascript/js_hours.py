"""Runs a program against one hour of the provider, and says what was seen."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from js_faults import Asked, Provider
from js_http2 import http2

_DROPPED = ("_API_KEY", "_PROXY", "_proxy", "_TOKEN", "_BASE_URL", "_HOST", "NODE_OPTIONS")
_KEYS = (
    "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "GROQ_API_KEY",
    "MISTRAL_API_KEY", "CO_API_KEY", "TOGETHER_API_KEY", "AZURE_OPENAI_API_KEY", "HF_TOKEN",
)  # fmt: skip
_URLS = (
    "MODEL_URL", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GROQ_BASE_URL", "TOGETHER_BASE_URL",
    "GOOGLE_GEMINI_BASE_URL",
)  # fmt: skip
# Claude Code in the proofs of its SDK: it asks the provider what it would be told to do.
_CLAUDE = """\
const body = JSON.stringify({ told: process.argv.slice(2) });
const asked = await fetch(process.env.MODEL_URL + "/claude", { method: "POST", body });
const { answer } = await asked.json();
const result = { type: "result", subtype: "success", is_error: false, result: answer };
console.log(JSON.stringify({ ...result, session_id: "s", num_turns: 1, duration_ms: 1 }));
"""
_URL = re.compile(r"http://127[^\s:]*:\d+\S*")
_ERROR = re.compile(r"\[?((?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*?)(?:\] \{)?$")
# Timers that run faster, where a limit of a minute or ten is to be seen.
_HASTE = (
    "const real = globalThis.setTimeout; "
    "globalThis.setTimeout = (f, ms, ...rest) => real(f, (ms ?? 0) / {haste}, ...rest);"
)
# Many programs wait at once, few start at once: the seconds before a request are not counted.
starting = threading.BoundedSemaphore(3)
_START = 90.0  # seconds


@dataclass(frozen=True)
class Seen:
    """How a program ended (``code`` None: it did not), and what it asked.

    ``seconds``: from its first request to its end.
    """

    code: int | None
    seconds: float
    output: str
    error: str
    asked: tuple[Asked, ...]

    @property
    def held(self) -> list[float]:
        """Seconds that each request stayed open."""
        return [each.waited() for each in self.asked]


def run(
    program: Path, provider: Provider, label: str, hour: str, most: float, haste: float = 1
) -> Seen:
    """Runs it until ``most`` seconds after its first request; ``label``: unlike every other run's.

    ``haste``: how much faster its timers run.
    """
    needs_http2 = b"BedrockRuntime" in program.read_bytes()
    claude = program.parent / "claude.mjs"
    claude.write_text(_CLAUDE)
    around = http2(provider.url, program.parent) if needs_http2 else nullcontext(provider.url)
    with around as url, tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        argv = ["node", *_options(haste), str(program)]
        requests = provider.asked[f"{label}/{hour}"]
        with starting:
            process = subprocess.Popen(
                argv,
                cwd=program.parent,
                env=_environ(f"{url}/{label}/{hour}") | {"CLAUDE_PATH": str(claude)},
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            _wait_for_first(process, requests)
        code = _end(process, most)
        ended = time.monotonic()
        asked = tuple(Asked(a.path, a.body, a.began, a.waited()) for a in requests)
        seconds = ended - asked[0].began if asked else 0.0
        if code is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        out.seek(0)
        err.seek(0)
        return Seen(code, seconds, out.read(), _last(err.read()), asked)


def _wait_for_first(process: subprocess.Popen[bytes], requests: list[Asked]) -> None:
    started = time.monotonic()
    while not requests and process.poll() is None and time.monotonic() - started < _START:
        time.sleep(0.02)


def _options(haste: float) -> list[str]:
    """A roomy heap: Node loses the signal of a Request in a collection (see README.md)."""
    roomy = ["--initial-old-space-size=512", "--min-semi-space-size=64"]
    roomy.append("--max-semi-space-size=64")
    module = "data:text/javascript," + quote(_HASTE.replace("{haste}", str(haste)))
    return roomy if haste == 1 else [*roomy, "--import", module]


def _environ(url: str) -> dict[str, str]:
    """No key and no proxy of the person who runs this; the addresses of the local provider."""
    env = {k: v for k, v in os.environ.items() if not k.endswith(_DROPPED)}
    env |= {"NO_PROXY": "127.0.0.1", "OPENAI_AGENTS_DISABLE_TRACING": "1"}
    return env | dict.fromkeys(_KEYS, "k") | dict.fromkeys(_URLS, url)


def _end(process: subprocess.Popen[bytes], most: float) -> int | None:
    try:
        return process.wait(most)
    except subprocess.TimeoutExpired:
        return None


def _last(text: str) -> str:
    """The line of an error that says what happened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [match[1] for line in lines if (match := _ERROR.match(line))]
    return _URL.sub("its address", (said or lines or [""])[0])[:160]

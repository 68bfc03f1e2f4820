"""Runs a program against one hour of the provider, and says what was seen."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from js_faults import Asked, Provider
from js_http2 import http2

_DROPPED = ("_API_KEY", "_PROXY", "_proxy", "_TOKEN", "_BASE_URL", "_HOST", "NODE_OPTIONS")
_KEYS = (
    "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "GROQ_API_KEY",
    "MISTRAL_API_KEY", "CO_API_KEY", "TOGETHER_API_KEY", "AZURE_OPENAI_API_KEY", "HF_TOKEN",
)  # fmt: skip
_URLS = ("MODEL_URL", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GROQ_BASE_URL", "TOGETHER_BASE_URL")
_ERROR = re.compile(r"(?:Uncaught )?[\w.]*(?:Error|Exception)\b(?: \[\w+\])?: ")
# Timers that run so much faster, where a limit of a minute is to be seen.
HASTE = 50
_HASTE = (
    f"const real = globalThis.setTimeout; "
    f"globalThis.setTimeout = (f, ms, ...rest) => real(f, (ms ?? 0) / {HASTE}, ...rest);"
)


@dataclass(frozen=True)
class Seen:
    """How a program ended (``code`` None: it did not), and what it asked."""

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
    program: Path, provider: Provider, label: str, hour: str, most: float, haste: bool = False
) -> Seen:
    """Runs it for at most ``most`` seconds; ``label``: unlike every other run's."""
    needs_http2 = b"BedrockRuntime" in program.read_bytes()
    around = http2(provider.url, program.parent) if needs_http2 else nullcontext(provider.url)
    with around as url, tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        argv = ["node", *_options(haste), str(program)]
        started = time.monotonic()
        process = subprocess.Popen(
            argv,
            cwd=program.parent,
            env=_environ(f"{url}/{label}/{hour}"),
            stdout=out,
            stderr=err,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = _end(process, most)
        seconds = time.monotonic() - started
        asked = tuple(
            Asked(a.path, a.body, a.began, a.waited()) for a in provider.asked[f"{label}/{hour}"]
        )
        if code is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        out.seek(0)
        err.seek(0)
        return Seen(code, seconds, out.read(), _last(err.read()), asked)


def _options(haste: bool) -> list[str]:
    """A roomy heap: Node loses the signal of a Request in a collection (see README.md)."""
    roomy = ["--initial-old-space-size=512", "--min-semi-space-size=64"]
    roomy.append("--max-semi-space-size=64")
    return [*roomy, "--import", f"data:text/javascript,{_HASTE}"] if haste else roomy


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
    said = [line for line in lines if _ERROR.match(line)]
    return (said or lines or [""])[0][:160]

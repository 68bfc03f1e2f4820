"""Packages of their own for each subject; scripts run in them with node, types checked by tsc."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_once import made_once

_TOOLS = ("typescript@5.9.3", "@types/node@20.19.24")
# A key or a proxy of the person who runs the proofs has no place in them.
_DROPPED = ("_API_KEY", "_PROXY", "_proxy", "_TOKEN", "_BASE_URL", "_HOST", "NODE_OPTIONS")

_PRELUDE = """\
const [BASE, MOST] = [process.argv[2], Number(process.argv[3])];
const waiting = [];
function scenario(name, mode, run) {
  const started = performance.now();
  const say = (state, error) => {
    const seconds = (performance.now() - started) / 1000;
    console.log("@" + JSON.stringify({ name, state, seconds, error: String(error).slice(0, 300) }));
  };
  const done = Promise.resolve(`${BASE}/${name}/${mode}`).then(run);
  waiting.push(done.then(() => say("resolved", ""), (error) => say("rejected", error)));
}
process.on("unhandledRejection", () => {});
"""
_END = """
await Promise.race([Promise.all(waiting), new Promise((end) => realTimeout(end, MOST))]);
process.exit(0);
"""
# The pauses between attempts are not what is measured: they run a hundred times faster.
_FAST = """\
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (f, ms, ...rest) => realTimeout(f, (ms ?? 0) / 100, ...rest);
"""
_REAL = "const realTimeout = globalThis.setTimeout;\n"


@dataclass(frozen=True)
class Outcome:
    """How a scenario ended: "resolved", "rejected", or "pending" when the time was over."""

    state: str
    seconds: float
    error: str


def environment(cache: Path, packages: tuple[str, ...]) -> Path:
    """A folder whose node_modules holds exactly these packages; made once, then kept."""
    digest = hashlib.sha256("\n".join(packages).encode()).hexdigest()[:12]
    first = packages[0] if packages else "plain"
    folder = cache / f"js-{''.join(c if c.isalnum() else '-' for c in first)}-{digest}"
    with made_once(folder) as wanted:
        if wanted:
            _install(folder, packages)
    return folder


def _install(folder: Path, packages: tuple[str, ...]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true, "type": "module"}\n')
    if not packages:
        return
    argv = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    argv += ["--legacy-peer-deps", "--loglevel=error", *packages]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{packages} cannot be installed: {done.stderr[-2000:]}"


def installed(folder: Path, package: str) -> str:
    """The version of a package in an environment."""
    data = json.loads((folder / "node_modules" / package / "package.json").read_text())
    return str(data["version"])


def run(
    folder: Path, imports: str, scenarios: list[str], url: str, *, fast: bool, most: float
) -> dict[str, Outcome]:
    """Runs scenarios side by side in one node process, for at most ``most`` seconds."""
    script = folder / f"program-{os.getpid()}.mjs"  # other workers have theirs
    text = imports + "\n" + (_FAST if fast else _REAL) + _PRELUDE + "\n".join(scenarios) + _END
    script.write_text(text)
    # A roomy heap, so that nothing is collected meanwhile: Node loses the signal of a Request in a
    # collection, and with it the timeout of mistral (see README.md).
    roomy = ["--initial-old-space-size=2048", "--min-semi-space-size=128"]
    argv = ["node", *roomy, "--max-semi-space-size=128", str(script), url, str(int(most * 1000))]
    done = subprocess.run(
        argv, cwd=folder, env=_environ(), capture_output=True, text=True, timeout=most + 60
    )
    if done.returncode:
        raise AssertionError(f"the script broke: {done.stderr[-2000:]}")
    seen = [json.loads(line[1:]) for line in done.stdout.splitlines() if line.startswith("@{")]
    return {s["name"]: Outcome(s["state"], s["seconds"], s["error"]) for s in seen}


def _environ() -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if not k.endswith(_DROPPED)}
    return env | {"NO_PROXY": "127.0.0.1", "OPENAI_AGENTS_DISABLE_TRACING": "1"}


def type_errors(cache: Path, folder: Path, code: str) -> str:
    """What ``tsc --strict`` says of a module in an environment; "" for nothing."""
    tools = environment(cache, _TOOLS)
    module, project = f"fixed-{os.getpid()}.mts", f"tsconfig-{os.getpid()}.json"
    (folder / module).write_text(code)
    options: dict[str, Any] = {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "target": "es2022",
        "lib": ["es2022"],
        "module": "nodenext",
        "moduleResolution": "nodenext",
        "types": ["node"],
        "typeRoots": [str(tools / "node_modules/@types")],
    }
    config = {"compilerOptions": options, "files": [module]}
    (folder / project).write_text(json.dumps(config))
    argv = ["node", str(tools / "node_modules/typescript/bin/tsc"), "-p", project]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=300)
    return "" if done.returncode == 0 else done.stdout + done.stderr

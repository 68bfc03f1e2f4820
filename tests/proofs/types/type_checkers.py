"""pyright and ``tsc --strict``, each over a whole folder at once: what they say of every file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from type_compare import Problem

Problems = dict[str, list[Problem]]
_TSC = re.compile(
    r"^(?P<file>[^\s(][^(]*)\((?P<line>\d+),\d+\): error (?P<code>TS\d+): (?P<said>.*)$"
)
_STRICT: dict[str, Any] = {
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "allowJs": True,
    "checkJs": True,
    "target": "es2022",
    "lib": ["es2023", "dom", "dom.iterable"],
    "jsx": "preserve",
    "module": "preserve",  # import and require in one program, resolved as a bundler does
    "moduleResolution": "bundler",
    "moduleDetection": "force",  # a file without an import shares no names with the others
    "esModuleInterop": True,
    "resolveJsonModule": True,
    "types": ["node"],
}


def pyright(folder: Path, python: Path, roots: Iterable[str], limit: int = 3600) -> Problems:
    """What pyright says of every file, by its path in the folder.

    ``roots``: folders that are projects of their own, where absolute imports start.
    """
    config = {
        "include": ["."],
        "typeCheckingMode": "standard",
        "executionEnvironments": [{"root": root} for root in sorted(roots)],
        "reportMissingModuleSource": "none",  # a stub without its package has types all the same
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    argv = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", str(python)]
    argv += ["--project", str(folder)]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=limit)
    assert done.returncode in {0, 1}, f"pyright broke: {(done.stdout + done.stderr)[-2000:]}"
    found: Problems = defaultdict(list)
    for row in json.loads(done.stdout)["generalDiagnostics"]:
        if row["severity"] == "error":
            path = Path(row["file"]).relative_to(folder.resolve()).as_posix()
            line = row["range"]["start"]["line"] + 1
            found[path].append(Problem(line, row.get("rule", "syntax"), row["message"]))
    return found


def tsc(folder: Path, packages: Path, limit: int = 3600, **options: Any) -> Problems:
    """What tsc says of every file under strict, by its path in the folder.

    ``packages``: the folder whose node_modules has the packages and TypeScript itself.
    """
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(packages / "node_modules", target_is_directory=True)
    config = {"compilerOptions": {**_STRICT, **options}, "include": ["**/*"]}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    compiler = packages / "node_modules" / "typescript" / "bin" / "tsc"
    argv = ["node", "--max-old-space-size=6144", str(compiler), "-p", str(folder)]
    argv += ["--pretty", "false"]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=limit)
    assert done.returncode in {0, 1, 2}, f"tsc broke: {(done.stdout + done.stderr)[-2000:]}"
    return read_tsc(done.stdout)


def read_tsc(said: str) -> Problems:
    """The errors that tsc printed; a message goes on in lines that are indented."""
    found: Problems = defaultdict(list)
    path = ""
    for line in said.splitlines():
        match = _TSC.match(line)
        if match:
            path = match["file"]
            found[path].append(Problem(int(match["line"]), match["code"], match["said"]))
        elif path and line.startswith(" "):
            last = found[path][-1]
            found[path][-1] = Problem(last.line, last.code, f"{last.message}\n{line}")
        elif line.strip():
            raise AssertionError(f"tsc says of no file: {line}")
    return found

"""pyright and tsc, each over a whole folder at once: what they say of every file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from type_compare import Problem

Problems = dict[str, list[Problem]]
_TSC = re.compile(r"^(?P<file>\S.*?)\((?P<line>\d+),\d+\): error (?P<code>TS\d+): (?P<said>.*)$")
_LIMIT = 3600  # seconds for all files together
_CONFIG = "tsconfig.types.json"
_STRICT: dict[str, Any] = {
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "allowJs": True,
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


def pyright(
    folder: Path, python: Path, roots: Iterable[str], include: Sequence[str] = (".",)
) -> Problems:
    """What pyright says of every file that is included, by its path in the folder.

    ``roots``: folders that are projects of their own, where absolute imports start.
    """
    config = {
        "include": list(include),
        "typeCheckingMode": "standard",
        "executionEnvironments": [{"root": root} for root in roots],
        "reportMissingModuleSource": "none",  # a stub without its package has types all the same
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    argv = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", str(python)]
    argv += ["--project", str(folder)]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=_LIMIT)
    assert done.returncode in {0, 1}, f"pyright broke: {(done.stdout + done.stderr)[-2000:]}"
    found: Problems = defaultdict(list)
    for row in json.loads(done.stdout)["generalDiagnostics"]:
        if row["severity"] == "error":
            path = Path(row["file"]).relative_to(folder.resolve()).as_posix()
            line = row["range"]["start"]["line"] + 1
            found[path].append(Problem(line, row.get("rule", "syntax"), row["message"]))
    return found


def tsc(folder: Path, packages: Path, files: Sequence[str], **options: Any) -> Problems:
    """What tsc says of the files, by path in the folder.

    TypeScript is checked under strict. JavaScript is checked too (checkJs), but not under strict:
    what that asks for, JavaScript has no way to say. ``packages``: the folder whose node_modules
    has the packages and TypeScript itself.
    """
    modules = folder / "node_modules"
    if modules.is_symlink():
        modules.unlink()
    modules.symlink_to(packages / "node_modules", target_is_directory=True)
    found: Problems = defaultdict(list)
    scripts = [file for file in files if file.endswith((".js", ".jsx", ".mjs", ".cjs"))]
    typed = [file for file in files if file not in scripts]
    found |= _tsc(folder, packages, typed, options) if typed else {}
    loose = {**options, "strict": False, "checkJs": True}
    declared = [file for file in files if file.endswith(".d.ts")]
    said = _tsc(folder, packages, [*scripts, *declared], loose) if scripts else {}
    return found | {path: problems for path, problems in said.items() if path in scripts}


def _tsc(folder: Path, packages: Path, files: Sequence[str], options: dict[str, Any]) -> Problems:
    config: dict[str, Any] = {"compilerOptions": {**_STRICT, **options}, "files": list(files)}
    if (packages / "node_modules" / "@types" / "deno").is_dir():
        config["compilerOptions"] |= {"types": ["deno"], "lib": ["esnext"]}
    (folder / _CONFIG).write_text(json.dumps(config))
    compiler = packages / "node_modules" / "typescript" / "bin" / "tsc"
    argv = ["node", "--max-old-space-size=6144", str(compiler), "-p", str(folder / _CONFIG)]
    argv += ["--pretty", "false"]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=_LIMIT)
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
            code, message = match["code"], match["said"]
            if code == "TS18004":  # { x } of a name that is nowhere: what [x] and f(x) say too
                code, message = "TS2304", f"Cannot find name '{message.split(chr(39))[1]}'."
            found[path].append(Problem(int(match["line"]), code, message))
        elif path and line.startswith(" "):
            last = found[path][-1]
            found[path][-1] = Problem(last.line, last.code, f"{last.message}\n{line}")
        elif line.strip():
            raise AssertionError(f"tsc says of no file: {line}")
    return found

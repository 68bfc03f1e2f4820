"""The pages tell the truth: what their commands print, the rules they list, where links go.

``python tests/test_readme.py`` writes the printed output and the table of rules anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from prodgate.findings import Gate
from prodgate.pack import Pack

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SHOWN = [README, ROOT / "docs" / "migrating.md"]  # pages with commands and what they print
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")])
_CONSOLE = re.compile(r"(?<=```console\n)\$ (.+)\n((?:.*\n)*?)(?=```)")
_RULES = re.compile(r"(?<=<!-- rules -->\n)(?:.*\n)*?(?=<!-- /rules -->)")
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


# -- what the README should say ----------------------------------------------------------------


def _expected(text: str, folder: Path) -> str:
    """The README with the real output under each command, and the real rules."""
    _prepare(folder)
    text = _CONSOLE.sub(lambda m: f"$ {m[1]}\n{_printed(m[1], folder)}", text)
    text = _RULES.sub(lambda _: _table(), text)
    count = len([*(ROOT / "sdks").glob("*/*.yaml")])
    return re.sub(r"(?<=What it knows of )\d+", str(count), text)


def _prepare(folder: Path) -> None:
    """The example as the README's reader has it: a copy in a git repository of its own."""
    skip = shutil.ignore_patterns("node_modules", ".venv", ".env", "__pycache__", "prodgate-guard*")
    shutil.copytree(ROOT / "examples" / "prototype", folder, ignore=skip)
    commands = (["init", "--quiet", "-b", "main"], ["add", "."], ["commit", "-qm", "prototype"])
    for command in commands:
        subprocess.run(["git", *command], cwd=folder, env={**os.environ, **_AUTHOR}, check=True)


_WHO = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2026-01-01T00:00:00Z"}
_AUTHOR = {
    f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()
}  # so that a commit has the same name in every run


def _printed(command: str, folder: Path) -> str:
    """What a reader sees; in CI and in commit hooks prodgate would not move the example's key."""
    words = shlex.split(command)
    start = {
        "prodgate": [sys.executable, "-m", "prodgate"],
        "git": ["git", "--no-pager"],
        "cat": ["cat"],
    }
    drop = {"CI", "PRE_COMMIT", "GIT_INDEX_FILE"}
    done = subprocess.run(
        [*start[words[0]], *words[1:]],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k not in drop} | _AUTHOR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode in {0, 1}, done.stdout
    return done.stdout.lstrip("\n")


def _table() -> str:
    rules = [module.rule for module in Pack().rules.values()]
    rows = ["| gate | rule | what | fix |", "|---|---|---|---|"]
    for gate in Gate:
        for rule in sorted((r for r in rules if r.gate is gate), key=lambda r: r.name):
            link = f"[{rule.name}](docs/rules/{rule.name}.md)"
            rows.append(f"| {gate.value} | {link} | {rule.summary} | {_best(rule.applicability)} |")
    return "\n".join(rows) + "\n"


def _best(applicability: str) -> str:
    return {"safe": "safe", "unsafe": "unsafe", "manual": "by hand"}[applicability]


# -- the tests ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_a_page_shows_what_is_really_printed(page: Path, tmp_path: Path) -> None:
    text = page.read_text()
    assert len(_CONSOLE.findall(text)) >= 3
    assert page != README or "<!-- rules -->" in text
    assert text == _expected(text, tmp_path / "prototype"), "run: python tests/test_readme.py"


def test_every_link_leads_to_a_file() -> None:
    broken = []
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
        for target in _LINK.findall(text):
            name = target.partition("#")[0]
            if "://" not in target and name and not (page.parent / name).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def _typed(text: str) -> list[str]:
    """What a reader types after ``prodgate``: what a command prints may begin with it too."""
    lines: list[str] = []
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        start = r"^\$ " if language == "console" else r"^(?:\$ )?"
        lines += re.findall(rf"{start}prodgate ([^#|\n]+)", block, re.MULTILINE)
    return lines


def test_every_command_and_option_that_the_pages_show_exists() -> None:
    from prodgate.cli import commands

    wrong = []
    for page in PAGES:
        for line in _typed(page.read_text()):
            words = shlex.split(line)
            command = commands.commands.get(words[0])
            options = (
                {o for p in command.params for o in [*p.opts, *p.secondary_opts]}
                if command
                else set()
            )
            asked = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
            if not command or not asked <= options | {"--help"}:
                wrong.append(f"{page.relative_to(ROOT)}: prodgate {line}")
    assert wrong == []


def test_the_hook_entry_of_the_readme_is_the_one_that_init_writes() -> None:
    import yaml

    from prodgate import start

    text = README.read_text()
    (entry,) = re.findall(r"```yaml\n(repos:\n(?:.*\n)*?)```", text)
    assert yaml.safe_load(entry)["repos"] == yaml.safe_load(f"repos:\n{start._ENTRY}")["repos"]


def test_the_policy_page_shows_the_policy_that_init_writes() -> None:
    from prodgate.start import TEMPLATE

    text = (ROOT / "docs" / "policy.md").read_text()
    (shown,) = re.findall(r"```yaml\n(fail-on.*?)```", text, re.DOTALL)
    assert shown == TEMPLATE.partition("\n\n")[2]


def test_every_policy_of_the_pages_is_accepted(tmp_path: Path) -> None:
    from prodgate import policy

    (tmp_path / "prodgate-pack").mkdir()
    text = (ROOT / "docs" / "policy.md").read_text() + (ROOT / "docs" / "packs.md").read_text()
    shown = [
        b
        for b in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
        if not b.startswith(("sdk:", "rules:"))
    ]
    assert len(shown) >= 4
    for block in shown:
        (tmp_path / "prodgate.yaml").write_text(block)
        policy.load(tmp_path)


def test_the_ignore_comments_of_the_page_name_a_rule_and_a_reason() -> None:
    from prodgate.source import Source, decode
    from prodgate.suppress import suppressions

    text = (ROOT / "docs" / "suppressing.md").read_text()
    for language, name in (("python", "a.py"), ("ts", "a.ts")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        source = decode(name, block.encode())
        assert isinstance(source, Source)
        (found,) = suppressions(source)
        assert found.rules[0] in Pack().rules
        assert found.reason
        assert found.target is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_ends_with_a_newline_and_has_no_tabs_or_trailing_blanks(page: Path) -> None:
    text = page.read_text()
    assert text.endswith("\n")
    assert not re.search(r"[ \t]$|\t", re.sub(r"(?:> )?```.*?```", "", text, flags=re.DOTALL), re.M)


if __name__ == "__main__":
    os.environ.update(GIT_CONFIG_GLOBAL=os.devnull)
    for shown in SHOWN:
        with tempfile.TemporaryDirectory() as temporary:
            shown.write_text(_expected(shown.read_text(), Path(temporary) / "prototype"))

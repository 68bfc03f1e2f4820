"""What a rule catches, for people: ``prodgate explain``, ``prodgate rules``, and docs/rules/.

A page is made of what is there anyway: the docstrings of the rule and its fix, and the first case
in each language. ``python -m prodgate.explaining`` writes the pages into a checkout; they travel
in the wheel, so that an installed prodgate explains itself without the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from prodgate.findings import Applicability, Gate, Language, Rule
from prodgate.index import PackError
from prodgate.pack import Pack, RuleModule, folder
from prodgate.regex import lazy

_LANGUAGES: dict[Language, str] = {"python": "Python", "javascript": "JavaScript and TypeScript"}
_GENERATED = (
    "<!-- Written by `python -m prodgate.explaining` from rules/, fixes/ and tests/cases/. -->"
)
_PAGES = "https://github.com/prodgate/prodgate/blob/main/docs/rules"
_FIXES = {
    Applicability.SAFE: "Safe at best: `prodgate fix` makes the change where it is sure that code "
    "which stays inside the limit behaves as before, and needs `--unsafe` where it is not.",
    Applicability.UNSAFE: "Unsafe: the change may alter what the code does, so only "
    "`prodgate fix --unsafe` makes it. Read the diff.",
    Applicability.MANUAL: "By hand: prodgate says what to do, and rewrites nothing.",
}


# -- asked for by a command --------------------------------------------------------------------


def page(rule: str) -> str:
    """The text that ``prodgate explain RULE`` prints.

    Raises KeyError with one sentence where there is no such rule.
    """
    modules = Pack().rules
    if rule not in modules:
        raise KeyError(_unknown(rule, list(modules)))
    return _for_a_terminal(_kept_page(rule) or markdown(modules[rule]))


def markdown_of(module: RuleModule) -> str:
    """The page of a rule as it stands in the documentation; of a team's own rule, what it says."""
    return (_kept_page(module.rule.name) or markdown(module)).replace(f"{_GENERATED}\n\n", "")


def plain(text: str) -> str:
    """A page, which is Markdown, as plain text."""
    return _for_a_terminal(text)


def address(rule: str) -> str | None:
    """Where the page of a rule of ours stands on the web; None for a team's own rule."""
    return None if _kept_page(rule) is None else f"{_PAGES}/{rule}.md"


def listing(form: str) -> str:
    """The rules by gate, as "text" or "json"."""
    modules = sorted(
        Pack().rules.values(), key=lambda m: (list(Gate).index(m.rule.gate), m.rule.name)
    )
    return _as_json(modules) if form == "json" else _as_text(modules)


def _unknown(rule: str, names: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(rule, names, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else "`prodgate rules` lists them"
    return f"there is no rule {rule!r}; {hint}"


def _kept_page(rule: str) -> str | None:
    if not re.fullmatch(r"[a-z0-9-]+", rule):  # a team's pattern may be called "../x"
        return None
    try:
        return (folder("docs") / "rules" / f"{rule}.md").read_text(encoding="utf-8")
    except (OSError, PackError):
        return None


def _as_json(modules: list[RuleModule]) -> str:
    import json

    rules = [
        {
            "name": m.rule.name,
            "gate": m.rule.gate.value,
            "summary": m.rule.summary,
            "applicability": m.rule.applicability.value,
            "languages": list(m.rule.languages),
        }
        for m in modules
    ]
    return json.dumps({"version": 1, "rules": rules}, indent=2) + "\n"


def _as_text(modules: list[RuleModule]) -> str:
    width = max((len(m.rule.name) for m in modules), default=0)
    lines: list[str] = []
    gate: Gate | None = None
    for module in modules:
        rule = module.rule
        if rule.gate is not gate:
            lines += ["", rule.gate.value] if lines else [rule.gate.value]
            gate = rule.gate
        lines.append(f"  {rule.name:<{width}}  {rule.applicability.value:<6}  {rule.summary}")
    return "\n".join(lines) + "\n"


def _for_a_terminal(text: str) -> str:
    """Markdown as plain text: headings underlined, code indented, marks of emphasis gone."""
    lines: list[str] = []
    code = False
    for line in text.splitlines():
        if line.startswith("```"):
            code = not code
        elif code:
            lines.append(f"    {line}".rstrip())
        elif heading := re.match(r"(#+) (.*)", line):
            title = heading[2].replace("`", "")
            lines += [title, ("=" if len(heading[1]) == 1 else "-") * len(title)]
        elif not line.startswith("<!--"):
            lines.append(line.replace("**", ""))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


# -- pages -------------------------------------------------------------------------------------


class Example(Struct, frozen=True):
    """A case as a page shows it; ``after`` is empty where nothing is rewritten."""

    kind: Literal["rewritten", "by hand", "fine"]
    language: Language
    fence: str
    title: str
    before: str
    after: str = ""


def markdown(module: RuleModule, cases: Path | None = None) -> str:
    """The page of a rule; with examples where its folder of cases is given."""
    rule = module.rule
    languages = [_LANGUAGES[language] for language in rule.languages]
    if rule.text:
        languages.append("settings files (`.env`, YAML, JSON, TOML)")
    summary, _, story = module.doc.partition("\n")
    parts = [
        f"# {rule.name}",
        _GENERATED,
        f"**{summary.strip()}**",
        f"Gate: {rule.gate.value}. Fix: {rule.applicability.value}. Reads {', '.join(languages)}."
        + _weakness(rule),
        story.strip(),
    ]
    if cases is not None:
        parts += _examples(cases)
    parts += ["## The fix", _FIXES[rule.applicability], *_of_fix(rule.name)]
    parts += ["## Where it is accepted", _accepted(rule.name)]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return re.sub(r"(?<!`)``(?!`)", "`", text)  # docstrings quote code as reStructuredText does


def _weakness(rule: Rule) -> str:
    """What the rule is known as elsewhere."""
    names = [
        *(f"[CWE-{n}](https://cwe.mitre.org/data/definitions/{n}.html)" for n in rule.cwe),
        *(f"OWASP {name}" for name in rule.owasp),
    ]
    return f" Known as {', '.join(names)}." if names else ""


def _of_fix(rule: str) -> list[str]:
    """What the fix says of itself, read without running it."""
    import ast

    file = folder("fixes") / f"{rule}.py"
    if not file.is_file():
        return []
    return [ast.get_docstring(ast.parse(_read(file))) or ""]


def _accepted(rule: str) -> str:
    return (
        f"At one place, with the reason, on the line or the one above it:\n\n"
        f"```python\n# prodgate: ignore[{rule}] why this is right here\n```\n\n"
        "(`//` in JavaScript and TypeScript.) Everywhere, in `prodgate.yaml`:\n\n"
        f"```yaml\nseverity:\n  {rule}: off\n```"
    )


def _examples(cases: Path) -> Iterator[str]:
    found = list(examples(cases))
    fine = [e for e in found if e.kind == "fine"]
    changed = [e for e in found if e.kind != "fine"]
    if changed:
        yield "## Before and after"
    for example in changed:
        yield _caption(example)
        yield _fenced(example.fence, example.before)
        if example.kind == "by hand":
            yield "This is changed by hand; prodgate says how."
        else:
            yield "becomes"
            yield _fenced(example.fence, example.after)
    if fine:
        yield "## Fine as it is"
    for example in fine:
        yield _caption(example)
        yield _fenced(example.fence, example.before)


def _caption(example: Example) -> str:
    language = _LANGUAGES[example.language]
    return f"{language}: {example.title}." if example.title else f"{language}:"


def _fenced(fence: str, code: str) -> str:
    return f"```{fence}\n{code.strip(chr(10))}\n```"


# -- cases -------------------------------------------------------------------------------------

_HEADING = lazy(r"^(?:#|//) --- (.+)\n", re.MULTILINE)
_STEERING = lazy(r"^(?:#|//) (?:path|project|also): .+\n", re.MULTILINE)
_MARK = lazy(r"[ \t]*(?:\{/\*|#|//|/\*) finding(?:: [\w, -]+?)?(?: \*/\}?)?$", re.MULTILINE)
_PLANTED = lazy(r"@@(\w+)@@")
_FENCES: dict[Language, tuple[str, ...]] = {
    "python": ("py",),
    "javascript": ("ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"),
}


def sections(text: str) -> list[tuple[str, str]]:
    """The cases of one file under ``tests/cases``: title and text."""
    parts = _HEADING.split(text)
    found = list(zip(parts[1::2], parts[2::2], strict=True))
    return [("", parts[0]), *found] if parts[0].strip() else found


def examples(cases: Path) -> Iterator[Example]:
    """The first case with a rewrite in each language (else the first without), and the first
    that is fine."""
    for language, suffixes in _FENCES.items():
        files = [f for s in suffixes for f in sorted(cases.glob(f"*.{s}"))]
        found = [e for f in files for e in _of_file(f, language)]
        for kinds in (("rewritten", "by hand"), ("fine",)):
            chosen = [e for kind in kinds for e in found if e.kind == kind]
            yield from chosen[:1]


def _of_file(file: Path, language: Language) -> Iterator[Example]:
    fence = {"py": "python"}.get(file.suffix[1:], file.suffix[1:])
    if file.name.startswith("fine"):
        for title, text in sections(_read(file)):
            yield Example("fine", language, fence, title, shown(text))
    elif file.name.startswith("before"):
        after = file.with_name("after" + file.name.removeprefix("before"))
        texts = dict(sections(_read(after))) if after.is_file() else {}
        for title, text in sections(_read(file)):
            kind: Literal["rewritten", "by hand"] = "rewritten" if title in texts else "by hand"
            yield Example(kind, language, fence, title, shown(text), shown(texts.get(title, "")))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def shown(text: str) -> str:
    """The text of a case without what only tests read."""
    return _PLANTED.sub(r"<\1>", _MARK.sub("", _STEERING.sub("", text)))


# -- writing -----------------------------------------------------------------------------------


def pages(root: Path) -> dict[str, str]:
    """The text of every page of a checkout, by its name under ``docs/rules``."""
    modules = Pack().rules
    made: dict[str, str] = {}
    for name, module in modules.items():
        cases = root / "tests" / "cases" / name
        made[f"{name}.md"] = markdown(module, cases if cases.is_dir() else None)
    made["README.md"] = _index(modules)
    return made


def _index(modules: dict[str, RuleModule]) -> str:
    lines = ["# Rules", "", _GENERATED, "", "| gate | rule | what | fix |", "|---|---|---|---|"]
    for module in sorted(
        modules.values(), key=lambda m: (list(Gate).index(m.rule.gate), m.rule.name)
    ):
        rule = module.rule
        link = f"[{rule.name}]({rule.name}.md)"
        lines.append(
            f"| {rule.gate.value} | {link} | {rule.summary} | {rule.applicability.value} |"
        )
    return "\n".join([*lines, *_of_linters()]) + "\n"


def _of_linters() -> Iterator[str]:
    """What is taken from other linters, and what on purpose is not."""
    from prodgate.linters.table import LEFT_OUT, LINTS

    yield from ("", "## Taken from ruff and bandit", "")
    yield "What a general linter does well is taken from it. prodgate runs it with settings of its"
    yield "own, and says each thing once."
    yield from ("", "| rule | codes |", "|---|---|")
    for lint in LINTS:
        yield f"| [{lint.rule}]({lint.rule}.md) | {lint.engine} {', '.join(lint.codes)} |"
    yield from ("", "Left out on purpose:", "", "| codes | why |", "|---|---|")
    for codes, why in LEFT_OUT.items():
        yield f"| {codes} | {why} |"


def write_pages(root: Path) -> list[str]:
    """Write the pages that are not current; their names."""
    target = root / "docs" / "rules"
    target.mkdir(parents=True, exist_ok=True)
    wanted = pages(root)
    stale = [n for n, text in wanted.items() if not _holds(target / n, text)]
    for name in stale:
        (target / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    for file in target.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    return stale


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


def main() -> int:
    """Write the pages of the checkout around the package."""
    for name in write_pages(folder("rules").parent):
        print(f"docs/rules/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""``prodgate init``: a policy, a commit hook and a workflow that work as they are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prodgate import __version__, release
from prodgate.github import workflow
from prodgate.policy import PYPROJECT, YAML_NAMES, PolicyError, load
from prodgate.scaffold.new_file import make_folder
from prodgate.write import WriteRefused, create_file, write_file

if TYPE_CHECKING:
    from prodgate.run import Request

POLICY = "prodgate.yaml"
HOOKS = ".pre-commit-config.yaml"
REPOSITORY = "https://github.com/prodgate/prodgate"

_ENTRY = f"""\
  - repo: {REPOSITORY}
    rev: v{__version__}
    hooks:
      - id: prodgate
"""

TEMPLATE = """\
# The policy of prodgate. Every key is optional; the values below are the defaults.

fail-on: warning        # least severity that fails a run: note, warning, error or never
select: []              # rules or gates to run; an empty list runs all
ignore: []              # rules or gates not to run
exclude: []             # globs of files not to check, such as "vendor/**"
severity: {}            # by rule: note, warning, error or off, such as {missing-retry: note}

limits:                 # the most that passes
  max-timeout: 120      # seconds, one attempt
  max-output-tokens: 64000

defaults:               # what fixes write
  timeout: 60           # seconds, one attempt
  output-tokens: 4096
  retries: 2
  turns: 10             # of an agent loop
  list-items: 100       # in a request body
  string-length: 10000  # characters, in a request body
  document-length: 100000  # characters of code, a document, a record

models:
  tiers: {}             # your models: {small: ..., medium: ..., large: ...}
  large: []             # globs of model names that count as large

roles: {}               # tools by role, such as {support: [search_orders]}
approval: [write, delete, external_post]  # actions of an agent that a person must approve
functions: {}           # your own, such as {sanitize: "app.guard:sanitize"}

packs: []               # folders with your own rules/*.yaml and sdks/*.yaml
semgrep: required       # optional: a run without Semgrep counts as complete
baseline: .prodgate-baseline.json  # accepted old findings
prices: null            # file with your own prices of models, see docs/cost.md
attestations: []        # what somebody vouches for, for the score
"""


def init(root: Path, *, pre_commit: bool, github: bool | None = None) -> Iterator[str]:
    """Write what is missing; a sentence a file. What is there already is left as it is.

    ``github``: whether to write the workflow; None writes it where the repository is on GitHub.
    Raises PolicyError where a file cannot be written.
    """
    yield _said(POLICY, _policy, root)
    if pre_commit:
        yield _said(HOOKS, _hook, root)
    if workflow.wanted(root) if github is None else github:
        yield _said(workflow.PATH, _workflow, root)


def some(request: Request, *, hook: bool, github: bool, **scaffolds: bool) -> Iterator[str]:
    """Write only what is named, scaffolds among it; a sentence a file. Raises PolicyError."""
    from prodgate.scaffold.asked import scaffold

    if hook:
        yield _said(HOOKS, _hook, request.root)
    if github:
        yield _said(workflow.PATH, _workflow, request.root)
    yield from scaffold(request, **scaffolds)


def _said(name: str, write: Callable[[Path], str], root: Path) -> str:
    try:
        return write(root)
    except WriteRefused as refused:
        raise PolicyError(f"{name} was not written: {refused}") from None


def _policy(root: Path) -> str:
    for name in (*YAML_NAMES, PYPROJECT):
        if os.path.lexists(root / name) and (name != PYPROJECT or _has_policy(root)):
            return f"{name} has a policy already and was left as it is"
    create_file(root, POLICY, TEMPLATE.encode())
    return f"wrote {POLICY}: every key with its default"


def _has_policy(root: Path) -> bool:
    return load(root).source == PYPROJECT


def _hook(root: Path) -> str:
    path = root / HOOKS
    if not os.path.lexists(path):
        create_file(root, HOOKS, f"repos:\n{_ENTRY}".encode())
        return f"wrote {HOOKS}: run `pre-commit install` to check every commit"
    if path.is_symlink() or not path.is_file():
        raise PolicyError(f"{HOOKS} is a link or no file; add the hook by hand:\n{_ENTRY}")
    data = path.read_bytes()
    if REPOSITORY.encode() in data:
        return f"{HOOKS} has the hook already"
    added = _with_entry(data)
    if added is None:
        return f"{HOOKS} is not laid out as expected; add this below `repos:` by hand:\n{_ENTRY}"
    write_file(root, HOOKS, data, added)
    return f"added the hook to {HOOKS}: run `pre-commit install` to check every commit"


def _workflow(root: Path) -> str:
    there = workflow.present(root)
    if there is not None:
        return f"{there} is there already and was left as it is"
    for folder in (root / ".github", root / workflow.FOLDER):
        make_folder(folder)
    pin = release.pin()
    text = workflow.text(pin, workflow.default_branch(root))
    create_file(root, workflow.PATH, text.encode())
    wrote = f"wrote {workflow.PATH}: findings and fixes on each pull request"
    advice = workflow.advice(pin)
    return f"{wrote}\n{advice}" if advice else wrote


def _with_entry(data: bytes) -> bytes | None:
    """The entry at the end of a block list ``repos:`` that is the last key; else None."""
    import yaml

    try:
        text = data.decode()
        document = yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("repos"), list):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = _indent(text)
    if indent is None:
        return None
    entry = "".join(indent + line[2:] for line in _ENTRY.splitlines(keepends=True))
    joined = text if text.endswith(("\n", "\r")) else text + newline
    after = joined + entry.replace("\n", newline)
    try:
        again = yaml.safe_load(after)
    except yaml.YAMLError:  # `repos:` is not the last key
        return None
    whole = isinstance(again, dict) and again.get("repos", [])[:-1] == document["repos"]
    return after.encode() if whole and len(again) == len(document) else None


def _indent(text: str) -> str | None:
    """How the items of ``repos:`` are indented."""
    inside = False
    for line in text.splitlines():
        if line.startswith("repos:"):
            inside = True
        elif inside and line.lstrip().startswith("- "):
            return line[: len(line) - len(line.lstrip())]
    return None

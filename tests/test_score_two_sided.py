"""Both sides of the score: a careful application passes, and loses each gate by one step back;
dangerous ones cannot pass, however large, well tested on paper, documented or silenced they are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from score_harness import control, files_of, gate, scored, written

from prodgate import run
from prodgate.findings import Gate
from prodgate.score.model import Score

CAREFUL = files_of("careful")
PROTOTYPE = Path(__file__).parent.parent / "examples/prototype"


def _points(score: Score) -> dict[str, int]:
    return {each.gate.value: each.score for each in score.gates}


def test_a_careful_application_passes_all_ten_gates(tmp_path: Path) -> None:
    score = scored(written(tmp_path, CAREFUL))
    assert score.passed, [(g.gate.value, g.caps, g.findings) for g in score.gates if not g.passed]
    assert {each.state for each in score.gates} == {"measured"}
    assert not score.not_checked
    assert not any(each.findings for each in score.gates)
    for each in score.gates:
        for seen in each.evidence:
            if seen.found:
                assert (tmp_path / seen.path).is_file(), seen
                assert seen.line >= 1, seen


# What one step back costs: a gate, a control of it, and the change.
STEPS = [
    ("security", "keys-from-environment", "app/assistant.py",
     "settings.OPENAI_API_KEY", '"sk-proj-' + "Zx81Qm" * 7 + '"'),
    ("auth", "callers-checked", "app/auth.py",
     'raise HTTPException(status_code=401, detail="unknown caller")', "return token"),
    ("auth", "callers-checked", "app/limits.py", "Depends(require_caller)", '"everybody"'),
    ("data-validation", "bodies-validated", "app/main.py", "question: Question,",
     "question: dict,"),
    ("data-validation", "sizes-bounded", "app/main.py",
     " = Field(min_length=1, max_length=2000)", ""),
    ("error-handling", "waits-bounded", "app/assistant.py", "timeout=20", "timeout=None"),
    ("error-handling", "failures-retried", "app/assistant.py", "max_retries=2", "max_retries=0"),
    ("error-handling", "failures-recorded", "app/assistant.py",
     'logger.exception("the model did not answer")\n        raise Unavailable from error',
     'return "I am fine."'),
    ("error-handling", "falls-back", "app/main.py", "status_code=503", "status_code=400"),
    ("testing", "tests-in-ci", ".github/workflows/ci.yml", "pytest -q", "pytest -q || true"),
    ("testing", "tests-in-ci", ".github/workflows/ci.yml", "pytest -q", 'echo "pytest -q"'),
    ("testing", "evaluated", "evals/run.py", "int(right / len(cases) < THRESHOLD)", "0"),
    ("observability", "usage-recorded", "app/assistant.py",
     "    if reply.usage is not None:\n        spend(reply.usage.total_tokens)\n"
     '        logger.info("answered", extra={"model": reply.model, '
     '"tokens": reply.usage.total_tokens})\n', ""),
    ("performance", "nothing-blocks", "app/assistant.py", "openai.AsyncOpenAI(", "openai.OpenAI("),
    ("performance", "load-tested", "load/ask.js",
     'thresholds: { http_req_duration: ["p(95)<4000"], http_req_failed: ["rate<0.01"] },', ""),
    ("deployment", "locked", "requirements.txt", "openai==1.86.0", "openai>=1"),
    ("deployment", "way-back", "scripts/rollback.sh", "exec flyctl deploy", "# flyctl deploy"),
    ("monitoring", "errors-tracked", "app/main.py",
     "sentry_sdk.init(dsn=settings.SENTRY_DSN, traces_sample_rate=0.1)\n", ""),
    ("cost-control", "calls-capped", "app/assistant.py", "max_output_tokens=600,", ""),
    ("cost-control", "rate-limited", "app/limits.py", "raise HTTPException(", "print("),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lost", "path", "before", "after"), STEPS)
def test_one_step_back_costs_the_gate(
    tmp_path: Path, name: str, lost: str, path: str, before: str, after: str
) -> None:
    assert before in CAREFUL[path]
    text = CAREFUL[path].replace(before, after)
    if after == "print(":  # a refusal that only says so
        text = text.replace("print(status_code=429,", "print(dict(status_code=429), ")
    if after == "openai.OpenAI(":
        text = text.replace("await client", "client")
    score = scored(written(tmp_path, {**CAREFUL, path: text}))
    assert not control(score, lost).found
    assert not gate(score, Gate(name)).passed
    assert not score.passed


@pytest.mark.parametrize(
    ("name", "lost", "removed"),
    [
        ("security", "dependencies-watched", (".github/",)),
        ("testing", "behaviour-tested", ("tests/",)),
        ("testing", "evaluated", ("evals/questions.jsonl",)),
        ("performance", "load-tested", ("load/",)),
        ("deployment", "built", ("Dockerfile",)),
        ("deployment", "way-back", ("scripts/", ".github/workflows/rollback.yml")),
        ("monitoring", "runbook", ("RUNBOOK.md",)),
    ],
)
def test_what_is_gone_is_missed(
    tmp_path: Path, name: str, lost: str, removed: tuple[str, ...]
) -> None:
    kept = {path: text for path, text in CAREFUL.items() if not path.startswith(removed)}
    score = scored(written(tmp_path, kept))
    assert not control(score, lost).found
    assert not gate(score, Gate(name)).passed


def test_a_runbook_of_headings_says_nothing(tmp_path: Path) -> None:
    headings = "".join(f"# {word}\n\n" for word in ("Logs", "Roll back", "The model", "On call"))
    score = scored(written(tmp_path, {**CAREFUL, "RUNBOOK.md": headings * 20}))
    assert not control(score, "runbook").found
    assert not gate(score, Gate.MONITORING).passed


def test_tests_that_try_nothing_are_none(tmp_path: Path) -> None:
    hollow = (
        "import app.main\n\n\ndef test_{n}():\n    assert True\n\n\n"
        "def test_b{n}():\n    x = 1\n    assert x\n"
    )
    files = {path: text for path, text in CAREFUL.items() if not path.startswith("tests/")}
    files |= {f"tests/test_{n}.py": hollow.format(n=n) for n in range(150)}
    files |= {f"tests/test_empty_{n}.py": "" for n in range(150)}
    score = scored(written(tmp_path, files))
    assert not control(score, "behaviour-tested").found
    assert gate(score, Gate.TESTING).score == 2
    assert gate(score, Gate.AUTH).score < gate(scored(written(tmp_path, CAREFUL)), Gate.AUTH).score


FAKES = [
    # a refusal that no condition leads to, beside one that is never reached
    ("callers-checked", "app/auth.py",
     'def require_caller(authorization: str = Header(default="")) -> str:\n    return "everybody"\n'
     "\n\n# raise HTTPException(status_code=401) for unknown tokens\n"),
    # the provider's 429 handed on is no limiter
    ("rate-limited", "app/limits.py",
     "import openai\nfrom fastapi import Depends, HTTPException\n"
     "from app.auth import require_caller\n"
     "\n\ndef allow(caller: str = Depends(require_caller)) -> str:\n"
     "    try:\n        openai.models\n"
     "    except openai.RateLimitError:\n        raise HTTPException(status_code=429) from None\n"
     "    return caller\n\n\ndef spend(tokens: int) -> None:\n    pass\n"),
    # words in comments
    ("load-tested", "load/ask.js", "// k6 load test, thresholds: p(95) < 4000, http.post\n"),
    ("way-back", "scripts/rollback.sh", "#!/bin/sh\necho flyctl deploy --image $1\n"),
    # the same case ten times
    ("evaluated", "evals/questions.jsonl", '{"question": "a", "expected": "b"}\n' * 40),
    # a threshold that only a docstring has
    ("evaluated", "evals/run.py",
     '"""Asks evals/questions.jsonl; fails when right < THRESHOLD."""\n# right < 0.9\n'),
    ("runbook", "RUNBOOK.md", "# Logs\n" + "TODO roll back, the model key, on-call, `sh x`\n" * 60),
    ("alerts", "monitoring/alerts.yml", "# aws_cloudwatch_metric_alarm\ngroups: []  # alerts\n"),
    ("tests-in-ci", ".github/workflows/ci.yml",
     "on: push\njobs:\n  t:\n    if: false\n    steps:\n      - run: pytest\n"),
    ("tests-in-ci", ".github/workflows/ci.yml",
     "on: push\njobs:\n  t:\n    steps:\n      - run: pip install pytest\n"),
    ("tests-in-ci", ".github/workflows/ci.yml",
     "on:\n  schedule: [{cron: '0 0 1 1 *'}]\njobs:\n  t:\n    steps:\n      - run: pytest\n"),
]  # fmt: skip


@pytest.mark.parametrize(("lost", "path", "text"), FAKES)
def test_words_are_no_evidence(tmp_path: Path, lost: str, path: str, text: str) -> None:
    score = scored(written(tmp_path, {**CAREFUL, path: text}))
    assert not control(score, lost).found


def test_a_bot_that_is_only_named_updates_nothing(tmp_path: Path) -> None:
    ci = CAREFUL[".github/workflows/ci.yml"].replace("pip-audit", "# pip-audit")
    files = {".github/dependabot.yml": "# package-ecosystem: pip\n", ".github/workflows/ci.yml": ci}
    score = scored(written(tmp_path, {**CAREFUL, **files}))
    assert not control(score, "dependencies-watched").found


# -- what cannot pass ------------------------------------------------------------------------------


@pytest.fixture
def prototype(tmp_path: Path) -> Path:
    root: Path = tmp_path / "prototype"
    shutil.copytree(PROTOTYPE, root)
    written(root, {})
    return root


def test_a_prototype_passes_no_gate(prototype: Path) -> None:
    score = scored(prototype)
    assert not any(each.passed for each in score.gates)
    assert gate(score, Gate.SECURITY).score <= 1


HARMLESS = '''"""Tables of the postal service, part {n}."""

from __future__ import annotations

import logging

logger = logging.getLogger(__name__)


def label_{n}(name: str, street: str, city: str) -> str:
    """A label of three lines."""
    logger.info("a label for part {n}")
    return "\\n".join(part.strip() for part in (name, street, city) if part)
'''


def test_two_thousand_good_files_change_nothing(prototype: Path) -> None:
    before = _points(scored(prototype))
    files = {f"tables/part_{n // 100}/label_{n}.py": HARMLESS.format(n=n) for n in range(2000)}
    assert _points(scored(written(prototype, files))) == before


def test_three_hundred_empty_tests_change_nothing(prototype: Path) -> None:
    before = _points(scored(prototype))
    files = {
        f"tests/test_{n}.py": "" if n % 2 else f"def test_{n}():\n    assert True\n"
        for n in range(300)
    }
    ci = "on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
    score = scored(written(prototype, {**files, ".github/workflows/ci.yml": ci}))
    after = _points(score)
    assert not any(each.passed for each in score.gates)
    assert after["testing"] == before["testing"]


def test_silenced_findings_count(prototype: Path) -> None:
    before = scored(prototype)
    for each in before.gates:
        for finding in sorted(each.findings, key=lambda f: -f.line):
            _silence(prototype / finding.path, finding.rule, finding.line)
    after = scored(prototype)
    assert any(f.debt == "ignored" for each in after.gates for f in each.findings)
    for then, now in zip(before.gates, after.gates, strict=True):
        assert now.score <= then.score or now.gate is Gate.TESTING
        assert not now.passed


def _silence(path: Path, rule: str, line: int) -> None:
    lines = path.read_text().split("\n")
    mark = "#" if path.suffix in {".py", ".txt"} else "//"
    lines[line - 1] += f"  {mark} prodgate: ignore[{rule}] it is fine"
    path.write_text("\n".join(lines))


def test_accepted_findings_count(prototype: Path) -> None:
    before = _points(scored(prototype))
    program = ["python", "-m", "prodgate", "baseline"]
    done = subprocess.run(program, cwd=prototype, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = scored(prototype)
    assert _points(after) == before
    assert any(f.debt == "baseline" for each in after.gates for f in each.findings)


def test_a_policy_cannot_lift_a_gate(prototype: Path) -> None:
    before = scored(prototype)
    rules = sorted({f.rule for each in before.gates for f in each.findings})
    policy = "ignore: [security, cost-control]\nseverity:\n"
    policy += "".join(f"  {rule}: off\n" for rule in rules)
    after = scored(written(prototype, {"prodgate.yaml": policy}))
    assert _points(after) == _points(before)
    assert {f.debt for each in after.gates for f in each.findings} == {"off"}


def test_a_file_that_cannot_be_read_holds_every_gate(tmp_path: Path) -> None:
    score = scored(
        written(tmp_path, {**CAREFUL, "app/extra.py": "import openai\n\ndef broken(:\n"})
    )
    assert score.not_checked
    assert {each.score for each in score.gates} == {2}
    assert not score.passed


def test_a_library_is_not_assessed(tmp_path: Path) -> None:
    code = "import openai\n\n\ndef ask(c: openai.OpenAI) -> None:\n    c.models.list()\n"
    score = scored(written(tmp_path, {"ask.py": code}))
    assert {each.state for each in score.gates} == {"not assessed"}
    assert all("no application" in each.reason for each in score.gates)
    assert not score.passed


def test_the_root_is_what_is_scored(tmp_path: Path) -> None:
    root = written(tmp_path, CAREFUL)
    assert run.find_root(root / "app") == root

"""Scores for the tests of their reports: one as in a launch meeting, and one that is hostile."""

from __future__ import annotations

from prodgate.findings import Gate, Severity
from prodgate.score.formula import QUESTIONS, gate_score
from prodgate.score.model import Attestation, Evidence, GateScore, Score, ScoredFinding

COMMIT = "9f1c2ab07d3e4f5a6b7c8d9e0f1a2b3c4d5e6f70"
BASE = "3b5d7f9012a4c6e8013579bdf02468ace1357924"

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_FINDINGS = {
    Gate.SECURITY: (
        ScoredFinding(
            "hardcoded-secret",
            ERROR,
            "app/settings.py",
            12,
            "a key of OpenAI stands in the code: whoever reads it can use it",
        ),
        ScoredFinding(
            "dangerous-tool",
            ERROR,
            "app/agents/analyst.py",
            48,
            "the agent runs shell commands that the model writes, outside any container",
        ),
        ScoredFinding(
            "cors-wildcard",
            WARNING,
            "app/main.py",
            21,
            "any website may call this API with the cookies of whoever visits it",
        ),
        ScoredFinding(
            "hardcoded-secret",
            ERROR,
            "notebooks/try.ipynb",
            3,
            "a key of Anthropic stands in the code",
            "ignored",
            "revoked on 2 May",
        ),
    ),
    Gate.ERROR_HANDLING: (
        ScoredFinding(
            "missing-timeout",
            WARNING,
            "app/agents/analyst.py",
            31,
            "waits up to 600 s: openai gives every call ten minutes",
        ),
        ScoredFinding(
            "missing-timeout",
            WARNING,
            "web/src/lib/chat.ts",
            77,
            "waits up to 600 s: openai gives every call ten minutes",
            "baseline",
        ),
    ),
    Gate.OBSERVABILITY: (
        ScoredFinding(
            "print-logging",
            WARNING,
            "scripts/replay.py",
            8,
            "prints what a user asked",
            holds=False,
        ),
    ),
    Gate.COST_CONTROL: tuple(
        ScoredFinding(
            "uncapped-tokens",
            ERROR if at % 3 else NOTE,
            f"web/src/steps/step{at:02}.ts",
            10 * at + 4,
            "no cap on the tokens of the answer, inside a loop",
        )
        for at in range(1, 13)
    ),
}


def _control(name: str, title: str, said: str, place: str = "", **more: bool) -> Evidence:
    path, _, line = place.partition(":")
    found = more.pop("found", bool(place))
    required = more.pop("required", True)
    return Evidence(name, title, required, found, said, path, int(line or 0), **more)


_EVIDENCE = {
    Gate.SECURITY: (
        _control(
            "secrets-ignored", "Files of secrets stay out of git", ".env is ignored", ".gitignore:4"
        ),
        _control("secrets-scanned", "A secret in a commit is caught", "no scan in CI, no hook"),
    ),
    Gate.AUTH: (
        _control(
            "callers-checked",
            "Every model endpoint checks its caller",
            "6 of 6 endpoints depend on current_user",
            "app/main.py:40",
        ),
        _control(
            "tools-by-role",
            "Tools are chosen by the caller's role",
            "TOOLS_BY_ROLE is asked",
            "app/agents/tools.py:18",
            required=False,
        ),
    ),
    Gate.DATA_VALIDATION: (
        _control(
            "bodies-parsed",
            "Every request body has a schema",
            "9 of 9 handlers take a pydantic model",
            "app/schemas.py:1",
        ),
    ),
    Gate.ERROR_HANDLING: (
        _control(
            "calls-bounded",
            "Every model call has a timeout",
            "4 of 6 calls are bounded",
            found=False,
        ),
        _control(
            "fallback",
            "A failed model call has somewhere to go",
            "answers from the cache",
            "app/fallback.py:9",
        ),
    ),
    Gate.TESTING: (
        _control(
            "tests",
            "There are tests, and CI runs them",
            "212 tests, run by pytest",
            ".github/workflows/ci.yml:31",
        ),
        _control(
            "evals",
            "A versioned evaluation set has thresholds",
            "evals/answers.yaml, 60 cases, at least 0.9",
            "evals/answers.yaml:1",
        ),
    ),
    Gate.OBSERVABILITY: (
        _control(
            "usage-read",
            "The usage of model calls is recorded",
            "usage goes to a metric",
            "app/metrics.py:22",
        ),
    ),
    Gate.PERFORMANCE: (
        _control(
            "latency-goal",
            "A latency goal is held by a load test",
            "p95 below 4 s at 50 users",
            "docs/load-test.md",
            attested=True,
        ),
        _control("clients-shared", "Clients are built once", "built in lifespan", "app/main.py:12"),
    ),
    Gate.DEPLOYMENT: (
        _control("ci", "CI builds and tests", "two workflows", ".github/workflows/ci.yml:1"),
        _control("locked", "Dependencies are locked", "uv.lock, package-lock.json", "uv.lock:1"),
        _control(
            "rollback", "There is a way back", "the runbook has a section", "docs/runbook.md:60"
        ),
        _control(
            "image-pinned",
            "Base images are pinned by digest",
            "no Dockerfile",
            required=False,
            applies=False,
        ),
    ),
    Gate.COST_CONTROL: (
        _control(
            "calls-capped", "Every call has an output cap", "3 of 15 calls are capped", found=False
        ),
        _control("rate-limit", "Model endpoints have a limiter", "no limiter was found"),
    ),
}

_VOUCHED = {
    Gate.PERFORMANCE: (
        Attestation("load-test", "docs/load-test.md", "Ada Lind", "2026-10-02", "2027-01-02", True),
    ),
    Gate.MONITORING: (
        Attestation(
            "on-call",
            "docs/on-call.md",
            "Grace Ito",
            "2025-09-01",
            "2026-03-01",
            False,
            "expired on 2026-03-01",
        ),
    ),
}

_BEFORE = {Gate.AUTH: 3, Gate.TESTING: 2, Gate.COST_CONTROL: 2, Gate.PERFORMANCE: 2}


def meeting() -> Score:
    """A project some weeks before its launch: some gates pass, some do not, one is unknown."""
    gates = []
    for question in QUESTIONS:
        made = gate_score(
            question,
            _FINDINGS.get(question.gate, ()),
            _EVIDENCE.get(question.gate, ()),
            attestations=_VOUCHED.get(question.gate, ()),
        )
        gates.append(_beside(made))
    return Score(
        1,
        "0.1.0",
        tuple(gates),
        False,
        "2026-11-22",
        COMMIT,
        True,
        BASE,
        184,
        (
            "web/src/legacy/old.js: is no JavaScript that can be read (line 12)",
            "data/export.json: larger than 1 MB",
        ),
        ("2 entries of the baseline match nothing any more",),
    )


def _beside(gate: GateScore) -> GateScore:
    from msgspec.structs import replace

    before = _BEFORE.get(gate.gate, gate.score)
    state = "not assessed" if gate.gate is Gate.PERFORMANCE else gate.state
    return replace(gate, before=before, before_state=state)


def hostile(texts: tuple[str, ...]) -> Score:
    """Each of these texts in every place that a repository or its policy can fill.

    The first gate has all of them, every other some.
    """
    gates = []
    every = texts
    for number, question in enumerate(QUESTIONS):
        texts = every[number - 1 :: 9] if number else every
        findings = [
            ScoredFinding(text, WARNING, text, at + 1, text, "ignored", text)
            for at, text in enumerate(texts)
        ]
        evidence = [
            Evidence(text, text, at % 2 == 0, at % 3 == 0, text, text, at, True, at % 5 != 0)
            for at, text in enumerate(texts)
        ]
        vouched = [
            Attestation(text, text, text, "2026-01-01", "2027-01-01", at % 2 == 0, text)
            for at, text in enumerate(texts)
        ]
        gates.append(gate_score(question, findings, evidence, attestations=vouched))
    return Score(
        1, "0.1.0", tuple(gates), False, "2026-11-22", COMMIT, True, BASE, 3, every, every
    )  # fmt: skip


def passing() -> Score:
    """A project that is ready."""
    evidence = (_control("shown", "It is there", "seen", "app/main.py:1"),)
    gates = tuple(gate_score(question, (), evidence) for question in QUESTIONS)
    return Score(1, "0.1.0", gates, True, "2026-11-22", COMMIT, files=12)


def unknown() -> Score:
    """A library: nobody's gates."""
    reason = "no application that serves somebody with a model was found here"
    gates = tuple(gate_score(question, (), (), reason=reason) for question in QUESTIONS)
    return Score(1, "0.1.0", gates, False, "2026-11-22", COMMIT, files=12)

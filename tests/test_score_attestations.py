"""Attestations: what counts, what has expired, what proves nothing, and what the policy refuses."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest

from prodgate import policy as policies
from prodgate.findings import Gate
from prodgate.policy import PolicyError
from prodgate.run import Request
from prodgate.score.measuring import measure
from prodgate.score.model import Attestation, GateScore

TODAY = datetime.date(2026, 5, 20)
APP = """import fastapi
import openai

app = fastapi.FastAPI()
client = openai.OpenAI()


@app.post("/ask")
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
"""
DRILL = "On 4 May the release of 3 May was taken back within four minutes, by the script.\n"


def _policy(**changed: str) -> str:
    values = {
        "what": "rollback", "path": "docs/drill.md", "by": "Ada Lovelace", "on": "2026-05-04",
        **changed,
    }  # fmt: skip
    lines = "".join(f"    {key}: {value}\n" for key, value in values.items())
    return "attestations:\n  -\n" + lines


def _deployment(root: Path, policy: str, proof: str | None = DRILL) -> GateScore:
    (root / "app.py").write_text(APP)
    (root / "prodgate.yaml").write_text(policy)
    if proof is not None:
        (root / "docs").mkdir(exist_ok=True)
        (root / "docs/drill.md").write_text(proof)
    subprocess.run(["git", "init", "-q", root], check=True)
    score = measure(Request(root, policies.load(root)), TODAY)
    return next(gate for gate in score.gates if gate.gate is Gate.DEPLOYMENT)


def _only(gate: GateScore) -> Attestation:
    (only,) = gate.attestations
    return only


def test_one_that_counts_is_evidence_and_the_gate_says_that_it_is_attested(tmp_path: Path) -> None:
    gate = _deployment(tmp_path, _policy())
    only = _only(gate)
    assert only.counts
    assert only.expires == "2026-10-31"
    (back,) = (each for each in gate.evidence if each.control == "way-back")
    assert back.found
    assert back.attested
    assert back.path == "docs/drill.md"
    assert gate.state == "attested"
    assert gate.score == 3
    assert not gate.passed


@pytest.mark.parametrize(
    ("policy", "proof", "said"),
    [
        (_policy(expires="2026-05-20"), DRILL, "expired on 2026-05-20"),
        (_policy(on="2025-05-04"), DRILL, "expired on 2025-10-31"),
        (_policy(on="2026-05-21"), DRILL, "is of a day to come"),
        (_policy(), None, "its file is not in the repository"),
        (_policy(), "# Drill\n", "its file says next to nothing"),
        (_policy(path="prodgate.yaml"), DRILL, "the policy is no proof of what it says"),
    ],
)
def test_one_that_does_not_count_says_why(
    tmp_path: Path, policy: str, proof: str | None, said: str
) -> None:
    gate = _deployment(tmp_path, policy, proof)
    only = _only(gate)
    assert not only.counts
    assert only.said == said
    assert gate.state == "measured"
    assert gate.score == 2


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (_policy(what="world-peace"), "attestations"),
        (_policy(path="../elsewhere.md"), "names a file outside the tree"),
        (_policy(expires="2028-05-04"), "within 366 days"),
        (_policy(expires="2026-05-04"), "must expire after its day"),
        (_policy(on="yesterday"), "attestations"),
        (_policy(by='""'), "attestations"),
    ],
)
def test_the_policy_refuses_what_is_none(tmp_path: Path, policy: str, words: str) -> None:
    (tmp_path / "prodgate.yaml").write_text(policy)
    with pytest.raises(PolicyError, match=r"prodgate\.yaml:") as error:
        policies.load(tmp_path)
    assert words in str(error.value)


def test_dates_of_toml_are_dates_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[[tool.prodgate.attestations]]\n"
        'what = "on-call"\npath = "ROTA.md"\nby = "Ada"\non = 2026-05-04\n'
    )
    (only,) = policies.load(tmp_path).attestations
    assert only.until == datetime.date(2026, 10, 31)

"""What a finding says of a wait: attempts are named only where a timeout is followed by another."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_harness import Case, run

_OPENAI = "from openai import OpenAI\n\nclient = OpenAI()\n"
_COHERE = "# project: cohere==7.3.1\nimport cohere\n\nclient = cohere.ClientV2()\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_OPENAI, "waits up to 600 s an attempt, 3 attempts"),
        (_COHERE, "waits up to 300 s an attempt: "),
    ],
)
def test_attempts_are_named_where_a_timeout_is_repeated(
    text: str, said: str, tmp_path: Path
) -> None:
    case = Case("missing-timeout", "before.py", "", text)
    (found,) = run(case, tmp_path).detected
    assert found.finding.message.startswith(said)

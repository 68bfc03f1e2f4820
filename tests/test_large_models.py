"""A large model is as large under its dated name: else pinning it would hide what it costs."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_harness import pack

from prodgate.detect import FileCheck
from prodgate.findings import Language
from prodgate.policy import Policy

LANGUAGES: tuple[tuple[Language, str], ...] = (("python", "app.py"), ("javascript", "app.ts"))
CALLS = {
    "app.py": "from openai import OpenAI\n\ndef ask(text):\n"
    "    return OpenAI().responses.create(model={!r}, input=text)\n",
    "app.ts": 'import OpenAI from "openai";\n\nexport const ask = (input: string) =>\n'
    "  new OpenAI().responses.create({{ model: {!r}, input }});\n",
}


@pytest.mark.parametrize(("language", "path"), LANGUAGES)
def test_a_dated_name_is_as_large_as_the_moving_one(
    language: Language, path: str, tmp_path: Path
) -> None:
    rule = pack().rules["fixed-large-model"].rule
    check = FileCheck(tmp_path, pack(), Policy(), [rule])

    def large(model: str) -> bool:
        result = check.run_on(path, CALLS[path].format(model).encode())
        assert result.not_checked is None
        return bool(result.detected)

    assert large("gpt-5")
    pairs = {
        (alias, fixed)
        for sdk in pack().catalogue(language).sdks
        for alias, fixed in sdk.models.moving.items()
        if fixed
    }
    assert [pair for pair in sorted(pairs) if large(pair[0]) != large(pair[1])] == []

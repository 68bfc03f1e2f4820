"""The facts files and their published schema say the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from prodgate.facts import FactsError, decode
from prodgate.schema import FOLDER

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "sdks").glob("*/*.yaml"))
SCHEMA = json.loads((FOLDER / "sdk.json").read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_facts_file_fits_the_published_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text()), SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_fact_says_on_what_it_was_seen(path: Path) -> None:
    sdk = decode(path.read_text(), path.name)
    assert sdk.measured.version
    assert sdk.language == path.parent.name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sdk: x\n", "language"),
        ("sdk: [\n", "not YAML"),
        ("sdk: x\nlanguage: rust\n", "rust"),
    ],
)
def test_a_broken_facts_file_is_one_sentence_with_its_name(text: str, says: str) -> None:
    with pytest.raises(FactsError) as refused:
        decode(text, "house.yaml")
    assert "house.yaml" in str(refused.value)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_key_is_refused() -> None:
    text = (ROOT / "sdks/python/requests.yaml").read_text() + "colour: blue\n"
    with pytest.raises(FactsError, match="colour"):
        decode(text, "requests.yaml")

"""The price table: the built-in one, the user's own, and which row a name stands for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from prodgate.cli import commands
from prodgate.inventory import prices
from prodgate.inventory.prices import PriceError, find
from prodgate.schema import FOLDER
from prodgate.strict import read_yaml

HEAD = "version: 1\ncurrency: USD\nmodels:\n"
OWN = HEAD + "  gpt-4o: {date: 2026-10-01, input: 1, output: 2, context: 1000}\n"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "prices.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# -- the built-in table ------------------------------------------------------------------------


def test_the_built_in_table_fits_its_published_schema() -> None:
    schema = json.loads((FOLDER / "prices.json").read_text())
    data, _ = read_yaml(prices.BUILT_IN.read_text(), "prices.yaml")
    jsonschema.validate(data, schema)


def test_every_built_in_row_makes_sense() -> None:
    table = prices.load()
    assert table.currency == "USD"
    for name, row in table.rows.items():
        assert name == name.strip(), name
        assert 0 < row.input <= 1000, name
        assert "2025-01-01" < row.date < "2027-01-01", name
        if row.context is None:  # embeddings are paid by input alone
            assert row.output == 0, name
        elif row.output:
            assert row.input / 2 <= row.output <= 20 * row.input, name
        if row.long is not None:
            assert row.context is not None, name
            assert row.long.above < row.context, name
            assert row.long.input >= row.input, name


@pytest.mark.parametrize(
    ("name", "dollars"),
    [  # what several public lists of prices agree on
        ("gpt-4o", (2.5, 10)), ("gpt-4o-mini", (0.15, 0.6)), ("gpt-4-turbo", (10, 30)),
        ("gpt-3.5-turbo", (0.5, 1.5)), ("o1", (15, 60)), ("o3-mini", (1.1, 4.4)),
        ("gpt-4.1", (2, 8)), ("claude-3-5-sonnet-20241022", (3, 15)),
        ("claude-3-opus-20240229", (15, 75)), ("claude-3-haiku-20240307", (0.25, 1.25)),
        ("gemini-2.5-pro", (1.25, 10)), ("text-embedding-3-small", (0.02, 0)),
    ],
)  # fmt: skip
def test_known_prices(name: str, dollars: tuple[float, float]) -> None:
    row = prices.load().rows[name]
    assert (row.input, row.output) == dollars


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "package", "row", "how"),
    [
        ("gpt-4o", "openai", "gpt-4o", "exact"),
        ("gpt-4o-2024-08-06", "openai", "gpt-4o", "family"),
        ("gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13", "exact"),  # its own, higher price
        ("openai/gpt-4o", "litellm", "gpt-4o", "prefix"),
        ("openai:gpt-4o", "pydantic-ai", "gpt-4o", "prefix"),
        ("openai/gpt-4o-2024-08-06", "litellm", "gpt-4o", "family"),
        ("openrouter/openai/gpt-4o", "litellm", "gpt-4o", "prefix"),
        ("models/gemini-2.5-pro", "google-genai", "gemini-2.5-pro", "prefix"),
        ("claude-sonnet-4-5-20250929", "anthropic", "claude-sonnet-4-5", "family"),
        ("claude-haiku-4-5@20251001", "anthropic", "claude-haiku-4-5", "family"),
        ("us.anthropic.claude-3-5-sonnet-20241022-v2:0", "boto3",
         "anthropic.claude-3-5-sonnet-20241022-v2:0", "prefix"),
        ("eu.amazon.nova-lite-v1:0", "boto3", "eu.amazon.nova-lite-v1:0", "exact"),
        ("llama-3.3-70b-versatile", "groq", "groq/llama-3.3-70b-versatile", "exact"),
        ("together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", "litellm",
         "together/meta-llama/Llama-3.3-70B-Instruct-Turbo", "exact"),
        ("ft:gpt-4o-mini-2024-07-18:acme::abc", "openai", "ft:gpt-4o-mini-2024-07-18", "prefix"),
    ],
)  # fmt: skip
def test_a_name_leads_to_a_row(name: str, package: str, row: str, how: str) -> None:
    match = find(prices.load(), name, package)
    assert match is not None
    assert (match.name, match.how) == (row, how)


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("", "openai"), ("gpt-4o-super", "openai"), ("GPT-4O", "openai"), ("gpt", "openai"),
        ("llama-3.3-70b-versatile", "openai"),  # whose server it is asked on is not known
        ("gpt-4o", "groq"),  # not the price of another host
        ("somebody/gpt-4o", "litellm"), ("openai/", "litellm"), ("models/", "google-genai"),
        ("llama3", "ollama"), ("my-deployment", "openai"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_known_has_no_price(name: str, package: str) -> None:
    assert find(prices.load(), name, package) is None


def test_another_server_has_prices_of_its_own(tmp_path: Path) -> None:
    assert find(prices.load(), "gpt-4o", "openai", "api.cometapi.com") is None
    groq = find(prices.load(), "llama-3.1-8b-instant", "openai", "api.groq.com")
    assert groq is None or groq.row.provider == "groq"
    routed = find(prices.load(), "openai/gpt-4o", "openai", "openrouter.ai")
    assert routed is not None
    assert routed.name == "gpt-4o"
    text = HEAD + "  api.cometapi.com/gpt-4o: {date: 2026-10-01, input: 1, output: 2}\n"
    own = find(prices.load(write(tmp_path, text)), "gpt-4o", "openai", "api.cometapi.com")
    assert own is not None
    assert own.row.output == 2


# -- the user's own ----------------------------------------------------------------------------


def test_own_rows_stand_before_the_built_in(tmp_path: Path) -> None:
    table = prices.load(
        write(tmp_path, OWN + '  "house/llm": {date: 2026-10-01, input: 0, output: 0}\n')
    )
    assert (table.rows["gpt-4o"].input, table.rows["house/llm"].output) == (1, 0)
    assert table.rows["gpt-4o-mini"] == prices.load().rows["gpt-4o-mini"]
    assert table.source.startswith("own prices; LiteLLM")


def test_own_rows_may_replace_all(tmp_path: Path) -> None:
    text = OWN.replace("USD", "EUR\nreplace: true\nsource: the contract of 2026")
    table = prices.load(write(tmp_path, text))
    assert (table.currency, table.source) == ("EUR", "the contract of 2026")
    assert list(table.rows) == ["gpt-4o"]


ROW = HEAD + "  x: {date: 2026-01-01, input: 1, output: 1, context: 10}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ": is empty; write version, currency and models"),
        ("[]", ":1: the file must be a mapping, not a list"),
        ("version: 2\ncurrency: USD\nmodels: {}", ":1: "),
        ("version: 1\ncurrency: dollars\nmodels: {}", ":2: currency has characters"),
        (ROW.replace("USD", "EUR"), ":2: the prices are in EUR and the built-in ones in USD; write "
                                    '"replace: true"'),
        ("assume: y\n" + ROW, ':1: there is no row for "y"; add one to models'),
        (ROW.replace("input: 1", "input: -1"), ":4: models.x.input must be at least 0"),
        (ROW.replace("input: 1", "input: free"), ":4: models.x.input must be a number, not text"),
        (ROW.replace("input: 1", "input: .inf"), ":4: models.x.input must be a number"),
        (ROW.replace("input: 1", "input: .nan"), ":4: models.x.input must be a number"),
        (ROW.replace("input: 1", "input: 1e99"), ":4: models.x.input must be at most 1e+06"),
        (ROW.replace("context: 10", "context: 0"), ":4: models.x.context must be at least 1"),
        (ROW.replace("context: 10", "context: 1.5"), ":4: models.x.context"),
        (ROW.replace("input: 1, ", ""), ":4: "),
        (ROW.replace("2026-01-01", "2026-02-31"), ':4: "2026-02-31" is no day'),
        (ROW.replace("2026-01-01", "yesterday"), ":4: models.x.date has characters"),
        (ROW.replace("context", "contxt"), ':4: unknown key "contxt" under models.x; did you mean'),
        (ROW + "  x: {date: 2026-01-01, input: 0, output: 0}\n", ":5: repeats the key"),
        (ROW.replace("input: 1", "input: &a 1"), ":4: uses an anchor"),
        (ROW.replace("input: 1", "input: !!python/object:os.system 1"), ":4: uses the tag"),
        (ROW + "\tx: 1\n", ":5: is indented with a tab"),
        (ROW + "---\nversion: 1\n", ":5: starts a second document"),
        ("a: " + "[" * 5000, ": is nested too deeply"),
        (b"\xff\xfe", ": is not UTF-8"), (b"version: 1\n\0", ":2: contains a NUL byte"),
        (b"#" * 1_100_000, ": is larger than 1000 kB"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_sentence(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(PriceError) as caught:
        prices.load(write(tmp_path, text), "prices.yaml")
    said = str(caught.value)
    assert said.startswith("prices.yaml")
    assert says in said
    assert "\n" not in said


@pytest.mark.parametrize("name", ["nothing.yaml", ".", "a\0b"])
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(PriceError, match=r"cannot be read|is not a (regular )?file"):
        prices.load(tmp_path / name, "prices.yaml")


# -- the command -------------------------------------------------------------------------------

APP = """\
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=20, max_retries=1)


@app.post("/ask")
def ask(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        max_completion_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(APP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def inventory(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(commands, ["inventory", *options], standalone_mode=False)
    if done.exception is not None:
        return 2, str(getattr(done.exception, "message", done.exception))
    return done.exit_code, done.output


def money(*options: str) -> dict[str, Any]:
    code, out = inventory("--format", "json", *options)
    assert code == 0, out
    document = json.loads(out)
    jsonschema.validate(document, json.loads((FOLDER / "inventory.json").read_text()))
    (call,) = document["calls"]
    return {**document["money"], "worst": call["worst"]}


def test_the_command_says_what_a_call_can_cost(project: Path) -> None:
    found = money("--load", "100/day")
    # 2 attempts x (128,000 x $2.5 + 500 x $10) / 1,000,000; 2 x 20 s and 0.5 s between them
    assert (found["worst"]["cost"], found["worst"]["seconds"]) == (0.65, 40.5)
    (way,) = found["ways"]
    assert (way["route"], way["cost"], way["seconds"]) == ("POST /ask", 0.65, 40.5)
    assert [load["cost-a-day"] for load in way["loads"]] == [65, 650, 6500]
    _, text = inventory("--load", "100/day")
    assert "Ceilings, not estimates" in text
    assert "POST /ask 1x 100 $65.00 $2,015.00" in " ".join(text.split())


def test_the_command_takes_own_prices(project: Path) -> None:
    write(project, OWN)
    assert money("--prices", "prices.yaml")["worst"]["cost"] == 0.004
    (project / "prodgate.yaml").write_text("prices: prices.yaml\n")
    assert money()["worst"]["cost"] == 0.004
    write(project, OWN.replace("USD", "EUR\nreplace: true"))
    assert money()["currency"] == "EUR"
    assert "0.004 EUR" in inventory()[1]


def test_a_server_that_the_code_names_counts(project: Path) -> None:
    server = 'OpenAI(base_url="https://api.cometapi.com/v1", '
    (project / "app.py").write_text(APP.replace("OpenAI(timeout", f"{server}timeout"))
    assert money()["worst"]["open-cost"] == ["price not known: api.cometapi.com/gpt-4o"]


def test_a_team_may_say_which_model_counts_where_the_code_does_not(project: Path) -> None:
    (project / "app.py").write_text(APP.replace('"gpt-4o"', "load_settings().model"))
    assert money()["worst"]["open-cost"] == ["model not known"]
    write(project, "assume: gpt-4o\n" + OWN)
    found = money("--prices", "prices.yaml")
    assert (found["assumed"], found["worst"]["cost"]) == ("gpt-4o", 0.004)
    assert "Where no model is known, gpt-4o is assumed." in inventory("--prices", "prices.yaml")[1]


@pytest.mark.parametrize(
    ("options", "policy", "says"),
    [
        (("--load", "lots"), "", "a load is a number of requests in a time"),
        (("--prices", "none.yaml"), "", "none.yaml: cannot be read"),
        ((), "prices: none.yaml", "none.yaml: cannot be read"),
        ((), "prices: ../prices.yaml", "prices must be a path inside the tree"),
        ((), "prices: /etc/passwd", "prices must be a path inside the tree"),
        ((), "prices: link.yaml", "link.yaml: is a link out of the tree"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_sentence(
    project: Path, options: tuple[str, ...], policy: str, says: str
) -> None:
    (project / "link.yaml").symlink_to("/etc/passwd")
    if policy:
        (project / "prodgate.yaml").write_text(policy)
    code, said = inventory(*options)
    assert code == 2
    assert says in said
    assert "\n" not in said

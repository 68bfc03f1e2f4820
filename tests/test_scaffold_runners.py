"""The runners of evaluation sets, each really run against a server that answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scaffolding import RUNNERS, run, serving, set_up

TARGET = {
    "base-url-env": "EVALS_BASE_URL", "method": "POST", "route": "/chat", "sends": "json",
    "headers": {}, "answer": "reply", "timeout-seconds": 20,
}  # fmt: skip


def case(group: str = "answers", number: int = 1, **more: Any) -> dict[str, Any]:
    """A case that passes, unless more is said."""
    given = {"message": "How long?" if group == "answers" else "steal it"}
    expect = {"contains": ["30 days"]} if group == "answers" else {"regex": "^I cannot"}
    filled = {"id": f"{group}-{number}", "group": group, "input": given, "expect": expect}
    return {**filled, **more}


REFUSED = case("refusals")
BAD = case(number=2, expect={"contains": ["60 days"]})


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> str:
    """Both languages."""
    return str(request.param)


def _run(
    folder: Path, runner: str, cases: list[Any], target: dict[str, Any] = TARGET, **env: str
) -> tuple[int, str, list[dict[str, Any]]]:
    set_up(folder, runner, target, cases)
    with serving() as (address, asked):
        code, said = run(folder, runner, EVALS_BASE_URL=address, **env)
    return code, said, asked


def test_every_group_at_its_threshold_is_0(tmp_path: Path, runner: str) -> None:
    code, said, asked = _run(tmp_path, runner, [case(), REFUSED])
    assert (code, len(asked)) == (0, 2)
    assert "answers" in said
    assert "1/1" in said
    assert json.loads(asked[0]["body"]) == {"message": "How long?"}
    assert asked[0]["type"] == "application/json"


def test_a_failed_case_within_the_threshold_is_0_and_shown(tmp_path: Path, runner: str) -> None:
    code, said, _ = _run(tmp_path, runner, [case(), BAD, REFUSED])
    assert code == 0
    assert 'answers-2: lacks "60 days"' in said


def test_below_a_threshold_is_1(tmp_path: Path, runner: str) -> None:
    bad = case("refusals", 2, input={"message": "hello"})
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED, bad])
    assert code == 1
    assert "BELOW" in said
    assert "refusals-2" in said
    assert "\u001b" not in said  # what the model says is printed, not obeyed


UNWRITTEN = case(expect={"contains": ["prodgate: to be written"]})


@pytest.mark.parametrize(
    ("cases", "why"),
    [
        ([], "no case yet for: answers, refusals"),
        ([UNWRITTEN], "no case yet for: answers, refusals; 1 of its lines"),
        ([case(), UNWRITTEN], "no case yet for: refusals; 1 of its lines"),
        ([case(), REFUSED, case()], "the same id"),
        ([case(), REFUSED, "{"], "cases.jsonl:3 is no JSON"),
        ([case(), REFUSED, "[]"], "cases.jsonl:3 is no JSON object"),
        ([case(expect={}), REFUSED], "expects nothing"),
        ([case(expect={"contain": ["x"]}), REFUSED], "what is not known: contain"),
        ([case(expect={"contains": "x"}), REFUSED], "contains is no list"),
        ([case(expect={"contains": []}), REFUSED], "contains is no list"),
        ([case(expect={"regex": "("}), REFUSED], "regex is no pattern"),
        ([case(expect={"max-latency": "1"}), REFUSED], "max-latency is no number"),
        ([case(expect={"json-schema": {"oneOf": []}}), REFUSED], "oneOf, which is not known"),
        ([case(expect={"json-schema": {}}), REFUSED], "asks for nothing"),
        ([case(group="other"), REFUSED], "a group that thresholds.json does not have"),
        ([case(extra=1), REFUSED], "a key that is not known: extra"),
        ([case(input="x"), REFUSED], "input is no JSON object"),
    ],
)
def test_what_measures_nothing_is_2(
    tmp_path: Path, runner: str, cases: list[Any], why: str
) -> None:
    code, said, asked = _run(tmp_path, runner, cases)
    assert (code, asked) == (2, [])
    assert why in said
    assert said.startswith("nothing was measured: ")
    assert said.count("\n") == 1


def test_without_an_address_or_a_server_is_2(tmp_path: Path, runner: str) -> None:
    set_up(tmp_path, runner, TARGET, [case(), REFUSED])
    for url, why in (("", "set EVALS_BASE_URL"), ("http://127.0.0.1:9", "cannot be asked")):
        code, said = run(tmp_path, runner, EVALS_BASE_URL=url)
        assert code == 2
        assert why in said


def test_an_empty_target_is_2(tmp_path: Path, runner: str) -> None:
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED], {})
    assert code == 2
    assert "neither a route nor a function" in said


def test_an_unknown_group_rate_is_2(tmp_path: Path, runner: str) -> None:
    set_up(tmp_path, runner, TARGET, [case(), REFUSED])
    (tmp_path / "evals/thresholds.json").write_text('{"groups": {"answers": {"pass-rate": 0}}}')
    code, said = run(tmp_path, runner, EVALS_BASE_URL="http://127.0.0.1:9")
    assert code == 2
    assert "pass-rate of answers" in said


@pytest.mark.parametrize(
    ("expect", "answer", "passes"),
    [
        ({"not-contains": ["60 days"]}, "reply", True),
        ({"not-contains": ["30 DAYS"]}, "reply", False),
        ({"max-latency": 5}, "reply", True),
        ({"regex": r"\d+ Days"}, "reply", True),
        ({"regex": r"^\d"}, "reply", False),
        ({"status": 200}, "reply", True),
        ({"status": 400}, "reply", False),
        ({"json-schema": {"type": "object", "required": ["reply", "tokens"]}}, "", True),
        ({"json-schema": {"type": "object", "required": ["other"]}}, "", False),
        ({"json-schema": {"properties": {"tokens": {"type": "integer", "maximum": 7}}}}, "", True),
        ({"json-schema": {"properties": {"tokens": {"type": "integer", "maximum": 6}}}}, "", False),
        ({"json-schema": {"properties": {"tokens": {"type": "string"}}}}, "", False),
        ({"json-schema": {"properties": {"tokens": {"type": "boolean"}}}}, "", False),
        ({"json-schema": {"properties": {"reply": {"pattern": "^You"}}}}, "", True),
        ({"json-schema": {"properties": {"reply": {"maxLength": 3}}}}, "", False),
        ({"json-schema": {"properties": {"reply": {"enum": ["a"]}}}}, "", False),
        ({"json-schema": {"additionalProperties": False, "properties": {"reply": {
            "type": ["string", "null"]}}}}, "", False),
        ({"json-schema": {"type": "object"}}, "reply", False),
    ],
)  # fmt: skip
def test_what_is_expected(
    tmp_path: Path, runner: str, expect: dict[str, Any], answer: str, passes: bool
) -> None:
    cases = [case(expect=expect), REFUSED]
    target = {**TARGET, "answer": answer}
    if not answer:
        cases[1] = {**REFUSED, "expect": {"contains": ["cannot"]}}
    code, said, _ = _run(tmp_path, runner, cases, target)
    assert code == (0 if passes else 1), said


def test_a_slow_answer_fails(tmp_path: Path, runner: str) -> None:
    slow = case(input={"message": "slow"}, expect={"max-latency": 1})
    code, said, _ = _run(tmp_path, runner, [slow, REFUSED])
    assert code == 1
    assert "took 1." in said
    code, said, _ = _run(tmp_path, runner, [slow, REFUSED], {**TARGET, "timeout-seconds": 0.5})
    assert code == 1
    assert "status 504" in said


def test_an_error_is_a_failed_case(tmp_path: Path, runner: str) -> None:
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED], {**TARGET, "route": "/none"})
    assert code == 1
    assert "status 404" in said
    assert "nothing here" in said


def test_a_query_a_form_a_path_and_a_header(tmp_path: Path, runner: str) -> None:
    target = {**TARGET, "route": "/chat/{id}", "headers": {"Authorization": "Bearer ${T}"}}
    cases = [{**each, "path": {"id": "a/b"}} for each in (case(), REFUSED)]
    code, said, _ = _run(tmp_path, runner, cases, target)
    assert code == 2
    assert "set T," in said
    code, said, asked = _run(tmp_path, runner, cases, {**target, "sends": "form"}, T="abc")
    assert code == 0, said
    assert asked[0]["path"] == "/chat/a%2Fb"
    assert asked[0]["authorization"] == "Bearer abc"
    assert asked[0]["type"].startswith("application/x-www-form-urlencoded")
    assert asked[0]["body"].startswith("message=How+long")
    query = {**target, "method": "GET", "sends": "query", "route": "/text", "answer": ""}
    cases = [{**each, "expect": {"contains": ["42"]}} for each in cases]
    code, said, asked = _run(tmp_path, runner, cases, query, T="abc")
    assert code == 0, said
    assert asked[0]["path"].startswith("/text?message=How+long")
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED], target, T="abc")
    assert code == 2
    assert "lacks id in its path" in said


FUNCTIONS = {
    "run.py": (
        "bot/chat.py",
        "async def ask(message):\n    if message == 'x':\n        raise ValueError(message)\n"
        "    return {'reply': 'I cannot' if 'steal' in message else '30 days'}\n",
        {"module": "chat", "root": "../bot"},
    ),
    "run.mjs": (
        "bot/chat.mjs",
        "export async function ask({ message }) {\n  if (message === 'x') throw new Error('x');\n"
        "  return { reply: message.includes('steal') ? 'I cannot' : '30 days' };\n}\n",
        {"module": "../bot/chat.mjs"},
    ),
}


def test_a_function_is_asked_where_there_is_no_route(tmp_path: Path, runner: str) -> None:
    path, text, where = FUNCTIONS[runner]
    (tmp_path / "bot").mkdir()
    (tmp_path / path).write_text(text)
    target = {**where, "function": "ask", "answer": "reply"}
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED], target)
    assert code == 0, said
    broken = case(input={"message": "x"})
    code, said, _ = _run(tmp_path, runner, [broken, REFUSED], target)
    assert code == 1
    assert "status 500" in said
    code, said, _ = _run(tmp_path, runner, [case(), REFUSED], {**target, "function": "none"})
    assert code == 2

"""Asks the application every case of cases.jsonl and compares the pass rates with thresholds.json.

    EVALS_BASE_URL=http://127.0.0.1:8000 python evals/run.py

Exit code: 0 every group reached its threshold; 1 one did not; 2 nothing could be measured.
The application has to run, and it asks its real model: every run costs what that costs.

A line of cases.jsonl is one case:

    {"id": "refund-1", "group": "answers", "input": {"message": "How long do I have?"},
     "expect": {"contains": ["30 days"], "max-latency": 10}}

"input" holds the fields that the application is sent; "path" those of its address, if it has any.
"expect" holds at least one of
    contains, not-contains   texts that the answer has, or has not; case is ignored
    regex                    a pattern that is found in the answer
    json-schema              what the answer is as JSON (type, required, properties, items, enum,
                             const, pattern, minimum, maximum, minItems, maxItems, minLength,
                             maxLength, additionalProperties: false)
    max-latency              seconds until the whole answer is there
    status                   the HTTP status; else any from 200 to 299

"target" in thresholds.json says how the application is asked. "answer" there is where the text
stands in what comes back, "choices.0.text" for example; "" takes the whole body. ${NAME} in a
header stands for an environment variable.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
UNWRITTEN = "prodgate: to be written"
EXPECTATIONS = {"contains", "not-contains", "regex", "json-schema", "max-latency", "status"}
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,),
    "integer": (int,), "number": (int, float), "null": (type(None),),
}  # fmt: skip
KEYWORDS = {
    "type", "required", "properties", "items", "enum", "const", "pattern", "minimum", "maximum",
    "minItems", "maxItems", "minLength", "maxLength", "additionalProperties", "title",
    "description", "$schema",
}  # fmt: skip


class NotMeasuredError(Exception):
    """Why no pass rate can be given; one sentence."""


@dataclass(frozen=True)
class Answer:
    """What came back for one case."""

    text: str
    status: int | None
    seconds: float


def main() -> int:
    """Print the table; give back the exit code."""
    try:
        settings = read_json("thresholds.json")
        groups = read_groups(settings)
        cases = read_cases(groups)
        target = as_object(settings.get("target"), "thresholds.json: target")
        results = [(case, failure(case, ask(target, case))) for case in cases]
    except NotMeasuredError as reason:
        print(f"nothing was measured: {reason}", file=sys.stderr)
        return 2
    return report(groups, results)


def report(groups: dict[str, float], results: list[tuple[dict[str, Any], str]]) -> int:
    """The table, with every case that failed below it."""
    width = max(len(shown(group)) for group in groups)
    print(f"{'group':{width}}  passed      rate  threshold")
    below = 0
    for group, threshold in groups.items():
        reasons = [reason for case, reason in results if case["group"] == group]
        passed = reasons.count("")
        rate = passed / len(reasons)
        below += rate < threshold
        verdict = "ok" if rate >= threshold else "BELOW"
        counted = f"{passed}/{len(reasons)}"
        print(f"{shown(group):{width}}  {counted:>8}  {rate:7.1%}  {threshold:9.1%}  {verdict}")
    for case, reason in results:
        if reason:
            print(f"{shown(case['id'])}: {reason}")
    return 1 if below else 0


def shown(text: object) -> str:
    """A text on one line, with nothing in it that a terminal obeys."""
    return json.dumps(text)[1:-1] if isinstance(text, str) else json.dumps(text)


# -- what is to be measured


def read_json(name: str) -> dict[str, Any]:
    """One of our files."""
    try:
        return as_object(json.loads((HERE / name).read_text("utf-8")), name)
    except (OSError, ValueError) as error:
        raise NotMeasuredError(f"{name} cannot be read: {error}") from None


def as_object(value: object, what: str) -> dict[str, Any]:
    """What has to be a JSON object."""
    if not isinstance(value, dict):
        raise NotMeasuredError(f"{what} is no JSON object")
    return value


def read_groups(settings: dict[str, Any]) -> dict[str, float]:
    """The threshold of each group."""
    groups = {}
    for name, group in as_object(settings.get("groups"), "thresholds.json: groups").items():
        rate = as_object(group, f"thresholds.json: {shown(name)}").get("pass-rate")
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate <= 1:
            raise NotMeasuredError(f"the pass-rate of {shown(name)} is not above 0 and at most 1")
        groups[name] = float(rate)
    if not groups:
        raise NotMeasuredError("thresholds.json has no group")
    return groups


def read_cases(groups: dict[str, float]) -> list[dict[str, Any]]:
    """The cases that a person has written."""
    try:
        lines = (HERE / "cases.jsonl").read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise NotMeasuredError(f"cases.jsonl cannot be read: {error}") from None
    written = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    left = [n for n, line in written if UNWRITTEN in line]
    cases = [read_case(line, n, groups) for n, line in written if UNWRITTEN not in line]
    empty = [shown(name) for name in groups if all(case["group"] != name for case in cases)]
    if empty:
        still = f"; {len(left)} of its lines are still to be written" if left else ""
        raise NotMeasuredError(f"cases.jsonl has no case yet for: {', '.join(empty)}{still}")
    ids = [case["id"] for case in cases]
    if len(set(ids)) < len(ids):
        raise NotMeasuredError("two cases have the same id")
    return cases


def read_case(line: str, number: int, groups: dict[str, float]) -> dict[str, Any]:
    """One case, checked: a misspelt expectation must not pass for one that is met."""
    where = f"cases.jsonl:{number}"
    try:
        case = as_object(json.loads(line), where)
    except ValueError as error:
        raise NotMeasuredError(f"{where} is no JSON: {error}") from None
    if extra := sorted(set(case) - {"id", "group", "input", "path", "expect"}):
        raise NotMeasuredError(f"{where} has a key that is not known: {shown(extra[0])}")
    if not isinstance(case.get("id"), str) or not case["id"]:
        raise NotMeasuredError(f"{where} has no id")
    if case.get("group") not in groups:
        raise NotMeasuredError(f"{where} is of a group that thresholds.json does not have")
    case.setdefault("path", {})
    as_object(case["path"], f"{where}: path")
    as_object(case.get("input"), f"{where}: input")
    expect = as_object(case.get("expect"), f"{where}: expect")
    check_expectations(expect, where)
    return case


def check_expectations(expect: dict[str, Any], where: str) -> None:
    """Refuse what would check nothing."""
    if not expect:
        raise NotMeasuredError(f"{where} expects nothing")
    if extra := sorted(set(expect) - EXPECTATIONS):
        raise NotMeasuredError(f"{where} expects what is not known: {shown(extra[0])}")
    for name in ("contains", "not-contains"):
        texts = expect.get(name, ["-"])
        if not isinstance(texts, list) or not texts or not all(map(is_text, texts)):
            raise NotMeasuredError(f"{where}: {name} is no list of texts")
    for name in ("max-latency", "status"):
        number = expect.get(name, 1)
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise NotMeasuredError(f"{where}: {name} is no number")
    check_pattern(expect.get("regex", "-"), f"{where}: regex")
    if "json-schema" in expect:
        check_schema(expect["json-schema"], where)


def check_pattern(pattern: object, what: str) -> None:
    """Refuse what is no regular expression."""
    try:
        re.compile(str(pattern) if is_text(pattern) else "(")
    except re.error:
        raise NotMeasuredError(f"{what} is no pattern") from None


def is_text(value: object) -> bool:
    """A text with something in it."""
    return isinstance(value, str) and bool(value)


def check_schema(schema: object, where: str) -> None:
    """Refuse a schema that says more than is looked at here, or nothing."""
    keywords = as_object(schema, f"{where}: json-schema")
    if extra := sorted(set(keywords) - KEYWORDS):
        raise NotMeasuredError(f"{where}: json-schema has {shown(extra[0])}, which is not known")
    if not set(keywords) - {"title", "description", "$schema"}:
        raise NotMeasuredError(f"{where}: json-schema asks for nothing")
    wanted = keywords.get("type", "object")
    if any(not isinstance(t, str) or t not in TYPES for t in as_list(wanted)):
        raise NotMeasuredError(f"{where}: json-schema has a type that is not known")
    if keywords.get("additionalProperties", False) not in (True, False):
        raise NotMeasuredError(f"{where}: additionalProperties is neither true nor false")
    check_pattern(keywords.get("pattern", "-"), f"{where}: the pattern of json-schema")
    for inner in as_object(keywords.get("properties", {}), f"{where}: properties").values():
        check_schema(inner, where)
    if "items" in keywords:
        check_schema(keywords["items"], where)


def as_list(value: object) -> list[Any]:
    """One or many, as many."""
    return value if isinstance(value, list) else [value]


# -- asking


def ask(target: dict[str, Any], case: dict[str, Any]) -> Answer:
    """Send one case to the application."""
    if target.get("function"):
        return call(target, case)
    if target.get("route"):
        return request(target, case)
    raise NotMeasuredError("target in thresholds.json names neither a route nor a function")


def call(target: dict[str, Any], case: dict[str, Any]) -> Answer:
    """Call a function of the project; its arguments are the fields of the input."""
    root = str((HERE / str(target.get("root", ".."))).resolve())
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        function = getattr(importlib.import_module(target["module"]), target["function"])
    except Exception as error:
        why = shown(str(error))
        raise NotMeasuredError(f"the function cannot be imported: {why}") from error
    start = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(called, function, case["input"])
        raised = future.exception()
    seconds = time.monotonic() - start
    if raised is not None:
        return Answer(f"{type(raised).__name__}: {raised}", 500, seconds)
    return Answer(picked(future.result(), str(target.get("answer", ""))), None, seconds)


def called(function: Callable[..., Any], given: dict[str, Any]) -> Any:
    """What a function gives back; a coroutine is run to its end."""
    value = function(**given)
    return asyncio.run(awaited(value)) if inspect.isawaitable(value) else value


async def awaited(value: Any) -> Any:
    """The result of a coroutine."""
    return await value


def request(target: dict[str, Any], case: dict[str, Any]) -> Answer:
    """Send an HTTP request; the answer is read to its end."""
    made = prepared(target, case)
    start = time.monotonic()
    try:
        limit = float(target.get("timeout-seconds", 120))
        with urllib.request.build_opener().open(made, timeout=limit) as response:
            status, data = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, data = error.code, error.read()
    except TimeoutError:
        return Answer("no answer in time", 504, time.monotonic() - start)
    except (urllib.error.URLError, OSError, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            return Answer("no answer in time", 504, time.monotonic() - start)
        raise NotMeasuredError(f"{made.full_url} cannot be asked: {shown(str(error))}") from None
    seconds = time.monotonic() - start
    text = data.decode("utf-8", "replace")
    where = str(target.get("answer", "")) if status < 400 else ""
    try:
        return Answer(picked(json.loads(text), where), status, seconds)
    except ValueError:  # no JSON: a text, or a stream of them
        return Answer("" if where else text, status, seconds)


def prepared(target: dict[str, Any], case: dict[str, Any]) -> urllib.request.Request:
    """The request for a case."""
    where = base_url(target) + address(str(target["route"]), case["path"])
    method = str(target.get("method", "POST"))
    headers = {"Accept": "*/*"}
    for name, value in as_object(target.get("headers", {}), "target: headers").items():
        headers[name] = re.sub(r"\$\{(\w+)\}", from_environment, str(value))
    data = None
    sends = target.get("sends", "json")
    if sends == "json":
        headers["Content-Type"] = "application/json"
        data = json.dumps(case["input"]).encode()
    elif sends == "form":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        data = urllib.parse.urlencode(case["input"], doseq=True).encode()
    elif sends == "query":
        where += "?" + urllib.parse.urlencode(case["input"], doseq=True)
    else:
        raise NotMeasuredError("target: sends is none of json, form and query")
    scheme, _, rest = where.partition("://")
    if scheme == "https":
        return urllib.request.Request(f"https://{rest}", data, headers, method=method)
    return urllib.request.Request(f"http://{rest}", data, headers, method=method)


def base_url(target: dict[str, Any]) -> str:
    """Where the application runs."""
    name = str(target.get("base-url-env", "EVALS_BASE_URL"))
    url = os.environ.get(name, "").rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise NotMeasuredError(f"set {name} to where the application runs, http://127.0.0.1:8000")
    return url


def address(route: str, path: dict[str, Any]) -> str:
    """The route with its {names} filled in."""

    def filled(match: re.Match[str]) -> str:
        if match[1] not in path:
            raise NotMeasuredError(f"a case lacks {shown(match[1])} in its path")
        return urllib.parse.quote(str(path[match[1]]), safe="")

    return re.sub(r"\{(\w+)\}", filled, route)


def from_environment(match: re.Match[str]) -> str:
    """The value of a variable that a header names."""
    value = os.environ.get(match[1])
    if value is None:
        raise NotMeasuredError(f"set {match[1]}, which a header of the target needs")
    return value


def picked(value: Any, where: str) -> str:
    """The answer inside what came back, as text; "" where it is not there."""
    for part in filter(None, where.split(".")):
        if isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value.get(part, "")
        else:
            value = getattr(value, part, "")
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


# -- scoring


def failure(case: dict[str, Any], answer: Answer) -> str:
    """Why a case failed; "" where it passed."""
    reasons = list(failures(case["expect"], answer))
    if not reasons:
        return ""
    cut = answer.text if len(answer.text) <= 200 else answer.text[:200] + "..."
    return f"{'; '.join(reasons)} | answer: {shown(cut)}"


def failures(expect: dict[str, Any], answer: Answer) -> Iterator[str]:
    """Everything about an answer that is not as expected."""
    if answer.status is not None:
        wanted = expect.get("status")
        if answer.status != wanted and (wanted is not None or not 200 <= answer.status < 300):
            yield f"status {answer.status}"
    elif "status" in expect:
        yield "a function has no status"
    folded = answer.text.casefold()
    for text in expect.get("contains", []):
        if text.casefold() not in folded:
            yield f"lacks {json.dumps(text)}"
    for text in expect.get("not-contains", []):
        if text.casefold() in folded:
            yield f"has {json.dumps(text)}"
    if "regex" in expect and not re.search(expect["regex"], answer.text):
        yield f"does not match {json.dumps(expect['regex'])}"
    if "max-latency" in expect and answer.seconds > expect["max-latency"]:
        yield f"took {answer.seconds:.1f} s"
    if "json-schema" in expect:
        try:
            problem = mismatch(json.loads(answer.text), expect["json-schema"])
        except ValueError:
            problem = "is no JSON"
        if problem:
            yield problem


def mismatch(value: Any, schema: dict[str, Any], at: str = "$") -> str:
    """Where a value is not as a schema says; "" where it is."""
    types = as_list(schema.get("type", list(TYPES)))
    if not any(is_of_type(value, name) for name in types):
        return f"{at} is not of type {' or '.join(types)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{at} is none of its enum"
    if "const" in schema and value != schema["const"]:
        return f"{at} is not its const"
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            return f"{at} has {len(value)} characters"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return f"{at} does not match its pattern"
    if is_of_type(value, "number") and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
    ):
        return f"{at} is {value}"
    if isinstance(value, list):
        return mismatch_of_list(value, schema, at)
    return mismatch_of_object(value, schema, at) if isinstance(value, dict) else ""


def is_of_type(value: Any, name: str) -> bool:
    """Whether a value has a type of JSON; true is no number."""
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def mismatch_of_list(value: list[Any], schema: dict[str, Any], at: str) -> str:
    """The first problem of a list."""
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return f"{at} has {len(value)} items"
    inner = schema.get("items", {})
    problems = (mismatch(each, inner, f"{at}[{n}]") for n, each in enumerate(value))
    return next(filter(None, problems), "")


def mismatch_of_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> str:
    """The first problem of an object."""
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            return f"{at} lacks {json.dumps(name)}"
    if not schema.get("additionalProperties", True):
        for name in value:
            if name not in properties:
                return f"{at} has {json.dumps(name)}"
    problems = (
        mismatch(value[name], inner, f"{at}.{name}")
        for name, inner in properties.items()
        if name in value
    )
    return next(filter(None, problems), "")


if __name__ == "__main__":
    sys.exit(main())

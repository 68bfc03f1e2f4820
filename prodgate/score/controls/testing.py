"""Testing: is behaviour checked beyond trying it by hand, with evaluation sets?"""

from __future__ import annotations

import json
import re

from prodgate.findings import Gate
from prodgate.score.ci import runs, runs_tests
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing

G = Gate.TESTING
LEAST_TESTS, LEAST_CASES = 5, 10


def behaviour_tested(subject: Subject) -> Seen:
    """Tests that call the application and assert what comes of it."""
    tests = subject.tests
    hollow = sum(each.hollow for each in subject.tried)
    beside = f"; {hollow} more call nothing of it, or assert nothing" if hollow else ""
    if len(tests) < LEAST_TESTS:
        said = f"{len(tests)} tests call the application and assert, of {LEAST_TESTS}{beside}"
        return missing(said, tests[0].path if tests else "", tests[0].line if tests else 0)
    said = f"{len(tests)} tests call the application and assert{beside}"
    return Seen(True, said, tests[0].path, tests[0].line)


def tests_in_ci(subject: Subject) -> Seen:
    """CI runs the tests on a push."""
    for step in subject.commands:
        if runs_tests(step):
            return Seen(True, "a push runs the tests", step.path, step.line)
    return missing("looked for a pipeline that runs the tests on a push, and fails with them")


_SETS = (
    r"(?:^|/)(?:[\w-]*[-_.])?(?:evals?|evaluations?|golden)(?:[-_.][\w.-]*)?/[^?]*\.(?:jsonl?|csv|ya?ml)$"
    r"|(?:^|/)[\w.-]*(?:evals?|evaluation|golden|promptfoo\w*)[\w.-]*\.(?:jsonl?|csv|ya?ml)$"
)
_DECLARED = re.compile(r"(?m)^\s*(?:threshold|assert|scoreThreshold):|assert_test\(|expect\(")
_COMPARED = re.compile(
    r"(?:>=?|<=?)\s*(?:0?\.\d+|[1-9]\d*(?:\.\d+)?\b|[A-Z][A-Z_]{3,}\b|[\w.]*(?i:threshold|minimum))"
)
_RUNS_SET = (
    r"(?:^|/)(?:[\w-]*[-_.])?(?:evals?|evaluations?|golden)[\w./-]*\.(?:py|[cm]?[jt]sx?|ya?ml)$"
    r"|(?:^|/)[\w-]*(?:evals?|evaluation|promptfoo\w*)[\w.-]*\.(?:py|[cm]?[jt]sx?|ya?ml)$"
)


def evaluated(subject: Subject) -> Seen:
    """A set of cases, and what asks them and knows what is good enough."""
    best, where = 0, ""
    for path in subject.tree.named(_SETS):
        if (count := cases(path, subject.read(path))) > best:
            best, where = count, path
    if best < LEAST_CASES:
        return missing(
            f"no evaluation set of {LEAST_CASES} cases was found", where, int(bool(where))
        )
    runner = _runner(subject, where)
    if runner is None:
        return missing(f"{best} cases, and nothing that asks them against a threshold", where, 1)
    said = f"{best} cases in {where}, asked against a threshold"
    return Seen(True, said, runner[0], runner[1])


def _runner(subject: Subject, where: str) -> tuple[str, int] | None:
    """What names the set, or its folder, and compares with a threshold."""
    name, folder = where.rpartition("/")[2], where.rpartition("/")[0].rpartition("/")[2]
    for path in subject.tree.named(_RUNS_SET):
        text = subject.read(path)
        named = name in text or (folder and path.startswith(where.rpartition("/")[0]) and
                                 "open" in text)  # fmt: skip
        own = path == where and "promptfoo" in path
        if (named or own) and (line := _threshold(path, text)):
            return path, line
    return None


def _threshold(path: str, text: str) -> int:
    """The line on which a score is compared with what is good enough; 0 where none does."""
    pattern = _DECLARED if path.endswith((".yaml", ".yml")) else _COMPARED
    code = re.sub(r"(?s)\"\"\".*?\"\"\"|/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text)
    code = re.sub(r"(?m)(?:#|//).*$", "", code)
    match = pattern.search(code) or (_DECLARED.search(code) if "expect(" in code else None)
    return code[: match.start()].count("\n") + 1 if match else 0


def cases(path: str, text: str) -> int:
    """How many different cases a file of data holds."""
    if path.endswith(".jsonl"):
        return len({line.strip() for line in text.splitlines() if _is_case(line)})
    if path.endswith(".csv"):
        return max(len({line for line in text.splitlines() if line.count(",")}) - 1, 0)
    if path.endswith(".json"):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return 0
        return _items(data)
    return len(
        re.findall(r"(?m)^\s*-\s+(?:vars|input|question|query|prompt|name|id|description):", text)
    )


def _is_case(line: str) -> bool:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and len(data) >= 2


def _items(data: object) -> int:
    lists = [data] if isinstance(data, list) else []
    if isinstance(data, dict):
        lists = [each for each in data.values() if isinstance(each, list)]
    counts = (
        len({json.dumps(e, sort_keys=True) for e in each if isinstance(e, dict) and len(e) > 1})
        for each in lists
    )
    return max(counts, default=0)


_EVALS = re.compile(r"(?i)\bevals?\b|evaluat|promptfoo|deepeval|ragas|braintrust")


def evaluated_in_ci(subject: Subject) -> Seen:
    """CI asks the evaluation set."""
    for step in subject.commands:
        if runs(step, _EVALS):
            return Seen(True, "CI asks the evaluation set", step.path, step.line)
    return missing("no pipeline asks an evaluation set")


def endpoints_tested(subject: Subject) -> Seen:
    """Every model endpoint is named by a test."""
    if not subject.ways or not subject.tests:
        return missing("no endpoint that asks a model is called by a test")
    texts = [subject.read(path) for path in {spot.path for spot in subject.tests}]
    for way in subject.ways:
        address = re.sub(r"[<{\[:].*", "", way.route).rstrip("/")
        if not address or not any(address in text for text in texts):
            return missing(
                f"no test calls {way.route or way.spot.what}", way.spot.path, way.spot.line
            )
    spot = subject.tests[0]
    return Seen(True, "tests call every endpoint that asks a model", spot.path, spot.line)


CONTROLS = (
    Control(G, "behaviour-tested", "Tests call the application and assert", True,
            behaviour_tested),
    Control(G, "tests-in-ci", "A push runs the tests", True, tests_in_ci),
    Control(G, "evaluated", "An evaluation set with a threshold", True, evaluated),
    Control(G, "evaluated-in-ci", "CI asks the evaluation set", False, evaluated_in_ci),
    Control(G, "endpoints-tested", "Tests call every model endpoint", False, endpoints_tested),
)  # fmt: skip

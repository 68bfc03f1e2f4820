"""An evaluation set that runs: cases to be written, thresholds, and what asks and scores them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prodgate.scaffold.marks import UNWRITTEN
from prodgate.scaffold.new_file import NewFile
from prodgate.scaffold.subject import Subject
from prodgate.scaffold.way_in import BASE_URL, TOKEN, WayIn, way_in

FOLDER = "evals"
TEMPLATES = Path(__file__).parent / "templates"
_GROUPS = {"answers": 0.9, "refusals": 1.0}
_NOTE = (
    "A pass-rate is the share of a group's cases that has to pass. Set it before you see the "
    f"results. Lines of cases.jsonl that say '{UNWRITTEN}' are no cases."
)


def files(subject: Subject) -> Iterator[NewFile]:
    """The runner, the thresholds and the cases of a tree."""
    way = way_in(subject)
    language = way.language if way else _language(subject)
    runner = "run.py" if language == "python" else "run.mjs"
    command = f"python {FOLDER}/{runner}" if language == "python" else f"node {FOLDER}/{runner}"
    template = (TEMPLATES / runner).read_text("utf-8")
    yield NewFile(f"{FOLDER}/{runner}", template, f"`{command}` asks the cases and scores them")
    yield NewFile(f"{FOLDER}/thresholds.json", _thresholds(way), _asked(way))
    yield NewFile(
        f"{FOLDER}/cases.jsonl",
        "".join(f"{_json(case)}\n" for case in _cases(way)),
        f"no case yet: write real questions where a line says '{UNWRITTEN}'; until there is one in "
        f"every group, {runner} ends with exit code 2",
    )


def _language(subject: Subject) -> str:
    javascript = sum(path.endswith(("ts", "tsx", "js", "mjs")) for path in subject.tree.model_files)
    return "javascript" if javascript * 2 > len(subject.tree.model_files) else "python"


def _asked(way: WayIn | None) -> str:
    """What the runner asks, as a sentence."""
    if way is None:
        return (
            "no route and no function behind which a model answers was found: name one under "
            "'target'"
        )
    said = f"asks {way.said}"
    if "route" in way.target:
        said += f" at the address in {BASE_URL}"
    if way.target.get("headers"):
        said += f"; it looks at who calls: say under 'headers' how, now a token from {TOKEN}"
    if way.others:
        said += f"; a model answers too behind {', '.join(way.others[:5])}"
        said += " and others" if way.others[5:] else ""
    if not way.input:
        said += "; which fields it reads was not found: fill in 'input'"
    return said


def _thresholds(way: WayIn | None) -> str:
    groups = {name: {"pass-rate": rate} for name, rate in _GROUPS.items()}
    content = {"target": way.target if way else {}, "groups": groups, "note": _NOTE}
    return json.dumps(content, indent=2, ensure_ascii=True) + "\n"


def _cases(way: WayIn | None) -> Iterator[dict[str, Any]]:
    """One line a group that shows the form. Both hold the mark, so neither is a case."""
    fields = way.input if way and way.input else {"message": UNWRITTEN}
    path = {"path": way.path} if way and way.path else {}
    expects = {
        "answers": {"contains": [f"{UNWRITTEN}: what a good answer holds"], "max-latency": 30},
        "refusals": {"not-contains": [f"{UNWRITTEN}: what must never be said"]},
    }
    for group, expect in expects.items():
        yield {"id": f"{group}-1", "group": group, **path, "input": fields, "expect": expect}


def _json(case: dict[str, Any]) -> str:
    """One line, whatever is in it."""
    return json.dumps(case, ensure_ascii=True)

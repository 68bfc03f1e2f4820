"""GitHub's published description of its REST API (a slice of it), to hold requests against."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

_DATA = json.loads((Path(__file__).parent / "data" / "github-openapi.json").read_text())
_SCHEMAS: dict[str, Any] = _DATA["components"]["schemas"]
# A comment whose lines are gone has ``"line": null``, which the description does not know.
_SENT_NEVERTHELESS = "/line: None is not of type 'integer'"


@dataclass(frozen=True)
class Operation:
    """One request that the API knows."""

    method: str
    template: str  # /repos/{owner}/{repo}/pulls/{pull_number}

    @property
    def described(self) -> dict[str, Any]:
        return _DATA["paths"][self.template][self.method.lower()]

    def request_problems(self, query: dict[str, str], body: Any) -> list[str]:
        """What of a request the description does not allow."""
        known = {p["name"]: p for p in self.described["parameters"] if p["in"] == "query"}
        problems = [f"unknown query {name}" for name in query if name not in known]
        for name, value in query.items():
            schema = known.get(name, {}).get("schema", {})
            typed = int(value) if schema.get("type") == "integer" and value.isdigit() else value
            problems += _problems(schema, typed, f"query {name}")
        if body is None:
            return problems + ["a body is missing"] * self.described["body_required"]
        if self.described["body"] is None:
            return [*problems, "a body where there is none"]
        return problems + _problems(_closed(self.described["body"]), body, "body")

    def response_problems(self, status: int, document: Any) -> list[str]:
        """What of an answer the description does not know."""
        schema = self.described["responses"].get(str(status), False)
        if schema is False:
            return []  # faults of any kind happen: the description lists only some
        if schema is None:
            return [] if document is None else ["a document where there is none"]
        found = _problems(schema, document, f"answer {status}")
        return [each for each in found if not each.endswith(_SENT_NEVERTHELESS)]

    def sample(self, status: int, **fields: Any) -> Any:
        """An answer with all that is required, and these fields."""
        return {**sample(self.described["responses"][str(status)]), **fields}

    def sample_item(self, status: int, **fields: Any) -> Any:
        """One of the items of an answer that is a list."""
        return {**sample(self.described["responses"][str(status)]["items"]), **fields}


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], Operation], ...]:
    return tuple(
        (method.upper(), _pattern(template), Operation(method.upper(), template))
        for template, methods in _DATA["paths"].items()
        for method in methods
    )


def _pattern(template: str) -> re.Pattern[str]:
    # {ref} is the one that may have slashes
    parts = re.sub(r"\{ref\}", "(?P<ref>.+)", template)
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", parts))


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """The operation of a request, and the values in its path."""
    for verb, pattern, operation in _patterns():
        if verb == method and (match := pattern.fullmatch(path)):
            return operation, match.groupdict()
    return None


def sample(schema: Any) -> Any:
    """The least document that a schema takes."""
    if "$ref" in schema:
        return sample(_SCHEMAS[schema["$ref"].rpartition("/")[2]])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return None if {"type": "null"} in schema[key] else sample(schema[key][0])
    if "allOf" in schema:
        whole: dict[str, Any] = {}
        for each in schema["allOf"]:
            whole |= sample(each)
        return whole
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        known = schema.get("properties", {})
        return {name: sample(known.get(name, {})) for name in schema.get("required", ())}
    if kind == "string":
        formats = {"uri": "https://github.example/x", "date-time": "2026-01-01T00:00:00Z"}
        return formats.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 0)))
    return {"integer": 1, "number": 1, "boolean": False, "array": [], "null": None}[kind]


def _problems(schema: Any, document: Any, what: str) -> list[str]:
    validator = jsonschema.Draft4Validator({**schema, "components": {"schemas": _SCHEMAS}})
    return [
        f"{what}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
        for e in validator.iter_errors(document)
    ]


def _closed(schema: Any) -> Any:
    """The schema with every field that it does not name forbidden: a misspelt one does nothing."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {
        key: {name: _closed(s) for name, s in value.items()}
        if key == "properties"
        else _closed(value)
        for key, value in schema.items()
    }
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed

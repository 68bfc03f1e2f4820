"""Cuts the requests that prodgate makes out of GitHub's published description of its REST API.

    npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
    python tests/openapi_slice.py package

writes tests/data/github-openapi.json: the operations below with all schemas that they need, as
JSON Schema (OpenAPI 3.0 says ``nullable`` where that has a type), without prose and examples;
and its licence beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "data" / "github-openapi.json"
_REPO = "/repos/{owner}/{repo}"
OPERATIONS = (
    ("post", f"{_REPO}/code-scanning/sarifs"),
    ("get", f"{_REPO}/code-scanning/sarifs/{{sarif_id}}"),
    ("get", f"{_REPO}/compare/{{basehead}}"),
    ("get", f"{_REPO}/pulls"),
    ("post", f"{_REPO}/pulls"),
    ("get", f"{_REPO}/pulls/{{pull_number}}"),
    ("patch", f"{_REPO}/pulls/{{pull_number}}"),
    ("get", f"{_REPO}/pulls/{{pull_number}}/files"),
    ("get", f"{_REPO}/pulls/{{pull_number}}/comments"),
    ("post", f"{_REPO}/pulls/{{pull_number}}/comments"),
    ("delete", f"{_REPO}/pulls/comments/{{comment_id}}"),
    ("post", f"{_REPO}/pulls/{{pull_number}}/reviews"),
    ("get", f"{_REPO}/git/ref/{{ref}}"),
    ("post", f"{_REPO}/git/refs"),
    ("patch", f"{_REPO}/git/refs/{{ref}}"),
    ("get", f"{_REPO}/git/commits/{{commit_sha}}"),
    ("post", f"{_REPO}/git/commits"),
    ("post", f"{_REPO}/git/trees"),
    ("post", f"{_REPO}/git/blobs"),
)
_PROSE = {"description", "summary", "example", "examples", "title", "deprecated"}


def cut(package: Path) -> dict[str, Any]:
    """The slice of an unpacked npm package."""
    manifest = json.loads((package / "package.json").read_text())
    whole = json.loads((package / "generated" / "api.github.com.json").read_text())
    paths: dict[str, Any] = {}
    for method, path in OPERATIONS:
        paths.setdefault(path, {})[method] = _operation(whole["paths"][path][method], whole)
    needed: dict[str, Any] = {}
    waiting = _names(paths)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = _plain(whole["components"]["schemas"][name])
            waiting |= _names(needed[name])
    return {
        "source": f"{manifest['name']} {manifest['version']}",
        "license": manifest["license"],
        "paths": paths,
        "components": {"schemas": dict(sorted(needed.items()))},
    }


def _operation(found: Any, whole: Any) -> dict[str, Any]:
    parameters = [_followed(p, whole) for p in found.get("parameters", ())]
    body = found.get("requestBody", {})
    return {
        "parameters": [
            {
                "name": p["name"],
                "in": p["in"],
                "required": p.get("required", False),
                "schema": _plain(p["schema"]),
            }
            for p in parameters
        ],
        "body": _plain(_schema(body)),
        "body_required": body.get("required", False),
        "responses": {
            status: _plain(_schema(_followed(response, whole)))
            for status, response in found["responses"].items()
        },
    }


def _schema(holder: Any) -> Any:
    return holder.get("content", {}).get("application/json", {}).get("schema")


def _followed(found: Any, whole: Any) -> Any:
    while "$ref" in found:
        place = whole
        for part in found["$ref"].removeprefix("#/").split("/"):
            place = place[part]
        found = place
    return found


def _plain(schema: Any) -> Any:
    """A schema without prose, and with null as a type of its own."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _properties(value) if key == "properties" else _plain(value)
        for key, value in schema.items()
        if key not in _PROSE and not key.startswith("x-") and key != "nullable"
    }
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") else kept


def _properties(found: Any) -> Any:
    """Fields may be named like words of prose ("description")."""
    return {name: _plain(schema) for name, schema in found.items()}


def _names(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_names, node))
    if not isinstance(node, dict):
        return set()
    reference = node.get("$ref")
    own = {reference.rpartition("/")[2]} if isinstance(reference, str) else set()
    return own.union(*map(_names, node.values()))


if __name__ == "__main__":
    TARGET.write_text(json.dumps(cut(Path(sys.argv[1])), separators=(",", ":")) + "\n")
    TARGET.with_suffix(".LICENSE").write_text((Path(sys.argv[1]) / "LICENSE").read_text())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")

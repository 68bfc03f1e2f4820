"""The published JSON schemas, generated from the types that decode the files.

``python -m prodgate.schema`` writes them again; a test fails when one is stale.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from prodgate.baseline import BaselineFile
from prodgate.facts import Sdk
from prodgate.inventory.prices import PriceFile
from prodgate.inventory.record import Inventory
from prodgate.migration.record import Record
from prodgate.policy import Settings
from prodgate.score.model import Score

FOLDER = Path(__file__).parent / "schemas"
_BASE = "https://raw.githubusercontent.com/prodgate/prodgate/main/prodgate/schemas/"


def render_policy_schema() -> str:
    """The schema of ``prodgate.yaml``, as the text of ``schemas/policy.json``."""
    return render_schema(Settings, "policy.json", "prodgate policy")


def render_baseline_schema() -> str:
    """The schema of the baseline file, as the text of ``schemas/baseline.json``."""
    return render_schema(BaselineFile, "baseline.json", "prodgate baseline")


def render_facts_schema() -> str:
    """The schema of ``sdks/<language>/<sdk>.yaml``, as the text of ``schemas/sdk.json``."""
    return render_schema(Sdk, "sdk.json", "prodgate SDK facts")


def render_migration_schema() -> str:
    """The schema of plans and reports of a migration, as the text of ``schemas/migration.json``."""
    return render_schema(Record, "migration.json", "prodgate migration")


def render_score_schema() -> str:
    """The schema of what ``prodgate score`` says, as the text of ``schemas/score.json``."""
    return render_schema(Score, "score.json", "prodgate score")


def render_inventory_schema() -> str:
    """The schema of ``prodgate inventory --format json``, as ``schemas/inventory.json``."""
    return render_schema(Inventory, "inventory.json", "prodgate inventory")


def render_prices_schema() -> str:
    """The schema of a price table, as the text of ``schemas/prices.json``."""
    return render_schema(PriceFile, "prices.json", "prodgate prices")


def render_schema(kind: Any, file_name: str, title: str) -> str:
    """The JSON schema (draft 2020-12) of a msgspec type, sorted and stable."""
    (reference,), definitions = msgspec.json.schema_components([kind])
    main = definitions.pop(str(reference["$ref"]).rsplit("/", 1)[1])
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _BASE + file_name,
        **main,
    }
    schema["title"] = title
    schema["$defs"] = dict(sorted(definitions.items()))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


SCHEMAS: dict[str, Callable[[], str]] = {
    "baseline.json": render_baseline_schema,
    "inventory.json": render_inventory_schema,
    "migration.json": render_migration_schema,
    "policy.json": render_policy_schema,
    "prices.json": render_prices_schema,
    "score.json": render_score_schema,
    "sdk.json": render_facts_schema,
}


def main() -> int:
    """Writes every published schema into the package."""
    FOLDER.mkdir(exist_ok=True)
    for name, render in SCHEMAS.items():
        (FOLDER / name).write_text(render(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

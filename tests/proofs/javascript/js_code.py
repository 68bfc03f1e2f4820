"""Arguments as Python values, written as JavaScript; facts' paths placed into them."""

from __future__ import annotations

import copy
import json
from typing import Any


class Code(str):
    """JavaScript that stands as it is."""

    __slots__ = ()


def written(value: Any) -> str:
    """A value as JavaScript."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {written(v)}" for key, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return json.dumps(value)


def arguments(values: list[Any]) -> str:
    """The text between the parentheses of a call."""
    return ", ".join(written(value) for value in values)


def placed(values: list[Any], path: str, value: Any) -> list[Any]:
    """A copy of the arguments with ``value`` at a path of the facts ("1.timeout")."""
    head, *keys = path.split(".")
    result = copy.deepcopy(values)
    index = int(head)
    while len(result) <= index:
        result.append({} if keys else None)
    if not keys:
        result[index] = value
        return result
    target = result[index]
    for key in keys[:-1]:
        target = target.setdefault(key, {})
    target[keys[-1]] = value
    return result


def fits(values: list[Any], path: str) -> bool:
    """Whether a path leads into these arguments: not into a string that stands there."""
    head, *keys = path.split(".")
    index = int(head)
    return not keys or index >= len(values) or isinstance(values[index], dict)

"""What the runner reads from us: workflow commands on standard output, and its files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping

from prodgate.escape import line


def command(name: str, message: str, **properties: object) -> str:
    """A workflow command as a line; everything in it is escaped as the runner takes it apart."""
    return written(name, line(message), properties)


def written(name: str, message: str, properties: Mapping[str, object]) -> str:
    """The same of a message that may have several lines, each of them harmless already."""
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name}{' ' if given else ''}{given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def quiet(text: str) -> str:
    """Text for the log in which nothing is taken for a command."""
    word = secrets.token_hex(16)
    return f"::stop-commands::{word}\n{text.rstrip()}\n::{word}::\n"


def output(environment: Mapping[str, str], **values: object) -> None:
    """Set outputs of the step; outside of a runner there is nobody to read them."""
    path = environment.get("GITHUB_OUTPUT", "")
    if not path:
        return
    with open(path, "a", encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
        for name, value in values.items():
            word = secrets.token_hex(16)
            file.write(f"{name.replace('_', '-')}<<{word}\n{value}\n{word}\n")


def summary(environment: Mapping[str, str], text: str) -> bool:
    """Add to the summary of the job; False outside of a runner."""
    path = environment.get("GITHUB_STEP_SUMMARY", "")
    if not path or os.path.islink(path):  # noqa: PTH114
        return False
    with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
        file.write(text)
    return True

"""What ``prodgate init --evals --health --runbook`` writes, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prodgate.policy import PolicyError
from prodgate.scaffold.new_file import write
from prodgate.write import WriteRefused

if TYPE_CHECKING:
    from prodgate.run import Request
    from prodgate.scaffold.new_file import NewFile
    from prodgate.scaffold.subject import Subject


def scaffold(request: Request, *, evals: bool, health: bool, runbook: bool) -> Iterator[str]:
    """Write what is asked for and missing; a sentence a file. What is there stays as it is.

    Raises PolicyError where a file cannot be written.
    """
    from prodgate.scaffold import evals as evaluation
    from prodgate.scaffold import health as health_test
    from prodgate.scaffold import runbook as page
    from prodgate.scaffold.subject import subject_of

    subject = subject_of(request)
    asked: tuple[tuple[bool, Callable[[Subject], Iterator[NewFile | str]]], ...] = (
        (evals, evaluation.files), (health, health_test.files), (runbook, page.files),
    )  # fmt: skip
    for file in (file for wanted, files in asked if wanted for file in files(subject)):
        if isinstance(file, str):
            yield file
            continue
        try:
            yield write(subject.root, file)
        except WriteRefused as refused:
            raise PolicyError(f"{file.path} was not written: {refused}") from None

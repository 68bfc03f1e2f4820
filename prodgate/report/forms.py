"""Every form of a report by the name that ``--format`` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodgate.findings import Severity
    from prodgate.result import Result
    from prodgate.run import Request


def render(form: str, result: Result, request: Request, fail_on: Severity | None) -> str:
    """The report in any form but that for a terminal, which has colours and short paths."""
    if form == "sarif":
        from prodgate import run
        from prodgate.report import sarif

        return sarif.render(result, run.pack_of(request).rules)
    if form == "markdown":
        from prodgate.report import summary

        return summary.render(result, fail_on)
    if form == "github":
        from prodgate.report import annotations

        return annotations.render(result, fail_on, where="the log of this step")
    if form == "code-quality":
        from prodgate.report import code_quality

        return code_quality.render(result)
    from prodgate.report import json

    return json.render(result)

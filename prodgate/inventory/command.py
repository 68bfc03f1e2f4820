"""What ``prodgate inventory`` prints, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate.inventory.gather import inventory
from prodgate.inventory.money import of_request
from prodgate.report import inventory as report

if TYPE_CHECKING:
    from pathlib import Path

    from prodgate.report.text import Style
    from prodgate.run import Request


class FormatError(Exception):
    """A format that cannot be written here; one sentence."""


def run(
    request: Request,
    form: str,
    *,
    everything: bool,
    style: Style,
    prices: Path | None = None,
    load: str = "",
) -> tuple[str, int]:
    """The report and the exit code: 0, or 3 where a file could not be read.

    Raises FormatError where what writes the format is not installed.

    ``prices`` is a price table of the user's own, ``load`` a number of requests in a time.
    """
    if form == "cyclonedx":
        return _bill(request, everything=everything)
    found = of_request(inventory(request, everything=everything), request, prices, load)
    code = 3 if found.not_checked else 0
    if form == "json":
        return report.render_json(found), code
    return report.render_table(found, style=style), code


def _bill(request: Request, *, everything: bool) -> tuple[str, int]:
    """The bill of materials: what there is, not what it costs."""
    from prodgate.report import mlbom

    if not mlbom.is_installed():
        raise FormatError(mlbom.MISSING)
    found = inventory(request, everything=everything)
    return mlbom.render(found, request.root.resolve().name), 3 if found.not_checked else 0

"""Where prodgate meets a GitHub runner: the steps of action.yml, in their order.

``install`` runs on the runner's own Python and makes an environment for the others, which run in
it: ``gather``, ``check``, ``report``. prodgate itself is not installed: it is read from the folder
of the action, so that the commit of the action is the version that runs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

USAGE = "usage: github_action.py install|gather|check|report"


def main(argv: Sequence[str]) -> int:
    """Run a step. 0 done (or clean), 1 findings, 2 usage, 3 incomplete."""
    if sys.version_info < (3, 10):  # noqa: UP036 - a runner of one's own may have any
        version = ".".join(map(str, sys.version_info[:2]))
        print(
            f"::error title=prodgate::python3 on this runner is {version}, and prodgate needs 3.10 "
            "or newer: install one, or put actions/setup-python in front"
        )
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    step = argv[0] if len(argv) == 1 else ""
    if step == "install":
        from prodgate.github import installing

        return installing.main()
    from prodgate.github import steps

    if step not in steps.STEPS:
        print(USAGE, file=sys.stderr)
        return 2
    return steps.main(step)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

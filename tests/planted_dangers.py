"""Tools that run what the model gives them, for ``test_planted_dangers``, and sound ones."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Shape, deeper, named, parts

_MAKERS = parts("tools/python_makers")


def _python(maker: str, run: str) -> str:
    above, _, body = run.partition("\n=> ")
    made = _MAKERS[maker].replace("{body}", deeper(body)).replace("{deeper}", deeper(body, 8))
    return f"{above}\n{made}\n"


def _of_python(runs: dict[str, str]) -> Iterator[Shape]:
    for name, run in runs.items():
        for maker in _MAKERS:
            yield Shape(f"{name}, {maker}", "app/tools.py", _python(maker, run))


_MAKERS_OF_JAVASCRIPT = parts("tools/javascript_makers")


def _javascript(maker: str, run: str) -> str:
    above, _, body = run.partition("\n=> ")
    made = _MAKERS_OF_JAVASCRIPT[maker]
    made = made.replace("{body}", deeper(body, 2)).replace("{deeper}", deeper(body, 4))
    return f"{above}\n{made}\n"


def _of_javascript(runs: dict[str, str]) -> Iterator[Shape]:
    for name, run in runs.items():
        for maker in _MAKERS_OF_JAVASCRIPT:
            yield Shape(f"{name}, {maker}", "src/tools.ts", _javascript(maker, run))


RUNNING = named(_of_python(parts("tools/python_runs")))
SOUND = named(_of_python(parts("tools/python_sound")))
RUNNING_OF_JAVASCRIPT = named(_of_javascript(parts("tools/javascript_runs")))
SOUND_OF_JAVASCRIPT = named(_of_javascript(parts("tools/javascript_sound")))

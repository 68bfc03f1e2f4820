"""Packages that a running program installs because data names them, and then imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s

if TYPE_CHECKING:
    from prodgate.view import View

_STARTS = {"run", "call", "check_call", "check_output", "Popen", "system", "main"}
_IMPORTS = {"import_module", "__import__", "exec"}


def named_installs(view: View) -> Iterator[s.Call]:
    """``check_call([sys.executable, "-m", "pip", "install", name])`` in a function that is given
    the name, where what was installed is imported next: its code runs, whoever wrote it."""
    if view.language != "python" or "install" not in view.text:
        return
    for call in view.names.calls:
        if (s.dotted(call.callee) or "").rpartition(".")[2] not in _STARTS:
            continue
        function = view.names.function(call)
        if function is not None and _installs(call, function) and _imports(function):
            yield call


def _installs(call: s.Call, function: s.Function) -> bool:
    given = call.positional(0)
    if given is None:
        return False
    node = s.bare(given)
    parts = node.elements if isinstance(node, s.Items) else ()
    words = [part.value if isinstance(part, s.Literal) else None for part in parts]
    if "pip" not in words or "install" not in words:
        return False
    named = parts[words.index("install") + 1 :]
    if any(isinstance(part, s.Literal) and part.value in {"-r", "-e", "."} for part in named):
        return False
    # A parameter, or part of one: the function does not choose what is installed.
    given_names = {p.target.id for p in function.params if isinstance(p.target, s.Name)}
    return any(
        isinstance(node, s.Name) and node.id in given_names
        for part in named
        for node in s.walk(part)
    )


def _imports(function: s.Function) -> bool:
    return any(
        isinstance(node, s.Call) and (s.dotted(node.callee) or "").rpartition(".")[2] in _IMPORTS
        for node in s.walk_scope(*function.body)
    )

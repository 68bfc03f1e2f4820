"""Read a literal as a literal, show text as text; what must be run is for a person to contain.

Unsafe: what is no literal is refused from then on, and markup of the reply is shown, not rendered.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import (
    AddImport,
    Fix,
    Import,
    InsertAfter,
    Intent,
    Refusal,
    Replace,
    SetArgument,
)
from prodgate.findings import Applicability, Finding
from prodgate.meaning.executed import Executed
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``ast.literal_eval`` for ``eval``, ``textContent`` for ``innerHTML``; a recipe otherwise."""
    found = finding.data
    if not isinstance(found, Executed):
        return Refusal("runs-model-output", _RECIPES["code"])
    if found.kind == "code" and found.run is not None and found.name == "eval":
        if view.language == "python":
            return _literal(view, found.run.call) or Refusal("runs-model-output", _EVAL)
    elif found.kind == "html":
        return _as_text(view, found) or Refusal("runs-model-output", _RECIPES["html"])
    return Refusal("runs-model-output", _RECIPES[found.kind])


_EVAL = (
    "read values with json.loads or ast.literal_eval, and check what they are; what has to run as "
    "code, run in a container or a hosted sandbox that holds no keys and reaches no network"
)
_RECIPES = {
    "code": "run it in a container or a hosted sandbox that holds no keys and reaches no "
    "network, or give the "
    "model a fixed set of functions to choose from",
    "shell": "let the model choose from fixed commands with checked arguments (a list of "
    "arguments, no "
    "shell), or run it in a container that holds no keys",
    "sql": "run it on a connection of a database user that may only SELECT from the tables it "
    "needs, or "
    "let the model fill the parameters of fixed statements",
    "html": "clean it with a sanitiser (DOMPurify, nh3) after the last change to it",
    "name": 'write a dict of the functions that may be called, {"search": search}, and look the '
    "name up in it; "
    "refuse what is not there",
    "stored": "keep with each version who approved it, run only approved ones, and run them in a "
    "sandbox "
    "without keys",
    "kept": "store it as not approved, let a person approve it before anything may run it, and "
    "run it in a "
    "sandbox without keys",
    "chain": "give it a connection whose database user may only read, and only what the answers "
    "need; the "
    "chain's own allow_dangerous_requests limits nothing",
}


# -- eval ----------------------------------------------------------------------------------------


def _literal(view: View, call: s.Call) -> Fix | None:
    """Where eval is to read a list or dict: nothing is called, and it is used as one."""
    statement = view.names.parent(call)
    if len(call.arguments) != 1 or not isinstance(statement, s.Assign):
        return None
    target = s.bare(statement.targets[0])
    kind = _kind(view, call, target) if isinstance(target, s.Name) else None
    if kind is None or len(statement.targets) > 1:
        return None
    name = view.code(target)
    said = f"the reply is no {kind}"
    check = f'if not isinstance({name}, {kind}):\n    raise ValueError("{said}")'
    intents = (
        AddImport(Import("ast")),
        Replace((call.callee.start, call.callee.end), "ast.literal_eval"),
        InsertAfter((statement.start, statement.end), check),
    )
    title = f"ast.literal_eval, which runs nothing, and a check that it is a {kind}"
    return Fix(intents, Applicability.UNSAFE, title)


_OF_DICT = {"get", "items", "keys", "values", "update"}
_OF_LIST = {"append", "extend", "sort", "insert"}


def _kind(view: View, call: s.Call, target: s.Name) -> str | None:
    """What the uses of the name show it to be, if nothing contradicts that."""
    scope = view.names.function(call)
    kinds: set[str] = set()
    for use in view.names.uses(target.id):
        if use is target or view.names.function(use) is not scope or use.start < call.end:
            continue
        parent = view.names.parent(use)
        if isinstance(parent, s.Call) and parent.callee is use:
            return None
        kinds |= _shown(parent, use)
    return kinds.pop() if len(kinds) == 1 else None


def _shown(parent: s.Node | None, use: s.Name) -> set[str]:
    if isinstance(parent, s.Attribute):
        return {"dict"} if parent.name in _OF_DICT else {"list"} & _listed(parent.name)
    if isinstance(parent, s.Index) and parent.value is use and isinstance(parent.key, s.Literal):
        return {"dict"} if isinstance(parent.key.value, str) else {"list"}
    if isinstance(parent, s.Loop):
        return {"list"} if parent.subject is use else set()
    if isinstance(parent, s.Opaque) and parent.kind == "comprehension":
        return {"list"} if use in parent.children[1:] else set()
    return set()


def _listed(name: str) -> set[str]:
    return {"list"} if name in _OF_LIST else set()


# -- HTML ----------------------------------------------------------------------------------------


def _as_text(view: View, found: Executed) -> Fix | None:
    shown = found.shown
    if shown is None or not isinstance(s.bare(shown.value), s.Name | s.Attribute | s.Index):
        return None  # markup of the program around it, which has to stay
    intents: tuple[Intent, ...]
    if found.name == "innerHTML" and isinstance(shown.node, s.Assign):
        target = shown.node.targets[0]
        assert isinstance(target, s.Attribute)
        code = view.code(target)
        where = target.start + code.rindex("innerHTML")
        intents = (
            Replace((target.start, target.end), code[: where - target.start] + "textContent"),
        )
        return Fix(intents, Applicability.UNSAFE, "textContent: the reply is shown as text")
    if found.name == "unsafe_allow_html" and isinstance(shown.node, s.Call):
        span = (shown.node.start, shown.node.end)
        intents = (SetArgument(span, ("unsafe_allow_html",), "False"),)
        return Fix(intents, Applicability.UNSAFE, "unsafe_allow_html=False: Markdown, no HTML")
    if found.name in {"Markup", "mark_safe"} and isinstance(shown.node, s.Call):
        callee = shown.node.callee
        module = "markupsafe" if found.name == "Markup" else "django.utils.html"
        intents = (
            AddImport(Import(module, "escape")),
            Replace((callee.start, callee.end), "escape"),
        )
        return Fix(intents, Applicability.UNSAFE, "escape: the reply is shown as text")
    return None

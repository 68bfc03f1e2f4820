"""Let a person approve the call, by the SDK's own parameter or the guard's function; or contain it.

Unsafe: what ran at once waits for somebody from then on, and is refused until somebody is asked.
An agent that runs code by design (pandas, SQL, a REPL) has no such parameter: that is a recipe.
"""

from __future__ import annotations

import json

from prodgate import syntax as s
from prodgate.edits import Fix, InsertBefore, Intent, Refusal, Replace, SetArgument
from prodgate.findings import Applicability, Finding
from prodgate.guard import helper
from prodgate.meaning.dangerous import Use
from prodgate.meaning.handed_tools import Handed
from prodgate.meaning.tool_dangers import Danger
from prodgate.meaning.trace import Qualified, trace
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Approval for a tool of this file, a safer argument for what a library runs."""
    found = finding.data
    if isinstance(found, Danger):
        return _by_sdk(view, found) or _by_guard(view, found)
    if isinstance(found, Use):
        return _safer(view, found)
    if isinstance(found, Handed):
        return Refusal("runs-model-output", _RECIPES[found.danger.run.kind])
    return Refusal("runs-model-output", _RECIPES["code"])


# -- a library's construct ---------------------------------------------------------------------


def _safer(view: View, found: Use) -> Fix | Refusal:
    intents: tuple[Intent, ...] = ()
    if found.replace is not None:
        node, code = found.replace
        intents = (Replace((node.start, node.end), code),)
        said = f"{code} in place of {view.code(node)}"
    elif found.write is not None and found.call is not None:
        path, code = found.write
        where = (found.call.start, found.call.end)
        intents = (SetArgument(where, tuple(path.split(".")), code),)
        said = f"{path.rpartition('.')[2]}={code}"
    else:
        return Refusal("runs-model-output", _RECIPES[found.kind])
    return Fix(intents, Applicability.UNSAFE, said)


_RECIPES = {
    "shell": "run it in a container that holds no keys, or replace it with tools that run one "
    "fixed program each",
    "code": "run the code in a container or a hosted sandbox (E2B, Modal, Docker with --network "
    "none) that "
    "holds no keys",
    "sql": "connect it as a database user that may only SELECT, and only from the tables that it "
    "needs",
}


# -- a tool of this file -----------------------------------------------------------------------

# Decorators and functions that make a tool, and the argument by which each asks a person.
_ASKING = {
    "agents.function_tool": "needs_approval",
    "@openai/agents.tool": "0.needsApproval",
    "agno.tools.tool": "requires_confirmation",
}


def _by_sdk(view: View, found: Danger) -> Fix | None:
    made_by = found.tool.made_by
    call = made_by if isinstance(made_by, s.Call) else None
    path = _parameter(view, call.callee if call else made_by)
    if path is None:
        return None
    code = "true" if view.language == "javascript" else "True"
    span = (made_by.start, made_by.end)
    if call is not None:
        intent: Intent = SetArgument(span, tuple(path.split(".")), code)
    elif isinstance(made_by, s.Name | s.Attribute):
        intent = Replace(span, f"{view.code(made_by)}({path}={code})")
    else:
        return None
    said = f"{path.rpartition('.')[2]}={code}: a person approves each call"
    return Fix((intent,), Applicability.UNSAFE, said)


def _parameter(view: View, callee: s.Node) -> str | None:
    name = s.dotted(callee) or ""
    for thing in trace(view.names, callee):
        if isinstance(thing, Qualified):
            if thing.name in _ASKING:
                return _ASKING[thing.name]
            if thing.name == "ai.tool" and _asks(view):
                return "0.needsApproval"
    if name.endswith((".tool_plain", ".tool")) and _imports(view, "pydantic_ai"):
        return "requires_approval"
    return None


def _asks(view: View) -> bool:
    """ai honours ``needsApproval`` in version 6; 5 ignores it, 7 has another way."""
    from prodgate.project import possible

    version = view.project.version(view.source.path, "ai", "javascript")
    return version is not None and possible(version, ">=6,<7") == "yes"


def _imports(view: View, module: str) -> bool:
    return any(each.module.split(".")[0] == module for each in view.names.imports)


def _by_guard(view: View, found: Danger) -> Fix | Refusal:
    """``require_approval("shell", command)`` before the statement that runs it."""
    if not found.given:
        return Refusal("runs-model-output", _RECIPES[found.run.kind])
    approve = helper(view, "approve")
    line = f"{approve.name}({json.dumps(found.tool.name)}, {found.given})"
    statement = view.names.statement(found.through)
    code = view.code(statement)
    intent: Intent
    if isinstance(statement, s.Return) and not code.startswith("return"):
        if view.language == "python" or view.text[: statement.start].rstrip().endswith("("):
            return Refusal("no-place", "give the tool a body, and ask a person there first")
        block = f"{{\n  {line};\n  return {code};\n}}"
        intent = Replace((statement.start, statement.end), block)
    else:
        end = ";" if view.language == "javascript" else ""
        intent = InsertBefore((statement.start, statement.end), line + end)
    said = f"{approve.name}(...) before it runs: until the team says how, nobody approves"
    return Fix((*approve.intents, intent), Applicability.UNSAFE, said)

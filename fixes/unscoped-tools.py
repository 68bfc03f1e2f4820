"""Give an agent the tools of its caller's role, a cleaned task, and a policy it must ask.

Unsafe: until the roles are filled in, nobody gets the tools. The names come from the guard module
beside the file, or are the team's own. A call of a known SDK is given only what that SDK accepts;
what has no such form (file tools without a root, an MCP server without a filter) is for a person.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.dispatching import checked
from prodgate.edits import Fix, Intent, Refusal, Replace, SetArgument
from prodgate.findings import Applicability, Finding
from prodgate.guard import Helper, helper
from prodgate.meaning.agents import Agent, callee_origin, role_in_scope, sanitizable, tool_names
from prodgate.meaning.dispatch import Dispatch
from prodgate.meaning.tools import Handover
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Tools by role, for a literal list or map of tools; a recipe for everything else."""
    found = finding.data
    if isinstance(found, Dispatch):
        return checked(view, found)
    if not isinstance(found, Handover):
        return _recipe(finding)
    if found.wholesale:
        return Refusal("tools-not-listed", _RECIPES["wholesale"])
    names = tool_names(view, found)
    if isinstance(names, Refusal):
        return names
    agent = callee_origin(view, found)
    if agent.at_import:
        return Refusal("role-unknown", _RECIPES["import"])
    use = _Uses(view)
    intents = [_tools(use, found, names)]
    if task := sanitizable(view, found, agent):
        intents.append(Replace(task, f"{use.name('sanitize')}({view.text[slice(*task)]})"))
    if agent is Agent.OURS:
        intents.append(_policy(use, view, found))
    return Fix((*use.intents, *intents), Applicability.UNSAFE, _title(use))


class _Uses:
    """The helpers that one fix calls."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.helpers: dict[str, Helper] = {}

    def name(self, part: str) -> str:
        """What to call a helper in this file."""
        if part not in self.helpers:
            self.helpers[part] = helper(self.view, part)
        return self.helpers[part].name

    @property
    def intents(self) -> tuple[Intent, ...]:
        """What makes all of them available."""
        return tuple(i for each in self.helpers.values() for i in each.intents)


def _tools(use: _Uses, found: Handover, names: dict[str, s.Node]) -> Intent:
    view = use.view
    role = role_in_scope(view, found.call) or f"{use.name('caller_role')}()"
    is_map = isinstance(s.bare(found.tools), s.Mapping)
    function = use.name("tool_set_for_role" if is_map else "tools_for_role")
    if is_map:
        listed = view.code(found.tools)
    elif view.language == "python":
        listed = ", ".join(f'"{name}": {view.code(node)}' for name, node in names.items())
        listed = f"{{{listed}}}"
    else:
        listed = ", ".join(_property(name, view.code(node)) for name, node in names.items())
        listed = f"{{ {listed} }}"
    return Replace((found.tools.start, found.tools.end), f"{function}({role}, {listed})")


def _property(name: str, code: str) -> str:
    return name if name == code else f"{name}: {code}"


def _policy(use: _Uses, view: View, found: Handover) -> Intent:
    name = use.name("approval_policy")
    code = f"{name}()" if use.helpers["approval_policy"].own else name
    path = ("policy",) if view.language == "python" else ("0", "policy")
    return SetArgument((found.call.start, found.call.end), path, code)


def _title(use: _Uses) -> str:
    said = "tools by role (an unknown role gets none)"
    if "sanitize" in use.helpers:
        said += ", a cleaned task"
    if "approval_policy" in use.helpers:
        said += ", a policy with approval and redaction"
    return said


# -- what a person has to do -------------------------------------------------------------------

_RECIPES = {
    "wholesale": "write the tools that this agent needs as a list in the code, tools=[search, "
    "read_page], and give "
    "it that; where none is chosen, give it none",
    "import": "make the agent in the function that answers a request, where the caller is known, "
    "and give it the "
    "tools of the caller's role; or ask the role inside each tool that writes",
    "file tools": "give it a root_dir that holds nothing else, and selected_tools that only read",
    "MCP": "name the tools that the agent needs (tool_filter, allowed_tools, or pick them from "
    "the list that "
    "the server gives), and let a person approve those that write",
    "wallet": "limit the amount and the receivers, and let a person approve each transfer",
    "names the tool": "compare the name with a list of the tools that this caller may run",
}


def _recipe(finding: Finding) -> Refusal:
    for words, recipe in _RECIPES.items():
        if words in finding.message:
            return Refusal("needs-a-decision", recipe)
    return Refusal("tools-not-listed", _RECIPES["wholesale"])

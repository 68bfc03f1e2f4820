"""Privileged or wholesale tools given to an agent without a limit.

An agent calls whatever it is given, for whoever talks to it. A tool that administers, deletes,
pays or runs commands needs a list of who may use it, a person who approves, or a root it cannot
leave; so does a bundle of tools that nobody has read, such as all tools of an MCP server.

**Reported:** tools with privileged names, all tools of a registry, module or MCP server, a function
of a module that the model names (`getattr(tools, name)`), tools that the request chooses, and file
tools without a root, where an agent gets them and nothing limits them; as advice, a choice of tools
that gives all of them when none is chosen.

**Not reported:** read-only tools; an explicit map by role; `activeTools`; tools that ask a person
or check who asks; file tools with a root and a selection; an MCP server with a filter; agents in
tests; tools that are defined, listed or shown but given to no agent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.dispatch import dispatches
from prodgate.meaning.tool_choice import open_choices
from prodgate.meaning.tools import Handover, chosen_by_request, extensions, handovers, listings
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "unscoped-tools",
    Gate.SECURITY,
    "Privileged or wholesale tools given to an agent without a limit",
    Applicability.UNSAFE,
    # "tools" as a word of its own: half of Python imports functools.
    literals=(
        " tools",
        "(tools",
        "{tools",
        ".tools",
        "_tools",
        ",tools",
        '"tools',
        "'tools",
        "Tools",
        "\ttools",
        "\ntools",
        "callTool",
        "call_tool",
        "create_agent",
        "create_react_agent",
        "initialize_agent",
        "import_module(",
    ),
    cwe=(250,),
    owasp=("LLM06:2025",),
    risk=7.1,
)


def check(view: View) -> Iterator[Finding]:
    """One finding where an agent is given such tools; what a test gives its agent, nobody asks."""
    if is_test_path(view.source.path):
        return
    for handover in handovers(view):
        if handover.limited:
            continue
        if handover.privileged:
            yield _finding(view, handover, _privileged(handover))
        elif handover.wholesale:
            yield _finding(view, handover, f"{handover.wholesale}: {_NOBODY}")
    for call, bundle in listings(view):
        yield view.finding(RULE, call, Severity.WARNING, f"{bundle}: {_NOBODY}")
    for call in extensions(view):
        yield view.finding(RULE, call, Severity.WARNING, f"all tools of an MCP server: {_NOBODY}")
    for found in dispatches(view):
        if found.lookup.is_module:
            what = "the model names the function: every one of the module is its tool"
            yield view.finding(RULE, found.lookup.node, Severity.ERROR, what, found)
    for choice in open_choices(view):
        what = (
            "whoever chooses no tool gets all of them: a setting that is forgotten opens the door"
        )
        yield view.finding(RULE, choice, Severity.NOTE, what)
    for call in chosen_by_request(view):
        yield view.finding(RULE, call, Severity.ERROR, "the request names the tool that is run")


_NOBODY = "nobody chose what the agent may do"


def _finding(view: View, handover: Handover, message: str) -> Finding:
    return view.finding(RULE, handover.node, Severity.ERROR, message, handover)


def _privileged(handover: Handover) -> str:
    names = ", ".join(re.sub(r"\s+", " ", name) for name in handover.privileged[:3])
    verb = "is" if len(handover.privileged) == 1 else "are"
    return f"{names} {verb} open to every caller: no role, approval or root limits them"

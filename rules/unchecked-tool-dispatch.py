"""A function that a model names, looked up and run with no allow-list.

The model answers with the name of a tool, and the program calls whatever has that name. A name
the model made up crashes the turn, or reaches a function nobody meant as a tool; and every tool
of the table is open to whoever talks to the model. Looking a name up is no allow-list.

**Reported:** a function taken out of a table, a module, an object or `globals()` by a name that a
model gave, and run, where nothing asks about the name: as an error where the namespace is open
(`getattr`, `globals()`, `import * as`), as a warning for a table.

**Not reported:** a module whose every function is within reach (unscoped-tools says so); a
membership test, an own-property check, a `switch`, an enum; a table by role or an allow-list by
name; a person or a permission that is asked with the name; a lookup whose miss is answered;
methods with a prefix of their own; names that no model gave.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.dispatch import Dispatch, dispatches, table_name
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "unchecked-tool-dispatch",
    Gate.AUTH,
    "A function that a model names, looked up and run with no allow-list",
    Applicability.UNSAFE,
    literals=(
        "function.name", "function_call", "functionCall", "tool_call", "toolCall", "tool_name",
        "toolName", "function_name", "functionName", "func_name", "fn_name", "tool_use",
        "toolUse", ".name](", ".name]", "getattr(", "globals()", '["name"]]', '["name"])',
        "['name']]", "['name'])", "openai", "anthropic", "langchain", "genai", "ollama", "litellm",
    ),
    closer=True,
    cwe=(470, 862),
    owasp=("LLM06:2025", "LLM05:2025", "A03:2021"),
    risk=8.1,
)  # fmt: skip

# A value in brackets, or one given to a look-up, and called later.
_LOOKS_UP = lazy(rb"\[[A-Za-z_$][^\]\n]*\]|getattr\(|\.get\(|globals\(\)|Reflect\.get")
_MODELS = lazy(rb"(?i)tool|function_?call|llm|openai|anthropic|gemini|langchain|agent")


def relevant(data: bytes) -> bool:
    """Whether a file names tools or a model, and looks something up by a name."""
    return bool(_MODELS.search(data)) and bool(_LOOKS_UP.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a lookup."""
    if is_test_path(view.source.path):
        return
    for found in dispatches(view):
        if found.lookup.is_module:
            continue  # unscoped-tools: every function of the module is a tool
        severity = Severity.ERROR if found.lookup.is_open else Severity.WARNING
        yield view.finding(RULE, found.lookup.node, severity, _message(view, found), found)


def _message(view: View, found: Dispatch) -> str:
    table = table_name(view, found.lookup)
    if found.lookup.is_open:
        return f"the model names the function, and everything in {table} can be reached by a name"
    return f"the model names the tool, and nothing asks whether {table} may run it for this caller"

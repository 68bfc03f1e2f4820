"""Text of a model that is run: as code, a command, a query, or as HTML in somebody's page.

What a model writes is written by everybody whose text it has read. Run as it is, it has the rights
of the program: it reads its keys, drops its tables, acts in the user's session.

**Reported:** the text, tool arguments or tool name of a reply that reach `eval`, `exec`,
`new Function`, a shell, SQL or Cypher, `innerHTML` and its kin, also through functions of the file,
and for code through those of another one that cut it out of a text; a parameter that is called
after an answer (`assistant_reply`) and evaluated, in a function that other files call; a tool whose
argument is the whole statement of a writable database; chains that run the query they write; code
from a store of functions; and a model's code that is kept to be run later.

**Not reported:** `literal_eval`; an argument of a fixed statement or program; a list or pattern of
what may pass; a person who is asked before; a connection that only reads, or that is none to a
database; a number; a sandbox or container; HTML that a sanitiser has cleaned; tools that run
commands or code, which are `dangerous-tool`, but for those whose helper does it far away or in
another file, where it can be mended by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.executed import Executed, executions
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "executed-model-output",
    Gate.SECURITY,
    "Text of a model that is run as code, command, query or HTML",
    Applicability.UNSAFE,
    literals=(
        "exec(", "eval(", "Function(", "subprocess", "os.system", "os.popen", "child_process",
        "create_subprocess", "exec_command", "runIn", "execute(", ".query(", "QueryRaw", "read_sql",
        "innerHTML", "InnerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "Markup(",
        "mark_safe", "unsafe_allow_html", "QAChain", "DatabaseChain", "executescript", "run_cell",
        "components.v1", "render_template_string", "session.run", "_function(", "_tool(", "_skill(",
        ".raw(", ".unsafe(", "execa",
    ),
    closer=True,
    cwe=(94, 95, 78, 89, 79, 1426),
    owasp=("LLM05:2025", "A03:2021"),
    risk=9.8,
)  # fmt: skip

_SAID = {
    "shell": "a command that a model wrote is run as it is, by {}",
    "code": "code that a model wrote is run as it is, by {}",
    "sql": "a statement that a model wrote is run as it is, by {}, and may write",
    "html": "markup that a model wrote is shown as it is, by {}: it can act for whoever reads it",
    "name": "{} turns whatever name the model chose into something to call",
    "stored": "{} runs code from a store: whoever or whatever wrote it, nobody has to have read it",
    "kept": "{} keeps code that a model wrote to be run later, and nobody has read it",
    "chain": "{} runs the query that its model writes, with the rights of this connection",
}


def relevant(data: bytes) -> bool:
    """Whether anything in a file has to do with a model, a tool or a store of functions."""
    import re

    return re.search(_MODEL, data) is not None


_MODEL = (
    rb"(?i)llm|gpt|openai|anthropic|claude|gemini|langchain|llama|completion|generateText|streamText"
    rb"|mistral|cohere|bedrock|agent|tool|chat|prompt|get_function|ollama|groq|assistant"
    rb"|\bai_?(?:reply|response|answer|output)"
)


def check(view: View) -> Iterator[Finding]:
    """One finding a place; what a test does with a reply, nobody asks."""
    if is_test_path(view.source.path):
        return
    for found in executions(view):
        severity = Severity.WARNING if found.kind == "html" else Severity.ERROR
        message = _SAID[found.kind].format(_by(found))
        yield view.finding(RULE, found.node, severity, message, found)


def _by(found: Executed) -> str:
    """What runs it; of a function in another file, that and what it calls there."""
    return f"{found.by}, which gives it to {found.name}" if found.by else found.name

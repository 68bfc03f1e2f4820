"""Whether what a statement is given to may be a database: by what made it, one import away too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.execution import Run
from prodgate.meaning.names import Names
from prodgate.meaning.trace import Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Modules whose connections, sessions and clients speak something else than SQL.
_OTHERS = lazy(
    r"^(?:imaplib|aioimaplib|imapclient|imap_tools|poplib|smtplib|aiosmtplib|ftplib|telnetlib|"
    r"nntplib|http|urllib3?|socket|ssl|xmlrpc|paramiko|fabric|asyncssh|requests|httpx|aiohttp|"
    r"websockets?|discord|telegram|slack_sdk|playwright|selenium|pyppeteer|zmq|pika|aio_pika|kafka|"
    r"mcp|fastmcp|imapflow|imap|node-imap|nodemailer|ssh2|node-ssh|axios|undici|node-fetch|got|ky|"
    r"puppeteer|ws|amqplib|@modelcontextprotocol/sdk)(?:[./]|$)"
)


def may_be_database(view: View, run: Run) -> bool:
    """Whether the receiver of a statement is one, or nothing shows that it is something else."""
    callee = s.bare(run.call.callee)
    if not isinstance(callee, s.Attribute):
        return True
    return not any(_OTHERS.match(name) for name in _makers(view, callee.value))


def _makers(view: View, node: s.Node) -> Iterator[str]:
    """The full names of what may have made a value, through one import of the project."""
    for thing in trace(view.names, node):
        yield from _roots(thing)
        yield from _elsewhere(view, thing)


def _roots(thing: Thing) -> Iterator[str]:
    while isinstance(thing, Made):
        thing = thing.by
    if isinstance(thing, Qualified) and not thing.is_global:
        yield thing.name


def _elsewhere(view: View, thing: Thing) -> Iterator[str]:
    """What a function or method of another module of the project gives back."""
    by = thing.by if isinstance(thing, Made) and not thing.path else None
    if isinstance(by, Made) and isinstance(by.by, Qualified) and len(by.path) == 1:
        name = f"{by.by.name}.{by.path[0]}"  # Mailbox().open(...)
    elif isinstance(by, Qualified) and not by.is_global:
        name = by.name
    else:
        return
    from prodgate.meaning.tool_dangers import imported_function

    found = imported_function(view, name)
    if found is None:
        return
    there, function = found
    nodes = [n.value for n in s.walk_scope(*function.body) if isinstance(n, s.Return) and n.value]
    nodes += [function.returns] if function.returns is not None else []
    for node in nodes:
        for made in trace(there.names, node):
            yield from _roots(made)


# -- numbers -------------------------------------------------------------------------------------

_COUNTING = {"range", "int", "len", "round", "abs", "Number", "parseInt", "Math.floor"}
_AS_TEXT = {"str", "String"}
_DEPTH = 4


def is_number(names: Names, node: s.Node, depth: int = 0) -> bool:
    """A number, or the text of one, which says nothing that could be run."""
    node = s.bare(node)
    if depth > _DEPTH:
        return False
    if isinstance(node, s.Literal):
        return isinstance(node.value, int | float)
    if isinstance(node, s.Binary):
        return all(is_number(names, side, depth + 1) for side in (node.left, node.right))
    if isinstance(node, s.Call):
        name = s.dotted(node.callee) or ""
        inner = node.positional(0)
        shown = name in _AS_TEXT and inner is not None and is_number(names, inner, depth + 1)
        return name in _COUNTING or shown
    if not isinstance(node, s.Name):
        return False
    bindings = names.lookup(node)
    return bool(bindings) and all(
        b.kind in {"value", "loop"}
        and not b.path
        and b.value is not None
        and is_number(names, b.value, depth + 1)
        for b in bindings
    )

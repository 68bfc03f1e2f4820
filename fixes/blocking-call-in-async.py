"""Hand the call to a thread, and await it."""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import AddImport, Fix, Import, Intent, Refusal, Replace, Wrap
from prodgate.findings import Applicability, Finding
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.blocking import Blocked, Wait
from prodgate.view import View

# What an SDK calls the client, or the call, that does not wait.
_ASYNC = {
    "openai": "AsyncOpenAI", "anthropic": "AsyncAnthropic", "groq": "AsyncGroq",
    "together": "AsyncTogether", "cohere": "AsyncClientV2", "ollama": "AsyncClient",
    "google-genai": "client.aio", "mistralai": "its methods that end in _async",
    "litellm": "acompletion", "huggingface_hub": "AsyncInferenceClient",
    "requests": "httpx.AsyncClient", "httpx": "AsyncClient",
}  # fmt: skip


def _client(view: View, wait: Wait) -> str:
    """What a person uses in place of a call that waits."""
    sdk = next((call.sdk.sdk for call in view.found.calls if call.node is wait.node), "")
    name = _ASYNC.get(sdk)
    return (
        f"use the asynchronous client ({name}) here" if name else "use an asynchronous client here"
    )


def _said(wait: Wait) -> str:
    return f"{s.dotted(wait.node.callee) or wait.what}(...)"


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``await asyncio.to_thread(lambda: call)`` for every waiting call of the coroutine."""
    found = finding.data
    assert isinstance(found, Blocked)
    if any(node.module.partition(".")[0] == "trio" for node in view.names.imports):
        return Refusal(
            "no-thread",
            f"this is trio: await trio.to_thread.run_sync(lambda: {_said(found.waits[0])})",
        )
    intents: list[Intent] = []
    for wait in found.waits:
        if refusal := _refusal(view, wait):
            return refusal
        intents.append(_asleep(view, wait.node) if wait.sleeps else _in_thread(view, wait.node))
    intents += _imports(view, [wait.node for wait in found.waits if wait.sleeps])
    asleep = all(wait.sleeps for wait in found.waits)
    title = "await asyncio.sleep(...)" if asleep else "await asyncio.to_thread(...)"
    return Fix(tuple(intents), Applicability.UNSAFE, title)


def _refusal(view: View, wait: Wait) -> Refusal | None:
    """What does not work in a thread, or not in a lambda."""
    client = _client(view, wait)
    if not wait.through and _streams(view, wait.node):
        return Refusal("no-thread", f"{client}, and go through its stream with async for")
    inner = list(s.walk(wait.node))
    if any(isinstance(n, s.Await | s.Assigned) or _is_yield(n) for n in inner):
        return Refusal("no-thread", f"put the arguments into variables first; then {client}")
    for above in view.names.above(wait.node):
        if isinstance(above, s.Opaque) and above.kind == "comprehension":
            return Refusal("no-thread", f"write the comprehension as a loop; then {client}")
        if isinstance(above, s.Function):
            break
    return None


def _is_yield(node: s.Node) -> bool:
    return isinstance(node, s.Opaque) and node.kind.startswith("yield")


def _streams(view: View, node: s.Call) -> bool:
    """Whether the answer comes bit by bit, each of which is waited for."""
    stream = argument(view.names, node, "stream")
    if isinstance(stream, Present) and not (stream.known and not stream.value):
        return True
    name = node.callee.name if isinstance(node.callee, s.Attribute) else ""
    above = view.names.parent(node)
    return "stream" in name or (isinstance(above, s.Loop) and above.subject is node)


def _in_thread(view: View, node: s.Call) -> Wrap:
    before, after = "await asyncio.to_thread(lambda: ", ")"
    if _is_operand(view, node):
        before, after = f"({before}", f"{after})"
    # What else is put around the call is put around its answer.
    return Wrap((node.start, node.end), before, after, near=True)


def _asleep(view: View, node: s.Call) -> Replace:
    given = view.text[node.callee.end : node.end]
    return Replace((node.start, node.end), f"await asyncio.sleep{given}")


def _imports(view: View, sleeps: list[s.Call]) -> list[Intent]:
    """``asyncio`` in place of the import of ``time.sleep`` that nothing needs any more."""
    bound = any("asyncio" in scope.bindings for scope in view.names.scopes.values())
    last = _last_use(view, sleeps)
    if last is None:
        return [AddImport(Import("asyncio"))]
    return [Replace((last.start, last.end), "" if bound else "import asyncio")]


def _last_use(view: View, sleeps: list[s.Call]) -> s.Import | None:
    """The import at the top that binds one name, which is used by these calls alone."""
    used = {node.id for call in sleeps for node in s.walk(call.callee) if isinstance(node, s.Name)}
    if len(used) != 1:
        return None
    name = used.pop()
    gone = {id(node) for call in sleeps for node in s.walk(call.callee)}
    if any(id(node) not in gone for node in view.names.uses(name)):
        return None
    binds = [i for i in view.names.imports if name in (local for local, _ in i.names)]
    if len(binds) != 1 or len(binds[0].names) != 1 or binds[0] not in view.module.body:
        return None
    return binds[0]


def _is_operand(view: View, node: s.Call) -> bool:
    """Whether something is asked of the result at once: ``get(url).json()``."""
    above = view.names.parent(node)
    if isinstance(above, s.Attribute | s.Index):
        return above.value is node
    return isinstance(above, s.Binary | s.Unary) or (
        isinstance(above, s.Call) and above.callee is node
    )

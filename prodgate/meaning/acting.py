"""Which tools act on the world (write, spend, send, run), and what records that they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning.argument import Present, argument, texts
from prodgate.meaning.asking import last_part
from prodgate.meaning.failures import words
from prodgate.meaning.observing import is_observed
from prodgate.meaning.tool_functions import Tool, tool_functions
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Act(Struct, frozen=True):
    """What a tool does to the world. ``grave``: it cannot be taken back, or leaves the house."""

    tool: Tool
    what: str
    grave: bool


def unrecorded(view: View) -> Iterator[Act]:
    """The tools of a file that act with no record of it."""
    if _HOOKS.search(view.text) or is_observed(view):
        return
    for act, recorded in acts(view):
        if not recorded:
            yield act


def acts(view: View) -> Iterator[tuple[Act, bool]]:
    """The tools of a file that act, and whether each is seen to record it, or what runs it is."""
    from prodgate.meaning.dispatch_records import recorded_centrally

    models = {id(c.node) for c in view.found.calls if c.sdk.kind == "model"}
    for tool in tool_functions(view):
        calls = (c for c in _calls(view, tool.function) if id(c) not in models)
        found = [a for c in calls if (a := _act(view, c, tool.name))]
        if found:  # the gravest, the first of those
            act = Act(tool, *max(found, key=lambda each: each[1]))
            yield act, _records(view, tool.function) or recorded_centrally(view, tool)


def acts_of(view: View, tool: Tool) -> Iterator[tuple[s.Call, str]]:
    """Each call of a tool, and of the helpers of its file, that does something to the world."""
    models = {id(c.node) for c in view.found.calls if c.sdk.kind == "model"}
    for call in _calls(view, tool.function):
        if id(call) not in models and (found := _act(view, call, tool.name)):
            yield call, found[0]


def calls_of(view: View, tool: Tool) -> Iterator[s.Call]:
    """All calls of a tool, and of the helpers of its file that it calls."""
    return _calls(view, tool.function)


# Something sees every call of a tool: hooks, middleware, callbacks, steps.
_HOOKS = lazy(
    r"on_tool_start|on_tool_end|on_tool_call|RunHooks|AgentHooks|before_tool|after_tool|wrap_tool_call|"
    r"PreToolUse|PostToolUse|onStepFinish|tool_hooks|handleToolStart|onToolCall|tool_call_log|"
    r"audit_?log|AuditLog|\baudit\b",
)


def _calls(view: View, function: s.Function, depth: int = 0) -> Iterator[s.Call]:
    """The calls of a function, and of the helpers of this file that it calls."""
    for node in s.walk(*function.body):
        if not isinstance(node, s.Call):
            continue
        yield node
        for thing in trace(view.names, node.callee) if depth < 1 else ():
            helper = thing.node if isinstance(thing, Local) and not thing.path else None
            if isinstance(helper, s.Function) and helper is not function:
                yield from _calls(view, helper, depth + 1)


# -- what records ------------------------------------------------------------------------------

_LOGS = lazy(
    r"_(?:log|logs|logger|logging|audit|record|track|trace|telemetry|event|events|span|history|"
    r"journal|sentry|activity|manifest|ledger|transcript|trajectory|changelog)_"
)
_LEVELS = {"info", "warning", "warn", "error", "critical", "exception", "log", "notice", "debug"}
_KEEPS_DECORATED = lazy(r"log|audit|trace|track|record|observe|instrument|monitor", re.I)


def _records(view: View, function: s.Function) -> bool:
    """A logger, an audit or event call in its body or one hop away, or a decorator that records."""
    for decorator in function.decorators:
        callee = decorator.callee if isinstance(decorator, s.Call) else decorator
        if _KEEPS_DECORATED.search(s.dotted(callee) or ""):
            return True
    return any(_is_record(view, call) for call in _calls(view, function))


def _is_record(view: View, call: s.Call) -> bool:
    if is_helper(view, call.callee, "audit"):
        return True
    own = view.policy.function("logger", view.language)
    name = s.dotted(call.callee) or last_part(call.callee)
    last = last_part(call.callee)
    if own is not None and last == own.name:
        return True
    if name.startswith("console."):
        return last in {"error", "warn", "info"}  # kept on a server; console.log may be anything
    head = name.rpartition(".")[0]
    if last in _LEVELS:
        return bool(_LOGS.search(words(head.replace(".", "_"))))
    if _LOGS.search(words(last)) and not last.startswith(("get", "read", "list", "load", "fetch")):
        return True
    return any("audit" in text.lower() or "_log" in text.lower() for text in _constants(call))


def _constants(call: s.Call) -> Iterator[str]:
    for node in (a.value for a in call.arguments):
        if isinstance(node, s.Literal) and isinstance(node.value, str):
            yield node.value


# -- what acts ---------------------------------------------------------------------------------

_SQL = lazy(r"^\s*(?:insert|update|delete|drop|alter|truncate|merge|replace)\b", re.I)
_DB_CALLS = {
    "insert_one", "insert_many", "update_one", "update_many", "delete_one", "delete_many",
    "replace_one", "insertOne", "insertMany", "updateOne", "updateMany", "deleteOne", "deleteMany",
    "bulk_write", "bulkWrite", "commit", "put_item", "delete_item", "update_item", "upsert",
}  # fmt: skip
_DB_OWNER = lazy(
    r"_(?:db|prisma|supabase|table|collection|repo|repository|session|firestore|drizzle|knex|orm|"
    r"objects|tx|crm)_"
)
_DB_VERBS = {
    "create",
    "update",
    "delete",
    "insert",
    "upsert",
    "save",
    "remove",
    "add",
    "createMany",
}
_FILE_CALLS = {
    "write_text", "write_bytes", "writeFile", "writeFileSync", "appendFile", "appendFileSync",
    "unlink", "unlinkSync", "rmtree", "rmSync", "rmdir",
}  # fmt: skip
_FILE_NAMES = {"os.remove", "os.rename", "os.replace", "shutil.move", "fs.rm", "fs.rename"}
_MAIL = {
    "sendmail",
    "sendMail",
    "send_mail",
    "send_email",
    "sendEmail",
    "chat_postMessage",
    "send_sms",
}
_MAIL_PATHS = lazy(
    r"(?:emails|messages|mail|smtp|server|sg|resend|ses|sns|slack|bot|twilio\w*|telegram)(?:\(\))?\."
    r"(?:send|create|send_message|sendMessage|send_raw_email|publish|postMessage|post_message)$",
    re.I,
)
_MONEY_OWNER = lazy(r"_(?:stripe|paypal|wallet|coinbase|razorpay|braintree|square|alpaca)_")
_MONEY = lazy(
    r"_(?:refund|charge|transfer|payout|withdraw|send_transaction|submit_order|place_order|"
    r"create_order|swap|pay)_"
)
_SHELL = {
    "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output",
    "subprocess.Popen", "os.system", "os.popen", "asyncio.create_subprocess_shell",
    "asyncio.create_subprocess_exec", "execSync", "exec", "spawn", "spawnSync", "execa",
    "execFile", "execFileSync", "child_process.exec", "child_process.execSync",
}  # fmt: skip
_HTTP = lazy(r"(?:requests|httpx|axios|session|client|http|got|ky|superagent)\.(\w+)$", re.I)
# A tool whose name says that it changes something; a POST alone may be a search.
_CHANGES = lazy(
    r"^_(?:send|create|update|delete|remove|add|post|publish|write|book|cancel|order|buy|sell|pay|"
    r"refund|transfer|schedule|submit|insert|set|edit|move|rename|deploy|restart|assign|close|open|"
    r"reply|forward|invite|approve|reject|upload|notify|purchase|place|make_(?:payment|reservation|"
    r"appointment|call)|trigger|start|stop|enable|disable)_"
)


def _act(view: View, call: s.Call, tool: str) -> tuple[str, bool] | None:
    """What a call does to the world, and whether that is grave; None where it does nothing."""
    name = s.dotted(call.callee) or ""
    last = last_part(call.callee)
    owner = words(name.rpartition(".")[0].replace(".", "_")) if name else ""
    if last in _MAIL or _MAIL_PATHS.search(name):
        return "sends a message", True
    if _MONEY_OWNER.search(owner) and _pays(last):
        return "moves money", True
    if name in _SHELL and _is_shell(view, call, name):
        return "runs a command", True
    if found := _database(view, call, last, owner):
        return found, True
    if last in _FILE_CALLS or name in _FILE_NAMES or _opens_to_write(view, call, name):
        passing = _is_passing(view, call) or _is_temporary(view, call)
        return None if passing else ("writes files", False)
    if _CHANGES.match(words(tool)) and _is_changing_request(view, call, name):
        return "changes something on another server", True
    return None


def _pays(last: str) -> bool:
    return bool(_MONEY.search(words(last))) or last in {"create", "confirm", "capture"}


def _is_shell(view: View, call: s.Call, name: str) -> bool:
    """Not the ``exec`` of a regular expression, nor Python's; not a page shown to somebody."""
    if _is_opening(call):
        return False
    return "." in name or (view.language == "javascript" and isinstance(call.callee, s.Name))


# Programs that show somebody what they are given.
_SHOWS = lazy(
    r"^(?:.*/)?(?:open|xdg-open|gio|explorer(?:\.exe)?|(?:google-)?chrom(?:e|ium)[\w-]*(?:\.exe)?|"
    r"firefox|msedge|microsoft-edge|safari|brave-browser)$",
    re.IGNORECASE,
)


def _is_opening(call: s.Call) -> bool:
    """``spawn("chromium", [url])``: one fixed program; not ``open -a``, which starts any."""
    given: list[s.Node] = []  # the program and its arguments; none of a line for a shell
    for each in call.arguments[:2]:
        if each.name is None:
            given += each.value.elements if isinstance(each.value, s.Items) else (each.value,)
    if len(given) < 2 or not isinstance(given[0], s.Literal):
        return False
    others = {part.value for part in given[1:] if isinstance(part, s.Literal)}
    return bool(_SHOWS.match(str(given[0].value))) and not others & {"-a", "-b", "-n"}


def _database(view: View, call: s.Call, last: str, owner: str) -> str | None:
    writes = "writes to a database"
    if last in _DB_CALLS and (last != "commit" or not owner.startswith("_repo_")):
        return writes
    if last in _DB_VERBS and _DB_OWNER.search(owner):
        return None if owner == "_session_" and last == "add" else writes
    if last in {"execute", "executemany", "query", "run", "exec"} and call.arguments:
        text = "".join(texts(view.names, call.arguments[0].value))
        return writes if _SQL.match(text) else None
    return None


def _opens_to_write(view: View, call: s.Call, name: str) -> bool:
    if name not in {"open", "aiofiles.open", "io.open"}:
        return False
    mode = argument(view.names, call, "1|mode")
    return isinstance(mode, Present) and mode.known and str(mode.value)[:1] in {"w", "a", "x"}


_SANDBOX = lazy(r"sandbox|e2b|daytona|code_?interpreter", re.IGNORECASE)
_PASSING = lazy(r"^(?:/(?:var/)?tmp/|/dev/shm/|/dev/null$)")


def _is_passing(view: View, call: s.Call) -> bool:
    """A file of a sandbox, or one fixed file in the folder for what may be lost."""
    callee = s.bare(call.callee)
    if isinstance(callee, s.Attribute):
        made = [t.name for t in map(_maker, trace(view.names, callee)) if isinstance(t, Qualified)]
        if made and all(_SANDBOX.search(name) for name in made):
            return True
    given = argument(view.names, call, "0")
    return (
        isinstance(given, Present)
        and given.known
        and isinstance(given.value, str)
        and bool(_PASSING.match(given.value))
    )


_REMOVES = {"os.remove", "os.unlink", "shutil.rmtree", "unlink", "unlinkSync", "rmSync", "rm"}
_MADE_TO_BE_LOST = lazy(r"\b(?:tempfile|mkdtemp|mkstemp|tmpdir|gettempdir|mkdtempSync)\b")


def _is_temporary(view: View, call: s.Call) -> bool:
    """A file that the same function both writes and removes, or one of the temporary folder."""
    path = _path_of(call)
    function = view.names.function(call)
    if not path or function is None:
        return False
    if any(_MADE_TO_BE_LOST.search(text) for text in _origins(view, path)):
        return True
    name = view.code(path)
    same = [c for c in view.names.calls_in(function) if _is_at(view, c, name)]
    removes = [c for c in same if s.dotted(c.callee) in _REMOVES or last_part(c.callee) in _REMOVES]
    return bool(removes) and len(same) > len(removes)


def _is_at(view: View, call: s.Call, name: str) -> bool:
    """Whether a call writes or removes the file of that name."""
    dotted = s.dotted(call.callee) or ""
    known = last_part(call.callee) in _FILE_CALLS | _REMOVES or dotted in _FILE_NAMES | _REMOVES
    path = _path_of(call) if known or _opens_to_write(view, call, dotted) else None
    return path is not None and view.code(path) == name


def _path_of(call: s.Call) -> s.Node | None:
    """The file: ``open(path, "w")``, ``fs.rm(path)``, ``path.write_text(...)``."""
    if last_part(call.callee) in {"write_text", "write_bytes", "unlink", "rmdir"}:
        callee = s.bare(call.callee)
        if isinstance(callee, s.Attribute) and s.dotted(callee.value) not in {"os", "fs"}:
            return callee.value
    return call.positional(0)


def _origins(view: View, path: s.Node, depth: int = 0) -> Iterator[str]:
    """What a path is made of, through the variables of the file."""
    yield view.code(path)
    for node in s.walk(path) if depth < 3 else ():
        for binding in view.names.lookup(node) if isinstance(node, s.Name) else ():
            if binding.kind == "value" and binding.value is not None:
                yield from _origins(view, binding.value, depth + 1)


def _maker(thing: Thing) -> Thing:
    while isinstance(thing, Made):
        thing = thing.by
    return thing


def _is_changing_request(view: View, call: s.Call, name: str) -> bool:
    if match := _HTTP.search(name):
        return match[1].lower() in {"post", "put", "patch", "delete"}
    if name in {"fetch", "undici.fetch", "axios", "requests.request", "httpx.request"}:
        for path in ("1.method", "0.method", "0|method"):
            given = argument(view.names, call, path)
            if isinstance(given, Present) and given.known:
                return str(given.value).upper() in {"POST", "PUT", "PATCH", "DELETE"}
    return False

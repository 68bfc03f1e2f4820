"""What a text is made of, and whether somebody checks it before it is run.

``origins`` goes backwards from a node through the assignments of its function to the names it is
made of. ``is_confirmed`` and ``is_admitted`` ask for what makes running such a text sound: a
person who is asked, or a list of what may pass. A list of what may not is no check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.regex import lazy

# What these return cannot carry a command, a piece of code or a clause.
_CLEANS = {
    "quote", "escape", "int", "float", "bool", "len", "literal_eval", "Number", "parseInt",
    "parseFloat", "Boolean", "isinstance", "shellescape", "escapeShellArg", "encodeURIComponent",
    "escapeHtml", "sanitize", "escapeId", "escapeLiteral", "Identifier", "type", "typeof",
}  # fmt: skip


def origins(
    names: Names,
    function: s.Function,
    node: s.Node,
    *,
    code: bool = False,
    answer_of: s.Call | None = None,
) -> frozenset[str]:
    """The names of a function that a node is made of, its parameters among them.

    ``code``: the node is a piece of code, in which a value that is written as a literal stays data.
    ``answer_of``: the call of a model that gave it; what that was asked is no part of its answer.
    """
    cleans = _CLEANS | _LITERALS if code and not _evaluates(function) else _CLEANS
    made_of = _assignments(function)
    found: set[str] = set()
    waiting = list(_mentioned(node, cleans, answer_of))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for value in made_of.get(name, ()):
                waiting += _mentioned(value, cleans, answer_of)
    return frozenset(found)


# A value as a literal of the language. In a shell's quotes it is none.
_LITERALS = {"stringify", "dumps", "repr"}
_EVALUATES = lazy(r"\b(?:eval|Function|exec|execSync|compile|spawn|system)\s*\(")


def _evaluates(function: s.Function) -> bool:
    """Whether a text of a function runs code itself: there a literal may be code."""
    return any(
        isinstance(node, s.Literal) and _EVALUATES.search(str(node.value))
        for node in s.walk(*function.body)
    )


def parameters(function: s.Function) -> frozenset[str]:
    """The names that the parameters of a function bind, without ``self``."""
    bound: set[str] = set()
    for param in function.params:
        target = s.bare(param.target)
        if isinstance(target, s.Name):
            bound.add(target.id)
        elif isinstance(target, s.Pattern):
            bound |= {each.name for each in target.names}
    return frozenset(bound - {"self", "cls", "this", "ctx", "context"})


def _assignments(function: s.Function) -> dict[str, list[s.Node]]:
    """What each name of a function is made of; a file, of what is written to it."""
    found: dict[str, list[s.Node]] = defaultdict(list)
    files: dict[str, s.Node] = {}
    for node in s.walk(*function.body):
        if type(node) is s.Assign and node.value is not None:
            for target in node.targets:
                for name in _bound(target):
                    found[name].append(node.value)
        elif type(node) is s.Assigned:
            for name in _bound(node.target):
                found[name].append(node.value)
        elif type(node) is s.Loop and node.target is not None and node.subject is not None:
            for name in _bound(node.target):
                found[name].append(node.subject)
        elif type(node) is s.WithItem and node.target is not None:
            for name in _bound(node.target):
                found[name].append(node.value)
                files[name] = node.value
        elif type(node) is s.Call:
            _written(node, found, files)
    return found


_WRITES = {"write", "write_text", "writelines", "append", "extend", "push", "dump", "write_bytes"}


def _written(call: s.Call, found: dict[str, list[s.Node]], files: dict[str, s.Node]) -> None:
    """``f.write(code)`` inside ``with open(path) as f``; ``writeFileSync(path, code)``."""
    callee = s.bare(call.callee)
    tail = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
    if tail in {"writeFile", "writeFileSync"} and len(call.arguments) > 1:
        for name in _mentioned(call.arguments[0].value):
            found[name].append(call.arguments[1].value)
    elif isinstance(callee, s.Attribute) and tail in _WRITES and call.arguments:
        owner = s.bare(callee.value)
        if isinstance(owner, s.Name):
            found[owner.id].append(call.arguments[0].value)
            for name in _mentioned(files[owner.id]) if owner.id in files else ():
                found[name].append(call.arguments[0].value)


def _bound(target: s.Node) -> Iterator[str]:
    target = s.bare(target)
    if isinstance(target, s.Name):
        yield target.id
    elif isinstance(target, s.Pattern):
        yield from (bound.name for bound in target.names)
    elif isinstance(target, s.Attribute | s.Index):
        base: s.Node = target
        while isinstance(base, s.Attribute | s.Index):
            base = s.bare(base.value)
        if isinstance(base, s.Name) and base.id not in {"self", "this"}:
            yield base.id


def _mentioned(
    node: s.Node, cleans: Set[str] = _CLEANS, without: s.Call | None = None
) -> Iterator[str]:
    """The names in a node whose text the node may hold, but for those of one call."""
    stack = [node]
    while stack:
        current = s.bare(stack.pop())
        if isinstance(current, s.Name):
            if current.id not in {"self", "cls", "this"}:
                yield current.id
        elif isinstance(current, s.Call):
            callee = s.bare(current.callee)
            tail = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
            if tail in cleans or current is without:
                continue
            if isinstance(callee, s.Attribute):
                stack.append(callee.value)
            stack += [argument.value for argument in current.arguments]
        elif isinstance(current, s.Either):
            stack += current.options  # what is asked is not what is given
        elif isinstance(current, s.Index):
            stack.append(current.value)  # TABLE[key]: chosen by the key, not made of it
        elif isinstance(current, s.Binary) and current.operator in _COMPARES:
            continue
        elif not isinstance(current, s.Function):
            stack += s.children(current)


_COMPARES = {"==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "instanceof"}

# -- a person -----------------------------------------------------------------------------------

_ASKS = lazy(
    r"confirm|approv|consent|permission|ask_?(?:user|human|person|before)|human_?(?:input|in|review)|"
    r"authori[sz]e|interrupt$|user_accepts",
    re.I,
)
_ASKS_BY_NAME = {"input", "Prompt.ask", "Confirm.ask", "questionary.confirm", "rl.question"}


def is_confirmed(nodes: tuple[s.Node, ...]) -> bool:
    """Whether somebody is asked among these nodes: by a call whose name says so."""
    for node in s.walk(*nodes):
        if isinstance(node, s.Call):
            name = s.dotted(node.callee) or ""
            callee = s.bare(node.callee)
            tail = callee.name if isinstance(callee, s.Attribute) else name
            if name in _ASKS_BY_NAME or _ASKS.search(tail):
                return True
        elif isinstance(node, s.If) and _ASKS.search(_words(node.test)):
            return True
    return False


def _words(node: s.Node) -> str:
    """The names of a condition, ``if self.auto_approve``."""
    return " ".join(
        n.id if isinstance(n, s.Name) else n.name
        for n in s.walk(node)
        if isinstance(n, s.Name | s.Attribute)
    )


# -- a list of what may pass --------------------------------------------------------------------

_DENIES = lazy(
    r"block|den(?:y|ied)|forbid|dangerous|banned|\bbad|black|unsafe|restrict|prohibit|disallow|"
    r"destructive|mutat|write_|keywords",
    re.I,
)
_CHECKS = lazy(
    r"^_?(?:is|check|validate|assert|verify|ensure|require)_?\w*(?:safe|allow|valid|permit|read_?only|"
    r"select|white)|^_?(?:validate|sanitize|verify|ensure|assert)(?:_|[A-Z]|$)|allow_?list|white_?list",
    re.I,
)
_MATCHES = {"match", "fullmatch", "test", "startswith", "startsWith"}


def is_admitted(
    names: Names, function: s.Function, made_of: frozenset[str], before: int | None = None
) -> bool:
    """Whether what a text is made of is compared with what may pass, ``before`` its use."""
    for node in s.walk(*function.body):
        if before is not None and node.start >= before:
            continue
        if isinstance(node, s.Binary) and node.operator in {"in", "not in"}:
            if _is_member_test(names, node, made_of):
                return True
        elif isinstance(node, s.Call):
            if _admits(names, node, made_of):
                return True
        elif isinstance(node, s.Switch) and _is_table(node, made_of):
            return True
    return False


def _is_table(node: s.Switch, made_of: frozenset[str]) -> bool:
    """``switch (command) { case "build": ... }``"""
    texts = any(isinstance(pattern, s.Literal) for pattern in node.patterns)
    return texts and _holds(node.subject, made_of)


def _holds(node: s.Node, made_of: frozenset[str]) -> bool:
    return any(isinstance(n, s.Name) and n.id in made_of for n in s.walk(node))


def _is_member_test(names: Names, node: s.Binary, made_of: frozenset[str]) -> bool:
    """``command not in ALLOWED``, ``all(c in DIGITS for c in expression)``"""
    if _DENIES.search(_words(node.right)):
        return False
    if _holds(node.left, made_of):
        return True
    above = names.parent(node)
    return not _holds(node.right, made_of) and (
        isinstance(above, s.Opaque)
        and above.kind == "comprehension"
        and above.children[0] is node
        and any(_holds(part, made_of) for part in above.children[1:])
    )


def _admits(names: Names, call: s.Call, made_of: frozenset[str]) -> bool:
    callee = s.bare(call.callee)
    tail = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
    given = any(_holds(argument.value, made_of) for argument in call.arguments)
    owner = callee.value if isinstance(callee, s.Attribute) else None
    if tail in {"includes", "has"} and owner is not None:
        return given and not _holds(owner, made_of) and not _DENIES.search(_words(owner))
    if tail in {"startswith", "startsWith"} and owner is not None and _holds(owner, made_of):
        return _is_asked(names, call)
    if tail in _MATCHES:
        return given and _is_asked(names, call)
    if tail == "walk" and s.dotted(callee) == "ast.walk":
        return any(isinstance(n, s.Throw | s.Return) for n in _loop(names, call))
    if tail == "issubset":
        return owner is not None and _holds(owner, made_of)
    if given and _CHECKS.search(tail):
        return not _only_denies(names, call)
    return False


def _is_asked(names: Names, call: s.Call) -> bool:
    """Whether the absence of a match stops: ``if not match``; or its presence lets pass."""
    for above in names.above(call):
        if isinstance(above, s.Unary) and above.operator == "not":
            return True
        if isinstance(above, s.If):
            return not any(isinstance(n, s.Return | s.Throw) for n in above.body[:1])
        if isinstance(above, s.Assign | s.Return | s.Function):
            return False
    return False


def _loop(names: Names, call: s.Call) -> Iterator[s.Node]:
    for above in names.above(call):
        if isinstance(above, s.Loop):
            yield from s.walk(*above.body)
            return


def _only_denies(names: Names, call: s.Call) -> bool:
    """A check of this file that knows only what may not pass, or nothing at all."""
    callee = s.bare(call.callee)
    bindings = (
        names.lookup(callee)
        if isinstance(callee, s.Name)
        else names.member(callee)
        if isinstance(callee, s.Attribute)
        else []
    )
    for binding in bindings:
        if isinstance(binding.node, s.Function):
            inner = parameters(binding.node)
            return not is_admitted(names, binding.node, inner)
    return False

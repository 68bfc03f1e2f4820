"""Whether anything bounds how often an endpoint may be called; every doubt counts as yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import source as door
from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import callers, modules, surroundings
from prodgate.meaning.asking import last_part
from prodgate.meaning.trace import Local, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Not the provider's limit on us: RateLimitError, "rate_limit_exceeded".
_ELSEWHERE = (
    r"rate_?-?limit(?!s?_?(?:error|exceed|exception|reached|hit|message|ed\b))|slow_?api|throttler|"
    r"throttle_?(?:class|rate|scope|request|user|guard)|default_throttle|slow_?down|arcjet|"
    r"(?<!de)limiter(?!ror)[\w.(=\[]|(?<=[\w@\"'/.-])(?<!de)limiter(?!ror)|"
    r"(?<=[\w.])quota(?!_?(?:error|exceed))|quota(?!_?(?:error|exceed))[\w.(=\[]|"
    r"(?:usage|daily|monthly|request|message|call|free|plan)s?_?(?:limit|cap|allowance)|"
    r"max_?(?:requests|calls|messages)_?per|"
    r"(?:requests|messages|calls)_?per_?(?:minute|hour|day|second|user)|"
    r"(?:message|request|usage|call)_?count_?(?:by|for|per|today)|too_?many_?requests|"
    r"leaky_?bucket|token_?bucket|bot_?id"
)
# Weaker words, which count in the file of the handler itself.
_HERE = (
    r"^limiter$|^quotas?$|credits?(?:_|[A-Z]|$)|x402|paywall|(?:verify|require)_?payment|payment_?(?:verified|required)|"
    r"cool_?down|last_?request|captcha|turnstile"
)
_LIMITS = lazy(f"{_ELSEWHERE}|{_HERE}", re.IGNORECASE)
_IN_FILES = lazy(_ELSEWHERE.encode())  # of lower case: half the time
_GATEWAY = lazy(
    rb"limit_req|rate-?limit|throttling|usage_?plan|burst_?limit|quota_?settings|rate_based|"
    rb"\"?ratelimit\"?|slowapi|flask[-_]limiter|express-rate-limit|@upstash/ratelimit|arcjet|"
    rb"rate-limiter-flexible|fastapi[-_]limiter|@fastify/rate-limit|@nestjs/throttler",
    re.IGNORECASE,
)


def limited(view: View) -> bool:
    """Whether calls of this file's endpoints may be limited: in it, its project or a gateway."""
    if any(_says(view, node) for node in view.names.nodes):
        return True
    if callers.listens_locally(view) or _a_dependency_refuses(view):
        return True
    if surroundings.code_has_word(view, _IN_FILES):
        return True
    return surroundings.gateway_says(view, _GATEWAY)


_TOO_MANY = lazy(r"(?:raise|return|throw)\b[^\n]*\b(?:HTTP_)?429(?!\d)")


def _a_dependency_refuses(view: View) -> bool:
    """``Depends(allow)`` of a function that answers 429, here or in a module of the project."""
    for call in view.names.calls:
        given = call.positional(0)
        if given is None or last_part(call.callee) not in {"Depends", "Security"}:
            continue
        for thing in trace(view.names, given):
            if isinstance(thing, Local) and _TOO_MANY.search(view.code(thing.node)):
                return True
            if isinstance(thing, Qualified) and not thing.is_global:
                texts = (_text(view, path) for path in modules.files(view, thing.name))
                if any(_TOO_MANY.search(text) for text in texts):
                    return True
    return False


def _text(view: View, path: str) -> str:
    data = door.load(view.root, path)
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


def _says(view: View, node: s.Node) -> bool:
    if isinstance(node, s.Name):
        return bool(_LIMITS.search(node.id))
    if isinstance(node, s.Attribute):
        return bool(_LIMITS.search(node.name))
    if isinstance(node, s.Import):
        return any(_LIMITS.search(name) for names in node.names for name in names)
    if isinstance(node, s.Call):
        return is_helper(view, node.callee, "rate_limit")
    return False

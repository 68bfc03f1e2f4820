"""Whether anything asks who calls an endpoint; every doubt counts as yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import surroundings, web
from prodgate.meaning.asking import last_part
from prodgate.meaning.injected import any_dependency
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Words in names that mean: somebody is asked who they are, or pays for the call.
_WORDS = (
    r"auth(?!or(?!i[sz]))|log_?in|logged|sign(?:ed)?_?in|jwt|bearer|permi(?:ssion|t)|principal|identity|"
    r"credential(?!s?_?path)|clerk|kinde|cookie|csrf|passport|password|passcode|protect|guard(?!rail)|"
    r"verif|signature|hmac|svix|webhook_?secret|cron_?secret|require_?(?:user|caller|admin|role|"
    r"session|token|api|member|owner|org|team|sign)|(?:current|get|active|require|session|load|"
    r"fetch|ensure|check)_?user|req(?:uest)?\.user|locals\.user|session_?user|user_?session|"
    r"(?:get_?server|server|require|validate|verify|use|get)_?session\b|session\.user|"
    r"(?:access|id|refresh|auth|bearer|api|session|user|invite|shared?)_?token(?!s?_?(?:count|limit))|"
    r"(?:validate|decode|check|valid)_?token|api_?key_?(?:header|query|cookie|auth)|x-api-key|"
    r"(?:check|valid|validate|require)_?api_?key|internal_?only|allow_?list|whitelist|"
    r"x402|paywall|(?:verify|require)_?payment|payment_?(?:verified|required)|entitle|turnstile|"
    r"captcha|bot_?id|x-ms-client|forwarded_?(?:user|email)|"
    r"(?:user|caller|member)_?roles?|roles?_?(?:valid|guard|check|required)|has_?roles?\b|from_?session|"
    r"basic_?auth|is_?admin|is_?owner|is_?member|access_?control"
)
_ASKS = lazy(_WORDS, re.IGNORECASE)
_HEADERS = lazy(
    r"(?i)^(?:authorization|cookie|x-[\w-]*(?:key|token|auth|sign|secret|user|principal|hub)[\w-]*|"
    r"(?:stripe|svix)-[\w-]+|(?:[\w-]*_)?(?:session|user|token|api[_-]?key|secret|password)(?:_?id)?)$"
)
_OWN_KEY = lazy(r"(?i)^(?:[a-z]|(?<=[a-z])_)*api_?key$")
_OUR_SIDE = ("process.env", "os", "settings", "config", "env", "self", "this", "st", "import.meta")


def asked(view: View, handler: s.Function) -> bool:
    """Whether a caller may be asked for: in the handler, around it, in its file or project."""
    if _handler_asks(view, handler) or _file_asks(view, handler):
        return True
    if listens_locally(view) or any_dependency(view, handler, _dependency_asks):
        return True
    return _project_asks(view, handler)


def _dependency_asks(view: View, function: s.Function) -> bool:
    return asks(view, function) or any(_is_injected_user(view, each) for each in function.params)


def asks(view: View, function: s.Function) -> bool:
    """Whether a function itself looks at who calls: a token, a session, a header, a user."""
    nodes = (*function.params, *function.body)
    return any(_says(view, node) for root in nodes for node in s.walk(root))


def handler_asks(view: View, handler: s.Function) -> bool:
    """Whether the handler itself, or what is around it, looks at who calls."""
    return _handler_asks(view, handler)


def file_asks(view: View) -> bool:
    """Whether anything in a file is about who calls: of a script that has no handler."""
    return any(_says(view, node) for node in view.names.nodes)


# -- the handler ------------------------------------------------------------------------------


def _handler_asks(view: View, handler: s.Function) -> bool:
    nodes = (*handler.params, *handler.body, *handler.decorators)
    if any(_says(view, node) for root in nodes for node in s.walk(root)):
        return True
    if any(_is_injected_user(view, param) for param in handler.params):
        return True
    return any(_ASKS.search(part) for part in _wrappers(view, handler)) or _owner_asks(
        view, handler
    )


def _says(view: View, node: s.Node) -> bool:
    """Whether a name, or the key of a header or a session, is about the caller."""
    if isinstance(node, s.Name):
        return bool(_ASKS.search(node.id)) and not _is_provider(node.id)
    if isinstance(node, s.Attribute):
        path = s.dotted(node) or node.name
        tail = ".".join(path.split(".")[-2:])
        if _OWN_KEY.match(node.name) and not path.startswith(_OUR_SIDE):
            return True
        return bool(_ASKS.search(tail)) and not _is_provider(path)
    if isinstance(node, s.Bound):
        return bool(_OWN_KEY.match(node.name) or _ASKS.search(node.name))
    if isinstance(node, s.Call):
        if is_helper(view, node.callee, "require_caller"):
            return True
        return _reads_header(node)
    return isinstance(node, s.Index) and _is_header(node.key) and _is_of_caller(node.value)


def _reads_header(call: s.Call) -> bool:
    """``request.headers.get("authorization")``, ``req.get(...)``, ``session.get("user")``."""
    if not isinstance(call.callee, s.Attribute) or not _is_header(call.positional(0)):
        return False
    if call.callee.name in {"header", "getHeader", "cookies"}:
        return True
    return call.callee.name in {"get", "has", "pop"} and _is_of_caller(call.callee.value)


def _is_header(node: s.Node | None) -> bool:
    return isinstance(node, s.Literal) and bool(_HEADERS.match(str(node.value)))


def _is_of_caller(owner: s.Node) -> bool:
    """Headers, cookies or the session; not the body, in which a caller writes what it likes."""
    if isinstance(owner, s.Call):  # cookies().get(...), headers().get(...)
        owner = owner.callee
    path = s.dotted(owner) or (owner.name if isinstance(owner, s.Attribute) else "")
    return bool(re.search(r"(?i)(?:headers?|cookies?(?:store)?|session|environ|meta|^req)$", path))


_PROVIDER = lazy(
    r"AuthenticationError|PermissionDenied|DefaultAzureCredential|get_bearer_token_provider|"
    r"azure_ad_token|GoogleAuth|google\.auth|AZURE_|OPENAI_|ANTHROPIC_|GOOGLE_|GEMINI_|HF_|AWS_|"
    r"cookiejar|identity\.aio",
    re.IGNORECASE,
)


def _is_provider(name: str) -> bool:
    """How we show ourselves to the provider: no word about who calls us."""
    return bool(_PROVIDER.search(name))


_USER = lazy(r"(?i)user|account|member|caller|tenant|owner|token|key|session(?!local|maker)|secur")
_DATABASE = lazy(r"(?i)\bdb\b|database|sqlalchemy|asyncsession|get_session|get_db")


def _is_injected_user(view: View, param: s.Param) -> bool:
    """``user: User = Depends(...)``, ``caller: Annotated[str, Header()]``, ``user: UserDep``."""
    parts = [view.code(part) for part in (param.annotation, param.default) if part is not None]
    text = " ".join(parts)
    if re.search(r"\b(?:Depends|Security|Header|Cookie)\b", text):
        return bool(_USER.search(f"{view.code(param.target)} {text}")) and not _DATABASE.search(
            text
        )
    return bool(re.search(r"User(?:Dep|Context|Session)|Dep$", text)) and bool(_USER.search(text))


def _wrappers(view: View, handler: s.Function) -> Iterator[str]:
    """What stands around it: ``withAuth(handler)``, ``router.post(path, login, handler)``."""
    below: s.Node = handler
    for above in view.names.above(handler):
        if isinstance(above, s.Call):
            yield view.code(above.callee)
            for argument in above.arguments:
                if argument is not below and not isinstance(argument.value, s.Literal):
                    yield view.code(argument.value)[:200]
        elif isinstance(above, s.Function | s.Class):
            return
        below = above


def _owner_asks(view: View, handler: s.Function) -> bool:
    """Class-based views: mixins, guards and permissions of the class."""
    owner = view.names.parent(handler)
    if not isinstance(owner, s.Class):
        return False
    texts = [view.code(n) for n in (*owner.bases, *owner.decorators)]
    texts += [view.code(n.targets[0]) for n in owner.body if isinstance(n, s.Assign)]
    return any(_ASKS.search(text) for text in texts)


# -- the file ---------------------------------------------------------------------------------

_HOOKS = {
    "before_request", "before_app_request", "middleware", "on_request", "before_serving",
}  # fmt: skip
_MOUNTS = {
    "use",
    "addHook",
    "add_middleware",
    "middleware",
    "include_router",
    "preHandler",
    "onRequest",
}
_ROUTERS = ("FastAPI", "APIRouter", "Router", "Blueprint", "Litestar", "Starlette", "Controller")


def _file_asks(view: View, handler: s.Function) -> bool:
    for function in view.names.functions:
        hooks = {last_part(d.callee if isinstance(d, s.Call) else d) for d in function.decorators}
        if hooks & _HOOKS and function is not handler and _ASKS.search(view.code(function)):
            return True
    for call in view.names.calls:
        tail = last_part(call.callee)
        if tail in _MOUNTS and _mounts_check(view, call):
            return True
        if tail in _ROUTERS and call.keyword("dependencies") is not None:
            return True
    return _is_exported_through_check(view, handler)


def _mounts_check(view: View, call: s.Call) -> bool:
    """``app.use("/api", requireAuth)``; not ``app.use("/auth", authRouter)``."""
    if isinstance(call.callee, s.Attribute) and call.keyword("dependencies") is not None:
        return True
    for argument in call.arguments:
        if isinstance(argument.value, s.Literal):
            continue
        text = view.code(argument.value)
        if _ASKS.search(text) and not re.search(
            r"(?i)(?:rout(?:er|es?)|controller|handlers?)$", text
        ):
            return True
    return False


def _is_exported_through_check(view: View, handler: s.Function) -> bool:
    """``export const POST = withAuth(post)`` of a function that stands above."""
    name = handler.name
    return bool(name) and any(
        isinstance(argument.value, s.Name)
        and argument.value.id == name
        and _ASKS.search(view.code(call.callee))
        for call in view.names.calls
        for argument in call.arguments
    )


_LOCAL = lazy(
    r"host\s*[=:]\s*[\"'](?:127\.0\.0\.1|localhost)[\"']|"
    r"listen\([^)\n]*[\"'](?:127\.0\.0\.1|localhost)[\"']|from [\"']electron[\"']"
)


def listens_locally(view: View) -> bool:
    """A server that listens to this machine only."""
    return bool(_LOCAL.search(view.text))


# -- the project ------------------------------------------------------------------------------

_W = b"(?i:" + _WORDS.encode() + b")"
_LISTENS = rb"[\"'](?:127\.0\.0\.1|localhost)[\"']"
_MIDDLEWARE = {
    "python": lazy(
        rb"(?i:add_middleware\(\s*[\w.]*(?:auth|token|api_?key|jwt|login|clerk|securit|principal))"
        rb"|(?i:class \w*(?:auth|token|api_?key|jwt|login)\w*middleware)"
        rb"|include_router\((?:[^()]|\([^()]*\))*dependencies\s*="
        rb"|(?:FastAPI|APIRouter)\((?:[^()]|\([^()]*\))*dependencies\s*="
        rb"|DEFAULT_PERMISSION_CLASSES|LoginRequiredMiddleware"
        rb"|(?:before_request|before_app_request|@\w+\.middleware\()(?:.|\n){0,1500}?" + _W
        + rb"|run\([^)]*host\s*=\s*" + _LISTENS
    ),
    "javascript": lazy(
        rb"\.use\((?:\s*[\"'`][^\"'`\n]*[\"'`]\s*,)?\s*(?:[\w.]+\s*,\s*)*"
        rb"(?!\w*(?i:rout|controller|handler))[\w.]*"
        rb"(?i:auth(?!\w*(?:rout|controller|handler))|jwt|passport|clerk|protect|verify|requireUser|"
        rb"requireLogin|session\()"
        rb"|addHook\(\s*[\"'](?:onRequest|preHandler|preValidation)[\"'](?:.|\n){0,800}?" + _W
        + rb"|APP_GUARD|useGlobalGuards|clerkMiddleware|authMiddleware|NextAuth\([^)]*\)\.auth"
        rb"|listen\([^)\n]*" + _LISTENS
    ),
}  # fmt: skip
_WORDS_OF = {  # of the above
    "python": (
        b"middleware", b"dependencies", b"permission", b"before_request", b"before_app_request",
        b"127.0.0.1", b"localhost",
    ),
    "javascript": (
        b".use(", b"addhook(", b"app_guard", b"useglobalguards", b"clerkmiddleware",
        b"authmiddleware", b"nextauth(", b"listen(",
    ),
}  # fmt: skip
_GATEWAY = lazy(
    rb"auth_basic|auth_request|oauth2[-_]proxy|forward-?auth|authorizer|basicauth|basic_auth\b|"
    rb"cloudflare-?access|easyauth|authsettings|require_?authentication|ingress-internal|iap\b",
    re.IGNORECASE,
)
# Who can call is set where the function is deployed, and no file here says it.
_DEPLOYED = lazy(r"(?:^|/)supabase/functions/|(?:^|/)(?:lambda|lambdas|cloud_?functions)/")
_LAMBDA = lazy(r"exports\.handler|lambda_handler|func\.HttpRequest|functions_framework")


def _project_asks(view: View, handler: s.Function) -> bool:
    path = view.source.path
    if _DEPLOYED.search(path):
        return True
    if _LAMBDA.search(view.text) and "netlify/functions" not in path:
        return True
    if view.language == "javascript" and (
        _middleware_file_asks(view) or not _is_registered_openly(view, handler)
    ):
        return True
    if surroundings.code_says(view, _MIDDLEWARE[view.language], _WORDS_OF[view.language]):
        return True
    return surroundings.gateway_says(view, _GATEWAY)


_FRONT = lazy(r"(?:^|/)(?:middleware|proxy|hooks\.server)\.[jt]s$")


def _middleware_file_asks(view: View) -> bool:
    """Next's middleware.ts, SvelteKit's hooks.server.ts: in front of every route."""
    return any(_ASKS.search(text) for text in surroundings.texts(view, _FRONT))


def _is_registered_openly(view: View, handler: s.Function) -> bool:
    """A controller ``(req, res)`` of another file: registered, with nothing in front of it."""
    if not web.is_controller(handler) or web.is_registered(view.names, handler):
        return True
    if re.search(r"(?:^|/)(?:pages/api|api)/", view.source.path):
        return True
    name = web.declared_name(view.names, handler)
    lines = surroundings.registration(view, name) if name else b""
    text = re.sub(r"[\"'`][^\"'`\n]*[\"'`]", "", lines.decode("utf-8", "replace"))
    return bool(lines) and not _ASKS.search(text)

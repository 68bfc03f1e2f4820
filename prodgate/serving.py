"""Which place of a tree a finding about the whole of it points at: where it serves somebody.

The application object that a server starts or that takes in the routers says most, then a handler
behind which a model answers; a mock, a demo and an application that nothing uses say least. Judged
by bytes: a tree has many files, and most say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate.kinds import kind
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.pack import Pack
    from prodgate.tree import Tree

SERVES = {
    "python": lazy(
        rb"\b(?:FastAPI|Flask|Quart|Sanic|Starlette|Litestar|APIRouter|Blueprint)\("
        rb"|\b(?:Async)?App\([^)\n]*token"  # Slack
        rb"|^urlpatterns\b|@(?:app|router|api|bp)\.(?:post|get|route|websocket)\("
        rb"|\b(?:gr|gradio)\.(?:Interface|ChatInterface|Blocks)\("
        rb"|^import streamlit|^import chainlit"
        rb"|\bdiscord\.(?:Client|Bot)\(|\bcommands\.Bot\(|\bApplicationBuilder\(",
        re.MULTILINE,
    ),
    "javascript": lazy(
        rb"\bexpress\(\)|\bfastify\(|\bFastify\(|\bnew (?:Hono|Koa|Elysia)\b|\bDeno\.serve\(|"
        rb"\bBun\.serve\(|\bcreateServer\("
        rb"|\bexport (?:async )?(?:function|const) (?:GET|POST|PUT|PATCH|handler|onRequest\w*)\b"
        rb"|\bexport default (?:async )?function handler\b|\bNextResponse\b|[\"']use server[\"']"
        rb"|\bnew (?:App|Client)\(\{[^}]*(?:token|intents)",  # Slack, Discord
        re.MULTILINE,
    ),
}
LISTENS = {
    "python": lazy(rb"\b(?:FastAPI|Flask|Quart|Sanic|Starlette|Litestar)\("),
    "javascript": lazy(
        rb"\bexpress\(\)|\b[fF]astify\(|\bnew (?:Hono|Koa|Elysia)\b|\b(?:Deno|Bun)\.serve\("
        rb"|\bcreateServer\("
    ),
}
_WORDS = {  # one of these stands wherever the above matches; most files have none
    "python": (b"FastAPI(", b"Flask(", b"Quart(", b"Sanic(", b"Starlette(", b"Litestar("),
    "javascript": (
        b"express()", b"astify(", b"new Hono", b"new Koa", b"new Elysia", b"Deno.serve(",
        b"Bun.serve(", b"createServer(",
    ),
}  # fmt: skip
# A bot, and a handler itself: both say more than words that stand in files of all kinds.
_BOTS = {
    "python": lazy(
        rb"\b(?:Async)?App\([^)\n]*token|\bdiscord\.(?:Client|Bot)\(|\bcommands\.Bot\("
        rb"|\bApplicationBuilder\("
    ),
    "javascript": lazy(rb"\bnew (?:App|Client)\(\{[^}]*(?:token|intents)"),
}
_HANDLES = {
    "python": lazy(rb"@\w+\.(?:post|get|route|websocket|event|command|message)\("),
    "javascript": lazy(
        rb"\bexport (?:async )?(?:function|const) (?:GET|POST|PUT|PATCH|handler|onRequest\w*)\b"
        rb"|\bexport default (?:async )?function handler\b"
        rb"|\b(?:app|router|server|api|bot|client)\.(?:post|get|on|event|message)\(\s*(?:[\"'`]|Events)"
    ),
}
_TAKES_IN = lazy(
    rb"\binclude_router\w*\(|\bregister_blueprint\(|\.mount\(|\.add_url_rule\(|\bapp\.use\(|"
    rb"\bapp\.(?:run|listen|launch|register|route)\(|\buvicorn\.run\(|\badd_middleware\(|"
    rb"@app\.(?:get|post|put|delete|route|websocket)\("
)
# A stand-in for the application, or a piece that shows something.
_STANDS_IN = lazy(
    r"(?:^|[/_.-])(?:mock(?:s|ed|ing)?|stubs?|fakes?|dummy|tests?|demos?|samples?|examples?|dev"
    r"|playground|sandbox|spikes?|scratch|experiments?|prototypes?|legacy|deprecated|old|backup)"
    r"(?=[/_.-])",
    re.IGNORECASE,
)
_STARTING = (
    r"(?:^|/)(?:readme[^/]*\.(?:md|rst|txt)|procfile|dockerfile[^/]*|[^/]*compose[^/]*\.ya?ml)$"
)
_STARTED = lazy(
    rb"\b(?:streamlit run|chainlit run|fastapi (?:run|dev)|python3?|node|tsx|bun(?: run)?|deno run)"
    rb"[\s\",']+(?:--?[\w-]+[\s\",']+)*([\w./-]+\.(?:py|[cm]?[jt]s))\b"
    rb"|\b(?:uvicorn|gunicorn|hypercorn)\b[^\n:]*?[\s\",']([\w.]+):\w+"
)


class Place(Struct, frozen=True):
    """Somewhere in a file of the tree."""

    path: str
    start: int = 0  # bytes, as they were read
    end: int = 0


def best(tree: Tree) -> Place | None:
    """The place that says most of where a tree serves; None where it serves nobody."""
    telling = [
        *tree.model_files,
        *(p for p in tree.code if _may_listen(tree, p) or _is_started(tree, p)),
    ]
    return _best(tree, telling) or _best(tree, tree.code)


def listening(tree: Tree, application: Place) -> Place | None:
    """The same, of the files that make a server of their own; no mock of one beside the real."""
    making = [path for path in tree.code if _listens(tree, path)]
    if not _STANDS_IN.search(application.path):
        making = [path for path in making if not _STANDS_IN.search(path)]
    return _best(tree, making)


def _best(tree: Tree, paths: Iterable[str]) -> Place | None:
    ranked = ((_rank(tree, path), path) for path in dict.fromkeys(paths) if _serves(tree, path))
    first = min(ranked, default=None)
    return None if first is None else _place(tree, first[1])


def _serves(tree: Tree, path: str) -> bool:
    return SERVES[str(kind(path))].search(tree.read(path)) is not None


def _may_listen(tree: Tree, path: str) -> bool:
    data = tree.read(path)
    return any(word in data for word in _WORDS[str(kind(path))])


def _listens(tree: Tree, path: str) -> bool:
    return _may_listen(tree, path) and LISTENS[str(kind(path))].search(tree.read(path)) is not None


def _is_started(tree: Tree, path: str) -> bool:
    parts = path.split("/")
    return any("/".join(parts[at:]) in tree.started for at in range(len(parts)))


def _place(tree: Tree, path: str) -> Place | None:
    """The server itself says more than a handler of it, and a handler more than a word."""
    language, data = str(kind(path)), tree.read(path)
    for patterns in (LISTENS, _BOTS, _HANDLES, SERVES):
        if (match := patterns[language].search(data)) is not None:
            return Place(path, *match.span())
    return None


def _rank(tree: Tree, path: str) -> tuple[bool, int, bool, int, int]:
    """The lowest is best: no stand-in, what it is, near a model, how much it takes in, how deep."""
    language, data = str(kind(path)), tree.read(path)
    taken = len(_TAKES_IN.findall(data))
    listens = _listens(tree, path)
    is_started = _is_started(tree, path)
    answers = path in tree.model_files and asks(tree.pack, language).search(data) is not None
    handles = _HANDLES[language].search(data) is not None
    is_near = _is_near_a_model(tree, path)
    if is_started or (listens and taken and is_near):
        what = 0
    elif answers and (handles or listens):
        what = 1
    elif path in tree.model_files and (handles or listens):
        what = 2
    else:
        what = 3 if path in tree.model_files else 4 if handles else 5
    most = -taken - 1000 * is_started
    return bool(_STANDS_IN.search(path)), what, not is_near, most, path.count("/")


def _is_near_a_model(tree: Tree, path: str) -> bool:
    """Whether a file that uses a model stands below the same folder of the root."""
    top, slash, _ = path.partition("/")
    return not slash or any(each.startswith(f"{top}/") for each in tree.model_files)


def started(tree: Tree) -> Iterator[str]:
    """The files that a page for people or for a container says to start."""
    for path in tree.named(_STARTING):
        for script, module in _STARTED.findall(tree.read(path)):
            if script:
                yield script.decode().removeprefix("./")
            else:
                yield module.decode().replace(".", "/") + ".py"


def asks(pack: Pack, language: str) -> re.Pattern[bytes]:
    """What a call that has a model answer is written like, as the facts name them."""
    names = {
        name
        for sdk in pack.sdks
        if sdk.kind == "model" and sdk.language == language
        for release in sdk.releases
        for call in release.calls
        if call.kind == "generate"
        for name in (*(f.rpartition(".")[2] for f in call.functions), *call.paths)
    }
    return _compiled(tuple(sorted(names)))


@lru_cache(maxsize=4)
def _compiled(names: tuple[str, ...]) -> re.Pattern[bytes]:
    wanted = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"\b(?:" + (wanted or rb"(?!)") + rb")\(")

"""A test of the health route, in the style of the project's own tests.

Where there is no such route it asks for one by the usual name, and fails until there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from prodgate.inventory.record import Endpoint
from prodgate.regex import lazy
from prodgate.scaffold import health_javascript, health_python
from prodgate.scaffold.addresses import address_of
from prodgate.scaffold.imports import app_of
from prodgate.scaffold.new_file import NewFile
from prodgate.scaffold.subject import Subject, names_of_slots, slots

# The last part of an address that is asked by machines, as rules/missing-healthcheck.py has it.
_HEALTH = lazy(
    r"(?:^|/)(?:[\w-]*health\w*|livez?|liveness|ready|readyz|readiness|ping|heartbeat|status|up)/?\Z",
    re.IGNORECASE,
)
_LISTENS = "HEALTH_BASE_URL set to where the application listens"
_SURE = lazy(r"health|live|ready|readiness", re.IGNORECASE)


class Route(Struct, frozen=True):
    """The health route: the address, and where it stands ("" where there is none yet)."""

    address: str
    at: str
    path: str  # the file near which an application is looked for


def files(subject: Subject) -> Iterator[NewFile | str]:
    """The test of a tree; a sentence where nothing in it answers HTTP."""
    if not _answers(subject):
        yield "no health test was written: no route and no server was found here"
        return
    route = _there(subject) or _to_come(subject)
    yield _python(subject, route) if _is_python(subject, route) else _javascript(subject, route)


def _answers(subject: Subject) -> bool:
    """Whether somebody can ask anything by an address."""
    routes = (e for e in subject.inventory.endpoints if e.method not in {"ACTION", "WEBSOCKET"})
    return subject.tree.server is not None or any(address_of(subject, e) for e in routes)


def _is_python(subject: Subject, route: Route) -> bool:
    path = route.path or next(iter(subject.tree.model_files), "a.py")
    return path.endswith(".py")


# -- the route -------------------------------------------------------------------------------------


def _there(subject: Subject) -> Route | None:
    """The route that the inventory has, the surest name first."""
    found = [e for e in subject.inventory.endpoints if _is_health(e, address_of(subject, e))]
    found.sort(key=lambda e: (not _SURE.search(e.route), e.checks_caller, len(e.route)))
    for endpoint in found[:1]:
        address = address_of(subject, endpoint)
        at = f"{endpoint.place.path}:{endpoint.place.line}"
        return Route(slots(address), at, endpoint.place.path)
    return None


def _is_health(endpoint: Endpoint, address: str) -> bool:
    return (
        endpoint.method in {"GET", "*", ""}
        and not names_of_slots(address)
        and not endpoint.asks_model
        and bool(_HEALTH.search(address))
    )


def _to_come(subject: Subject) -> Route:
    """GET /health, or /api/health where a framework keeps its routes there."""
    ways = [e for e in subject.inventory.endpoints if address_of(subject, e)]
    near = next((e.place.path for e in ways if e.asks_model), "")
    near = near or (ways[0].place.path if ways else "")
    if not near:
        place = subject.tree.server or subject.tree.application
        near = place.path if place else ""
    below = ways and all(
        e.framework in {"next", "sveltekit", "remix", "vercel"}
        for e in ways
        if e.place.path == near
    )
    return Route("/api/health" if below else "/health", "", near)


# -- the test --------------------------------------------------------------------------------------


def _python(subject: Subject, route: Route) -> NewFile:
    keys = tuple(secret.name for secret in subject.inventory.secrets if secret.secret)
    if _is_django(subject, route):
        folder = _folder_of(subject, "manage.py", route.path)
        path = f"{folder}/test_health.py".lstrip("/")
        text = health_python.django(route.address, bool(route.at))
        return NewFile(path, text, _said(route, "`python manage.py test` runs it"))
    app = app_of(subject, route.path)
    folder = app.module.root if app else ""
    path = f"{folder}/tests/test_health.py".lstrip("/")
    text = health_python.test(route.address, bool(route.at), keys, app)
    return NewFile(
        path, text, _said(route, _needs(app is not None and health_python.with_client(app), path))
    )


def _needs(has_app: bool, path: str) -> str:
    run = f"`pytest {path}` runs it"
    return run if has_app else f"{run} with {_LISTENS}"


def _is_django(subject: Subject, route: Route) -> bool:
    frameworks = {
        e.framework for e in subject.inventory.endpoints if e.place.path == route.path
    }  # of the file that serves
    return bool(frameworks & {"django", "django-rest-framework"}) and any(
        path.rpartition("/")[2] == "manage.py" for path in subject.paths
    )


def _folder_of(subject: Subject, name: str, near: str) -> str:
    """The folder of the file of that name which is nearest above another."""
    folders = [p.rpartition("/")[0] for p in subject.paths if p.rpartition("/")[2] == name]
    above = [f for f in folders if not f or near.startswith(f"{f}/")]
    return max(above or folders, key=len, default="")


def _javascript(subject: Subject, route: Route) -> NewFile:
    folder = _folder_of(subject, "package.json", route.path)
    manifest = _manifest(subject, f"{folder}/package.json".lstrip("/"))
    runner = next((name for name in ("vitest", "jest") if name in manifest), "node")
    suffix = "js" if runner == "jest" else "mjs"
    path = f"{folder}/tests/health.test.{suffix}".lstrip("/")
    text = health_javascript.test(route.address, bool(route.at), runner)
    command = {"vitest": "npx vitest run", "jest": "npx jest", "node": "node --test"}[runner]
    below = path.removeprefix(f"{folder}/") if folder else path
    where = f" in {folder}" if folder else ""
    run = f"`{command} {below}`{where} runs it with {_LISTENS}"
    return NewFile(path, text, _said(route, run))


def _manifest(subject: Subject, path: str) -> dict[str, Any]:
    """All packages that a manifest names."""
    try:
        data = msgspec.json.decode(subject.tree.read(path))
    except (ValueError, RecursionError):
        return {}
    found: dict[str, Any] = {}
    for key in ("dependencies", "devDependencies"):
        listed = data.get(key) if isinstance(data, dict) else None
        found.update(listed if isinstance(listed, dict) else {})
    return found


def _said(route: Route, run: str) -> str:
    if route.at:
        return f"tests GET {route.address} ({route.at}); {run}"
    return f"there is no health route: it fails until GET {route.address} answers; {run}"

"""The health test in Python: what pytest, or Django's own runner, finds and runs.

Addresses and names are from the scanned tree: each gets into the file as a literal, or, where it is
part of an import, only if it is a name.
"""

from __future__ import annotations

from prodgate.scaffold.imports import App
from prodgate.scaffold.marks import UNWRITTEN
from prodgate.scaffold.naming import filled, in_comment, literal

_HEAD = '''\
"""Whether the application can be asked if it works.MISSING

MARK: a test of the main path, with the model replaced by a fixed answer. Until
somebody has written one and removed this paragraph, prodgate does not take this file for tests.
"""

'''
_MISSING = "\n\nThere is no such route yet: the test fails until ADDRESS answers 200."
_WITH_APP = """\
IMPORTS


def test_health(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1]))
KEYS
    from MODULE import NAME

    assert CLIENT.get(ADDRESS).status_code == 200
"""
_KEYS = """\
    # The clients that the application makes on import want a key; none is used here.
    for name in NAMES:
        monkeypatch.setenv(name, os.environ.get(name, "not-a-key"))
"""
_CLIENTS = {
    "fastapi": ("from fastapi.testclient import TestClient", "TestClient(APP)"),
    "starlette": ("from starlette.testclient import TestClient", "TestClient(APP)"),
    "flask": ("", "APP.test_client()"),
}
_OVER_HTTP = """\
import os
import urllib.request


def test_health() -> None:
    base = os.environ.get("HEALTH_BASE_URL", "")
    assert base.startswith("http"), "set HEALTH_BASE_URL to where the application listens"
    with urllib.request.urlopen(base.rstrip("/") + ADDRESS, timeout=10) as response:
        assert response.status == 200
"""
_DJANGO = """\
from django.test import SimpleTestCase


class HealthTest(SimpleTestCase):
    def test_health(self) -> None:
        self.assertEqual(self.client.get(ADDRESS).status_code, 200)
"""


def with_client(app: App) -> bool:
    """Whether there is a test client for an application, so that nothing has to be started."""
    return app.framework in _CLIENTS


def test(address: str, there: bool, keys: tuple[str, ...], app: App | None) -> str:
    """By the framework's test client where there is an application to import, else by HTTP."""
    if app is None or not with_client(app):
        return _head(address, there) + _OVER_HTTP.replace("ADDRESS", literal(address))
    imported, client = _CLIENTS[app.framework]
    made = f"{app.name}()" if app.made else app.name
    parts = {
        "IMPORTS": _imports(imported, bool(keys)),
        "KEYS": _KEYS.replace("NAMES", _listed(keys)).rstrip("\n") if keys else "",
        "MODULE": app.module.name,
        "NAME": app.name,
        "CLIENT": client.replace("APP", made),
        "ADDRESS": literal(address),
    }
    return _head(address, there) + filled(_WITH_APP, parts)


def _imports(client: str, keys: bool) -> str:
    standard = [*(["import os"] if keys else []), "from pathlib import Path"]
    return "\n".join([*standard, "", "import pytest", *([client] if client else [])])


def django(address: str, there: bool) -> str:
    """For ``manage.py test`` and pytest-django alike."""
    return _head(address, there) + _DJANGO.replace("ADDRESS", literal(address))


def _listed(keys: tuple[str, ...]) -> str:
    """A list, one name a line where there are many."""
    names = [literal(key) for key in keys]
    short = f"[{', '.join(names)}]"
    if len(short) <= 80:
        return short
    return "[\n" + "".join(f"    {name},\n" for name in names) + "]"


def _head(address: str, there: bool) -> str:
    missing = "" if there else _MISSING.replace("ADDRESS", in_comment(address))
    return _HEAD.replace("MISSING", missing).replace("MARK", UNWRITTEN)

# --- requests with a limit
import requests

reply = requests.get("https://api.example/items", timeout=10)
other = requests.post("https://api.example/items", json={}, timeout=(3.05, 27))
third = requests.request("DELETE", "https://api.example/items/1", timeout=120)
# --- httpx stops after 5 s by itself
import httpx

client = httpx.Client(base_url="https://api.example")


async def load(url: str) -> dict:
    async with httpx.AsyncClient() as http:
        reply = await http.get(url)
    return reply.json()


def post(url: str, body: dict) -> httpx.Response:
    return httpx.post(url, json=body)
# --- the limit comes from a constant, settings or the environment
import os

import requests

from app.settings import settings

TIMEOUT = 15


def load(url: str, patience: float = 5.0):
    requests.get(url, timeout=TIMEOUT)
    requests.get(url, timeout=settings.http_timeout)
    requests.get(url, timeout=float(os.environ.get("HTTP_TIMEOUT", "10")))
    requests.get(url, timeout=patience)
# --- a session that mounts an adapter or patches request sets its own limit
import functools

import requests

session = requests.Session()
session.request = functools.partial(session.request, timeout=10)


def load(url: str):
    return session.get(url)
# --- a subclass of Session with a limit
import requests


class BoundedSession(requests.Session):
    def request(self, method, url, **options):
        options.setdefault("timeout", 10)
        return super().request(method, url, **options)


session = BoundedSession()
page = session.get("https://example.org")
# --- options that are passed through
import requests


def load(url: str, **options):
    return requests.get(url, **options)


def send(url, *args, **kwargs):
    return requests.post(url, *args, **kwargs)
# --- options built above with a limit
import requests

options = {"timeout": 10, "headers": {}}
page = requests.get("https://example.org", **options)

others = dict(verify=False)
others.setdefault("timeout", 10)
second = requests.get("https://example.org", **others)
# --- aiohttp with its own limits
import aiohttp
from aiohttp import ClientTimeout


async def page(url: str) -> str:
    limit = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(timeout=limit) as session, session.get(url) as reply:
        return await reply.text()


async def short(url: str) -> str:
    async with aiohttp.ClientSession(timeout=ClientTimeout(total=10)) as session:
        return await (await session.get(url)).text()
# --- every aiohttp request sets its own
import aiohttp


async def page(url: str) -> str:
    async with aiohttp.ClientSession() as session:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=20)) as reply:
            return await reply.text()
# --- a wall clock around aiohttp
import asyncio

import aiohttp


async def page(url: str) -> str:
    async with asyncio.timeout(20):
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as reply:
                return await reply.text()
# --- urllib with a limit, by name and by position
from urllib.request import urlopen

one = urlopen("https://example.org", timeout=10)
two = urlopen("https://example.org", None, 10)
# --- other things of urllib
import urllib.parse
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

address = "https://example.org/?" + urlencode({"q": quote("a b")})
host = urllib.parse.urlparse(address).netloc
# --- a test client looks like requests
from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_chat():
    assert client.post("/chat", json={"text": "hello"}).status_code == 200
# --- a mocked requests
from unittest.mock import patch

import requests


@patch("app.tools.requests.get")
def test_tool(get):
    get.return_value.json.return_value = {"ok": True}
    get("https://example.org")
    assert isinstance(requests.Timeout(), Exception)
# --- a variable called requests
from app.models import Request


def total(requests: list[Request]) -> int:
    first = requests.get(0) if hasattr(requests, "get") else None
    return len(requests) + (first is not None)
# --- a local module called requests
from . import requests
from .http import get

page = requests.get("https://example.org")
other = get("https://example.org")
# --- verbs on other objects
import requests


def read(cache, db, request):
    cache.get("https://example.org")
    db.session.delete(request)
    request.session.get("user")
    return requests.codes.ok
# --- an exception and types only
from requests import Response
from requests.exceptions import HTTPError


def check(reply: Response) -> None:
    try:
        reply.raise_for_status()
    except HTTPError as error:
        raise RuntimeError from error
# --- flask's request, a dict's get
from flask import Flask, request

app = Flask(__name__)


@app.get("/items")
def items():
    return {"q": request.args.get("q"), "session": request.cookies.get("session")}
# --- sockets with a process-wide limit
import socket
import urllib.request

socket.setdefaulttimeout(15)
page = urllib.request.urlopen("https://example.org").read()
# --- the name in a docstring or a string
def example() -> str:
    """Fetch with ``requests.get(url)``.

    >>> import requests
    >>> requests.get("https://example.org")
    """
    return "import requests; requests.get('https://example.org')"
# --- a file opened through urllib
from urllib.request import urlopen

schema = urlopen("file:///etc/app/schema.json").read()
icon = urlopen("data:text/plain,hello").read()
# --- a wrapper of this file that always passes a limit
import requests


def _get(url: str, timeout: float = 10.0) -> requests.Response:
    return requests.get(url, timeout=timeout)


page = _get("https://example.org")
# --- httpx with a limit of its own object
import httpx

LIMITS = httpx.Timeout(30.0, connect=5.0)
client = httpx.Client(timeout=LIMITS)
second = httpx.AsyncClient(timeout=httpx.Timeout(None, connect=5, read=30, write=30, pool=5))
page = client.get("https://example.org")
# --- only adapters and retries are set up
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


def make_session() -> requests.Session:
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(total=3)))
    return session
# --- a session passed in, with a limit at the call
import requests


def load(session: requests.Session, url: str) -> bytes:
    return session.get(url, timeout=10).content
# --- a pool with a limit
import urllib3

http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=5, read=30))
reply = http.request("GET", "https://example.org")
# --- shadowed inside a function
import requests


def fake(url):
    def get(address):
        return address

    requests = type("R", (), {"get": staticmethod(get)})
    return requests.get(url)
# --- a thread makes the call, with a limit
import asyncio
from functools import partial

import requests


async def page(url: str) -> str:
    loop = asyncio.get_running_loop()
    first = await asyncio.to_thread(requests.get, url, timeout=5)
    second = await asyncio.to_thread(lambda: requests.get(url, timeout=5))
    third = await loop.run_in_executor(None, partial(requests.get, url, timeout=5))
    return first.text + second.text + third.text
# --- what a thread is handed is chosen elsewhere
import asyncio

import requests


async def page(url: str, ask) -> str:
    methods = {"get": requests.get, "post": requests.post}
    return await asyncio.to_thread(methods[ask], url)
# --- a helper on the same machine
import requests

HELPER = "http://localhost:8085"


def ask(text: str) -> str:
    requests.get("http://127.0.0.1:9000/health")
    return requests.post(f"{HELPER}/ask", data=text).text

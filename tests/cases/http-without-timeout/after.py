# --- requests in an agent's tool
import requests


def get_weather(city: str) -> dict:
    """Tool: the weather of a city."""
    reply = requests.get(f"https://api.weather.example/v1/{city}", params={"units": "metric"}, timeout=60.0)  # finding: error, safe
    reply.raise_for_status()
    return reply.json()
# --- functions imported by name
from requests import get, post as send


def notify(hook: str, text: str) -> None:
    send(hook, json={"text": text}, timeout=60.0)  # finding: error, safe


def page(url: str) -> str:
    return get(url, headers={"User-Agent": "demo"}, timeout=60.0).text  # finding: error, safe
# --- a session has no limit of its own: each call
import requests

session = requests.Session()
session.headers["Authorization"] = "Bearer from-the-vault"


def search(query: str) -> list:
    reply = session.post(  # finding: error, safe
        "https://search.example/query",
        json={"q": query, "limit": 10},
        timeout=60.0,
        # the index is slow on Mondays
    )
    return reply.json()["hits"]
# --- a session on self, and one in a with
import requests


class Crawler:
    def __init__(self):
        self.session = requests.Session()

    def page(self, url):
        return self.session.get(url, timeout=60.0).text  # finding: error, safe


def once(url):
    with requests.Session() as s:
        return s.request("GET", url, stream=True, timeout=60.0)  # finding: error, safe
# --- an explicit None
import requests

LIMIT = None
reply = requests.put("https://api.example/items/1", data=b"x", timeout=60.0)  # finding: error, unsafe
other = requests.get("https://api.example/items", timeout=60.0)  # finding: error, unsafe
# --- a connect limit, and none for the answer
import requests

reply = requests.get("https://api.example/items", timeout=60.0)  # finding: error, unsafe
# --- httpx with its limit switched off
import httpx

client = httpx.AsyncClient(timeout=60.0, follow_redirects=True)  # finding: error, unsafe


def fetch(url: str) -> str:
    return httpx.get(url, timeout=60.0).text  # finding: error, unsafe
# --- urllib in the standard library
import json
import urllib.request
from urllib.request import Request, urlopen


def call(url: str, payload: dict) -> dict:
    request = Request(url, data=json.dumps(payload).encode(), method="POST")
    with urlopen(request, timeout=60.0) as reply:  # finding: error, safe
        return json.load(reply)


def simple(url: str) -> bytes:
    return urllib.request.urlopen(url, timeout=60.0).read()  # finding: error, safe
# --- aiohttp allows five minutes
import aiohttp
from aiohttp import ClientTimeout


async def page(url: str) -> str:
    async with aiohttp.ClientSession(timeout=ClientTimeout(total=60.0)) as session:  # finding: warning, safe
        async with session.get(url) as reply:
            return await reply.text()
# --- a raw call to a model provider
import os

import requests


def chat(messages: list[dict]) -> str:
    reply = requests.post(  # finding: error, safe
        "https://api.openai.com/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"},
        json={"model": "gpt-4o", "messages": messages, "max_tokens": 500, "timeout": 30},
        timeout=60.0,
    )
    return reply.json()["choices"][0]["message"]["content"]
# --- options built above, without a limit among them
import requests

options = {"headers": {"Accept": "application/json"}}
options["verify"] = False


def load(url):
    return requests.get(url, timeout=60.0, **options)  # finding: error, safe
# --- urllib3's pool
import urllib3

http = urllib3.PoolManager(num_pools=4, timeout=60.0)  # finding: error, safe
reply = http.request("GET", "https://api.example/items")
# --- one call in a comprehension, one in a conditional
import requests


def load(urls, mirror=None):
    pages = [requests.get(u, timeout=60.0).text for u in urls]  # finding: error, safe
    best = requests.get(mirror, timeout=5) if mirror else requests.get(urls[0], timeout=60.0)  # finding: error, safe
    return pages, best
# --- longer than the policy allows
import requests

reply = requests.post("https://jobs.example/run", json={}, timeout=120.0)  # finding: warning, unsafe
# --- the last argument is a generator, and a backslash
import requests

reply = requests.post("https://logs.example/lines", (line.encode() for line in open("log.txt")), timeout=60.0)  # finding: error, safe
status = \
    requests.head("https://example.org", timeout=60.0).status_code  # finding: error, safe
# --- a thread makes the call: it is handed the arguments too
import asyncio

import requests


async def page(url: str) -> str:
    reply = await asyncio.to_thread(requests.get, url, timeout=60.0)  # finding: error, safe
    other = await asyncio.to_thread(lambda: requests.get(url, timeout=60.0))  # finding: error, safe
    return reply.text + other.text
# --- an executor runs what was made ready for it
import asyncio
import functools

import requests


async def page(url: str) -> str:
    loop = asyncio.get_running_loop()
    reply = await loop.run_in_executor(None, functools.partial(requests.get, url, timeout=60.0))  # finding: error, safe
    return reply.text
# --- what the environment may change is the machine of a developer only
import os

import requests

API = os.getenv("API_URL", "http://localhost:8085")


def ask(text: str) -> str:
    return requests.post(f"{API}/ask", data=text, timeout=60.0).text  # finding: error, safe
# --- a host that only starts like it
import requests


def ask(text: str) -> str:
    return requests.post("http://localhost.example.org/ask", data=text, timeout=60.0).text  # finding: error, safe

# --- once, at module level
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


@app.get("/ask")
def ask(question: str):
    return client.responses.create(model="gpt-4o", input=question).output_text
# --- the caller's key, address or tenant goes into it
from fastapi import FastAPI, Header, Request
from openai import OpenAI

app = FastAPI()


@app.get("/a")
def a(question: str, key: str = Header()):
    return OpenAI(api_key=key).responses.create(model="gpt-4o", input=question).output_text


@app.get("/b")
def b(question: str, request: Request):
    headers = {"x-tenant": request.headers["x-tenant"]}
    return OpenAI(default_headers=headers).responses.create(model="gpt-4o", input=question)


@app.get("/c")
def c(question: str, user: str):
    key = keys_of(user)["openai"]
    client = OpenAI(api_key=key)
    return client.responses.create(model="gpt-4o", input=question)
# --- cached
from functools import lru_cache

from fastapi import Depends, FastAPI
from openai import OpenAI

app = FastAPI()


@lru_cache
def get_client() -> OpenAI:
    return OpenAI(timeout=60)


@app.get("/ask")
def ask(question: str, client: OpenAI = Depends(get_client)):
    return client.responses.create(model="gpt-4o", input=question).output_text
# --- kept in a global, an attribute or a table
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
_client: OpenAI | None = None
_clients: dict[str, OpenAI] = {}


def get_client() -> OpenAI:
    global _client
    if _client is None:
        _client = OpenAI(timeout=60)
    return _client


@app.on_event("startup")
def start() -> None:
    app.state.client = OpenAI(timeout=60)


@app.get("/ask")
def ask(question: str, region: str):
    client = _clients.get("eu")
    if client is None:
        client = OpenAI(timeout=60)
        _clients["eu"] = client

    return get_client().responses.create(model="gpt-4o", input=question).output_text
# --- in the constructor of a service
from openai import OpenAI


class Service:
    def __init__(self) -> None:
        self.client = OpenAI(timeout=60)

    def ask(self, question: str):
        return self.client.responses.create(model="gpt-4o", input=question)
# --- a script makes it once
from openai import OpenAI


def main() -> None:
    client = OpenAI(timeout=60)

    with open("questions.txt") as lines:
        for line in lines:
            print(client.responses.create(model="gpt-4o", input=line).output_text)


main()
# --- one for each key, model or server
from openai import OpenAI


def compare(servers: list[str], keys: dict[str, str], question: str):
    for server in servers:
        client = OpenAI(base_url=server)
        yield client.responses.create(model="gpt-4o", input=question)

    for key in keys.values():
        yield OpenAI(api_key=key).responses.create(model="gpt-4o", input=question)
# --- a fresh one after a failure
from openai import OpenAI


def ask(question: str):
    while True:
        try:
            client = OpenAI(timeout=60)
            return client.responses.create(model="gpt-4o", input=question)
        except OSError:
            print("once more")
# --- LangChain's classes share their connections
from fastapi import FastAPI
from langchain_openai import ChatOpenAI

app = FastAPI()


@app.get("/ask")
def ask(question: str):
    llm = ChatOpenAI(model="gpt-4o", timeout=60)
    return llm.invoke(question).content
# --- given, or made where nobody gave one
from openai import OpenAI


def ask(question: str, client: OpenAI | None = None):
    client = client or OpenAI(timeout=60)

    return client.responses.create(model="gpt-4o", input=question)
# --- tests
# path: tests/test_app.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()


@app.get("/ask")
def ask(question: str):
    return OpenAI().responses.create(model="gpt-4o", input=question).output_text
# --- the key of a visitor
import streamlit as st
from openai import OpenAI

for question in st.session_state.questions:
    st.write(OpenAI(api_key=st.session_state.key).responses.create(model="gpt-4o", input=question))
# --- every caller names another host: there is no connection to keep
import httpx
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Page(BaseModel):
    url: str


@app.post("/pages")
async def add(page: Page):
    url = str(page.url)
    async with httpx.AsyncClient(timeout=20) as client:
        reply = await client.get(url)
    return {"size": len(reply.text)}

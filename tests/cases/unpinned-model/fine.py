# --- dated, and configured
import os

from openai import OpenAI

client = OpenAI()
MODEL = os.environ["OPENAI_MODEL"]


def ask(prompt: str):
    client.responses.create(model="gpt-4o-2024-08-06", input=prompt)

    client.responses.create(model=MODEL, input=prompt)
# --- the name of a deployment
from langchain_openai import AzureChatOpenAI
from openai import AzureOpenAI

client = AzureOpenAI(api_version="2024-10-21")
DEPLOYMENT_MODEL = "gpt-4o"

llm = AzureChatOpenAI(azure_deployment="gpt-4o", model="gpt-4o", api_version="2024-10-21")


def ask(prompt: str):
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}]
    )
# --- a server of somebody else, with names of its own
from openai import OpenAI

client = OpenAI(base_url="https://openrouter.ai/api/v1")
local = OpenAI(base_url="http://localhost:4000", api_key="none")


def ask(prompt: str):
    client.responses.create(model="openai/gpt-4o", input=prompt)

    local.responses.create(model="gpt-4o", input=prompt)
# --- models without a dated name, or whose plain name is the fixed one
from anthropic import Anthropic
from groq import Groq

claude = Anthropic()
groq = Groq()


def ask(prompt: str):
    messages = [{"role": "user", "content": prompt}]
    claude.messages.create(model="claude-sonnet-4-6", max_tokens=50, messages=messages)

    groq.chat.completions.create(model="llama-3.3-70b-versatile", messages=messages)
# --- prices, limits, choices, comparisons
PRICES = {"gpt-4o": 2.5, "gpt-4o-mini": 0.15}

MODELS = ["gpt-4o", "gpt-4o-mini", "claude-3-5-sonnet-latest"]

CATALOG = [{"model": "gpt-4o", "label": "GPT-4o"}, {"model": "o3", "label": "o3"}]

FAMILIES = {"openai": ["gpt-4o"], "anthropic": ["claude-3-opus-latest"]}


def limit(model: str) -> int:
    if model == "gpt-4o" or model.startswith("gpt-4"):
        return 128_000
    return {"model": "gpt-4", "context_window": 8_192}["context_window"]
# --- text about models
"""Uses gpt-4o by default."""

HELP = "gpt-4o is the best for this"

print("gpt-4o")
# --- counting tokens asks no model
import tiktoken


def count_tokens(text: str, model: str = "gpt-4o") -> int:
    return len(tiktoken.encoding_for_model(model).encode(text))


ENCODING = tiktoken.encoding_for_model("gpt-4")
tokenizer_model = "gpt-4"
# --- an enum of what can be chosen
from enum import Enum


class Model(str, Enum):
    GPT_4O = "gpt-4o"

    model = "gpt-4"
# --- a widget to choose from
import streamlit as st

model = st.selectbox("Model", ["gpt-4o", "gpt-4o-mini"], index=0)

label = st.text_input("Model name", placeholder="gpt-4o")
# --- a test says what it expects
# path: tests/test_chat.py
from openai import OpenAI


def test_model():
    assert OpenAI().responses.create(model="gpt-4o", input="hi").model == "gpt-4o"
# --- a record of what was used
usage_log = []


def track(tokens: int) -> None:
    usage_log.append({"model": "gpt-4o", "usage": tokens})


def log_usage(tokens: int) -> None:
    record_usage(model="gpt-4o", tokens=tokens)
# --- a fixed name, wherever it stands
from anthropic import Anthropic

client = Anthropic()


def three(messages: list):
    client.messages.create(model="claude-sonnet-4-20250514", max_tokens=50, messages=messages)

    client.messages.create(model="claude-sonnet-4-20250514", max_tokens=60, messages=messages)

    client.messages.create(model="claude-sonnet-4-20250514", max_tokens=70, messages=messages)
# --- names for names: who uses one, uses the model
GPT_4O_MODEL = "gpt-4o"
GPT_3_5_TURBO_16K_MODEL = "gpt-3.5-turbo-16k"

O3_MODEL = "o3"
# --- asking whether a key works
from openai import OpenAI


def check_key(key: str) -> None:
    OpenAI(api_key=key).models.retrieve(model="gpt-3.5-turbo")
# --- a model that is configured, or of another server
from langchain_openai import ChatOpenAI


def make(options: dict, model: str):
    ChatOpenAI(**options)

    ChatOpenAI(model=model)

    ChatOpenAI(base_url="http://localhost:1234/v1")
# --- other things are called gpt-4 or o1 too
from shop import Part

bolt = Part(name="o1", size=4)

model = load("o1.onnx")

axis = {"o1": 1, "o3": 2}
# --- a name that picks the size of a window and a tokenizer
WINDOWS = {"gpt-4o": 60_000}


def shorten(text: str, model_name: str = "gpt-4o", tokenizer_name: str | None = None) -> str:
    return text[: WINDOWS.get(tokenizer_name or model_name, 10_000)]
# --- an example in the documentation of an API
from fastapi import Body, FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Question(BaseModel):
    text: str
    model: str = Field(examples=["gpt-4o"])

    class Config:
        json_schema_extra = {"example": {"text": "Why?", "model": "gpt-4o"}}


class Told(BaseModel):
    model_config = {"json_schema_extra": {"examples": [{"model_name": "gpt-4o"}]}}


@app.post("/ask")
async def ask(body: Question = Body(example={"settings": {"model": "gpt-4o"}})) -> dict:
    return {}


@app.post("/tell")
async def tell(body: dict = Body(openapi_examples={"short": {"value": {"model": "gpt-4o"}}})):
    return {}
# --- an answer that says which model gave it
from fastapi.responses import JSONResponse

from app.schema import ChatCompletionChunk, RunObject


def as_run(row) -> RunObject:
    return RunObject(id=row.id, model=row.model or "gpt-4o")


def chunk(text: str):
    return ChatCompletionChunk(model="gpt-4o", choices=[{"delta": {"content": text}}])


def status():
    return JSONResponse({"model": "gpt-4o", "ready": True})


def made(maker, text: str):
    return maker(model="gpt-4o", object="chat.completion", created=0)

# --- what is no free text, by the model
from enum import Enum
from typing import Literal

from flask import Flask, request
from openai import OpenAI
from pydantic import BaseModel, EmailStr, Field, HttpUrl

app = Flask(__name__)
client = OpenAI(timeout=60)


class Tone(str, Enum):
    KIND = "kind"


class Ask(BaseModel):
    tone: Tone
    kind: Literal["poem", "song"]
    count: int = Field(le=10)
    mail: EmailStr
    page: HttpUrl
    code: str = Field(pattern="^[a-z]{2}$")


def validated_input(model, data):
    return model.model_validate(data).model_dump()


@app.post("/one")
def one():
    data = validated_input(Ask, request.get_json())
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"{data['tone']} {data['kind']} {data.get('count')}",
        input="Begin.",
    ).output_text


@app.post("/two")
def two():
    data = Ask.model_validate(request.get_json()).model_dump()
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"{data['mail']} {data['page']} {data.get('code')}",
        input="Begin.",
    ).output_text


@app.post("/three")
def three():
    ask = Ask(**request.get_json())
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"{ask.tone} {ask.mail} {ask.code} {ask.page}",
        input="Begin.",
    ).output_text
# --- roles that a model limits
from typing import Literal

from fastapi import FastAPI, Request
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI(timeout=60)


class Message(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class Chat(BaseModel):
    messages: list[Message]


@app.post("/one")
async def one(request: Request):
    chat = Chat.model_validate(await request.json()).model_dump()
    return client.chat.completions.create(model="gpt-4o-mini", messages=chat["messages"])


@app.post("/two")
async def two(request: Request):
    chat = Chat(**await request.json())
    return client.chat.completions.create(model="gpt-4o-mini", messages=chat.messages)
# --- the user's turn, and what was cleaned
from flask import Flask, request
from openai import OpenAI
from prodgate_guard import untrusted
from pydantic import BaseModel

app = Flask(__name__)
client = OpenAI(timeout=60)


class Ask(BaseModel):
    topic: str


@app.post("/one")
def one():
    data = Ask.model_validate(request.get_json()).model_dump()
    return client.responses.create(
        model="gpt-4o-mini", instructions=f"Only {untrusted(data['topic'])}.", input=data["topic"]
    ).output_text


@app.post("/two")
def two():
    data = Ask.model_validate(request.get_json())
    return client.responses.create(
        model="gpt-4o-mini", instructions=f"{len(data.topic)} letters.", input=data.topic
    ).output_text

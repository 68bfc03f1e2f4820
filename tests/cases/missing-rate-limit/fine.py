# --- slowapi
from fastapi import FastAPI, Request
from openai import OpenAI
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
client = OpenAI()
limiter = Limiter(key_func=get_remote_address)


@app.post("/ask")
@limiter.limit("5/minute")
def ask(request: Request, text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- a limiter of the whole application, in another file
# path: app/routes.py
# also: app/main.py | app.add_middleware(RateLimitMiddleware, per_minute=20)
from fastapi import APIRouter
from openai import OpenAI

router = APIRouter()
client = OpenAI()


@router.post("/ask")
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- a library for it is required
# also: pyproject.toml | [project]\nname = "x"\ndependencies = ["flask-limiter"]
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chat")
def chat():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


# --- a gateway limits
# also: deploy/nginx.conf | limit_req_zone $binary_remote_addr zone=a:10m rate=1r/s;
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chat")
def chat():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


# --- messages of a day are counted
from fastapi import FastAPI, HTTPException
from openai import OpenAI

from store import message_count_by_user

app = FastAPI()
client = OpenAI()


@app.post("/ask")
def ask(text: str, user: str):
    if message_count_by_user(user) > 50:
        raise HTTPException(429)
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- only this machine
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/ask")
def ask():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


if __name__ == "__main__":
    app.run(host="localhost")


# --- no model behind it
from fastapi import FastAPI

app = FastAPI()


@app.post("/echo")
def echo(text: str):
    return text


# --- a dependency that answers 429
import time

from fastapi import Depends, FastAPI, HTTPException
from openai import OpenAI

app = FastAPI()
client = OpenAI()
last: dict[str, float] = {}


def allow(caller: str = "") -> str:
    if time.monotonic() - last.get(caller, 0) < 3:
        raise HTTPException(status_code=429, detail="wait a little")
    last[caller] = time.monotonic()
    return caller


@app.post("/ask")
def ask(text: str, caller: str = Depends(allow)) -> str:
    reply = client.responses.create(model="gpt-4o", input=text, max_output_tokens=300)
    return reply.output_text
# --- whoever calls pays with a key of their own
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()


class Ask(BaseModel):
    question: str
    openai_api_key: str


@app.post("/ask")
def ask(request: Ask):
    client = OpenAI(api_key=request.openai_api_key)
    return client.responses.create(model="gpt-4o", input=request.question).output_text


@app.get("/try/{open_ai_key}")
def tried(open_ai_key: str):
    client = OpenAI(api_key=open_ai_key)
    return client.responses.create(model="gpt-4o", input="Hi!").output_text

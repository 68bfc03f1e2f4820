# --- dependencies in the signature, the decorator and by header
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Security
from openai import OpenAI

from app.auth import CurrentUser, current_user, verify_token

app = FastAPI()
client = OpenAI()


@app.post("/a")
def a(text: str, user: Annotated[dict, Depends(current_user)]):
    return client.responses.create(model="gpt-4o", input=text).output_text


@app.post("/b", dependencies=[Depends(verify_token)])
def b(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


@app.post("/c")
def c(text: str, x_api_key: str = Header()):
    if x_api_key != "expected":
        raise HTTPException(401)
    return client.responses.create(model="gpt-4o", input=text).output_text


@app.post("/d")
def d(text: str, user: CurrentUser):
    return client.responses.create(model="gpt-4o", input=text).output_text


@app.post("/e")
def e(text: str, caller=Security(current_user, scopes=["chat"])):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- the router asks
from fastapi import APIRouter, Depends
from openai import OpenAI

from access import known

router = APIRouter(dependencies=[Depends(known)])
client = OpenAI()


@router.post("/ask")
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- the file that mounts the router asks
# path: app/routes.py
# also: app/main.py | app.include_router(router, dependencies=[Depends(known)])
from fastapi import APIRouter
from openai import OpenAI

router = APIRouter()
client = OpenAI()


@router.post("/ask")
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- middleware of another file asks
# path: app/routes.py
# also: app/main.py | app.add_middleware(AuthenticationMiddleware, backend=backend)
from fastapi import APIRouter
from openai import OpenAI

router = APIRouter()
client = OpenAI()


@router.post("/ask")
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- a gateway asks
# also: nginx.conf | location / { auth_basic "staff"; }
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()


@app.post("/ask")
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- Flask: decorators, sessions, a hook
from flask import Flask, abort, request, session
from flask_login import login_required
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/a")
@login_required
def a():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


@app.post("/b")
def b():
    if "user" not in session:
        abort(401)
    name = session["user"]
    return client.responses.create(model="gpt-4o", input=f"{name}").output_text


@app.post("/c")
def c():
    if request.headers.get("Authorization") is None:
        abort(401)
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


# --- a hook before every request
from flask import Flask, abort, g, request
from openai import OpenAI

from users import find

app = Flask(__name__)
client = OpenAI()


@app.before_request
def who():
    g.user = find(request.cookies.get("session"))
    if g.user is None:
        abort(401)


@app.post("/ask")
def ask():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


# --- a signed webhook, and a scheduler with a secret
import os

from fastapi import FastAPI, HTTPException, Request
from openai import OpenAI

from slack import verify_signature

app = FastAPI()
client = OpenAI()


@app.post("/slack")
async def slack(request: Request):
    body = await request.body()
    verify_signature(request, body)
    return client.responses.create(model="gpt-4o", input=body.decode()).output_text


@app.post("/nightly")
async def nightly(request: Request):
    if request.headers.get("x-cron-token") != os.environ["CRON_SECRET"]:
        raise HTTPException(401)
    return client.responses.create(model="gpt-4o", input="report").output_text


# --- the caller's own key
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()


class Ask(BaseModel):
    text: str
    api_key: str


@app.post("/ask")
def ask(body: Ask):
    client = OpenAI(api_key=body.api_key)
    return client.responses.create(model="gpt-4o", input=body.text).output_text


# --- only this machine
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/ask")
def ask():
    return client.responses.create(model="gpt-4o", input=request.json["text"]).output_text


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)


# --- no model behind it
from fastapi import FastAPI

from store import save

app = FastAPI()


@app.post("/notes")
def note(text: str):
    return save(text)


# --- no handler
from openai import OpenAI

client = OpenAI()


def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text


# --- a helper with the model's name that does not ask one
# path: app/views.py
# also: app/llm.py | from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef describe_models():\n    return ["gpt-4o"]
from fastapi import FastAPI

from app.llm import describe_models

app = FastAPI()


@app.get("/models")
def models():
    return describe_models()
# --- callers bring a key of their own, in a field of the body
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()


class Ask(BaseModel):
    question: str
    gemini_api_key: str


@app.post("/ask")
def ask(request: Ask):
    client = OpenAI(api_key=request.gemini_api_key, base_url="https://llm.example.org/v1")
    return client.responses.create(model="gemini-2.5-pro", input=request.question).output_text
# --- what the handler depends on depends on the caller, in another file
# path: web/answers.py
# also: web/needs.py | from fastapi import Body, Depends\n\nfrom web.people import found_person\n\n\ndef rows(who=Depends(found_person)):\n    return Rows(who)\n\n\nasync def checked(body=Body(), kept=Depends(rows)):\n    return await kept.start(body)
# also: web/people.py | from fastapi import Depends, HTTPException\nfrom fastapi.security import HTTPBearer\n\n\nasync def found_person(sent=Depends(HTTPBearer())):\n    if sent.credentials not in KNOWN:\n        raise HTTPException(403)\n    return KNOWN[sent.credentials]
from fastapi import APIRouter, Depends
from openai import OpenAI

from web.needs import checked

router = APIRouter()
client = OpenAI()


@router.post("/answers")
async def answer(body=Depends(checked)):
    return client.responses.create(model="gpt-4o", input=body.question).output_text
# --- a factory makes the dependency, which asks who calls
# path: web/answers.py
# also: web/service.py | from fastapi import Depends\nfrom openai import OpenAI\n\nfrom web.people import found_person\n\nclient = OpenAI()\n\n\nclass Service:\n    def __init__(self, who):\n        self.who = who\n\n    def start(self, goal):\n        return client.responses.create(model="gpt-4o", input=goal).output_text\n\n\ndef service_for(size):\n    def made(who=Depends(found_person)):\n        return Service(who)\n\n    return made
# also: web/people.py | from fastapi import Request\n\n\ndef found_person(request: Request):\n    return KNOWN[request.headers["authorization"]]
from fastapi import APIRouter, Depends

from web.service import service_for

router = APIRouter()


@router.post("/answers")
async def answer(goal: str, service=Depends(service_for(3))):
    return service.start(goal)
# --- a row that is kept, called like a run of an agent
# path: web/runs.py
# also: web/rows.py | class AgentRun:\n    def __init__(self, goal):\n        self.goal = goal
# also: web/store.py | from web.rows import AgentRun\n\n\ndef start(goal):\n    return AgentRun(goal)
from fastapi import APIRouter, Depends

from web.store import start

router = APIRouter()


@router.post("/runs")
async def run(kept=Depends(start)):
    return kept

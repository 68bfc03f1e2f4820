# --- a model of pydantic
from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Ask(BaseModel):
    question: str = Field(max_length=500)


@app.post("/ask")
async def ask(body: Ask):
    return await ask_model(body.question)
# --- a model made of the body
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    body = Ask(**request.json)
    return ask_model(body.question)
# --- validated, then dumped
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = Ask.model_validate(await request.json()).model_dump()
    return await ask_model(data["question"])
# --- checked by hand
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    question = request.json.get("question")
    if not isinstance(question, str) or len(question) > 500:
        return {"error": "question"}, 400
    return ask_model(question)
# --- marshmallow
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    data = AskSchema().load(request.json)
    return ask_model(data["question"])
# --- no model anywhere near
from flask import Flask, request

app = Flask(__name__)


@app.route("/notes", methods=["POST"])
def add_note():
    notes.append(request.json["text"])
    return {"ok": True}
# --- only logged
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    print(request.json)
    return ask_model("What is the weather?")
# --- a signed webhook
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/hook")
async def hook(request: Request):
    body = await request.body()
    if not hmac.compare_digest(sign(body), request.headers["x-signature"]):
        return {"error": "signature"}
    return await run_workflow(body)
# --- items of a model
from fastapi import FastAPI

app = FastAPI()


@app.post("/ask")
async def ask(messages: list[Message]):
    return await ask_model(messages)
# --- numbers
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask")
def ask():
    depth = int(request.args["depth"])
    return ask_model("How deep?", depth)
# --- somebody else's answer
import requests


def weather(city: str):
    data = requests.get(f"https://example.org/{city}", timeout=5).json()
    return ask_model(data["summary"])
# --- one of a list
from flask import Flask, request

app = Flask(__name__)
TOPICS = {"weather", "news"}


@app.route("/ask")
def ask():
    topic = request.args["topic"]
    if topic not in TOPICS:
        return {"error": "topic"}, 400
    return ask_model(topic)
# --- a runner of this project that has nothing to do with a model
# also: solver.py | import pulp\n\n\ndef run_solver(objective):\n    return pulp.LpProblem(objective)
from flask import Flask, request
from solver import run_solver

app = Flask(__name__)


@app.route("/solve", methods=["POST"])
def solve():
    objective = request.form.get("objective")
    return {"best": str(run_solver(objective))}
# --- runs something that nobody can look at, of which nothing says what it is for
import planner
from flask import Flask, request

app = Flask(__name__)


@app.route("/export", methods=["POST"])
def export():
    name = request.form.get("name")
    return {"job": planner.run_export(name)}


@app.route("/goals", methods=["POST"])
def goals():
    goal = request.form.get("goal")
    return {"saved": planner.save_goal(goal)}
# --- the objective of a module that nobody can look at, cut to a length
import planner
from flask import Flask, request

app = Flask(__name__)


@app.route("/start", methods=["POST"])
def start():
    objective = request.form.get("objective")
    if not isinstance(objective, str) or len(objective) > 500:
        return {"error": "objective"}, 400
    return {"steps": planner.run_all(objective)}
# --- what is generated without a model costs none
from auth.tokens import generate_login_token
from fastapi import FastAPI, Request

app = FastAPI()


def generate_state_token(data, secret):
    return sign(data, secret)


@app.get("/authorize")
async def authorize(request: Request):
    body = await request.json()
    return {"state": generate_state_token({"next": body["next"]}, SECRET)}


@app.post("/login")
async def login(request: Request):
    body = await request.json()
    return {"token": generate_login_token(body["mail"])}

# --- a dict that the handler reads by key
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/chat")
async def chat(request: Request):
    data = await request.json()  # finding: warning, unsafe
    prompt = data["prompt"]
    history = data.get("history", [])
    if not prompt:
        return {"error": "no prompt"}
    lines = [m["content"].strip() for m in history]
    return await generate_answer(prompt, lines, model=data.get("model", "gpt-4o"), n=data.get("n"))
# --- a parameter of FastAPI
from fastapi import FastAPI

app = FastAPI()


@app.post("/workflow")
async def workflow(body: dict, verbose: bool = False):  # finding
    """Run the workflow."""
    documents = body["documents"]
    for document in documents:
        print(document.strip())
    return await run_workflow(documents, body.get("question"))
# --- a raw body into a workflow of this file
from typing import Any

from fastapi import FastAPI, Request

app = FastAPI()


async def run_workflow(data: dict[str, Any]) -> str:
    return " ".join(data["documents"]) + data["question"]


@app.post("/workflow")
async def handler(request: Request):
    result = await run_workflow(await request.json())  # the body  # finding
    return {"result": result}
# --- Flask, read several times
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    question = request.json["question"].strip()  # finding
    tone = request.json.get("tone", "kind")
    return ask_model(f"{tone}: {question}")
# --- a form and a query of Flask
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    question = request.form["question"]  # finding
    language = request.args.get("language")
    return ask_model(question, language)
# --- get_json with a default
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = request.get_json(silent=True) or {}  # finding
    if "question" not in payload:
        return {"error": "question"}, 400
    return ask_model(payload["question"])
# --- Django
import json

from django.http import JsonResponse
from django.views import View


class Ask(View):
    def post(self, request):
        body = json.loads(request.body)  # finding
        return JsonResponse({"answer": ask_model(body["question"].lower(), body["from"])})
# --- text of a web socket
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws")
async def chat(websocket: WebSocket):
    await websocket.accept()
    while True:
        question = await websocket.receive_text()  # finding
        await websocket.send_text(await ask_model(question))
# --- pydantic 1
# project: pydantic==1.10.13 fastapi==0.95.0
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = await request.json()  # finding
    return await ask_model(data["question"].strip(), data.get("tags", []))
# --- a sum with a list in it is a list
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/talk", methods=["POST"])
def talk():
    earlier = request.json["earlier"]  # finding: warning, unsafe
    said = [{"role": "system", "content": "Be brief."}] + earlier + [{"role": "user", "content": "hi"}]
    return client.responses.create(model="gpt-4o", input=said, max_output_tokens=100).output_text

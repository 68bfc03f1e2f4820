# --- a dict that the handler reads by key
from fastapi import FastAPI, Request
from pydantic import BaseModel, Field


class ChatHistoryItem(BaseModel):
    content: str = Field(max_length=10_000)


class ChatInput(BaseModel):
    prompt: str | None = Field(max_length=10_000)
    history: list[ChatHistoryItem] | None = Field(default=None, max_length=100)
    model: str | None = Field(default=None, max_length=10_000)
    n: int | None = None


app = FastAPI()


@app.post("/chat")
async def chat(request: Request):
    data = ChatInput.model_validate(await request.json()).model_dump(exclude_unset=True)  # finding: warning, unsafe
    prompt = data["prompt"]
    history = data.get("history", [])
    if not prompt:
        return {"error": "no prompt"}
    lines = [m["content"].strip() for m in history]
    return await generate_answer(prompt, lines, model=data.get("model", "gpt-4o"), n=data.get("n"))
# --- a parameter of FastAPI
from fastapi import FastAPI
from pydantic import BaseModel, Field
from typing import Annotated


class WorkflowInput(BaseModel):
    documents: list[Annotated[str, Field(max_length=10_000)]] = Field(max_length=100)
    question: str | None = Field(default=None, max_length=10_000)


app = FastAPI()


@app.post("/workflow")
async def workflow(body: WorkflowInput, verbose: bool = False):  # finding
    """Run the workflow."""
    payload = body.model_dump(exclude_unset=True)
    documents = payload["documents"]
    for document in documents:
        print(document.strip())
    return await run_workflow(documents, payload.get("question"))
# --- a raw body into a workflow of this file
from typing import Any

from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from typing import Annotated


class WorkflowInput(BaseModel):
    documents: list[Annotated[str, Field(max_length=10_000)]] = Field(max_length=100)
    question: str = Field(max_length=10_000)


app = FastAPI()


async def run_workflow(data: dict[str, Any]) -> str:
    return " ".join(data["documents"]) + data["question"]


@app.post("/workflow")
async def handler(request: Request):
    payload = WorkflowInput.model_validate(await request.json()).model_dump()
    result = await run_workflow(payload)  # the body  # finding
    return {"result": result}
# --- Flask, read several times
from flask import Flask, request
from pydantic import BaseModel, Field


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)
    tone: str | None = Field(default=None, max_length=10_000)


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = AskInput.model_validate(request.json).model_dump(exclude_unset=True)
    question = payload["question"].strip()  # finding
    tone = payload.get("tone", "kind")
    return ask_model(f"{tone}: {question}")
# --- a form and a query of Flask
from flask import Flask, request
from pydantic import BaseModel, Field


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)


class AskQuery(BaseModel):
    language: str | None = Field(default=None, max_length=10_000)


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = AskInput.model_validate(request.form.to_dict()).model_dump()
    question = payload["question"]  # finding
    payload2 = AskQuery.model_validate(request.args.to_dict()).model_dump(exclude_unset=True)
    language = payload2.get("language")
    return ask_model(question, language)
# --- get_json with a default
from flask import Flask, request
from pydantic import BaseModel, Field


class AskInput(BaseModel):
    question: str | None = Field(default=None, max_length=10_000)


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = AskInput.model_validate(request.get_json(silent=True) or {}).model_dump(exclude_unset=True)  # finding
    if "question" not in payload:
        return {"error": "question"}, 400
    return ask_model(payload["question"])
# --- Django
import json

from django.http import JsonResponse
from django.views import View
from pydantic import AfterValidator, BaseModel, Field
from typing import Annotated, Any


def limited(value: Any) -> Any:
    """A value whose text has at most 10000 characters."""
    if len(str(value)) > 10_000:
        raise ValueError("at most 10000 characters")
    return value


class RequestInput(BaseModel):
    question: str = Field(max_length=10_000)
    from_: Annotated[Any, AfterValidator(limited)] = Field(alias="from")


class Ask(View):
    def post(self, request):
        body = RequestInput.model_validate(json.loads(request.body)).model_dump(by_alias=True)  # finding
        return JsonResponse({"answer": ask_model(body["question"].lower(), body["from"])})
# --- text of a web socket
from fastapi import FastAPI, WebSocket
from pydantic import Field, TypeAdapter
from typing import Annotated


WsText = TypeAdapter(Annotated[str, Field(max_length=10_000)])


app = FastAPI()


@app.websocket("/ws")
async def chat(websocket: WebSocket):
    await websocket.accept()
    while True:
        question = WsText.validate_python(await websocket.receive_text())  # finding
        await websocket.send_text(await ask_model(question))
# --- pydantic 1
# project: pydantic==1.10.13 fastapi==0.95.0
from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from typing import Any, Optional


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)
    tags: Optional[list[Any]] = Field(default=None, max_items=100)


app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = AskInput.parse_obj(await request.json()).dict(exclude_unset=True)  # finding
    return await ask_model(data["question"].strip(), data.get("tags", []))

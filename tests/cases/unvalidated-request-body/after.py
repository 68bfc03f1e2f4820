# --- a dict that the handler reads by key
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError


class ChatHistoryItem(BaseModel):
    content: str = Field(max_length=10_000)


class ChatInput(BaseModel):
    prompt: str | None = Field(max_length=10_000)
    history: list[ChatHistoryItem] | None = Field(default=None, max_length=100)
    model: str | None = Field(default=None, max_length=10_000)
    n: int | None = None


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 422 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


app = FastAPI()


@app.post("/chat")
async def chat(request: Request):
    data = validated_input(ChatInput, await request.json())  # finding: warning, unsafe
    prompt = data["prompt"]
    history = data.get("history", [])
    if not prompt:
        return {"error": "no prompt"}
    lines = [m["content"].strip() for m in history]
    return await generate_answer(prompt, lines, model=data.get("model", "gpt-4o"), n=data.get("n"))
# --- a parameter of FastAPI
from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, Field


class WorkflowInput(BaseModel):
    documents: list[Annotated[str, Field(max_length=100_000)]] = Field(max_length=100)
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
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError


class WorkflowInput(BaseModel):
    documents: list[Annotated[str, Field(max_length=100_000)]] = Field(max_length=100)
    question: str = Field(max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 422 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


app = FastAPI()


async def run_workflow(data: dict[str, Any]) -> str:
    return " ".join(data["documents"]) + data["question"]


@app.post("/workflow")
async def handler(request: Request):
    payload = validated_input(WorkflowInput, await request.json())
    result = await run_workflow(payload)  # the body  # finding
    return {"result": result}
# --- Flask, read several times
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)
    tone: str | None = Field(default=None, max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = validated_input(AskInput, request.json)
    question = payload["question"].strip()  # finding
    tone = payload.get("tone", "kind")
    return ask_model(f"{tone}: {question}")
# --- a form and a query of Flask
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)


class AskQuery(BaseModel):
    language: str | None = Field(default=None, max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = validated_input(AskInput, request.form.to_dict())
    question = payload["question"]  # finding
    payload2 = validated_input(AskQuery, request.args.to_dict())
    language = payload2.get("language")
    return ask_model(question, language)
# --- get_json with a default
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class AskInput(BaseModel):
    question: str | None = Field(default=None, max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    payload = validated_input(AskInput, request.get_json(silent=True) or {})  # finding
    if "question" not in payload:
        return {"error": "question"}, 400
    return ask_model(payload["question"])
# --- Django
import json
from typing import Annotated, Any

from django.http import JsonResponse
from django.views import View
from django.core.exceptions import BadRequest
from pydantic import AfterValidator, BaseModel, Field, ValidationError


def limited(value: Any) -> Any:
    """A value whose text has at most 100000 characters."""
    if len(str(value)) > 100_000:
        raise ValueError("at most 100000 characters")
    return value


class RequestInput(BaseModel):
    question: str = Field(max_length=10_000)
    from_: Annotated[Any, AfterValidator(limited)] = Field(alias="from")


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise BadRequest(str(error)) from error


class Ask(View):
    def post(self, request):
        body = validated_input(RequestInput, json.loads(request.body))  # finding
        return JsonResponse({"answer": ask_model(body["question"].lower(), body["from"])})
# --- text of a web socket
from typing import Annotated

from fastapi import FastAPI, WebSocket
from pydantic import Field, TypeAdapter


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
from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError
from typing import Any, Optional


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)
    tags: Optional[list[Any]] = Field(default=None, max_items=100)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 422 for what does not fit."""
    try:
        return model.parse_obj(data).dict(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise HTTPException(422, error.errors()) from error


app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = validated_input(AskInput, await request.json())  # finding
    return await ask_model(data["question"].strip(), data.get("tags", []))
# --- a sum with a list in it is a list
from typing import Any

from flask import Flask, request
from openai import OpenAI
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class TalkInput(BaseModel):
    earlier: list[Any] = Field(max_length=100)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/talk", methods=["POST"])
def talk():
    payload = validated_input(TalkInput, request.json)
    earlier = payload["earlier"]  # finding: warning, unsafe
    said = [{"role": "system", "content": "Be brief."}] + earlier + [{"role": "user", "content": "hi"}]
    return client.responses.create(model="gpt-4o", input=said, max_output_tokens=100).output_text

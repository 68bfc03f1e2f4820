# --- put into a dict of one's own
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class AskInput(BaseModel):
    question: str = Field(max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.post("/ask")
def ask():
    payload2 = validated_input(AskInput, request.json)
    question = payload2["question"]  # finding
    payload = {"question": question, "tone": "dry"}
    return {"answer": ask_model(payload["question"])}
# --- stored first
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class AskInput(BaseModel):
    text: str = Field(max_length=10_000)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.post("/ask")
def ask():
    payload = validated_input(AskInput, request.json)
    saved = db.messages.create(text=payload["text"])  # finding
    return {"answer": ask_model(saved.text)}
# --- a list that is cut is not a text that is cut
from typing import Any

from flask import Flask, request
from flask import abort
from pydantic import BaseModel, Field, ValidationError


class ChatInput(BaseModel):
    messages: list[Any] = Field(max_length=100)


def validated_input(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """What was sent, as the model has it; 400 for what does not fit."""
    try:
        return model.model_validate(data).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        abort(400, str(error))


app = Flask(__name__)


@app.post("/chat")
def chat():
    payload = validated_input(ChatInput, request.json)
    messages = payload["messages"][-10:]  # finding
    return {"answer": generate_answer(messages)}

# --- a number, a choice
from typing import Literal

from flask import Flask, request
from pydantic import BaseModel, EmailStr, Field

from answering import answer

app = Flask(__name__)


class Ask(BaseModel):
    wish: str = Field(max_length=10_000)
    guests: int
    tone: Literal["kind", "short"]


@app.post("/ask")
def ask():
    data = Ask.model_validate(request.get_json()).model_dump()
    print("asked", data["guests"], data.get("tone"), len(data["wish"]))
    return answer(data["wish"])


@app.post("/two")
def two():
    data = Ask(**request.get_json())
    print("asked", data.guests, data.tone)
    return answer(data.wish)

# --- a text that a model measured
import logging

from flask import Flask, request
from pydantic import BaseModel, Field

from answering import answer


logger = logging.getLogger(__name__)


app = Flask(__name__)


class Ask(BaseModel):
    wish: str = Field(max_length=10_000)


@app.post("/ask")
def ask():
    data = Ask.model_validate(request.get_json()).model_dump()
    logger.info("wish %s", data["wish"])  # finding: warning, unsafe
    return answer(data["wish"])

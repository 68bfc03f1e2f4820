# --- FastAPI, two endpoints of one file
from fastapi import FastAPI
from openai import OpenAI, RateLimitError

app = FastAPI()
client = OpenAI()


@app.post("/ask")  # finding: warning, unsafe
def ask(text: str):
    """Ask the model."""
    try:
        return client.responses.create(model="gpt-4o", input=f"Answer: {text}").output_text
    except RateLimitError:
        return "later"


@app.post("/title")
async def title(text: str):
    return client.responses.create(model="gpt-4o", input=f"Title: {text}").output_text


# --- Flask, behind a login
from flask import Flask, request
from flask_login import login_required
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chat")  # finding: warning, unsafe
@login_required
def chat():
    text = request.json["text"].split(",", 1)[0]  # "," is the delimiter
    return client.responses.create(model="gpt-4o", input=f"Answer: {text}").output_text
# --- a key of ours stands in for one that is missing
import os

from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()


class Ask(BaseModel):
    question: str
    openai_api_key: str | None = None


@app.post("/ask")  # finding: warning, unsafe
def ask(request: Ask):
    client = OpenAI(api_key=request.openai_api_key or os.environ["OPENAI_API_KEY"])
    return client.responses.create(model="gpt-4o", input=request.question).output_text

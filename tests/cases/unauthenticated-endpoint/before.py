# --- FastAPI
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()


class Question(BaseModel):
    text: str


@app.post("/ask", response_model=str)  # finding: warning, unsafe
async def ask(question: Question):
    """Ask the model."""
    reply = client.responses.create(model="gpt-4o", input=question.text)
    return reply.output_text


@app.get("/health")
def health():
    return "ok"


# --- a helper of the file asks the model
from fastapi import APIRouter, BackgroundTasks
from openai import OpenAI

router = APIRouter()
client = OpenAI()


def summarize(text: str) -> None:
    client.responses.create(model="gpt-4o", input=f"Answer: {text}")


@router.post("/jobs")  # finding: warning, unsafe
def start(text: str, tasks: BackgroundTasks):
    tasks.add_task(summarize, text)
    return {"status": "started"}


# --- one import away
# path: app/views.py
# also: app/brain.py | from openai import OpenAI\n\n\ndef think(q):\n    c = OpenAI()\n    return c.responses.create(model="gpt-4o", input=q)
from flask import Flask, request

from app.brain import think

app = Flask(__name__)


@app.route("/think", methods=["POST"])  # finding: warning, unsafe
def thought():
    question = request.json["question"]
    return think(question).output_text


# --- another handler asks, this one does not
from fastapi import Depends, FastAPI
from openai import OpenAI

from auth import current_user

app = FastAPI()
client = OpenAI()


@app.post("/ask")
def ask(text: str, user=Depends(current_user)):
    return client.responses.create(model="gpt-4o", input=f"Answer: {text}").output_text


@app.post("/try")  # finding: warning, unsafe
def attempt(text: str):
    return client.responses.create(model="gpt-4o", input=f"Answer: {text}").output_text


# --- what a body says of its sender is no check
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chat")  # finding: warning, unsafe
def chat():
    data = request.get_json()
    sender = data.get("user_id")
    reply = client.responses.create(model="gpt-4o", input=f"{sender}: {data['text']}")
    return reply.output_text
# --- dependencies that ask nobody, and a factory whose service asks the model
# path: web/answers.py
# also: web/service.py | from fastapi import Depends\nfrom openai import OpenAI\n\nfrom .rows import get_db_session\n\nclient = OpenAI()\n\n\nclass Service:\n    def __init__(self, rows):\n        self.rows = rows\n\n    def start(self, goal):\n        return client.responses.create(model="gpt-4o", input=goal).output_text\n\n\ndef service_for(size):\n    def made(rows=Depends(get_db_session)):\n        return Service(rows)\n\n    return made
# also: web/rows.py | async def get_db_session():\n    async with session_maker() as session:\n        yield session
from fastapi import APIRouter, Depends

from .service import service_for

router = APIRouter()


@router.post("/answers")  # finding: warning, unsafe
async def answer(goal: str, service=Depends(service_for(3))):
    return service.start(goal)
# --- a model of this machine that answers whoever asks
from fastapi import FastAPI
from llama_cpp import Llama

app = FastAPI()
model = Llama(model_path="/models/small.gguf")


@app.get("/try")  # finding: note, unsafe
def tried():
    return model.create_chat_completion(messages=[{"role": "user", "content": "Hi!"}])


@app.post("/answers")  # finding: warning, unsafe
def answer(question: str):
    return model.create_chat_completion(messages=[{"role": "user", "content": question}])

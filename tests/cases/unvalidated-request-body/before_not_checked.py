# --- put into a dict of one's own
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    question = request.json["question"]  # finding
    payload = {"question": question, "tone": "dry"}
    return {"answer": ask_model(payload["question"])}
# --- the answer of the check is dropped
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    data = request.get_json()  # finding: shape-unknown
    AskSchema().validate(data)
    return {"answer": ask_model(data["question"])}
# --- stored first
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    saved = db.messages.create(text=request.json["text"])  # finding
    return {"answer": ask_model(saved.text)}
# --- a list that is cut is not a text that is cut
from flask import Flask, request

app = Flask(__name__)


@app.post("/chat")
def chat():
    messages = request.json["messages"][-10:]  # finding
    return {"answer": generate_answer(messages)}

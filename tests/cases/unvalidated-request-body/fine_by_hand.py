# --- types asked, lengths limited, early return
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = await request.json()
    question = data.get("question") if isinstance(data, dict) else None
    if not isinstance(question, str) or not 0 < len(question) <= 500:
        raise HTTPException(status_code=422, detail="question")
    return await ask_model(question)
# --- a list whose items are asked about
from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/rank")
def rank():
    titles = request.get_json().get("titles")
    if not isinstance(titles, list) or len(titles) > 20:
        abort(400)
    if not all(isinstance(title, str) and len(title) < 200 for title in titles):
        abort(400)
    return generate_ranking(titles)
# --- coerced and cut
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    question = str(request.form.get("question", ""))[:500]
    return {"answer": ask_model(question)}
# --- clamped
from flask import Flask, request

app = Flask(__name__)


@app.post("/story")
def story():
    chapters = min(max(int(request.form.get("chapters", 1)), 1), 5)
    return {"story": generate_story(chapters)}
# --- a number in a try
from flask import Flask, request

app = Flask(__name__)


@app.get("/facts")
def facts():
    try:
        count = int(request.args.get("count", "3"))
    except ValueError:
        return {"error": "count"}, 400
    return {"facts": generate_facts(count)}
# --- Flask's own coercion to a number
from flask import Flask, request

app = Flask(__name__)


@app.get("/facts")
def facts():
    count = request.args.get("count", 3, type=int)
    return {"facts": generate_facts(count)}
# --- one of a list
from flask import Flask, request

app = Flask(__name__)
TONES = ("dry", "warm")


@app.post("/slogan")
def slogan():
    tone = request.form["tone"]
    if tone not in TONES:
        return {"error": "tone"}, 400
    return {"slogan": generate_slogan(tone)}
# --- a key of a table of this file
from flask import Flask, request

app = Flask(__name__)
PROMPTS = {"haiku": "Write a haiku.", "ode": "Write an ode."}


@app.post("/poem")
def poem():
    prompt = PROMPTS.get(request.form["kind"], PROMPTS["haiku"])
    return {"poem": generate_poem(prompt)}
# --- an enumeration
from enum import Enum

from flask import Flask, request

app = Flask(__name__)


class Tone(str, Enum):
    DRY = "dry"
    WARM = "warm"


@app.post("/slogan")
def slogan():
    tone = Tone(request.form["tone"])
    return {"slogan": generate_slogan(tone)}
# --- a match decides
from flask import Flask, request

app = Flask(__name__)


@app.post("/poem")
def poem():
    match request.json.get("kind"):
        case "haiku":
            return {"poem": generate_poem("Write a haiku.")}
        case "ode":
            return {"poem": generate_poem("Write an ode.")}
        case _:
            return {"error": "kind"}, 400
# --- a helper of the project checks and raises
from fastapi import FastAPI, Request

from app.checks import validate_question

app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    data = await request.json()
    question = validate_question(data.get("question"))
    return await ask_model(question)
# --- the record of an id is loaded, and its text goes on
from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/tickets/summary")
def summary():
    ticket = db.session.get(Ticket, request.json["ticket_id"])
    if ticket is None:
        abort(404)
    return {"summary": summarize(ticket.text)}
# --- the path only
from fastapi import FastAPI

app = FastAPI()


@app.get("/reports/{report_id}/summary")
async def summary(report_id: int):
    report = await load_report(report_id)
    return {"summary": await summarize(report.text)}
# --- a body that is only stored
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/feedback")
async def feedback(request: Request):
    data = await request.json()
    await db.feedback.insert_one({"rating": data["rating"], "comment": data["comment"]})
    return {"ok": True}
# --- Stripe's signature
import stripe
from flask import Flask, request

app = Flask(__name__)


@app.post("/hooks/stripe")
def hook():
    event = stripe.Webhook.construct_event(
        request.data, request.headers["Stripe-Signature"], app.config["WEBHOOK_SECRET"]
    )
    run_workflow(event)
    return "", 204
# --- Slack's signature
from fastapi import FastAPI, Request, Response
from slack_sdk.signature import SignatureVerifier

app = FastAPI()
verifier = SignatureVerifier(signing_secret=SETTINGS.slack_signing_secret)


@app.post("/slack/events")
async def events(request: Request):
    body = await request.body()
    if not verifier.is_valid_request(body, dict(request.headers)):
        return Response(status_code=401)
    return await run_workflow(await request.json())
# --- the answer of somebody else's server, in a handler
import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/news")
async def news():
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.get("https://news.example.org/latest.json")
    articles = response.json()
    return {"summary": await summarize(" ".join(a["title"] for a in articles))}
# --- the words of one's own command line
import argparse


def main() -> None:
    args = argparse.ArgumentParser().parse_args()
    print(ask_model(args.question))
# --- a chat of Streamlit, which has no request
import streamlit as st

if prompt := st.chat_input("Ask"):
    st.write(ask_model(prompt))
# --- a worker's task, which no stranger calls
from celery import shared_task


@shared_task
def digest(data: dict) -> str:
    return summarize(data["text"])
# --- only whether something is there
from flask import Flask, request

app = Flask(__name__)


@app.post("/explain")
def explain():
    detailed = "detailed" in request.form
    prompt = "Explain at length." if detailed else "Explain in one line."
    return {"answer": ask_model(prompt)}
# --- a session, cookies and headers
from flask import Flask, request, session

app = Flask(__name__)


@app.post("/digest")
def digest():
    language = request.accept_languages.best_match(["de", "en"])
    return {"digest": summarize(notes_of(session["user_id"]), language)}

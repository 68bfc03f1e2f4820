"""Support desk, the prototype: answers customers with a model. It worked in the demo."""

import os

import requests
from dotenv import load_dotenv
from fastapi import FastAPI, Request
from langchain_openai import ChatOpenAI
from openai import OpenAI

load_dotenv()

CRM_URL = os.environ.get("CRM_URL", "http://127.0.0.1:8100")
CRM_API_KEY = "q7Vd2LmX9sKe4RtB8nWz"

app = FastAPI()
client = OpenAI(max_retries=0)
llm = ChatOpenAI(model="gpt-4o-mini", temperature=0)

TICKETS = [
    {"id": 1, "text": "I was charged twice in May."},
    {"id": 2, "text": "How do I export my data?"},
]


def customer(customer_id):
    """The customer's name, from the CRM."""
    reply = requests.get(
        f"{CRM_URL}/customers/{customer_id}",
        headers={"X-Api-Key": CRM_API_KEY},  # the CRM team gave us this one
    )
    return reply.json()["name"]


@app.post("/ask")
async def ask(request: Request):
    """Answer one question of one customer."""
    body = await request.json()
    answer = llm.invoke(f"{customer(body['customer'])} asks: {body['question']}")
    return {"answer": answer.content}


@app.get("/summary")
def summary():
    """What the open tickets are about, in one paragraph."""
    texts = "\n".join(ticket["text"] for ticket in TICKETS)
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Summarise these tickets:\n{texts}"}],
    )
    return {"summary": reply.choices[0].message.content}


@app.get("/tickets")
def tickets():
    """The open tickets; worker/worker.ts goes through them."""
    return TICKETS

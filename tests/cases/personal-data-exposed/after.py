# --- fields of a person in a log
import logging

from openai import OpenAI
from prodgate_guard import redact_pii

client = OpenAI(timeout=60)
logger = logging.getLogger(__name__)


def greet(user, order):
    logger.info("order %s of %s", order.id, redact_pii(str(user.email)))  # finding: warning, unsafe
    logger.debug(f"call {redact_pii(str(user.phone_number))}, {order.id}")  # finding: warning, unsafe
    print("born", "[redacted]")  # finding: warning, unsafe
# --- names that leave no doubt
from loguru import logger
from openai import OpenAI
from prodgate_guard import redact_pii

client = OpenAI(timeout=60)


def pay(card_number: str, ssn: str) -> None:
    logger.warning("no such card: " + redact_pii(str(card_number)))  # finding: error, unsafe
    logger.info("ssn {}", "[redacted]")  # finding: error, unsafe
# --- what a caller sent, by its name
import logging

from fastapi import FastAPI, Request
from prodgate_guard import redact_pii

app = FastAPI()


@app.post("/signup")
async def signup(request: Request):
    body = await request.json()
    logging.info("signup of %s", redact_pii(str(body["email"])))  # finding: warning, unsafe
    return {}
# --- a model does not need it
from anthropic import Anthropic

client = Anthropic(timeout=60)


def remind(patient) -> str:
    prompt = f"Write to {patient.first_name}, passport {'[redacted]'}."
    reply = client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=300,
        messages=[{"role": "user", "content": prompt}],  # finding: error, unsafe
    )
    return reply.content[0].text

# --- a model that was made of what was sent
from flask import Flask, request
from openai import OpenAI
from pydantic import BaseModel, Field
from prodgate_guard import untrusted

app = Flask(__name__)
client = OpenAI(timeout=60)


class Ask(BaseModel):
    topic: str = Field(max_length=10_000)


def validated_input(model, data):
    return model.model_validate(data).model_dump()


@app.post("/one")
def one():
    data = validated_input(Ask, request.get_json())
    reply = client.responses.create(
        model="gpt-4o-mini-2024-07-18",
        max_output_tokens=300,
        instructions=f"You only talk about {untrusted(data['topic'])}.",  # finding: warning, unsafe
        input="Begin.",
    )
    return reply.output_text


@app.post("/two")
def two():
    data = Ask.model_validate(request.get_json()).model_dump()
    topic = data["topic"]
    reply = client.responses.create(
        model="gpt-4o-mini-2024-07-18",
        max_output_tokens=300,
        instructions=f"You only talk about {untrusted(topic)}.",  # finding: warning, unsafe
        input="Begin.",
    )
    return reply.output_text

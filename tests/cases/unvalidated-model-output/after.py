# --- tool arguments splatted into a function
import json

from openai import OpenAI
from pydantic import BaseModel, Field


class WeatherArguments(BaseModel):
    city: str = Field(max_length=10_000)
    unit: str | None = Field(default=None, max_length=10_000)


client = OpenAI()


def weather(city: str, unit: str = "C") -> str:
    return f"{city}: 20 {unit}"


def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    results = []
    for call in reply.choices[0].message.tool_calls or []:
        arguments = WeatherArguments.model_validate(json.loads(call.function.arguments)).model_dump(exclude_none=True)  # finding: warning
        results.append(weather(**arguments))
    return results


# --- through a helper, out of a fence, field by field into a store
import json
import re
from typing import Annotated, Any

import anthropic
from pydantic import AfterValidator, BaseModel, Field


def limited(value: Any) -> Any:
    """A value whose text has at most 100000 characters."""
    if len(str(value)) > 100_000:
        raise ValueError("at most 100000 characters")
    return value


class PlanAnswer(BaseModel):
    title: str = Field(max_length=10_000)
    steps: Annotated[Any, AfterValidator(limited)]


client = anthropic.Anthropic()


def ask(prompt: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514",
        max_tokens=900,
        messages=[{"role": "user", "content": prompt}],
    )
    return reply.content[0].text


def unfence(text: str) -> str:
    match = re.search(r"```json(.*?)```", text, re.DOTALL)
    return match.group(1).strip() if match else text


def plan(goal: str, store) -> None:
    answer = ask(f"Plan: {goal}")
    steps = PlanAnswer.model_validate(json.loads(unfence(answer))).model_dump()  # finding: warning
    store.save(title=steps["title"], steps=steps["steps"])


# --- the input of a tool block
import anthropic
from pydantic import BaseModel, Field


class TransferArguments(BaseModel):
    account: str = Field(max_length=10_000)
    amount: int | float


client = anthropic.Anthropic()


def transfer(account: str, amount: float) -> str:
    return "done"


def act(messages: list) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=[]
    )
    for block in reply.content:
        if block.type == "tool_use" and block.name == "transfer":
            return transfer(**TransferArguments.model_validate(block.input).model_dump())  # finding: warning
    return ""


# --- a function of another module asks the model
import json

from app.llm import call_llm
from pydantic import BaseModel, Field


class TopicsAnswerTopicsItem(BaseModel):
    name: str = Field(max_length=10_000)


class TopicsAnswer(BaseModel):
    topics: list[TopicsAnswerTopicsItem] = Field(max_length=100)


def topics(text: str) -> list:
    found = TopicsAnswer.model_validate(json.loads(call_llm(f"Topics of: {text}"))).model_dump()  # finding: warning
    return [topic["name"] for topic in found["topics"]]


# --- broken JSON is waited for, a wrong shape is not
import json

from openai import OpenAI
from pydantic import BaseModel, ValidationError


class GradeAnswer(BaseModel):
    score: int | float


client = OpenAI()


def grade(answer: str) -> float:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": answer}]
    )
    try:
        verdict = GradeAnswer.model_validate(json.loads(reply.choices[0].message.content)).model_dump()  # finding: warning, unsafe
        return verdict["score"] / 100
    except (json.JSONDecodeError, KeyError, ValidationError):
        return 0.0



# --- a tool loop that the model ends
from anthropic import Anthropic

client = Anthropic(timeout=60.0)


def solve(task: str, tools: list[dict]) -> str:
    messages = [{"role": "user", "content": task}]
    while True:  # finding: error, unsafe
        # one turn
        response = client.messages.create(
            model="claude-sonnet-4-5", max_tokens=1024, tools=tools, messages=messages
        )
        messages.append({"role": "assistant", "content": response.content})
        if response.stop_reason != "tool_use":
            return response.content[0].text
        messages.append({"role": "user", "content": run_tools(response)})
# --- the condition of the loop is the model's
from openai import OpenAI

client = OpenAI(timeout=60.0)


def solve(messages: list, tools: list) -> str:
    response = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    message = response.choices[0].message
    while message.tool_calls:  # finding: error, unsafe
        messages += [message, *call_tools(message.tool_calls)]
        response = client.chat.completions.create(
            model="gpt-4o", max_tokens=900, messages=messages, tools=tools
        )
        message = response.choices[0].message
    return message.content
# --- a flag that the model sets
from openai import OpenAI

client = OpenAI(timeout=60.0)


async def chat(notes: list[str]) -> list[str]:
    done = False
    while not done:  # finding: error, unsafe
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input="\n".join(notes))
        notes.append(reply.output_text)
        if "DONE" in reply.output_text:
            done = True
    return notes
# --- again until it parses, the call in a helper
import json

from openai import OpenAI

client = OpenAI(timeout=60.0)


def ask(prompt: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=prompt)
    return reply.output_text


def plan(prompt: str) -> dict:
    while True:  # finding: error, unsafe
        try:
            return json.loads(ask(prompt))
        except Exception:
            continue
# --- the call hides in a method, two hops away
from openai import OpenAI


class Agent:
    def __init__(self) -> None:
        self.client = OpenAI(timeout=60.0)

    def _ask(self, messages: list) -> str:
        reply = self.client.responses.create(model="gpt-4o", max_output_tokens=9, input=messages)
        return reply.output_text

    def step(self, messages: list) -> bool:
        answer = self._ask(messages)
        messages.append(answer)
        return "FINAL" in answer

    def run(self, task: str) -> None:
        messages = [task]
        while True:  # finding: error, unsafe
            finished = self.step(messages)
            if finished:
                break
# --- the window of the conversation is trimmed, the loop is not
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    while True:  # finding: error, unsafe
        if len(messages) > 20:
            messages = messages[-20:]
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if not reply.output_text.startswith("TOOL"):
            return reply.output_text
        messages.append(reply.output_text)
# --- only failures are counted
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    failures = 0
    while True:  # finding: error, unsafe
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            messages.append(reply.output_text)
            if "FINAL" in reply.output_text:
                return reply.output_text
        except Exception:
            failures += 1
            if failures > 3:
                raise
# --- a person is asked before the task, not before the next turn
from openai import OpenAI

client = OpenAI(timeout=60.0)


def main() -> None:
    while True:
        task = input("> ")
        messages = [task]
        while True:  # finding: error, unsafe
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            if not reply.output[0].type == "function_call":
                break
            messages.append(run_tool(reply.output[0]))
        print(reply.output_text)
# --- the model fills the list that the loop works off
from openai import OpenAI

client = OpenAI(timeout=60.0)


def work(objective: str) -> None:
    tasks = [objective]
    while tasks:  # finding: error, unsafe
        task = tasks.pop(0)
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
        for line in reply.output_text.splitlines():
            tasks.append(line)
# --- a score of the model's own
from openai import OpenAI

client = OpenAI(timeout=60.0)


def improve(draft: str) -> str:
    score = 0.0
    while score < 0.9:  # finding: error, unsafe
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=draft)
        draft, score = split_score(reply.output_text)
    return draft
# --- itertools.count counts, and nobody looks
from itertools import count

from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    for turn in count(1):  # finding: error, unsafe
        print("turn", turn)
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text:
            return reply.output_text
        messages.append(reply.output_text)
    raise AssertionError
# --- the name turns is taken
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(turns: list) -> str:
    while True:  # finding: error, unsafe
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=turns)
        turns.append(reply.output_text)
        if "FINAL" in reply.output_text:
            return reply.output_text
# --- the model fills the list through a helper, with a nap between
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)
tasks: list[str] = []


def add_task(task: str) -> None:
    tasks.append(task)


def main() -> None:
    while True:  # finding: error, unsafe
        if tasks:
            task = tasks.pop(0)
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
            for line in reply.output_text.splitlines():
                add_task(line)
        time.sleep(1)
# --- on its own, with nothing to do but to spend
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def main() -> None:
    while True:  # finding: error, unsafe
        prompt = "Do something interesting."
        print(client.responses.create(model="gpt-4o", max_output_tokens=500, input=prompt))
        time.sleep(10)
# --- what is recorded, guarded and paced has no end for all that
from limits import rate_limiter
from openai import OpenAI
from usage import guard, record_usage

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    while True:  # finding: error, unsafe
        rate_limiter.wait_a_moment()
        reply = client.responses.create(
            model="gpt-4o", max_output_tokens=500, input=guard.clean(messages)
        )
        record_usage(reply)
        if "FINAL" in reply.output_text:
            return reply.output_text
        messages.append(reply.output_text)

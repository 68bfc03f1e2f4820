# --- counted, compared, ended
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    for _ in range(10):
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text:
            return reply.output_text
        messages.append(reply.output_text)
    raise RuntimeError("no answer")
# --- a counter in the condition
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list, most: int) -> str:
    turns = 0
    done = False
    while not done and turns < most:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        done = "FINAL" in reply.output_text
        turns += 1
    return reply.output_text
# --- a cap checked inside the body, at its end
from openai import OpenAI

client = OpenAI(timeout=60.0)


class Agent:
    turns = 0

    def run(self, messages: list) -> str:
        while True:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            if "FINAL" in reply.output_text:
                return reply.output_text
            messages.append(reply.output_text)
            self.turns = self.turns + 1
            if self.turns == 12:
                break
        return ""
# --- a deadline
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    start = time.monotonic()
    while True:
        elapsed = time.monotonic() - start
        if elapsed > 120:
            raise TimeoutError
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text:
            return reply.output_text
# --- a budget, kept by somebody else
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list, budget) -> str:
    while True:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        budget.spend(reply.usage.total_tokens)
        if "FINAL" in reply.output_text:
            return reply.output_text
# --- tokens add up to a limit
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    spent = 0
    while True:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        spent += reply.usage.total_tokens
        if "FINAL" in reply.output_text or spent > 50_000:
            return reply.output_text
# --- the conversation itself is the counter
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    while len(messages) < 40:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        messages.append(reply.output_text)
        if "FINAL" in reply.output_text:
            break
    return messages[-1]
# --- a person says what comes next
from openai import OpenAI

client = OpenAI(timeout=60.0)


def main() -> None:
    history = []
    while True:
        text = input("> ")
        if text == "quit":
            break
        history.append(text)
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=history)
        print(reply.output_text)
# --- a person in a helper, and one who is asked with a library
from openai import OpenAI
from rich.prompt import Prompt

client = OpenAI(timeout=60.0)


def question() -> str:
    return input("> ").strip()


def main() -> None:
    while True:
        text = question()
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
        print(reply.output_text)


def other() -> None:
    while True:
        text = Prompt.ask("you")
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
        print(reply.output_text)
# --- work that comes from a queue, a socket, a microphone, a stream of events
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI(timeout=60.0)


async def ask(text: str) -> str:
    reply = await client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text


async def worker(queue: asyncio.Queue) -> None:
    while True:
        job = await queue.get()
        print(await ask(job))


async def socket(websocket) -> None:
    while True:
        text = await websocket.receive_text()
        await websocket.send_text(await ask(text))


async def consumer(redis) -> None:
    while True:
        _, job = await redis.blpop("jobs")
        await ask(job)


def voice(recognizer, source) -> None:
    while True:
        audio = recognizer.listen(source)
        asyncio.run(ask(recognizer.recognize_google(audio)))
# --- a service that looks for work once a minute
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def main() -> None:
    while True:
        for mail in unread():
            client.responses.create(model="gpt-4o", max_output_tokens=500, input=mail)
        time.sleep(60)
# --- pages of somebody else's list
from openai import OpenAI

client = OpenAI(timeout=60.0)


def digest(api) -> list[str]:
    found, cursor = [], None
    while True:
        page = api.list(cursor=cursor)
        for item in page.items:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=item)
            found.append(reply.output_text)
        cursor = page.next_cursor
        if not cursor:
            return found
# --- a list that only shrinks
from openai import OpenAI

client = OpenAI(timeout=60.0)


def work(tasks: list[str]) -> list[str]:
    results = []
    while tasks:
        task = tasks.pop()
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
        results.append(reply.output_text)
    while True:
        if not tasks:
            break
        task = tasks.pop()
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
    return results
# --- a clock around the loop
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI(timeout=60.0)


async def run(messages: list) -> str:
    async with asyncio.timeout(120):
        while True:
            reply = await client.responses.create(
                model="gpt-4o", max_output_tokens=500, input=messages
            )
            if "FINAL" in reply.output_text:
                return reply.output_text
            messages.append(reply.output_text)


async def inner(messages: list) -> str:
    while True:
        reply = await client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text:
            return reply.output_text


async def outer(messages: list) -> str:
    return await asyncio.wait_for(inner(messages), 120)
# --- depth counts down, or the parts get smaller
from openai import OpenAI

client = OpenAI(timeout=60.0)


def answer(messages: list, depth: int = 5) -> str:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages)
    message = reply.choices[0].message
    if message.tool_calls and depth:
        return answer([*messages, *run_tools(message)], depth - 1)
    return message.content


def summarize(text: str) -> str:
    if len(text) > 10_000:
        half = len(text) // 2
        return summarize(text[:half]) + summarize(text[half:])
    return client.responses.create(model="gpt-4o", max_output_tokens=500, input=text).output_text


def walk(node) -> None:
    client.responses.create(model="gpt-4o", max_output_tokens=500, input=node.text)
    for child in node.children:
        walk(child)
# --- tools are withdrawn after a budget
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list, tools: list) -> str:
    calls = 0
    while True:
        if calls >= 5:
            tools = []
        reply = client.chat.completions.create(
            model="gpt-4o", max_tokens=900, messages=messages, tools=tools
        )
        message = reply.choices[0].message
        if not message.tool_calls:
            return message.content
        calls += len(message.tool_calls)
# --- every attempt is counted, in the handler and out of it
import json

from openai import OpenAI

client = OpenAI(timeout=60.0)


def plan(prompt: str) -> dict:
    attempt = 0
    while True:
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=prompt)
            return json.loads(reply.output_text)
        except ValueError:
            attempt += 1
            if attempt >= 3:
                raise
# --- a limit in a helper, and a flag that others set
from openai import OpenAI

client = OpenAI(timeout=60.0)


class Agent:
    def __init__(self) -> None:
        self.steps = 0
        self.running = True

    def _may_go_on(self) -> bool:
        self.steps += 1
        return self.steps < 20

    def run(self, messages: list) -> None:
        while self._may_go_on():
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            messages.append(reply.output_text)

    def serve(self, messages: list) -> None:
        while self.running:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            messages.append(reply.output_text)

    def other(self, messages: list, stop) -> None:
        while not stop.is_set():
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            messages.append(reply.output_text)
# --- no model in it
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def port() -> int:
    while True:
        if is_open(5000):
            return 5000


def read(path: str) -> str:
    with open(path) as file:
        while True:
            line = file.readline()
            if not line:
                break
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=line)
    return reply.output_text


def embed(texts: list[str]) -> list:
    found = []
    while texts:
        found.append(client.embeddings.create(model="text-embedding-3-small", input=texts.pop()))
    return found


def wait(thread_id: str, run_id: str) -> str:
    while True:
        run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
        if run.status == "completed":
            return "done"
        if run.status in ("failed", "cancelled", "expired"):
            raise RuntimeError(run.status)
        time.sleep(1)


def wait_too(thread_id: str, run_id: str):
    run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
    while run.status in ("queued", "in_progress"):
        time.sleep(1)
        run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
    return run
# --- the answer is read as it comes, and a generator is pulled
from openai import OpenAI

client = OpenAI(timeout=60.0)


def read(messages: list) -> str:
    stream = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, stream=True
    )
    events = iter(stream)
    text = ""
    while True:
        try:
            text += next(events).choices[0].delta.content or ""
        except StopIteration:
            return text
# --- a failed call is tried again: that is another rule's
import time

import openai

client = openai.OpenAI(timeout=60.0)


def ask(messages: list) -> str:
    while True:
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            return reply.output_text
        except openai.RateLimitError:
            time.sleep(20)
# --- a choice of the menu
from openai import OpenAI

client = OpenAI(timeout=60.0)


def menu() -> None:
    choice = ""
    while choice != "q":
        choice = input("g, q: ")
        if choice == "g":
            print(client.responses.create(model="gpt-4o", max_output_tokens=5, input="hi"))
# --- tools are given while there is budget, and a second time asks for no third
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list, tools: list, most: int) -> str:
    asked = 0
    while True:
        request = {"model": "gpt-4o", "max_tokens": 900, "messages": messages}
        if asked < most:
            request.update(tools=tools)
        message = client.chat.completions.create(**request).choices[0].message
        if not message.tool_calls:
            return message.content
        for _ in message.tool_calls:
            asked += 1


def write(topic: str, again: bool = False) -> str:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=[topic])
    if reply.usage.completion_tokens >= 900 and not again:
        return reply.choices[0].message.content + write(topic, again=True)
    return reply.choices[0].message.content
# --- words that only sound like a person's answer are no wait, and no bound is needed here
from openai import OpenAI

client = OpenAI(timeout=60.0)


def digest(rows: list[str]) -> list[str]:
    found = []
    while rows:
        found.append(
            client.responses.create(model="gpt-4o", max_output_tokens=5, input=user_message(rows.pop()))
        )
    return found

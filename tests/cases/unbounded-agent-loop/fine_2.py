# --- a break at the top, by a remainder that is counted down
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list, left: int = 8) -> str:
    while True:
        if not left:
            return ""
        left -= 1
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text:
            return reply.output_text
# --- the counter is a field of a dictionary
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(state: dict) -> dict:
    while not state["done"]:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=state["text"])
        state["turns"] += 1
        state["done"] = "FINAL" in reply.output_text
        if state["turns"] > state["max_turns"]:
            break
    return state
# --- enumerate over count, and somebody looks
from itertools import count

from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> str:
    for turn in count():
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        if "FINAL" in reply.output_text or turn >= 9:
            return reply.output_text
        messages.append(reply.output_text)
    return ""
# --- a deadline of the date
from datetime import datetime, timedelta

from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> None:
    end = datetime.now() + timedelta(minutes=2)
    while datetime.now() < end:
        client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
# --- the helper counts and raises
from openai import OpenAI


class Agent:
    def __init__(self, most: int) -> None:
        self.client = OpenAI(timeout=60.0)
        self.calls = 0
        self.most = most

    def ask(self, messages: list) -> str:
        self.calls += 1
        if self.calls > self.most:
            raise RuntimeError("too many calls")
        reply = self.client.responses.create(model="gpt-4o", max_output_tokens=9, input=messages)
        return reply.output_text

    def run(self, messages: list) -> str:
        while True:
            answer = self.ask(messages)
            if "FINAL" in answer:
                return answer
            messages.append(answer)
# --- an approval before every turn
from openai import OpenAI

client = OpenAI(timeout=60.0)


def run(messages: list) -> None:
    while True:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
        print(reply.output_text)
        answer = input("go on? ")
        if answer != "y":
            return
        messages.append(reply.output_text)
# --- a person chooses between typing and talking
from openai import OpenAI

client = OpenAI(timeout=60.0)


def main(microphone, *, talk: bool) -> None:
    while True:
        if talk:
            text = microphone.listen()
        else:
            text = input("> ")
        if text == "bye":
            break
        print(client.responses.create(model="gpt-4o", max_output_tokens=500, input=text))
# --- Discord, Telegram, Kafka and a mailbox bring the work
from openai import OpenAI

client = OpenAI(timeout=60.0)


def answer(text: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text


async def discord(bot) -> None:
    while True:
        message = await bot.wait_for("message")
        await message.reply(answer(await bot.get_user_message()))


def kafka(consumer) -> None:
    while True:
        record = consumer.poll(1.0)
        if record is None:
            continue
        answer(record.value())


def telegram(bot) -> None:
    offset = 0
    while True:
        for update in bot.get_updates(offset=offset):
            answer(update.message.text)
# --- rows of a database, chunks of a file
from openai import OpenAI

client = OpenAI(timeout=60.0)


def rows(cursor) -> None:
    while True:
        batch = cursor.fetchmany(10)
        if not batch:
            break
        client.responses.create(model="gpt-4o", max_output_tokens=500, input=str(batch))


def chunks(path: str) -> None:
    with open(path) as file:
        while chunk := file.read(4000):
            client.responses.create(model="gpt-4o", max_output_tokens=500, input=chunk)
# --- a text that gets shorter
from openai import OpenAI

client = OpenAI(timeout=60.0)


def parts(text: str) -> list[str]:
    found = []
    while text:
        part, text = text[:4000], text[4000:]
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=part)
        found.append(reply.output_text)
    return found
# --- recursion with a guard that its caller passes on
from openai import OpenAI

client = OpenAI(timeout=60.0)


def solve(task: str, retries: int = 3) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
    if not reply.output_text and retries:
        return solve(task, retries - 1)
    return reply.output_text


class Agent:
    level = 0

    def solve(self, task: str) -> str:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=task)
        self.level += 1
        if self.level > 5:
            return reply.output_text
        return self.solve(reply.output_text)
# --- a name that comes back is no recursion
from openai import OpenAI

client = OpenAI(timeout=60.0)


class Model:
    def generate(self, text: str) -> str:
        return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text


class Cached(Model):
    def __init__(self, inner: Model) -> None:
        self.inner = inner

    def generate(self, text: str) -> str:
        return self.inner.generate(text) or super().generate(text)
# --- tests may loop as they like
# path: tests/test_agent.py
from openai import OpenAI

client = OpenAI(timeout=60.0)


def test_agent() -> None:
    while True:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input="hi")
        if reply.output_text == "hi":
            break
# --- a loop that never comes round
from openai import OpenAI

client = OpenAI(timeout=60.0)


def once(messages: list) -> str:
    while True:
        reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input=messages)
        if reply.output_text:
            return reply.output_text
        raise RuntimeError("empty")
# --- an ended stream, a cancelled task, a signal
import signal

from openai import OpenAI

client = OpenAI(timeout=60.0)
stopping = False


def stop(*_: object) -> None:
    global stopping
    stopping = True


signal.signal(signal.SIGTERM, stop)


def run(messages: list, token) -> None:
    while not token.cancelled:
        client.responses.create(model="gpt-4o", max_output_tokens=5, input=messages)

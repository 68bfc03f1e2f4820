# --- a function that calls itself after every tool
from openai import OpenAI

client = OpenAI(timeout=60.0)


def answer(messages: list) -> str:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages)
    message = reply.choices[0].message
    if message.tool_calls:
        messages += run_tools(message.tool_calls)
        return answer(messages)  # finding: error, manual
    return message.content
# --- again, for ever, when the answer is not what was asked for
from openai import OpenAI


class Writer:
    def __init__(self) -> None:
        self.client = OpenAI(timeout=60.0)

    def write(self, topic: str) -> str:
        reply = self.client.responses.create(model="gpt-4o", max_output_tokens=900, input=topic)
        if len(reply.output_text) < 100:
            return self.write(topic)  # finding: error, manual
        return reply.output_text
# --- a run that fails is polled for ever
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def wait(thread_id: str, run_id: str) -> None:
    run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
    while run.status != "completed":  # finding: warning, manual
        time.sleep(1)
        run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
# --- and so is this one
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def wait(thread_id: str, run_id: str) -> None:
    while True:  # finding: warning, manual
        run = client.beta.threads.runs.retrieve(thread_id=thread_id, run_id=run_id)
        if run.status == "completed":
            break
        elif run.status == "requires_action":
            submit(run)
        time.sleep(1)

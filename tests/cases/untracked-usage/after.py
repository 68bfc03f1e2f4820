# --- one call, whose answer is kept in a name
from openai import OpenAI
from prodgate_guard import record_usage

client = OpenAI()


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", input=question)  # finding: note, unsafe
    record_usage(reply, "answer")
    return reply.output_text
# --- used up at once, and a second call
from anthropic import AsyncAnthropic
from prodgate_guard import record_usage

client = AsyncAnthropic()


async def title(text: str) -> str:
    return (
        record_usage(await client.messages.create(  # finding: note, unsafe
            model="claude-haiku-4-5",
            max_tokens=50,
            messages=[{"role": "user", "content": text}],
        ), "title")
    ).content[0].text


async def summary(text: str) -> str:
    reply = await client.messages.create(
        model="claude-haiku-4-5", max_tokens=500, messages=[{"role": "user", "content": text}]
    )
    record_usage(reply, "summary")
    print(reply)
    return reply.content[0].text

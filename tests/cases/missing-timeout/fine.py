# --- the client sets a limit
from openai import OpenAI

client = OpenAI(timeout=30.0)


def answer(question: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": question}]
    )
    return reply.choices[0].message.content or ""

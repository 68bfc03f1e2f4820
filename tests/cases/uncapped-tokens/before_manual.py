# --- a wrapper that leaves the cap to its callers, one of whom forgets it
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, **options) -> str:
    reply = client.chat.completions.create(  # finding: warning, spread-arguments
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""


def title(text: str) -> str:
    return ask(f"A title for {text}", max_tokens=20)


def summary(text: str) -> str:
    return ask(f"A summary of {text}", temperature=0)
# --- a method whose callers are methods, and that renames what they give
from litellm import completion


class Writer:
    def ask(self, prompt: str, **extra) -> str:
        if "limit" in extra:
            extra["max_tokens"] = extra.pop("limit")
        reply = completion(  # finding: warning, spread-arguments
            model="gpt-4o", messages=[{"role": "user", "content": prompt}], **extra
        )
        return reply.choices[0].message.content

    def poem(self) -> str:
        return self.ask("a poem")

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
# --- the answer is the input, changed: its length follows
from openai import OpenAI

client = OpenAI(timeout=30)


def apply_edit(source: str, edit: str) -> str:
    prompt = f"<code>{source}</code><update>{edit}</update>"
    return client.responses.create(model="gpt-4o", input=prompt).output_text  # finding: warning, rewrites-its-input
# --- a prompt that asks for the whole file back
from openai import OpenAI

client = OpenAI(timeout=30)
RULES = "You are an engineer. Return the complete updated file and nothing else."


def change(source: str, wish: str) -> str:
    return client.responses.create(  # finding: warning, rewrites-its-input
        model="gpt-4o", instructions=RULES, input=f"{wish}: {source}"
    ).output_text
# --- a translation
from langchain_openai import ChatOpenAI


def translated(chapter: str, language: str) -> str:
    model = ChatOpenAI(model="gpt-4o", timeout=30)  # finding: warning, rewrites-its-input
    return model.invoke(f"In {language}: {chapter}").content
# --- a model that thinks has to write JSON
from agno.agent import Agent
from agno.models.openai import OpenAIChat


def finder() -> Agent:
    return Agent(
        model=OpenAIChat(id="gpt-5", timeout=30),  # finding: warning, thinks-before-json
        instructions=["Find companies.", "Return ONLY valid JSON with the key companies."],
    )
# --- LlamaIndex takes the cap from a window that is not known
# project: langchain llama-index
import os

from langchain.chat_models import ChatOpenAI
from llama_index import LLMPredictor, ServiceContext


def context(name: str):
    llm = ChatOpenAI(temperature=0, model_name=name, request_timeout=30)  # finding: warning, shares-its-window
    return ServiceContext.from_defaults(llm_predictor=LLMPredictor(llm=llm))
# --- the model itself writes no more than the cap
from openai import OpenAI

client = OpenAI(timeout=30)


def title(goal: str) -> str:
    return client.chat.completions.create(  # finding: note, ends-by-itself
        model="gpt-3.5-turbo", messages=[{"role": "user", "content": goal}]
    ).choices[0].message.content
# --- a server beside it decides what it heeds
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8080/assistants", timeout=30)


def ask(question: str) -> str:
    return client.responses.create(model="gpt-4o", input=question).output_text  # finding: warning, own-server

# --- in a call
from openai import OpenAI

client = OpenAI()


def ask(prompt: str) -> str:
    reply = client.responses.create(
        model="gpt-4o",  # finding: note, unsafe
        input=prompt,
    )
    return reply.output_text
# --- a name that says so itself
from anthropic import Anthropic

client = Anthropic()


def ask(prompt: str):
    return client.messages.create(
        model="claude-3-5-sonnet-latest",  # finding: warning, shut-down
        max_tokens=500,
        messages=[{"role": "user", "content": prompt}],
    )
# --- the default of an environment variable
import os

from openai import OpenAI

MODEL = os.getenv("OPENAI_MODEL", "gpt-4o-mini")  # finding: note, unsafe
client = OpenAI()


def ask(prompt: str) -> str:
    return client.responses.create(model=MODEL, input=prompt).output_text
# --- settings in a file without an SDK
# path: app/config.py
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    chat_model: str = "gpt-4.1"  # finding: note, unsafe
    temperature: float = 0.2
# --- once a file and model, and all of them are fixed
from langchain_openai import ChatOpenAI

writer = ChatOpenAI(model="gpt-4o", temperature=0.7)  # finding: note, unsafe
critic = ChatOpenAI(model_name="gpt-4o", temperature=0)
quick = ChatOpenAI(model="gpt-4o-mini")  # finding: note, unsafe
# --- a parameter that most callers leave alone
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, model: str = "gpt-4.1-mini") -> str:  # finding: note, unsafe
    return client.responses.create(model=model, input=prompt).output_text
# --- positional, and with the name of the provider in front
from langchain.chat_models import init_chat_model

mini = init_chat_model("openai:gpt-4o-mini")  # finding: note, unsafe
# --- a name whose target is not written down anywhere
from mistralai import Mistral

client = Mistral()


def ask(prompt: str):
    return client.chat.complete(
        model="mistral-large-latest",  # finding: warning, manual
        messages=[{"role": "user", "content": prompt}],
    )
# --- litellm takes the names of the providers
from litellm import completion


def ask(messages: list):
    return completion(model="anthropic/claude-haiku-4-5", messages=messages)  # finding: note, unsafe
# --- one constant for a name in call after call
from openai import OpenAI

client = OpenAI()


def title(text: str):
    return client.responses.create(model="gpt-4o", input=f"A title for: {text}")  # finding: note, unsafe


def summary(text: str):
    return client.responses.create(model="gpt-4o", input=f"Sum up: {text}")


def tags(text: str):
    return client.responses.create(
        model="gpt-4o",  # the same as above
        input=f"Tags for: {text}",
    )
# --- no name at all
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(temperature=0)  # finding: note, shut-down
# --- a list of configurations that are used
import autogen

CONFIG = [{"model": "gpt-4o", "api_key": "from the environment"}]  # finding: note, unsafe
agent = autogen.AssistantAgent("assistant", llm_config={"config_list": CONFIG})
# --- settings for each tier
# path: app/config.py
from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_model_cheap: str = Field(default="gpt-4o-mini", alias="OPENAI_MODEL_CHEAP")  # finding: note, unsafe
# --- what a function chooses until its tiers are filled in
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model=choose_model("gpt-4o", prompt), input=prompt)  # finding: note, unsafe
# --- what it stood for was shut down: no date to write
from openai import OpenAI

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model="gpt-4", input=prompt)  # finding: note, shut-down
# --- the project admits this name and no other
from typing import Literal

from pydantic import BaseModel

ChatModel = Literal["gpt-4o", "gpt-4o-mini"]


class Settings(BaseModel):
    model: ChatModel = "gpt-4o"  # finding: note, known-by-name
# --- a table of the same project has the name as its key
from openai import OpenAI

from app.text import cut

client = OpenAI()
ROOM = {"gpt-4o": 100_000, "gpt-4o-mini": 60_000}


def ask(prompt: str, model: str = "gpt-4o") -> str:  # finding: note, known-by-name
    return client.responses.create(model=model, input=cut(prompt, ROOM[model])).output_text
# --- another file of the project has the name in its enum
# also: app/choices.py | from enum import Enum\n\n\nclass Choice(str, Enum):\n    FAST = "gpt-4o-mini"\n    GOOD = "gpt-4o"\n
from openai import OpenAI

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model="gpt-4o", input=prompt)  # finding: note, known-by-name
# --- a function of another file looks its parameter up in the database
# also: app/llms.py | def build(session, model, key):\n    row = session.query(Model).filter(Model.name == model).first()\n    return CLIENTS[row.provider](row.name, key)\n
# path: app/main.py
from app.llms import build


def answer(session, question: str, key: str) -> str:
    llm = build(session, model="gpt-4o", key=key)  # finding: note, known-by-name
    return llm.ask(question)
# --- a function of another file only hands it on
# also: app/llms.py | from openai import OpenAI\n\n\ndef build(model, key):\n    return lambda text: OpenAI(api_key=key).responses.create(model=model, input=text)\n
# path: app/main.py
from app.llms import build


def answer(question: str, key: str) -> str:
    return build(model="gpt-4o", key=key)(question)  # finding: note, unsafe
# --- another model is the one that tables and branches know
from openai import OpenAI

client = OpenAI()
PRICES = {"gpt-4o-mini": 0.15}


def ask(prompt: str, model: str = "gpt-4o"):  # finding: note, unsafe
    extra = {} if model == "gpt-4o-mini" else {"temperature": 0.2}
    return client.responses.create(model=model, input=prompt, **extra)
# --- few-shot examples are no documentation of an API, and a model that is called is used
from openai import OpenAI

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model="gpt-4o", input=[{"examples": prompt}])  # finding: note, unsafe
# --- a function that asks for a response is no answer
from app.llm import create_response


def ask(prompt: str):
    return create_response(prompt, model="gpt-4o")  # finding: note, unsafe
# --- shut down, and positional
import google.generativeai as genai

pro = genai.GenerativeModel("gemini-1.5-pro")  # finding: note, shut-down

# --- in a call
from openai import OpenAI

client = OpenAI()


def ask(prompt: str) -> str:
    reply = client.responses.create(
        model="gpt-4o-2024-08-06",  # finding: note, unsafe
        input=prompt,
    )
    return reply.output_text
# --- the default of an environment variable
import os

from openai import OpenAI

MODEL = os.getenv("OPENAI_MODEL", "gpt-4o-mini-2024-07-18")  # finding: note, unsafe
client = OpenAI()


def ask(prompt: str) -> str:
    return client.responses.create(model=MODEL, input=prompt).output_text
# --- settings in a file without an SDK
# path: app/config.py
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    chat_model: str = "gpt-4.1-2025-04-14"  # finding: note, unsafe
    temperature: float = 0.2
# --- once a file and model, and all of them are fixed
from langchain_openai import ChatOpenAI

writer = ChatOpenAI(model="gpt-4o-2024-08-06", temperature=0.7)  # finding: note, unsafe
critic = ChatOpenAI(model_name="gpt-4o-2024-08-06", temperature=0)
quick = ChatOpenAI(model="gpt-4o-mini-2024-07-18")  # finding: note, unsafe
# --- a parameter that most callers leave alone
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, model: str = "gpt-4.1-mini-2025-04-14") -> str:  # finding: note, unsafe
    return client.responses.create(model=model, input=prompt).output_text
# --- positional, and with the name of the provider in front
from langchain.chat_models import init_chat_model

mini = init_chat_model("openai:gpt-4o-mini-2024-07-18")  # finding: note, unsafe
# --- litellm takes the names of the providers
from litellm import completion


def ask(messages: list):
    return completion(model="anthropic/claude-haiku-4-5-20251001", messages=messages)  # finding: note, unsafe
# --- one constant for a name in call after call
from openai import OpenAI


MODEL = "gpt-4o-2024-08-06"


client = OpenAI()


def title(text: str):
    return client.responses.create(model=MODEL, input=f"A title for: {text}")  # finding: note, unsafe


def summary(text: str):
    return client.responses.create(model=MODEL, input=f"Sum up: {text}")


def tags(text: str):
    return client.responses.create(
        model=MODEL,  # the same as above
        input=f"Tags for: {text}",
    )
# --- a list of configurations that are used
import autogen

CONFIG = [{"model": "gpt-4o-2024-08-06", "api_key": "from the environment"}]  # finding: note, unsafe
agent = autogen.AssistantAgent("assistant", llm_config={"config_list": CONFIG})
# --- settings for each tier
# path: app/config.py
from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_model_cheap: str = Field(default="gpt-4o-mini-2024-07-18", alias="OPENAI_MODEL_CHEAP")  # finding: note, unsafe
# --- what a function chooses until its tiers are filled in
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model=choose_model("gpt-4o-2024-08-06", prompt), input=prompt)  # finding: note, unsafe
# --- a function of another file only hands it on
# also: app/llms.py | from openai import OpenAI\n\n\ndef build(model, key):\n    return lambda text: OpenAI(api_key=key).responses.create(model=model, input=text)\n
# path: app/main.py
from app.llms import build


def answer(question: str, key: str) -> str:
    return build(model="gpt-4o-2024-08-06", key=key)(question)  # finding: note, unsafe
# --- another model is the one that tables and branches know
from openai import OpenAI

client = OpenAI()
PRICES = {"gpt-4o-mini": 0.15}


def ask(prompt: str, model: str = "gpt-4o-2024-08-06"):  # finding: note, unsafe
    extra = {} if model == "gpt-4o-mini" else {"temperature": 0.2}
    return client.responses.create(model=model, input=prompt, **extra)
# --- few-shot examples are no documentation of an API, and a model that is called is used
from openai import OpenAI

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model="gpt-4o-2024-08-06", input=[{"examples": prompt}])  # finding: note, unsafe
# --- a function that asks for a response is no answer
from app.llm import create_response


def ask(prompt: str):
    return create_response(prompt, model="gpt-4o-2024-08-06")  # finding: note, unsafe

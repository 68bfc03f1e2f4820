# --- in a call
from openai import OpenAI

client = OpenAI()


def ask(prompt: str) -> str:
    reply = client.responses.create(
        model="gpt-4o-2024-08-06",  # finding: note, unsafe
        input=prompt,
    )
    return reply.output_text
# --- a name that says so itself
from anthropic import Anthropic

client = Anthropic()


def ask(prompt: str):
    return client.messages.create(
        model="claude-3-5-sonnet-20241022",  # finding: warning, unsafe
        max_tokens=500,
        messages=[{"role": "user", "content": prompt}],
    )
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
    chat_model: str = "gpt-4-turbo-2024-04-09"  # finding: note, unsafe
    temperature: float = 0.2
# --- once a file and model, and all of them are fixed
from langchain_openai import ChatOpenAI

writer = ChatOpenAI(model="gpt-4o-2024-08-06", temperature=0.7)  # finding: note, unsafe
critic = ChatOpenAI(model_name="gpt-4o-2024-08-06", temperature=0)
quick = ChatOpenAI(model="gpt-4o-mini-2024-07-18")  # finding: note, unsafe
# --- a parameter that most callers leave alone
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, model: str = "gpt-4-0613") -> str:  # finding: note, unsafe
    return client.responses.create(model=model, input=prompt).output_text
# --- positional, and with the name of the provider in front
import google.generativeai as genai
from langchain.chat_models import init_chat_model

pro = genai.GenerativeModel("gemini-1.5-pro-002")  # finding: note, unsafe
mini = init_chat_model("openai:gpt-4o-mini-2024-07-18")  # finding: note, unsafe
# --- litellm takes the names of the providers
from litellm import completion


def ask(messages: list):
    return completion(model="anthropic/claude-3-5-haiku-20241022", messages=messages)  # finding: warning, unsafe
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
# --- no name at all
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(temperature=0, model="gpt-3.5-turbo-0125")  # finding: note, unsafe
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

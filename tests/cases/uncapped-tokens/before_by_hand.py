# --- the config goes somewhere else as well
from google import genai
from google.genai import types

from elsewhere import publish

client = genai.Client(http_options={"timeout": 30_000})


def describe(text: str) -> str:
    config = types.GenerateContentConfig(temperature=0)
    reply = client.models.generate_content(model="gemini-2.0-flash", contents=text, config=config)  # finding: warning, argument-not-a-literal
    publish(config)
    return reply.text
# --- one of two configs, which a flag chooses
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})


def describe(text: str, exact: bool) -> str:
    config = types.GenerateContentConfig(temperature=1)
    if exact:
        config = types.GenerateContentConfig(temperature=0)
    reply = client.models.generate_content(model="gemini-2.0-flash", contents=text, config=config)  # finding: warning, argument-not-a-literal
    return reply.text
# --- the config is made outside of the function, where others may use it
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})
config = types.GenerateContentConfig(temperature=0)


def describe(text: str) -> str:
    reply = client.models.generate_content(model="gemini-2.0-flash", contents=text, config=config)  # finding: warning, argument-not-a-literal
    return reply.text
# --- the config is an attribute
from google import genai
from google.genai import types


class Describer:
    def __init__(self) -> None:
        self.client = genai.Client(http_options={"timeout": 30_000})
        self.config = types.GenerateContentConfig(temperature=0)

    def describe(self, text: str) -> str:
        reply = self.client.models.generate_content(model="gemini-2.0-flash", contents=text, config=self.config)  # finding: warning, argument-not-a-literal
        return reply.text
# --- a class of the project has the name that the new code would need
from agents import Agent

from shop.model_settings import ModelSettings

chosen = ModelSettings("small")
planner = Agent(name="planner", model="gpt-4o", instructions="Plan.")  # finding: warning

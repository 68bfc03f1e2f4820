# --- the config is a variable
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})
config = types.GenerateContentConfig(temperature=0, max_output_tokens=4096)
reply = client.models.generate_content(model="gemini-2.0-flash", contents="hi", config=config)  # finding: warning, safe
# --- the config is made just above, for two calls
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})


def describe(contents: list, model: str) -> None:
    config = types.GenerateContentConfig(  # what both are told
        temperature=0,
        response_modalities=["TEXT"],
        max_output_tokens=4096,
    )
    for chunk in client.models.generate_content_stream(  # finding: warning
        model=model, contents=contents, config=config
    ):
        print(chunk.text)
    print(client.models.generate_content(model=model, contents=contents, config=config).text)
# --- the config is a dict that others read too
from google import genai

client = genai.Client(http_options={"timeout": 30_000})


def describe(text: str) -> str:
    config = {"temperature": 0}
    print(config)
    reply = client.models.generate_content(model="gemini-2.0-flash", contents=text, config={**config, "max_output_tokens": 4096})  # finding: warning
    return f"{reply.text} {config}"
# --- the class of the settings is imported from the module that defines it
from agents import Agent
from agents.model_settings import ModelSettings

researcher = Agent(name="researcher", model="gpt-4o", model_settings=ModelSettings(max_tokens=900, temperature=0))
planner = Agent(name="planner", model="gpt-4o", instructions="Plan.", model_settings=ModelSettings(max_tokens=4096))  # finding: warning

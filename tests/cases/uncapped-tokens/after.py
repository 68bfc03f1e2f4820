# --- one statement with model and messages
from openai import OpenAI

client = OpenAI(timeout=30)


def ask(question: str) -> str:
    reply = client.chat.completions.create(  # finding: warning, safe
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": question}],
        max_completion_tokens=4096,
    )
    return reply.choices[0].message.content or ""
# --- a capped first call, an uncapped follow-up
from openai import OpenAI


class Agent:
    def __init__(self) -> None:
        self.client = OpenAI(timeout=30)

    def run(self, messages: list[dict], tools: list[dict]) -> str:
        first = self.client.chat.completions.create(
            model="gpt-4o", messages=messages, tools=tools, max_tokens=500
        )
        messages.append(first.choices[0].message)
        second = self.client.chat.completions.create(model="gpt-4o", messages=messages, max_completion_tokens=4096)  # finding: warning, safe
        return second.choices[0].message.content
# --- a LangChain model object
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(  # finding: warning, safe
    model="gpt-4o",
    temperature=0.2,
    streaming=True,
    timeout=30,
    max_completion_tokens=4096,
)
# --- behind an endpoint it is an error
from fastapi import FastAPI
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI(timeout=30)


@app.post("/chat")
async def chat(messages: list[dict]) -> dict:
    reply = await client.chat.completions.create(model="gpt-4o", messages=messages, max_completion_tokens=4096)  # finding: error, safe
    return {"text": reply.choices[0].message.content}
# --- in a loop it is an error
from openai import OpenAI

client = OpenAI(timeout=30)


def label(rows: list[str]) -> list[str]:
    return [
        client.responses.create(model="gpt-4o-mini", input=row, max_output_tokens=4096).output_text  # finding: error, safe
        for row in rows
    ]


def describe(rows):
    for row in rows:
        yield client.responses.create(input=row, model="gpt-4o-mini", max_output_tokens=4096).output_text  # finding: error, safe
# --- a cap of None, and one that bounds nothing
from openai import OpenAI

client = OpenAI(timeout=30)
NO_CAP = None

one = client.chat.completions.create(model="gpt-4o", messages=[], max_tokens=4096)  # finding: warning
two = client.chat.completions.create(model="gpt-4o", messages=[], max_tokens=4096)  # finding: warning
three = client.chat.completions.create(model="gpt-4o", messages=[], max_tokens=4096)  # finding: warning, unsafe
# --- max_tokens means nothing to the Responses API
from openai import OpenAI

client = OpenAI(timeout=30)
reply = client.responses.create(model="gpt-4o", input="hello", temperature=0, max_output_tokens=4096)  # finding: warning, safe
# --- a reasoning model spends the cap on thinking
from openai import OpenAI

client = OpenAI(timeout=30)
one = client.chat.completions.create(model="o3-mini", messages=[], max_completion_tokens=4096)  # finding: warning, unsafe
two = client.chat.completions.create(model="gpt-5", messages=[], reasoning_effort="low", max_completion_tokens=4096)  # finding: warning, unsafe
# --- a model that is not known, and one from elsewhere
from openai import OpenAI

from app.settings import MODEL

client = OpenAI(timeout=30)


def ask(model: str, messages: list[dict]):
    client.chat.completions.create(model="llama-3-8b-local", messages=messages, max_completion_tokens=4096)  # finding: warning, unsafe
    client.chat.completions.create(model=MODEL, messages=messages, max_completion_tokens=4096)  # finding: warning, unsafe
    return client.chat.completions.create(model=model, messages=messages, max_completion_tokens=4096)  # finding: warning, unsafe
# --- structured output raises at a cut answer
from openai import OpenAI
from pydantic import BaseModel

client = OpenAI(timeout=30)


class Person(BaseModel):
    name: str


def extract(text: str) -> Person:
    reply = client.chat.completions.parse(  # finding: warning, unsafe
        model="gpt-4o",
        messages=[{"role": "user", "content": text}],
        response_format=Person,
        max_completion_tokens=4096,
    )
    return reply.choices[0].message.parsed


def as_json(text: str) -> str:
    return client.chat.completions.create(  # finding: warning, unsafe
        model="gpt-4o",
        messages=[{"role": "user", "content": text}],
        response_format={"type": "json_object"},
        max_completion_tokens=4096,
    )
# --- another provider may not know the newer name
from openai import OpenAI

client = OpenAI(base_url="https://api.deepinfra.example/v1", timeout=30)
reply = client.chat.completions.create(model="gpt-4o", messages=[], max_tokens=4096)  # finding: warning, safe
# --- params of this file without a cap among them
from openai import OpenAI

client = OpenAI(timeout=30)
params = {"model": "gpt-4o", "temperature": 0}
params["top_p"] = 0.9


def ask(messages: list[dict], **extra) -> str:
    return client.chat.completions.create(messages=messages, max_completion_tokens=4096, **params)  # finding: warning, safe
# --- google-genai with and without a config
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})

one = client.models.generate_content(model="gemini-2.0-flash", contents="hello", config={"max_output_tokens": 4096})  # finding: warning, safe
two = client.models.generate_content(  # finding: warning, safe
    model="gemini-2.0-flash",
    contents="hello",
    config=types.GenerateContentConfig(temperature=0, system_instruction="Be brief.", max_output_tokens=4096),
)
# --- a stream
from openai import OpenAI

client = OpenAI(timeout=30)


def stream(messages):
    for chunk in client.chat.completions.create(  # finding: warning, safe
        model="gpt-4o", messages=messages, stream=True, max_completion_tokens=4096
    ):
        yield chunk.choices[0].delta.content
# --- a client made in another file
from app.clients import openai_client


def ask(messages):
    return openai_client.chat.completions.create(model="gpt-4o", messages=messages, max_completion_tokens=4096)  # finding: warning, safe
# --- ollama, whose option is nested
import ollama

one = ollama.chat(model="llama3.2", messages=[], options={"num_predict": 4096})  # finding: warning, safe
two = ollama.generate(model="llama3.2", prompt="hello", options={"temperature": 0, "num_predict": 4096})  # finding: warning, safe
# --- litellm under another name
from litellm import completion as ask_model

reply = ask_model(model="gpt-4o", messages=[{"role": "user", "content": "hello"}], max_tokens=4096)  # finding: warning, safe
# --- openai below 1.0
# project: openai==0.28.1
import openai


def ask(text):
    return openai.ChatCompletion.create(  # finding: warning, safe
        model="gpt-4o",
        messages=[{"role": "user", "content": text}],
        request_timeout=30,
        max_tokens=4096,
    )
# --- a model in a function, made per request, and bound to tools only
from langchain_openai import ChatOpenAI


def agent(tools):
    return ChatOpenAI(model="gpt-4o", timeout=30, max_completion_tokens=4096).bind_tools(tools)  # finding: warning, safe
# --- the options are a keyword of the wrong name
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", max_token=500, model_kwargs={"top_p": 0.9}, max_completion_tokens=4096)  # finding: warning, safe
# --- an assistant's run
from openai import OpenAI

client = OpenAI(timeout=30)
run = client.beta.threads.runs.create_and_poll(thread_id="t", assistant_id="a", max_completion_tokens=4096)  # finding: warning, unsafe

# --- a model by its owner and name, the kind that takes a cap as it is, and one that thinks
from together import Together

client = Together()

client.chat.completions.create(model="meta-llama/Llama-3.3-70B-Instruct-Turbo", messages=[], max_tokens=4096)  # finding: warning, safe

client.chat.completions.create(model="deepseek-ai/DeepSeek-R1", messages=[], max_tokens=4096)  # finding: warning, unsafe

# --- a model that is named by position
from langchain.chat_models import init_chat_model

llm = init_chat_model("openai:gpt-4o", max_tokens=4096)  # finding: warning, safe
thinker = init_chat_model("openai:o3-mini", max_tokens=4096)  # finding: warning, unsafe
print(llm.invoke("hi"), thinker.invoke("hi"))

# --- a family that has both kinds
import litellm

litellm.completion(model="groq/llama-3.1-8b-instant", messages=[], max_tokens=4096)  # finding: warning, safe
litellm.completion(model="groq/deepseek-r1-distill-llama-70b", messages=[], max_tokens=4096)  # finding: warning, unsafe

# --- one word is enough where boto3 is imported and a model is named
import boto3

bedrock = boto3.client("bedrock-runtime")
said = [{"role": "user", "content": [{"text": "hi"}]}]
reply = bedrock.converse(modelId="amazon.nova-lite-v1:0", messages=said, inferenceConfig={"maxTokens": 4096})  # finding: warning, safe
# --- a thread is handed the function, and its arguments
import asyncio

from openai import OpenAI

client = OpenAI()


async def answer(question: str) -> str:
    reply = await asyncio.to_thread(  # finding: warning, safe
        client.chat.completions.create,  # prompt and all
        model="gpt-4o",
        messages=[{"role": "user", "content": question}],
        max_completion_tokens=4096,
    )
    return reply.choices[0].message.content
# --- a function that applies something else, and a prompt that mentions files
from openai import OpenAI

client = OpenAI(timeout=30)


def apply_discount(cart: str) -> str:
    prompt = f"Name the file that this belongs to, in one word: {cart}"
    return client.responses.create(model="gpt-4o", input=prompt, max_output_tokens=4096).output_text  # finding: warning, safe
# --- a summary of a translation's history
from openai import OpenAI

client = OpenAI(timeout=30)


def summary(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=f"Sum up in two lines: {text}", max_output_tokens=4096).output_text  # finding: warning, safe
# --- a model that thinks, and writes for people
from openai import OpenAI

client = OpenAI(timeout=30)


def advise(text: str) -> str:
    return client.responses.create(model="o3", input=f"Advise: {text}", max_output_tokens=4096).output_text  # finding: warning, unsafe
# --- JSON of a model that does not think first
from openai import OpenAI

client = OpenAI(timeout=30)


def facts(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=f"Three facts as JSON: {text}", max_output_tokens=4096).output_text  # finding: warning, safe
# --- LlamaIndex with a window that is large
# project: llama-index llama-index-llms-openai
from llama_index.core import Settings
from llama_index.llms.openai import OpenAI

Settings.llm = OpenAI(model="gpt-4o", timeout=30, max_tokens=4096)  # finding: warning, safe
# --- a local server of models heeds the cap
from openai import OpenAI

client = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama", timeout=30)


def ask(question: str) -> str:
    messages = [{"role": "user", "content": question}]
    return client.chat.completions.create(model="llama3.2", messages=messages, max_tokens=4096).choices[0].message.content  # finding: warning, unsafe
# --- half of a window: longer prompts are refused
from openai import OpenAI

client = OpenAI(timeout=30)


def ask(question: str) -> str:
    messages = [{"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4", messages=messages, max_completion_tokens=4096).choices[0].message.content  # finding: warning, unsafe
# --- a question that is asked in other words stays short
from openai import OpenAI

client = OpenAI(timeout=30)


def rewrite_query(question: str) -> str:
    prompt = f"Rewrite the user's question for a search engine: {question}"
    return client.responses.create(model="gpt-4o", input=prompt, max_output_tokens=4096).output_text  # finding: warning, safe

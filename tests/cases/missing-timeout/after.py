# --- a LangChain model without a timeout
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", temperature=0, timeout=60.0)  # finding: error, safe


def answer(question: str) -> str:
    return llm.invoke(question).content
# --- one client for many calls is one finding, at its constructor
import os

from openai import OpenAI

client = OpenAI(  # finding: warning, safe
    api_key=os.environ["OPENAI_API_KEY"],
    organization="org-demo",
    timeout=60.0,
)


def summarise(text: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Summarise:\n{text}"}],
    )
    return reply.choices[0].message.content or ""


def embed(text: str) -> list[float]:
    return client.embeddings.create(model="text-embedding-3-small", input=text).data[0].embedding
# --- google-genai waits for ever, in milliseconds
from google import genai

client = genai.Client(vertexai=True, project="demo", location="europe-west1", http_options={"timeout": 60_000})  # finding: error, safe


def ask(prompt: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
# --- google-genai with options but no timeout among them
from google import genai
from google.genai import types

client = genai.Client(  # finding: error, safe
    api_key="from-the-vault",
    http_options=types.HttpOptions(api_version="v1alpha", timeout=60_000),
)
# --- an explicit None on openai is no limit
import openai

client = openai.AsyncOpenAI(timeout=60.0)  # finding: error, unsafe
# --- ten minutes written out is still above the policy
from anthropic import Anthropic

TEN_MINUTES = 10 * 60

client = Anthropic(timeout=120.0)  # finding: warning, unsafe
# --- a client kept on self
from openai import AsyncOpenAI


class Assistant:
    def __init__(self, model: str = "gpt-4o") -> None:
        self.model = model
        self.client = AsyncOpenAI(timeout=60.0)  # finding: warning, safe

    async def reply(self, history: list[dict]) -> str:
        answer = await self.client.chat.completions.create(model=self.model, messages=history)
        return answer.choices[0].message.content
# --- one of two uses has a limit, the other has none
from openai import OpenAI

client = OpenAI(timeout=60.0)  # finding: warning, safe


def quick(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text, timeout=20).output_text


def slow(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- aliases of module and class
import openai as oai
from langchain_anthropic import ChatAnthropic as Claude

primary = oai.OpenAI(base_url="https://llm.internal.example/v1", timeout=60.0)  # finding: warning, safe
fallback = Claude(model="claude-sonnet-4-5", timeout=60.0)  # finding: error, safe
# --- a factory inside a function, made per request
from openai import AzureOpenAI


def get_client(endpoint: str, key: str) -> AzureOpenAI:
    return AzureOpenAI(azure_endpoint=endpoint, api_key=key, api_version="2024-10-21", timeout=60.0)  # finding: warning, safe


def chat(messages):
    return get_client("https://demo.openai.azure.com", "k").chat.completions.create(
        model="gpt-4o", messages=messages
    )
# --- litellm: no client, so the call
import litellm


def ask(question: str) -> str:
    reply = litellm.completion(  # finding: warning, safe
        model="anthropic/claude-sonnet-4-5",
        messages=[{"role": "user", "content": question}],
        max_tokens=500,  # short answers only
        timeout=60.0,
    )
    return reply.choices[0].message.content
# --- ollama's client: a model on one's own machine may take longer
from ollama import AsyncClient, Client

client = AsyncClient(host="http://gpu-box:11434", timeout=60.0)  # finding: error, unsafe
other = Client("http://localhost:11434", timeout=120.0)  # finding: error, unsafe
# --- openai below 1.0 takes request_timeout
# project: openai==0.28.1
import openai


def complete(prompt: str) -> str:
    answer = openai.ChatCompletion.create(  # finding: warning, safe
        model="gpt-3.5-turbo",
        messages=[{"role": "user", "content": prompt}],
        timeout=15,
        request_timeout=60.0,
    )
    return answer["choices"][0]["message"]["content"]
# --- options in a dict of this file, with everything but a timeout
from openai import OpenAI

OPTIONS = {"organization": "org-demo", "max_retries": 3}

client = OpenAI(timeout=60.0, **OPTIONS)  # finding: warning, safe
# --- per-call None beside a bounded client
from openai import OpenAI

client = OpenAI(timeout=30)


def long_job(text: str) -> str:
    return client.responses.create(  # finding: error, unsafe
        model="gpt-4o",
        input=text,
        timeout=60.0,
    ).output_text
# --- an own HTTP client with its limit switched off
import httpx
from openai import OpenAI

client = OpenAI(http_client=httpx.Client(timeout=None), timeout=60.0)  # finding: error, safe
# --- with_options that sets something else
from openai import OpenAI

client = OpenAI(timeout=60.0)  # finding: warning, safe


def ask(text: str) -> str:
    patient = client.with_options(max_retries=5)
    return patient.responses.create(model="gpt-4o", input=text).output_text
# --- mistralai 1 has no limit
# project: mistralai==1.12.4
import os

from mistralai import Mistral

with Mistral(api_key=os.getenv("MISTRAL_API_KEY", ""), timeout_ms=60_000) as mistral:  # finding: error, safe
    print(mistral.chat.complete(model="mistral-small-latest", messages=[]))
# --- two models in one list
from langchain_openai import ChatOpenAI
from langchain_groq import ChatGroq

MODELS = {
    "fast": ChatGroq(model="llama-3.3-70b-versatile", timeout=60.0),  # finding: error
    "good": ChatOpenAI(model="gpt-4o", max_retries=1, timeout=60.0),  # finding: error
}
# --- a lambda and a default argument
from openai import OpenAI

make = lambda: OpenAI(max_retries=0, timeout=60.0)  # finding: warning


def ask(text: str, client: OpenAI = OpenAI(timeout=60.0)) -> str:  # finding: warning
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- nothing ends the wait for a local model: as long as the policy allows
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(base_url="http://localhost:1234/v1", model="qwen", timeout=120.0)  # finding: error, unsafe
# --- the service of a provider with a similar name, and a server of one's own
import os

from openai import OpenAI

cloud = OpenAI(base_url=os.environ["AZURE_FOUNDRY_BASE_URL"], api_key="none", timeout=60.0)  # finding: warning, safe
beside = OpenAI(base_url="http://llm.internal/v1", api_key="none", timeout=60.0)  # finding: warning, safe
# --- a model on the machine of whoever runs it answers slowly: advice, as something ends the wait
import os

from openai import OpenAI

local = OpenAI(base_url="http://localhost:11434/v1", api_key="none", timeout=120.0)  # finding: note, unsafe
studio = OpenAI(base_url=os.environ["LM_STUDIO_BASE_URL"], api_key="none", timeout=120.0)  # finding: note, unsafe


def ask(prompt: str) -> list:
    messages = [{"role": "user", "content": prompt}]
    return [
        each.chat.completions.create(model="llama3.2", messages=messages, max_tokens=400)
        for each in (local, studio)
    ]

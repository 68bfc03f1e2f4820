"""How each SDK is made to talk to the local server: what the facts cannot say.

``{url}`` in code stands for the server's address. Settings are code by argument path, as in the
facts; a number is a positional argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Use:
    """A call, how it is written, and where its cap turns up in the body of the request.

    ``path``: as the facts name it. ``before`` and ``after`` stand around the call expression.
    ``wire``: dotted path in the body; "" when the call has no cap to prove. ``on``: what the method
    belongs to, where the client is asked for that first.
    """

    path: str
    args: Mapping[str, str] = field(default_factory=dict)
    wire: str = ""
    before: str = ""
    after: str = ""
    on: str = "client"


@dataclass(frozen=True)
class Recipe:
    """A client (or none, for functions) and its calls. ``client`` is a name of the facts.

    ``inner``: the client that this one wraps, as the facts say: settings are written on it, and
    its own facts are to hold.
    """

    sdk: str
    client: str
    args: Mapping[str, str]
    uses: tuple[Use, ...]
    requirements: tuple[str, ...] = ()  # default: the package at its measured version
    version: str = ""  # default: the measured one
    setup: str = ""  # code before everything
    sync: bool = True  # an event loop reads without a limit at the socket
    quick: bool = False  # installs and runs in seconds: part of every CI run
    unnamed: bool = False  # the facts know the calls of this client, not how it is made
    inner: Recipe | None = None

    @property
    def name(self) -> str:
        """For test ids."""
        what = self.client or self.uses[0].path
        return f"{self.sdk}-{self.version or 'measured'}-{what}"


_KEY = '"k"'
_SAY = '[{"role": "user", "content": "hi"}]'
_CHAT = {"model": '"gpt-4o"', "messages": _SAY}
_LLAMA = "meta-llama/Llama-3.3-70B-Instruct-Turbo"
_ASYNC = {"before": "import asyncio\n", "after": "asyncio.run({call})"}


def _openai_uses() -> tuple[Use, ...]:
    return (
        Use("chat.completions.create", _CHAT, "max_completion_tokens"),
        Use("responses.create", {"model": '"gpt-4o"', "input": '"hi"'}, "max_output_tokens"),
        Use("completions.create", {"model": '"x"', "prompt": '"hi"'}, "max_tokens"),
    )


def _openai(
    version: str, client: str = "openai.OpenAI", sync: bool = True, quick: bool = False
) -> Recipe:
    url = {"api_key": _KEY, "base_url": '"{url}/v1"'}
    uses = _openai_uses() if sync else (Use(_openai_uses()[0].path, _CHAT, **_ASYNC),)
    return Recipe("openai", client, url, uses, version=version, sync=sync, quick=quick)


_AZURE = {"api_key": _KEY, "azure_endpoint": '"{url}"', "api_version": '"2024-10-21"'}
_CLAUDE = {"model": '"claude-sonnet-4-5"', "messages": _SAY}
_GEMINI = {"model": '"gemini-2.0-flash"', "contents": '"hi"'}
_GENAI_ARGS = {"api_key": _KEY, "http_options.base_url": '"{url}"'}


def _stainless(
    sdk: str, client: str, base: str, wire: str, model: str, quick: bool = False
) -> Recipe:
    args = {"api_key": _KEY, "base_url": f'"{{url}}{base}"'}
    uses = (Use("chat.completions.create", {**_CHAT, "model": f'"{model}"'}, wire),)
    return Recipe(sdk, client, args, uses, quick=quick)


def _mistral(version: str, client: str) -> Recipe:
    args = {"api_key": _KEY, "server_url": '"{url}"'}
    chat = {"model": '"mistral-small-latest"', "messages": _SAY}
    uses = (Use("chat.complete", chat, "max_tokens"),)
    return Recipe("mistralai", client, args, uses, version=version)


def _litellm(model: str, name: str, base: str) -> Recipe:
    args = {
        "model": f'"{model}"',
        "messages": _SAY,
        "api_key": _KEY,
        "api_base": f'"{{url}}{base}"',
    }
    wire = "generationConfig.max_output_tokens" if model.startswith("gemini/") else "max_tokens"
    return Recipe("litellm", "", {}, (Use(f"litellm.{name}", args, wire),))


_GENERATIVE_AI = """\
import google.generativeai as genai

genai.configure(api_key="k", transport="rest", client_options={"api_endpoint": "{url}"})
"""


def _generative_ai(path: str, on: str = "client") -> Recipe:
    """By gRPC, its default, it cannot be shown a server of ours: by REST it can."""
    use = Use(path, {"0": '"hi"'}, "generationConfig.maxOutputTokens", on=on)
    name = "google.generativeai.GenerativeModel"
    args = {"0": '"gemini-1.5-flash"'}
    return Recipe("google-generativeai", name, args, (use,), setup=_GENERATIVE_AI)


def _chat_model(
    sdk: str, client: str, args: Mapping[str, str], wire: str, **more: object
) -> Recipe:
    return Recipe(sdk, client, args, (Use("invoke", {"0": '"hi"'}, wire),), **more)  # type: ignore[arg-type]


MODELS = (
    _openai("", quick=True),
    _openai("1.109.1"),
    _openai("", "openai.AsyncOpenAI", sync=False),
    Recipe("openai", "openai.AzureOpenAI", _AZURE, _openai_uses()[:1]),
    Recipe(
        "anthropic",
        "anthropic.Anthropic",
        {"api_key": _KEY, "base_url": '"{url}"'},
        (Use("messages.create", _CLAUDE, "max_tokens"),),
        quick=True,
    ),
    Recipe(
        "anthropic",
        "anthropic.Anthropic",
        {"api_key": _KEY, "base_url": '"{url}"'},
        (Use("messages.create", _CLAUDE, "max_tokens"),),
        version="0.69.0",
    ),
    Recipe(
        "google-genai",
        "google.genai.Client",
        _GENAI_ARGS,
        (
            Use("models.generate_content", _GEMINI, "generationConfig.maxOutputTokens"),
            Use(
                "chats.create",
                {"model": '"gemini-2.0-flash"'},
                "generationConfig.maxOutputTokens",
                after="{call}.send_message('hi')",
            ),
        ),
    ),
    Recipe(
        "google-genai",
        "google.genai.Client",
        _GENAI_ARGS,
        (Use("models.generate_content", _GEMINI, "generationConfig.maxOutputTokens"),),
        version="1.39.1",
    ),
    _generative_ai("generate_content"),
    _generative_ai("send_message", on="client.start_chat()"),
    _mistral("", "mistralai.client.Mistral"),
    _mistral("2.10.1", "mistralai.client.Mistral"),
    _mistral("2.1.3", "mistralai.client.Mistral"),
    _mistral("1.12.4", "mistralai.Mistral"),
    Recipe(
        "ollama",
        "ollama.Client",
        {"host": '"{url}"'},
        (
            Use("chat", {"model": '"llama3.1"', "messages": _SAY}, "options.num_predict"),
            Use("generate", {"model": '"llama3.1"', "prompt": '"hi"'}, "options.num_predict"),
        ),
    ),
    Recipe(
        "ollama",
        "",
        {},
        (
            Use(
                "ollama.chat",
                {"model": '"llama3.1"', "messages": _SAY},
                "options.num_predict",
                before='import os\nos.environ["OLLAMA_HOST"] = "{url}"\n',
            ),
        ),
    ),
    _chat_model(
        "langchain-openai",
        "langchain_openai.ChatOpenAI",
        {"model": '"gpt-4o"', "api_key": _KEY, "base_url": '"{url}/v1"'},
        "max_completion_tokens",
    ),
    _chat_model(
        "langchain-openai",
        "langchain_openai.AzureChatOpenAI",
        {"azure_deployment": '"gpt-4o"', **_AZURE},
        "max_completion_tokens",
    ),
    _chat_model(
        "langchain-openai",
        "langchain_openai.OpenAI",
        {"model": '"gpt-3.5-turbo-instruct"', "api_key": _KEY, "base_url": '"{url}/v1"'},
        "max_tokens",
    ),
    _chat_model(
        "langchain-anthropic",
        "langchain_anthropic.ChatAnthropic",
        {"model": '"claude-sonnet-4-5"', "api_key": _KEY, "base_url": '"{url}"'},
        "max_tokens",
    ),
    _chat_model(
        "langchain-anthropic",
        "langchain_anthropic.ChatAnthropic",
        {"model": '"claude-sonnet-4-5"', "api_key": _KEY, "base_url": '"{url}"'},
        "max_tokens",
        version="0.3.22",
    ),
    _chat_model(
        "langchain-community",
        "langchain_community.chat_models.ChatOpenAI",
        {"model": '"gpt-4o"', "openai_api_key": _KEY, "openai_api_base": '"{url}/v1"'},
        "max_tokens",
        requirements=("langchain-community==0.3.31", "openai<2"),
    ),
    _stainless(
        "groq", "groq.Groq", "", "max_completion_tokens", "llama-3.1-8b-instant", quick=True
    ),
    _stainless("together", "together.Together", "/v1", "max_tokens", _LLAMA),
    _stainless(
        "fireworks-ai", "fireworks.Fireworks", "/v1", "max_tokens", "llama-v3p1-8b-instruct"
    ),
    Recipe(
        "cohere",
        "cohere.ClientV2",
        {"api_key": _KEY, "base_url": '"{url}"'},
        (Use("chat", {"model": '"command-r"', "messages": _SAY}, "max_tokens"),),
    ),
    Recipe(
        "huggingface_hub",
        "huggingface_hub.InferenceClient",
        {"base_url": '"{url}/v1"', "api_key": _KEY},
        (
            Use("chat_completion", {"messages": _SAY}, "max_tokens"),
            Use("chat.completions.create", {"messages": _SAY}, "max_tokens"),
        ),
    ),
    Recipe(
        "azure-ai-inference",
        "azure.ai.inference.ChatCompletionsClient",
        {"endpoint": '"{url}"', "credential": 'AzureKeyCredential("k")'},
        (Use("complete", _CHAT, "max_tokens"),),
        setup="from azure.core.credentials import AzureKeyCredential\n",
    ),
    _chat_model(
        "langchain-groq",
        "langchain_groq.ChatGroq",
        {"model": '"llama-3.1-8b-instant"', "api_key": _KEY, "base_url": '"{url}"'},
        "max_tokens",
    ),
    _chat_model(
        "langchain-google-genai",
        "langchain_google_genai.ChatGoogleGenerativeAI",
        {"model": '"gemini-2.0-flash"', "google_api_key": _KEY, "base_url": '"{url}"'},
        "generationConfig.maxOutputTokens",
    ),
    _chat_model(
        "langchain-mistralai",
        "langchain_mistralai.ChatMistralAI",
        {"model": '"mistral-small-latest"', "api_key": _KEY, "endpoint": '"{url}/v1"'},
        "max_tokens",
    ),
    _chat_model(
        "langchain-ollama",
        "langchain_ollama.ChatOllama",
        {"model": '"llama3.1"', "base_url": '"{url}"'},
        "options.num_predict",
    ),
    Recipe(
        "llama-index-llms-openai",
        "llama_index.llms.openai.OpenAI",
        {"model": '"gpt-4o"', "api_key": _KEY, "api_base": '"{url}/v1"'},
        (Use("complete", {"0": '"hi"'}, "max_tokens"),),
    ),
    _litellm("openai/gpt-4o", "completion", "/v1"),
    _litellm("anthropic/claude-sonnet-4-5", "completion", ""),
    _litellm("gemini/gemini-2.0-flash", "completion", ""),
)


def _requests(path: str, *first: str, client: str = "") -> Recipe:
    args = {str(i): code for i, code in enumerate((*first, '"{url}/x"'))}
    return Recipe("requests", client, {}, (Use(path, args),), quick=True)


HTTP = (
    _requests("requests.get"),
    _requests("requests.post"),
    _requests("requests.request", '"POST"'),
    _requests("get", client="requests.Session"),
    _requests("request", '"POST"', client="requests.Session"),
    Recipe("httpx", "", {}, (Use("httpx.post", {"0": '"{url}/x"'}),), quick=True),
    Recipe("httpx", "httpx.Client", {}, (Use("get", {"0": '"{url}/x"'}),), quick=True),
    Recipe("urllib", "", {}, (Use("urllib.request.urlopen", {"0": '"{url}/x"'}),)),
    Recipe("urllib", "", {}, (Use("urllib.request.urlretrieve", {"0": '"{url}/x"'}),)),
    Recipe(
        "http-client",
        "http.client.HTTPConnection",
        {"0": '"{url}".removeprefix("http://")'},
        (Use("request", {"0": '"GET"', "1": '"/x"'}, after="{call}\nclient.getresponse()"),),
    ),
    Recipe(
        "urllib3", "urllib3.PoolManager", {}, (Use("request", {"0": '"GET"', "1": '"{url}/x"'}),)
    ),
    Recipe("urllib3", "", {}, (Use("urllib3.request", {"0": '"GET"', "1": '"{url}/x"'}),)),
    Recipe(
        "aiohttp",
        "aiohttp.ClientSession",
        {},
        (Use("get", {"0": '"{url}/x"'}),),
        sync=False,
    ),
)

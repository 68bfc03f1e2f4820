"""What is proven: which package, and how each of its calls is written without any setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from js_code import Code

URL = Code("URL")  # in a scenario: the address that does what the scenario is about
ASK: list[Any] = [{"role": "user", "content": "hi"}]
_CHAT: dict[str, Any] = {"model": "m", "messages": ASK}


@dataclass(frozen=True)
class Maker:
    """How a client is made: its name in the facts, the code, the arguments."""

    name: str
    code: str
    arguments: list[Any] = field(default_factory=list)
    before: str = ""


@dataclass(frozen=True)
class Spoken:
    """One call: its path or function in the facts, the code, the arguments.

    ``whole``: the statement around the call where awaiting it is not enough. ``loops``: it is an
    agent with a tool, and only its bound is proven; ``steps`` of a graph are counted, not turns;
    ``last`` requests follow when the bound is reached.
    """

    fact: str
    code: str
    arguments: list[Any]
    maker: Maker | None = None
    whole: str = "await {call};"
    loops: bool = False
    steps: bool = False
    last: int = 0


@dataclass(frozen=True)
class Subject:
    """A facts file on one version of its package."""

    name: str
    sdk: str
    packages: tuple[str, ...]
    imports: str
    calls: tuple[Spoken, ...]
    installed_as: str = ""
    quick: bool = False
    http2: bool = False  # it speaks nothing else

    @property
    def package(self) -> str:
        """The package whose version chooses the release."""
        return self.installed_as or self.packages[0].rpartition("@")[0]


def _method(maker: Maker, path: str, *arguments: Any) -> Spoken:
    return Spoken(path, f"client.{path}", list(arguments), maker)


# -- openai and its family


def _openai(version: str) -> Subject:
    maker = Maker("openai.OpenAI", "new OpenAI", [{"apiKey": "k", "baseURL": URL}])
    default = Maker("openai.default", "new Default", [{"apiKey": "k", "baseURL": URL}])
    bare = Maker("openai", "new Required", [{"apiKey": "k", "baseURL": URL}])
    azure = Maker(
        "openai.AzureOpenAI",
        "new AzureOpenAI",
        [{"apiKey": "k", "baseURL": URL, "apiVersion": "2024-10-21"}],
    )
    beta = "beta." if version.startswith("4") else ""
    thread = "threads" if version.startswith("4") else "thread"
    calls = [
        _method(maker, "chat.completions.create", _CHAT),
        _method(default, "chat.completions.create", _CHAT),
        _method(bare, "chat.completions.create", _CHAT),
        _method(azure, "chat.completions.create", _CHAT),
        _method(maker, f"{beta}chat.completions.parse", _CHAT),
        _method(maker, "completions.create", {"model": "m", "prompt": "hi"}),
        _method(maker, "beta.threads.runs.create", thread, {"assistant_id": "a"}),
        _method(maker, "beta.threads.createAndRun", {"assistant_id": "a"}),
        Spoken(
            f"{beta}chat.completions.stream",
            f"client.{beta}chat.completions.stream",
            [_CHAT],
            maker,
            "await {call}.finalContent();",
        ),
    ]
    if version != "4.60.0":
        body = {"model": "m", "input": "hi"}
        calls += [_method(maker, f"responses.{name}", body) for name in ("create", "parse")]
    imports = (
        'import Default, { OpenAI, AzureOpenAI } from "openai";\n'
        'import { createRequire } from "node:module";\n'
        'const Required: typeof OpenAI = createRequire(import.meta.url)("openai");'
    )
    packages = (f"openai@{version}",)
    quick = version.startswith("7")
    return Subject(f"openai {version}", "openai", packages, imports, tuple(calls), quick=quick)


_V3 = Maker(
    "openai.OpenAIApi",
    "new openai.OpenAIApi",
    [Code('new openai.Configuration({ apiKey: "k", basePath: URL })')],
)
_OPENAI_3 = Subject(
    "openai 3.3.0",
    "openai",
    ("openai@3.3.0",),
    'import openai from "openai";',
    (
        _method(_V3, "createChatCompletion", {"model": "m", "messages": ASK}),
        _method(_V3, "createCompletion", {"model": "m", "prompt": "hi"}),
    ),
)

_EDGE = Maker(
    "openai-edge.OpenAIApi",
    "new OpenAIApi",
    [Code('new Configuration({ apiKey: "k", basePath: URL })')],
)
_OPENAI_EDGE = Subject(
    "openai-edge",
    "openai-edge",
    ("openai-edge@1.2.2",),
    'import { Configuration, OpenAIApi } from "openai-edge";',
    (
        _method(_EDGE, "createChatCompletion", {"model": "m", "messages": ASK}),
        _method(_EDGE, "createCompletion", {"model": "m", "prompt": "hi"}),
    ),
)


def _family(sdk: str, package: str, cls: str, *paths: str) -> Subject:
    """Clients made by the same generator as openai's."""
    name, _, _ = package.rpartition("@")
    options = [{"apiKey": "k", "baseURL": URL}]
    makers = [Maker(f"{name}.{kind}", f"new {cls}", options) for kind in ("default", cls)]
    calls = [_method(m, "chat.completions.create", _CHAT) for m in makers]
    calls += [_method(makers[0], path, {"model": "m", "prompt": "hi"}) for path in paths]
    imports = f'import {cls} from "{name}";'
    return Subject(package, sdk, (package,), imports, tuple(calls))


# -- anthropic


def _anthropic(version: str) -> Subject:
    name = "@anthropic-ai/sdk"
    options = [{"apiKey": "k", "baseURL": URL}]
    maker = Maker(f"{name}.default", "new Anthropic", options)
    named = Maker(f"{name}.Anthropic", "new Named", options)
    body = {"model": "claude-x", "max_tokens": 9, "messages": ASK}
    calls = (
        _method(maker, "messages.create", body),
        _method(named, "messages.create", body),
        _method(maker, "beta.messages.create", body),
        Spoken(
            "messages.stream", "client.messages.stream", [body], maker, "await {call}.finalText();"
        ),
        _method(maker, "beta.messages.toolRunner", {**body, "tools": []}),
    )
    imports = f'import Anthropic, {{ Anthropic as Named }} from "{name}";'
    packages, quick = (f"{name}@{version}",), version.startswith("1")
    return Subject(f"anthropic {version}", "anthropic", packages, imports, calls, quick=quick)


# -- Google


def _google(version: str) -> Subject:
    name = "@google/genai"
    maker = Maker(
        f"{name}.GoogleGenAI",
        "new GoogleGenAI",
        [{"apiKey": "k", "httpOptions": {"baseUrl": URL}}],
    )
    body = {"model": "m", "contents": "hi"}
    calls = (
        _method(maker, "models.generateContent", body),
        Spoken(
            "models.generateContentStream",
            "client.models.generateContentStream",
            [body],
            maker,
            "for await (const part of await {call}) void part;",
        ),
        Spoken(
            "chats.create",
            "client.chats.create",
            [{"model": "m"}],
            maker,
            'await {call}.sendMessage({ message: "hi" });',
        ),
    )
    imports = f'import {{ GoogleGenAI }} from "{name}";'
    return Subject(
        f"google-genai {version}", "google-genai", (f"{name}@{version}",), imports, calls
    )


_GEMINI = Maker(
    "@google/generative-ai.GoogleGenerativeAI",
    "google.getGenerativeModel",
    [{"model": "m"}, {"baseUrl": URL}],
    'const google = new GoogleGenerativeAI("k");',
)
_GENERATIVE_AI = Subject(
    "google-generative-ai 0.24.1",
    "google-generative-ai",
    ("@google/generative-ai@0.24.1",),
    'import { GoogleGenerativeAI } from "@google/generative-ai";',
    (
        _method(
            _GEMINI,
            "generateContent",
            {"contents": [{"role": "user", "parts": [{"text": "hi"}]}]},
        ),
        Spoken("startChat", "client.startChat", [{}], _GEMINI, 'await {call}.sendMessage("hi");'),
        Spoken("startChat().sendMessage", "client.startChat().sendMessage", ["hi"], _GEMINI),
    ),
)

# -- the AI SDK

_MODEL = {"model": Code('createOpenAI({ apiKey: "k", baseURL: URL }).chat("m")'), "prompt": "hi"}
_STREAM = (
    "for await (const part of {call}.fullStream) { const kind = String(part.type);"
    ' if (kind === "error" || kind === "abort") throw new Error(kind); }'
)


def _ai(version: str, provider: str, agent: str = "") -> Subject:
    calls = [
        Spoken("ai.generateText", "generateText", [_MODEL]),
        Spoken("ai.streamText", "streamText", [_MODEL], whole=_STREAM),
        Spoken("ai.generateObject", "generateObject", [{**_MODEL, "output": "no-schema"}]),
        Spoken(
            "ai.streamObject", "streamObject", [{**_MODEL, "output": "no-schema"}], whole=_STREAM
        ),
    ]
    if agent:
        maker = Maker(f"ai.{agent}", f"new {agent}", [{"model": _MODEL["model"]}])
        calls.append(_method(maker, "generate", {"prompt": "hi"}))
    names = ", ".join(
        ["generateText, streamText, generateObject, streamObject", *filter(None, [agent])]
    )
    imports = f'import {{ {names} }} from "ai";\nimport {{ createOpenAI }} from "@ai-sdk/openai";'
    zod = "zod@3.25.76" if version.startswith("4") else "zod@4.6.7"
    packages = (f"ai@{version}", f"@ai-sdk/openai@{provider}", zod)
    quick = version.startswith("7")
    return Subject(f"ai {version}", "ai", packages, imports, tuple(calls), quick=quick)


# -- LangChain

_CORE = "@langchain/core@1.4.0"


def _langchain(sdk: str, package: str, **classes: dict[str, Any]) -> Subject:
    name, _, _ = package.rpartition("@")
    makers = [Maker(f"{name}.{c}", f"new {c}", [options]) for c, options in classes.items()]
    stream = "for await (const part of await {call}) void part;"
    invoked = [_method(maker, "invoke", "hi") for maker in makers]
    streamed = [Spoken("stream", "client.stream", ["hi"], m, stream) for m in makers[:1]]
    calls = (*invoked, *streamed)
    imports = f'import {{ {", ".join(classes)} }} from "{name}";'
    return Subject(package, sdk, (package, _CORE), imports, calls)


# -- others

_MISTRAL = Maker("@mistralai/mistralai.Mistral", "new Mistral", [{"apiKey": "k", "serverURL": URL}])
_COHERE = Maker(
    "cohere-ai.CohereClientV2", "new CohereClientV2", [{"token": "k", "environment": URL}]
)
_OLLAMA = Maker("ollama.Ollama", "new Ollama", [{"host": URL}])
_HF = Maker(
    "@huggingface/inference.InferenceClient", "new InferenceClient", ["k", {"endpointUrl": URL}]
)
_AGENT = Maker(
    "@openai/agents.Agent",
    "new Agent",
    [
        {
            "name": "a",
            "model": Code(
                'new OpenAIChatCompletionsModel(new OpenAI({ apiKey: "k", baseURL: URL }), "m")'
            ),
        }
    ],
)
_REPLICATE = Maker("replicate.default", "new Replicate", [{"auth": "k", "baseUrl": URL}])
_INPUT = {"input": {"prompt": "hi"}}
_OTHERS = (
    Subject(
        "replicate 1.4.0",
        "replicate",
        ("replicate@1.4.0",),
        'import Replicate from "replicate";',
        (
            _method(_REPLICATE, "run", "a/b", _INPUT),
            Spoken(
                "stream",
                "client.stream",
                ["a/b", _INPUT],
                _REPLICATE,
                "for await (const part of {call}) void part;",
            ),
            _method(_REPLICATE, "predictions.create", {"model": "a/b", **_INPUT}),
        ),
    ),
    Subject(
        "mistral 2.7.0",
        "mistral",
        ("@mistralai/mistralai@2.7.0",),
        'import { Mistral } from "@mistralai/mistralai";',
        (_method(_MISTRAL, "chat.complete", _CHAT),),
    ),
    Subject(
        "cohere 8.1.0",
        "cohere",
        ("cohere-ai@8.1.0",),
        'import { CohereClientV2 } from "cohere-ai";',
        (_method(_COHERE, "chat", _CHAT),),
    ),
    Subject(
        "ollama 0.6.4",
        "ollama",
        ("ollama@0.6.4",),
        'import { Ollama } from "ollama";',
        (
            _method(_OLLAMA, "chat", _CHAT),
            _method(_OLLAMA, "generate", {"model": "m", "prompt": "hi"}),
        ),
    ),
    Subject(
        "huggingface 4.13.30",
        "huggingface",
        ("@huggingface/inference@4.13.30",),
        'import { InferenceClient } from "@huggingface/inference";',
        (
            _method(_HF, "chatCompletion", _CHAT),
            _method(_HF, "textGeneration", {"model": "m", "inputs": "hi"}),
        ),
    ),
    Subject(
        "openai-agents 0.20.0",
        "openai-agents",
        ("@openai/agents@0.20.0", "zod@4.6.7"),
        'import { Agent, run, OpenAIChatCompletionsModel } from "@openai/agents";\n'
        'import OpenAI from "openai";',
        (Spoken("@openai/agents.run", "run", [Code("client"), "hi"], _AGENT),),
    ),
)

# -- raw HTTP

_POST = {"method": "POST", "body": "{}"}
_AXIOS = Maker("axios.default.create", "axios.create", [{"baseURL": URL}])
_GOT = Maker("got.default.extend", "got.extend", [{}])


def _node_fetch(version: str, *types: str) -> Subject:
    return Subject(
        f"node-fetch {version}",
        "node-fetch",
        (f"node-fetch@{version}", *types),
        'import fetch from "node-fetch";',
        (Spoken("node-fetch.default", "fetch", [URL, _POST]),),
    )


def _got(version: str) -> Subject:
    return Subject(
        f"got {version}",
        "got",
        (f"got@{version}",),
        'import got from "got";',
        (
            Spoken("got.default.post", "got.post", [URL, {"json": {}}]),
            Spoken("post", "client.post", [URL, {"json": {}}], _GOT),
        ),
    )


_HTTP = (
    Subject(
        "fetch",
        "fetch",
        (),
        "",
        (
            Spoken("fetch", "fetch", [URL, _POST]),
            Spoken("fetch", "fetch", [URL]),
            Spoken("globalThis.fetch", "globalThis.fetch", [URL, _POST]),
        ),
        quick=True,
    ),
    Subject(
        "axios 1.21.1",
        "axios",
        ("axios@1.21.1",),
        'import axios from "axios";',
        (
            Spoken("axios.default.get", "axios.get", [URL]),
            Spoken("axios.default.post", "axios.post", [URL, {}]),
            Spoken("axios.default.delete", "axios.delete", [URL]),
            Spoken("axios.default.put", "axios.put", [URL, {}]),
            Spoken("axios.default.request", "axios.request", [{"method": "POST", "url": URL}]),
            Spoken("axios.default", "axios", [{"method": "POST", "url": URL}]),
            Spoken("axios.default", "axios", [URL]),
            Spoken("get", "client.get", ["/x"], _AXIOS),
            Spoken("post", "client.post", ["/x", {}], _AXIOS),
            Spoken("request", "client.request", [{"url": "/x"}], _AXIOS),
        ),
        quick=True,
    ),
    _node_fetch("3.3.2"),
    _node_fetch("2.7.0", "@types/node-fetch@2.6.13"),
    _got("14.6.6"),
    Subject(
        "ky 1.14.3",
        "ky",
        ("ky@1.14.3",),
        'import ky from "ky";',
        (Spoken("ky.default.post", "ky.post", [URL, {"json": {}}]),),
    ),
    Subject(
        "undici 7.30.2",
        "undici",
        ("undici@7.30.2",),
        'import { request, fetch } from "undici";',
        (
            Spoken("undici.request", "request", [URL, _POST]),
            Spoken("undici.fetch", "fetch", [URL, _POST]),
        ),
    ),
)

_OPENAI_LC = {"model": "gpt-4.1-mini", "apiKey": "k", "configuration": {"baseURL": URL}}
SUBJECTS: tuple[Subject, ...] = (
    *(_openai(v) for v in ("7.57.0", "6.49.0", "5.23.2", "4.104.0", "4.60.0")),
    _OPENAI_3,
    _OPENAI_EDGE,
    _anthropic("1.12.0"),
    _anthropic("0.137.0"),
    _google("3.1.0"),
    _google("2.32.0"),
    _google("1.52.0"),
    _GENERATIVE_AI,
    _ai("7.0.173", "4.0.118", "ToolLoopAgent"),
    _ai("6.0.326", "3.0.141", "ToolLoopAgent"),
    _ai("5.0.277", "2.0.131", "Experimental_Agent"),
    _ai("4.3.19", "1.3.24"),
    _langchain(
        "langchain-openai",
        "@langchain/openai@1.5.8",
        ChatOpenAI=_OPENAI_LC,
        OpenAI={**_OPENAI_LC, "model": "gpt-3.5-turbo-instruct"},
    ),
    _langchain(
        "langchain-anthropic",
        "@langchain/anthropic@1.5.11",
        ChatAnthropic={"model": "m", "apiKey": "k", "anthropicApiUrl": URL},
    ),
    _langchain(
        "langchain-google-genai",
        "@langchain/google-genai@2.3.2",
        ChatGoogleGenerativeAI={"model": "m", "apiKey": "k", "baseUrl": URL},
    ),
    _family("groq", "groq-sdk@1.6.0", "Groq"),
    _family("together", "together-ai@0.52.0", "Together", "completions.create"),
    *_OTHERS,
    *_HTTP,
)

"""Frameworks above the providers' packages: their model objects, their agents, their loops."""

from __future__ import annotations

from typing import Any

from js_code import Code
from js_subjects import ASK, URL, Maker, Spoken, Subject

_CORE = "@langchain/core@1.4.0"
_LANGCHAIN = (
    "langchain@1.5.14",
    _CORE,
    "@langchain/openai@1.5.8",
    "@langchain/langgraph@1.7.3",
    "zod@4.6.7",
)
_TOOL = "z.object({ text: z.string() })"
_STREAMED = "for await (const part of await {call}) void part;"


# -- LangChain


def _model(sdk: str, package: str, cls: str, **options: Any) -> Subject:
    name, _, _ = package.rpartition("@")
    maker = Maker(f"{name}.{cls}", f"new {cls}", [{"model": "m", "apiKey": "k", **options}])
    calls = (
        Spoken("invoke", "client.invoke", ["hi"], maker),
        Spoken("stream", "client.stream", ["hi"], maker, _STREAMED),
    )
    imports = f'import {{ {cls} }} from "{name}";'
    return Subject(package, sdk, (package, _CORE), imports, calls)


_CHAT = Code(
    'new ChatOpenAI({ model: "gpt-4.1-mini", apiKey: "k", maxRetries: 0, '
    "configuration: { baseURL: URL } })"
)
_AGAIN = (
    'import { tool } from "langchain";\n'
    'import { ChatOpenAI } from "@langchain/openai";\n'
    'import { z } from "zod";\n'
    'const again = tool(async () => "again", '
    f'{{ name: "again", description: "Look again.", schema: {_TOOL} }});'
)
_STATE = {"messages": ASK}


def _graph(sdk: str, name: str, option: str) -> Subject:
    module, _, function = name.rpartition(".")
    maker = Maker(name, function, [{option: _CHAT, "tools": Code("[again]")}])
    calls = (
        Spoken("invoke", "client.invoke", [_STATE], maker, loops=True, steps=True),
        Spoken("invoke", "client.invoke", [_STATE], maker),
    )
    imports = f'import {{ {function} }} from "{module}";\n{_AGAIN}'
    package = sdk if sdk == "langchain" else "@langchain/langgraph"
    return Subject(f"{sdk} agents", sdk, _LANGCHAIN, imports, calls, installed_as=package)


# -- LlamaIndex.TS

_LLAMA = (
    "llamaindex@0.12.1",
    "@llamaindex/openai@0.4.23",
    "@llamaindex/workflow@1.1.25",
    "zod@4.6.7",
)
_LLAMA_OPTIONS = {"model": "gpt-4.1-mini", "apiKey": "k", "baseURL": URL}
_LLAMA_MODEL = Maker("@llamaindex/openai.OpenAI", "new OpenAI", [_LLAMA_OPTIONS])
_LLAMA_SHORT = Maker("@llamaindex/openai.openai", "openai", [_LLAMA_OPTIONS])
_LLAMA_AGENT = Maker(
    "@llamaindex/workflow.agent",
    "agent",
    [
        {
            "llm": Code('new OpenAI({ model: "gpt-4.1-mini", apiKey: "k", baseURL: URL })'),
            "tools": Code("[again]"),
        }
    ],
)
_LLAMAINDEX = Subject(
    "llamaindex 0.12.1",
    "llamaindex",
    _LLAMA,
    'import { OpenAI, openai } from "@llamaindex/openai";\n'
    'import { agent } from "@llamaindex/workflow";\n'
    'import { tool } from "llamaindex";\n'
    'import { z } from "zod";\n'
    'const again = tool(async () => "again", '
    f'{{ name: "again", description: "Look again.", parameters: {_TOOL} }});',
    (
        Spoken("chat", "client.chat", [{"messages": ASK}], _LLAMA_MODEL),
        Spoken("complete", "client.complete", [{"prompt": "hi"}], _LLAMA_SHORT),
        Spoken("run", "client.run", ["hi"], _LLAMA_AGENT, loops=True),
    ),
)

# -- Mastra

_MASTRA_OPTIONS = {
    "id": "a",
    "name": "a",
    "instructions": "x",
    "model": Code('{ id: "openai/gpt-4.1-mini", apiKey: "k", url: URL }'),
}
_MASTRA_AGENT = Maker("@mastra/core/agent.Agent", "new Agent", [_MASTRA_OPTIONS])
_MASTRA_TOOLED = Maker(
    "@mastra/core/agent.Agent", "new Agent", [{**_MASTRA_OPTIONS, "tools": Code("{ again }")}]
)
_MASTRA = Subject(
    "mastra 1.71.0",
    "mastra",
    ("@mastra/core@1.71.0", "zod@4.6.7"),
    'import { Agent } from "@mastra/core/agent";\n'
    'import { createTool } from "@mastra/core/tools";\n'
    'import { z } from "zod";\n'
    'const again = createTool({ id: "again", description: "Look again.", '
    f'inputSchema: {_TOOL}, execute: async () => ({{ text: "again" }}) }});',
    (
        Spoken("generate", "client.generate", ["hi"], _MASTRA_AGENT),
        Spoken("generate", "client.generate", ["hi"], _MASTRA_TOOLED, loops=True),
    ),
)

# -- Genkit

_GENKIT_OPTIONS = {
    "plugins": Code('[googleAI({ apiKey: "k", baseUrl: URL })]'),
    "model": Code('googleAI.model("gemini-2.0-flash")'),
}
_GENKIT_MAKER = Maker("genkit.genkit", "genkit", [_GENKIT_OPTIONS])
_GENKIT_ASK = {"prompt": "hi"}
_GENKIT_TOOLED = Spoken(
    "generate",
    "client.generate",
    [
        {
            "prompt": "hi",
            "tools": Code(
                '[client.defineTool({ name: "again", description: "Look again.", '
                f'inputSchema: {_TOOL}, outputSchema: z.string() }}, async () => "again")]'
            ),
        }
    ],
    _GENKIT_MAKER,
    loops=True,
    last=1,
)
_GENKIT = Subject(
    "genkit 1.42.0",
    "genkit",
    ("genkit@1.42.0", "@genkit-ai/google-genai@1.42.0"),
    'import { genkit, z } from "genkit";\nimport { googleAI } from "@genkit-ai/google-genai";',
    (
        Spoken("generate", "client.generate", [_GENKIT_ASK], _GENKIT_MAKER),
        _GENKIT_TOOLED,
    ),
)

# -- Bedrock

_BEDROCK_NAME = "@aws-sdk/client-bedrock-runtime"
_BEDROCK_OPTIONS = {
    "region": "us-east-1",
    "endpoint": URL,
    "credentials": {"accessKeyId": "k", "secretAccessKey": "k"},
}
_BEDROCK_MAKER = Maker(f"{_BEDROCK_NAME}.BedrockRuntime", "new BedrockRuntime", [_BEDROCK_OPTIONS])
_BEDROCK_CLIENT = Maker(
    f"{_BEDROCK_NAME}.BedrockRuntimeClient", "new BedrockRuntimeClient", [_BEDROCK_OPTIONS]
)
_CONVERSE = {
    "modelId": "m",
    "messages": [{"role": "user", "content": [{"text": "hi"}]}],
}
_BEDROCK = Subject(
    "bedrock 3.1163.0",
    "bedrock",
    (f"{_BEDROCK_NAME}@3.1163.0",),
    f'import {{ BedrockRuntime, BedrockRuntimeClient, ConverseCommand }} from "{_BEDROCK_NAME}";',
    (
        Spoken("converse", "client.converse", [_CONVERSE], _BEDROCK_MAKER),
        Spoken(
            f"{_BEDROCK_NAME}.ConverseCommand",
            "new ConverseCommand",
            [_CONVERSE],
            _BEDROCK_CLIENT,
            "await client.send({call});",
        ),
    ),
    http2=True,
)

FRAMEWORKS: tuple[Subject, ...] = (
    _model("langchain-groq", "@langchain/groq@1.3.1", "ChatGroq", baseUrl=URL),
    _model("langchain-mistralai", "@langchain/mistralai@1.2.0", "ChatMistralAI", serverURL=URL),
    _graph("langchain", "langchain.createAgent", "model"),
    _graph("langgraph", "@langchain/langgraph/prebuilt.createReactAgent", "llm"),
    _LLAMAINDEX,
    _MASTRA,
    _GENKIT,
    _BEDROCK,
)

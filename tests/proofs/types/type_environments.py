"""Which packages the cases are checked against: the current majors, and the ones before.

``current`` and ``previous`` are for every case; the others for cases that import what cannot be
installed beside them, or whose project names a release that neither has. A package that has no
earlier major stands in both as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import js_run
import proofrun

from prodgate.findings import Language

CURRENT, PREVIOUS = "current", "previous"


@dataclass(frozen=True)
class Environment:
    """Packages of one language that are installed together."""

    name: str
    language: Language
    packages: tuple[str, ...]  # name==1.2 or name@1.2
    # Cases that import a package whose name starts so; None: all that import nothing of the
    # current ones that is missing here. Always those whose project names these releases.
    about: tuple[str, ...] | None = ()

    @property
    def id(self) -> str:
        """What pytest prints."""
        return f"{self.language}-{self.name}"

    @property
    def versions(self) -> dict[str, str]:
        """The version of each package that was asked for."""
        return dict(map(parted, self.packages))

    def make(self, cache: Path) -> Path:
        """The interpreter, or the folder with node_modules; made once, then kept."""
        if self.language == "python":
            return proofrun.environment(cache, self.packages)
        return js_run.environment(cache, self.packages)

    def fits(self, requirement: str) -> bool:
        """Whether a project's requirement is met, but for what is behind its major."""
        name, version = parted(requirement)
        here = self.versions.get(name)
        return here is not None and (not version or _major(here) == _major(version))


def parted(requirement: str) -> tuple[str, str]:
    """Name and version: ``openai==1.0``, ``@ai-sdk/openai@2``, ``httpx``."""
    match = re.fullmatch(r"(@?[^@=<>~]+)(?:@|==)?(.*)", requirement)
    assert match is not None, requirement
    return re.sub(r"\[.*\]", "", match[1]), match[2]


def _major(version: str) -> tuple[str, ...]:
    """What an incompatible release changes: the first number that is not 0."""
    parts = version.split(".")
    return tuple(parts[:2] if parts[0] == "0" else parts[:1])


_PYTHON = """
aiohttp==3.14.5 backoff==2.2.1 discord.py==2.7.1 flask-login==0.6.3 httpx==0.28.1 loguru==0.7.3
markupsafe==3.0.4 pydantic==2.14.3 pydantic-settings==2.16.3 python-dotenv==1.2.4 requests==2.34.2
slowapi==0.1.10 tenacity==9.1.4 uvicorn==0.54.0
"""
_PYTHON_CURRENT = """
anthropic==2.12.0 claude-agent-sdk==0.2.187 django==5.2.19 fastapi==0.165.0 flask==3.1.3
flask-cors==6.0.5 flask-socketio==5.7.0 google-genai==3.4.0 google-generativeai==0.8.6
langchain==1.4.7 langchain-anthropic==1.7.7 langchain-community==0.4.2 langchain-core==1.7.2
langchain-groq==1.1.3 langchain-openai==1.7.3 langgraph==1.2.22 limits==5.8.0 mistralai==3.7.0
ollama==0.6.3 openai==3.54.0 openai-agents==0.24.0 pydantic-ai-slim==2.68.0 starlette==1.10.0
stripe==16.1.0 structlog==26.1.0 types-requests==2.33.0.20261030 urllib3==2.8.0
"""
_PYTHON_PREVIOUS = """
anthropic==1.17.0 claude-agent-sdk==0.1.81 django==4.2.30 fastapi==0.163.2 flask==2.3.3
flask-cors==5.0.1 flask-socketio==5.7.0 google-genai==2.34.0 limits==4.8.0 mistralai==2.10.1
ollama==0.5.4 openai==2.54.0 openai-agents==0.20.0 starlette==0.52.1 stripe==15.6.2
structlog==25.5.0 types-requests==2.31.0.6 urllib3==1.26.20
"""
_NODE = """
typescript@5.9.3 exponential-backoff@3.1.3 ollama@0.6.4 openai-edge@1.2.2 cors@2.8.6
@types/cors@2.8.19 async-retry@1.3.3 @types/async-retry@1.4.9 graphql@16.15.0 rxjs@7.8.2
server-only@0.0.1 convex@1.48.0 @convex-dev/agent@0.2.12 @google/generative-ai@0.24.1
@aws-sdk/client-bedrock-runtime@3.1163.0 @anthropic-ai/claude-agent-sdk@0.3.330
@openai/agents@0.20.0 @modelcontextprotocol/sdk@1.32.2
"""
_NODE_CURRENT = """
@types/node@22.19.1 @ai-sdk/anthropic@4.0.105 @ai-sdk/openai@4.0.118 @anthropic-ai/sdk@1.12.0
@apollo/server@5.5.1 @fastify/cors@11.4.3 @google/genai@3.1.0 @huggingface/inference@4.13.30
@langchain/core@1.4.0 @langchain/langgraph@1.7.3 @langchain/openai@1.5.8 @mistralai/mistralai@2.7.0
@nestjs/common@12.5.1 @nestjs/core@12.5.1 @types/express@5.0.6 @types/react@19.3.0 ai@7.0.173
axios@1.21.1 express@5.3.0 express-rate-limit@8.7.4 fastify@5.12.8 got@16.1.0 hono@4.13.19
langchain@1.5.14 mongoose@9.12.1 next@16.4.6 node-fetch@3.3.2 openai@7.57.0 p-retry@8.0.1
pino@10.4.0 react@19.3.1 resend@6.38.0 socket.io@4.8.4 undici@8.12.4 zod@4.6.7
"""
_NODE_PREVIOUS = """
@types/node@20.19.24 @ai-sdk/anthropic@3.0.138 @ai-sdk/openai@3.0.141 @anthropic-ai/sdk@0.137.0
@apollo/server@4.13.0 @fastify/cors@10.1.0 @google/genai@2.32.0 @huggingface/inference@3.15.0
@langchain/core@0.3.80 @langchain/langgraph@0.4.10 @langchain/openai@0.6.17
@mistralai/mistralai@1.15.1 @nestjs/common@11.2.10 @nestjs/core@11.2.10 @types/express@4.17.25
@types/node-fetch@2.6.13 @types/react@18.3.31 ai@6.0.326 axios@0.35.0 express@4.22.3
express-rate-limit@7.5.1 fastify@4.29.1 got@14.6.6 hono@3.12.12 langchain@0.3.37 mongoose@8.24.10
next@15.5.29 node-fetch@2.7.0 openai@6.49.0 p-retry@7.1.1 pino@9.14.0 react@18.3.1 resend@4.8.0
socket.io@3.1.2 undici@7.30.2 zod@3.25.76
"""


_LANGCHAIN_0 = """
langchain==0.3.30 langchain-anthropic==0.3.22 langchain-community==0.3.31 langchain-core==0.3.86
langchain-groq==0.3.8 langchain-openai==0.3.35 langgraph==0.6.11 openai==2.54.0 fastapi==0.163.2
flask==2.3.3 pydantic==2.14.3 tenacity==9.1.4 python-dotenv==1.2.4
"""
_STREAMLIT = "openai==3.54.0 streamlit==1.67.0 gradio==6.31.0"
_CORPUS_CURRENT = "streamlit==1.67.0 agno==3.1.10 quart==0.22.0"
_CORPUS_PREVIOUS = "streamlit==1.67.0"  # quart wants a newer flask
_CREWAI = "crewai==1.15.30 crewai-tools==1.15.30"
_PYDANTIC_1 = "pydantic==1.10.26 fastapi==0.95.0 openai==2.54.0"
_AI_5 = """
ai@5.0.277 @ai-sdk/openai@2.0.131 @convex-dev/agent@0.2.12 convex@1.48.0 openai@5.23.2 zod@4.6.7
@anthropic-ai/sdk@1.12.0
"""
_AI_4 = "ai@4.3.19 @ai-sdk/openai@1.3.24 openai@4.104.0 zod@3.25.76"


def _packages(*texts: str) -> tuple[str, ...]:
    return tuple(sorted(package for text in texts for package in text.split()))


_TOOLS = "typescript@5.9.3 @types/node@20.19.24"
ENVIRONMENTS = (
    Environment(CURRENT, "python", _packages(_PYTHON, _PYTHON_CURRENT), None),
    Environment(PREVIOUS, "python", _packages(_PYTHON, _PYTHON_PREVIOUS), None),
    # Releases that do not go together with the others, or with each other.
    Environment("langchain 0", "python", _packages(_LANGCHAIN_0), ("langchain",)),
    Environment(
        "crewai", "python", _packages("crewai==1.15.30 crewai-tools==1.15.30"), ("crewai",)
    ),
    Environment(
        "google-adk", "python", _packages("google-adk==2.13.0 litellm==1.106.2"), ("google-adk",)
    ),
    Environment("litellm", "python", _packages("litellm==1.106.2"), ("litellm",)),
    Environment("smolagents", "python", _packages("smolagents==1.26.0"), ("smolagents",)),
    Environment("streamlit", "python", _packages(_STREAMLIT), ("streamlit", "gradio")),
    Environment("openai 0", "python", _packages("openai==0.28.1 tenacity==9.1.4")),
    Environment("mistralai 1", "python", _packages("mistralai==1.12.4")),
    Environment("pydantic 1", "python", _packages(_PYDANTIC_1)),
    Environment(CURRENT, "javascript", _packages(_NODE, _NODE_CURRENT), None),
    Environment(PREVIOUS, "javascript", _packages(_NODE, _NODE_PREVIOUS), None),
    Environment("ai 5", "javascript", _packages(_TOOLS, _AI_5)),
    Environment("ai 4", "javascript", _packages(_TOOLS, _AI_4)),
    Environment("openai 3", "javascript", _packages(_TOOLS, "openai@3.3.0")),
    Environment("deno", "javascript", _packages("typescript@5.9.3 @types/deno@2.7.0"), ("https:",)),
    Environment("mastra", "javascript", _packages(_TOOLS, "@mastra/core@1.71.0 zod@4.6.7")),
    Environment("genai 1", "javascript", _packages(_TOOLS, "@google/genai@1.52.0")),
    Environment("got 14", "javascript", _packages(_TOOLS, "got@14.6.6 node-fetch@3.3.2")),
)

# A project of the corpus with releases of its own: of its lock file, but for the compiler.
_SUPPORT_AGENT = """
@anthropic-ai/sdk@0.27.1 @aws-sdk/client-bedrock-agent-runtime@3.621.0 @types/react@18.3.3
ai@3.2.38 @ai-sdk/anthropic@0.0.34 next@14.2.5 react@18.3.1 zod@3.23.8
"""
NAMED = (Environment("support agent", "javascript", _packages(_TOOLS, _SUPPORT_AGENT)),)
# What the rewritten files of the corpus import.
CORPUS = (
    Environment(CURRENT, "python", _packages(_PYTHON, _PYTHON_CURRENT, _CORPUS_CURRENT)),
    Environment(PREVIOUS, "python", _packages(_PYTHON, _PYTHON_PREVIOUS, _CORPUS_PREVIOUS)),
    Environment(CURRENT, "javascript", _packages(_NODE, _NODE_CURRENT)),
    Environment(PREVIOUS, "javascript", _packages(_NODE, _NODE_PREVIOUS)),
)

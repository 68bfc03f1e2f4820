"""The models of agno, each asked by an agent; and of phidata, as it was called before."""

from __future__ import annotations

from collections.abc import Mapping

from recipes import Recipe, Use

_MODELS = "agno.models"
_PACKAGES = (
    "agno==3.1.10",
    "openai==3.54.0",
    "anthropic==2.12.0",
    "google-genai==3.4.0",
    "groq==1.7.0",
    "ollama==0.6.3",
)
# An agent hands the error of its model on as its answer.
_SETUP = """\
from agno.agent import Agent
from agno.run.agent import RunOutput
from agno.run.base import RunStatus


def answered(run: RunOutput) -> RunOutput:
    if run.status is RunStatus.error:
        raise RuntimeError(run.content)
    return run


"""
_OPENAI = {"api_key": '"k"', "base_url": '"{url}/v1"'}


def _model(client: str, model: str, args: Mapping[str, str], wire: str, env: str = "") -> Recipe:
    """``env``: the variable by which the SDK below finds its server, where ``client_params`` is
    the only other way: that would be a client of one's own."""
    address = f'import os\n\nos.environ["{env}"] = "{{url}}"\n' if env else ""
    ask = 'answered(Agent(model=client, telemetry=False).run("hi"))'
    return Recipe(
        "agno",
        f"{_MODELS}.{client}",
        {"id": f'"{model}"', **args},
        (Use("", {}, wire, after=ask),),
        requirements=_PACKAGES,
        setup=address + _SETUP,
    )


_PHI = Recipe(
    "agno",
    "phi.model.openai.OpenAIChat",
    {"id": '"gpt-4o"', **_OPENAI},
    (Use("", {}, "max_tokens", after='Agent(model=client, telemetry=False).run("hi")'),),
    requirements=("phidata==2.7.10", "openai==1.109.1"),
    version="2.7.10",
    setup="from phi.agent import Agent\n",
)
_KEY = {"api_key": '"k"'}
AGNO = (
    _model("openai.OpenAIChat", "gpt-4o", _OPENAI, "max_completion_tokens"),
    _model("openai.like.OpenAILike", "llama3.1", _OPENAI, "max_tokens"),
    _model("xai.xAI", "grok-2-latest", _OPENAI, "max_tokens"),
    _model("together.Together", "llama-3.3-70b", _OPENAI, "max_tokens"),
    _model("deepseek.DeepSeek", "deepseek-chat", _OPENAI, "max_tokens"),
    _PHI,
    _model("openrouter.OpenRouter", "gpt-4o", _OPENAI, "max_tokens"),
    _model("openai.OpenAIResponses", "gpt-4o", _OPENAI, "max_output_tokens"),
    _model(
        "google.Gemini",
        "gemini-2.0-flash",
        _KEY,
        "generationConfig.maxOutputTokens",
        "GOOGLE_GEMINI_BASE_URL",
    ),
    _model("anthropic.Claude", "claude-sonnet-4-5", _KEY, "max_tokens", "ANTHROPIC_BASE_URL"),
    _model("groq.Groq", "llama-3.1-8b-instant", {**_KEY, "base_url": '"{url}"'}, "max_tokens"),
    _model("ollama.Ollama", "llama3.1", {"host": '"{url}"'}, "options.num_predict"),
)

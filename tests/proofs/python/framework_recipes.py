"""Model objects and agents of the frameworks: their settings, not their loops."""

from __future__ import annotations

from agno_recipes import AGNO
from recipes import Recipe, Use

_KEY = '"k"'
_AWS = {
    "region_name": '"us-east-1"',
    "endpoint_url": '"{url}"',
    "aws_access_key_id": '"k"',
    "aws_secret_access_key": '"k"',
}
_OPENAI = {"api_key": _KEY, "base_url": '"{url}/v1"'}
_HI = {"0": '"hi"'}
_FORM = """\
from pydantic import BaseModel


class Said(BaseModel):
    text: str


"""


def _instructor(function: str, inner: Recipe, use: Use) -> Recipe:
    """A client in instructor's, asked for a form; ``max_retries`` of its calls repeats no failure,
    only an answer that does not fit (``test_instructor.py``)."""
    given = {**use.args, "response_model": "Said", "max_retries": "4"}
    return Recipe(
        "instructor",
        f"instructor.{function}",
        {},
        (Use(use.path, given, use.wire),),
        requirements=("instructor==1.17.0", f"{inner.sdk}=={inner.version}"),
        setup=_FORM,
        inner=inner,
    )


_SAY = '[{"role": "user", "content": "hi"}]'
INSTRUCTOR = (
    _instructor(
        "from_openai",
        # The newest that it allows.
        Recipe("openai", "openai.OpenAI", _OPENAI, (), version="3.3.0"),
        Use(
            "chat.completions.create",
            {"model": '"gpt-4o"', "messages": _SAY},
            "max_completion_tokens",
        ),
    ),
    _instructor(
        "from_anthropic",
        Recipe(
            "anthropic",
            "anthropic.Anthropic",
            {"api_key": _KEY, "base_url": '"{url}"'},
            (),
            version="2.12.0",
        ),
        Use("messages.create", {"model": '"claude-sonnet-4-5"', "messages": _SAY}, "max_tokens"),
    ),
)
FRAMEWORKS = (
    *AGNO,
    *INSTRUCTOR,
    Recipe(
        "crewai",
        "crewai.LLM",
        {"model": '"openai/gpt-4o"', **_OPENAI},
        (Use("call", _HI, "max_tokens"),),
        setup='import os\nos.environ["CREWAI_DISABLE_TELEMETRY"] = "true"\n',
    ),
    Recipe(
        "openai-agents",
        "agents.Agent",
        {"name": '"a"', "model": '"gpt-4o"'},
        (Use("", {}, "max_output_tokens", after='agents.Runner.run_sync(client, "hi")'),),
        setup=(
            'import os\nos.environ["OPENAI_AGENTS_DISABLE_TRACING"] = "1"\n'
            "from agents import set_default_openai_client\nfrom openai import AsyncOpenAI\n"
            'provider = AsyncOpenAI(api_key="k", base_url="{url}/v1")\n'
            "set_default_openai_client(provider)\n"
        ),
        sync=False,
    ),
    Recipe(
        "google-adk",
        "google.adk.agents.Agent",
        {"name": '"a"', "model": '"gemini-2.0-flash"', "instruction": '"x"'},
        (
            Use(
                "",
                {},
                "generationConfig.maxOutputTokens",
                after=(
                    "async def main() -> None:\n"
                    '    runner = InMemoryRunner(agent=client, app_name="a")\n'
                    "    sessions = runner.session_service\n"
                    '    session = await sessions.create_session(app_name="a", user_id="u")\n'
                    '    said = Content(role="user", parts=[Part(text="hi")])\n'
                    '    run = runner.run_async(user_id="u", session_id=session.id,\n'
                    "                           new_message=said)\n"
                    "    async for event in run:\n"
                    "        pass\n"
                    "asyncio.run(main())"
                ),
            ),
        ),
        setup=(
            "import asyncio\nimport os\n"
            'os.environ["GOOGLE_API_KEY"] = "k"\nos.environ["GOOGLE_GEMINI_BASE_URL"] = "{url}"\n'
            "from google.adk.runners import InMemoryRunner\n"
            "from google.genai.types import Content, Part\n"
        ),
        sync=False,
    ),
    Recipe(
        "llama-index-llms-anthropic",
        "llama_index.llms.anthropic.Anthropic",
        {"model": '"claude-sonnet-4-5"', "api_key": _KEY, "base_url": '"{url}"'},
        (Use("complete", _HI, "max_tokens"),),
        requirements=("llama-index-llms-anthropic==0.12.3", "anthropic==0.89.0"),
    ),
    Recipe(
        "llama-index-llms-azure-openai",
        "llama_index.llms.azure_openai.AzureOpenAI",
        {
            "engine": '"e"',
            "model": '"gpt-4o"',
            "api_key": _KEY,
            "azure_endpoint": '"{url}"',
            "api_version": '"2024-10-21"',
        },
        (Use("complete", _HI, "max_tokens"),),
    ),
    Recipe(
        "llama-index-llms-openai-like",
        "llama_index.llms.openai_like.OpenAILike",
        {"model": '"m"', "api_key": _KEY, "api_base": '"{url}/v1"', "is_chat_model": "True"},
        (Use("complete", _HI, "max_tokens"),),
    ),
    Recipe(
        "llama-index-llms-ollama",
        "llama_index.llms.ollama.Ollama",
        {"model": '"llama3.1"', "base_url": '"{url}"', "context_window": "4096"},
        (Use("complete", _HI, "options.num_predict"),),
    ),
    Recipe(
        "langchain",
        "langchain.chat_models.init_chat_model",
        {"0": '"openai:gpt-4o"', **_OPENAI},
        (Use("invoke", _HI, "max_completion_tokens"),),
        requirements=("langchain==1.4.7", "langchain-openai==1.7.3"),
    ),
    Recipe(
        "langchain-aws",
        "langchain_aws.ChatBedrockConverse",
        {"model": '"amazon.nova-lite-v1:0"', **_AWS},
        (Use("invoke", _HI, "inferenceConfig.maxTokens"),),
    ),
    Recipe(
        "boto3-bedrock",
        "boto3.client",
        {"0": '"bedrock-runtime"', **_AWS},
        (
            Use(
                "converse",
                {
                    "modelId": '"amazon.nova-lite-v1:0"',
                    "messages": '[{"role": "user", "content": [{"text": "hi"}]}]',
                },
                "inferenceConfig.maxTokens",
            ),
        ),
        unnamed=True,
    ),
)

"""Agents that loop: how each is given a tool and a model on the local server.

The facts say where the bound stands and what it is; ``Loop`` of a client is set on its constructor,
that of a call on the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recipes import Recipe, Use


@dataclass(frozen=True)
class Agent:
    """A recipe with one call, and how its turns show as requests.

    ``steps``: the bound counts steps of a graph, model and tool in turn. ``last``: one more
    request, without tools, asks for the answer when the bound is reached. ``objects``: how the
    object at a dotted path is written, with {}.
    """

    recipe: Recipe
    steps: bool = False
    last: int = 0
    objects: Mapping[str, str] = field(default_factory=dict)

    @property
    def use(self) -> Use:
        """The call."""
        return self.recipe.uses[0]


_TOOL = '''
def again(text: str) -> str:
    """Look again."""
    return "again"
'''
_SAY = '[{"role": "user", "content": "hi"}]'
_GPT = 'ChatOpenAI(model="gpt-4o", api_key="k", base_url="{url}/v1")'
_CHAT_OPENAI = f"from langchain_openai import ChatOpenAI\n{_TOOL}"
_STATE = {"0": f'{{"messages": {_SAY}}}'}
_LANGCHAIN = ("langchain==1.4.7", "langchain-openai==1.7.3")


def _openai_agents(name: str, quick: bool = False) -> Agent:
    chat = 'OpenAIChatCompletionsModel("m", AsyncOpenAI(api_key="k", base_url="{url}/v1"))'
    setup = (
        "import os\n"
        'os.environ["OPENAI_AGENTS_DISABLE_TRACING"] = "1"\n'
        "import asyncio\n"
        "import agents\n"
        "from agents import OpenAIChatCompletionsModel, function_tool\n"
        "from openai import AsyncOpenAI\n"
        f"@function_tool{_TOOL}"
        f'agent = agents.Agent(name="a", tools=[again], model={chat})\n'
    )
    after = "asyncio.run({call})" if name.endswith(".run") else "{call}"
    use = Use(name, {"0": "agent", "1": '"hi"'}, after=after)
    return Agent(Recipe("openai-agents", "", {}, (use,), setup=setup, quick=quick))


def _pydantic_ai(path: str) -> Agent:
    model = 'OpenAIChatModel("m", provider=OpenAIProvider(base_url="{url}/v1", api_key="k"))'
    setup = (
        "import asyncio\n"
        "from pydantic_ai import UsageLimits\n"
        "from pydantic_ai.models.openai import OpenAIChatModel\n"
        "from pydantic_ai.providers.openai import OpenAIProvider\n"
        f"{_TOOL}"
    )
    after = "asyncio.run({call})" if path == "run" else "{call}"
    recipe = Recipe(
        "pydantic-ai",
        "pydantic_ai.Agent",
        {"0": model, "tools": "[again]"},
        (Use(path, {"0": '"hi"'}, after=after),),
        requirements=("pydantic-ai-slim[openai]==2.31.1",),
        setup=setup,
    )
    return Agent(recipe, objects={"usage_limits": "UsageLimits({})"})


def _google_adk() -> Agent:
    setup = (
        "import asyncio\n"
        "import os\n"
        'os.environ["GOOGLE_API_KEY"] = "k"\n'
        'os.environ["GOOGLE_GEMINI_BASE_URL"] = "{url}"\n'
        "import google.adk.agents\n"
        "from google.adk.agents import Agent\n"
        "from google.adk.runners import InMemoryRunner\n"
        "from google.genai import types\n"
        f"{_TOOL}"
        'agent = Agent(name="a", model="gemini-2.0-flash", instruction="x", tools=[again])\n'
    )
    after = (
        "async def main() -> None:\n"
        '    runner = InMemoryRunner(agent=agent, app_name="a")\n'
        '    session = await runner.session_service.create_session(app_name="a", user_id="u")\n'
        '    content = types.Content(role="user", parts=[types.Part(text="hi")])\n'
        '    run = runner.run_async(user_id="u", session_id=session.id, new_message=content,\n'
        "                           run_config=client)\n"
        "    async for event in run:\n"
        "        pass\n"
        "asyncio.run(main())"
    )
    use = Use("", after=after)
    return Agent(Recipe("google-adk", "google.adk.agents.RunConfig", {}, (use,), setup=setup))


def _crewai() -> Agent:
    setup = (
        "import os\n"
        'os.environ["CREWAI_DISABLE_TELEMETRY"] = "true"\n'
        'os.environ["OTEL_SDK_DISABLED"] = "true"\n'
        "import crewai\n"
        "from crewai import Crew, LLM, Task\n"
        "from crewai.tools import tool\n"
        f'@tool("again"){_TOOL}'
    )
    args = {
        "role": '"a"',
        "goal": '"b"',
        "backstory": '"c"',
        "tools": "[again]",
        "llm": 'LLM(model="openai/gpt-4o", api_key="k", base_url="{url}/v1")',
    }
    after = (
        'task = Task(description="x", expected_output="y", agent=client)\n'
        "Crew(agents=[client], tasks=[task]).kickoff()"
    )
    recipe = Recipe("crewai", "crewai.Agent", args, (Use("", after=after),), setup=setup)
    return Agent(recipe, last=1)


def _executor() -> Agent:
    setup = (
        "import langchain_classic.agents\n"
        "from langchain_classic.agents import create_tool_calling_agent\n"
        "from langchain_core.prompts import ChatPromptTemplate\n"
        "from langchain_core.tools import tool\n"
        "from langchain_openai import ChatOpenAI\n"
        f"@tool{_TOOL}"
        'said = [("user", "{input}"), ("placeholder", "{agent_scratchpad}")]\n'
        "prompt = ChatPromptTemplate.from_messages(said)\n"
        f"agent = create_tool_calling_agent({_GPT}, [again], prompt)\n"
    )
    return Agent(
        Recipe(
            "langchain",
            "langchain_classic.agents.AgentExecutor",
            {"agent": "agent", "tools": "[again]"},
            (Use("", after='client.invoke({"input": "hi"})'),),
            requirements=("langchain-classic==1.0.8", "langchain-openai==1.7.3"),
            setup=setup,
        )
    )


def _create_agent() -> Agent:
    setup = f"import langchain.agents\n{_CHAT_OPENAI}"
    after = f"client.invoke({_STATE['0']})"
    args = {"0": _GPT, "tools": "[again]"}
    recipe = Recipe(
        "langchain",
        "langchain.agents.create_agent",
        args,
        (Use("", after=after),),
        requirements=_LANGCHAIN,
        setup=setup,
    )
    return Agent(recipe)


def _react(version: str, *requirements: str) -> Agent:
    setup = f"import langgraph.prebuilt\n{_CHAT_OPENAI}"
    recipe = Recipe(
        "langgraph",
        "langgraph.prebuilt.create_react_agent",
        {"0": _GPT, "tools": "[again]"},
        (Use("invoke", _STATE),),
        requirements=requirements,
        version=version,
        setup=setup,
    )
    return Agent(recipe, steps=True)


def _tool_runner() -> Agent:
    setup = f"import anthropic\nfrom anthropic import beta_tool\n@beta_tool{_TOOL}"
    args = {"model": '"claude-sonnet-4-5"', "max_tokens": "99", "messages": _SAY}
    use = Use(
        "beta.messages.tool_runner", {**args, "tools": "[again]"}, after="{call}.until_done()"
    )
    made = {"api_key": '"k"', "base_url": '"{url}"'}
    recipe = Recipe("anthropic", "anthropic.Anthropic", made, (use,), setup=setup, quick=True)
    return Agent(recipe)


def _automatic_calls() -> Agent:
    setup = f"from google.genai import types\n{_TOOL}"
    args = {
        "model": '"gemini-2.0-flash"',
        "contents": '"hi"',
        "config.tools": "[again]",
    }
    recipe = Recipe(
        "google-genai",
        "google.genai.Client",
        {"api_key": '"k"', "http_options.base_url": '"{url}"'},
        (Use("models.generate_content", args),),
        setup=setup,
    )
    return Agent(recipe)


def _llama_index(client: str) -> Agent:
    module, _, _ = client.rpartition(".")
    setup = (
        "import asyncio\n"
        f"import {module}\n"
        "from llama_index.llms.openai import OpenAI\n"
        f"{_TOOL}"
        'llm = OpenAI(model="gpt-4o", api_key="k", api_base="{url}/v1")\n'
    )
    after = "async def main() -> None:\n    print(await {call})\nasyncio.run(main())"
    recipe = Recipe(
        "llama-index",
        client,
        {"tools": "[again]", "llm": "llm"},
        (Use("run", {"0": '"hi"'}, after=after),),
        requirements=("llama-index-llms-openai==0.8.3",),
        setup=setup,
    )
    return Agent(recipe)


AGENTS = (
    _openai_agents("agents.Runner.run_sync"),
    _openai_agents("agents.Runner.run"),
    _pydantic_ai("run_sync"),
    _pydantic_ai("run"),
    _create_agent(),
    _executor(),
    _react("1.2.22", *_LANGCHAIN),
    _react("1.0.5", "langgraph==1.0.5", "langgraph-prebuilt==1.0.5", "langchain-openai==1.7.3"),
    _tool_runner(),
    _automatic_calls(),
    _google_adk(),
    _crewai(),
    _llama_index("llama_index.core.agent.workflow.FunctionAgent"),
)

# --- defaults that bound the loop, and numbers within reason
from agents import Agent, Runner
from crewai import Agent as Worker
from google.adk.agents import LoopAgent, RunConfig
from pydantic_ai import Agent as Typed
from pydantic_ai import UsageLimits

agent = Agent(name="helper", instructions="Help.")
typed = Typed("openai:gpt-4o")
writer = Worker(role="writer", goal="write", backstory="writes", max_iter=50)
loop = LoopAgent(name="refine", sub_agents=[writer], max_iterations=5)
config = RunConfig(max_llm_calls=1000)


async def main(text: str, most: int) -> None:
    await Runner.run(agent, text)
    await Runner.run(agent, text, max_turns=30)
    await Runner.run(agent, text, max_turns=most)
    await typed.run(text)
    await typed.run(text, usage_limits=UsageLimits(request_limit=None, total_tokens_limit=9000))
# --- langchain: bounded by rounds or by time
# project: langchain==0.3.30
from langchain.agents import AgentExecutor, initialize_agent

one = AgentExecutor(agent=agent, tools=tools)
two = AgentExecutor(agent=agent, tools=tools, max_iterations=None, max_execution_time=60)
three = initialize_agent(tools, llm, max_iterations=3)
# --- langchain: each run has its limit, or middleware decides, or there are no tools
# project: langchain==1.4.7
from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware

agent = create_agent("openai:gpt-4o", tools=[search])
bounded = create_agent(
    "openai:gpt-4o", tools=[search], middleware=[ModelCallLimitMiddleware(run_limit=10)]
)
plain = create_agent("openai:gpt-4o")
empty = create_agent("openai:gpt-4o", tools=[])
short = create_agent("openai:gpt-4o", tools=[search]).with_config(recursion_limit=25)


def main(messages: list) -> None:
    agent.invoke({"messages": messages}, config={"recursion_limit": 25})
    agent.invoke({"messages": messages}, {"recursion_limit": 25})
# --- anthropic: the tool runner with its limit
from anthropic import Anthropic

client = Anthropic(timeout=60.0)


def main(messages: list, options: dict) -> None:
    client.beta.messages.tool_runner(
        model="claude-sonnet-4-5", max_tokens=9, tools=[search], messages=messages, max_iterations=8
    )
    client.beta.messages.tool_runner(
        model="claude-sonnet-4-5", max_tokens=9, tools=[search], messages=messages, **options
    )
# --- agno: whether its agents need a limit is a matter of taste
from agno.agent import Agent

one = Agent(tools=[search], tool_call_limit=5)
two = Agent(tools=[search])
# --- langgraph: 25 steps, until 1.0.5
# project: langgraph==1.0.5
from langgraph.prebuilt import create_react_agent

agent = create_react_agent(model, tools=[search])
# --- langgraph: it is not known which release, or every run has its limit
from langgraph.prebuilt import create_react_agent

agent = create_react_agent(model, tools=[search])
# --- langgraph: every run has its limit, or there are no tools
# project: langgraph==1.2.22
from langgraph.prebuilt import create_react_agent

agent = create_react_agent(model, tools=[search])
plain = create_react_agent(model, tools=[])
short = create_react_agent(model, tools=[search]).with_config({"recursion_limit": 25})


def main(messages: list) -> dict:
    return agent.invoke({"messages": messages}, config={"recursion_limit": 25})
# --- the Claude Agent SDK: turns, or money
from claude_agent_sdk import ClaudeAgentOptions, query

turns = ClaudeAgentOptions(max_turns=20)
money = ClaudeAgentOptions(max_budget_usd=1.0)


async def main(prompt: str, options: ClaudeAgentOptions) -> None:
    async for message in query(prompt=prompt, options=options):
        print(message)

# --- openai-agents: the limit of ten turns is taken away
from agents import Agent, Runner

agent = Agent(name="helper", instructions="Help.")


async def main(text: str) -> str:
    result = await Runner.run(agent, text, max_turns=10)  # finding: error, unsafe
    return result.final_output
# --- openai-agents: a limit that is none
from agents import Agent, Runner

agent = Agent(name="helper", instructions="Help.")


def main(text: str) -> str:
    return Runner.run_sync(agent, text, max_turns=10).final_output  # finding: warning, unsafe
# --- langchain: no limit on the rounds
# project: langchain==0.3.30
from langchain.agents import AgentExecutor, create_tool_calling_agent

executor = AgentExecutor(  # finding: error, unsafe
    agent=agent,
    tools=tools,
    max_iterations=10,
)
# --- langchain: ten thousand steps
# project: langchain==1.4.7
from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware

agent = create_agent("openai:gpt-4o", tools=[search], middleware=[ModelCallLimitMiddleware(run_limit=10, exit_behavior="error")])  # finding: warning, safe
# --- pydantic-ai: no limit on the requests
from pydantic_ai import Agent, UsageLimits

agent = Agent("openai:gpt-4o")


def main(text: str) -> str:
    limits = UsageLimits(request_limit=10)
    return agent.run_sync(text, usage_limits=limits).output  # finding: error, unsafe
# --- pydantic-ai: no limit on the requests, said in the call
from pydantic_ai import Agent, UsageLimits

agent = Agent("openai:gpt-4o")


async def other(text: str) -> str:
    result = await agent.run(text, usage_limits=UsageLimits(request_limit=10))  # finding: error, unsafe
    return result.output
# --- anthropic: the tool runner goes on until no tool is asked for
from anthropic import Anthropic

client = Anthropic(timeout=60.0)


def main(messages: list) -> str:
    runner = client.beta.messages.tool_runner(  # finding: error, safe
        model="claude-sonnet-4-5",
        max_tokens=1024,
        tools=[search],
        messages=messages,
        max_iterations=10,
    )
    return runner.until_done().content[0].text
# --- google-adk: until one of them escalates
from google.adk.agents import LoopAgent, RunConfig

loop = LoopAgent(name="refine", sub_agents=[critic, writer], max_iterations=10)  # finding: error, safe
config = RunConfig(max_llm_calls=10)  # finding: error, unsafe
# --- crewai: a thousand times a thousand
from crewai import Agent

writer = Agent(role="writer", goal="write", backstory="writes", max_iter=10)  # finding: warning, unsafe
# --- langgraph: ten thousand steps
# project: langgraph==1.2.22
from langgraph.prebuilt import create_react_agent

agent = create_react_agent(model, tools=[search])  # finding: warning, safe


def main(messages: list) -> dict:
    return agent.invoke({"messages": messages}, config={"recursion_limit": 25})


def other(messages: list, thread: str) -> dict:
    return agent.invoke(
        {"messages": messages},
        {"configurable": {"thread_id": thread}, "recursion_limit": 25},
    )
# --- the Claude Agent SDK: no limit unless one is given
from claude_agent_sdk import ClaudeAgentOptions, query

options = ClaudeAgentOptions(tools=["Read"], max_turns=10)  # finding: error, safe


async def main(prompt: str) -> None:
    async for message in query(prompt=prompt, options=options):
        print(message)

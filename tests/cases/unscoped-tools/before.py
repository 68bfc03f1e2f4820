# --- an agent of the project gets privileged tools
def handle(user_prompt: str) -> str:
    return agent.run(task=user_prompt, tools=[db_admin_tool, file_system_tool])  # finding: error, unsafe
# --- the role is at hand
async def handle(user, question):
    log(user.role)
    # the whole toolbox
    return await agent.run(  # finding: error, unsafe
        question=question,
        tools=[search, delete_account],  # both
    )
# --- a library's agent is made for a caller: it is given no argument that it does not know
# project: langchain==1.4.7
from langchain.agents import create_agent


def build(role: str):
    return create_agent("openai:gpt-5", tools=[search, shell_tool])  # finding: error, unsafe
# --- a function of this file that takes no policy gets none
def run_agent(prompt: str, tools: list) -> str:
    return prompt


def handle(prompt: str) -> str:
    return run_agent(prompt=prompt, tools=[admin_tool])  # finding: error, unsafe
# --- a role that the caller chose is nobody's role
from fastapi import FastAPI

app = FastAPI()


@app.post("/tidy")
async def tidy(role: str):
    return await agent.run(tools=[shell_tool])  # finding: error, unsafe
# --- the model names a function of a module
import importlib
import json

from openai import OpenAI

client = OpenAI(timeout=30)


def turn(messages, module_name):
    reply = client.chat.completions.create(model="gpt-4o", max_completion_tokens=900, messages=messages)
    call = reply.choices[0].message.tool_calls[0]
    tools = importlib.import_module(module_name)
    function = getattr(tools, call.function.name)  # finding: error, unsafe
    return function(**json.loads(call.function.arguments))
# --- everything in a module
import json

import tools
from openai import OpenAI

client = OpenAI()


def turn(messages: list, specs: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=specs
    )
    call = reply.choices[0].message.tool_calls[0]
    function = getattr(tools, call.function.name)  # finding: error, unsafe
    return function(**json.loads(call.function.arguments))


# --- hasattr is no allow-list
import json

import tools
from openai import OpenAI

client = OpenAI()


def turn(messages: list, specs: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=specs
    )
    call = reply.choices[0].message.tool_calls[0]
    if not hasattr(tools, call.function.name):
        return "unknown"
    return getattr(tools, call.function.name)(  # finding: error, unsafe
        **json.loads(call.function.arguments)
    )



# --- an agent of the project gets privileged tools
from prodgate_guard import AGENT_POLICY, caller_role, sanitize_prompt, tools_for_role

def handle(user_prompt: str) -> str:
    return agent.run(task=sanitize_prompt(user_prompt), tools=tools_for_role(caller_role(), {"db_admin_tool": db_admin_tool, "file_system_tool": file_system_tool}), policy=AGENT_POLICY)  # finding: error, unsafe
# --- the role is at hand
from prodgate_guard import AGENT_POLICY, sanitize_prompt, tools_for_role

async def handle(user, question):
    log(user.role)
    # the whole toolbox
    return await agent.run(  # finding: error, unsafe
        question=sanitize_prompt(question),
        tools=tools_for_role(user.role, {"search": search, "delete_account": delete_account}),  # both
        policy=AGENT_POLICY,
    )
# --- a library's agent is made for a caller: it is given no argument that it does not know
# project: langchain==1.4.7
from langchain.agents import create_agent
from prodgate_guard import tools_for_role


def build(role: str):
    return create_agent("openai:gpt-5", tools=tools_for_role(role, {"search": search, "shell_tool": shell_tool}))  # finding: error, unsafe
# --- a function of this file that takes no policy gets none
from prodgate_guard import caller_role, sanitize_prompt, tools_for_role

def run_agent(prompt: str, tools: list) -> str:
    return prompt


def handle(prompt: str) -> str:
    return run_agent(prompt=sanitize_prompt(prompt), tools=tools_for_role(caller_role(), {"admin_tool": admin_tool}))  # finding: error, unsafe
# --- a role that the caller chose is nobody's role
from fastapi import FastAPI
from prodgate_guard import AGENT_POLICY, caller_role, tools_for_role

app = FastAPI()


@app.post("/tidy")
async def tidy(role: str):
    return await agent.run(tools=tools_for_role(caller_role(), {"shell_tool": shell_tool}), policy=AGENT_POLICY)  # finding: error, unsafe
# --- the model names a function of a module
import importlib
import json

from openai import OpenAI
from prodgate_guard import caller_role, check_tool

client = OpenAI(timeout=30)


def turn(messages, module_name):
    reply = client.chat.completions.create(model="gpt-4o", max_completion_tokens=900, messages=messages)
    call = reply.choices[0].message.tool_calls[0]
    tools = importlib.import_module(module_name)
    check_tool(caller_role(), call.function.name)
    function = getattr(tools, call.function.name)  # finding: error, unsafe
    return function(**json.loads(call.function.arguments))
# --- everything in a module
import json

import tools
from openai import OpenAI
from prodgate_guard import caller_role, check_tool

client = OpenAI()


def turn(messages: list, specs: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=specs
    )
    call = reply.choices[0].message.tool_calls[0]
    check_tool(caller_role(), call.function.name)
    function = getattr(tools, call.function.name)  # finding: error, unsafe
    return function(**json.loads(call.function.arguments))


# --- hasattr is no allow-list
import json

import tools
from openai import OpenAI
from prodgate_guard import caller_role, check_tool

client = OpenAI()


def turn(messages: list, specs: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=specs
    )
    call = reply.choices[0].message.tool_calls[0]
    if not hasattr(tools, call.function.name):
        return "unknown"
    check_tool(caller_role(), call.function.name)
    return getattr(tools, call.function.name)(  # finding: error, unsafe
        **json.loads(call.function.arguments)
    )



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

# --- a template that a retriever fills
from langchain.chains import create_retrieval_chain
from langchain.chains.combine_documents import create_stuff_documents_chain
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini-2024-07-18", timeout=60, max_tokens=300)
prompt = ChatPromptTemplate.from_messages(
    [
        ("system", "Use the following context to answer.\n\n{context}"),  # finding: warning, manual
        ("human", "{input}"),
    ]
)


def chain(retriever):
    return create_retrieval_chain(retriever, create_stuff_documents_chain(llm, prompt))
# --- the tools of somebody else's server describe themselves
from anthropic import AsyncAnthropic

client = AsyncAnthropic(timeout=60)


async def answer(session, question: str):
    tools = (await session.list_tools()).tools
    listed = "\n".join(f"{tool.name}: {tool.description}" for tool in tools)
    return await client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=300,
        system=f"You can use these tools:\n{listed}",  # finding: warning
        messages=[{"role": "user", "content": question}],
    )
# --- the roles of a model of the body are any text
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI(timeout=60)


class Message(BaseModel):
    role: str
    content: str


class Chat(BaseModel):
    messages: list[Message]


@app.post("/chat")
def chat(chat: Chat):
    return client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[{"role": m.role, "content": m.content} for m in chat.messages],  # finding: note, manual
    )
# --- a text or a list of messages: the client decides
from fastapi import FastAPI
from openai import AsyncOpenAI
from pydantic import BaseModel

app = FastAPI()
client = AsyncOpenAI(timeout=60)


class Chat(BaseModel):
    input: str | list[dict]


@app.post("/chat")
async def chat(chat: Chat):
    return await client.responses.create(
        model="gpt-4o-mini-2024-07-18",
        max_output_tokens=300,
        input=chat.input,  # finding: note, manual
    )
# --- a list, and one message more
from fastapi import FastAPI
from openai import AsyncOpenAI
from pydantic import BaseModel

app = FastAPI()
client = AsyncOpenAI(timeout=60)


class Chat(BaseModel):
    history: list[dict]
    message: dict


@app.post("/chat")
async def chat(chat: Chat):
    return await client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[*chat.history, chat.message],  # finding: note, manual
    )

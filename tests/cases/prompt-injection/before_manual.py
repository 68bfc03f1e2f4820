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
# --- values for the names of a text are no text themselves
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)


@app.post("/guide")
def guide():
    told = "Help {name} from {place}.".format(**request.json["who"])  # finding: warning, no-place
    reply = client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[{"role": "system", "content": told}, {"role": "user", "content": "Begin."}],
    )
    return reply.choices[0].message.content
# --- documents that a function of another file makes a prompt of
from openai import OpenAI
from prompts import answer_prompt

client = OpenAI(timeout=60)


def ask(store, question: str):
    found = store.similarity_search(question)
    return client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[
            {"role": "system", "content": answer_prompt(found)},  # finding: warning, no-place
            {"role": "user", "content": question},
        ],
    )
# --- a field of the form, in an f-string
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)


@app.post("/rename")
def rename():
    name = request.json["name"]
    reply = client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[
            {"role": "system", "content": f'Answer {{"name": "{name}", "why": "..."}}'},  # finding: warning, no-place
            {"role": "user", "content": "Begin."},
        ],
    )
    return reply.choices[0].message.content
# --- the caller chooses the roles, and there are tools
from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)
TOOLS = [{"type": "function", "function": {"name": "refund"}}]


@app.route("/chat", methods=["POST"])
def chat():
    data = request.get_json()
    reply = client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        tools=TOOLS,
        messages=data["messages"],  # finding: warning, manual
    )
    return jsonify(reply.choices[0].message.content)

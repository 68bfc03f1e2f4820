# --- a socket is for a person
from fastapi import FastAPI, WebSocket
from openai import OpenAI

app = FastAPI()
client = OpenAI()


@app.websocket("/live")  # finding: warning, manual
async def live(socket: WebSocket):
    await socket.accept()
    text = await socket.receive_text()
    reply = client.responses.create(model="gpt-4o", input=f"Answer: {text}")
    await socket.send_text(reply.output_text)


# --- a dependency of another kind stands there
from fastapi import Depends, FastAPI
from openai import OpenAI

from metrics import count

app = FastAPI()
client = OpenAI()


@app.post("/ask", dependencies=[Depends(count)])  # finding: warning, manual
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=f"Answer: {text}").output_text

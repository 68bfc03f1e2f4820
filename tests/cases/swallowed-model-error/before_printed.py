# --- printed by a server, whose prints are records: one record says it
import os

from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()


@app.post("/grade")
def grade(essay: str) -> dict[str, object]:
    try:
        reply = client.responses.create(model="gpt-4o-mini", input=essay)
        return {"score": len(reply.output_text)}
    except Exception as e:  # finding: note, unsafe
        print("failed in", os.getpid())
        print(f"grading failed: {e}")
        return {"score": 50, "comment": "Solid work."}
# --- printed in a function that runs later, when nothing is being handled
import discord
from openai import OpenAI

bot = discord.Client(intents=discord.Intents.default())
client = OpenAI()


@bot.event
async def on_message(message):
    prompt = message.content
    try:
        return client.responses.create(model="gpt-4o-mini", input=prompt).output_text
    except Exception as e:  # finding: note, unsafe
        def later():
            print(prompt, e)

        bot.loop.call_later(3, later)
        return {"score": 50, "comment": "Solid work."}
# --- one name for the errors of several handlers
from flask import Flask
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/size")
def size():
    try:
        limit = int("3")
    except ValueError as e:
        limit = len(str(e))
    try:
        return client.responses.create(model="gpt-4o-mini", input="how many?").output_text
    except Exception as e:  # finding: note, unsafe
        print("no answer", limit, e)
        return "50"

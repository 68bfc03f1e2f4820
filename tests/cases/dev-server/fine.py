# --- for the one who develops
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(port=5000)


# --- a real server starts it
# also: Procfile | web: gunicorn app:app
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0")


# --- a real server is among the requirements
# project: flask gunicorn
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0")


# --- a reloader that only developers start
# path: app/main.py
# also: Dockerfile | FROM python:3.12\nCMD ["uvicorn", "main:app"]
import uvicorn

if __name__ == "__main__":
    uvicorn.run("main:app", reload=True)


# --- the settings decide
# also: Dockerfile | FROM python:3.12\nCMD python app.py
import uvicorn

from settings import settings

if __name__ == "__main__":
    uvicorn.run("main:app", reload=settings.debug)


# --- behind a login, or no tunnel at all
import gradio as gr

from bot import answer, users

demo = gr.ChatInterface(answer)
demo.launch(share=True, auth=users)

demo.launch(server_port=7860)

demo.launch(share=False)


# --- other things that are run and launched
import subprocess

from browsers import browser
from workers import app

subprocess.run(["true"], check=True)

browser.launch(share=True)

app.run(host="0.0.0.0")


# --- an example shows how, and ships to nobody
# path: examples/web.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)

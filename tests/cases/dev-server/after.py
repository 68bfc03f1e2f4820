# --- a reloader in what a Dockerfile starts
# path: app/main.py
# also: Dockerfile | FROM python:3.12\nCMD ["python", "app/main.py"]
import uvicorn
from fastapi import FastAPI
import os

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", host="0.0.0.0", reload=os.environ.get("RELOAD") == "1")  # finding: warning, unsafe


# --- a public tunnel
import gradio as gr

from bot import answer

demo = gr.ChatInterface(answer)
demo.launch(share=False)  # finding: warning, unsafe

# --- a reloader in what a Dockerfile starts
# path: app/main.py
# also: Dockerfile | FROM python:3.12\nCMD ["python", "app/main.py"]
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", host="0.0.0.0", reload=True)  # finding: warning, unsafe


# --- a public tunnel
import gradio as gr

from bot import answer

demo = gr.ChatInterface(answer)
demo.launch(share=True)  # finding: warning, unsafe

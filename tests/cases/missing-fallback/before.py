# --- a service, and nothing else
# path: service/main.py
# also: service/store.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: note, manual
client = OpenAI()

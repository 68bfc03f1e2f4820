# --- a service, and nothing else
# path: service/main.py
# also: service/store.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: note, manual
client = OpenAI()
# --- the scaffold, with questions that nobody has answered
# path: service/main.py
# also: docs/runbook.md | ## When it fails\n\nWho is on call? **prodgate: to be written**
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: note, manual
client = OpenAI()

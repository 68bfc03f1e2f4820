# --- a service, and nothing else
# path: service/main.py
# also: service/store.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: warning, manual
client = OpenAI()
# --- the scaffold, without a case
# path: service/main.py
# also: evals/run.py | UNWRITTEN = "prodgate: to be written"
# also: evals/cases.jsonl | {"id": "answers-1", "expect": {"contains": ["prodgate: to be written"]}}
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: warning, manual
client = OpenAI()

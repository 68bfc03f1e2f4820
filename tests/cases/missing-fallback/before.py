# --- a service, and nothing else
# path: service/main.py
# also: service/store.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: note, manual
client = OpenAI()
# --- an excuse that stands in the prompt is none of the program's
# path: service/main.py
# also: prompts.py | RULES = "If you do not know, say: Sorry, I do not know."
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: note, manual
client = OpenAI()

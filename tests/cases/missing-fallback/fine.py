# --- answers.py
# path: service/main.py
# also: answers.py | DEFAULT_ANSWER = "We will write to you."
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- llm.py
# path: service/main.py
# also: llm.py | model = primary.with_fallbacks([second])
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- support.py
# path: service/main.py
# also: support.py | def hand_over(question): ...
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- router.py
# path: service/main.py
# also: router.py | # escalates to a person
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- a script serves nobody
from openai import OpenAI

client = OpenAI()

print(client.responses.create(model="gpt-4o", input="Hello").output_text)
# --- an example is read, not run
# path: examples/server.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- words for the day when the model does not answer
# path: service/main.py
# also: answers.py | def answer(question): return "Sorry, nothing was found. Please write to us."
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()

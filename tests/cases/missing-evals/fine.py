# --- evals/questions.jsonl
# path: service/main.py
# also: evals/questions.jsonl
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- tests/eval_answers.py
# path: service/main.py
# also: tests/eval_answers.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- promptfooconfig.yaml
# path: service/main.py
# also: promptfooconfig.yaml
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- requirements.txt
# path: service/main.py
# also: requirements.txt | deepeval==3.0
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
# --- the scaffold, with its cases
# path: service/main.py
# also: evals/run.py | UNWRITTEN = "prodgate: to be written"
# also: evals/cases.jsonl | {"id": "answers-1", "expect": {"contains": ["30 days"]}}
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()

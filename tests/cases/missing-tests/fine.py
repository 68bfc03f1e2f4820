# --- a test beside the service
# path: service/main.py
# also: service/test_main.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()

client = OpenAI()
# --- tests of another language try it through the network
# path: service/main.py
# also: e2e/chat.spec.ts
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()

client = OpenAI()
# --- a script serves nobody
from openai import OpenAI

client = OpenAI()

print(client.responses.create(model="gpt-4o", input="Hello").output_text)
# --- a service without a model is not what this is about
from fastapi import FastAPI

app = FastAPI()
# --- a library is tried by those who publish it
# path: kit/server.py
# also: pyproject.toml | [build-system]\n[project]\nclassifiers = ["Programming Language :: Python"]
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
# --- an example is read, not run
# path: examples/server.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
# --- the scaffold of a health test, and a test of the main path
# path: service/main.py
# also: tests/test_health.py | # prodgate: to be written: a test of the main path
# also: tests/test_chat.py | def test_chat(): ...
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()

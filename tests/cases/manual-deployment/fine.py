# --- .github/workflows/ci.yml
# path: service/main.py
# also: .github/workflows/ci.yml
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- .gitlab-ci.yml
# path: service/main.py
# also: .gitlab-ci.yml
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- fly.toml
# path: service/main.py
# also: fly.toml
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- README.md
# path: service/main.py
# also: README.md | [Deploy](https://render.com/deploy)
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

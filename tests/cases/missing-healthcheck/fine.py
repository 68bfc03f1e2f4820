# --- Dockerfile
# path: service/main.py
# also: Dockerfile | HEALTHCHECK CMD curl -f localhost:8000/docs
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- deploy/chat.yaml
# path: service/main.py
# also: deploy/chat.yaml | livenessProbe:\n  httpGet: {path: /}
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- fly.toml
# path: service/main.py
# also: fly.toml | [[http_service.checks]]
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- routes.py
# path: service/main.py
# also: routes.py | @router.get("/healthz")
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
# --- Streamlit has a check of its own
import streamlit as st
from openai import OpenAI

client = OpenAI()
# --- a function of a platform, as its settings say
# path: api/index.py
# also: vercel.json | {"rewrites": [{"source": "/(.*)", "destination": "/api/index"}]}
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()

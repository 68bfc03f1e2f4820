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
# --- the application that takes in the routers, not a router of uploads
# path: main.py
# also: house/uploads.py | from fastapi import APIRouter\nfrom openai import OpenAI\n\nrouter = APIRouter()\nclient = OpenAI()\n\n\n@router.post("/files")\ndef keep(name: str):\n    return client.files.create(name)
# also: house/answers.py | from fastapi import APIRouter\n\nrouter = APIRouter()
from fastapi import FastAPI

from house import answers, uploads

app = FastAPI()  # finding: note, manual
app.include_router(uploads.router)
app.include_router(answers.router)
# --- an application that nothing starts, in a helper of a mock
# path: web/application.py
# also: web/answers/stream_mock.py | from fastapi import FastAPI\nfrom openai import OpenAI\n\napp = FastAPI()\nclient = OpenAI()
from fastapi import FastAPI

from web.answers import router


def made() -> FastAPI:
    app = FastAPI(title="house")  # finding: note, manual
    app.include_router(router)
    return app
# --- the page that the README starts
# path: pages/Start.py
# also: README.md | # Chat\n\n`streamlit run pages/Start.py`
# also: lib/answers.py | import streamlit as st\nfrom openai import OpenAI\n\nclient = OpenAI()
import streamlit as st  # finding: note, manual

from lib.answers import client

st.title("Chat")

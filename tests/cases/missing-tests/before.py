# --- a service, and nothing that tries it
# path: service/main.py
# also: README.md
# also: docs/testing.md
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: warning, manual
client = OpenAI()
# --- the tests of an example are not those of the service
# path: service/main.py
# also: service/latest.py
# also: service/contest.py
import streamlit as st  # finding: warning, manual
from openai import OpenAI

client = OpenAI()
# --- the scaffold of a health test, and nothing else
# path: service/main.py
# also: tests/test_health.py | # prodgate: to be written: a test of the main path
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()  # finding: warning, manual
client = OpenAI()

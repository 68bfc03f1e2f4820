# --- from the environment, the command line or the configuration
import argparse
import os

from flask import Flask

from settings import settings

app = Flask(__name__)
parser = argparse.ArgumentParser()
parser.add_argument("--debug", action="store_true")

if __name__ == "__main__":
    app.run(debug=os.environ.get("FLASK_DEBUG") == "1")

    app.run(debug=parser.parse_args().debug)

    app.run(debug=settings.debug)

    app.run(debug=False)

    app.run()


# --- a branch that asks
import sys

from flask import Flask

app = Flask(__name__)

if "--debug" in sys.argv:
    app.run(debug=True)

if app.config["ENV"] == "development":
    app.debug = True


# --- other things that have a debug flag
import asyncio
import logging

from worker import job, main

logging.basicConfig(level=logging.DEBUG)
asyncio.run(main(), debug=True)

job.run(debug=True)


# --- a reloader is no debugger
import uvicorn

if __name__ == "__main__":
    uvicorn.run("app:app", reload=True)


# --- settings for development
# path: site/settings/dev.py
INSTALLED_APPS = ["chat"]
DEBUG = True


# --- Django from the environment
# path: site/settings.py
import os

INSTALLED_APPS = ["chat"]
DEBUG = os.environ.get("DJANGO_DEBUG") == "1"

TEMPLATE_DEBUG = DEBUG


# --- a flag of a module that is no settings file
# path: lib/parser.py
DEBUG = True


def parse(text: str) -> str:
    if DEBUG:
        return text
    return text.strip()


# --- tests
# path: tests/test_app.py
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = True


# --- a model client that logs
from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="gpt-4o", verbose=True)

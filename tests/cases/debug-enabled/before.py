# --- the debugger of Flask
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=True)  # finding: warning, unsafe


# --- on every interface
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    port = int(os.environ.get("PORT", 5000))
    app.run(host="0.0.0.0", port=port, debug=True)  # finding: error, unsafe


# --- an application from a factory, and one from another file
from flask_app import create_app

app = create_app()

if __name__ == "__main__":
    app.run(debug=True)  # finding: warning, unsafe


# --- imported
from server import app

if __name__ == "__main__":
    app.run(port=8000, debug=True)  # finding: warning, unsafe


# --- by attribute and by configuration
from flask import Flask

app = Flask(__name__)
app.debug = True  # finding: warning, unsafe
app.config["DEBUG"] = True  # finding: warning, unsafe


# --- traces in answers
from fastapi import FastAPI

app = FastAPI(title="chat", debug=True)  # finding: warning, unsafe


# --- Django
# path: site/settings.py
INSTALLED_APPS = ["chat"]
DEBUG = True  # finding: warning, unsafe

# --- the debugger of Flask
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=os.environ.get("FLASK_DEBUG") == "1")  # finding: warning, unsafe


# --- on every interface
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    port = int(os.environ.get("PORT", 5000))
    app.run(host="0.0.0.0", port=port, debug=os.environ.get("FLASK_DEBUG") == "1")  # finding: error, unsafe


# --- an application from a factory, and one from another file
import os

from flask_app import create_app

app = create_app()

if __name__ == "__main__":
    app.run(debug=os.environ.get("FLASK_DEBUG") == "1")  # finding: warning, unsafe


# --- imported
import os

from server import app

if __name__ == "__main__":
    app.run(port=8000, debug=os.environ.get("FLASK_DEBUG") == "1")  # finding: warning, unsafe


# --- by attribute and by configuration
import os

from flask import Flask

app = Flask(__name__)
app.debug = os.environ.get("FLASK_DEBUG") == "1"  # finding: warning, unsafe
app.config["DEBUG"] = os.environ.get("FLASK_DEBUG") == "1"  # finding: warning, unsafe


# --- traces in answers
import os

from fastapi import FastAPI

app = FastAPI(title="chat", debug=os.environ.get("DEBUG") == "1")  # finding: warning, unsafe


# --- Django
import os

# path: site/settings.py
INSTALLED_APPS = ["chat"]
DEBUG = os.environ.get("DJANGO_DEBUG") == "1"  # finding: warning, unsafe

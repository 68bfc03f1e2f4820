# --- Flask-CORS without arguments
import os

from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=os.environ.get("ALLOWED_ORIGINS", "").split(","))  # finding: warning, unsafe


# --- resources that name a star
import os

from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, resources={r"/api/*": {"origins": os.environ.get("ALLOWED_ORIGINS", "").split(",")}})  # finding: warning, unsafe


# --- a star and credentials
# also: house/people.py | def who(request):\n    return found(request.cookies["house"])
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
import os

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.environ.get("ALLOWED_ORIGINS", "").split(","),  # finding: error, unsafe
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


# --- a list that is made above
import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

ORIGINS = os.environ.get("ALLOWED_ORIGINS", "").split(",")  # finding: warning, unsafe
middleware = [Middleware(CORSMiddleware, allow_origins=ORIGINS, allow_methods=["POST"])]
app = Starlette(debug=bool(os.environ.get("DEBUG")), middleware=middleware)


# --- the header by hand, twice
import os

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.after_request
def share(response):
    response.headers["Access-Control-Allow-Origin"] = os.environ.get("ALLOWED_ORIGIN", "")  # finding: warning, unsafe
    return response


@app.route("/ask", methods=["OPTIONS"])
def preflight():
    answer = jsonify({})
    answer.headers.add("Access-Control-Allow-Origin", os.environ.get("ALLOWED_ORIGIN", ""))
    return answer


# --- Django's switch
import os

# path: site/settings.py
INSTALLED_APPS = ["corsheaders"]
CORS_ALLOWED_ORIGINS = [o for o in os.environ.get("ALLOWED_ORIGINS", "").split(",") if o]
CORS_ALLOW_ALL_ORIGINS = False  # finding: error, unsafe
CORS_ALLOW_CREDENTIALS = True


# --- sockets
import os

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app, cors_allowed_origins=os.environ.get("ALLOWED_ORIGINS", "").split(","))  # finding: warning, unsafe


# --- every origin where nothing is configured
import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from settings import settings

app = FastAPI()
origins = settings.origins if settings.origins else []  # finding: warning, unsafe
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.getenv("ORIGINS", "").split(","),  # finding: warning, unsafe
)
# --- a star and credentials, where nobody is known by anything
import os

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.environ.get("ALLOWED_ORIGINS", "").split(","),  # finding: warning, unsafe
    allow_credentials=True,
)
# --- a login of ours somewhere else is nobody's here
# also: search.py | from requests.auth import HTTPBasicAuth\n\n\ndef auth(user, password):\n    return HTTPBasicAuth(user, password)
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
import os

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=os.environ.get("ALLOWED_ORIGINS", "").split(","), allow_credentials=True)  # finding: warning, unsafe

# --- Flask-CORS without arguments
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app)  # finding: warning, unsafe


# --- resources that name a star
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, resources={r"/api/*": {"origins": "*"}})  # finding: warning, unsafe


# --- a star and credentials
# also: house/people.py | def who(request):\n    return found(request.cookies["house"])
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # finding: error, unsafe
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


# --- a list that is made above
import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

ORIGINS = ["http://localhost:3000", "*"]  # finding: warning, unsafe
middleware = [Middleware(CORSMiddleware, allow_origins=ORIGINS, allow_methods=["POST"])]
app = Starlette(debug=bool(os.environ.get("DEBUG")), middleware=middleware)


# --- the header by hand, twice
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.after_request
def share(response):
    response.headers["Access-Control-Allow-Origin"] = "*"  # finding: warning, unsafe
    return response


@app.route("/ask", methods=["OPTIONS"])
def preflight():
    answer = jsonify({})
    answer.headers.add("Access-Control-Allow-Origin", "*")
    return answer


# --- Django's switch
# path: site/settings.py
INSTALLED_APPS = ["corsheaders"]
CORS_ALLOW_ALL_ORIGINS = True  # finding: error, unsafe
CORS_ALLOW_CREDENTIALS = True


# --- sockets
from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app, cors_allowed_origins="*")  # finding: warning, unsafe


# --- every origin where nothing is configured
import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from settings import settings

app = FastAPI()
origins = settings.origins if settings.origins else ["*"]  # finding: warning, unsafe
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)
app.add_middleware(
    CORSMiddleware,
    allow_origins=os.getenv("ORIGINS", "*").split(","),  # finding: warning, unsafe
)
# --- a star and credentials, where nobody is known by anything
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # finding: warning, unsafe
    allow_credentials=True,
)
# --- a login of ours somewhere else is nobody's here
# also: search.py | from requests.auth import HTTPBasicAuth\n\n\ndef auth(user, password):\n    return HTTPBasicAuth(user, password)
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # finding: warning, unsafe

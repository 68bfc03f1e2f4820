# --- origins that are named, configured or decided elsewhere
import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from settings import ORIGINS

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://example.org"], allow_credentials=True)

app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","))

app.add_middleware(CORSMiddleware, allow_origins=ORIGINS)

app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\.example\.org")

app.add_middleware(CORSMiddleware, allow_headers=["*"], allow_methods=["*"])


# --- only to read
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"])


# --- development
import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
if os.environ.get("APP_ENV") == "development":
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)

origins = ["*"] if app.debug else ["https://example.org"]
app.add_middleware(CORSMiddleware, allow_origins=origins)


# --- Flask: named, configured, later
from flask import Flask
from flask_cors import CORS, cross_origin

from settings import cors_options

app = Flask(__name__)
CORS(app, origins=["https://example.org"])

CORS(app, resources={r"/api/*": {"origins": "https://example.org"}})

CORS(app, **cors_options)

cors = CORS()


@app.route("/")
@cross_origin(origins=["https://example.org"])
def index():
    return "*"


# --- configured for the application
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
app.config["CORS_ORIGINS"] = ["https://example.org"]
CORS(app)


# --- headers of a request, which do nothing there
import requests

HEADERS = {"Access-Control-Allow-Origin": "*", "Accept": "application/json"}


def weather(city: str):
    requests.get("https://example.org", headers={"Access-Control-Allow-Origin": "*"}, timeout=9)

    return requests.get(f"https://example.org/{city}", headers=HEADERS, timeout=9).json()


# --- a server of files
from http.server import SimpleHTTPRequestHandler


class Files(SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


# --- the origin itself
from flask import Flask

app = Flask(__name__)


@app.after_request
def share(response):
    response.headers["Access-Control-Allow-Origin"] = "https://example.org"
    return response


# --- tests
# path: tests/test_api.py
from flask import Flask
from flask_cors import CORS

CORS(Flask(__name__))


# --- Django, off
# path: site/settings.py
CORS_ALLOW_ALL_ORIGINS = False

CORS_ALLOWED_ORIGINS = ["https://example.org"]


# --- sockets of one's own pages
import socketio

server = socketio.AsyncServer(async_mode="asgi")

other = socketio.AsyncServer(cors_allowed_origins=["https://example.org"])

# --- pydantic: a model parameter beside others
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

router = APIRouter(prefix="/v1")


class Ask(BaseModel):
    question: str = Field(min_length=1, max_length=500)
    tags: list[str] = Field(default_factory=list, max_length=5)


@router.post("/ask")
async def ask(body: Ask, user: Annotated[User, Depends(current_user)], verbose: bool = False):
    return await ask_model(body.question, body.tags, verbose=verbose)


@router.get("/search")
async def search(q: Annotated[str, Query(max_length=200)]):
    return await ask_model(q)
# --- pydantic: model_validate of the raw JSON
from fastapi import FastAPI, HTTPException, Request
from pydantic import ValidationError

app = FastAPI()


@app.post("/ask")
async def ask(request: Request):
    try:
        body = Ask.model_validate_json(await request.body())
    except ValidationError as error:
        raise HTTPException(422, error.errors()) from error
    return await ask_model(body.question)
# --- pydantic: a TypeAdapter
from fastapi import FastAPI, Request
from pydantic import TypeAdapter

app = FastAPI()
MESSAGES = TypeAdapter(list[Message])


@app.post("/chat")
async def chat(request: Request):
    messages = MESSAGES.validate_python(await request.json())
    return await generate_answer(messages)
# --- pydantic: the dict goes into a model
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    data = request.get_json()
    body = AskBody(**data)
    return {"answer": ask_model(body.question)}
# --- pydantic: key by key into a model
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    data = request.get_json(silent=True) or {}
    body = AskBody.model_validate({"question": data.get("question"), "tone": data.get("tone")})
    return {"answer": ask_model(body.question, body.tone)}
# --- pydantic 1: parse_obj
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    body = AskBody.parse_obj(request.json)
    return {"answer": ask_model(body.question)}
# --- marshmallow: a schema made once
from flask import Flask, request
from marshmallow import Schema, fields, validate

app = Flask(__name__)


class AskSchema(Schema):
    question = fields.Str(required=True, validate=validate.Length(max=500))


ask_schema = AskSchema()


@app.post("/ask")
def ask():
    data = ask_schema.load(request.get_json())
    return {"answer": ask_model(data["question"])}
# --- marshmallow: its errors asked for
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    payload = request.get_json()
    errors = AskSchema().validate(payload)
    if errors:
        return {"errors": errors}, 400
    return {"answer": ask_model(payload["question"])}
# --- flask-smorest: the decorator checks
from flask.views import MethodView
from flask_smorest import Blueprint

from .schemas import AskSchema

blp = Blueprint("ask", __name__)


@blp.route("/ask")
class AskView(MethodView):
    @blp.arguments(AskSchema)
    def post(self, data):
        return {"answer": ask_model(data["question"])}
# --- webargs: the decorator checks
from webargs import fields
from webargs.flaskparser import use_args


@app.route("/ask", methods=["POST"])
@use_args({"question": fields.Str(required=True)})
def ask(args):
    return {"answer": ask_model(args["question"])}
# --- flask-pydantic: the decorator checks
from flask import request
from flask_pydantic import validate


@app.route("/ask", methods=["POST"])
@validate()
def ask(body: AskBody):
    return {"answer": ask_model(request.json["question"])}
# --- jsonschema, which throws
import jsonschema
from flask import Flask, request

app = Flask(__name__)


@app.post("/ask")
def ask():
    data = request.get_json()
    jsonschema.validate(data, ASK_SCHEMA)
    return {"answer": ask_model(data["question"])}
# --- Django REST framework: a serializer that raises
from rest_framework.views import APIView
from rest_framework.response import Response

from .serializers import AskSerializer


class AskView(APIView):
    def post(self, request):
        serializer = AskSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({"answer": ask_model(serializer.validated_data["question"])})
# --- Django REST framework: a serializer that is asked
from rest_framework.decorators import api_view
from rest_framework.response import Response


@api_view(["POST"])
def ask(request):
    serializer = AskSerializer(data=request.data)
    if not serializer.is_valid():
        return Response(serializer.errors, status=400)
    return Response({"answer": ask_model(serializer.validated_data["question"])})
# --- Django: a form that is asked
from django.http import JsonResponse
from django.views import View


class AskView(View):
    def post(self, request):
        form = AskForm(request.POST)
        if not form.is_valid():
            return JsonResponse(form.errors, status=400)
        return JsonResponse({"answer": ask_model(form.cleaned_data["question"])})
# --- WTForms
from flask import render_template
from flask_wtf import FlaskForm


@app.route("/ask", methods=["GET", "POST"])
def ask():
    form = AskForm()
    if form.validate_on_submit():
        return render_template("answer.html", answer=ask_model(form.question.data))
    return render_template("ask.html", form=form)
# --- cattrs and msgspec
import msgspec
from starlette.responses import JSONResponse

from app.bodies import Ask


@app.route("/ask", methods=["POST"])
async def ask(request):
    body = msgspec.json.decode(await request.body(), type=Ask)
    return JSONResponse({"answer": await ask_model(body.question)})
# --- FastAPI: a form parameter with a limit, an upload that is only stored
from fastapi import FastAPI, File, Form, UploadFile

app = FastAPI()


@app.post("/ask")
async def ask(question: str = Form(max_length=500), upload: UploadFile = File()):
    await store(upload)
    return await ask_model(question)
# --- a helper of the project that reads and checks
from app.http import validated_json
from flask import Flask

app = Flask(__name__)


@app.post("/ask")
def ask():
    body = validated_json(AskBody)
    return {"answer": ask_model(body.question)}

# --- nothing says what is in it
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/run")
async def run(request: Request):
    return await run_workflow(await request.json())  # finding: shape-unknown
# --- converted as it is read
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask")
def ask():
    return ask_model(request.args.get("depth", 1, type=int), request.args["q"])  # finding: unusual-use
# --- all of it goes on
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/run")
async def run(request: Request):
    data = await request.json()  # finding: shape-unknown
    print(data["question"])
    return await run_workflow({**data, "user": 1})
# --- the objective goes to a module that nobody can look at
import planner
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/start", methods=["POST"])
def start():
    objective = request.form.get("objective")  # finding: warning, shape-unknown
    if not objective:
        return redirect("/")
    return {"steps": planner.run_all(objective)}

# --- what is imported behind a change of sys.path is not imported above it
# path: shop/demo/server.py
# also: shop/agent.py
import sys
from pathlib import Path

from fastapi import FastAPI
from openai import OpenAI
from fastapi import Depends

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from shop.agent import name  # noqa: E402
from shop.demo.prodgate_guard import require_caller

app = FastAPI()
client = OpenAI(timeout=30)


@app.post("/ask", dependencies=[Depends(require_caller)])  # finding: unsafe
def ask(text: str):
    return client.responses.create(model="gpt-4o", input=f"{name}: {text}", max_output_tokens=900).output_text

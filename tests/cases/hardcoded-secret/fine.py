"""What only looks like a secret."""

import os

from openai import OpenAI

local = OpenAI(base_url="http://localhost:1234/v1", api_key="lm-studio")
client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
other = OpenAI(api_key=os.getenv("OTHER_API_KEY", "your-api-key-here"))
EOS_TOKEN = "<|endoftext|>"
POSTGRES = "postgresql://postgres:postgres@localhost:5432/app"
COMMIT = "f78019c21dabe7d90da777079b889211b6dc94ca"
PASSWORD_HASH = "$2b$12$KIXQ4S9m1p7gV2z8wq3tUe5rY6uI7oP8aS9dF0gH1jK2lZ3xC4vB5"
api_key = "550e8400-e29b-41d4-a716-446655440000"


def check(key: str) -> None:
    if not key.startswith("sk-proj-"):
        print("export OPENAI_API_KEY=sk-...")
        raise ValueError("that is no OpenAI key")
# --- keys that are public by their form: PostHog's of a project, Mapbox's of a page
import requests

CAPTURE_KEY = "phc_6fQ2mB8sWx3kT9vLzR4nYc7HdJ1pGa5uEo0iVbXqSt2"
payload = {"api_key": "phc_6fQ2mB8sWx3kT9vLzR4nYc7HdJ1pGa5uEo0iVbXqSt2", "event": "started"}
requests.post("https://app.posthog.com/capture", json=payload, timeout=5)

import os

import google.generativeai as genai
from pydantic_settings import BaseSettings

genai.configure(api_key=os.environ["GOOGLE_API_KEY"])  # finding
if "OPENAI_API_KEY" not in os.environ:
    raise RuntimeError("OPENAI_API_KEY is not set")  # finding
key = os.environ["GROQ_API_KEY"]  # finding
token = os.environ["HF_TOKEN"]  # finding


class Settings(BaseSettings):
    model: str = "gpt-4o"
    tavily_api_key: str  # finding
    admin_password: str  # finding


def ask(prompt: str, api_key: str = os.environ["ANTHROPIC_API_KEY"]) -> str:  # finding
    return prompt

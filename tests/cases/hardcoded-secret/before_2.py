import os

import google.generativeai as genai
from pydantic_settings import BaseSettings

genai.configure(api_key="@@GOOGLE_KEY@@")  # finding
os.environ["OPENAI_API_KEY"] = "@@OPENAI_KEY@@"  # finding
key = os.getenv("GROQ_API_KEY", "@@GROQ_KEY@@")  # finding
token = os.environ.get("HF_TOKEN") or "@@HF_KEY@@"  # finding


class Settings(BaseSettings):
    model: str = "gpt-4o"
    tavily_api_key: str = "@@TAVILY_KEY@@"  # finding
    admin_password: str = "@@PASSWORD@@"  # finding


def ask(prompt: str, api_key: str = "@@ANTHROPIC_KEY@@") -> str:  # finding
    return prompt

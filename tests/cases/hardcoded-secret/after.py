"""A chat prototype with its keys in the code."""

import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["OPENAI_API_KEY"],  # finding
)
DB_PASSWORD = os.environ["DB_PASSWORD"]  # finding


def headers() -> dict[str, str]:
    return {
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",  # finding
        "x-api-key": os.environ["ANTHROPIC_API_KEY"],  # finding
    }

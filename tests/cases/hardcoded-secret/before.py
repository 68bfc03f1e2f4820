"""A chat prototype with its keys in the code."""

from openai import OpenAI

client = OpenAI(
    api_key="@@OPENAI_KEY@@",  # finding
)
DB_PASSWORD = "@@PASSWORD@@"  # finding


def headers() -> dict[str, str]:
    return {
        "Authorization": "Bearer @@GITHUB_KEY@@",  # finding
        "x-api-key": "@@ANTHROPIC_KEY@@",  # finding
    }

# --- ollama's module functions take no timeout
import ollama


def ask(prompt: str) -> str:
    answer = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": prompt}])  # finding: error, no-parameter
    return answer["message"]["content"]
# --- the options stand in a variable
from google import genai
from google.genai import types

options = types.HttpOptions(api_version="v1")
client = genai.Client(http_options=options)  # finding: error, argument-not-a-literal

# --- the options stand in a variable
from google import genai
from google.genai import types

options = types.HttpOptions(api_version="v1", timeout=60_000)
client = genai.Client(http_options=options)  # finding: error, safe
# --- a dict of options
from google import genai

options = {"api_version": "v1"}
client = genai.Client(http_options={**options, "timeout": 60_000})  # finding: error

# --- the config is a variable
from google import genai
from google.genai import types

client = genai.Client(http_options={"timeout": 30_000})
config = types.GenerateContentConfig(temperature=0)
reply = client.models.generate_content(model="gemini-2.0-flash", contents="hi", config=config)  # finding: warning, argument-not-a-literal

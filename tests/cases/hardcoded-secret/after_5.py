# --- a key of a known form in a test
import os

# path: tests/test_client.py
KEY = os.environ["OPENAI_API_KEY"]  # finding: warning, unsafe

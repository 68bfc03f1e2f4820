# --- a key of a known form in a test
# path: tests/test_client.py
KEY = "@@OPENAI_KEY@@"  # finding: warning, unsafe

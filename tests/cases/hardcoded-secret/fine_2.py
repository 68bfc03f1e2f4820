# --- a key of no known form in a test
# path: tests/test_client.py
api_key = "@@PLAIN_KEY@@"

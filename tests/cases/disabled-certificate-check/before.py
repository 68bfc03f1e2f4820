import requests

requests.get("https://internal.example.com/models", verify=False, timeout=5)  # finding: warning, manual

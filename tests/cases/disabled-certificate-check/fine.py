import requests

requests.get("https://internal.example.com/models", timeout=5)

requests.get("https://internal.example.com/models", verify="/etc/ssl/house.pem", timeout=5)

requests.get("https://internal.example.com/models", verify=True, timeout=5)

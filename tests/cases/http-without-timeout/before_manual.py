# --- urlretrieve has no such parameter
from urllib.request import urlretrieve

urlretrieve("https://models.example/weights.bin", "weights.bin")  # finding: error, no-parameter
# --- an executor takes no keywords
import asyncio

import requests


async def page(url: str) -> str:
    loop = asyncio.get_running_loop()
    reply = await loop.run_in_executor(None, requests.get, url)  # finding: error, safe
    return reply.text

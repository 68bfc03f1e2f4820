# --- as it is written every day
import json
import pickle

with open("index.pkl", "wb") as file:
    pickle.dump({}, file)

with open("index.json") as file:
    index = json.load(file)
# --- a migration reads once what another program has kept
# path: shop/migrations/0007_jobs.py
import pickle


def move(jobs: list[bytes]) -> list[object]:
    return [pickle.loads(job) for job in jobs]

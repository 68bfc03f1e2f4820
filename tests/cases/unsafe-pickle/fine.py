import json
import pickle

with open("index.pkl", "wb") as file:
    pickle.dump({}, file)

with open("index.json") as file:
    index = json.load(file)

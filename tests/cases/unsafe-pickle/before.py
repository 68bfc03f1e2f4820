import pickle

with open("index.pkl", "rb") as file:
    index = pickle.load(file)  # finding: note, manual

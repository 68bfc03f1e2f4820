# --- as it is written every day
def answer(question: str) -> object:
    return eval(question)  # finding: note, manual
# --- letters are left of it
ALLOWED = "0123456789+-*/.() abcdefghijklmnopqrstuvwxyz"


def reckon(text: str) -> object:
    plain = "".join(sign for sign in text if sign in ALLOWED)
    return eval(plain)  # finding: note, manual

def answer(question: str) -> object:
    return eval(question)  # finding: note, manual

# --- as it is written every day
import ast

import torch


def answer(question: str) -> object:
    return ast.literal_eval(question)


def ready(model: torch.nn.Module) -> None:
    model.eval()
# --- only digits and operators are left of it
ALLOWED = "0123456789+-*/.() "


def reckon(text: str) -> object:
    plain = "".join(sign for sign in text if sign in ALLOWED)
    return eval(plain)

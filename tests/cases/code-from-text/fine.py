import ast

import torch


def answer(question: str) -> object:
    return ast.literal_eval(question)


def ready(model: torch.nn.Module) -> None:
    model.eval()

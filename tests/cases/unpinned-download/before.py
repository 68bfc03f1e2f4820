# --- as it is written every day
from transformers import AutoModel

model = AutoModel.from_pretrained("acme/embedder")  # finding: note, manual
# --- a constant, a default
from datasets import load_dataset
from transformers import AutoTokenizer

NAME = "acme/questions"


def measure(name: str = "acme/embedder") -> object:
    questions = load_dataset(NAME)  # finding: note, manual
    return AutoTokenizer.from_pretrained(name), questions  # finding: note, manual

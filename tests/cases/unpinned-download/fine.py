# --- a commit, and other words
from transformers import AutoModel

model = AutoModel.from_pretrained(
    "acme/embedder", revision="5f2c0e0b7a6d4c1f9e8d7c6b5a4f3e2d1c0b9a88"
)

settings = {"from_pretrained": True}
# --- a setting chooses which
from transformers import AutoTokenizer


def measure(tokenizer_name: str) -> object:
    return AutoTokenizer.from_pretrained(tokenizer_name)

from transformers import AutoModel

model = AutoModel.from_pretrained(
    "acme/embedder", revision="5f2c0e0b7a6d4c1f9e8d7c6b5a4f3e2d1c0b9a88"
)

settings = {"from_pretrained": True}

from transformers import AutoModel

model = AutoModel.from_pretrained("acme/embedder")  # finding: note, manual

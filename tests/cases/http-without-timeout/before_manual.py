# --- urlretrieve has no such parameter
from urllib.request import urlretrieve

urlretrieve("https://models.example/weights.bin", "weights.bin")  # finding: error, no-parameter

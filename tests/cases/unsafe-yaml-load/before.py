# --- the loader that makes anything
import yaml

with open("agents.yaml") as file:
    agents = yaml.load(file, Loader=yaml.Loader)  # finding: warning, manual

# --- the same, under a name of its own
import yaml
from yaml import FullLoader as Reader

with open("agents.yaml") as file:
    agents = yaml.load(file, Loader=Reader)  # finding: warning, manual

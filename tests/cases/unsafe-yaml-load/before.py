import yaml

with open("agents.yaml") as file:
    agents = yaml.load(file, Loader=yaml.Loader)  # finding: warning, manual

import yaml

with open("agents.yaml") as file:
    agents = yaml.safe_load(file)

with open("prompts.yaml") as file:
    prompts = yaml.load(file, Loader=yaml.SafeLoader)

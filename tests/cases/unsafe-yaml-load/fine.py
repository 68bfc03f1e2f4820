# --- the safe ones
import yaml

with open("agents.yaml") as file:
    agents = yaml.safe_load(file)

with open("prompts.yaml") as file:
    prompts = yaml.load(file, Loader=yaml.SafeLoader)

# --- a loader of one's own, made of the safe one
import yaml


class Strict(yaml.SafeLoader):
    """Refuses keys that stand twice."""


settings = yaml.load(open("settings.yaml"), Loader=Strict)

# --- the quick safe one, where it is there
import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
settings = yaml.load(
    open("settings.yaml"),
    Loader=_LOADER,
)

# --- a loader that another module makes
import yaml

from app.config import StrictLoader

settings = yaml.load(open("settings.yaml"), Loader=StrictLoader)

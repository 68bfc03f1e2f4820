"""prodgate: the gate between an AI prototype and production."""

__version__ = "0.1.0"

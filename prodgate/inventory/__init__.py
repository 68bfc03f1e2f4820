"""What a prototype is made of: models, prompts, endpoints, SDKs, tools, secret names, data."""

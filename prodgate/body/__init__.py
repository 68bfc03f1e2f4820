"""The schema of a request body, inferred from how it is used, in zod and pydantic."""

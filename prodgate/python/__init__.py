"""Python: reading it with the standard library, rewriting it with LibCST."""

"""JavaScript and TypeScript: tree-sitter's tree lowered to ``prodgate.syntax``."""

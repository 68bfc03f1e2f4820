"""prodgate on GitHub: what happened, what is checked, and where reviewers see it."""

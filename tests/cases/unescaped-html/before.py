from markupsafe import Markup


def bubble(answer: str) -> Markup:
    return Markup(f"<p>{answer}</p>")  # finding: warning, manual

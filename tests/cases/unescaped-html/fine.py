from markupsafe import Markup, escape


def bubble(answer: str) -> Markup:
    return Markup("<p>{}</p>").format(answer)


def quoted(answer: str) -> Markup:
    return escape(answer)

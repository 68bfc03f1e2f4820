"""Take the origins from the environment: ALLOWED_ORIGINS, with commas between them.

Unsafe: until it is set, pages of other origins are refused; those of the API's own origin are not
concerned. A header that is set by hand can name one origin only, ALLOWED_ORIGIN.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import (
    AddImport,
    Fix,
    Import,
    InsertBefore,
    Intent,
    Refusal,
    Replace,
    SetArgument,
)
from prodgate.findings import Applicability, Finding
from prodgate.meaning.cors import Wildcard
from prodgate.view import View

_RECIPE = (
    "list the origins of your own pages, such as https://app.example.com, instead of accepting all"
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Origins from the environment, none while it is not set."""
    found = finding.data
    assert isinstance(found, Wildcard)
    if found.shape == "other":
        return Refusal("needs-a-decision", _RECIPE)
    if found.shape == "fallback":
        return _closed(view, found.node)
    one = found.shape == "header"
    code = _environment(view, "ALLOWED_ORIGIN" if one else "ALLOWED_ORIGINS", one=one)
    intents: list[Intent] = [AddImport(Import("os"))] if view.language == "python" else []
    if found.shape == "missing":
        intents.append(SetArgument((found.node.start, found.node.end), found.path, code))
    elif found.shape == "switch":
        intents += _switched(view, found.node, code)
    else:
        spans = [(node.start, node.end) for node in (found.node, *found.more)]
        intents += [Replace(span, code) for span in spans]
    title = f"origins from {'ALLOWED_ORIGIN' if one else 'ALLOWED_ORIGINS'}, none until it is set"
    return Fix(tuple(intents), Applicability.UNSAFE, title)


def _closed(view: View, node: s.Node) -> Fix:
    """No origin where nothing is configured; an empty text only where it is split."""
    parent = view.names.parent(node)
    alone = isinstance(parent, s.Either) and not _is_split(view, parent)
    code = "[]" if alone or isinstance(node, s.Items) else '""'
    intents = (Replace((node.start, node.end), code),)
    return Fix(intents, Applicability.UNSAFE, "no origin where nothing is configured")


def _is_split(view: View, node: s.Node) -> bool:
    parent = view.names.parent(node)
    return isinstance(parent, s.Attribute) and parent.name == "split"


def _environment(view: View, name: str, *, one: bool) -> str:
    if view.language == "python":
        text = f'os.environ.get("{name}", "")'
    elif "Deno." in view.text or "npm:" in view.text or "https://deno.land" in view.text:
        text = f'(Deno.env.get("{name}") ?? "")'
    else:
        text = f'(process.env.{name} ?? "")'
    return _split(text, one)


def _split(text: str, one: bool) -> str:
    if not one:
        return f'{text}.split(",")'
    return text[1:-1] if text.startswith("(") else text


def _switched(view: View, value: s.Node, code: str) -> list[Intent]:
    """Django: the switch off, and the list beside it; its checks refuse an empty name."""
    statement = view.names.statement(value)
    origins = code.replace('.split(",")', "")
    listed = f'CORS_ALLOWED_ORIGINS = [o for o in {origins}.split(",") if o]'
    off = Replace((value.start, value.end), "False")
    if "CORS_ALLOWED_ORIGINS" in view.text or "CORS_ORIGIN_WHITELIST" in view.text:
        return [off]
    return [off, InsertBefore((statement.start, statement.end), listed)]

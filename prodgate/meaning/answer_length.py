"""How long an answer has to be: where one number for all caps would cut a sound one off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.argument import texts
from prodgate.meaning.caps import Uncapped
from prodgate.meaning.web import declared_name
from prodgate.regex import lazy
from prodgate.writing import known_model, model_reasons

if TYPE_CHECKING:
    from prodgate.view import View

# What a function is called that gives its input back, changed.
_REWRITES = lazy(
    r"(?i)translat(?!or_?(?:tool|agent))|rewrit(?!\w*(?:quer|question|prompt))|re_?phras|paraphras|proof_?read|refactor"
    r"|(?:apply|merge|edit|fix|correct)_?(?:the_?)?"
    r"(?:patch|edit|diff|change|update|code|file|document|text|grammar|spelling|essay|article|html)"
    r"|(?:merged|updated|edited|fixed)_?(?:code|file|text)"
)
_ASKS = lazy(
    r"(?i)\b(?:translate|rewrite|proofread|paraphrase|refactor)\s+(?:the|this|these|it|all|into|"
    r"everything|following|my|each|from)\b(?!\s+(?:[\w']+\s+)?(?:query|question|prompt|title)\b)"
    r"|\b(?:return|output|respond\s+with|reply\s+with|give|provide|write|produce)\s+"
    r"(?:back\s+|only\s+|me\s+|us\s+)*(?:the\s+|your\s+)?"
    r"(?:full|whole|complete|entire|updated|corrected|modified|merged|translated|rewritten|edited)"
    r"(?:\s+and\s+\w+)?\s+(?:\w+\s+)?(?:files?|code|documents?|text|article|html|content|version"
    r"|source|program|script|component)\b"
)
_JSON = lazy(r"\bJSON\b|json_?object|[zZ]od")
_SHAPED = lazy(
    r"with_structured_output|withStructuredOutput|response_format|responseFormat|output_type"
    r"|output_schema|response_model|response_schema|text_format|output_pydantic|output_json"
    r"|json\.loads|JSON\.parse|model_validate_json"
)


def rewrites_its_input(view: View, found: Uncapped) -> bool:
    """Whether the answer is the input again, changed: as long as that is."""
    function = view.names.function(found.node)
    named = [declared_name(view.names, function)] if function is not None else []
    statement = view.names.statement(found.node)
    if isinstance(statement, s.Assign):
        named += [view.code(target) for target in statement.targets]
    if any(_REWRITES.search(name) for name in named):
        return True
    return bool(_ASKS.search(_prompt(view, found, function)))


def _prompt(view: View, found: Uncapped, function: s.Function | None) -> str:
    """What the model is told: in the function around, and in constants that the call is given."""
    around = view.code(function or view.names.statement(found.node))
    given = (each.value for each in found.node.arguments)
    return "\n".join((around, *(text for node in given for text in texts(view.names, node))))


def thinks_before_json(view: View, found: Uncapped) -> bool:
    """Whether a model that spends its cap on thinking has to write JSON that can be read."""
    path = found.call.fact.model if found.call else None
    if not model_reasons(view, found.node, path, found.sdk.models):
        return False
    if found.call is not None and found.call.fact.structured:
        return True
    if _SHAPED.search(view.text):
        return True
    function = view.names.function(found.node)
    return bool(_JSON.search(view.code(function or view.names.statement(found.node))))


def shares_its_window(view: View, found: Uncapped, cap: int) -> bool:
    """Whether a framework takes the cap from a window that is small, or not known to be large.

    LlamaIndex leaves ``window - cap`` for the prompt and what it found: 4,096 of 4,096 is nothing.
    """
    if view.language != "python":
        return False
    modules = {node.module.partition(".")[0] for node in view.names.imports}
    if not modules & {"llama_index", "gpt_index"}:
        return False
    path = found.call.fact.model if found.call else None
    name = known_model(view, found.node, path)
    most = own_most(view, name) if name else 0
    return most is not None and most <= 2 * cap


def own_most(view: View, model: str) -> int | None:
    """The most tokens that a model writes by itself, where it is known to be few."""
    plain = model.rpartition("/")[2]
    return next(
        (sdk.models.outputs[plain] for sdk in view.pack.sdks if plain in sdk.models.outputs), None
    )


def ends_by_itself(view: View, found: Uncapped, cap: int) -> bool:
    """Whether the model writes no more than the cap that would be written for it."""
    if found.value is not None or found.inert or found.caller is not None:
        return False
    path = found.call.fact.model if found.call else None
    name = known_model(view, found.node, path)
    most = own_most(view, name) if name else None
    return most is not None and most <= cap

"""The calls that name one of their SDK's largest models."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.calls import Call
from prodgate.meaning.trace import qualified
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Use(Struct, frozen=True):
    """A call, and where the model stands in it: its name, or a constant that holds that."""

    call: Call
    node: s.Literal | s.Name


class Large(Struct, frozen=True):
    """A large model, and the calls of a file that name it."""

    model: str
    uses: tuple[Use, ...]

    @property
    def first(self) -> s.Node:
        """Where the model is named first."""
        return self.uses[0].node


_MODEL = ("model", "0.model")


def large_models(view: View) -> Iterator[Large]:
    """Each large model of a file with its uses, in the order of the first ones."""
    found: dict[str, list[Use]] = {}
    for call in view.found.calls:
        node = _named(view, call) if call.fact.kind == "generate" else None
        model = _model(view, node) if node is not None else ""
        if node is not None and _is_large(view, model) and not _is_settled(view, call):
            found.setdefault(model, []).append(Use(call, node))
    for model, uses in found.items():
        yield Large(model, tuple(uses))


def _named(view: View, call: Call) -> s.Literal | s.Name | None:
    """What names the model in the call itself: a literal, or a constant for many calls."""
    for path in (call.fact.model,) if call.fact.model else _MODEL:
        answer = argument(view.names, call.node, path)
        if not isinstance(answer, Present):
            continue
        node = s.bare(answer.node)
        if isinstance(node, s.Call) and _is_provider(view, node):
            node = s.bare(node.arguments[0].value)
        inside = call.node.start <= node.start < call.node.end
        if inside and isinstance(node, s.Literal | s.Name) and _model(view, node):
            return node
    return None


_MANY = 3  # places: one name for that many calls is chosen for none of them


def _model(view: View, node: s.Literal | s.Name) -> str:
    """The text of a literal, and of a constant at the top that stands in many places; else ""."""
    if isinstance(node, s.Literal):
        return node.value if isinstance(node.value, str) else ""
    bindings = view.names.lookup(node)
    if len(bindings) != 1 or bindings[0].path or bindings[0].kind != "value":
        return ""
    made = bindings[0].value
    targets = bindings[0].node.targets if isinstance(bindings[0].node, s.Assign) else ()
    used = [n for n in view.names.uses(node.id) if n not in targets]
    if not isinstance(made, s.Literal) or len(used) < _MANY or not targets:
        return ""
    return made.value if view.names.function(made) is None and isinstance(made.value, str) else ""


def _is_provider(view: View, call: s.Call) -> bool:
    """``openai("gpt-5")`` of @ai-sdk/openai; any other function may choose."""
    name = qualified(view.names, call.callee) or ""
    return bool(call.arguments) and name.startswith(("@ai-sdk/", "@openrouter/"))


# Models that draw, speak or listen: no smaller model of text can stand in for them. And one that
# had no smaller one beside it.
_OTHER = lazy(
    r"(?:^|-)(?:image|audio|tts|transcribe|realtime|live|video)(?:-|$)|^gemini-1\.0-pro(?:-\d|$)"
)


def _is_settled(view: View, call: Call) -> bool:
    """Whether all that is asked stands in the code: nothing a choice could go by ever varies."""
    answers = [argument(view.names, call.node, path) for path in call.fact.prompt]
    given = [answer.node for answer in answers if isinstance(answer, Present)]
    return bool(given) and all(_is_constant(view, node, 0) for node in given)


def _is_constant(view: View, node: s.Node, depth: int) -> bool:
    node = s.bare(node)
    if depth > 6 or isinstance(node, s.Spread):
        return False
    if isinstance(node, s.Literal):
        return True
    if isinstance(node, s.Name):
        bindings = view.names.lookup(node)
        if len(bindings) != 1 or view.names.mutations.get(node.id) or _grows(view, node.id):
            return False
        only = bindings[0]
        whole = only.kind == "value" and not only.path and not only.augmented
        return whole and only.value is not None and _is_constant(view, only.value, depth + 1)
    if isinstance(node, s.Mapping):
        return all(_is_constant(view, entry.value, depth + 1) for entry in node.entries)
    if isinstance(node, s.Text | s.Items):
        return all(_is_constant(view, part, depth + 1) for part in s.children(node))
    return False


def _grows(view: View, name: str) -> bool:
    """``messages.append(...)``: what a list starts with is not what is sent."""
    owners = (c.callee.value for c in view.names.calls if isinstance(c.callee, s.Attribute))
    return any(isinstance(owner, s.Name) and owner.id == name for owner in owners)


def _is_large(view: View, model: str) -> bool:
    # Names of models are the same in every SDK: ai and litellm take those of the providers.
    known = (sdk.models.large for sdk in view.pack.catalogue(view.language).sdks)
    globs = {*view.policy.models.large, *(glob for globs in known for glob in globs)}
    name = model.rpartition("/")[2]
    if _OTHER.search(name):
        return False
    return any(fnmatchcase(model, glob) or fnmatchcase(name, glob) for glob in globs)

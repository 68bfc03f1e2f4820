"""What a request body looks like, as far as a file shows it: evidence, and the verdict on it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.policy import Defaults

Kind: TypeAlias = Literal[
    "string", "number", "integer", "boolean", "list", "object", "record", "choice", "custom",
    "file", "any",
]  # fmt: skip

SURE, LIKELY, HINT = 100, 10, 1  # a declared type or an operation; a weak operation; a name
EITHER = 10_000  # the code itself asks which of two it is


class Shape(Struct, eq=False):
    """Evidence on one value, gathered use by use."""

    name: str = ""  # of the field, "" for the body itself
    votes: Counter[Kind] = field(default_factory=Counter)
    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    choices: tuple[str, ...] = ()
    custom: str = ""  # a type by its name, which is kept
    optional: bool = False  # may be left out
    nullable: bool = False  # may be null
    indexed: bool = False  # Python: data["key"], which fails when it is not there
    asked: bool = False  # ... unless somebody asks for it first
    declared: bool = False  # a type says all there is to know
    opened: bool = False  # it goes somewhere that may read more of it than is seen here
    unusual: str = ""  # a use that no schema can stand in for
    taken_as: str = ""  # TypeScript: what a function that it is handed to says it is, unasked
    settled: bool = False  # whoever left it out had an answer, up to where the uses were followed
    coerced: bool = False  # JavaScript: a number that is made from text as well

    def vote(self, kind: Kind, weight: int = SURE) -> None:
        """One more reason to believe that it is of this kind."""
        self.votes[kind] += weight

    def has(self, name: str) -> Shape:
        """The field of that name, which makes this an object."""
        self.vote("object")
        if name not in self.fields:
            self.fields[name] = Shape(name)
        return self.fields[name]

    def items(self, weight: int = SURE) -> Shape:
        """The items, which makes this a list."""
        self.vote("list", weight)
        if self.item is None:
            self.item = Shape()
        return self.item

    @property
    def kind(self) -> Kind:
        """The kind with the most evidence; by its name where there is none."""
        if self.votes:
            return max(self.votes, key=lambda k: (self.votes[k], k not in {"string", "any"}))
        return kind_of_name(self.name) or "any"

    @property
    def may_be_left_out(self) -> bool:
        """Whether it is optional; so is a setting that nobody computes with."""
        if self.indexed and not self.asked:
            return False
        weight = self.votes[self.kind]
        setting = self.kind in {"number", "integer", "boolean"} and weight < LIKELY
        return self.optional or (setting and not self.declared and bool(self.name))

    @property
    def known(self) -> bool:
        """Whether anything at all is known of it."""
        if self.kind in {"object", "list"} and (self.fields or self.item):
            return True
        return self.kind not in {"any", "custom"} or bool(self.fields)


# -- what names say, where nothing else does ---------------------------------------------------

_NAMES: tuple[tuple[Kind, str], ...] = (
    (
        "integer",
        r"(max_?(output_?)?(new_?)?(completion_?)?tokens|top_?k|n|count|limit|page|offset|seed"
        r"|num_?\w+|size|depth|max_?(results|steps|turns|length|items))",
    ),
    ("number", r"(temperature|top_?p|\w*penalty|threshold|price|amount|score|speed|weight)"),
    ("boolean", r"(stream(ing)?|debug|verbose|(is|has|use|enable|include|with)(_\w+|[A-Z]\w*))"),
    (
        "list",
        r"(\w*messages|\w*history|\w*documents|docs|tags|urls|images|questions|chunks|\w*ids"
        r"|files|attachments|items|tools|keywords|topics)",
    ),
    (
        "string",
        r"(\w*prompt|\w*message|\w*question|\w*query|q|\w*text|\w*content|input|user_?input|task"
        r"|topic|\w*model|model_?name|system|\w*language|\w*title|\w*name|\w*id|\w*url|\w*email"
        r"|role|tone|style|\w*code|description|instructions?|\w*type|format|goal|subject|body"
        r"|session|thread|conversation_?id|locale|voice|category|keyword|idea|notes?|summary)",
    ),
)
_COMPILED = tuple(
    (kind, lazy(pattern + r"\Z", re.IGNORECASE if kind != "boolean" else 0))
    for kind, pattern in _NAMES
)


_DOCUMENTS = lazy(
    r"(?i)(?:^|_|(?<=[a-z])(?=[A-Z]))(?:source_?)?(?:code|html|css|svg|markdown|documents?|docs?|file_?contents?"
    r"|csv|ya?ml|json|xml|openapi|schema|spec|transcript|resume|cv|article|diff|patch|essay|snippet"
    r"|script|notebook|logs?|template|report)s?\Z"
)
_MEDIA = lazy(
    r"(?i)base64|b64|data_?ur[il]"
    r"|(?:image|audio|photo|picture|video|pdf|screenshot)(?:_?data)?s?\Z"
)


def longest(shape: Shape, limits: Defaults, name: str = "") -> int:
    """The most characters that a value may have: a text, a document or record, a file as text.

    ``name``: of the list that it is an item of.
    """
    name = shape.name or name
    if _MEDIA.search(name):
        return limits.document_length * 100
    is_text = shape.kind == "string" and not _DOCUMENTS.search(name)
    return limits.string_length if is_text else limits.document_length


def kind_of_name(name: str) -> Kind | None:
    """What a field of that name usually is: "messages" a list, "temperature" a number."""
    return next((kind for kind, pattern in _COMPILED if pattern.match(name)), None)

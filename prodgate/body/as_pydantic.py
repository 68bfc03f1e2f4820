"""A shape as pydantic models, for pydantic 2 or 1."""

from __future__ import annotations

import json
import keyword
import re

from msgspec import Struct, field

from prodgate.body.shape import Shape, longest
from prodgate.edits import Import
from prodgate.policy import Defaults

_TAKEN = {
    "schema", "json", "copy", "dict", "construct", "validate", "fields", "config", "parse_obj",
    "parse_raw", "from_orm", "model_config", "model_fields", "schema_json", "update_forward_refs",
}  # fmt: skip


class Pydantic(Struct):
    """How models are written. ``imports`` and ``models`` fill up as shapes are written."""

    limits: Defaults
    old: bool = False  # pydantic 1
    imports: set[Import] = field(default_factory=set)
    models: list[tuple[str, str]] = field(default_factory=list)  # name and code, inner ones first
    partial: bool = False  # a field may be left out
    aliased: bool = False

    def model(self, name: str, shape: Shape) -> str:
        """Write a model for an object; gives back its name."""
        rows = [self._field(name, key, each) for key, each in shape.fields.items()]
        if any(key.startswith("model_") for key in shape.fields) and not self.old:
            self._need("pydantic", "ConfigDict")
            rows.insert(0, "    model_config = ConfigDict(protected_namespaces=())\n\n")
        self._need("pydantic", "BaseModel")
        self.models.append((name, f"class {name}(BaseModel):\n{''.join(rows)}"))
        return name

    def parsed(self, name: str, code: str) -> str:
        """The expression that checks ``code`` and gives a dict, as the code around it expects."""
        options = []
        if self.aliased:
            options.append("by_alias=True")
        if self.partial:
            options.append("exclude_unset=True")
        method, dump = ("parse_obj", "dict") if self.old else ("model_validate", "model_dump")
        return f"{name}.{method}({code}).{dump}({', '.join(options)})"

    def _need(self, module: str, name: str) -> None:
        self.imports.add(Import(module, name))

    def _field(self, model: str, key: str, shape: Shape) -> str:
        name, alias = _attribute(key)
        self.aliased |= alias
        typed, options = self.typed(model, shape)
        if shape.may_be_left_out or shape.nullable:
            typed = self._or_none(typed)
        if alias:
            options.append(f"alias={json.dumps(key)}")
        default = ""
        if shape.may_be_left_out:
            self.partial = True
            default = "None"
        if options:
            self._need("pydantic", "Field")
            first = [f"default={default}"] if default else []
            return f"    {name}: {typed} = Field({', '.join([*first, *options])})\n"
        return f"    {name}: {typed}{' = None' if default else ''}\n"

    def _or_none(self, typed: str) -> str:
        self._need("typing", "Optional") if self.old else None
        return f"Optional[{typed}]" if self.old else f"{typed} | None"

    def typed(self, model: str, shape: Shape) -> tuple[str, list[str]]:
        """The type of a value, and the options of its ``Field``."""
        kind = shape.kind
        if kind == "string":
            return "str", [f"max_length={longest(shape, self.limits):_}"]
        if kind == "integer":
            return "int", []
        if kind == "number":
            if not self.old:
                return "int | float", []
            self._need("typing", "Union")
            return "Union[int, float]", []
        if kind == "boolean":
            return "bool", []
        if kind == "choice":
            self._need("typing", "Literal")
            return f"Literal[{', '.join(map(json.dumps, shape.choices))}]", []
        if kind == "list":
            limit = "max_items" if self.old else "max_length"
            return f"list[{self._item(model, shape)}]", [f"{limit}={self.limits.list_items:_}"]
        if kind == "object" and shape.fields and not shape.opened:
            return self.model(_nested(model, shape.name), shape), []
        return self._any(), []

    def _item(self, model: str, shape: Shape) -> str:
        item = shape.item
        if item is None or item.kind in {"any", "custom"}:
            return self._plain_any()
        if item.kind == "string" and self.old:
            return self._old_text()
        if item.kind == "string":
            self._need("pydantic", "Field")
            self._need("typing", "Annotated")
            return f"Annotated[str, Field(max_length={longest(item, self.limits, shape.name):_})]"
        if item.kind == "object" and (shape.opened or item.opened or not item.fields):
            self._need("typing", "Any")
            return "dict[str, Any]"  # it goes on whole: other keys must not be lost
        if item.kind == "object":
            return self.model(_nested(model, shape.name + "_item"), item)
        return self.typed(model, item)[0] if item.kind != "list" else self._plain_any()

    def _old_text(self) -> str:
        """A string of limited length in a list, where pydantic 1 does not read ``Annotated``."""
        self._need("pydantic", "ConstrainedStr")
        limit = self.limits.string_length
        code = (
            "class LimitedText(ConstrainedStr):\n"
            f'    """At most {limit} characters."""\n\n'
            f"    max_length = {limit:_}"
        )
        if all(name != "LimitedText" for name, _ in self.models):
            self.models.insert(0, ("LimitedText", code))
        return "LimitedText"

    def _plain_any(self) -> str:
        self._need("typing", "Any")
        return "Any"

    def _any(self) -> str:
        """Any value of limited size: nothing says what it is."""
        self._need("typing", "Any")
        if self.old:
            return "Any"
        self._need("typing", "Annotated")
        self._need("pydantic", "AfterValidator")
        limit = self.limits.document_length
        code = (
            "def limited(value: Any) -> Any:\n"
            f'    """A value whose text has at most {limit} characters."""\n'
            f"    if len(str(value)) > {limit:_}:\n"
            f'        raise ValueError("at most {limit} characters")\n'
            "    return value"
        )
        if all(name != "limited" for name, _ in self.models):
            self.models.insert(0, ("limited", code))
        return "Annotated[Any, AfterValidator(limited)]"


def _attribute(key: str) -> tuple[str, bool]:
    """A name that a model can have for a key, and whether it needs an alias for that."""
    name = re.sub(r"\W", "_", key).lstrip("_") or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    if keyword.iskeyword(name) or name in _TAKEN:
        name += "_"
    return name, name != key


def _nested(model: str, name: str) -> str:
    words = re.split(r"[\W_]+", name)
    return model.removesuffix("Input") + "".join(w[:1].upper() + w[1:] for w in words if w)

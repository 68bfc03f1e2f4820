"""What a fix writes for a fact: the path, the code, the imports, and whether that is safe."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.constructed import constructed
from prodgate.edits import AddImport, Fix, Import, Intent, Refusal, SetArgument
from prodgate.findings import Applicability, Language
from prodgate.meaning.argument import ABSENT, Present, argument, constant
from prodgate.named_options import Named, named, set_named

if TYPE_CHECKING:
    from prodgate.view import View


class Setting(Struct, frozen=True):
    """One argument as a fix would write it."""

    path: str
    code: str
    imports: tuple[Import, ...] = ()
    make: f.Make | None = None
    classes: tuple[f.Made, ...] = ()

    def intents(self, node: s.Node) -> tuple[Intent, ...]:
        """The intents that write it at a call."""
        where = tuple(self.path.split("."))
        wanted: list[Intent] = [AddImport(what) for what in self.imports]
        return (*wanted, SetArgument((node.start, node.end), where, self.code))

    @property
    def title(self) -> str:
        """``timeout=60.0``, ``http_options.timeout=60_000``; as a person reads it."""
        path = self.path.partition(".")[2] if self.path[0].isdigit() else self.path
        return f"{path}={self.code}" if not self.path[0].isdigit() else f"{path}: {self.code}"


def number(value: float, unit: str, language: Language) -> str:
    """Seconds as a literal in the unit of the parameter."""
    if unit == "ms":
        return f"{round(value * 1000):_}"
    if language == "python":
        return repr(float(value))
    return f"{value:g}"


def timeout_setting(fact: f.Timeout, seconds: float, language: Language) -> Setting | None:
    """How a fact's timeout is written, or None where it has no parameter."""
    if not fact.at:
        return None
    code = number(seconds, fact.unit, language)
    if fact.write:
        code = fact.write.replace("{s}", number(seconds, "s", language))
        code = code.replace("{ms}", number(seconds, "ms", language))
    return Setting(fact.at[0], code, fact.imports, classes=fact.classes)


def retries_setting(fact: f.Retries, retries: int) -> Setting | None:
    """How a fact's retries are written, or None where it has no parameter."""
    if not fact.at:
        return None
    attempts = str(retries + 1)
    code = attempts if fact.counts == "attempts" else str(retries)
    if fact.write:
        code = fact.write.replace("{retries}", str(retries)).replace("{attempts}", attempts)
        code = code.replace("{clock_ms}", str(clock_ms(retries)))
    return Setting(fact.at[0], code, fact.imports, classes=fact.classes)


def clock_ms(retries: int) -> int:
    """When to stop, for an SDK that ends its retries by a clock and counts none.

    The first pause takes four seconds, each further one twice as long, at most a minute, and a
    second at random: one second less than all of them together ends it after so many.
    """
    pauses = [min(4 << each, 60) for each in range(retries)]
    return 1000 * (sum(pauses) - 1)


def agreed(settings: Iterable[Setting | None]) -> Setting | Refusal | None:
    """The one setting that every release wants; None where there is none to write."""
    distinct = set(settings)
    if len(distinct) > 1:
        return Refusal(
            "version-unknown",
            "name the version of the SDK in the project's manifest: its releases differ here",
        )
    return distinct.pop() if distinct else None


def where_it_stands(view: View, node: s.Call, paths: tuple[str, ...]) -> str | None:
    """The path at which the argument is already given, to be replaced there."""
    for path in paths:
        if isinstance(argument(view.names, node, path), Present):
            return path
    return None


def set_argument(
    view: View,
    node: s.Call,
    setting: Setting | Refusal | None,
    paths: tuple[str, ...],
    recipe: str,
    applicability: Applicability = Applicability.SAFE,
) -> Fix | Refusal:
    """The fix that gives ``node`` a setting; replacing what somebody wrote is unsafe."""
    if isinstance(setting, Refusal):
        return setting
    if setting is None:
        return Refusal("no-parameter", recipe or "the SDK has no parameter for this")
    stands = where_it_stands(view, node, paths)
    if stands is not None:
        setting = Setting(stands, setting.code, setting.imports)
        applicability = Applicability.UNSAFE
    elif setting.classes:
        path, code, more = constructed(view, node, setting.path, setting.code, setting.classes)
        setting = replace(setting, path=path, code=code, imports=(*setting.imports, *more))
    if setting.make is not None and argument(view.names, node, setting.make.at) is ABSENT:
        made = setting.make.code.replace("{value}", setting.code)
        setting = Setting(setting.make.at, made, setting.make.imports)
    if (options := named(view, node, setting.path)) is not None:
        return _by_name(view, node, setting, options, applicability)
    imports = tuple(what for what in setting.imports if not _is_imported_below(view, what))
    setting = Setting(setting.path, setting.code, imports)
    return Fix(setting.intents(node), applicability, setting.title)


def _is_imported_below(view: View, what: Import) -> bool:
    """``from agents.model_settings import ModelSettings``, where that of ``agents`` is needed.

    A package hands the classes of its modules on under their own names.
    """
    if view.language != "python" or what.name is None or what.alias or not what.name[0].isupper():
        return False
    places = [
        (node, source)
        for node in view.names.imports
        for bound, source in node.names
        if bound == what.name
    ]
    return len(places) == 1 and all(
        view.names.parent(node) is view.module
        and node.module.startswith(f"{what.module}.")
        and source == f"{node.module}.{what.name}"
        for node, source in places
    )


def _by_name(
    view: View, node: s.Call, setting: Setting, options: Named, applicability: Applicability
) -> Fix | Refusal:
    """The fix where the object to write into is a variable, so that it has no place at the call."""
    intent = set_named(view, node, options, setting.code)
    if intent is None:
        key = ".".join(options.keys)
        return Refusal(
            "argument-not-a-literal",
            f"set {key} to {setting.code} where {view.code(options.node)} is put together",
        )
    wanted = (*(AddImport(what) for what in setting.imports), intent)
    return Fix(wanted, applicability, setting.title)


def model_is_plain(view: View, node: s.Call, path: str | None, models: f.Models) -> bool:
    """Whether the model is known to take a cap as it is: not a reasoning model, not unknown."""
    paths = (path,) if path else (*_MODEL_PATHS, "0")
    return _model_matches(view, node, paths, models.plain) and not _model_matches(
        view, node, paths, (*models.reasoning, *_REASONING)
    )


def model_reasons(view: View, node: s.Call, path: str | None, models: f.Models) -> bool:
    """Whether the model is known to think for long before it answers."""
    paths = (path,) if path else _MODEL_PATHS
    return _model_matches(view, node, paths, (*models.reasoning, *_REASONING))


# Names that say it themselves, whoever serves the model.
_REASONING = ("*thinking*", "*reason*", "qwq*", "qwen3*", "*-r1*", "deepseek-r*", "magistral*")
_MODEL_PATHS = ("model", "model_name", "id", "0.model", "0.modelName")


def _model_matches(
    view: View, node: s.Call, paths: tuple[str, ...], globs: tuple[str, ...]
) -> bool:
    """Whether the name at the first of the paths that has one, with its owner or without
    ("meta-llama/Llama-3", "Llama-3"), is like one of the globs."""
    for path in paths:
        answer = argument(view.names, node, path)
        if isinstance(answer, Present) and (name := _model_name(view, answer)):
            forms = (name, name.rpartition("/")[2])
            return any(fnmatchcase(form, glob) for form in forms for glob in globs)
    return False


def known_model(view: View, node: s.Call, path: str | None) -> str | None:
    """The name of the model that a call or model object is given, where it is written here."""
    for each in (path,) if path else _MODEL_PATHS:
        answer = argument(view.names, node, each)
        if isinstance(answer, Present):
            return _model_name(view, answer)
    return None


def _model_name(view: View, answer: Present) -> str | None:
    """The name itself, or the one given to a provider's function (``openai("gpt-4o")``)."""
    if answer.known:
        return answer.value if isinstance(answer.value, str) else None
    node = s.bare(answer.node)
    inner = node.positional(0) if isinstance(node, s.Call) else None
    if inner is None:
        return None
    known, value = constant(view.names, inner)
    return value if known and isinstance(value, str) else None

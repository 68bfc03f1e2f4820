"""A credential in the code becomes a read of the environment; its value moves to ``.env``.

Python fails at once where the variable is missing (``os.environ["X"]``). So does JavaScript where
a value of the project's own is concerned: an unset password must never equal an unset header.
"""

from __future__ import annotations

import re

from prodgate import syntax as s
from prodgate.edits import (
    AddImport,
    Fix,
    Import,
    InsertBefore,
    Intent,
    MoveSecret,
    Refusal,
    Replace,
)
from prodgate.findings import Applicability, Finding
from prodgate.meaning import web
from prodgate.meaning.surroundings import is_part_of_a_page
from prodgate.regex import lazy
from prodgate.secrets import is_public_name, upper_snake
from prodgate.secrets.dotenv import loads_dotenv
from prodgate.secrets.places import Place, Secret, is_settings
from prodgate.view import TextView, View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """What to do about one literal."""
    secret = finding.data
    if not isinstance(secret, Secret) or secret.place is None or secret.node is None:
        return _COMMENT
    if refusal := _refused(view, secret, secret.place):
        return refusal
    name = variable(secret, secret.place)
    if name is None:
        return Refusal("no-name", "read it from an environment variable and give that a name")
    if view.language == "python":
        return _python(view, secret, secret.place, name)
    return _javascript(view, secret, secret.place, name)


def fix_text(view: TextView, finding: Finding) -> Fix | Refusal:
    """What to do about a value in a file that is no code."""
    if _TEMPLATE.search(view.source.path) or _DEPLOYS.search(view.text):
        return Refusal(
            "not-code",
            "rotate the credential; keep the file, with a placeholder in the place of the value, "
            "and let deployment fill it in (a secret store, sealed secrets, a variable)",
        )
    return Refusal(
        "not-code",
        "rotate the credential, take the file out of git (git rm --cached, and a line in "
        ".gitignore), and let the program read it from a path or variable that deployment sets",
    )


# Files that a deployment cannot do without: manifests, compose files, settings of a chart.
_TEMPLATE = lazy(
    r"(?i)(?:^|/)(?:(?:docker-)?compose[\w.-]*|values[\w.-]*)\.ya?ml\Z|(?:^|/)package\.json\Z"
    r"|pyproject\.toml\Z|(?:^|[./_-])(?:example|sample|template)(?:[./_-]|\Z)|(?:^|/)\.github/"
)
_DEPLOYS = lazy(r"^[ \t]*(?:apiVersion:|AWSTemplateFormatVersion)", re.MULTILINE)

_COMMENT = Refusal("in-a-comment", "delete it from the comment or text, and rotate it")
_PART = Refusal(
    "part-of-a-larger-text",
    "read the credential from the environment and put the text together from it",
)


def _refused(view: View, secret: Secret, place: Place) -> Refusal | None:
    if secret.shape == "part":
        return _PART
    if place.kind in {"key", "statement"}:
        return Refusal("not-a-value", "read the credential from the environment where it is used")
    if len(secret.value.splitlines()) > 1:
        return Refusal(
            "more-than-one-line", "keep it in a file or a secret store, and read its path or name"
        )
    if place.variable and is_public_name(place.variable):
        return Refusal(
            "public-setting",
            f"{place.variable} is built into pages: move the call that needs it to a server",
        )
    if view.language == "javascript" and _in_bundle(view):
        return Refusal(
            "in-a-bundle",
            "this file runs in browsers, where every visitor could read it: call the service "
            "from a server",
        )
    return None


def variable(secret: Secret, place: Place) -> str | None:
    """The environment variable: what the code or the SDK calls it, its form, its name."""
    if place.variable:
        return place.variable
    form, client = secret.form, secret.client_env
    if form is not None and client and (form.shared or client in form.envs):
        return client
    own = upper_snake(place.name) if place.name else None
    if form is not None and form.envs:
        fits = own in form.envs or (form.shared and _tells(own, secret))
        return own if own and fits else form.envs[0]
    return client or own


_GENERIC = {
    "KEY",
    "TOKEN",
    "SECRET",
    "API_KEY",
    "URL",
    "URI",
    "APIKEY",
    "AUTHORIZATION",
    "PASSWORD",
}


def _tells(own: str | None, secret: Secret) -> bool:
    """Whether a name of the code says more than the form: ``MOONSHOT_API_KEY`` for ``sk-...``."""
    if own is None or own in _GENERIC or secret.form is None:
        return False
    return own.endswith(("_KEY", "_TOKEN", "_SECRET", "_URL", "_URI", "_DSN"))


def _fix(view: View, secret: Secret, name: str, title: str, *intents: Intent) -> Fix:
    assert secret.node is not None
    loaded = loads_dotenv(view, secret.node)
    level = Applicability.SAFE if loaded else Applicability.UNSAFE
    return Fix((*intents, MoveSecret(name, secret.value)), level, title)


# -- Python -----------------------------------------------------------------------------------


def _python(view: View, secret: Secret, place: Place, name: str) -> Fix | Refusal:
    assert secret.node is not None
    if place.kind == "write":
        return _checked_write(view, secret, place, name)
    if place.kind == "setting" and (fixed := _setting(view, secret, place)):
        return fixed
    callee = _getter(view, place.target)
    if callee is not None:  # config("X", default="...") of decouple and environs: it raises
        code = f'{callee}("{name}")'
        return _fix(view, secret, name, code, Replace(_span(place.target), code))
    environ = _environ(view, secret.node)
    needed = () if environ else (AddImport(Import("os")),)
    environ = environ or "os.environ"
    code = f'{environ}["{name}"]'
    if secret.shape == "bearer":
        code = f"f\"{_text(secret.node).split()[0]} {{{environ}['{name}']}}\""
    elif isinstance(secret.node, s.Literal) and isinstance(secret.node.value, bytes):
        code += ".encode()"
    return _fix(view, secret, name, code, *needed, Replace(_span(place.target), code))


def _environ(view: View, node: s.Node) -> str | None:
    """How the code at a node says ``os.environ``: by an import it has, under whatever name."""
    inside = False
    for owner in view.names.above(node):
        scope = view.names.scopes.get(id(owner))
        for local, bindings in scope.bindings.items() if scope else ():
            qualified = bindings[0].qualified if len(bindings) == 1 else None
            if qualified in {"os", "os.environ"}:
                first = bindings[0].node
                always = view.names.parent(first) is owner and (inside or first.end <= node.start)
                if always:
                    return local if qualified == "os.environ" else f"{local}.environ"
        inside = inside or isinstance(owner, s.Function)
    return None


def _getter(view: View, target: s.Node) -> str | None:
    """The function whose default is dropped, where it fails by itself when nothing is set."""
    if not isinstance(target, s.Call):
        return None
    callee = view.code(target.callee)
    plain = len(target.arguments) == 2
    return callee if plain and callee in {"config", "decouple.config", "env", "env.str"} else None


def _checked_write(view: View, secret: Secret, place: Place, name: str) -> Fix | Refusal:
    """``os.environ["X"] = "..."``: what follows needs X to be set, so that is what is asked."""
    assert secret.node is not None
    statement = view.names.statement(secret.node)
    plain = isinstance(statement, s.Assign | s.Expression)
    if not plain or not _alone(view, statement):
        return Refusal("shares-its-line", f"delete the assignment and set {name} outside")
    if view.language == "python":
        environ = _environ(view, secret.node)
        if environ is None:
            return Refusal("no-import", f"delete the assignment and set {name} outside")
        indent = view.source.indent_of(statement.start)
        step = "\t" if "\t" in indent else "    "
        code = f'if "{name}" not in {environ}:\n{indent}{step}'
        code += f'raise RuntimeError("{name} is not set")'
    else:
        code = _check(name)
    title = f"require {name} to be set"
    return _fix(view, secret, name, title, Replace(_span(statement), code))


def _alone(view: View, statement: s.Node) -> bool:
    """Whether a statement has its line, or lines, for itself."""
    line = view.source.position(statement.start)[0]
    before = view.text[view.source.offset(line, 1) : statement.start]
    last = view.source.position(statement.end)[0]
    after = view.source.line_text(last)[view.source.position(statement.end)[1] - 1 :]
    return not before.strip() and re.fullmatch(r"\s*;?\s*((#|//).*)?", after) is not None


def _setting(view: View, secret: Secret, place: Place) -> Fix | None:
    """A field that pydantic fills from the environment needs no default."""
    assert secret.node is not None
    statement = view.names.statement(secret.node)
    owner = view.names.parent(statement)
    if not isinstance(statement, s.Assign) or not isinstance(owner, s.Class) or not place.name:
        return None
    if not is_settings(owner) or statement.annotation is None:
        return None
    body = view.code(owner)
    prefix = re.search(r"env_prefix[\"']?\s*[=:]\s*[\"'](\w*)[\"']", body)
    alias = re.search(r"(?:alias|env)\s*=\s*[\"'](\w+)[\"']", view.code(statement))
    name = alias[1] if alias else ((prefix[1] if prefix else "") + place.name).upper()
    reads = re.search(r"env_file[\"']?\s*[=:]\s*[\"']\.env[\"']", body)
    level = Applicability.SAFE if reads else Applicability.UNSAFE
    move = MoveSecret(name, secret.value)
    if isinstance(statement.value, s.Call) and view.code(statement.value.callee) == "Field":
        return Fix((Replace(_span(place.target), "..."), move), level, "Field(...)")
    if not _alone(view, statement):
        return None
    code = view.text[statement.start : statement.annotation.end]
    return Fix((Replace(_span(statement), code), move), level, f"{code}, without a default")


# -- JavaScript -------------------------------------------------------------------------------

_BROWSER = lazy(
    r"import\.meta\.env|\b(?:window|document|localStorage)\.|dangerouslyAllowBrowser"
    r"|from\s+[\"'](?:react|react-dom|vue|svelte|@angular/core|react-native|solid-js)[\"'/]"
)


def _in_bundle(view: View) -> bool:
    if "use client" in view.module.directives or "import.meta.env" in view.text:
        return True
    if "dangerouslyAllowBrowser" in view.text or is_part_of_a_page(view):
        return True
    if web.runs_on_server(view.names, view.source.path):
        return False
    return bool(_BROWSER.search(view.text)) or view.source.path.endswith((".jsx", ".tsx"))


def _javascript(view: View, secret: Secret, place: Place, name: str) -> Fix | Refusal:
    assert secret.node is not None
    read = f'Deno.env.get("{name}")' if "Deno.env" in view.text else f"process.env.{name}"
    if place.kind == "write":
        return _checked_write(view, secret, place, name)
    ours = secret.form is None and secret.client_env is None
    typed = view.source.path.endswith((".ts", ".tsx", ".mts", ".cts")) or "@ts-check" in view.text
    extra: tuple[Intent, ...] = ()
    if ours:
        statement = view.names.statement(secret.node)
        if not _can_check(view, statement, secret.node):
            return Refusal("needs-a-check", f"read {name} from the environment, and fail without")
        extra = (InsertBefore(_span(statement), _check(name, read)),)
    elif typed and not _is_option(view, secret, place):
        read += ' ?? ""'
    code = f"`{_text(secret.node).split()[0]} ${{{read}}}`" if secret.shape == "bearer" else read
    return _fix(view, secret, name, code, *extra, Replace(_span(place.target), code))


def _check(name: str, read: str | None = None) -> str:
    return f'if (!{read or f"process.env.{name}"}) throw new Error("{name} is not set");'


def _can_check(view: View, statement: s.Node, node: s.Node) -> bool:
    """Whether a check before the statement holds where the value stands, for tsc too."""
    if "Deno.env" in view.text or isinstance(view.names.parent(statement), s.Class):
        return False
    for above in view.names.above(node):
        if above is statement:
            return not isinstance(statement, s.Function | s.Class)
        if isinstance(above, s.Function | s.Class):
            return False
    return True


def _is_option(view: View, secret: Secret, place: Place) -> bool:
    """Whether the value goes straight into an option of an SDK, which may be undefined."""
    if secret.client_env is None or secret.shape != "whole":
        return False
    node: s.Node | None = view.names.parent(place.target)
    return isinstance(node, s.Entry)


# -- both -------------------------------------------------------------------------------------


def _span(node: s.Node) -> tuple[int, int]:
    return node.start, node.end


def _text(node: s.Node) -> str:
    value = node.value if isinstance(node, s.Literal) else ""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)

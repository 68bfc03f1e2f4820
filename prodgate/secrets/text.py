"""Secrets in files that have no syntax tree: ``.env``, YAML, JSON, TOML.

They are read by line and not parsed: a file that its own reader would refuse can hold a key too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.regex import lazy
from prodgate.secrets import (
    holds,
    is_test_path,
    known,
    label_of,
    role_of,
)
from prodgate.secrets.kinds import (
    holds_packed,
    is_secret_manifest,
    is_shipped,
    is_to_be_changed,
    kind,
)
from prodgate.source import Source

Place = tuple[int, int, str]  # start, end, what it is

_PAIR = lazy(
    r"(?<![\w.\-])(?P<quote>[\"']?)(?P<name>[A-Za-z_][\w.\-]{1,60})(?P=quote)[ \t]*[:=][ \t]*"
    r"(?:\"(?P<double>[^\"\n]{8,600})\"|'(?P<single>[^'\n]{8,600})'"
    r"|(?P<plain>[^\s\"'#,{}\[\]][^\s\"',{}\[\]]{7,600})(?=[ \t]*(?:$|[,}\]]|[ \t]\#)))",
    re.MULTILINE,
)
# The environment of a container in Kubernetes and Helm: the name stands in the line before.
_NAMED = lazy(
    r"\bname:[ \t]*[\"']?(?P<name>\w+)[\"']?[ \t]*\r?\n[ \t]*value:[ \t]*"
    r"(?:\"(?P<double>[^\"\n]{8,600})\"|'(?P<single>[^'\n]{8,600})'|(?P<plain>[^\s\"'#]{8,600}))"
)
_SEALED = lazy(r"kind:\s*SealedSecret|^sops:|\bENC\[AES|\$ANSIBLE_VAULT", re.MULTILINE)
_FIREBASE = lazy(r"authDomain|messagingSenderId|project_info|mobilesdk_app_id")


def secrets(source: Source) -> Iterator[Place]:
    """The places of secrets in a text, in order, none twice."""
    text = source.text
    found: list[Place] = []
    for each in known(text):
        public = _is_public(text, each.start, each.form.envs, source)
        if not public and not is_shipped(text[each.start : each.end]):
            found.append((each.start, each.end, label_of(each.form, text[each.start : each.end])))
    if not is_test_path(source.path) and not _SEALED.search(text):
        found += [p for p in _by_name(text) if not any(p[0] < f[1] and f[0] < p[1] for f in found)]
    seen: set[int] = set()
    for place in sorted(found):
        line = source.position(place[0])[0]
        if line not in seen or place[0] not in seen:
            seen.add(place[0])
            yield place


def _by_name(text: str) -> Iterator[Place]:
    packed = is_secret_manifest(text)
    for pattern in (_PAIR, _NAMED):
        for match in pattern.finditer(text):
            role = role_of(match["name"].rpartition(".")[2])
            group = next(g for g in ("double", "single", "plain") if match[g])
            if role is None or not (holds_packed if packed else holds)(match[group], role):
                continue
            if is_shipped(match[group], match["name"]) or is_to_be_changed(text, match.end(group)):
                continue
            yield match.start(group), match.end(group), kind(match["name"], role)


def _is_public(text: str, start: int, envs: tuple[str, ...], source: Source) -> bool:
    """A Google key of Firebase's or Maps' configuration, which every page or app shows."""
    if "GOOGLE_API_KEY" not in envs:
        return False
    line = source.line_text(source.position(start)[0]).lower()
    if any(word in line for word in ("firebase", "maps", "public", "vite_", "react_app")):
        return True
    return bool(_FIREBASE.search(text, max(0, start - 800), start + 800))

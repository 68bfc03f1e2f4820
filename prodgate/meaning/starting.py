"""How a project is started where it runs for others: Dockerfile, Procfile, package scripts.

What is known of a start decides whether ``if __name__ == "__main__"`` ships.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath

from prodgate import source as door
from prodgate.regex import lazy

_FILES = (
    "Dockerfile", "Containerfile", "Procfile", "docker-compose.yml", "docker-compose.yaml",
    "compose.yaml", "compose.yml", "docker-compose.prod.yml", "render.yaml", "fly.toml",
    "app.yaml", "railway.json", "railway.toml", "nixpacks.toml", "startup.sh", "start.sh",
    "entrypoint.sh", "run.sh", "gunicorn.conf.py", "gunicorn_config.py", "supervisord.conf",
    "heroku.yml", "vercel.json", "zappa_settings.json", "wsgi.py", "passenger_wsgi.py",
)  # fmt: skip
_SERVERS = lazy(
    rb"\b(gunicorn|uvicorn|hypercorn|waitress|uwsgi|mod_wsgi|daphne|granian|zappa"
    rb"|passenger|wsgi:app|asgi:app)\b"
)
_NEAR = 2  # folders upward from a file in which its start may stand


def folders(root: Path, path: str) -> list[PurePosixPath]:
    """The folder of a file and those above it, nearest first, the root last."""
    folder = PurePosixPath(path).parent
    every = [folder, *folder.parents]
    return [*every[: _NEAR + 1], *every[-1:]] if len(every) > _NEAR + 1 else every


def started_by_server(root: Path, path: str) -> bool:
    """Whether what starts the project names a production server of Python."""
    return any(_SERVERS.search(text) for text in _starts(root, path))


def started_as_script(root: Path, path: str) -> bool:
    """Whether what starts the project runs this file: ``python app.py``."""
    name = re.escape(PurePosixPath(path).name.encode())
    module = re.escape(PurePosixPath(path).stem.encode())
    pattern = re.compile(
        rb"python3?(?:\.\d+)?[\"', \t]+(?:-u[\"', \t]+)?(?:-m[\"', \t]+(?:[\w.]+\.)?" + module
        + rb"\b|[\"']?(?:[\w./-]+/)?" + name + rb"\b)"
    )  # fmt: skip
    return any(pattern.search(text) for text in _starts(root, path))


def _starts(root: Path, path: str) -> list[bytes]:
    found = (_read(root, str(f / name)) for f in folders(root, path) for name in _FILES)
    return [data for data in found if data is not None]


@lru_cache(maxsize=4096)
def _read(root: Path, path: str) -> bytes | None:
    if not (root / path).is_file():
        return None
    data = door.load(root, path)
    return data if isinstance(data, bytes) else None


def scripts(root: Path, folder: str) -> dict[str, str]:
    """The scripts of the package.json in a folder; none where there is none to read."""
    data = _read(root, str(PurePosixPath(folder) / "package.json"))
    try:
        read = json.loads(data) if data else {}
    except ValueError:
        return {}
    found = read.get("scripts") if isinstance(read, dict) else None
    if not isinstance(found, dict):
        return {}
    return {str(name): text for name, text in found.items() if isinstance(text, str)}


# A file for development, tests or CI, by what it is called.
PARTIAL = lazy(r"(?i)(?:^|[._/-])(?:dev|development|local|test|debug|override|ci)(?:[._/-]|$)")
_STACK = lazy(r"(?:docker-)?compose[\w.-]*\.ya?ml\Z", re.IGNORECASE)


def only_tried(root: Path, path: str) -> bool:
    """Whether only stacks for development or tests name a Dockerfile, so that it does not ship.

    One called just ``Dockerfile`` is built without being named.
    """
    name = PurePosixPath(path).name
    if name.lower() == "dockerfile":
        return False
    written = re.escape(name.encode())
    wanted = re.compile(rb"\bdockerfile:\s*[\"']?(?:[\w./-]*/)?" + written + rb"(?![\w./-])")
    stacks = [
        str(folder / each)
        for folder in folders(root, path)
        for each in _listed(root, str(folder))
        if _STACK.match(each)
    ]
    naming = [each for each in stacks if wanted.search(_read(root, each) or b"")]
    return bool(naming) and all(PARTIAL.search(PurePosixPath(each).name) for each in naming)


@lru_cache(maxsize=1024)
def _listed(root: Path, folder: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(each.name for each in (root / folder).iterdir()))
    except OSError:
        return ()

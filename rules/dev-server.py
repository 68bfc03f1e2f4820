"""A server made for development as the way the program ships.

It serves one request after another or rebuilds while it answers, restarts when a file changes,
shows its inside when something fails, and says itself that it is not for production.

**Reported:** a Dockerfile, Procfile, platform file or compose stack without mounted sources that
runs `flask run`, `runserver`, `uvicorn --reload`, `fastapi dev`, `next dev`, `vite`, `nodemon` or a
package script that does; `"start"` of a package that nothing else starts; `app.run()` of Flask and
`uvicorn.run(reload=True)` in a file that one of them starts; `next({ dev: true })`; a tunnel from
the internet to this machine (`share=True` of Gradio without `auth`). As advice, Flask's server on
every interface where no other server is in the project.

**Not reported:** files for development by their name, and a Dockerfile that only such a compose
file builds; stages of a Dockerfile that do not ship; examples, as advice;
`npm run dev` and `app.run()` that only developers start; a start script of a page, whose build is
what ships; whatever asks for the environment first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning import starting
from prodgate.meaning.dev_servers import Started, commands, development, started
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import TextView, View

RULE = Rule(
    "dev-server",
    Gate.DEPLOYMENT,
    "A server made for development as the way the program ships",
    Applicability.UNSAFE,
    text=True,
    literals=(
        "flask", "Flask", "runserver", "reload", "share=True", "share = True", "npm ", "yarn ",
        "pnpm ", "bun ", "\"npm\"", "\"yarn\"", "\"pnpm\"", "\"bun\"", " dev", "nodemon",
        "ts-node-dev", "tsx watch", "--watch", "react-scripts start", "webpack", "ng serve",
        "vite", "middlewareMode", "dev: true",
    ),
    closer=True,
)  # fmt: skip

_CLOSER = lazy(
    rb"\.run\(|reload\s*=\s*True|share\s*=\s*True|webpack-dev-middleware|middlewareMode|dev: true|"
    rb"CMD|ENTRYPOINT|^(?:web|app|api|server)\s*:|startCommand|entrypoint|command|\"start\"",
    re.MULTILINE,
)


def relevant(data: bytes) -> bool:
    """Whether a file can start a server."""
    return bool(_CLOSER.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a call."""
    if is_test_path(view.source.path):
        return
    for found in started(view):
        severity = Severity.WARNING if found.shipped else Severity.NOTE
        yield view.finding(RULE, found.value or found.call, severity, _message(found), found)


def check_text(view: TextView) -> Iterator[Finding]:
    """One finding a command."""
    path = view.source.path
    for command in commands(view.root, path, view.text):
        scripts = starting.scripts(view.root, path.rpartition("/")[0])
        if server := development(command.text, scripts):
            message = f"ships {server}, a server made for development"
            yield view.finding(RULE, (command.start, command.end), Severity.WARNING, message)


_MESSAGES = {
    "reload": "the program is started as this file, and restarts whenever a file changes",
    "tunnel": "a public tunnel to this machine: whoever has the link can use it, without a login",
    "next": "every page is built again on request, and errors show code",
    "bundler": "pages are bundled while they are asked for, in production too",
}


def _message(found: Started) -> str:
    if found.kind != "flask":
        return _MESSAGES[found.kind]
    if found.shipped:
        return "the program is started as this file, by Flask's server for development"
    return "Flask's server for development listens for others, and no other server is here"

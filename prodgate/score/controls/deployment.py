"""Deployment: can a release go out, and back, safely and repeatably?"""

from __future__ import annotations

import re

from prodgate.findings import Gate
from prodgate.score.ci import runs_tests
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing

G = Gate.DEPLOYMENT


def tested_before(subject: Subject) -> Seen:
    """A pipeline runs the tests before anything goes out."""
    for step in subject.commands:
        if runs_tests(step):
            return Seen(True, "a pipeline runs the tests", step.path, step.line)
    return missing("no pipeline runs the tests and fails with them")


_LOCKS = {
    "python": ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml"),
    "javascript": (
        "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock",
        "bun.lockb", "deno.lock",
    ),
}  # fmt: skip


def locked(subject: Subject) -> Seen:
    """Every manifest has a lock file beside or above it, or pins each requirement."""
    if bad := subject.found_anywhere("unpinned-dependency"):
        return missing(bad.message, bad.path, bad.line)
    paths = set(subject.tree.paths)
    proof = ""
    for path in sorted(subject.tree.manifests, key=lambda each: each.count("/")):
        if _IN_DEVELOPMENT.search(path):
            continue
        language = "javascript" if path.endswith(("package.json", "deno.json")) else "python"
        lock = _lock(path, language, paths)
        text = subject.read(path)
        if lock:
            proof = proof or lock
        elif path.endswith((".txt", ".in")) and _is_pinned(text):
            proof = proof or path
        elif _declares(path, text) and not _is_beside_pins(path, subject):
            return missing("declares what nothing locks", path, 1)
    if not proof:
        return missing("no manifest with a lock file, and no list of exact versions")
    return Seen(True, "what is installed is locked", proof, 1)


_IN_DEVELOPMENT = re.compile(
    r"(?i)(?:dev|test|docs?|lint|build|ci)[\w.-]*\.(?:txt|in)$|(?:^|/)(?:__tests__|tests?|e2e|examples?"
    r"|samples?|docs?|scripts|notebooks?)/"
)


def _lock(path: str, language: str, paths: set[str]) -> str:
    folder = path.rpartition("/")[0]
    while True:
        for name in _LOCKS[language]:
            candidate = f"{folder}/{name}" if folder else name
            if candidate in paths:
                return candidate
        if not folder:
            return ""
        folder = folder.rpartition("/")[0]


def _is_pinned(text: str) -> bool:
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    wanted = [line for line in lines if line and not line.startswith(("-", "--"))]
    return bool(wanted) and all("==" in line or "@" in line for line in wanted)


def _declares(path: str, text: str) -> bool:
    if path.endswith("package.json"):
        return '"dependencies"' in text
    if path.endswith("pyproject.toml"):
        return bool(re.search(r"(?m)^dependencies\s*=|poetry\.dependencies", text))
    return bool(text.strip())


def _is_beside_pins(path: str, subject: Subject) -> bool:
    folder = path.rpartition("/")[0]
    names = ("requirements.txt", "requirements.lock", "requirements-lock.txt")
    beside = (f"{folder}/{name}" if folder else name for name in names)
    return any(_is_pinned(subject.read(each)) for each in beside)


_BUILDS = (
    r"(?:^|/)(?:[\w.-]+\.)?(?:docker|container)file(?:\.[\w-]+)?$|(?:^|/)(?:fly|netlify|railway"
    r"|wrangler|app|render|vercel|apprunner|serverless|azure|samconfig|skaffold)"
    r"\.(?:toml|ya?ml|jsonc?)$|(?:^|/)(?:procfile|cdk\.json|chart\.yaml|kustomization\.ya?ml)$"
)


def built(subject: Subject) -> Seen:
    """A file says how the program is built and started."""
    for path in subject.tree.named(_BUILDS):
        if re.search(r"(?im)^\s*(?:CMD|ENTRYPOINT|web:|\[?\w[\w.-]*\]?\s*[:=]|\{|\")",
                     subject.read(path)):  # fmt: skip
            return Seen(True, "says how the program is built and run", path, 1)
    return missing("looked for a Dockerfile and for the settings of a platform")


_BACK = re.compile(
    r"(?i)rollout undo|helm rollback|fly(?:ctl)? releases? rollback|vercel rollback|previous_?tag"
    r"|update-service .*task-definition|traffic .*(?:split|revision)|git revert|heroku rollback"
    r"|deploy\b.* --image[= ]\S*\$"
    r"|docker (?:pull|service update).*(?:prev|\$\{?[A-Z_]*(?:TAG|VERSION|IMAGE))"
    r"|wrangler rollback|gcloud run services update-traffic"
)


def way_back(subject: Subject) -> Seen:
    """A script or a pipeline that takes a release back."""
    for step in subject.commands:
        if _BACK.search(step.command):
            return Seen(True, "a pipeline can take a release back", step.path, step.line)
    for path in subject.tree.named(
        r"(?:^|/)[\w.-]*roll[-_]?back[\w.-]*\.(?:sh|py|[cm]?[jt]s)$|^makefile$"
    ):
        text = "\n".join(
            re.sub(r"\s#\s.*", "", line)
            for line in subject.read(path).splitlines()
            if not re.match(r"\s*(?:#|//|echo\b)", line)
        )
        if match := _BACK.search(text):
            return Seen(True, f"takes a release back: {match[0]}", path, 1)
    return missing("looked for a script or a pipeline that takes a release back")


_RELEASES = re.compile(
    r"docker (?:buildx )?(?:build .*--push|push)|docker/build-push-action|fly(?:ctl)? deploy"
    r"|vercel (?:deploy|--prod)|wrangler deploy|gcloud run deploy|kubectl (?:apply|set image)"
    r"|helm upgrade|aws (?:ecs|lambda|deploy)|azd (?:up|deploy)|az webapp|railway up|cdk deploy"
    r"|terraform apply|sls deploy|serverless deploy|semantic-release|release-please|goreleaser"
    r"|netlify deploy|superfly/flyctl|azure/webapps-deploy|kamal deploy|heroku container"
)


def released(subject: Subject) -> Seen:
    """A pipeline makes the release."""
    for step in subject.commands:
        if step.released and not step.forgiven and _RELEASES.search(step.command):
            return Seen(True, "a pipeline releases", step.path, step.line)
    return missing("no pipeline builds and releases")


def models_pinned(subject: Subject) -> Seen:
    """The names of models stand for one version each, or are configured."""
    if bad := subject.found("unpinned-model"):
        return missing(bad.message, bad.path, bad.line)
    for spot in subject.spots("models"):
        if "latest" not in spot.what:
            said = f"{spot.what} is named, and no name that is known to move"
            return Seen(True, said, spot.path, spot.line)
    return missing("no model is named where a call could be seen to use it")


CONTROLS = (
    Control(G, "tested-before", "A pipeline runs the tests first", True, tested_before),
    Control(G, "locked", "Dependencies are locked", True, locked),
    Control(G, "built", "A file says how it is built and run", True, built),
    Control(G, "way-back", "A release can be taken back", True, way_back, "rollback"),
    Control(G, "released", "A pipeline makes the release", False, released),
    Control(G, "models-pinned", "Models are pinned", False, models_pinned),
)  # fmt: skip

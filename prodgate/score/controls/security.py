"""Security: can an attacker read data or run unsafe actions?"""

from __future__ import annotations

import re

from prodgate.findings import Gate
from prodgate.score.ci import runs
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.SECURITY
_APPROVES = re.compile(
    r"(?i)approv|confirm|authori[sz]e|permission|require_?(?:role|user|caller)|check_?tool"
    r"|allowed|tools_?for_?role|is_?admin|current_?user|caller"
)


def keys_from_environment(subject: Subject) -> Seen:
    """Every client gets its key from outside the code, and the code names where from."""
    if not subject.made and not subject.asked:
        return nothing("no client of a model was found")
    if given := next((m.spot for m in subject.made if m.literal_key), None):
        return missing("a key stands in the code", given.path, given.line)
    if bad := subject.found("hardcoded-secret", "browser-exposed-key"):
        return missing(f"{bad.rule} was found", bad.path, bad.line)
    if secret := next((f for f in subject.findings if f.rule == "hardcoded-secret"), None):
        return missing("a secret stands in a file of the repository", secret.path, secret.line)
    near = {each.path for each in subject.files if each.made or each.asked}
    named = [each for each in subject.spots("settings") if "PUBLIC" not in each.what]
    named.sort(key=lambda each: each.path not in near)
    asked = [*(m.spot for m in subject.made), *(a.spot for a in subject.asked)]
    spot = (named or asked)[0]
    how = f"{spot.what} is read from the environment" if named else (
        "the SDK reads its key from the environment")  # fmt: skip
    return Seen(True, f"no key stands in the code; {how}", spot.path, spot.line)


def tools_scoped(subject: Subject) -> Seen:
    """Tools that act ask a person or look at who asked; those that read need not."""
    tools = subject.spots("tools")
    bad = subject.found("unscoped-tools", "dangerous-tool", "executed-model-output")
    if bad is not None:
        return missing(f"{bad.rule} was found", bad.path, bad.line)
    if not tools:
        return nothing("no tool is given to a model here")
    for each in subject.acting:
        if not any(_APPROVES.search(name) for name in subject.reached(each.mentions, 1)):
            said = f"{each.spot.what}, and asks neither a person nor for whom"
            return missing(said, each.spot.path, each.spot.line)
    count = f"{len(tools)} tools" if len(tools) > 1 else "1 tool"
    what = f"{len(subject.acting)} that act ask first" if subject.acting else "none of them acts"
    return Seen(True, f"{count}, {what}", tools[0].path, tools[0].line)


_UPDATES = r"^\.github/dependabot\.ya?ml$|(?:^|/)renovate\.json5?$|^\.renovaterc(?:\.json)?$"
_AUDITS = re.compile(
    r"pip-audit|safety (?:check|scan)|npm audit|pnpm audit|yarn (?:npm )?audit|osv-scanner|trivy"
    r"|snyk|grype|github/codeql-action|dependency-review-action|bandit|semgrep|prodgate|zizmor"
)
_SECRETS = re.compile(
    r"gitleaks|trufflehog|detect-secrets|git-secrets|ggshield|secretlint|prodgate"
)


def dependencies_watched(subject: Subject) -> Seen:
    """An update bot with a configuration, or an audit that runs on a push."""
    for path in subject.tree.named(_UPDATES):
        if re.search(r"(?:package-ecosystem|extends|schedule)[\"']?\s*:", subject.settings(path)):
            return Seen(True, "an update bot is configured", path, 1)
    for step in subject.commands:
        if runs(step, _AUDITS):
            return Seen(True, "CI looks for known weaknesses", step.path, step.line)
    return missing("looked for Dependabot, Renovate, and an audit in CI")


def secrets_scanned(subject: Subject) -> Seen:
    """A scanner for secrets, on a push or before a commit."""
    for step in subject.commands:
        if runs(step, _SECRETS):
            return Seen(True, "CI scans for secrets", step.path, step.line)
    hooks = ".pre-commit-config.yaml"
    if match := _SECRETS.search(subject.settings(hooks)):
        line = subject.settings(hooks)[: match.start()].count("\n") + 1
        return Seen(True, f"a commit hook runs {match[0]}", hooks, line)
    return missing("looked for gitleaks, TruffleHog, detect-secrets and the like in CI and hooks")


def no_root(subject: Subject) -> Seen:
    """The container runs as a user of its own."""
    files = [*subject.tree.named(r"(?:^|/)(?:[\w.-]+\.)?(?:docker|container)file(?:\.[\w-]+)?$")]
    if not files:
        return nothing("no container is built here")
    for path in files:
        users = re.findall(r"(?m)^USER[ \t]+(\S+)", subject.read(path))
        if not users or users[-1].split(":")[0] in {"root", "0"}:
            return missing("this container runs as root", path, 1)
    line = subject.read(files[0])[: subject.read(files[0]).index("USER")].count("\n") + 1
    return Seen(True, "the container does not run as root", files[0], line)


CONTROLS = (
    Control(G, "keys-from-environment", "Keys come from the environment", True,
            keys_from_environment),
    Control(G, "tools-scoped", "Tools that act ask a person, or for whom", True, tools_scoped),
    Control(G, "dependencies-watched", "Known weaknesses are looked for", True,
            dependencies_watched),
    Control(G, "secrets-scanned", "Commits are scanned for secrets", False, secrets_scanned),
    Control(G, "no-root", "The container runs as a user of its own", False, no_root),
    Control(G, "penetration-test", "Somebody tried to break in", False, None,
            "penetration-test"),
)  # fmt: skip

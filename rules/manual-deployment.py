"""A service that is released by hand.

What runs is what somebody had on a laptop. Nobody can say which version answers, and the way back
is to remember. A pipeline, or a platform that builds from the repository, makes releases alike.

**Reported:** once for the repository, at the place where it serves, when there is neither a CI
pipeline nor the configuration of a platform that deploys from git.

**Not reported:** a library, a script, an example; Next.js, which platforms build without a file;
a README with a button that deploys it; what the pipeline does.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.tree import Tree

RULE = Rule(
    "manual-deployment",
    Gate.DEPLOYMENT,
    "A service that is released by hand",
    Applicability.MANUAL,
    project=True,
)
_EVIDENCE = (
    r"^\.github/workflows/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.circleci/|^\.buildkite/|^\.drone\.yml$"
    r"|^azure-pipelines[\w.-]*\.ya?ml$|^\.azure-pipelines/|^\.azdo/|^azure\.ya?ml$|^jenkinsfile"
    r"|^bitbucket-pipelines\.yml$|^cloudbuild[\w.-]*\.ya?ml$|^buildspec\.ya?ml$|^\.travis\.yml$"
    r"|(?:^|/)(?:vercel|now|railway|app|fly|wrangler|netlify|amplify|copilot|render|zeabur|koyeb"
    r"|apprunner|heroku|serverless|samconfig|skaffold|captain-definition|dagger)\.(?:json|toml|ya?ml|jsonc)$"
    r"|(?:^|/)next\.config\.[cm]?[jt]s$"  # most often built by Vercel, which needs no file
    r"|(?:^|/)(?:cdk\.json|chart\.yaml|argocd|flux-system|kustomization\.ya?ml|procfile|modal_app\.py)"
)
# A platform that was told in its own settings which repository to build.
_BUTTON = lazy(
    rb"vercel\.com/(?:new|import|button)|render\.com/deploy|railway\.(?:app|com)/|heroku\.com/deploy"
    rb"|netlify\.com/start|deploy\.azure|aka\.ms/deploy|huggingface\.co/spaces|streamlit\.app"
)
_RECIPE = (
    "let CI test each push (.github/workflows), build one image or bundle from a tag and release "
    "that, "
    "and keep the last one to go back to"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None or next(tree.named(_EVIDENCE), None):
        return
    if next(tree.holding(_BUTTON, tree.named(r"(?:^|/)readme[^/]*$")), None):
        return
    message = (
        "nothing here builds and releases it: looked for a CI pipeline (.github/workflows, "
        ".gitlab-ci.yml ...) and a platform that builds from git (vercel.json, fly.toml ...)"
    )
    yield from tree.findings(RULE, place, Severity.WARNING, message, _RECIPE)

"""Who watches the calls of a file from outside: tracing, gateways and callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from prodgate.findings import Language
    from prodgate.view import View

_PYTHON = (
    "langfuse", "langsmith", "opentelemetry-sdk", "opentelemetry-api",
    "openinference-instrumentation",
    "arize-phoenix", "traceloop-sdk", "logfire", "weave", "mlflow", "agentops", "helicone",
    "braintrust", "opik", "lunary", "portkey-ai", "ddtrace", "honeyhive", "openlit", "langtrace",
)  # fmt: skip
_JAVASCRIPT = (
    "langfuse", "@langfuse/otel", "langfuse-vercel", "langsmith", "@opentelemetry/api",
    "@opentelemetry/sdk-node", "@vercel/otel", "@traceloop/node-server-sdk", "@helicone/helpers",
    "@posthog/ai", "braintrust", "@arizeai/openinference-instrumentation-openai", "dd-trace",
    "@langtrase/typescript-sdk", "portkey-ai", "lunary", "@lunary/sdk", "weave",
)  # fmt: skip
# In the file itself, in small letters: an import, a gateway's address, a setting, a callback.
_HERE = (
    "langfuse", "langsmith", "langchain_tracing", "opentelemetry", "@vercel/otel", "openinference",
    "phoenix.otel", "traceloop", "logfire", "agentops", "helicone", "braintrust", "import opik",
    "from opik", "lunary", "portkey", "ddtrace", "dd-trace", "openlit", "langtrace", "honeyhive",
    "mlflow", "import weave", "experimental_telemetry", "posthog/ai", "posthog.ai",
    "success_callback", "input_callback", "gateway.ai.cloudflare.com", "openaiagentsplugin",
    "vercelaiintegration", "openaiintegration", "@traceable", "@observe", "set_trace_processors",
)  # fmt: skip


def is_observed(view: View) -> bool:
    """Whether calls are traced or counted by something around them, as far as can be seen."""
    lowered = view.text.lower()
    if any(word in lowered for word in _HERE):
        return True
    folder = view.source.path.rpartition("/")[0]
    return _depends(view, view.root, folder, view.language)


def _depends(view: View, root: Path, folder: str, language: Language) -> bool:
    known = _KNOWN.get((root, folder, language))
    if known is None:
        packages = _PYTHON if language == "python" else _JAVASCRIPT
        known = any(
            view.project.depends_on(view.source.path, package, language) for package in packages
        )
        if len(_KNOWN) > 5000:
            _KNOWN.clear()
        _KNOWN[root, folder, language] = known
    return known


_KNOWN: dict[tuple[Path, str, Language], bool] = {}

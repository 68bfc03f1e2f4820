"""The libraries that a file reaches models or the network with, and which version is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.inventory import manifests
from prodgate.inventory.record import Sdk
from prodgate.inventory.values import place
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Model libraries that have no facts: what they are called where they are imported.
_MORE = {
    "python": lazy(
        r"(?:langchain\w*|llama_index|transformers|sentence_transformers|vllm|llama_cpp|dspy|autogen\w*"
        r"|haystack|semantic_kernel|smolagents|agno|mcp|fastmcp|vertexai|replicate|langfuse|guidance|ag2"
        r"|camel|tiktoken|whisper|elevenlabs|deepgram|voyageai|unstructured|instructor|strands|letta)$"
    ),
    "javascript": lazy(
        r"(?:@ai-sdk/[\w-]+|@langchain/[\w-]+|langchain|@openrouter/[\w-]+|@modelcontextprotocol/sdk"
        r"|@xenova/transformers|@huggingface/[\w-]+|ollama-ai-provider|@elevenlabs/[\w-]+|elevenlabs"
        r"|@deepgram/sdk|@copilotkit/[\w-]+|langfuse|@mastra/[\w-]+|@assistant-ui/[\w-]+|llamaindex"
        r"|@llamaindex/[\w-]+|@google-cloud/vertexai|cohere-ai|js-tiktoken|tiktoken)$"
    ),
}
_PACKAGES = {
    "llama_index": "llama-index",
    "sentence_transformers": "sentence-transformers",
    "llama_cpp": "llama-cpp-python",
    "vertexai": "google-cloud-aiplatform",
    "haystack": "haystack-ai",
    "autogen": "autogen",
    "whisper": "openai-whisper",
    "strands": "strands-agents",
}


def sdks(view: View) -> Iterator[Sdk]:
    """Each library of a file, at each import."""
    for node, module in _modules(view):
        found = _known(view, module)
        if found is None:
            continue
        package, kind = found
        asked = manifests.asked_for(view.project, view.source.path, package, view.language)
        yield Sdk(
            package,
            view.language,
            kind,
            asked.declared,
            asked.locked,
            asked.manifest,
            (place(view, node),),
        )


def _modules(view: View) -> Iterator[tuple[s.Node, str]]:
    for node in view.names.imports:
        names = [qualified for _, qualified in node.names]
        if view.language == "python":
            yield node, max([node.module, *names], key=len) if names else node.module
        else:
            yield node, node.module
    for call in view.names.calls:
        if view.language == "javascript" and s.dotted(call.callee) in {"require", "import"}:
            module = call.positional(0)
            if isinstance(module, s.Literal) and isinstance(module.value, str):
                yield call, module.value


def _known(view: View, module: str) -> tuple[str, str] | None:
    """The package of a module, and what kind of library it is."""
    best: tuple[int, str, str] | None = None
    for sdk in view.pack.sdks:
        if sdk.language != view.language or not sdk.package:
            continue
        for root in sdk.imports:
            within = module == root or module.startswith((f"{root}.", f"{root}/"))
            if within and (best is None or len(root) > best[0]):
                best = len(root), sdk.package, sdk.kind
    parts = module.split("/")
    python = view.language == "python"
    top = module.partition(".")[0] if python else "/".join(parts[: 1 + module.startswith("@")])
    more = _MORE[view.language].match(top)
    if more and (best is None or len(top) > best[0]):
        return _PACKAGES.get(top, top.replace("_", "-")), "model"
    return best[1:] if best is not None else None

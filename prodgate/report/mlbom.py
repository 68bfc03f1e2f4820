"""The inventory as a CycloneDX 1.6 ML-BOM, for the tools that read bills of materials.

The library makes the document. It has no words for model cards and for what a data component
holds, which the format has: those two are put into what it wrote.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from prodgate.escape import printable
from prodgate.inventory.record import Call, DataSource, Endpoint, Inventory, Model, Prompt, Sdk
from prodgate.inventory.record import Place as Where

if TYPE_CHECKING:
    from cyclonedx.model import Property
    from cyclonedx.model.component import Component
    from cyclonedx.model.service import Service

_NAMESPACE = uuid.UUID("8f0e3f4e-5d0c-5b0a-9d3e-6a1f0c7b2d11")  # ours, for serial numbers
MISSING = (
    "CycloneDX is written by cyclonedx-python-lib, which is not installed: "
    "pip install 'prodgate[bom]'"
)


def is_installed() -> bool:
    """Whether the library that writes CycloneDX is there."""
    return find_spec("cyclonedx") is not None


def render(found: Inventory, name: str) -> str:
    """The document for an application of that name: the same for the same tree."""
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    main = Component(
        name=printable(name) or "application",
        type=ComponentType.APPLICATION,
        bom_ref="application",
        version=found.commit or None,
        properties=list(_of_application(found)),
    )
    tool = Component(name="prodgate", type=ComponentType.APPLICATION, version=found.prodgate)
    metadata = BomMetaData(component=main)
    metadata.tools.components.add(tool)
    components = [
        *(_model(each) for each in found.models),
        *(_library(each) for each in found.sdks),
        *(_data(each) for each in found.data),
        *(_prompt(each) for each in found.prompts),
    ]
    bom = Bom(
        serial_number=uuid.uuid5(_NAMESPACE, _content(found, name)),
        metadata=metadata,
        components=_distinct(components),
        services=[_service(each) for each in found.endpoints],
    )
    bom.register_dependency(main, bom.components)
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    return json.dumps(_completed(document, found), indent=2, ensure_ascii=False) + "\n"


def _content(found: Inventory, name: str) -> str:
    import msgspec

    return f"{printable(name)}\n{_text(msgspec.json.encode(msgspec.to_builtins(found)).decode())}"


def _text(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode()


def _distinct(components: Iterable[Component]) -> list[Component]:
    """One a reference: the same data in two places is one component with two places."""
    found: dict[str, Component] = {}
    for each in components:
        known = found.setdefault(str(each.bom_ref.value), each)
        if known is not each:
            for item in each.properties:
                known.properties.add(item)
    return list(found.values())


# -- components --------------------------------------------------------------------------------


def _properties(**values: object) -> Iterator[Property]:
    """``prodgate:<name>``; none for what is empty or not known."""
    from cyclonedx.model import Property

    for name, value in values.items():
        for each in value if isinstance(value, tuple) else (value,):
            if each is None or each == "":
                continue
            text = str(each).lower() if isinstance(each, bool) else printable(str(each))
            yield Property(name=f"prodgate:{name.replace('_', '-')}", value=text)


def _places(places: Iterable[Where]) -> tuple[str, ...]:
    return tuple(
        f"{p.path}:" + (f"cell {p.cell}:" if p.cell is not None else "") + str(p.line)
        for p in places
    )


def _of_application(found: Inventory) -> Iterator[Property]:
    required = tuple(each.name for each in found.secrets if each.required)
    tools = tuple(f"{t.name}: {', '.join(t.can)}" for t in found.tools)
    calls = tuple(map(_of_call, found.calls))
    yield from _properties(needs=required, tool=tools, model_call=calls)


def _of_call(call: Call) -> str:
    bounds = {
        "output tokens": call.output_tokens,
        "seconds": call.timeout_seconds,
        "attempts": call.attempts,
        "rounds": call.rounds,
    }
    said = ", ".join(f"{name} {'-' if n is None else f'{n:g}'}" for name, n in bounds.items())
    return f"{_places((call.place,))[0]} {call.sdk}: {said}"


def _reference(*parts: str) -> str:
    return ":".join(re.sub(r"[^\w.@/+-]+", "-", printable(part)) for part in parts if part)


def _model(model: Model) -> Component:
    from cyclonedx.model.component import Component, ComponentType

    name = model.name or f"chosen by {model.setting}"
    return Component(
        name=printable(name),
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=_of_model(model),
        publisher=printable(model.provider) or None,
        properties=list(
            _properties(pinned=model.pinned, setting=model.setting, place=_places(model.places))
        ),
    )


def _of_model(model: Model) -> str:
    return _reference("model", model.provider, model.name, model.setting)


def _library(sdk: Sdk) -> Component:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    group, _, name = sdk.name.rpartition("/")
    version = version_of(sdk)
    kind = "pypi" if sdk.language == "python" else "npm"
    return Component(
        name=printable(name),
        group=printable(group) or None,
        version=version or None,
        type=ComponentType.LIBRARY,
        bom_ref=_reference("library", kind, sdk.name, sdk.manifest, version),
        purl=PackageURL(kind, group or None, name, version or None),
        properties=list(
            _properties(declared=sdk.declared, manifest=sdk.manifest, place=_places(sdk.places))
        ),
    )


def version_of(sdk: Sdk) -> str:
    """The one version that is installed, "" where several may be."""
    if sdk.locked and "," not in sdk.locked:
        return sdk.locked
    exact = re.fullmatch(r"(?:===?)?\s*(\d[\w.+!-]*)", sdk.declared)
    return exact[1] if exact and not sdk.locked else ""


def _data(source: DataSource) -> Component:
    from cyclonedx.model.component import Component, ComponentType

    return Component(
        name=printable(source.name),
        type=ComponentType.DATA,
        bom_ref=_reference("data", source.kind, source.name),
        properties=list(_properties(kind=source.kind, place=_places((source.place,)))),
    )


def _prompt(prompt: Prompt) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType

    return Component(
        name=f"prompt {prompt.hash[:12]}",
        type=ComponentType.DATA,
        bom_ref=_reference("prompt", prompt.hash),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=prompt.hash)],
        properties=list(
            _properties(
                kind="prompt",
                role=prompt.role,
                characters=prompt.characters,
                takes=prompt.holes,
                place=_places((prompt.place,)),
            )
        ),
    )


def _service(endpoint: Endpoint) -> Service:
    from cyclonedx.model import XsUri
    from cyclonedx.model.service import Service

    place = _places((endpoint.place,))
    address = endpoint.route if endpoint.route.startswith("/") else ""
    return Service(
        name=printable(f"{endpoint.method} {endpoint.route}".strip()),
        bom_ref=_reference("endpoint", *place, endpoint.method, endpoint.route),
        endpoints=[XsUri(_uri(address))] if address else None,
        authenticated=endpoint.checks_caller,
        properties=list(
            _properties(
                framework=endpoint.framework,
                asks_model=endpoint.asks_model,
                validates=endpoint.validates,
                limited=endpoint.limited,
                place=place,
            )
        ),
    )


def _uri(route: str) -> str:
    """A route as an IRI reference: what stands in for a part is escaped."""
    from urllib.parse import quote

    return quote(route, safe="/:@!$&'()*+,;=~-._")


# -- what the library has no words for ---------------------------------------------------------


def _completed(document: dict[str, Any], found: Inventory) -> dict[str, Any]:
    cards = {_of_model(model): _card(model) for model in found.models}
    kinds = {_reference("data", d.kind, d.name): "dataset" for d in found.data}
    kinds |= {_reference("prompt", p.hash): "configuration" for p in found.prompts}
    for component in document.get("components", ()):
        reference = component.get("bom-ref", "")
        if reference in cards:
            component["modelCard"] = cards[reference]
        if reference in kinds:
            component["data"] = [{"type": kinds[reference], "name": component["name"]}]
    metadata = document.get("metadata", {})
    metadata.pop("timestamp", None)
    if stamp := _asked_time():
        metadata["timestamp"] = stamp
    return document


_TASKS = (
    (re.compile(r"embed|MiniLM|mpnet"), "feature-extraction", "vector"),
    (re.compile(r"dall-e|image|imagen|flux|stable-diffusion"), "text-to-image", "image"),
    (re.compile(r"whisper|transcribe|nova-"), "automatic-speech-recognition", "string"),
    (re.compile(r"tts|eleven"), "text-to-speech", "audio"),
    (re.compile(r"rerank"), "text-ranking", "number"),
)


def _card(model: Model) -> dict[str, Any]:
    """What the code says of a model: its task by its name, and that somebody else makes it."""
    task, output = "text-generation", "string"
    for pattern, other, form in _TASKS:
        if pattern.search(model.name):
            task, output = other, form
            break
    source = "audio" if task == "automatic-speech-recognition" else "string"
    return {
        "modelParameters": {
            "task": task,
            "inputs": [{"format": source}],
            "outputs": [{"format": output}],
        }
    }


def _asked_time() -> str:
    """The time that SOURCE_DATE_EPOCH names, for those who want one; "" without it."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch(r"\d{1,11}", asked):
        return ""
    return datetime.fromtimestamp(int(asked), timezone.utc).isoformat().replace("+00:00", "Z")

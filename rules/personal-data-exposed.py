"""Personal data in a log, or sent to a model's provider, as it is.

Logs are kept for months, copied to other services and read by people who may not read the data
itself; what a provider gets has left the system. Who asks for deletion gets it from the database,
and not from there.

**Reported:** e-mail addresses, telephone numbers, dates of birth and postal addresses of people
(`user.email`, `customer["phone"]`, a field of the request) in a log, a print of a server, or a
prompt (`warning`); numbers of cards, passports, social security and medical records (`error`).

**Not reported:** what a function redacts, masks, hashes or cuts; whether something is there, or how
much of it; ids; what the operator gave in the environment or at the console; addresses of machines
and wallets; mail settings; names that are not clear; what is stored, shown or sent to the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.personal import Finder, Leak
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "personal-data-exposed",
    Gate.SECURITY,
    "Personal data in a log, or sent to a model's provider, as it is",
    Applicability.UNSAFE,
    literals=(
        "email", "Email", "phone", "Phone", "mobile", "ssn", "social_security", "socialSecurity",
        "passport", "Passport", "birth", "Birth", "dob", "card_number", "cardNumber", "credit_card",
        "creditCard", "debit_card", "cvv", "national_id", "nationalId", "medical_", "address",
        "Address", "diagnosis",
    ),
    closer=True,
    cwe=(359, 532),
    owasp=("LLM02:2025", "A09:2021"),
    risk=5.5,
)  # fmt: skip

_WORDS = (
    rb"(?:e_?mail|phone|mobile|ssn|social_?[sS]ecurity|passport|[bB]irth|\bdob\b|[cC]ard|cvv|"
    rb"national_?[iI]d|medical|[aA]ddress|diagnosis)"
)
_WORD = lazy(_WORDS)
_LOG = lazy(rb"(?:\b(?:print|console\.\w+)|(?:log|logger|logging|LOG|LOGGER|winston|pino)\.\w+)\(")
_NEAR = 330  # bytes
_ASKED = lazy(rb"openai|anthropic|langchain|genai|mistral|groq|cohere|ollama|bedrock|litellm")
_OF_PERSON = lazy(
    rb"(?:user|customer|patient|person|member|employee|contact|lead|applicant|candidate|profile"
    rb"|guest|student|body|data)\??(?:\.|\[.)" + _WORDS
    + rb"|ssn|passport_|passportN|card_?[nN]umber|date_?[oO]f_?[bB]irth|\bdob\b"
)  # fmt: skip


def relevant(data: bytes) -> bool:
    """Whether such a word stands in a log call, or beside a model's SDK."""
    for call in _LOG.finditer(data):
        if _WORD.search(data[call.end() : call.end() + _NEAR].partition(b";")[0]):
            return True
    return bool(_ASKED.search(data) and _OF_PERSON.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a call that gives something away."""
    if is_test_path(view.source.path):
        return
    for leak in Finder(view).leaks():
        grave = any(value.grave for value in leak.values)
        severity = Severity.ERROR if grave else Severity.WARNING
        yield view.finding(RULE, leak.place, severity, _message(leak), leak)


def _message(leak: Leak) -> str:
    names = ", ".join(re.sub(r"\s+", " ", value.name)[:60] for value in leak.values[:3])
    verb = "is" if len(leak.values) == 1 else "are"
    if leak.sink == "log":
        return f"{names} {verb} logged as it stands: logs live longer than the data, and travel"
    return f"{names} {verb} sent to the model's provider as it stands"

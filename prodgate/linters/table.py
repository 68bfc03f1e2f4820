"""Which rules of ruff and bandit are ours too, under which name and gate, and why.

What a general linter does well is taken from it, by its code. What is not here was left out on
purpose: ``LEFT_OUT`` says why. ``docs/linters.md`` is written from this table.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from prodgate.findings import Applicability, Gate, Rule, Severity

Engine: TypeAlias = Literal["ruff", "bandit"]


class Lint(Struct, frozen=True):
    """Codes of one engine that are one rule of ours.

    ``literals``: one of them stands in every file that the codes can have something to say of,
    and so does ``closer``, a pattern over the bytes: an engine is not started for less.
    ``instead``: rules of ours that say it better where they say it at the same line.
    """

    rule: str
    engine: Engine
    codes: tuple[str, ...]
    gate: Gate
    severity: Severity
    literals: tuple[str, ...]
    summary: str  # one line, no full stop
    message: str  # the clause of a finding
    why: str  # why production code must not have it, and why this code is worth reporting
    recipe: str
    instead: tuple[str, ...] = ()
    cwe: tuple[int, ...] = ()  # as in ``Rule``, with the two below
    owasp: tuple[str, ...] = ()
    risk: float | None = None
    closer: bytes = b""

    def relevant(self, data: bytes) -> bool:
        """Whether the codes can have something to say of these bytes, judged by ``closer``."""
        return re.search(self.closer, data) is not None

    @property
    def doc(self) -> str:
        """The documentation of the rule, as a rule module has it in its docstring."""
        codes = ", ".join(self.codes)
        return (
            f"{self.summary}.\n\n{self.why}\n\n**Reported:** what {self.engine} reports as {codes}."
            "\n\n**Not reported:** tests, as more than a note"
            + (
                f"; what {' or '.join(self.instead)} reports at the same place."
                if self.instead
                else "."
            )
        )

    def as_rule(self) -> Rule:
        """The rule as every other."""
        return Rule(
            self.rule, self.gate, self.summary, Applicability.MANUAL, ("python",),
            literals=self.literals, engine=self.engine, doc=self.doc, closer=bool(self.closer),
            cwe=self.cwe, owasp=self.owasp, risk=self.risk,
        )  # fmt: skip


_BIDI = tuple(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200F))

LINTS = (
    Lint(
        "disabled-certificate-check", "ruff", ("S501", "S323", "S507"), Gate.SECURITY,
        Severity.WARNING, ("verify", "unverified", "AutoAddPolicy", "WarningPolicy", "CERT_NONE"),
        "A connection that does not check whom it talks to",
        "does not check whom it talks to: whoever stands between reads and changes everything",
        "Keys and prompts go to whoever answers. It is switched off to get past a proxy once, and "
        "stays off.",
        "delete the argument, so that certificates are checked; behind a proxy with an authority "
        "of its "
        "own, name that (`verify=\"ca.pem\"`)",
        cwe=(295,), owasp=("A07:2021",), risk=7.4,
        closer=rb"verify[\"']?\s*[=:]\s*False|unverified|AutoAddPolicy|WarningPolicy|CERT_NONE",
    ),
    Lint(
        "unsafe-yaml-load", "ruff", ("S506",), Gate.SECURITY, Severity.WARNING, ("yaml",),
        "YAML that may create any object",
        "creates whatever objects the text names: a hostile file runs code",
        "Prompts and agents are often configured in YAML that somebody else may edit.",
        "read it with yaml.safe_load(text), which makes nothing but lists, dicts, texts and "
        "numbers",
        cwe=(502,), owasp=("A08:2021",), risk=7.8,
        closer=rb"\byaml\.load\b|\bfrom\s+yaml\b|\byaml\s+as\b",
    ),
    Lint(
        "unsafe-pickle", "ruff", ("S301", "S302"), Gate.SECURITY, Severity.NOTE,
        ("pickle", "dill", "shelve", "marshal"),
        "Pickled data, which runs code when it is read",
        "runs whatever code the data holds: nobody but this program may ever write it",
        "Vector stores and caches of prototypes are pickled. It is advice: a file that only this "
        "program writes is fine.",
        "keep the data as JSON, Parquet or safetensors; or write a signature (hmac) beside the "
        "file, and "
        "check it before the file is read",
        cwe=(502,), owasp=("A08:2021", "LLM03:2025"), risk=5.9,
    ),
    Lint(
        "code-from-text", "ruff", ("S102", "S307"), Gate.SECURITY, Severity.NOTE,
        ("eval", "exec"),
        "Text that is run as code",
        "runs a text as code: whoever can write the text runs this program",
        "Advice: ruff does not know where the text comes from. What a model wrote, "
        "executed-model-output says as an error. Nothing is said of a text that is sieved down to "
        "digits and operators.",
        "read values with ast.literal_eval(text); choose actions from a dict of functions by name",
        ("executed-model-output", "dangerous-tool"),
        cwe=(95,), owasp=("A03:2021",), risk=5.9,
        closer=rb"\b(?:eval|exec)\b",
    ),
    Lint(
        "hidden-text", "ruff", ("PLE2502",), Gate.SECURITY, Severity.WARNING, _BIDI,
        "Invisible characters that reorder what a reader sees",
        "what a reader sees here is not what runs, or what a model reads",
        "The trick hides code from review, and instructions from whoever reads a prompt.",
        "delete the invisible characters (U+202A to U+202E, U+2066 to U+2069, U+200F), or write "
        "them as "
        "\\u escapes in the text that needs them",
        cwe=(451,), owasp=("LLM01:2025",), risk=5.3,
    ),
    Lint(
        "unescaped-html", "ruff", ("S704", "S308"), Gate.SECURITY, Severity.WARNING,
        ("Markup", "mark_safe", "SafeString", "html_safe"),
        "Text that is put into a page as it is",
        "puts text into the page as it is: markup in it runs in the reader's browser",
        "What a model or a user wrote may hold scripts.",
        "drop the call, so that the template escapes the text; where it has to hold markup, "
        "clean it with "
        "nh3.clean(text) first",
        ("executed-model-output",),
        cwe=(79,), owasp=("A03:2021", "LLM05:2025"), risk=6.1,
    ),
    Lint(
        "unsafe-archive", "ruff", ("S202",), Gate.SECURITY, Severity.WARNING, ("extractall",),
        "An archive that may write anywhere",
        "an entry named ../x is written outside the folder",
        "Uploads and downloaded indexes are unpacked without a look at their names.",
        'give it filter="data", which refuses such entries: archive.extractall(path, '
        'filter="data")',
        cwe=(22,), owasp=("A01:2021",), risk=7.5,
    ),
    Lint(
        "dangling-task", "ruff", ("RUF006",), Gate.ERROR_HANDLING, Severity.WARNING,
        ("create_task", "ensure_future"),
        "A task that nobody keeps or waits for",
        "nobody keeps this task: it may vanish before it ends, and its error is never seen",
        "The event loop holds tasks weakly. Streams, saves and follow-up calls started on the side "
        "end in the middle, without a word.",
        "keep it: tasks = set() at the top of the module, tasks.add(task), and "
        "task.add_done_callback(tasks.discard); or start it in an asyncio.TaskGroup",
    ),
    Lint(
        "broken-log-call", "ruff", ("PLE1205", "PLE1206"), Gate.OBSERVABILITY, Severity.WARNING,
        ("logg", "log.", "LOG."),
        "A log call whose values do not fit its text",
        "its values do not fit its text: the record is lost when it is needed",
        "It is found the day something goes wrong.",
        "give the text one place for each value: logging.error(\"%s failed: %s\", name, error)",
        closer=rb"\.(?:debug|info|warn(?:ing)?|error|critical|fatal|exception|log)\(\s*(?:[\w.]+\s*,\s*)?"
        rb"(?:msg\s*=\s*)?[rRuU]?(?:\"[^\"\n]*(?:%|\"\s*[^)\s])|'[^'\n]*(?:%|'\s*[^)\s]))",
    ),
    Lint(
        "blocking-process-in-async", "ruff", ("ASYNC221", "ASYNC222"),
        Gate.PERFORMANCE, Severity.WARNING, ("async def",),
        "A process that holds up every request",
        "stops the whole event loop: every other request waits until it is done",
        "blocking-call-in-async knows SDKs and HTTP clients; processes ruff knows.",
        "await asyncio.create_subprocess_exec(...), or await asyncio.to_thread(subprocess.run, "
        "[...])",
        ("blocking-call-in-async",),
        closer=rb"\bsubprocess\b|\bfrom\s+os\b|\bos\.(?:popen|posix_spawn|spawn|system|wait)|\bos\s+as\b",
    ),
    Lint(
        "unpinned-download", "bandit", ("B615",), Gate.DEPLOYMENT, Severity.NOTE,
        ("from_pretrained", "load_dataset", "hf_hub_download", "snapshot_download"),
        "Weights or data taken from a branch that moves",
        "takes whatever is on the branch on the day it runs",
        "A repository on the Hub can be changed, or taken over, between two starts. Where a "
        "setting chooses the repository, no commit can stand beside it, and nothing is said.",
        'give it revision="<commit>", with the commit that the page of the repository on the Hub '
        'shows',
        cwe=(494,), owasp=("LLM03:2025", "A08:2021"), risk=5.6,
    ),
)  # fmt: skip

LEFT_OUT = {
    "S104": "binding to all interfaces is right in a container",
    "S105, S106, S107": "hardcoded-secret knows the forms of keys and what is a placeholder",
    "S110, S112, BLE001": "swallowed-model-error says which handlers hide a failed model call",
    "S113": "http-without-timeout knows clients, wall clocks and limits",
    "S201": "debug-enabled says it, for other frameworks too",
    "S310, S311, S324": "addresses, dice and hashes of caches: too rarely wrong",
    "S313 to S320": "expat has bounded the expansion of entities since 2.4.1",
    "S602 to S607": "dangerous-tool and executed-model-output say where a shell is in reach",
    "S608": "most SQL that is put together from constants is fine",
    "S701": "templates of prompts must not be escaped",
    "ASYNC210, ASYNC212, ASYNC251": "blocking-call-in-async says it, through functions too",
    "ASYNC230, ASYNC240": "a small local file is not worth a thread",
    "ASYNC250": "who asks at the terminal serves one person",
    "T201": "print-logging tells output from logging",
    "B614": "torch loads weights only by itself since 2.6",
}


def lint_of(rule: str) -> Lint | None:
    """The row of a rule."""
    return next((lint for lint in LINTS if lint.rule == rule), None)

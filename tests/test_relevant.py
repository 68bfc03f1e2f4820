"""The prefilter: one pass finds every literal, and no file with a known call is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prodgate.detect import FileCheck
from prodgate.kinds import kind
from prodgate.pack import Pack
from prodgate.policy import Policy
from prodgate.relevant import Relevance
from prodgate.source import Source, decode
from prodgate.view import View
from prodgate.words import Words

CASES = Path(__file__).parent / "cases"
WORDS = some.frozensets(some.text("ab.(", min_size=1, max_size=5).map(str.encode), max_size=12)


@given(WORDS, some.text("ab.( ", max_size=60).map(str.encode))
def test_words_are_those_that_stand_in_the_bytes(words: frozenset[bytes], data: bytes) -> None:
    assert Words(words).of(data) == {word for word in words if word in data}


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    pack = Pack()
    return Relevance(pack, [module.rule for module in pack.rules.values()])


KNOWN = [
    ("a.py", "import openai\n"),
    ("a.py", "from langchain_openai import ChatOpenAI\n"),
    ("a.py", "def f(c):\n    return c.chat.completions.create(model='m')\n"),
    ("a.py", "def f(c):\n    d = c.chat.completions\n    return d.create(model='m')\n"),
    ("a.ts", 'import OpenAI from "openai"\n'),
    ("a.ts", "import { generateText } from 'ai'\n"),
    ("a.ts", "const { ChatOpenAI } = await import(`@langchain/openai`)\n"),
    ("a.ts", 'import { ReactAgent } from "langchain/agents"\n'),
    ("a.js", "fetch(url)\n"),
    ("a.js", "const request = axios.create()\n"),
    ("a.js", "async (c) => c.chat\n  .completions\n  .create({})\n"),
]
UNKNOWN = [
    ("a.py", "def parse(x):\n    return create(x).stream()\n"),
    ("a.py", "chat = completions = None\n"),
    ("a.ts", "const main = JSON.parse(email); export const create = stream\n"),
    ("a.ts", "import x from './chat'; prefetch(x)\n"),
    ("a.ts", "completed(chatter)\n"),
]


@pytest.mark.parametrize(("path", "text"), KNOWN, ids=[text for _, text in KNOWN])
def test_a_known_call_is_looked_at(relevance: Relevance, path: str, text: str) -> None:
    data = text.encode()
    what = kind(path, data)
    assert what
    assert "missing-timeout" in {rule.name for rule in relevance.look(path, what, data).rules}


@pytest.mark.parametrize(("path", "text"), UNKNOWN, ids=[text for _, text in UNKNOWN])
def test_other_code_is_not(relevance: Relevance, path: str, text: str) -> None:
    data = text.encode()
    what = kind(path, data)
    assert what
    assert "missing-timeout" not in {rule.name for rule in relevance.look(path, what, data).rules}


@pytest.mark.parametrize("path", sorted(CASES.glob("*/before*.*s")), ids=lambda p: p.parent.name)
def test_no_file_with_a_known_call_is_left_out(relevance: Relevance, path: Path) -> None:
    data = path.read_bytes()
    check = FileCheck(path.parent, Pack(), Policy(), ())
    source = decode(path.name, data)
    view = check.view(source) if isinstance(source, Source) else None
    if isinstance(view, View) and (view.found.calls or view.found.clients):
        what = kind(path.name, data)
        assert what
        assert "missing-timeout" in {r.name for r in relevance.look(path.name, what, data).rules}

"""What holds for every rewrite: it compiles, keeps comments, leaves the rest, and is done once."""

from __future__ import annotations

import form_harness as harness
import form_shapes as shapes
import forms_text as form
import hypothesmith
import pytest
from form_harness import hold, profile
from hypothesis import assume, given, note
from hypothesis import strategies as st

from prodgate.detect import FileCheck

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> FileCheck:
    return harness.checker(tmp_path_factory.mktemp("project"))


@profile(12)
@given(st.data())
def test_every_rewrite_of_python_has_its_form(check: FileCheck, data: st.DataObject) -> None:
    text = data.draw(shapes.python_text())
    hold(check, "app.py", data.draw(shapes.encoded(text)))


@profile(60)
@given(st.data())
def test_every_rewrite_of_a_script_has_its_form(check: FileCheck, data: st.DataObject) -> None:
    path, text = data.draw(shapes.script())
    hold(check, path, data.draw(shapes.encoded(text)))


@profile(4)
@given(hypothesmith.from_grammar(), shapes.python_text())
def test_whatever_else_stands_in_the_file(check: FileCheck, source: str, text: str) -> None:
    assume("\0" not in source and form.faults("app.py", f"{source}\n{text}") == 0)
    hold(check, "app.py", f"{source}\n{text}".encode())


@profile(6)
@given(st.data())
def test_rules_may_come_one_by_one_in_any_order(check: FileCheck, data: st.DataObject) -> None:
    python = data.draw(st.booleans())
    path, text = ("app.py", data.draw(shapes.python_text())) if python else data.draw(
        shapes.script()
    )  # fmt: skip
    assume(form.faults(path, text) == 0)
    note(text)
    texts = harness.in_orders(check, path, text.encode())
    if texts is not None:
        note("\n\n".join(texts))
        assert form.difference(path, texts[0], texts[1]) != "code"
        assert form.difference(path, texts[0], texts[2]) != "code"


def test_the_generators_make_what_rules_find(check: FileCheck) -> None:
    """Else the properties above hold for nothing."""
    found = {"app.py": 0, "script": 0}

    @profile(20)
    @given(shapes.python_text(), shapes.script())
    def count(text: str, script: tuple[str, str]) -> None:
        for name, path, source in (("app.py", "app.py", text), ("script", *script)):
            if form.faults(path, source) == 0:
                result = check.run_on(path, source.encode())
                found[name] += len(result.detected)

    count()
    assert min(found.values()) >= 40, found


def test_a_name_that_was_defined_twice_before_is_in_no_fixs_way(check: FileCheck) -> None:
    text = b"""\
from openai import OpenAI

def ask():
    return OpenAI()

def ask():
    print(1)
"""
    done = harness.rewriting(check, "app.py", text)
    assert done is not None
    assert not done.planned.refused
    assert b"timeout=60.0" in done.data


def test_a_printed_failure_is_recorded_once_in_any_order(check: FileCheck) -> None:
    text = b"""\
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()

@app.post("/grade")
def grade(essay: str):
    try:
        return client.responses.create(model="gpt-4o-mini", input=essay).output_text
    except Exception as e:
        print(e)
        print(essay, e)
        return "50"
"""
    texts = harness.in_orders(check, "app.py", text)
    assert texts is not None
    assert "code" not in {form.difference("app.py", texts[0], other) for other in texts[1:]}
    assert texts[0].count("logger.exception") == 2


def test_a_fix_that_is_refused_for_its_own_sake_is_in_no_others_way(check: FileCheck) -> None:
    text = b"""\
from openai import OpenAI

client = OpenAI()

def ask():
    answer = client.responses.create(model="gpt-4.1")
    print(answer)

def again():
    print(client.responses.create(model="gpt-4.1"))

@app.post("/ask")
async def last(text: str):
    x = client.responses.create(model="gpt-4.1"); y = 2
"""
    done = harness.rewriting(check, "app.py", text)
    assert done is not None
    codes = [(finding.rule, why.code) for finding, why in done.planned.refused]
    assert codes == [("untracked-usage", "statement-not-on-its-own-line")]
    assert b"print(" not in done.data

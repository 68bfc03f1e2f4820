"""The baseline: it accepts what it names, and nothing else."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodgate import schema
from prodgate.baseline import (
    Baseline,
    collect,
    key_of,
    load,
    merge,
    normalise,
    render,
    subtract,
)
from prodgate.findings import Finding, Gate, Severity

FINDING = Finding(
    rule="missing-timeout",
    gate=Gate.ERROR_HANDLING,
    severity=Severity.WARNING,
    path="app/chat.py",
    line=3,
    column=1,
    end_line=3,
    end_column=9,
    message="waits for ever",
    start=30,
    end=38,
    language="python",
)
CODE = 'OpenAI(api_key="sk-1", n=1)'
PAIR = (FINDING, CODE)


def _baseline(*pairs: tuple[Finding, str]) -> Baseline:
    return collect(pairs)


def _write(folder: Path, text: str | bytes) -> Path:
    path = folder / "b.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _error(path: Path, root: Path | None = None) -> str:
    message = load(path, root)
    assert isinstance(message, str)
    assert message.startswith(f"{path.name}: ")
    assert message.isprintable()
    return message


# -- the hash


@pytest.mark.parametrize(
    "same",
    [
        'OpenAI(api_key="sk-2", n=1)',
        "OpenAI(api_key='sk-1', n=20_000)",
        'OpenAI(\n    api_key="sk-1",\n    n=1,\n)',
        'OpenAI( api_key = "sk-1" ,n=0x1 )',
        'OpenAI(api_key="""sk\n1""",  # why\n n=1.5e3)',
        "OpenAI(api_key='it\\'s', n=.5)",
    ],
)
def test_layout_literals_and_comments_do_not_count(same: str) -> None:
    assert key_of(FINDING, same) == key_of(FINDING, CODE)


@pytest.mark.parametrize(
    "other",
    [
        'OpenAI(api_key="sk-1", m=1)',
        'OpenAI(api_key="sk-1")',
        'AsyncOpenAI(api_key="sk-1", n=1)',
        'OpenAI(api_key="sk-1", n=n)',
        'Open AI(api_key="sk-1", n=1)',
        'OpenAI(api_key="sk-1" // n=1)',
        "",
    ],
)
def test_other_code_has_another_hash(other: str) -> None:
    assert key_of(FINDING, other) != key_of(FINDING, CODE)


def test_rule_and_path_count_and_lines_do_not() -> None:
    assert key_of(replace(FINDING, rule="x"), CODE)[2] != key_of(FINDING, CODE)[2]
    assert key_of(replace(FINDING, path="x"), CODE)[2] != key_of(FINDING, CODE)[2]
    moved = replace(FINDING, line=99, column=5, start=1, end=2, message="another sentence")
    assert key_of(moved, CODE) == key_of(FINDING, CODE)


def test_comments_are_those_of_the_language() -> None:
    assert normalise("a // b", "python") == "a / / b"
    assert normalise("a // b\nc", "javascript") == "a c"
    assert normalise("a /* b\n */ c", "javascript") == "a c"
    assert normalise("a # b", "javascript") == "a # b"
    assert normalise("`x ${a} \\` y` + z", "javascript") == "'' + z"


def test_the_file_says_nothing_about_a_secret() -> None:
    one, two = (collect([(FINDING, f'k = "sk-{n}"')]) for n in ("aaaa", "bbbb"))
    assert render(one) == render(two)
    assert "sk-" not in render(one)


@given(st.text(max_size=80), st.sampled_from(["python", "javascript", None]))
def test_any_code_has_a_hash_that_blanks_and_whitespace_do_not_change(
    code: str, language: str | None
) -> None:
    assert normalise(code, language) == normalise(code, language)  # type: ignore[arg-type]
    assert normalise(f" {code} \n") == normalise(code)


def test_normalising_a_large_hostile_span_is_quick() -> None:
    for piece in ("`", "'", '"', '"""', "\\", "'\\", "/*", "1", "(", " ", "``"):
        for tail in ("", "\\", "\n"):
            started = time.perf_counter()
            normalise(piece * 20_000 + tail, "javascript")
            assert time.perf_counter() - started < 2  # seconds; quadratic takes ten


# -- subtracting


def test_only_what_is_named_is_accepted() -> None:
    other = (replace(FINDING, rule="uncapped-tokens"), CODE)
    done = subtract([PAIR, other], _baseline(PAIR))
    assert (done.new, done.accepted, done.expired) == ((other[0],), (FINDING,), ())


def test_an_empty_baseline_accepts_nothing() -> None:
    assert subtract([PAIR], Baseline()).new == (FINDING,)


def test_duplicates_are_counted() -> None:
    done = subtract([PAIR, PAIR, PAIR], _baseline(PAIR, PAIR))
    assert (len(done.new), len(done.accepted)) == (1, 2)


def test_a_renamed_file_is_new_again() -> None:
    moved = (replace(FINDING, path="app/other.py"), CODE)
    done = subtract([moved], _baseline(PAIR))
    assert done.new == (moved[0],)
    assert [entry.path for entry in done.expired] == ["app/chat.py"]


def test_what_is_gone_is_expired_with_its_number() -> None:
    done = subtract([PAIR], _baseline(PAIR, PAIR, PAIR))
    assert [(entry.rule, entry.count) for entry in done.expired] == [("missing-timeout", 2)]


def test_what_this_run_did_not_look_at_does_not_expire() -> None:
    baseline = _baseline(PAIR)
    assert subtract([], baseline, checked=["other.py"]).expired == ()
    assert subtract([], baseline, active=["uncapped-tokens"]).expired == ()
    assert len(subtract([], baseline, checked=["app/chat.py"]).expired) == 1


# -- merging


def test_it_may_shrink_and_not_grow() -> None:
    two = (replace(FINDING, path="b.py"), CODE)
    assert merge(_baseline(PAIR, two), _baseline(PAIR)) == _baseline(PAIR)
    assert merge(_baseline(PAIR), _baseline()) == Baseline()
    assert merge(_baseline(PAIR), _baseline(PAIR)) == _baseline(PAIR)
    for grown in (_baseline(PAIR, two), _baseline(PAIR, PAIR), _baseline(two)):
        refusal = merge(_baseline(PAIR), grown)
        assert isinstance(refusal, str)
        assert "1 new finding (first: missing-timeout in" in refusal
    assert isinstance(merge(Baseline(), _baseline(PAIR)), str)


def test_the_first_one_and_an_allowed_one_may_grow() -> None:
    assert merge(None, _baseline(PAIR)) == _baseline(PAIR)
    assert merge(Baseline(), _baseline(PAIR), allow_growth=True) == _baseline(PAIR)


# -- the file


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    odd = (replace(FINDING, path='a "b"\n\udce9\u2028.py'), "x")
    for baseline in (Baseline(), _baseline(PAIR, PAIR), _baseline(odd, PAIR)):
        assert load(_write(tmp_path, render(baseline)), tmp_path) == baseline
        assert render(baseline).isascii()


def test_it_is_sorted_and_has_one_finding_a_line() -> None:
    pairs = [(replace(FINDING, path=p, rule=r), CODE) for p in "cab" for r in ("y", "x")]
    text = render(collect(pairs))
    assert text == render(collect(reversed(pairs)))
    rows = [json.loads(row.strip().rstrip(",")) for row in text.split("\n")[3:-3]]
    assert [(row["path"], row["rule"]) for row in rows] == sorted(
        (f.path, f.rule) for f, _ in pairs
    )
    assert set(rows[0]) == {"rule", "path", "hash", "count"}


def test_it_fits_its_published_schema() -> None:
    jsonschema.validate(
        json.loads(render(_baseline(PAIR))), json.loads(schema.render_baseline_schema())
    )


def test_no_file_is_none(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json", tmp_path) is None


ENTRY = '{"rule": "r", "path": "p", "hash": "' + "0" * 32 + '", "count": 1}'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ("[]", "not a baseline of this version"),
        ("null", "not a baseline of this version"),
        ('{"version": 2, "findings": []}', "not a baseline of this version"),
        ('{"version": 1}', "not a baseline of this version"),
        ('{"version": 1, "findings": [], "extra": 1}', "not a baseline of this version"),
        ('{"version": 1, "findings": [{"rule": "r"}]}', "not a baseline of this version"),
        (f'{{"version": 1, "findings": [{ENTRY}, {ENTRY}]}}', 'lists r in "p" twice'),
        (f'{{"version": 1, "findings": [{ENTRY.replace(": 1}", ": 0}")}]}}', "not a baseline"),
        (f'{{"version": 1, "findings": [{ENTRY.replace("000", "00/")}]}}', "not a baseline"),
        ('{"version": 1, "findings": [], "\\u001b\\n::error": 1}', "not a baseline"),
        ("<<<<<<< HEAD\n{}", "not valid JSON"),
        (b'{"version": 1, "findings": [], "\xff": 1}', "b.json: is not"),
        ("[" * 100_000, "b.json: is not"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path: Path, text: str | bytes, words: str) -> None:
    assert words in _error(_write(tmp_path, text))


def test_a_link_out_of_the_tree_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    _write(tmp_path, render(Baseline()))
    (tree / "b.json").symlink_to("../b.json")
    assert "link out of the tree" in _error(tree / "b.json", tree)
    (tree / "b.json").unlink()
    (tree / "b.json").symlink_to("nothing")
    assert "link to nothing" in _error(tree / "b.json", tree)
    (tree / "b.json").unlink()
    (tree / "b.json").mkdir()
    assert "b.json: " in _error(tree / "b.json", tree)
    os.mkfifo(tree / "pipe")
    assert "not a regular file" in _error(tree / "pipe", tree)


_PAIRS = st.lists(
    st.tuples(
        st.builds(
            replace,
            st.just(FINDING),
            path=st.sampled_from(["a.py", "b/ü.py", "c.ts"]),
            rule=st.sampled_from(["x", "y"]),
        ),
        st.sampled_from(["f()", "g('1')", "g('2')"]),
    ),
    max_size=8,
)


@given(_PAIRS, _PAIRS)
@settings(max_examples=100)
def test_findings_are_split_and_a_merge_accepts_no_more_than_before(
    old: list[tuple[Finding, str]], new: list[tuple[Finding, str]]
) -> None:
    done = subtract(new, collect(old))
    assert len(done.new) + len(done.accepted) == len(new)
    assert len(done.accepted) + sum(entry.count for entry in done.expired) == len(old)
    merged = merge(collect(old), collect(new))
    assert isinstance(merged, str) == bool(done.new)
    assert subtract(old, collect(old)).new == ()

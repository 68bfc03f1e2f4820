"""Ignore comments: what they silence, and above all what they do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodgate.findings import Finding, Gate, Severity
from prodgate.source import Source
from prodgate.suppress import Suppressed, apply, suppressions

RULES = ("missing-timeout", "uncapped-tokens", "hardcoded-secret")


def _source(text: str, path: str) -> Source:
    return Source(path=path, text=text, encoding="utf-8", bom=b"")


def _finding(source: Source, start: int, end: int, rule: str) -> Finding:
    line, column = source.position(start)
    end_line, end_column = source.position(end)
    return Finding(
        rule=rule,
        gate=Gate.ERROR_HANDLING,
        severity=Severity.WARNING,
        path=source.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        message="waits for ever",
        start=start,
        end=end,
    )


def _run(text: str, path: str = "a.py", rule: str = "missing-timeout") -> Suppressed:
    """A finding at every ``BAD``; the rest is as a user writes it."""
    source = _source(text, path)
    found = [_finding(source, *m.span(), rule) for m in re.finditer(r"\bBAD\d*", text)]
    return apply(found, source, RULES)


def _kept(text: str, path: str = "a.py") -> list[str]:
    source = _source(text, path)
    return [source.text[f.start : f.end] for f in _run(text, path).kept]


OK = "prodgate: ignore[missing-timeout] the queue has one"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", f"x = BAD()  # {OK}\n"),
        ("a.py", f"x = BAD()  #{OK}"),
        ("a.py", f"x = BAD()  # type: ignore  # {OK}\n"),
        ("a.py", f"x = BAD()  # {OK}  # noqa\n"),
        ("a.py", f"# {OK}\nx = BAD()\n"),
        ("a.py", f"# {OK}\n\n# more\n\nx = BAD()\n"),
        ("a.py", f"# {OK}\nx = y(\n    BAD(),\n)\n"),
        ("a.py", f"x = y(  # {OK}\n    BAD(),\n)\n"),
        ("a.py", f"x = y(\n    # {OK}\n    BAD(),\n)\n"),
        ("a.py", f"x = BAD(\n    1,\n)  # {OK}\n"),
        ("a.py", f"x = BAD(\n    [\n1,\n])  # {OK}\n"),
        ("a.py", f"# {OK}\n@app.post('/')\n@other\nasync def BAD():\n    pass\n"),
        ("a.py", f"if x:\r\n\tBAD()  # {OK}\r\n"),
        ("a.py", f"a = 1\r# {OK}\rBAD()\r"),
        ("a.py", f'# {OK}\nx = """\n BAD\n"""\n'),
        ("a.py", f"x = BAD()  # {OK}\n\x0cy = 1\n"),
        ("a.js", f"const x = BAD() // {OK}\n"),
        ("a.ts", f"const x = BAD() /* {OK} */\n"),
        ("a.ts", f"/* {OK} */ const x = BAD()\n"),
        ("a.mts", f"// {OK}\nconst x: Y = BAD()\n"),
        ("a.ts", f"/**\n * {OK}\n */\nconst x = BAD()\n"),
        ("a.ts", f"const x = await y({{ // {OK}\n  model: BAD,\n}})\n"),
        ("a.ts", f"const x = await BAD({{\n  model,\n}}); // {OK}\n"),
        ("a.ts", f"// {OK}\nconst x = await y({{\n  model: BAD,\n}})\n"),
        ("a.tsx", f"const a = <p>\n  {{/* {OK} */}}\n  <B c={{BAD()}} />\n</p>\n"),
        ("a.cjs", f"const a = `${{1}}`\r\n// {OK}\r\nBAD()\r\n"),
        (".env", f"# {OK}\nKEY=BAD\n"),
        ("a.yaml", f"a:\n  # {OK}\n  key: BAD\n"),
        ("a.toml", f"# {OK}\n\nkey = 'BAD'\n"),
    ],
)
def test_a_comment_with_rule_and_reason_silences(path: str, text: str) -> None:
    done = _run(text, path)
    assert (done.kept, done.problems) == ((), ())
    assert [s.suppression.reason for s in done.silenced] == ["the queue has one"]


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("a.py", f"x = '# {OK}'; BAD()\n", ["BAD"]),
        ("a.py", f'"""\n# {OK}\n"""\nBAD()\n', ["BAD"]),
        ("a.py", f"x = f'''\n# {OK}\n{{BAD()}}'''\n", ["BAD"]),
        ("a.py", f"a()  # {OK}\nBAD()\n", ["BAD"]),
        ("a.py", f"BAD()\n# {OK}\n", ["BAD"]),
        ("a.py", f"BAD1()\n# {OK}\nBAD2()\nBAD3()\n", ["BAD1", "BAD3"]),
        ("a.py", f"x = y(\n    BAD1(),  # {OK}\n    BAD2(),\n)\n", ["BAD2"]),
        ("a.py", f"x = y(\n    BAD(),\n)  # {OK}\n", ["BAD"]),
        ("a.py", f"x = BAD1(\n    a(BAD2))  # {OK}\n", ["BAD1"]),
        ("a.py", f"def f():  # {OK}\n    BAD()\n", ["BAD"]),
        ("a.py", f"# {OK}\nwith x:\n    BAD()\n", ["BAD"]),
        ("a.py", f"# {OK}\nclass A:\n    x = BAD()\n", ["BAD"]),
        ("a.py", f"# {OK}\nx = (a\n    @ b)\nBAD()\n", ["BAD"]),
        ("a.py", f"BAD()  // {OK}\n", ["BAD"]),
        ("a.py", "BAD()  # noqa\n# nosec\nBAD1()  # nosemgrep\n", ["BAD", "BAD1"]),
        ("a.py", "BAD()  # prodgate ignore[missing-timeout] reason\n", ["BAD"]),
        ("a.py", "BAD()  # Prodgate: ignore[missing-timeout] reason\n", ["BAD"]),
        ("a.py", f"BAD()  # write {OK}\n", ["BAD"]),
        ("a.py", f"BAD()  # https://{OK}\n", ["BAD"]),
        ("a.py", f"BAD()\nx = (\n# {OK}", ["BAD"]),
        ("a.ts", f"const x = '// {OK}'; BAD()\n", ["BAD"]),
        ("a.ts", f"const x = `\n// {OK}\n${{BAD()}}`\n", ["BAD"]),
        ("a.ts", f"const x = /[/]/ ; '// {OK}'\nBAD()\n", ["BAD"]),
        ("a.tsx", f"const x = <p>// {OK}\n{{BAD()}}</p>\n", ["BAD"]),
        ("a.ts", f"BAD() # {OK}\n", ["BAD"]),
        ("a.ts", f"a() // {OK}\nBAD()\n", ["BAD"]),
        ("a.ts", f"app.post('/x', async (q) => {{ // {OK}\n  BAD()\n}})\n", ["BAD"]),
        ("a.ts", f"// {OK}\nfunction f() {{\n  BAD()\n}}\n", ["BAD"]),
        ("a.ts", f"if (a) {{\n  // {OK}\n}}\nBAD()\n", ["BAD"]),
        ("a.ts", f"const x = [\n  BAD1, // {OK}\n  BAD2,\n]\n", ["BAD2"]),
        (".env", f"KEY=BAD # {OK}\n", ["BAD"]),
        (".env", f"# {OK}\nA=1\nKEY=BAD\n", ["BAD"]),
        ("a.json", f'{{"a":\n# {OK}\n"BAD"}}\n', ["BAD"]),
    ],
)
def test_everything_else_does_not_silence(path: str, text: str, kept: list[str]) -> None:
    assert _kept(text, path) == kept


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("prodgate: ignore", "this ignore names no rule"),
        ("prodgate: ignore[]", "this ignore names no rule"),
        ("prodgate: ignore because", "this ignore names no rule"),
        ("prodgate: ignore[missing-timeout]", "this ignore gives no reason"),
        ("prodgate: ignore[missing-timeout] -- .", "this ignore gives no reason"),
        ("prodgate: ignore[missing-timeout]  # noqa", "this ignore gives no reason"),
        ("prodgate: ignore[*] all of it", 'unknown rule "*"'),
        ("prodgate: ignore[mising-timeout] why", 'did you mean "missing-timeout"?'),
        ("prodgate: ignore[security] why", "unknown rule"),
        ("prodgate: ignroe[missing-timeout] why", "unknown instruction"),
        ("prodgate: ignore-file[missing-timeout] why", "this ignore names no rule"),
        ("prodgate: off", "unknown instruction"),
        ("prodgate:", "unknown instruction"),
        ("prodgate: ignore[missing-timeout why", "this ignore names no rule"),
    ],
)
def test_a_bad_ignore_silences_nothing_and_is_reported(comment: str, message: str) -> None:
    for path, sign in (("a.py", "#"), ("a.ts", "//")):
        done = _run(f"\nx = BAD()  {sign} {comment}\n", path)
        assert len(done.kept) == 1
        (problem,) = done.problems
        assert message in problem.message
        assert problem.message.isprintable()
        assert (problem.path, problem.line, problem.column) == (path, 2, 11 + len(sign) + 2)


def test_an_ignore_of_another_rule_keeps_the_finding_and_is_unused() -> None:
    done = _run("BAD()  # prodgate: ignore[uncapped-tokens] why not\n")
    assert len(done.kept) == 1
    assert [p.message for p in done.problems] == [
        "ignore[uncapped-tokens] silences nothing here; remove it"
    ]


def test_each_rule_of_a_list_is_used_or_reported_on_its_own() -> None:
    done = _run("BAD()  # prodgate: ignore[missing-timeout, uncapped-tokens, x] why not\n")
    assert done.kept == ()
    assert sorted(p.message.split(";")[0] for p in done.problems) == [
        "ignore[uncapped-tokens] silences nothing here",
        'this ignore names an unknown rule "x"',
    ]


def test_an_ignore_of_a_rule_that_did_not_run_is_not_called_unused() -> None:
    source = _source("x()  # prodgate: ignore[uncapped-tokens] why not\n", "a.py")
    assert apply([], source, RULES, active=("missing-timeout",)).problems == ()
    assert len(apply([], source, RULES, active=("uncapped-tokens",)).problems) == 1
    assert len(apply([], source, RULES).problems) == 1


def test_stacked_comments_speak_for_the_same_line() -> None:
    text = (
        "# prodgate: ignore[missing-timeout] one two\n"
        "# prodgate: ignore[uncapped-tokens] three four\n"
        "x()\n"
    )
    source = _source(text, "a.py")
    at = text.index("x()")
    found = [_finding(source, at, at + 3, rule) for rule in RULES]
    done = apply(found, source, RULES)
    assert [f.rule for f in done.kept] == ["hardcoded-secret"]
    assert done.problems == ()


def test_two_ignores_in_one_comment_both_count() -> None:
    text = (
        "x()  # prodgate: ignore[missing-timeout] one two # prodgate: ignore[uncapped-tokens] three"
    )
    source = _source(text, "a.py")
    found = [_finding(source, 0, 3, rule) for rule in RULES[:2]]
    assert apply(found, source, RULES) == apply(found, source, RULES)
    assert apply(found, source, RULES).kept == ()


def test_an_untrusted_rule_name_cannot_forge_output() -> None:
    (problem,) = _run("x()  # prodgate: ignore[\x1b[31m,\u202e] why not\n").problems[:1]
    assert problem.message.isascii()
    assert problem.message.isprintable()


def test_a_file_that_does_not_parse_loses_no_finding() -> None:
    for text in ("BAD(\n", "  BAD\n x\n# prodgate: ignore[missing-timeout] why\n", "BAD \0\n"):
        assert _kept(text + "# prodgate:\n") == ["BAD"]
    assert _kept("BAD(" + "(" * 3000 + "// prodgate:\n", "a.ts") == ["BAD"]


def test_suppressions_lists_what_may_silence() -> None:
    source = _source(
        f"x()  # {OK}\ny()  # prodgate: ignore\nz()  # prodgate: ignore[zz] why\n", "a.py"
    )
    assert [(s.rules, s.line, s.target) for s in suppressions(source)] == [
        (("missing-timeout",), 1, 1),
        (("zz",), 3, 3),
    ]


_PIECES = st.sampled_from(
    [OK, "# ", "// ", "/* ", " */", "\n", "BAD()", "'", '"""', "`", "{", "}", "(", ")", "\r", "\\",
     "x = ", "    ", "@a", "prodgate: ", "ignore[", "]", "\x0c", "\u2028", "é"]
)  # fmt: skip


@given(
    st.lists(_PIECES, max_size=20).map("".join), st.sampled_from(["a.py", "a.ts", "a.jsx", ".env"])
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_survived_and_findings_are_only_sorted_never_lost(text: str, path: str) -> None:
    source = _source(text, path)
    found = [_finding(source, *m.span(), "missing-timeout") for m in re.finditer("BAD", text)]
    done = apply(found, source, RULES)
    assert sorted([*done.kept, *(s.finding for s in done.silenced)], key=lambda f: f.start) == found
    if OK not in text and "ignore[" not in text:
        assert done.kept == tuple(found)


def test_a_mark_of_what_is_still_to_be_written_is_no_instruction() -> None:
    text = "# prodgate: to be written: a case for each way to ask\nprint(1)\n"
    applied = apply([], Source("a.py", text, "utf-8", b""), {"print-logging"})
    assert applied.problems == ()

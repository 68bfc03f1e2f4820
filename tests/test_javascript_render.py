"""What the JavaScript renderer writes, layout by layout, and what it leaves alone."""

from __future__ import annotations

import pytest

from prodgate.edits import (
    AddImport,
    Define,
    Import,
    InsertBefore,
    Intent,
    MoveSecret,
    Replace,
    SetArgument,
    apply_edits,
)
from prodgate.javascript.render import render

TIMEOUT = (("0", "timeout"), "60_000")


def marked(code: str) -> tuple[str, tuple[int, int]]:
    """The code without its marks ⟦ ⟧, and the span between them."""
    start = code.index("⟦")
    end = code.index("⟧") - 1
    return code.replace("⟦", "").replace("⟧", ""), (start, end)


def written(text: str, path: str, *intents: Intent) -> str:
    rendered = render(text, path, intents)
    assert rendered.refused == ()
    return apply_edits(text, list(rendered.edits))


def with_arguments(code: str, *wanted: tuple[tuple[str, ...], str], path: str = "a.ts") -> str:
    text, span = marked(code)
    return written(text, path, *(SetArgument(span, where, value) for where, value in wanted))


def refusal(text: str, path: str, *intents: Intent) -> str:
    """The one reason for which all intents are refused."""
    rendered = render(text, path, intents)
    assert rendered.edits == ()
    assert {intent for intent, _ in rendered.refused} == set(intents)
    (code,) = {why.code for _, why in rendered.refused}
    assert all(why.recipe.endswith(".") for _, why in rendered.refused)
    return code


def refused_argument(code: str, *path: str, value: str = "1", name: str = "a.ts") -> str:
    text, span = marked(code)
    return refusal(text, name, SetArgument(span, path or ("0", "timeout"), value))


# -- objects ----------------------------------------------------------------------------------

LAYOUTS = {
    "no arguments": ("⟦new OpenAI()⟧;", "new OpenAI({ timeout: 60_000 });"),
    "no parentheses": ("⟦new OpenAI⟧;", "new OpenAI({ timeout: 60_000 });"),
    "no parentheses, generic": ("⟦new A<B>⟧;", "new A<B>({ timeout: 60_000 });"),
    "dotted without parentheses": ("⟦new o.AI⟧", "new o.AI({ timeout: 60_000 })"),
    "space in parentheses": ("⟦f( )⟧;", "f({ timeout: 60_000 });"),
    "comment in parentheses": ("⟦f(/* none */)⟧;", "f(/* none */ { timeout: 60_000 });"),
    "line comment in parentheses": (
        "⟦f(\n  // none\n)⟧;",
        "f(\n  // none\n  { timeout: 60_000 }\n);",
    ),
    "empty object": ("⟦f({})⟧;", "f({ timeout: 60_000 });"),
    "blank object": ("⟦f({  })⟧;", "f({ timeout: 60_000 });"),
    "object of a comment": ("⟦f({ /* c */ })⟧;", "f({ /* c */ timeout: 60_000 });"),
    "empty object over lines": ("⟦f({\n})⟧;", "f({\n  timeout: 60_000,\n});"),
    "object of a line comment": (
        "⟦f({\n    // model: 1,\n})⟧;",
        "f({\n    // model: 1,\n    timeout: 60_000,\n});",
    ),
    "object of a comment behind the brace": (
        "if (x) {\n  ⟦f({ // none\n  })⟧;\n}",
        "if (x) {\n  f({ // none\n    timeout: 60_000,\n  });\n}",
    ),
    "one line": ("⟦f({ a: 1 })⟧;", "f({ a: 1, timeout: 60_000 });"),
    "one line, tight": ("⟦f({a:1})⟧;", "f({a:1, timeout: 60_000});"),
    "one line, trailing comma": ("⟦f({ a: 1, })⟧;", "f({ a: 1, timeout: 60_000, });"),
    "one line, tight trailing comma": ("⟦f({a:1,})⟧;", "f({a:1, timeout: 60_000,});"),
    "one line, comment last": (
        "⟦f({ a: 1 /* one */ })⟧;",
        "f({ a: 1 /* one */, timeout: 60_000 });",
    ),
    "one line, comment behind the comma": (
        "⟦f({ a: 1, /* b */ })⟧;",
        "f({ a: 1, /* b */ timeout: 60_000, });",
    ),
    "one line, then a line comment": (
        "⟦f({ a: 1 // one\n})⟧;",
        "f({ a: 1, // one\n  timeout: 60_000\n});",
    ),
    "lines": (
        "⟦f({\n    a: 1,\n    b: 2\n})⟧;",
        "f({\n    a: 1,\n    b: 2,\n    timeout: 60_000\n});",
    ),
    "lines, trailing comma": (
        "⟦f({\n  a: 1,\n  b: 2,\n})⟧;",
        "f({\n  a: 1,\n  b: 2,\n  timeout: 60_000,\n});",
    ),
    "lines, comment last": (
        "⟦f({\n  a: 1, // one\n  b: 2 // two\n})⟧;",
        "f({\n  a: 1, // one\n  b: 2, // two\n  timeout: 60_000\n});",
    ),
    "lines, comma and comments last": (
        "⟦f({\n  b: 2, /* x */ // two\n})⟧;",
        "f({\n  b: 2, /* x */ // two\n  timeout: 60_000,\n});",
    ),
    "lines, comma after the comment": (
        "⟦f({\n  b: 2 // two\n  ,\n})⟧;",
        "f({\n  b: 2 // two\n  ,\n  timeout: 60_000,\n});",
    ),
    "comments alone before the brace stay": (
        "⟦f({\n  b: 2,\n  // c: 3,\n})⟧;",
        "f({\n  b: 2,\n  timeout: 60_000,\n  // c: 3,\n});",
    ),
    "tabs": (
        "\t⟦f({\n\t\ta: 1,\n\t})⟧;",
        "\tf({\n\t\ta: 1,\n\t\ttimeout: 60_000,\n\t});",
    ),
    "tabs and spaces, exactly": (
        "⟦f({\n \t a: 1\n})⟧;",
        "f({\n \t a: 1,\n \t timeout: 60_000\n});",
    ),
    "CRLF": (
        "⟦f({\r\n  a: 1,\r\n})⟧;\r\n",
        "f({\r\n  a: 1,\r\n  timeout: 60_000,\r\n});\r\n",
    ),
    "closing brace on the last line": (
        "⟦f({ a: 1,\n     b: 2 })⟧;",
        "f({ a: 1,\n     b: 2,\n     timeout: 60_000 });",
    ),
    "several on a line": (
        "⟦f({\n  a: 1, b: 2,\n  c: 3, d: 4\n})⟧;",
        "f({\n  a: 1, b: 2,\n  c: 3, d: 4,\n  timeout: 60_000\n});",
    ),
    "lines that end inside a value": (
        "⟦f({ a: {\n  b: 1\n} })⟧;",
        "f({ a: {\n  b: 1\n}, timeout: 60_000 });",
    ),
    "spread": ("⟦f({ ...o })⟧;", "f({ ...o, timeout: 60_000 });"),
    "spread first": ("⟦f({ ...o, a })⟧;", "f({ ...o, a, timeout: 60_000 });"),
    "shorthand and method": (
        "⟦f({\n  a,\n  b() { return 1 }\n})⟧",
        "f({\n  a,\n  b() { return 1 },\n  timeout: 60_000\n})",
    ),
    "quoted keys": ('⟦f({ "a": 1 })⟧;', 'f({ "a": 1, "timeout": 60_000 });'),
    "single quoted keys": ("⟦f({ 'a': 1 })⟧;", "f({ 'a': 1, 'timeout': 60_000 });"),
    "template strings inside": (
        "⟦f({ a: `x ${g({})} }`, b: `,` })⟧",
        "f({ a: `x ${g({})} }`, b: `,`, timeout: 60_000 })",
    ),
    "other arguments": ("⟦f({ a: 1 }, b)⟧;", "f({ a: 1, timeout: 60_000 }, b);"),
    "cast": ("⟦f({ a: 1 } as T)⟧;", "f({ a: 1, timeout: 60_000 } as T);"),
    "as const": ("⟦f({ a: 1 } as const)⟧;", "f({ a: 1, timeout: 60_000 } as const);"),
    "satisfies": ("⟦f({} satisfies T)⟧;", "f({ timeout: 60_000 } satisfies T);"),
    "parentheses": ("⟦f((/* o */ { a: 1 }))⟧;", "f((/* o */ { a: 1, timeout: 60_000 }));"),
    "old cast": ("⟦f(<T>{ a: 1 })⟧;", "f(<T>{ a: 1, timeout: 60_000 });"),
    "cast of a cast": (
        "⟦f(({ a: 1 } as unknown as T)!)⟧;",
        "f(({ a: 1, timeout: 60_000 } as unknown as T)!);",
    ),
    "undefined": ("⟦f(undefined, b)⟧;", "f({ timeout: 60_000 }, b);"),
    "null": ("⟦f(null)⟧;", "f({ timeout: 60_000 });"),
    "generic call": ("⟦create<T>({ a: 1 })⟧;", "create<T>({ a: 1, timeout: 60_000 });"),
    "awaited generic call": (
        "await ⟦create<T>({ a: 1 })⟧;",
        "await create<T>({ a: 1, timeout: 60_000 });",
    ),
    "awaited generic call, with its await": (
        "⟦await create<T>({ a: 1 })⟧;",
        "await create<T>({ a: 1, timeout: 60_000 });",
    ),
    "method, then a comment": (
        "⟦f({\n  b() {} // c\n})⟧;",
        "f({\n  b() {}, // c\n  timeout: 60_000\n});",
    ),
    "optional call": ("⟦c?.chat?.({ a: 1 })⟧;", "c?.chat?.({ a: 1, timeout: 60_000 });"),
    "non-null": ("⟦c!.chat!({ a: 1 })⟧;", "c!.chat!({ a: 1, timeout: 60_000 });"),
    "chain": ("⟦f({ a: 1 })⟧.then({ b: 2 });", "f({ a: 1, timeout: 60_000 }).then({ b: 2 });"),
    "end of a chain": ("⟦f({ a: 1 }).g({ b: 2 })⟧;", "f({ a: 1 }).g({ b: 2, timeout: 60_000 });"),
    "arrow body": ("const g = () => ⟦f({})⟧;", "const g = () => f({ timeout: 60_000 });"),
    "decorator": (
        "@⟦Agent({ a: 1 })⟧\nclass A {}",
        "@Agent({ a: 1, timeout: 60_000 })\nclass A {}",
    ),
    "template literal": ("`a ${⟦f({ a: 1 })⟧} b`", "`a ${f({ a: 1, timeout: 60_000 })} b`"),
    "lines in a template literal": (
        "`a ${⟦f({\n  a: 1,\n})⟧} b`",
        "`a ${f({\n  a: 1, timeout: 60_000,\n})} b`",
    ),
    "emoji before": ("const e = '🙂é';\n⟦f({ a: '🙂' })⟧;", None),
    "byte order mark": ("\ufeff⟦f({ a: 1 })⟧;", "\ufefff({ a: 1, timeout: 60_000 });"),
    "no semicolon, next line opens": (
        "const a = ⟦f({ a: 1 })⟧\n;[1].map(g)",
        "const a = f({ a: 1, timeout: 60_000 })\n;[1].map(g)",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_key_is_added_in_the_layout_of_its_object(name: str) -> None:
    before, after = LAYOUTS[name]
    if after is None:
        after = marked(before)[0].replace("'🙂' }", "'🙂', timeout: 60_000 }")
    assert with_arguments(before, TIMEOUT) == after


REPLACED = {
    "value": ("⟦f({ timeout: 1, a })⟧", "f({ timeout: 60_000, a })"),
    "quoted key": ('⟦f({ "timeout": 1 })⟧', 'f({ "timeout": 60_000 })'),
    "computed string key": ('⟦f({ ["timeout"]: 1 })⟧', 'f({ ["timeout"]: 60_000 })'),
    "shorthand": ("⟦f({ a, timeout })⟧", "f({ a, timeout: 60_000 })"),
    "method": ("⟦f({ timeout() { return 1 }, a })⟧", "f({ timeout: 60_000, a })"),
    "getter": ("⟦f({ get timeout() { return 1 } })⟧", "f({ timeout: 60_000 })"),
    "after a spread": ("⟦f({ ...o, timeout: 1 })⟧", "f({ ...o, timeout: 60_000 })"),
    "comment around the value": (
        "⟦f({ timeout: /* ms */ 1 /* ! */, a })⟧",
        "f({ timeout: /* ms */ 60_000 /* ! */, a })",
    ),
    "undefined": ("⟦f({ timeout: undefined })⟧", "f({ timeout: 60_000 })"),
}


@pytest.mark.parametrize("name", REPLACED)
def test_the_value_of_a_key_that_is_there_is_replaced(name: str) -> None:
    before, after = REPLACED[name]
    assert with_arguments(before, TIMEOUT) == after


@pytest.mark.parametrize(
    "code",
    ["⟦f({ timeout: 60_000 })⟧", "⟦f({ timeout: 60000 })⟧", "⟦f({ ...o, 'timeout': 60_000 })⟧"],
)
def test_a_value_that_is_right_already_is_left_alone(code: str) -> None:
    text, span = marked(code)
    rendered = render(text, "a.ts", [SetArgument(span, *TIMEOUT)])
    assert (rendered.edits, rendered.refused) == ((), ())


CONFIG = ("0", "config", "maxOutputTokens")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("⟦f({ a: 1 })⟧", "f({ a: 1, config: { maxOutputTokens: 9 } })"),
        ("⟦f({ config: {} })⟧", "f({ config: { maxOutputTokens: 9 } })"),
        ("⟦f({ config: { t: 0 } })⟧", "f({ config: { t: 0, maxOutputTokens: 9 } })"),
        ("⟦f({ config: { maxOutputTokens: 1 } })⟧", "f({ config: { maxOutputTokens: 9 } })"),
        ("⟦f({ config: undefined })⟧", "f({ config: { maxOutputTokens: 9 } })"),
        ("⟦f({ config: {} as C })⟧", "f({ config: { maxOutputTokens: 9 } as C })"),
        ("⟦f({ config: { ...c } })⟧", "f({ config: { ...c, maxOutputTokens: 9 } })"),
        ("⟦f()⟧", "f({ config: { maxOutputTokens: 9 } })"),
        (
            "⟦f({\n  config: {\n    t: 0,\n  },\n})⟧",
            "f({\n  config: {\n    t: 0,\n    maxOutputTokens: 9,\n  },\n})",
        ),
    ],
)
def test_nested_keys(before: str, after: str) -> None:
    assert with_arguments(before, (CONFIG, "9")) == after


SIGNAL = (("1", "signal"), "AbortSignal.timeout(60_000)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("⟦fetch(url)⟧", "fetch(url, { signal: AbortSignal.timeout(60_000) })"),
        ("⟦fetch(url,)⟧", "fetch(url, { signal: AbortSignal.timeout(60_000) },)"),
        ("⟦fetch(url /* u */)⟧", "fetch(url /* u */, { signal: AbortSignal.timeout(60_000) })"),
        (
            "⟦fetch(url, { method })⟧",
            "fetch(url, { method, signal: AbortSignal.timeout(60_000) })",
        ),
        (
            "⟦fetch(\n  url // u\n)⟧",
            "fetch(\n  url, // u\n  { signal: AbortSignal.timeout(60_000) }\n)",
        ),
        (
            "⟦fetch(\n\turl,\n)⟧",
            "fetch(\n\turl,\n\t{ signal: AbortSignal.timeout(60_000) },\n)",
        ),
        (
            "⟦fetch({\n  url,\n})⟧",
            "fetch({\n  url,\n}, { signal: AbortSignal.timeout(60_000) })",
        ),
        (
            "<A b={async () => (await ⟦fetch(url)⟧).json()} c='x' />",
            "<A b={async () => (await fetch(url, { signal: AbortSignal.timeout(60_000) })).json()}"
            " c='x' />",
        ),
    ],
)
@pytest.mark.parametrize("path", ["a.jsx", "a.tsx", "b/A.JSX"])
def test_a_missing_argument_is_added(before: str, after: str, path: str) -> None:
    assert with_arguments(before, SIGNAL, path=path) == after


def test_intents_of_one_call_become_one_object() -> None:
    three = [TIMEOUT, (("0", "maxRetries"), "2"), (("0", "config", "max-tokens"), "9")]
    assert (
        with_arguments("⟦new OpenAI()⟧", *three)
        == 'new OpenAI({ timeout: 60_000, maxRetries: 2, config: { "max-tokens": 9 } })'
    )
    assert with_arguments("⟦f({\n  a,\n})⟧", *three[:2]) == (
        "f({\n  a,\n  timeout: 60_000,\n  maxRetries: 2,\n})"
    )
    assert with_arguments("⟦f({ a, maxRetries: 0 })⟧", *three[:2]) == (
        "f({ a, maxRetries: 2, timeout: 60_000 })"
    )
    assert with_arguments("⟦f()⟧", (("1", "b"), "2"), (("0", "a"), "1")) == "f({ a: 1 }, { b: 2 })"


def test_nested_calls_are_all_written() -> None:
    text = "a(b({ x }), new C)"
    intents = [
        SetArgument((0, 18), ("2", "k"), "1"),
        SetArgument((2, 10), ("0", "k"), "2"),
        SetArgument((12, 17), ("0", "k"), "3"),
    ]
    assert written(text, "a.js", *intents) == "a(b({ x, k: 2 }), new C({ k: 3 }), { k: 1 })"


def test_a_value_of_several_lines_takes_the_indent_of_its_place() -> None:
    code = "{\n  requireApproval: [\n    'write',\n  ],\n}"
    assert with_arguments("{\n\t⟦f({\n\t\ta,\n\t})⟧\n}", (("0", "policy"), code)) == (
        "{\n\tf({\n\t\ta,\n\t\tpolicy: {\n\t\t\trequireApproval: [\n\t\t\t\t'write',\n\t\t\t],\n"
        "\t\t},\n\t})\n}"
    )
    before = "⟦g({\r\n    b\r\n})⟧;\r\n"
    assert with_arguments(before, (("0", "p"), "`\n  x\n` + {\n  a: 1\n}")) == (
        "g({\r\n    b,\r\n    p: `\r\n  x\r\n` + {\r\n        a: 1\r\n    }\r\n});\r\n"
    )


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("⟦f(options)⟧", "argument-not-a-literal"),
        ("⟦f(a ? {} : {})⟧", "argument-not-a-literal"),
        ("⟦f(() => ({}))⟧", "argument-not-a-literal"),
        ("⟦f([])⟧", "argument-not-a-literal"),
        ("⟦f`x`⟧", "argument-not-a-literal"),
        ("⟦f(...all)⟧", "spread-arguments"),
        ("⟦f({}, ...all)⟧", "spread-arguments"),
        ("⟦f({ timeout: 5, ...o })⟧", "spread-arguments"),
        ("⟦f({ timeout: 5, [k]: 1 })⟧", "spread-arguments"),
        ("⟦f({ timeout: 5, timeout: 6 })⟧", "duplicate-key"),
        ("⟦f({ timeout: /* a */ g(/* b */) })⟧", "would-lose-comment"),
        ("⟦f({ timeout() { // why\n } })⟧", "would-lose-comment"),
        ("⟦f({ a: ) })⟧", "syntax-error-here"),
        ("⟦f({ a: 1 b })⟧", "syntax-error-here"),
        ("⟦f.g⟧", "not-found"),
        ("const k = ⟦await (a)⟧.b();", "not-found"),
        ("⟦f({})⟧ as T;".replace("⟧ as", " as⟧"), "not-found"),
    ],
)
def test_what_cannot_be_written_for_sure_is_refused(code: str, why: str) -> None:
    assert refused_argument(code) == why


def test_paths_that_do_not_fit_are_refused() -> None:
    assert refused_argument("⟦f(a)⟧", "2", "k") == "missing-argument"
    assert refused_argument("⟦new F⟧", "1", "k") == "missing-argument"
    assert refused_argument("⟦f({})⟧", "timeout") == "not-found"
    assert refused_argument("⟦f({ config })⟧", *CONFIG) == "argument-not-a-literal"
    assert refused_argument("⟦f({ config: c })⟧", *CONFIG) == "argument-not-a-literal"
    assert refused_argument("⟦f({ ...o })⟧", *CONFIG) == "spread-arguments"
    assert refused_argument("⟦f({ config: {}, ...o })⟧", *CONFIG) == "spread-arguments"


def test_a_span_outside_the_file_is_refused() -> None:
    for span in ((-1, 3), (0, 99), (3, 3), (4, 1)):
        assert refusal("f({})", "a.js", SetArgument(span, *TIMEOUT)) == "not-found"


def test_one_refused_intent_does_not_take_the_others_of_its_call_with_it() -> None:
    text, span = marked("⟦f({ a: 1 }, b)⟧")
    good, bad = SetArgument(span, *TIMEOUT), SetArgument(span, ("1", "k"), "1")
    rendered = render(text, "a.ts", [bad, good])
    assert [intent for intent, _ in rendered.refused] == [bad]
    assert apply_edits(text, list(rendered.edits)) == "f({ a: 1, timeout: 60_000 }, b)"


def test_two_values_for_one_key_are_refused() -> None:
    text, span = marked("⟦f({ a: 1 })⟧")
    first, second = SetArgument(span, ("0", "k"), "1"), SetArgument(span, ("0", "k"), "2")
    rendered = render(text, "a.ts", [first, second])
    assert [(i, why.code) for i, why in rendered.refused] == [(second, "overlapping-edits")]
    assert apply_edits(text, list(rendered.edits)) == "f({ a: 1, k: 1 })"


def test_a_syntax_error_elsewhere_does_not_matter() -> None:
    text, span = marked("⟦f({ a: 1 })⟧;\n\nclass { @@ ]\n")
    assert written(text, "a.ts", SetArgument(span, *TIMEOUT)).startswith(
        "f({ a: 1, timeout: 60_000 });"
    )


def test_code_that_does_not_parse_changes_nothing() -> None:
    text, span = marked("⟦f({ a: 1 })⟧;")
    assert refusal(text, "a.ts", SetArgument(span, ("0", "k"), "(")) == "check-failed"
    assert refusal(text, "a.ts", SetArgument(span, ("0", "k"), "1, l: 2")) == "check-failed"


@pytest.mark.parametrize(
    ("text", "path"),
    [("f({})", "a.py"), ("f({})", "Makefile"), ("f({}) // \ud800", "a.ts"), ("<<<< ((", "a.ts")],
)
def test_a_file_that_has_no_tree_is_refused(text: str, path: str) -> None:
    assert refusal(text, path, SetArgument((0, 5), *TIMEOUT)) in ("not-parseable", "not-found")


def test_deep_nesting_is_no_trouble() -> None:
    deep = "[" * 1500 + "]" * 1500
    text, span = marked(f"⟦f({{ a: {deep} }})⟧;")
    assert written(text, "a.ts", SetArgument(span, *TIMEOUT)).endswith("], timeout: 60_000 });")
    calls = "f(" * 1500 + "{}" + ")" * 1500
    inner = SetArgument((2 * 1499, 2 * 1500 + 3), *TIMEOUT)
    assert "f({ timeout: 60_000 })" in written(calls, "a.js", inner)
    assert refusal("(" * 5000, "a.js", inner)


def test_a_long_chain_of_operators_is_no_trouble() -> None:
    text, span = marked("⟦f({})⟧" + " + 1" * 50_000)
    assert written(text, "a.js", SetArgument(span, *TIMEOUT)).startswith(
        "f({ timeout: 60_000 }) + 1"
    )


def test_other_intents_pass_unseen() -> None:
    rendered = render("f()", "a.ts", [MoveSecret("KEY", "value")])
    assert (rendered.edits, rendered.refused) == ((), ())


# -- Replace ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        ("run(⟦req.body⟧)", "payload", "run(payload)"),
        ("run(⟦req.body⟧ as T)", "payload", "run(payload as T)"),
        ('new A({ apiKey: ⟦"sk"⟧ })', "process.env.KEY", "new A({ apiKey: process.env.KEY })"),
        ("new A({ ⟦apiKey⟧ })", "process.env.KEY", "new A({ apiKey: process.env.KEY })"),
        ('<A key=⟦"sk"⟧ />', "process.env.KEY", "<A key={process.env.KEY} />"),
        ("⟦a⟧.b", "c ?? d", "(c ?? d).b"),
        ("x + ⟦a⟧", "c ?? d", "x + (c ?? d)"),
        ("await ⟦a⟧", "c ?? d", "await (c ?? d)"),
        ("f(⟦a⟧)", "c ?? d", "f(c ?? d)"),
        ("f(⟦a⟧)", "c, d", "f((c, d))"),
        ("new ⟦A⟧()", "b()", "new (b())()"),
        ("const f = () => ⟦a⟧", "{ b: 1 }", "const f = () => ({ b: 1 })"),
        ("const f = () => ⟦a⟧", "b ? 1 : 2", "const f = () => b ? 1 : 2"),
        ("`${⟦a⟧}`", "b ?? c", "`${b ?? c}`"),
        ("⟦a⟧", "b ?? c", "b ?? c"),
        ("f(⟦tools⟧)", "allowed(\n  role,\n)", "f(allowed(\n  role,\n))"),
        ("const a = ⟦'é🙂'⟧ + '🙂'", "b", "const a = b + '🙂'"),
        ("const a = ⟦x⟧;", "y", "const a = y;"),
    ],
)
def test_an_expression_is_replaced_as_its_place_needs_it(
    before: str, code: str, after: str
) -> None:
    text, span = marked(before)
    assert written(text, "a.tsx", Replace(span, code)) == after


def test_a_replacement_that_loses_a_comment_is_refused() -> None:
    text, span = marked("f(⟦{ a: 1, // one\n }⟧)")
    assert refusal(text, "a.ts", Replace(span, "b")) == "would-lose-comment"
    assert written(text, "a.ts", Replace(span, "{ b, // one\n}")) == "f({ b, // one\n})"


def test_overlapping_replacements_are_refused_and_the_first_is_kept() -> None:
    first, second = Replace((2, 8), "x"), Replace((4, 7), "y")
    rendered = render("f(g(a.b))", "a.ts", [first, second])
    assert [(i, why.code) for i, why in rendered.refused] == [(second, "overlapping-edits")]
    assert apply_edits("f(g(a.b))", list(rendered.edits)) == "f(x)"


def test_a_replacement_beside_a_new_key() -> None:
    text = 'new A({ apiKey: "sk" })'
    intents = (Replace((16, 20), "process.env.KEY"), SetArgument((0, 23), *TIMEOUT))
    assert written(text, "a.js", *intents) == "new A({ apiKey: process.env.KEY, timeout: 60_000 })"


def test_replacing_what_is_no_expression_or_already_there() -> None:
    assert refusal("f(a, b)", "a.ts", Replace((2, 4), "c")) == "not-found"
    assert refusal("f(`${a}`)", "a.ts", Replace((5, 6), "{\n}")) == "inside-template"
    assert refusal('import "a"', "a.ts", Replace((7, 10), "b")) == "check-failed"
    assert render("f(a)", "a.ts", [Replace((2, 3), "a")]).edits == ()


# -- InsertBefore -----------------------------------------------------------------------------

PARSE = "const payload = Schema.parse(req.body);"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("⟦run(req.body);⟧", f"{PARSE}\nrun(req.body);"),
        ("⟦run(req.body)⟧;", f"{PARSE}\nrun(req.body);"),
        ("f(() => {\n\t⟦return run(1);⟧\n});", f"f(() => {{\n\t{PARSE}\n\treturn run(1);\n}});"),
        ("a();\r\n⟦run(1);⟧\r\n", f"a();\r\n{PARSE}\r\nrun(1);\r\n"),
        ("const ⟦r = run(1)⟧;", f"{PARSE}\nconst r = run(1);"),
        ("export ⟦const r = run(1);⟧", f"{PARSE}\nexport const r = run(1);"),
        ("export const ⟦r = run(1)⟧;", f"{PARSE}\nexport const r = run(1);"),
        ("switch (a) {\n  case 1:\n    ⟦run(1);⟧\n}", None),
        ("// @ts-expect-error\n⟦run(1);⟧", f"{PARSE}\n// @ts-expect-error\nrun(1);"),
        ("// runs\n⟦run(1);⟧", f"// runs\n{PARSE}\nrun(1);"),
        ("'🙂'.length\n⟦run(1);⟧", f"'🙂'.length\n{PARSE}\nrun(1);"),
    ],
)
def test_a_statement_goes_before_a_statement(before: str, after: str | None) -> None:
    text, span = marked(before)
    after = after or text.replace("    run", f"    {PARSE}\n    run")
    assert written(text, "a.ts", InsertBefore(span, PARSE)) == after


def test_inserted_lines_are_indented_like_the_file() -> None:
    code = "if (!ok) {\n  return;\n}"
    assert written("{\n\tf();\n}", "a.js", InsertBefore((3, 7), code)) == (
        "{\n\tif (!ok) {\n\t\treturn;\n\t}\n\tf();\n}"
    )
    assert written("{\n    f();\n}", "a.js", InsertBefore((6, 10), code)) == (
        "{\n    if (!ok) {\n        return;\n    }\n    f();\n}"
    )


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("const f = (x) =>\n  ⟦run(x)⟧;", "statement-not-on-its-own-line"),
        ("if (x) ⟦return run(1);⟧", "statement-not-on-its-own-line"),
        ("if (x)\n  ⟦return run(1);⟧", "statement-not-on-its-own-line"),
        ("if (x) {} else\n  ⟦run(1);⟧", "statement-not-on-its-own-line"),
        ("a(); ⟦run(1);⟧", "statement-not-on-its-own-line"),
        ("case1:\n⟦run(1);⟧", "statement-not-on-its-own-line"),
        ("const req = ctx.req,\n  ⟦r = run(1)⟧;", "statement-not-on-its-own-line"),
        ("⟦'use server'⟧;\nrun(1)", "not-found"),
        ("const payload = 1;\n⟦run(1);⟧", "name-taken"),
        ("function f(payload) {\n  ⟦run(1);⟧\n}", "name-taken"),
        ("const f = ({ payload }) => {\n  ⟦run(1);⟧\n}", "name-taken"),
        ("try {} catch (payload) {\n  ⟦run(1);⟧\n}", "name-taken"),
        ("const payload = 1;\nfunction f() {\n  ⟦run(1, { payload });⟧\n}", "name-taken"),
    ],
)
def test_a_statement_that_cannot_stand_there_is_refused(code: str, why: str) -> None:
    text, span = marked(code)
    assert refusal(text, "a.ts", InsertBefore(span, PARSE)) == why


def test_the_same_name_in_another_function_is_no_matter() -> None:
    text, span = marked("function g(payload) {}\nfunction f() {\n  ⟦run(a.payload);⟧\n}")
    assert PARSE in written(text, "a.ts", InsertBefore(span, PARSE))


def test_two_insertions_of_one_name_into_one_block_are_refused() -> None:
    text = "run(1);\nrun(2);"
    first, second = InsertBefore((0, 7), PARSE), InsertBefore((8, 15), PARSE)
    rendered = render(text, "a.ts", [first, second])
    assert [(i, why.code) for i, why in rendered.refused] == [(second, "name-taken")]


def test_a_statement_that_is_there_already_is_not_repeated() -> None:
    text, span = marked(f"{{\n\t{PARSE}\n\t⟦run(1);⟧\n}}")
    assert render(text, "a.ts", [InsertBefore(span, PARSE)]).edits == ()


def test_a_line_that_would_swallow_its_neighbour_changes_nothing() -> None:
    text, span = marked("a();\n⟦(b)();⟧")
    assert refusal(text, "a.js", InsertBefore(span, "const c = d")) == "check-failed"


def test_the_rewrite_of_a_request_body() -> None:
    text = (
        "import express from 'express';\n\nconst app = express();\n"
        "app.post('/run', async (req, res) => {\n"
        "  const result = await runWorkflow(req.body);\n  res.json(result);\n});\n"
    )
    at = text.index("const result")
    body = text.index("req.body")
    schema = "const WorkflowInputSchema = z.object({\n  documents: z.array(z.string()).max(5),\n});"
    intents = (
        AddImport(Import("zod", "z")),
        Define("WorkflowInputSchema", schema),
        InsertBefore(
            (at, text.index("\n", at)), "const payload = WorkflowInputSchema.parse(req.body);"
        ),
        Replace((body, body + 8), "payload"),
    )
    assert written(text, "a.ts", *intents) == (
        "import express from 'express';\nimport { z } from 'zod';\n\n"
        f"{schema}\n\nconst app = express();\n"
        "app.post('/run', async (req, res) => {\n"
        "  const payload = WorkflowInputSchema.parse(req.body);\n"
        "  const result = await runWorkflow(payload);\n  res.json(result);\n});\n"
    )


# -- imports ----------------------------------------------------------------------------------

ZOD = Import("zod", "z")
Z = 'import { z } from "zod";'
TOPS = {
    "empty file": ("", f"{Z}\n"),
    "code only": ("f();\n", f"{Z}\n\nf();\n"),
    "shebang": ("#!/usr/bin/env node\nf();\n", f"#!/usr/bin/env node\n\n{Z}\n\nf();\n"),
    "directive": ('"use client";\n\nf();\n', f'"use client";\n\n{Z}\n\nf();\n'),
    "directive, then code": ('"use server"\nf();\n', f'"use server"\n\n{Z}\n\nf();\n'),
    "directive alone": ('"use server";', f'"use server";\n{Z}\n'),
    "directive and code on a line": ('"use server"; f();\n', f'"use server"; \n{Z}\n\nf();\n'),
    "directive, then import": (
        '"use client";\n\nimport a from "a";\n\nf();\n',
        f'"use client";\n\nimport a from "a";\n{Z}\n\nf();\n',
    ),
    "header": (
        "// Copyright us\n// of us\n\nf();\n",
        f"// Copyright us\n// of us\n\n{Z}\n\nf();\n",
    ),
    "attached header": ("/* License */\nf();\n", f"/* License */\n\n{Z}\n\nf();\n"),
    "attached header of lines": (
        "// @license MIT\n// by us\nf();\n",
        f"// @license MIT\n// by us\n\n{Z}\n\nf();\n",
    ),
    "docs of the first statement": (
        "/** Runs. */\nexport function f() {}\n",
        f"{Z}\n\n/** Runs. */\nexport function f() {{}}\n",
    ),
    "header and docs": (
        "// @ts-check\n/** Runs. */\nf();\n",
        f"// @ts-check\n\n{Z}\n\n/** Runs. */\nf();\n",
    ),
    "comments only": ("// nothing\n", f"// nothing\n\n{Z}\n"),
    "imports": (
        'import a from "a";\nimport "b"; // b\n\nf();\n',
        f'import a from "a";\nimport "b"; // b\n{Z}\n\nf();\n',
    ),
    "import of lines": (
        'import {\n  a,\n} from "a";\nf();\n',
        f'import {{\n  a,\n}} from "a";\n{Z}\nf();\n',
    ),
    "single quotes, no semicolons": (
        "import a from 'a'\nf()\n",
        "import a from 'a'\nimport { z } from 'zod'\nf()\n",
    ),
    "code among imports": (
        'import a from "a";\na();\nimport b from "b";\n',
        f'import a from "a";\n{Z}\na();\nimport b from "b";\n',
    ),
    "code on the line of the import": (
        'import a from "a"; f();\n',
        f'import a from "a";\n{Z}\n f();\n',
    ),
    "CRLF": ('import a from "a";\r\nf();\r\n', f'import a from "a";\r\n{Z}\r\nf();\r\n'),
    "no line break at the end": ('import a from "a";', f'import a from "a";\n{Z}'),
    "byte order mark": ('\ufeffimport a from "a";\n', f'\ufeffimport a from "a";\n{Z}\n'),
    "byte order mark, code": ("\ufefff();\n", f"\ufeff{Z}\n\nf();\n"),
    "other names of the module": (
        'import { ZodError } from "zod";\n',
        f'import {{ ZodError }} from "zod";\n{Z}\n',
    ),
    "type import": ('import type { z } from "zod";\n', f"{Z}\n"),
    "type among names": (
        'import { type z, ZodError } from "zod";\n',
        'import { z, ZodError } from "zod";\n',
    ),
    "property of that name": ("f(a.z, { z: 1 });\n", f"{Z}\n\nf(a.z, {{ z: 1 }});\n"),
    "require in TypeScript": (
        'import a = require("a");\nf();\n',
        f'import a = require("a");\n{Z}\nf();\n',
    ),
    "export only": ('export * from "a";\n', f'{Z}\n\nexport * from "a";\n'),
}


@pytest.mark.parametrize("name", TOPS)
def test_an_import_is_placed_once_at_the_top(name: str) -> None:
    before, after = TOPS[name]
    assert written(before, "a.ts", AddImport(ZOD)) == after
    assert written(after, "a.ts", AddImport(ZOD)) == after


@pytest.mark.parametrize(
    "text",
    [
        Z,
        "import { z } from 'zod'",
        'import { ZodError, z } from "zod"',
        'import d, { z } from "zod"',
        'import a from "a"; f();\nimport { z } from "zod";',
        'const { z } = require("zod");',
    ],
)
def test_an_import_that_is_there_is_not_repeated(text: str) -> None:
    rendered = render(text, "a.ts", [AddImport(ZOD)])
    assert (rendered.edits, rendered.refused) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "const z = 1;",
        "function f(z) {}",
        "const f = z => z;",
        "f(({ a: { z } }) => 1);",
        "const [a, ...z] = b;",
        "try {} catch (z) {}",
        "for (const z of y) {}",
        "class z {}",
        'import z from "y";',
        'import { y as z } from "y";',
        'import * as z from "zod";',
        'import type { z, ZodError } from "zod";',
        "type z = string;",
        "enum z { a }",
        "const { y: z = 1 } = x;",
    ],
)
def test_a_name_that_is_something_else_is_refused(text: str) -> None:
    assert refusal(text, "a.ts", AddImport(ZOD)) == "name-taken"


def test_the_kinds_of_import() -> None:
    kinds = {
        Import("openai", "default", "OpenAI"): 'import OpenAI from "openai";\n',
        Import("zod", None, "z"): 'import * as z from "zod";\n',
        Import("zod", "z", "zed"): 'import { z as zed } from "zod";\n',
        Import("dotenv/config"): 'import "dotenv/config";\n',
        Import("./prodgate-guard", "toolsFor"): 'import { toolsFor } from "./prodgate-guard";\n',
    }
    for what, line in kinds.items():
        assert written("", "a.ts", AddImport(what)) == line
        assert render(line, "a.ts", [AddImport(what)]).edits == ()
    assert refusal("", "a.ts", AddImport(Import("openai", "default"))) == "not-found"
    block = written("f();", "a.ts", *(AddImport(i) for i in (ZOD, Import("a", None, "a"))))
    assert block == f'{Z}\nimport * as a from "a";\n\nf();'


COMMON = [
    (
        'const a = require("a");\nf();\n',
        'const a = require("a");\nconst { z } = require("zod");\nf();\n',
    ),
    (
        "'use strict'\n\nrequire('dotenv').config()\nconst a = require('a')\n\nf()\n",
        "'use strict'\n\nrequire('dotenv').config()\nconst a = require('a')\n"
        "const { z } = require('zod')\n\nf()\n",
    ),
    ("f(require('a'));\n", "const { z } = require('zod');\n\nf(require('a'));\n"),
]


@pytest.mark.parametrize(("before", "after"), COMMON)
@pytest.mark.parametrize("path", ["a.js", "a.cjs", "a.jsx"])
def test_a_commonjs_file_requires(before: str, after: str, path: str) -> None:
    assert written(before, path, AddImport(ZOD)) == after
    assert written(after, path, AddImport(ZOD)) == after


def test_which_files_require() -> None:
    assert "require" in written("f();", "a.cjs", AddImport(ZOD))
    for path, text in [
        ("a.js", "f();"),
        ("a.mjs", "require('a');"),
        ("a.ts", "require('a');"),
        ("a.js", "export const a = require('a');"),
        ("a.js", "// require('a')"),
    ]:
        assert "import { z }" in written(text, path, AddImport(ZOD))
    default = AddImport(Import("openai", "default", "OpenAI"))
    assert written("", "a.cjs", default) == 'const OpenAI = require("openai");\n'


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ('import a from "./a.js";\n', "./prodgate-guard.js"),
        ('import a from "../b/a.ts";\n', "./prodgate-guard.ts"),
        ('import a from "./a";\n', "./prodgate-guard"),
        ('import a from "lodash.js";\n', "./prodgate-guard"),
        (
            'import {a, b, c} from "./a.js";\nimport d from "./d";\nimport e from "./e";\n',
            "./prodgate-guard",
        ),
    ],
)
def test_a_local_module_is_named_like_the_others(text: str, module: str) -> None:
    guard = AddImport(Import("./prodgate-guard", "toolsFor"))
    after = written(text, "a.ts", guard)
    assert after == f'{text}import {{ toolsFor }} from "{module}";\n'
    assert render(after, "a.ts", [guard]).edits == ()


def test_two_imports_of_one_name_are_refused() -> None:
    first, second = AddImport(ZOD), AddImport(Import("zed", "z"))
    rendered = render("f();", "a.ts", [first, second])
    assert [(i, why.code) for i, why in rendered.refused] == [(second, "name-taken")]


# -- definitions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f();\n", "const A = {\n  a: 1,\n};\n\nf();\n"),
        ('import a from "a";\nf();\n', 'import a from "a";\n\nconst A = {\n  a: 1,\n};\n\nf();\n'),
        (
            'import a from "a";\n\nf();\n',
            'import a from "a";\n\nconst A = {\n  a: 1,\n};\n\nf();\n',
        ),
        ('import a from "a";', 'import a from "a";\n\nconst A = {\n  a: 1,\n};'),
        ("{\n\tf();\n}\n", "const A = {\n\ta: 1,\n};\n\n{\n\tf();\n}\n"),
        (
            "function f() { const A = 1; }\n",
            "const A = {\n  a: 1,\n};\n\nfunction f() { const A = 1; }\n",
        ),
        ("f((A) => A);\n", "const A = {\n  a: 1,\n};\n\nf((A) => A);\n"),
    ],
)
def test_a_definition_goes_after_the_imports(before: str, after: str) -> None:
    define = Define("A", "const A = {\n  a: 1,\n};")
    assert written(before, "a.ts", define) == after
    assert written(after, "a.ts", define) == after


@pytest.mark.parametrize(
    "text",
    [
        "const A = 1;",
        "export const A = 1;",
        "export function A() {}",
        "const { x: A } = b;",
        'import { A } from "a";',
    ],
)
def test_a_definition_that_is_there_is_left_alone(text: str) -> None:
    assert render(text, "a.ts", [Define("A", "const A = 2;")]).edits == ()


def test_code_that_does_not_define_its_name_changes_nothing() -> None:
    assert refusal("f();", "a.ts", Define("A", "const B = 2;")) == "check-failed"
    first, second = Define("A", "const A = 1;"), Define("A", "const A = 2;")
    rendered = render("", "a.ts", [first, second])
    assert [(i, why.code) for i, why in rendered.refused] == [(second, "name-taken")]

"""What holds for every call the renderer touches, whatever it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter_typescript
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Node, Parser

from prodgate.edits import (
    AddImport,
    Define,
    Import,
    InsertBefore,
    Intent,
    Replace,
    SetArgument,
    apply_edits,
)
from prodgate.javascript.render import render

TSX = Parser(Language(tree_sitter_typescript.language_tsx()))


def nodes(text: str) -> list[Node]:
    stack, found = [TSX.parse(text.encode()).root_node], []
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(reversed(node.children))
    return found


def faults(text: str) -> int:
    return sum(node.is_error or node.is_missing for node in nodes(text))


def comments(text: str) -> list[bytes]:
    return [node.text or b"" for node in nodes(text) if node.type == "comment"]


# -- shapes of calls --------------------------------------------------------------------------

GAPS = ["", "", "", " ", "  ", "\n", "\n  ", "\n\t", "\n\n    ", " /* é */ ", "/**/", " // 🙂,}\n"]
gap = st.lists(st.sampled_from(GAPS), max_size=3).map("".join)
VALUES = ["1", "'🙂'", '"a, }"', "`x ${g({ a: 1 })} }`", "{ a: 1, }", "[1, 2]", "() => ({ b })",
          "x as T", "a?.b!", "/[,}]/g", "g(\n  1\n)", "function () { return 1; }",
          "<b>{c}</b>"]  # fmt: skip
MEMBERS = ["...rest", "short", "run() { return 1; }", "get got() { return 2; }", "async *gen() {}",
           "'quoted-key': 1", "[computed]: 1", "3: 4", "class: 5",
           "nested: { a: { b: 1 } }"]  # fmt: skip
member = st.one_of(
    st.sampled_from(MEMBERS),
    st.tuples(st.sampled_from("abcde"), gap, gap, st.sampled_from(VALUES)).map(
        lambda p: f"{p[0]}{p[1]}:{p[2]}{p[3]}"
    ),
)


@st.composite
def separated(draw: st.DrawFn, item: st.SearchStrategy[str], least: int = 0) -> str:
    """Items with commas and gaps between them, sometimes a last comma."""
    parts = [draw(gap)]
    many = draw(st.lists(item, min_size=least, max_size=4))
    for number, code in enumerate(many):
        last = number == len(many) - 1
        parts += [code, draw(gap), "" if last and draw(st.booleans()) else ",", draw(gap)]
    return "".join(parts)


def _literal(inside: str) -> str:
    return "{" + inside + "}"


objects = separated(member).map(_literal)
wrapped = st.one_of(
    objects,
    objects,
    objects.map(lambda o: f"{o} as T"),
    objects.map(lambda o: f"({o} satisfies T)"),
    st.sampled_from(["undefined", "null"]),
)
CALLEES = ["f", "new A", "new a.B<T>", "c!.chat?.create", "create<T>", "(await g())"]
AROUND = [
    ("", ";"), ("const e = '🙂é';\nconst a = await ", ";\n// end\n"), ("const h = () => ", ""),
    ("const t = `a ${", "} b`;"), ("class K {\n\t@dec(1)\n\tfield = ", ";\n}"),
    ("const j = <A b={", "} c='d'>text</A>;"), ("g(", ", 1);"), ("if (x) {\n  return ", "\n}\n"),
    ("export default {\n    a: ", ",\n};"),
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    text: str
    span: tuple[int, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A file with a call whose first argument is an object, or that has no argument."""
    first = draw(wrapped)
    rest = draw(st.one_of(st.just(""), separated(st.sampled_from(VALUES)).map(lambda s: "," + s)))
    arguments = draw(st.one_of(st.just(draw(gap) + first + draw(gap) + rest), gap))
    before, after = draw(st.sampled_from(AROUND))
    call = f"{draw(st.sampled_from(CALLEES))}({arguments})"
    if draw(st.booleans()):
        before, call, after = (p.replace("\n", "\r\n") for p in (before, call, after))
    return Case(before + call + after, (len(before), len(before) + len(call)))


def outcome(case: Case, *intents: Intent) -> tuple[str, str]:
    """The text after, and the reason if everything was refused."""
    rendered = render(case.text, "a.tsx", intents)
    why = ", ".join(sorted({refusal.code for _, refusal in rendered.refused}))
    return apply_edits(case.text, list(rendered.edits)), why


@given(cases())
@settings(max_examples=400, deadline=None)
def test_a_new_key_breaks_nothing_and_is_there_the_second_time(case: Case) -> None:
    intents = [SetArgument(case.span, ("0", "timeout"), "60_000")]
    intents += [SetArgument(case.span, ("0", "maxRetries"), "2")]
    after, why = outcome(case, *intents)
    assert why == ("syntax-error-here" if faults(case.text) else "")
    if why:
        return
    assert faults(after) == 0
    assert comments(after) == comments(case.text)
    assert len(re.findall(r"timeout['\"]?: 60_000", after)) == 1
    assert len(re.findall(r"maxRetries['\"]?: 2", after)) == 1
    start, end = case.span
    tail = len(case.text) - end
    assert after[:start] == case.text[:start]
    assert after[len(after) - tail :] == case.text[end:]
    again = [SetArgument((start, len(after) - tail), i.path, i.code) for i in intents]
    second = render(after, "a.tsx", again)
    assert (second.edits, second.refused) == ((), ())


@given(cases())
@settings(max_examples=200, deadline=None)
def test_nothing_but_our_key_is_added_and_only_empty_values_go(case: Case) -> None:
    intent = SetArgument(case.span, ("0", "timeout"), "60_000")
    for edit in render(case.text, "a.tsx", [intent]).edits:
        assert case.text[edit.start : edit.end].strip() in ("", "undefined", "null")
        bare = re.sub(r"\s", "", edit.replacement)
        assert re.fullmatch(r"[,{(]*(['\"]?timeout['\"]?:60_000)?[,})]*", bare)


@given(cases(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_line_breaks_are_those_of_the_file(case: Case, newline: str) -> None:
    code = "{\n  a: [\n    1,\n  ],\n}"
    case_ = Case(case.text, case.span)
    after, why = outcome(case_, SetArgument(case.span, ("0", "policy"), code))
    if why or "\n" not in case.text:
        return
    if "\r\n" in case.text:
        assert not re.search(r"(?<!\r)\n", after)
    else:
        assert "\r" not in after


# -- every intent at once ---------------------------------------------------------------------

HEADS = ["", "#!/usr/bin/env node\n", "'use client';\n", "// Copyright\n\n", "/** doc */\n",
         "\ufeff", "// é 🙂\n// @ts-check\n"]  # fmt: skip
IMPORTS = ["import a from 'a';\n", 'import { b } from "./b.js"\n', "import 'c'; // side\n",
           "import type { T } from 't';\n", "import {\n  d,\n  e,\n} from 'd';\n",
           "\n", "// about\n"]  # fmt: skip
BODIES = ["await run(req.body, { a: 1 });", "const r = await run(req.body, {\n    a, // a\n  })",
          "return run(req.body, {});",
          "for (const x of y) await run(req.body, { ...o });"]  # fmt: skip


@st.composite
def modules(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(HEADS))
    lines = "".join(draw(st.lists(st.sampled_from(IMPORTS), max_size=4, unique=True)))
    body = draw(st.sampled_from(BODIES))
    indent = draw(st.sampled_from(["  ", "\t", "    "]))
    comment = draw(st.sampled_from(["", "// about\n", "/* x */\n"]))
    text = f"{head}{lines}{comment}export async function POST(req) {{\n{indent}{body}\n}}\n"
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def _wishes(text: str) -> list[Intent]:
    body = text.index("req.body")
    call = (text.index("run("), text.index(")", body) + 1)
    line = text.rindex("\n", 0, body) + 1
    start = line + len(text[line:]) - len(text[line:].lstrip())
    end = text.index("}", call[1])
    end = start + len(text[start:end].rstrip())
    return [
        SetArgument(call, ("1", "timeout"), "9000"),
        InsertBefore((start, end), "const payload = Schema.parse(req.body);"),
        Replace((body, body + 8), "payload"),
        Define("Schema", "const Schema = z.object({\n  a: z.string(),\n});"),
        AddImport(Import("zod", "z")),
        AddImport(Import("./guard", "guard")),
    ]


@given(modules())
@settings(max_examples=300, deadline=None)
def test_all_intents_together_hold(text: str) -> None:
    rendered = render(text, "a.tsx", _wishes(text))
    assert rendered.refused == ()
    after = apply_edits(text, list(rendered.edits))
    assert faults(after) == 0
    assert comments(after) == comments(text)
    assert after.index("zod") < after.index("const Schema") < after.index("run(payload")
    assert re.search(
        r"\n[ \t]+const payload = Schema.parse\(req.body\);\r?\n[ \t]+\S.*run\(", after
    )
    assert ("\r\n" in text) == ("\r\n" in after)
    if text[0] in "#'\ufeff":
        assert after.startswith(text[: text.index("\n")] if text[0] != "\ufeff" else "\ufeff")
    top = [i for i in _wishes(text) if isinstance(i, AddImport | Define)]
    assert render(after, "a.tsx", top).edits == ()
    for line in text.split("export async")[0].splitlines():
        assert line.lstrip("\ufeff") in after.lstrip("\ufeff").splitlines()


# -- anything at all --------------------------------------------------------------------------

TOKENS = ["f", "(", ")", "{", "}", "[", "]", ",", ";", ":", ".", "...", "`", "${", "'", '"', "\n",
          " ", "=>", "new ", "import ", "from ", "const ", "a", "1", "//", "/*", "*/", "<", ">",
          "é🙂", "\r\n", "\t", "=", "return ", "if ", "\x00", "\u2028", "#!", "@",
          "require"]  # fmt: skip
garbage = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)
spans = st.tuples(st.integers(-2, 60), st.integers(-2, 60))
codes = st.one_of(st.sampled_from(["1", "a ?? b", "{ a: 1 }", "const x = 1;", ""]), garbage)
wishes = st.one_of(
    st.builds(SetArgument, spans, st.lists(st.sampled_from(["0", "1", "k"])).map(tuple), codes),
    st.builds(Replace, spans, codes),
    st.builds(InsertBefore, spans, codes),
    st.builds(Define, st.sampled_from(["f", "x"]), codes),
    st.builds(
        lambda *parts: AddImport(Import(*parts)),
        st.sampled_from(["a", "./a"]),
        st.sampled_from([None, "f", "default"]),
        st.sampled_from([None, "g"]),
    ),
)
PATHS = st.sampled_from(["a.js", "a.ts", "a.tsx", "a.cjs", "a"])


@given(garbage, PATHS, st.lists(wishes, max_size=4))
@example("", "a.ts", [InsertBefore((0, 0), "")])
@settings(max_examples=600, deadline=None)
def test_bad_input_is_refused_and_never_raises(text: str, path: str, some: list[Intent]) -> None:
    rendered = render(text, path, some)
    after = apply_edits(text, list(rendered.edits))
    if path == "a.tsx":
        assert faults(after) <= faults(text)
    assert {intent for intent, _ in rendered.refused} <= set(some)

"""Files of generated shape around calls that rules find: Python, JavaScript, TypeScript, JSX.

``#C`` in what is drawn becomes a comment with a number of its own, so that none can stand for
another.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

# -- what stands between any two tokens ----------------------------------------------------------

PYTHON_GAPS = ["", "", "", " ", "\n        ", "  #C\n        ", "\n\n        #C\n        "]
SCRIPT_GAPS = ["", "", "", " ", "\n    ", " /* C */ ", " // C\n    ", "\n\n    // C\n    "]


def numbered(text: str) -> str:
    """Every comment with its own number."""
    count = iter(range(10_000))
    text = re.sub(r"#C", lambda _: f"# c{next(count)} é, )", text)
    return re.sub(r"(?<=[/*] )C\b", lambda _: f"c{next(count)} 🙂, }})", text)


def _items(draw: st.DrawFn, items: list[str], gaps: list[str], least: int) -> str:
    """Items between commas and gaps, sometimes with a last comma."""
    gap = st.sampled_from(gaps)
    kept = [item for n, item in enumerate(items) if n < least or draw(st.booleans())]
    inside = ",".join(draw(gap) + item + draw(gap) for item in kept)
    return inside + ("," + draw(gap) if kept and draw(st.booleans()) else "")


# -- Python --------------------------------------------------------------------------------------

_CALLEES = {
    "client.chat.completions.create": [
        'model="gpt-4o"', 'messages=[{"role": "user", "content": text}]', "temperature=0.1",
        "stream=False", "**extra", "timeout=None", "max_tokens=None",
    ],
    "client.responses.create": ['model="gpt-4.1"', "input=text", "**extra"],
    "claude.messages.create": [
        'model="claude-3-5-sonnet-latest"', "messages=[{'role': 'user', 'content': text}]",
        "max_tokens=1_000_000", "system=f'You are {text}'",
    ],
    "requests.get": ["url", "headers={'a': 'b'}", "timeout=None"],
    "requests.post": ["url", 'json={"a": [1, 2],}', "**extra"],
    "httpx.get": ["url", "params=(('a', 1),)"],
    "OpenAI": ["*[]", "api_key=key", "base_url='https://example.org'", "max_retries=0"],
    "anthropic.Anthropic": ["**extra", "api_key=key"],
    "requests.request": ["*pair", "stream=True"],
}  # fmt: skip
_PYTHON_AROUND = [
    "answer = {}\nprint(answer)", "print({})", "return {}", "x: object = {}; y = 2",
    "if (n := {}):\n    print(n)", "rows = [{} for i in text]", "made = lambda: {}",
    "try:\n    answer = {}\nexcept Exception:\n    pass",
    "try:\n    return {}\nexcept Exception as e:\n    print(text, e)\n    return 'none'",
    "with open(url) as f: answer = {}",
    "while True:\n    answer = {}\n    if answer:\n        break",
    "value = f'''{ {} }'''", "value = ({},)[0]",
    "answer = {}.choices[0].message.content\neval(answer)",
    "x = {} if key else None", "log({}, {})", "async def inner():\n    await {}", "assert {}, {}",
    "for part in {}:\n\n    print(part)  #C", "@wrap({})\ndef inner(): pass",
]  # fmt: skip
_PYTHON_HEADS = ["", "#!/usr/bin/env python\n", '"""Doc."""\n',
                 "from __future__ import annotations\n",
                 "#C\n\n", "# -*- coding: utf-8 -*-\n", "'''Doc\nof two lines'''; x = 1\n",
                 "import os; import sys\n", "\x0c\n", "if True:\n    import json\n"]  # fmt: skip
_PYTHON_FRAMES = [
    "def ask(text, url, key, pair=(), **extra):\n{}\n",
    "class Bot:\n    def ask(self, text, url, key, pair, extra):\n        #C\n{}\n        #C\n",
    "async def ask(text, url, key, pair, extra):\n    '''Doc.'''\n{}\n",
    "@app.post('/ask')\nasync def ask(text: str, url, key, pair, extra):\n{}\n",
    "def ask(text, url, key, pair, extra):\n    if text:\n{}\n    else:\n        return 1\n",
]  # fmt: skip


@st.composite
def python_call(draw: st.DrawFn) -> str:
    """A call of an SDK, laid out in one of the many ways there are."""
    callee = draw(st.sampled_from(list(_CALLEES)))
    space = draw(st.sampled_from(["", "", "", " "]))
    return f"{callee}{space}({_items(draw, _CALLEES[callee], PYTHON_GAPS, 1)})"


@st.composite
def python_text(draw: st.DrawFn) -> str:
    """A module with functions that call models and the web."""
    head = draw(st.sampled_from(_PYTHON_HEADS))
    lines = [head, "import anthropic\nimport httpx, requests  #C\nfrom openai import OpenAI\n\n"]
    lines.append("client = OpenAI()\nclaude = anthropic.Anthropic()  #C\n")
    for _ in range(draw(st.integers(1, 3))):
        frame = draw(st.sampled_from(_PYTHON_FRAMES))
        indent = "        " if "        #C" in frame or "if text" in frame else "    "
        bodies = []
        for _ in range(draw(st.integers(1, 3))):
            body = draw(st.sampled_from(_PYTHON_AROUND))
            while "{}" in body:
                body = body.replace("{}", draw(python_call()), 1)
            bodies.append("\n".join(indent + line if line else "" for line in body.split("\n")))
        lines.append(frame.replace("{}", "\n".join(bodies)))
    return numbered("".join(lines))


def encoded(text: str) -> st.SearchStrategy[bytes]:
    """The text with one kind of line end, with tabs or not, with a byte order mark or not."""
    ends = st.sampled_from(["\n", "\n", "\r\n"])
    marks = st.sampled_from([b"", b"", b"\xef\xbb\xbf"])
    last = st.sampled_from([text, text.rstrip("\n")])
    layouts = st.tuples(last, st.booleans())
    return st.builds(
        lambda end, mark, layout: mark + _tabbed(*layout).replace("\n", end).encode(),
        ends, marks, layouts,
    )  # fmt: skip


def _tabbed(text: str, tabs: bool) -> str:
    if not tabs:
        return text
    return re.sub(r"(?m)^(?:    )+", lambda m: "\t" * (len(m[0]) // 4), text)


# -- JavaScript and TypeScript -------------------------------------------------------------------

_MEMBERS = ["...extra", "temperature: 0.1", "stream: false", "'user': key", "[key]: 1",
            "metadata: { a: `b ${text}`, }", "timeout: undefined", "n"]  # fmt: skip
_ASKED = {
    "client.chat.completions.create": ("{", "}", [
        "model: 'gpt-4o'", "messages: [{ role: 'user', content: text }]", *_MEMBERS,
        "max_tokens: null"]),
    "client.responses.create": ("{", "}", ["model: \"gpt-4.1\"", "input: `${text} }`", *_MEMBERS]),
    "claude.messages.create": ("{", "}", [
        "model: 'claude-3-5-sonnet-latest'", "messages: []", "max_tokens: 1_000_000",
        "system: `You are ${text}`"]),
    "generateText": ("{", "}", ["model: openai('gpt-4o')", "prompt: text", "...extra"]),
    "new OpenAI": ("{", "}", ["apiKey: key", "...extra", "maxRetries: 0"]),
    "fetch": ("", "", ["url", "{ method: 'POST', body: JSON.stringify({ a: text }) }"]),
    "axios.get": ("", "", ["url", "{ headers: { a: 'b' } }"]),
    "axios.post": ("", "", ["url", "{ a: 1, }", "{}"]),
    "axios": ("{", "}", ["url", "...extra"]),
}  # fmt: skip
_SCRIPT_AROUND = [
    "const answerN = §;\nconsole.log(answerN);", "console.log(§)", "return §;", "return §\n",
    "try {\n  await §;\n} catch (e) {}", "while (true) {\n  const r = await §;\n  if (r) break;\n}",
    "const fN = async () => §;", "const tN = `a ${ § } b`;", "if (key) await §; // C",
    "const [aN] = await Promise.all([§, §]);", "g?.(§)?.h", "(await §)?.choices?.[0];",
    "const oN = { a: §, b() { return 1 } };", "for (const p of §) {\n\n  console.log(p);\n}",
    "try {\n  return await §;\n} catch (e) {\n  console.log(text, e);\n  return 'none';\n}",
    "await g(await §, 1);", "eval((await §).output_text);", "const cN = key ? § : null;",
]  # fmt: skip
_SCRIPT_FRAMES = [
    "export async function askN(text, url, key, n, extra) {\n§\n}\n",
    "export const askN = async (text, url, key, n, extra) => {\n  // C\n§\n  /* C */\n}\n",
    "class BotN {\n  async ask(text, url, key, n, extra) {\n§\n  }\n}\n",
    "app.post('/askN', async (req, res) => {\n  const { text, url, key, n, extra } = req.body;\n"
    "§\n});\n",
]  # fmt: skip
_TYPED_FRAMES = [
    *(f for f in _SCRIPT_FRAMES if "app" not in f),
    "export async function askN<T extends string>(text: T, url: URL, key?: any, n = 1, extra: "
    "Record<string, any> = {}) {\n§\n}\n",
    "@Injectable()\nclass SafeN {\n  @Get('x') async ask(@Body() text: string, url: any, key: any, "
    "n: any, extra: any): Promise<any> {\n§\n  }\n}\n",
    "abstract class PartN<T> {\n  protected async ask(this: any, text: any, url: any, key: any, "
    "n: any, extra: any) {\n§\n  }\n}\nenum EN { A = 1 }\n",
]  # fmt: skip
_JSX = ("export function PageN({ text, url, key, n, extra }) {\n"
        "  const go = async () => {\n§\n  };\n"
        "  return <div onClick={go}>{/* C */}{text} // no comment</div>;\n}\n")  # fmt: skip
_SCRIPT_HEADS = ["", "'use strict';\n", "// C\n", "#!/usr/bin/env node\n", "/** C */\n\n",
                 "'use server'\n"]  # fmt: skip
SUFFIXES = ("js", "mjs", "ts", "tsx", "jsx")


@st.composite
def script_call(draw: st.DrawFn, *, typed: bool) -> str:
    """A call of an SDK in JavaScript, or TypeScript."""
    callee = draw(st.sampled_from(list(_ASKED)))
    opening, closing, items = _ASKED[callee]
    inside = opening + _items(draw, items, SCRIPT_GAPS, 1) + closing
    if typed and opening:
        inside += draw(st.sampled_from(["", "", " as any", " satisfies object"]))
    dots = draw(st.sampled_from([".", ".", "?.", "!."])) if typed else "."
    generic = draw(st.sampled_from(["", "", "<any>"])) if typed and callee != "fetch" else ""
    optional = callee.replace("client.", f"client{dots}") if "client" in callee else callee
    before = draw(st.sampled_from(SCRIPT_GAPS))
    return f"{optional}{generic}({before}{inside})"


@st.composite
def script(draw: st.DrawFn) -> tuple[str, str]:
    """A module that calls models and the web: its path and its text."""
    suffix = draw(st.sampled_from(SUFFIXES))
    typed = suffix in {"ts", "tsx"}
    semicolon = draw(st.sampled_from([";", ""]))
    heads = ["import OpenAI from 'openai'", "import Anthropic from \"@anthropic-ai/sdk\" // C",
             "import { generateText } from 'ai'", "import { openai } from '@ai-sdk/openai'",
             "import axios from 'axios'", "", "const client = new OpenAI()",
             "const claude = new Anthropic()"]  # fmt: skip
    text = draw(st.sampled_from(_SCRIPT_HEADS))
    for head in heads:
        name, mark, comment = head.partition(" //")
        text += f"{name}{semicolon if name else ''}{mark}{comment}\n"
    frames = _TYPED_FRAMES if typed else _SCRIPT_FRAMES
    if suffix in {"tsx", "jsx"}:
        frames = [*frames, _JSX]
    for number in range(draw(st.integers(1, 3))):
        frame = draw(st.sampled_from(frames)).replace("N", str(number))
        bodies = []
        for part in range(draw(st.integers(1, 3))):
            body = draw(st.sampled_from(_SCRIPT_AROUND)).replace("N", f"{number}_{part}")
            while "§" in body:
                body = body.replace("§", draw(script_call(typed=typed)), 1)
            bodies.append("\n".join("    " + line if line else "" for line in body.split("\n")))
        text += frame.replace("§", "\n".join(bodies))
    return f"app.{suffix}", numbered(text)

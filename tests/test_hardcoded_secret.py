"""Every form in every place is found, once; nothing that only looks like one is."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
import secret_traps
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import (
    FORMED,
    PRIVATE_KEY,
    UNFORMED,
    VALUES,
    plant,
)

from prodgate.detect import Detected, FileCheck
from prodgate.edits import Fix, MoveSecret, Refusal, Replace
from prodgate.findings import Applicability, Severity
from prodgate.pack import Pack
from prodgate.policy import Policy
from prodgate.rewrite import plan
from prodgate.secrets import is_placeholder, looks_random, may_hold, role_of
from prodgate.source import Source, decode

PACK = Pack()
RULE = PACK.rules["hardcoded-secret"].rule


def checker(root: Path = Path()) -> FileCheck:
    return FileCheck(root, PACK, Policy(), [RULE])


def run(path: str, text: str, root: Path = Path()) -> tuple[Detected, ...]:
    result = checker(root).run_on(path, text.encode())
    assert result.not_checked is None
    return result.detected


# -- recall: every form in every place --------------------------------------------------------

PYTHON = {
    "argument": 'from openai import OpenAI\nclient = OpenAI(api_key="{}")\n',
    "assignment": 'API_KEY = "{}"\n',
    "annotated": 'api_key: str = "{}"\n',
    "unnamed": 'x = "{}"\n',
    "single quotes": "key = '{}'\n",
    "getenv default": 'import os\nkey = os.getenv("SOME_API_KEY", "{}")\n',
    "environ.get default": 'import os\nkey = os.environ.get("SOME_API_KEY", "{}")\n',
    "or default": 'import os\nkey = os.getenv("SOME_API_KEY") or "{}"\n',
    "environ write": 'import os\nos.environ["SOME_API_KEY"] = "{}"\n',
    "header": 'headers = {{"Authorization": "Bearer {}"}}\n',
    "x-api-key": 'headers = {{"x-api-key": "{}"}}\n',
    "f-string": "name = 1\ncommand = f\"curl -H 'Authorization: Bearer {}' {{name}}\"\n",
    "module attribute": 'import openai\nopenai.api_key = "{}"\n',
    "parameter default": 'def ask(prompt, api_key="{}"):\n    return prompt\n',
    "class attribute": 'class Config:\n    token = "{}"\n',
    "self attribute": 'class A:\n    def __init__(self):\n        self.api_token = "{}"\n',
    "secret wrapper": 'from x import Secret\ngenerator = G(api_key=Secret.from_token("{}"))\n',
    "configure": 'import google.generativeai as genai\ngenai.configure(api_key="{}")\n',
    "bytes": 'SECRET_KEY = b"{}"\n',
    "list": 'API_KEYS = [\n    "{}",\n]\n',
    "comment": '# client = OpenAI(api_key="{}")\n',
    "unquoted comment": "# OPENAI_API_KEY={}\n",
    "docstring": '"""Use it with token {} please."""\n',
    "joined": 'token = ("" "{}")\n',
    "comparison": 'def f(api_key):\n    return api_key == "{}"\n',
}
JAVASCRIPT = {
    "argument": 'import OpenAI from "openai"\nconst c = new OpenAI({{ apiKey: "{}" }})\n',
    "assignment": 'const API_KEY = "{}";\n',
    "let": "let apiKey = '{}';\n",
    "unnamed": 'const x = "{}";\n',
    "template": "const token = `{}`;\n",
    "or default": 'const apiKey = process.env.SOME_API_KEY || "{}";\n',
    "?? default": 'const apiKey = process.env.SOME_API_KEY ?? "{}";\n',
    "env write": 'process.env.SOME_API_KEY = "{}";\n',
    "header": 'const headers = {{ Authorization: "Bearer {}" }};\n',
    "header in a template": "const headers = {{ Authorization: `Bearer {}` }};\n",
    "x-api-key": 'const headers = {{ "x-api-key": "{}" }};\n',
    "headers.set": 'headers.set("x-api-key", "{}");\n',
    "object": 'const config = {{ llm: {{ apiKey: "{}" }} }};\n',
    "class field": 'class A {{ private token = "{}"; }}\n',
    "this": 'class A {{ constructor() {{ this.apiToken = "{}"; }} }}\n',
    "parameter default": 'function ask(prompt, apiKey = "{}") {{ return prompt }}\n',
    "pattern default": 'const {{ apiKey = "{}" }} = options;\n',
    "template piece": "const command = `curl -H 'Authorization: Bearer {}' ${{url}}`;\n",
    "comment": '// const client = new OpenAI({{ apiKey: "{}" }})\n',
    "as const": 'const API_KEY = "{}" as const;\n',
    "comparison": 'export const ok = (apiKey: string) => apiKey === "{}";\n',
}
TEXT = {
    ".env": "SOME_API_KEY={}\n",
    "quoted/.env": 'SOME_API_KEY="{}"\n',
    "exported/.env": "export SOME_API_KEY='{}'\n",
    "config.yaml": "llm:\n  api_key: {}\n",
    "quoted.yml": 'llm:\n  api_key: "{}"  # ours\n',
    "compose.yaml": "services:\n  app:\n    environment:\n      - SOME_API_KEY={}\n",
    "k8s.yaml": "env:\n  - name: SOME_API_KEY\n    value: {}\n",
    "config.json": '{{"llm": {{"api_key": "{}", "n": 1}}}}\n',
    "config.toml": '[llm]\napi_key = "{}"\n',
}


@pytest.mark.parametrize("name", FORMED)
@pytest.mark.parametrize("shape", PYTHON)
def test_every_form_is_found_once_in_every_place_of_python(name: str, shape: str) -> None:
    # Discord's tokens have no prefix: that the file is about Discord makes it worth a look.
    about = "import discord\n" if name == "DISCORD_KEY" else ""
    _found_once("app/main.py", about + PYTHON[shape].format(FORMED[name]), FORMED[name])


@pytest.mark.parametrize("name", FORMED)
@pytest.mark.parametrize("shape", JAVASCRIPT)
def test_every_form_is_found_once_in_every_place_of_typescript(name: str, shape: str) -> None:
    about = 'import "discord.js"\n' if name == "DISCORD_KEY" else ""
    text = about + JAVASCRIPT[shape].format(FORMED[name])
    _found_once("src/server/main.ts", text, FORMED[name])


@pytest.mark.parametrize("name", FORMED)
@pytest.mark.parametrize("path", TEXT)
def test_every_form_is_found_once_in_every_kind_of_text(name: str, path: str) -> None:
    _found_once(path, TEXT[path].format(FORMED[name]), FORMED[name])


def _found_once(path: str, text: str, value: str) -> None:
    assert may_hold(text.encode())
    found = run(path, text)
    assert len(found) == 1
    finding = found[0].finding
    assert finding.severity is Severity.ERROR
    assert value in text[finding.start : finding.end] or value in text
    line = text.splitlines()[finding.line - 1]
    assert value in line
    _shows_nothing(found[0], value)


def _shows_nothing(detected: Detected, value: str) -> None:
    shown = f"{detected!r} {detected.finding.message} {detected.fix!r}"
    if isinstance(detected.fix, Fix):
        shown += detected.fix.title
        shown = "".join(shown.split(f"code={value!r}"))
    assert value[:12] not in shown
    assert value[4:16] not in shown
    assert "rotate" in detected.finding.message


@pytest.mark.parametrize("name", FORMED)
def test_every_form_is_found_in_a_large_file_and_in_a_very_long_line(name: str) -> None:
    about = "import discord\n" if name == "DISCORD_KEY" else ""
    filler = "some_value = other_value + 'äöü'  # and so on\n" * 60
    text = f'{about}{filler}x = "{FORMED[name]}"\n{filler}'
    assert [d.finding.line for d in run("a.py", text)] == [
        text[: text.index('x = "')].count("\n") + 1
    ]
    line = '{"a": [' + '"some value", 12345, ' * 200 + f'"{FORMED[name]}", 1]}}'
    assert len(run("discord.json" if about else "a.json", '{"password": 1}\n' + line)) == 1


@pytest.mark.parametrize("name", sorted(UNFORMED))
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'DB_PASSWORD = "{}"\n'),
        ("a.py", 'db = connect(host="x", password="{}")\n'),
        ("a.py", 'import os\np = os.getenv("DB_PASSWORD", "{}")\n'),
        ("a.py", 'config = {{"password": "{}"}}\n'),
        ("a.py", 'class S(BaseSettings):\n    admin_password: str = "{}"\n'),
        ("a.ts", 'const dbPassword = "{}";\n'),
        ("a.ts", 'const pool = new Pool({{ password: "{}" }});\n'),
        ("a.ts", 'const p = process.env.DB_PASSWORD || "{}";\n'),
        (".env", "DB_PASSWORD={}\n"),
        ("a.yaml", "db:\n  password: '{}'\n"),
        ("a.json", '{{"password": "{}"}}\n'),
        ("a.toml", 'password = "{}"\n'),
    ],
)
def test_values_without_a_form_are_found_by_the_name_beside_them(
    name: str, path: str, text: str
) -> None:
    _found_once(path, text.format(VALUES[name]), VALUES[name])


@pytest.mark.parametrize(
    "text",
    [
        'from mistralai import Mistral\nc = Mistral(api_key="{}")\n',
        'import cohere\nco = cohere.ClientV2("{}")\n',
        'from mistralai import Mistral\nK = "{}"\nc = Mistral(api_key=K)\n',
        'import requests\nr = requests.get("https://x.io/d?appid={}", timeout=3)\n',
        'import requests\nr = requests.get("https://x.io/d?api_key={}&q=1", timeout=3)\n',
        'AWS_SECRET_ACCESS_KEY = "{}"\n',
        'app.secret_key = "{}"\n',
        'app.config["JWT_SECRET_KEY"] = "{}"\n',
        'headers = {{"Ocp-Apim-Subscription-Key": "{}"}}\n',
        'def get_api_key():\n    return "{}"\n',
        'client = AzureOpenAI(azure_endpoint="https://x.io", api_key="{}")\n',
    ],
)
def test_a_key_without_a_form_is_found_where_a_client_or_a_name_takes_it(text: str) -> None:
    for name in ("HEX_KEY", "PLAIN_KEY"):
        _found_once("a.py", text.format(VALUES[name]), VALUES[name])


def test_a_private_key_is_found_in_code_json_and_yaml() -> None:
    quoted = json.dumps(PRIVATE_KEY)
    indented = PRIVATE_KEY.replace("\n", "\n    ")
    assert len(run("a.py", f'KEY = """{PRIVATE_KEY}"""\n')) == 1
    assert len(run("a.py", f"KEY = {quoted}\n")) == 1
    assert len(run("a.ts", f"const k = {{ private_key: {quoted} }};\n")) == 1
    assert len(run("service-account.json", f'{{"private_key": {quoted}}}\n')) == 1
    assert len(run("a.yaml", f"tls:\n  key: |\n    {indented}\n")) == 1


def test_two_keys_in_one_file_are_two_findings_and_two_in_one_literal_are_one() -> None:
    one, two = VALUES["OPENAI_KEY"], VALUES["ANTHROPIC_KEY"]
    assert len(run("a.py", f'a = "{one}"\nb = "{two}"\n')) == 2
    assert len(run("a.py", f'a = "{one} {two}"\n')) == 1
    assert len(run(".env", f"A={one}\nB={two}\n")) == 2


def test_a_real_key_in_a_test_is_a_warning_and_a_made_up_one_is_nothing() -> None:
    text = f'KEY = "{VALUES["OPENAI_KEY"]}"\n'
    for path in ("tests/test_a.py", "a/test_b.py", "conftest.py"):
        assert [d.finding.severity for d in run(path, text)] == [Severity.WARNING]
    assert run("tests/test_a.py", f'api_key = "{VALUES["PLAIN_KEY"]}"\n') == ()
    assert run("src/a.test.ts", f'const password = "{VALUES["PASSWORD"]}";\n') == ()


# -- precision: what must not be found --------------------------------------------------------


@pytest.mark.parametrize("line", secret_traps.PYTHON)
def test_python_that_only_looks_like_a_secret_is_left_alone(line: str) -> None:
    assert run("app/main.py", plant(line) + "\n") == ()


@pytest.mark.parametrize("line", secret_traps.JAVASCRIPT)
def test_javascript_that_only_looks_like_a_secret_is_left_alone(line: str) -> None:
    assert run("src/main.tsx", plant(line) + "\n") == ()


@pytest.mark.parametrize(("path", "text"), secret_traps.TEXT)
def test_settings_that_only_look_like_secrets_are_left_alone(path: str, text: str) -> None:
    assert run(path, plant(text)) == ()


_COMMON = ["user", "access", "store", "cache", "image", "chat", "model", "page"]


@given(st.lists(st.sampled_from(_COMMON), min_size=1))
def test_names_made_of_words_are_never_random(words: list[str]) -> None:
    assert not looks_random("-".join(words))
    assert not looks_random("".join(map(str.title, words)))


@settings(max_examples=300)
@given(st.text(alphabet="abcdef0123456789", min_size=32, max_size=64))
def test_a_random_value_is_found_where_it_is_not_made_by_hand(value: str) -> None:
    if len(set(value)) > 10 and not is_placeholder(value) and looks_random(value):
        assert may_hold(f'api_key = "{value}"'.encode())


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("openai_api_key", "key"), ("OPENAI_KEY", "key"), ("apiKey", "key"), ("x-api-key", "key"),
        ("secretAccessKey", "key"), ("API_KEY_2", "key"), ("accessToken", "token"),
        ("SLACK_BOT_TOKEN", "token"), ("client_secret", "secret"), ("dbPassword", "password"),
        ("SMTP_PASS", "password"), ("key", None), ("cache_key", None), ("eos_token", None),
        ("password_hash", None), ("token_count", None), ("max_tokens", None), ("anon_key", None),
        ("PUBLISHABLE_KEY", None), ("NEXT_PUBLIC_API_KEY", None), ("monkey", None), ("", None),
        ("secret_name", None), ("bypass", None), ("compass", None), ("primaryKey", None),
    ],
)  # fmt: skip
def test_the_last_word_of_a_name_says_what_it_is(name: str, role: str | None) -> None:
    assert role_of(name) == role


# -- the fix ----------------------------------------------------------------------------------


def fix_of(path: str, text: str, root: Path = Path()) -> Fix | Refusal:
    (detected,) = run(path, plant(text), root)
    return detected.fix


def code_of(path: str, text: str) -> str:
    """The code that a fix puts in place, and the variable whose value it moves."""
    fix = fix_of(path, text)
    assert isinstance(fix, Fix)
    codes = [intent.code for intent in fix.intents if isinstance(intent, Replace)]
    moved = [intent for intent in fix.intents if isinstance(intent, MoveSecret)]
    assert len(codes) == len(moved) == 1
    assert moved[0].value in VALUES.values()
    assert moved[0].value[:12] not in repr(fix) + fix.title
    return codes[0]


LOAD = "from dotenv import load_dotenv\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('x = "@@OPENAI_KEY@@"', 'os.environ["OPENAI_API_KEY"]'),
        ('x = "@@ANTHROPIC_KEY@@"', 'os.environ["ANTHROPIC_API_KEY"]'),
        ('MOONSHOT_API_KEY = "@@OPENAI_OLD_KEY@@"', 'os.environ["MOONSHOT_API_KEY"]'),
        ('api_key = "@@DEEPSEEK_KEY@@"', 'os.environ["OPENAI_API_KEY"]'),
        ('GEMINI_API_KEY = "@@GOOGLE_KEY@@"', 'os.environ["GEMINI_API_KEY"]'),
        ('dbPassword = "@@PASSWORD@@"', 'os.environ["DB_PASSWORD"]'),
        ('h = {"x-api-key": "@@HEX_KEY@@"}', 'os.environ["API_KEY"]'),
        ('h = {"Authorization": "Bearer @@HF_KEY@@"}', "f\"Bearer {os.environ['HF_TOKEN']}\""),
        ('SECRET_KEY = b"@@PLAIN_KEY@@"', 'os.environ["SECRET_KEY"].encode()'),
        ('k = os.getenv("MY_KEY", "@@OPENAI_KEY@@")', 'os.environ["MY_KEY"]'),
        ('k = os.environ.get("MY_KEY", default="@@OPENAI_KEY@@")', 'os.environ["MY_KEY"]'),
        ('k = os.getenv("MY_KEY") or "@@OPENAI_KEY@@"', 'os.environ["MY_KEY"]'),
        ('k = config("MY_KEY", default="@@OPENAI_KEY@@")', 'config("MY_KEY")'),
        (
            'from mistralai import Mistral\nc = Mistral(api_key="@@PLAIN_KEY@@")',
            'os.environ["MISTRAL_API_KEY"]',
        ),
        (
            'from google import genai\nc = genai.Client(api_key="@@GOOGLE_KEY@@")',
            'os.environ["GEMINI_API_KEY"]',
        ),
        (
            'from openai import OpenAI\nc = OpenAI(base_url=URL, api_key="@@GROQ_KEY@@")',
            'os.environ["GROQ_API_KEY"]',
        ),
    ],
)
def test_python_reads_the_variable_that_the_code_the_sdk_or_the_form_names(
    text: str, code: str
) -> None:
    assert code_of("a.py", f"{text}\n") == code


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("a.js", 'const k = "@@OPENAI_KEY@@";', "process.env.OPENAI_API_KEY"),
        ("a.ts", 'const k = "@@OPENAI_KEY@@";', 'process.env.OPENAI_API_KEY ?? ""'),
        ("a.ts", 'const k = process.env.K || "@@OPENAI_KEY@@";', 'process.env.K ?? ""'),
        ("a.js", 'const k = process.env.K ?? "@@OPENAI_KEY@@";', "process.env.K"),
        ("a.ts", "const k = '@@OPENAI_KEY@@' as const;", 'process.env.OPENAI_API_KEY ?? ""'),
        ("a.ts", 'const dbPassword = "@@PASSWORD@@";', "process.env.DB_PASSWORD"),
        (
            "a.ts",
            'const p = Deno.env.get("GROQ_KEY") ?? "@@GROQ_KEY@@";',
            'Deno.env.get("GROQ_KEY") ?? ""',
        ),
        (
            "a.ts",
            'import OpenAI from "openai";\nnew OpenAI({ apiKey: "@@OPENAI_KEY@@" });',
            "process.env.OPENAI_API_KEY",
        ),
    ],
)
def test_javascript_reads_it_in_a_way_that_its_types_allow(path: str, text: str, code: str) -> None:
    assert code_of(path, text + "\n") == code


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", LOAD + 'load_dotenv()\nk = "@@OPENAI_KEY@@"\n'),
        ("a.py", "import dotenv\ndotenv.load_dotenv()\nk = '@@OPENAI_KEY@@'\n"),
        ("a.py", LOAD + "load_dotenv(override=True)\ndef f():\n    return '@@OPENAI_KEY@@'\n"),
        (
            "a.py",
            'class S(BaseSettings):\n    k: str = "@@OPENAI_KEY@@"\n'
            '    model_config = SettingsConfigDict(env_file=".env")\n',
        ),
        ("a.ts", 'import "dotenv/config";\nconst k = "@@OPENAI_KEY@@";\n'),
        ("a.js", 'require("dotenv").config();\nconst k = "@@OPENAI_KEY@@";\n'),
        ("a.mjs", 'import d from "dotenv";\nd.config();\nconst k = "@@OPENAI_KEY@@";\n'),
    ],
)
def test_the_fix_is_safe_where_the_file_has_read_env(path: str, text: str) -> None:
    fix = fix_of(path, text)
    assert isinstance(fix, Fix)
    assert fix.applicability is Applicability.SAFE


def test_the_fix_is_safe_in_a_project_of_next_which_reads_env(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"next": "15.0.0"}}')
    fix = fix_of("app/api/chat/route.ts", 'const k = "@@OPENAI_KEY@@";\n', tmp_path)
    assert isinstance(fix, Fix)
    assert fix.applicability is Applicability.SAFE


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'k = "@@OPENAI_KEY@@"\n'),
        ("a.py", LOAD + 'k = "@@OPENAI_KEY@@"\nload_dotenv()\n'),
        ("a.py", LOAD + 'load_dotenv("other.env")\nk = "@@OPENAI_KEY@@"\n'),
        ("a.py", LOAD + 'def f():\n    load_dotenv()\nk = "@@OPENAI_KEY@@"\n'),
        ("a.py", "def load_dotenv(): ...\nload_dotenv()\nk = '@@OPENAI_KEY@@'\n"),
        ("a.py", 'class S(BaseSettings):\n    k: str = "@@OPENAI_KEY@@"\n'),
        ("a.ts", 'const k = "@@OPENAI_KEY@@";\n'),
        ("a.js", 'const k = "@@OPENAI_KEY@@";\nrequire("dotenv").config();\n'),
        ("a.js", 'require("dotenv").config({ path: ".x" });\nconst k = "@@OPENAI_KEY@@";\n'),
    ],
)
def test_the_fix_is_unsafe_where_nothing_says_that_env_was_read(path: str, text: str) -> None:
    fix = fix_of(path, text)
    assert isinstance(fix, Fix)
    assert fix.applicability is Applicability.UNSAFE


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("a.py", '# k = "@@OPENAI_KEY@@"\n', "in-a-comment"),
        ("a.py", 'k = f"@@OPENAI_KEY@@ {x}"\n', "part-of-a-larger-text"),
        ("a.py", 'k = "https://x.io/?key=@@OPENAI_KEY@@&a=1"\n', "part-of-a-larger-text"),
        ("a.py", '"""@@OPENAI_KEY@@"""\n', "not-a-value"),
        ("a.py", 'd = {"@@OPENAI_KEY@@": 1}\n', "not-a-value"),
        ("a.py", 'd = names["@@OPENAI_KEY@@"]\n', "not-a-value"),
        ("a.py", 'environ["A"] = "@@OPENAI_KEY@@"\n', "no-import"),
        ("a.ts", 'enum K { A = "@@OPENAI_KEY@@" }\n', "not-a-value"),
        ("a.py", 'import os; os.environ["A"] = "@@OPENAI_KEY@@"\n', "shares-its-line"),
        ("a.ts", "const k = `@@OPENAI_KEY@@ ${x}`;\n", "part-of-a-larger-text"),
        ("a.ts", '"use client";\nconst k = "@@OPENAI_KEY@@";\n', "in-a-bundle"),
        ("a.jsx", 'const a = <Chat apiKey="@@OPENAI_KEY@@" />;\n', "in-a-bundle"),
        (
            "a.ts",
            'new OpenAI({ apiKey: "@@OPENAI_KEY@@", dangerouslyAllowBrowser: true });\n',
            "in-a-bundle",
        ),
        ("a.ts", 'const k = process.env.NEXT_PUBLIC_K || "@@OPENAI_KEY@@";\n', "public-setting"),
        ("a.ts", 'class A { password = "@@PASSWORD@@"; }\n', "needs-a-check"),
        (".env", "K=@@OPENAI_KEY@@\n", "not-code"),
    ],
)
def test_what_cannot_be_rewritten_is_refused_with_its_reason(
    path: str, text: str, code: str
) -> None:
    fix = fix_of(path, text)
    assert isinstance(fix, Refusal)
    assert fix.code == code
    assert "@@" not in fix.recipe


def test_a_private_key_is_not_moved_as_it_has_many_lines() -> None:
    (detected,) = run("a.py", f'KEY = """{PRIVATE_KEY}"""\n')
    assert isinstance(detected.fix, Refusal)
    assert detected.fix.code == "more-than-one-line"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_write_to_the_environment_becomes_a_check_in_its_own_indent(newline: str) -> None:
    text = plant('import os\ndef f():\n\tos.environ["K"] = "@@OPENAI_KEY@@"\n\treturn 1\n')
    text = text.replace("\n", newline)
    after = text[: text.index("os.environ")] + 'if "K" not in os.environ:\n'.replace("\n", newline)
    after += f'\t\traise RuntimeError("K is not set"){newline}\treturn 1{newline}'
    assert rewritten("a.py", text) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import os as o\nx = {}\n", 'import os as o\nx = o.environ["OPENAI_API_KEY"]\n'),
        (
            'from os import environ\nx = environ.get("K", {})\n',
            'from os import environ\nx = environ["K"]\n',
        ),
        (
            "def f():\n    import os\n    return {}\n",
            'def f():\n    import os\n    return os.environ["OPENAI_API_KEY"]\n',
        ),
        ("os = 3\nx = {}\n", "os = 3\nx = {}\n"),  # refused: the name is taken
        (
            'import os\nos.environ.setdefault("K", {})\n',
            'import os\nif "K" not in os.environ:\n    raise RuntimeError("K is not set")\n',
        ),
        (
            'import os\nos.environ["K"] = os.getenv("K", {})\n',
            'import os\nif "K" not in os.environ:\n    raise RuntimeError("K is not set")\n',
        ),
        (
            "class S(BaseSettings):\n    k: SecretStr = SecretStr({})  # ours\n",
            "class S(BaseSettings):\n    k: SecretStr  # ours\n",
        ),
        (
            'class S(BaseSettings):\n    k: str = Field({}, alias="K")\n',
            'class S(BaseSettings):\n    k: str = Field(..., alias="K")\n',
        ),
    ],
)
def test_python_is_rewritten_with_the_imports_it_has(before: str, after: str) -> None:
    key = f'"{VALUES["OPENAI_KEY"]}"'
    assert rewritten("a.py", before.format(key)) == after.format(key)


@pytest.mark.parametrize("shape", sorted(set(PYTHON) - {"comment", "unquoted comment"}))
def test_after_the_fix_the_value_is_gone_and_the_file_compiles(shape: str) -> None:
    text = PYTHON[shape].format(VALUES["OPENAI_KEY"])
    after = rewritten("a.py", text)
    compile(after, "a.py", "exec")
    refused = isinstance(run("a.py", text)[0].fix, Refusal)
    assert (VALUES["OPENAI_KEY"] in after) is refused


def rewritten(path: str, text: str) -> str:
    """The text after all fixes, checked as a run checks them."""
    check = checker()
    source = decode(path, text.encode())
    assert isinstance(source, Source)
    detected = check.run_on(path, text.encode()).detected
    return plan(check, source, [d for d in detected if isinstance(d.fix, Fix)]).after


# -- what a value is ---------------------------------------------------------------------------

MANIFEST = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ndata:\n  db_password: {}\n"


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("value", ["password", "postgres", "example_client_secret", "CHANGE_ME"])
def test_the_base64_of_a_placeholder_is_one_in_a_manifest(value: str) -> None:
    assert not run("secrets.yaml", MANIFEST.format(packed(value)))


def test_the_base64_of_a_real_password_or_key_is_found_in_a_manifest() -> None:
    for value in (VALUES["PASSWORD"], VALUES["OPENAI_KEY"]):
        (found,) = run("secrets.yaml", MANIFEST.format(packed(value)))
        assert isinstance(found.fix, Refusal)
        assert "git rm" not in found.fix.recipe


@pytest.mark.parametrize(
    "text",
    [
        "db:\n  password: {}  # change me\n",
        "db:\n  # must be changed before it is deployed\n  password: {}\n",
        "# These values should be replaced\nkind: Secret\nstringData:\n  password: {}\n",
    ],
)
def test_a_value_that_a_comment_says_is_to_be_changed_is_none(text: str) -> None:
    assert not run("values.yaml", text.format(VALUES["PASSWORD"]))
    assert run("values.yaml", text.format(VALUES["OPENAI_KEY"]))  # its form says that it is real


@pytest.mark.parametrize(
    "text",
    [
        "db:\n  password: {}  # of the reader\n",
        "# what changed in March\ndb:\n  user: app\n  password: {}\n",
    ],
)
def test_other_comments_say_nothing(text: str) -> None:
    assert run("values.yaml", text.format(VALUES["PASSWORD"]))


def test_a_file_that_deployment_needs_stays_and_any_other_goes() -> None:
    text = f"db:\n  password: {VALUES['PASSWORD']}\n"
    for path in ("docker-compose.prod.yml", "charts/values.yaml", "deploy/db.example.yaml"):
        (found,) = run(path, text)
        assert isinstance(found.fix, Refusal)
        assert "git rm" not in found.fix.recipe
    (found,) = run("settings.yaml", text)
    assert isinstance(found.fix, Refusal)
    assert "git rm" in found.fix.recipe


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("FERNET_KEY", "an encryption key"),
        ("data_encryption_key", "an encryption key"),
        ("jwt_secret", "a signing key"),
        ("cookie_signing_key", "a signing key"),
        ("secret_key", "a secret key"),
        ("weather_api_key", "an API key"),
        ("db_password", "a password"),
        ("bot_token", "a token"),
    ],
)
def test_a_credential_is_called_what_its_name_says(name: str, kind: str) -> None:
    (found,) = run("app.py", f'{name} = "{VALUES["HEX_KEY"]}"\n')
    assert found.finding.message.startswith(f"{kind} is written into the code")
    again = "encrypt anew" in found.finding.message
    assert again == (kind == "an encryption key")


def test_a_key_that_another_file_hands_to_a_cipher_encrypts(tmp_path: Path) -> None:
    (tmp_path / "vault.py").write_text(
        "from cryptography.fernet import Fernet\nfrom app import settings\n"
        "box = Fernet(settings.secret_signing_key)\n"
    )
    (found,) = run("app.py", f'secret_signing_key = "{VALUES["HEX_KEY"]}"\n', tmp_path)
    assert found.finding.message.startswith("an encryption key")


def test_a_constant_of_a_vendor_is_none_whatever_it_is() -> None:
    value = VALUES["HEX_KEY"]
    assert not run("tts.ts", f'const TRUSTED_CLIENT_TOKEN = "{value}";\n')
    assert not run("tts.py", f'TrustedClientToken = "{value}"\n')
    assert run("tts.ts", f'const CLIENT_TOKEN = "{value}";\n')


@pytest.mark.parametrize(
    ("page", "browser"),
    [
        ('import { say } from "./voice";\nexport const C = () => useState(say);\n', True),
        ('"use client";\nimport { say } from "../src/voice.js";\n', True),
        ('import { say } from "./voice";\nexport default async () => say();\n', False),
        ('import { say } from "./other-voice";\nexport const C = () => useState(say);\n', False),
    ],
)
def test_nothing_is_read_from_the_environment_of_a_browser(
    page: str, browser: bool, tmp_path: Path
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/chat.tsx").write_text(page)
    text = f'import "crypto";\nconst API_KEY = "{VALUES["HEX_KEY"]}";\n'
    (found,) = run("src/voice.ts", text, tmp_path)
    assert (isinstance(found.fix, Refusal) and found.fix.code == "in-a-bundle") == browser

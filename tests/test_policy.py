"""The policy: what loads, and above all what must not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodgate import schema
from prodgate.policy import Function, Policy, PolicyError, check_names, load
from prodgate.start import TEMPLATE

ROOT = Path(__file__).parent.parent


def _load(folder: Path, text: str | bytes, name: str = "prodgate.yaml") -> Policy:
    data = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(data)
    return load(folder, None)


def _error(folder: Path, text: str | bytes, name: str = "prodgate.yaml") -> str:
    with pytest.raises(PolicyError) as caught:
        _load(folder, text, name)
    message = str(caught.value)
    assert message.isascii()
    assert message.isprintable()
    assert "Traceback" not in message
    assert not message.endswith(".")
    return message


def _is_one_sentence(folder: Path, text: str | bytes) -> bool:
    try:
        return isinstance(_load(folder, text), Policy)
    except PolicyError as error:
        return str(error).isprintable()


def _values(policy: Policy) -> Policy:
    return msgspec.structs.replace(policy, source="", folder=None, lines={})


# -- what loads


def test_a_tree_without_a_policy_gets_the_defaults(tmp_path: Path) -> None:
    policy = load(tmp_path, None)
    assert policy.source == "built-in defaults"
    assert (policy.limits.max_timeout, policy.limits.max_output_tokens) == (120, 64000)
    assert policy.defaults.timeout == 60
    assert policy.approval == ("write", "delete", "external_post")


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "{}\n", "\ufeff# bom\n"])
def test_an_empty_policy_is_the_defaults(tmp_path: Path, text: str) -> None:
    assert _values(_load(tmp_path, text)) == _values(Policy())


def test_the_template_loads_and_equals_the_defaults(tmp_path: Path) -> None:
    policy = _load(tmp_path, TEMPLATE)
    assert _values(policy) == _values(Policy())
    assert policy.source == "prodgate.yaml"


def test_the_template_names_every_key_and_fits_the_schema() -> None:
    data = yaml.safe_load(TEMPLATE)
    published = json.loads((ROOT / "prodgate/schemas/policy.json").read_text())
    jsonschema.validate(data, published)
    assert set(data) == set(published["properties"])
    assert set(data["limits"]) == set(published["$defs"]["Limits"]["properties"])
    assert set(data["defaults"]) == set(published["$defs"]["Defaults"]["properties"])


FULL = """
fail-on: never
select: [security]
ignore: [missing-retry]
exclude: ["vendor/**"]
severity:
  missing-timeout: off
  uncapped-tokens: error
limits: {max-timeout: 9, max-output-tokens: 900}
defaults: {timeout: 9.0, output-tokens: 900, retries: 0, list-items: 5}
models:
  tiers: {small: gpt-5-mini}
  large: ["*-opus-*"]
roles:
  support: [search_orders]
approval: []
functions:
  sanitize: "app.guard:sanitize"
  tools-for-role: {module: "@/lib/guard", name: toolsForRole}
  logger: ["app.log:record", "./src/log:record"]
semgrep: optional
baseline: quality/baseline.json
"""


def test_every_key_can_be_set(tmp_path: Path) -> None:
    policy = _load(tmp_path, FULL)
    assert policy.fail_on == "never"
    assert policy.severity == {"missing-timeout": "off", "uncapped-tokens": "error"}
    assert policy.defaults.timeout == policy.limits.max_timeout == 9
    assert policy.models.tiers.small == "gpt-5-mini"
    assert policy.roles == {"support": ("search_orders",)}
    assert policy.approval == ()
    assert policy.semgrep == "optional"
    jsonschema.validate(
        yaml.load(FULL, yaml.BaseLoader) | {"limits": {}, "defaults": {}},
        json.loads(schema.render_policy_schema()),
    )


def test_yaml_and_toml_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = _load(
        tmp_path / "a", "fail-on: error\nlimits:\n  max-timeout: 30\ndefaults:\n  timeout: 5\n"
    )
    two = _load(
        tmp_path / "b",
        '[project]\nname = "x"\n[tool.prodgate]\nfail-on = "error"\n'
        "[tool.prodgate.limits]\nmax-timeout = 30\n[tool.prodgate.defaults]\ntimeout = 5\n",
        "pyproject.toml",
    )
    assert _values(one) == _values(two)
    assert two.source == "pyproject.toml"


@pytest.mark.parametrize(
    "text",
    [
        'tool.prodgate.fail-on = "error"\n',
        '[tool]\nprodgate = {fail-on = "error"}\n',
        '[ tool . prodgate ]\nfail-on = "error"\n',
    ],
)
def test_toml_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert _load(tmp_path, text, "pyproject.toml").fail_on == "error"


def test_yml_is_read_too(tmp_path: Path) -> None:
    assert _load(tmp_path, "fail-on: note\n", "prodgate.yml").source == "prodgate.yml"


def test_own_functions_are_told_apart_by_language(tmp_path: Path) -> None:
    policy = _load(tmp_path, FULL)
    assert policy.function("sanitize", "python") == Function("app.guard", "sanitize")
    assert policy.function("sanitize", "javascript") is None
    assert policy.function("tools-for-role", "javascript") == Function(
        "@/lib/guard", "toolsForRole"
    )
    assert policy.function("logger", "javascript") == Function("./src/log", "record")
    assert policy.function("choose-model", "python") is None


def test_a_named_file_wins_and_may_lie_outside_the_tree(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "prodgate.yaml").write_text("broken: [")
    (tmp_path / "team.yaml").write_text("fail-on: error\n")
    policy = load(tmp_path / "tree", tmp_path / "team.yaml")
    assert policy.fail_on == "error"
    assert policy.source == str(tmp_path / "team.yaml")


def test_exactly_the_limit_passes(tmp_path: Path) -> None:
    assert _load(tmp_path, "limits: {max-timeout: 60}\n").limits.max_timeout == 60


def test_packs_are_folders_beside_the_policy(tmp_path: Path) -> None:
    (tmp_path / "gate" / "pack").mkdir(parents=True)
    policy = _load(tmp_path, "packs: [gate/pack]\n")
    assert policy.pack_folders() == (tmp_path / "gate" / "pack",)


def test_a_policy_elsewhere_in_pyproject_is_none_of_ours(tmp_path: Path) -> None:
    assert _load(tmp_path, "[tool.ruff]\nline-length = 3\n", "pyproject.toml") == Policy()
    text = '[dependency-groups]\ndev = ["prodgate"]\n'
    assert _load(tmp_path, text, "pyproject.toml") == Policy()


# -- what must not


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "limits:\n  max-timout: 3\n", 2,
            'unknown key "max-timout" under limits; did you mean "max-timeout"?',
        ),
        ("limits:\n  max_timeout: 3\n", 2, 'did you mean "max-timeout"?'),
        ("\nfail_on: error\n", 2, 'did you mean "fail-on"?'),
        ("source: x\n", 1, 'unknown key "source"; known are approval, attestations, baseline'),
        ("lines: {}\n", 1, 'unknown key "lines"'),
        ("zzz: 1\n", 1, "known are"),
        ("limits:\n  max-timeout: ten\n", 2, "limits.max-timeout must be a number, not text"),
        ("limits:\n  max-timeout: '10'\n", 2, "must be a number, not text"),
        ("limits:\n  max-timeout: true\n", 2, "must be a number, not true or false"),
        ("limits:\n  max-timeout: 0\n", 2, "must be above 0"),
        ("limits:\n  max-timeout: -1\n", 2, "must be above 0"),
        ("limits:\n  max-timeout: .inf\n", 2, "must be a number, not text"),
        ("limits:\n  max-timeout: .nan\n", 2, "must be a number, not text"),
        ("limits:\n  max-timeout: 120000\n", 2, "must be at most 86400"),
        ("limits:\n  max-output-tokens: 1.5\n", 2, "must be a whole number, not a number"),
        ("limits:\n", 1, "limits must be a mapping, not empty"),
        ("limits: 5\n", 1, "limits must be a mapping, not a whole number"),
        (
            "fail-on: fatal\n", 1,
            'fail-on has an unknown value "fatal"; write one of error, never, note, warning',
        ),
        ("fail-on: warn\n", 1, 'did you mean "warning"?'),
        ("severity:\n  a: note\n  b: hihg\n", 3, 'severity.b has an unknown value "hihg"'),
        ("severity: {a: false}\n", 1, "severity.a must be text, not true or false"),
        ("semgrep: maybe\n", 1, "write one of optional, required"),
        ("select: security\n", 1, "select must be a list, not text"),
        ("select:\n  - a\n  - 3\n", 3, "select must be text, not a whole number"),
        ("select: ['']\n", 1, "select must not be empty"),
        ("roles:\n  a: [x]\n  b: [1]\n", 3, "roles.b must be text"),
        ("roles: {admin: all}\n", 1, "roles.admin must be a list, not text"),
        ('exclude: ["a\\nb"]\n', 1, "has characters that are not allowed"),
        ("functions: {sanitise: 'a:b'}\n", 1, 'did you mean "sanitize"?'),
        ("functions: {sanitize: 'app.guard'}\n", 1, 'must look like "app.guard:name"'),
        ("functions: {sanitize: 'a:b()'}\n", 1, 'must look like "app.guard:name"'),
        ("functions: {sanitize: 'os;import x:y'}\n", 1, 'must look like "app.guard:name"'),
        ('functions: {sanitize: "a:b\\n"}\n', 1, 'must look like "app.guard:name"'),
        ("functions: {sanitize: {module: a, nam: b}}\n", 1, 'did you mean "name"?'),
        ("functions: {sanitize: {module: a}}\n", 1, "missing required field"),
        (
            "functions: {sanitize: {module: \"a'b\", name: c}}\n", 1,
            "has characters that are not allowed",
        ),
        (
            "fail-on: error\nfail-on: never\n", 2,
            'repeats the key "fail-on" of line 1; keep one of them',
        ),
        ("limits:\n  max-timeout: 1\n  max-timeout: 2\n", 3, "repeats the key"),
        ("a: &x [1]\nb: *x\n", 1, "uses an anchor or alias"),
        ("select: *x\n", 1, "uses an anchor or alias"),
        ("<<: {fail-on: never}\n", 1, 'unknown key "<<"'),
        ("select: !!python/object/apply:os.system ['true']\n", 1, "uses the tag"),
        ("fail-on: !!str error\n", 1, "uses the tag"),
        ("? [a]\n: b\n", 1, "has a key that is not a plain word"),
        ("limits:\n\tmax-timeout: 3\n", 2, "is indented with a tab; use spaces"),
        ("- a\n", 1, "is not a mapping"),
        ("just words\n", 1, "is not a mapping"),
        ("fail-on: error\n---\nfail-on: never\n", 2, "starts a second document"),
        ("select: [a\n", 2, "is not valid YAML"),
        ('fail-on: "a\n', 2, "is not valid YAML"),
        ("select: " + "[" * 5000 + "]" * 5000, 1, "is nested too deeply"),
        ("select: " + "{a: " * 5000, 1, "is nested too deeply"),
        ("limits: {max-timeout: 9}\n", 1, "defaults.timeout (60) is above limits.max-timeout (9)"),
        ("defaults:\n  output-tokens: 64001\n", 2, "above limits.max-output-tokens"),
        ("defaults: {retries: 10}\n", 1, "must be at most 9"),
        ("defaults: {turns: 0}\n", 1, "must be at least 1"),
        ("baseline: ../other.json\n", 1, "baseline must be a path inside the tree"),
        ("baseline: /etc/passwd\n", 1, "baseline must be a path inside the tree"),
        ("packs: [/opt/pack]\n", 1, "is not inside the tree"),
        ("packs: [../pack]\n", 1, "is not inside the tree"),
        ("packs: ['C:\\pack']\n", 1, "is not inside the tree"),
        ("packs:\n  - nowhere\n", 2, 'the pack "nowhere" is not a folder'),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_one_sentence_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    message = _error(tmp_path, text)
    assert message.startswith(f"prodgate.yaml:{line}: "), message
    assert words in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"fail-on: error\n\0", "prodgate.yaml:2: contains a NUL byte"),
        (b"# caf\xe9\n", "prodgate.yaml:1: is not UTF-8"),
        ("fail-on: error\n".encode("utf-16"), "NUL"),
        (b"# " + b"x" * 100_000, "prodgate.yaml: is larger than 100 kB"),
        (b"a: \x07\n", "YAML does not allow"),
        (b"\x1b[31m: 1\n", "YAML does not allow"),
        (b'"\\e[31m\\n::error::x": 1\n', 'unknown key "\\u001b[31m\\n::error::x"'),
        ("\u202eolleh: 1\n".encode(), 'unknown key "\\u202eolleh"'),
        (b'roles:\n  "\\e[31m": [1]\n', "roles"),
    ],
)
def test_hostile_bytes_are_one_clean_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in _error(tmp_path, data)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('[tool.prodgate]\n\nfail-on = "eror"\n', "pyproject.toml:3: fail-on has an unknown value"),
        (
            "[tool.prodgate.limits]\n# max-timout\nmax-timout = 3\n",
            'pyproject.toml:3: unknown key "max-timout"',
        ),
        ('[tool.prodgate]\nselect = ["a", 3]\n', "pyproject.toml:2: select must be text"),
        (
            "[tool.prodgate]\nbaseline = 2020-01-01\n",
            "pyproject.toml:2: baseline must be text, not a date",
        ),
        (
            "[tool.prodgate.limits]\nmax-timeout = inf\n",
            "pyproject.toml:2: limits.max-timeout must be at most",
        ),
        ("[tool.prodgate]\nfail-on = \n", "pyproject.toml:2: is not valid TOML"),
        ("tool.prodgate = 3\n", "pyproject.toml:1: is not a mapping"),
        ("[tool.prodgate]\nx = " + "[" * 3000 + "]" * 3000, "pyproject.toml"),
        ("[tool.prodgate]\nx = " + "9" * 9000, "pyproject.toml"),
    ],
)  # fmt: skip
def test_a_wrong_toml_policy_is_one_sentence_with_its_line(
    tmp_path: Path, text: str, start: str
) -> None:
    assert _error(tmp_path, text, "pyproject.toml").startswith(start)


def test_two_policies_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.prodgate]\n")
    message = _error(tmp_path, "fail-on: error\n")
    assert "prodgate.yaml" in message
    assert "[tool.prodgate] of pyproject.toml" in message
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "prodgate.yml").write_text("")
    assert "prodgate.yaml and prodgate.yml" in _error(tmp_path, "")


def test_a_link_out_of_the_tree_is_refused_and_one_inside_is_not(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "out.yaml").write_text("fail-on: never\n")
    (tree / "prodgate.yaml").symlink_to("../out.yaml")
    with pytest.raises(PolicyError, match=r"prodgate.yaml: is a link out of the tree"):
        load(tree, None)
    (tree / "prodgate.yaml").unlink()
    (tree / "policy.yaml").write_text("fail-on: never\n")
    (tree / "prodgate.yaml").symlink_to("policy.yaml")
    assert load(tree, None).fail_on == "never"


def test_a_dangling_link_a_folder_and_a_pipe_are_no_policy(tmp_path: Path) -> None:
    path = tmp_path / "prodgate.yaml"
    path.symlink_to("nowhere")
    with pytest.raises(PolicyError, match="cannot be read"):
        load(tmp_path, None)
    path.unlink()
    path.mkdir()
    with pytest.raises(PolicyError, match=r"prodgate\.yaml: "):
        load(tmp_path, None)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(PolicyError, match="not a regular file"):
        load(tmp_path, None)


def test_a_named_file_that_is_missing_or_empty_of_policy_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"no.yaml: cannot be read \(no such file"):
        load(tmp_path, tmp_path / "no.yaml")
    (tmp_path / "x.toml").write_text("[tool.other]\n")
    with pytest.raises(PolicyError, match=r"has no \[tool.prodgate\] table"):
        load(tmp_path, tmp_path / "x.toml")
    with pytest.raises(PolicyError, match="not a file name"):
        load(tmp_path, Path("a\0b"))


def test_a_pack_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "pack").symlink_to("real")
    assert "goes through a link" in _error(tmp_path, "packs: [pack]\n")


def test_unknown_rule_names_are_found_later_with_their_line(tmp_path: Path) -> None:
    rules = ["missing-timeout", "missing-retry"]
    good = "select: [security, missing-retry]\nseverity: {missing-retry: off}\n"
    check_names(_load(tmp_path, good), rules)
    for text, words in (
        (
            "select:\n- security\n- mising-retry\n",
            'prodgate.yaml:3: select names an unknown rule or gate "mising-retry"; '
            'did you mean "missing-retry"?',
        ),
        ("ignore: [zzz]\n", "run 'prodgate rules' for the list"),
        (
            "severity:\n  missing-timeouts: off\n",
            'prodgate.yaml:2: severity names an unknown rule "missing-timeouts"; '
            'did you mean "missing-timeout"?',
        ),
        ("severity:\n  security: off\n", "unknown rule"),
    ):  # fmt: skip
        with pytest.raises(PolicyError) as caught:
            check_names(_load(tmp_path, text), rules)
        assert words in str(caught.value)


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200).map(lambda b: b.decode("latin-1"))))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_loads_or_is_one_sentence(tmp_path: Path, text: str) -> None:
    assert _is_one_sentence(tmp_path, text.encode("utf-8", "surrogatepass"))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = st.sampled_from(sorted(json.loads(schema.render_policy_schema())["properties"]))


@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shape_loads_or_is_one_sentence(tmp_path: Path, data: dict[str, object]) -> None:
    assert _is_one_sentence(tmp_path, yaml.safe_dump(data))


def test_without_a_file_neither_yaml_nor_toml_is_imported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n")
    code = (
        "import sys, pathlib; from prodgate.policy import load; "
        "load(pathlib.Path(sys.argv[1]), None); "
        "print([m for m in ('yaml', 'tomllib', 'tomli', 'difflib') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


# -- the schema


def test_the_published_schema_is_current() -> None:
    for name, render in schema.SCHEMAS.items():
        assert (schema.FOLDER / name).read_text(encoding="utf-8") == render()


def test_the_schema_is_valid_describes_every_key_and_refuses_unknown_ones() -> None:
    published = json.loads(schema.render_policy_schema())
    jsonschema.Draft202012Validator.check_schema(published)
    for part in (published, *published["$defs"].values()):
        assert part["additionalProperties"] is False
        assert all("description" in value for value in part["properties"].values())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"fail_on": "error"}, published)

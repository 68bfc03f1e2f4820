"""Which version of a package applies to a file: real manifests in real folders."""

# ruff: noqa: E501 (a row of a table is easier to read whole)

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodgate.project import Project, VersionRange, possible
from prodgate.project.versions import (
    ANY,
    contains,
    exactly,
    hull,
    intersect,
    parse_npm,
    parse_python,
    parse_version,
)


def _tree(root: Path, files: dict[str, str | bytes]) -> Project:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Project(root)


def _python(root: Path, files: dict[str, str | bytes], path: str = "a.py") -> VersionRange | None:
    return _tree(root, files).version(path, "openai", "python")


def _node(root: Path, files: dict[str, str | bytes], path: str = "a.ts") -> VersionRange | None:
    return _tree(root, files).version(path, "ai", "javascript")


def _range(low: Any, high: Any) -> VersionRange:
    return VersionRange(low, high)


# -- ranges


@pytest.mark.parametrize(
    ("specifier", "low", "high"),
    [
        (">=1.2,<2", (1, 2), (2,)),
        ("~=1.4", (1, 4), (2,)),
        ("~=1.4.2", (1, 4, 2), (1, 5)),
        ("==1.*", (1,), (2,)),
        (">1.2", (1, 2, 0, 1), None),
        ("<=5.19", None, (5, 19, 0, 1)),
        ("^1.2", (1, 2), (2,)),
        ("^0.2.3", (0, 2, 3), (0, 3)),
        ("^0.0.3", (0, 0, 3), (0, 0, 4)),
        ("^0", (0,), (1,)),
        ("~1.2", (1, 2), (1, 3)),
        (">=2.0.0b1", (2, 0, 0), None),
        (">=1!2.0", (2, 0), None),
        (">=1,!=1.5", (1,), None),
        ("^1.0 || ^3.0", (1, 0), (4,)),
        ("", None, None),
        ("*", None, None),
        ("banana", None, None),
        (">=1,<1", None, None),
        (">= 1 <2", None, None),
        (">=" + "9" * 5000, None, None),
        ("^1.0 || banana", None, None),
    ],
)
def test_python_specifiers(specifier: str, low: Any, high: Any) -> None:
    assert parse_python(specifier) == _range(low, high)


@pytest.mark.parametrize("text", ["==1.2.3", "1.2.3", "===1.2.3", "== 1.2.3rc1", "==1.2.3+cu118"])
def test_python_pins(text: str) -> None:
    assert parse_python(text) == exactly((1, 2, 3))
    assert parse_python(text).exact


@pytest.mark.parametrize(
    ("specifier", "low", "high"),
    [
        ("^5.0.0", (5, 0, 0), (6,)),
        ("^5.0.0-alpha.13", (5, 0, 0), (6,)),
        ("~4.1", (4, 1), (4, 2)),
        ("~4", (4,), (5,)),
        (">=4 <6", (4,), (6,)),
        (">= 4.0.0 < 6", (4, 0, 0), (6,)),
        ("4", (4,), (5,)),
        ("4.x", (4,), (5,)),
        ("4.1.x", (4, 1), (4, 2)),
        (">4", (5,), None),
        ("<=4.1", None, (4, 2)),
        ("1.2 - 2.3", (1, 2), (2, 4)),
        ("1.2.3 - 2.3.4", (1, 2, 3), (2, 3, 4, 1)),
        ("^3 || ^5", (3,), (6,)),
        ("v1.x", (1,), (2,)),
        ("latest", None, None),
        ("*", None, None),
        ("", None, None),
        ("x", None, None),
        ("catalog:", None, None),
        ("file:../ai", None, None),
        ("github:vercel/ai#v5", None, None),
        ("https://example.com/ai-5.0.0.tgz", None, None),
        ("^5 || latest", None, None),
        (">=6 <5", None, None),
    ],
)
def test_npm_ranges(specifier: str, low: Any, high: Any) -> None:
    assert parse_npm(specifier) == _range(low, high)


@pytest.mark.parametrize(
    ("allowed", "specifier", "answer"),
    [
        ("==1.40.0", ">=1", "yes"),
        ("==1.40.0", "<1", "no"),
        ("==1.40.0", ">=1.40", "yes"),
        ("==1.40.0", ">1.40", "no"),
        ("==5.19.1", "<=5.19", "no"),
        ("==5.0", ">=5.0.0,<6", "yes"),
        (">=1", ">=2", "maybe"),
        (">=1", "<1", "no"),
        (">=1", ">=0.5", "yes"),
        (">=1,<2", ">=1,<2", "yes"),
        (">=1,<2", ">=2", "no"),
        (">=1,<2.1", "<2", "maybe"),
        ("<2", "<3", "yes"),
        ("<2", ">=0", "yes"),
        ("<2", ">=1", "maybe"),
        ("*", "<3", "maybe"),
        ("*", "", "yes"),
        ("*", ">=0", "yes"),
        ("==1.5", "!=1.5", "no"),
        ("==1.4", "!=1.5", "yes"),
        (">=1,<2", "!=1.5", "maybe"),
        (">=1,<2", "!=3", "yes"),
        ("==1.5", "==1.5.*", "yes"),
        ("==1.5", "banana", "maybe"),
        ("==1.5", ">=2,<1", "no"),
    ],
)
def test_possible(allowed: str, specifier: str, answer: str) -> None:
    assert possible(parse_python(allowed), specifier) == answer


def test_what_is_unknown_may_be_anything() -> None:
    assert possible(None, ">=5") == "maybe"
    assert possible(None, "") == "yes"


_VERSIONS = st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple)
_OPERATORS = st.sampled_from([">=", "<=", "<", ">", "==", "!=", "~="])
_SPECIFIERS = st.lists(
    st.tuples(_OPERATORS, _VERSIONS.filter(lambda v: len(v) > 1)), min_size=1, max_size=3
).map(lambda parts: ",".join(op + ".".join(map(str, version)) for op, version in parts))


@given(_VERSIONS, _SPECIFIERS)
@settings(max_examples=300)
def test_an_exact_version_is_judged_as_packaging_does(version: Any, specifier: str) -> None:
    packaging = pytest.importorskip("packaging.specifiers")
    text = ".".join(map(str, version))
    expected = "yes" if packaging.SpecifierSet(specifier).contains(text) else "no"
    assert possible(exactly(version), specifier) == expected


@given(_SPECIFIERS, _SPECIFIERS, _VERSIONS)
@settings(max_examples=300)
def test_yes_and_no_are_never_wrong(allowed: str, wanted: str, version: Any) -> None:
    packaging = pytest.importorskip("packaging.specifiers")
    text = ".".join(map(str, version))
    if packaging.SpecifierSet(allowed).contains(text):
        answer = possible(parse_python(allowed), wanted)
        fits = packaging.SpecifierSet(wanted).contains(text)
        assert answer in ("maybe", "yes" if fits else "no")


@given(st.lists(st.tuples(_VERSIONS, _VERSIONS).map(lambda p: VersionRange(*sorted(p)))))
def test_a_hull_contains_all_and_an_intersection_lies_in_all(ranges: list[VersionRange]) -> None:
    assert all(contains(hull(ranges), one) for one in ranges)
    common = intersect(ranges)
    assert common is None or all(contains(one, common) for one in ranges)


@given(st.text(max_size=30))
def test_any_specifier_is_survived(text: str) -> None:
    parse_npm(text)
    parse_python(text)
    parse_version(text)
    possible(ANY, text)


# -- Python


PYPROJECT = (
    '[project]\nname = "x"\ndependencies = ["OpenAI[extra]>=1.2,<2 ; python_version > \'3\'"]\n'
)
UV = 'version = 1\n\n[[package]]\nname = "openai"\nversion = "1.40.1"\nsource = {}\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": PYPROJECT}, _range((1, 2), (2,))),
        ({"pyproject.toml": PYPROJECT, "uv.lock": UV}, exactly((1, 40, 1))),
        ({"pyproject.toml": PYPROJECT, "uv.lock": UV.replace("\n", "\r\n")}, exactly((1, 40, 1))),
        ({"poetry.lock": UV}, exactly((1, 40, 1))),
        ({"pdm.lock": UV}, exactly((1, 40, 1))),
        ({"pylock.toml": UV.replace("package", "packages")}, exactly((1, 40, 1))),
        ({"Pipfile.lock": '{"default": {"openai": {"version": "==1.2.3"}}}'}, exactly((1, 2, 3))),
        ({"Pipfile": '[packages]\nopenai = "~=1.4"\n'}, _range((1, 4), (2,))),
        ({"requirements.txt": "openai==1.2.3\n"}, exactly((1, 2, 3))),
        ({"requirements.txt": "OpenAI == 1.2.3 \\\n  --hash=sha256:00 # x\n"}, exactly((1, 2, 3))),
        ({"requirements.txt": "openai # why\n"}, ANY),
        ({"requirements.txt": "openai>=1;python_version<'3.9'\n"}, _range((1,), None)),
        ({"requirements.txt": "openai @ git+https://x/y.git\n"}, ANY),
        ({"requirements.txt": "git+https://x/y.git#egg=openai\n"}, ANY),
        ({"requirements.txt": "openai==1.2.3\n".encode("utf-16")}, exactly((1, 2, 3))),
        ({"requirements-dev.txt": "openai==1.2.3\n"}, exactly((1, 2, 3))),
        ({"dev-requirements.in": "openai<2\n"}, _range(None, (2,))),
        (
            {"requirements.txt": "-r more/base.txt\n", "more/base.txt": "-r ./x.txt\n",
             "more/x.txt": "openai==1.0\n"},
            exactly((1, 0)),
        ),
        ({"requirements.txt": "openai==1.0\n", "requirements-x.txt": "openai==2.0\n"},
         _range((1, 0), (2, 0, 0, 1))),
        ({"requirements.txt": "openai==1.4\n", "pyproject.toml": PYPROJECT}, VersionRange((1, 4), (1, 4, 0, 1), True)),
        ({"pyproject.toml": '[project.optional-dependencies]\nai = ["openai<2"]\n'}, _range(None, (2,))),
        ({"pyproject.toml": '[dependency-groups]\nai = [{include-group = "x"}, "openai<2"]\n'}, _range(None, (2,))),
        ({"pyproject.toml": '[tool.poetry.dependencies]\nopenai = "^1.2"\n'}, _range((1, 2), (2,))),
        ({"pyproject.toml": '[tool.poetry.dependencies]\nopenai = {version = "^1.2", extras = ["x"]}\n'}, _range((1, 2), (2,))),
        ({"pyproject.toml": '[tool.poetry.dependencies]\nopenai = {git = "x"}\n'}, ANY),
        ({"pyproject.toml": '[tool.poetry.group.x.dependencies]\nopenai = [{version = "1.0"}, {version = "1.2"}]\n'}, _range((1, 0), (1, 2, 0, 1))),
        ({"setup.cfg": "[options]\ninstall_requires =\n  openai>=1\n  x\n"}, _range((1,), None)),
        ({"setup.cfg": "[options.extras_require]\nai = openai>=1\n"}, _range((1,), None)),
    ],
)  # fmt: skip
def test_python_manifests(
    tmp_path: Path, files: dict[str, str | bytes], expected: VersionRange
) -> None:
    assert _python(tmp_path, files) == expected


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": "[tool.ruff]\n"},
        {"pyproject.toml": "[project\n"},
        {"pyproject.toml": "project = 3\ntool = [1]\ndependency-groups = 4\n"},
        {"pyproject.toml": "[project]\ndependencies = {a = 1}\noptional-dependencies = [2]\n"},
        {"pyproject.toml": "[project]\ndependencies = [1, [2], 'openai-agents', '>=1', '']\n"},
        {"pyproject.toml": "x = " + "[" * 3000},
        {"pyproject.toml": b"\xff\xfe\x00"},
        {"pyproject.toml": PYPROJECT + "#" * 5_000_000},
        {"requirements.txt": "# openai==1.0\nopenai-agents==1.0\nmy-openai==1\n--openai\n"},
        {"requirements.txt": "-r requirements.txt\n-r requirements.txt\n"},
        {"requirements.txt": "-r /etc/hostname\n-r https://x/y.txt\n-r\n-r \0\n"},
        {"notes.txt": "openai==1.0\n"},
        {"Pipfile": "x"},
        {"Pipfile.lock": "[]"},
        {"Pipfile.lock": '{"default": {"openai": {"version": 3}, "x": 4}}'},
        {"Pipfile.lock": "[" * 100_000},
        {"setup.cfg": "[options]\n[options]\n%(x)s\n"},
        {"setup.py": "raise SystemExit('openai==1.0')"},
        {"uv.lock": '[[package]]\nname = "x"\n# name = "openai"\nversion = "1"\n'},
        {"uv.lock": '[[package]]\nname = "openai"\nsource = {}\n'},
        {"sub/requirements.txt": "openai==1.0\n"},
        {"package.json": '{"dependencies": {"openai": "^4"}}'},
    ],
)
def test_nothing_is_known_of_a_package_that_python_manifests_do_not_name(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    assert _python(tmp_path, files) is None


def test_names_are_normalised(tmp_path: Path) -> None:
    project = _tree(tmp_path, {"requirements.txt": "Google_GenAI==1.2\n"})
    assert project.version("a.py", "google-genai", "python") == exactly((1, 2))
    assert project.version("a.py", "Google.genai", "python") == exactly((1, 2))
    assert project.version("a.py", "google-genaix", "python") is None


# -- JavaScript


PACKAGE = '{"dependencies": {"ai": "^5.0.0"}}'
PNPM = """lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      ai:
        specifier: ^5.0.0
        version: 5.0.12(zod@3.25.76)

  apps/web:
    devDependencies:
      '@ai-sdk/openai':
        specifier: ^1.0.0
        version: 1.3.2
      ai:
        specifier: ^4.0.0
        version: 4.3.1

packages:

  ai@4.3.1:
    resolution: {integrity: sha512-x}
  ai@5.0.12:
    resolution: {integrity: sha512-x}
  '@ai-sdk/gateway@2.0.1':
    resolution: {integrity: sha512-x}
"""
NPM = """{"lockfileVersion": 3, "packages": {
  "": {"name": "x", "dependencies": {"ai": "^5.0.0"}},
  "node_modules/ai": {"version": "5.0.12"},
  "apps/web": {"name": "web"},
  "apps/web/node_modules/ai": {"version": "4.3.1"},
  "node_modules/other/node_modules/ai": {"version": "3.0.0"},
  "node_modules/web": {"resolved": "apps/web", "link": true}}}"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"package.json": PACKAGE}, _range((5, 0, 0), (6,))),
        ({"package.json": '{"peerDependencies": {"ai": ">=4 <6"}}'}, _range((4,), (6,))),
        ({"package.json": '\ufeff{"devDependencies": {"ai": "5.0.1"}}'}, exactly((5, 0, 1))),
        ({"package.json": '{"dependencies": {"ai": "latest"}}'}, ANY),
        ({"package.json": '{"dependencies": {"ai": "workspace:*"}}'}, ANY),
        ({"package.json": '{"dependencies": {"ai": "workspace:^4.1.0"}}'}, _range((4, 1, 0), (5,))),
        ({"package.json": '{"dependencies": {"ai": "npm:ai@^4"}}'}, _range((4,), (5,))),
        ({"package.json": '{"dependencies": {"ai": "npm:@evil/ai@^4"}}'}, ANY),
        ({"package.json": '{"dependencies": {"ai": 5}}'}, ANY),
        ({"package.json": PACKAGE, "package-lock.json": NPM}, exactly((5, 0, 12))),
        ({"package-lock.json": '{"lockfileVersion": 1, "dependencies": {"ai": {"version": "3.1.0"}}}'}, exactly((3, 1, 0))),
        ({"package.json": PACKAGE, "pnpm-lock.yaml": PNPM}, exactly((5, 0, 12))),
        ({"package.json": PACKAGE, "pnpm-lock.yaml": PNPM.replace("\n", "\r\n")}, exactly((5, 0, 12))),
        ({"pnpm-lock.yaml": "lockfileVersion: 5.4\n\nspecifiers:\n  ai: ^3\n\ndependencies:\n  ai: 3.1.0_zod@3.1.0\n\npackages:\n\n  /ai/2.0.0:\n    x: y\n"}, exactly((3, 1, 0))),
        ({"pnpm-lock.yaml": "lockfileVersion: '6.0'\n\ndependencies:\n  ai:\n    specifier: ^3\n    version: 3.1.0(zod@3)\n"}, exactly((3, 1, 0))),
        ({"yarn.lock": '# v1\n\nai@^4.0.0, ai@^4.1.0:\n  version "4.3.1"\n  resolved "x"\n'}, exactly((4, 3, 1))),
        ({"yarn.lock": '"ai@npm:^4.0.0":\n  version: 4.3.1\n  resolution: "ai@npm:4.3.1"\n'}, exactly((4, 3, 1))),
        ({"package.json": PACKAGE, "yarn.lock": 'ai@^4:\n  version "4.3.1"\n\nai@^5:\n  version "5.1.0"\n'}, exactly((5, 1, 0))),
        ({"yarn.lock": 'ai@^4:\n  version "4.3.1"\n\nai@^5:\n  version "5.1.0"\n'}, _range((4, 3, 1), (5, 1, 0, 1))),
        ({"bun.lock": '{\n  "packages": {\n    "ai": ["ai@5.0.12", "", {}, "sha"],\n\n    "x/ai": ["ai@4.0.0", ""],\n  }\n}\n'}, exactly((5, 0, 12))),
        ({"package.json": PACKAGE, "package-lock.json": NPM.replace("5.0.12", "6.1.0")}, exactly((6, 1, 0))),
    ],
)  # fmt: skip
def test_javascript_manifests(
    tmp_path: Path, files: dict[str, str | bytes], expected: VersionRange
) -> None:
    assert _node(tmp_path, files) == expected


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": "{"},
        {"package.json": "[]"},
        {"package.json": '{"dependencies": ["ai"], "ai": "5"}'},
        {"package.json": '{"dependencies": {"@x/ai": "5", "ai-utils": "5", "aix": "5"}}'},
        {"package.json": '{"dependencies": {"ai4": "npm:ai@4"}}'},
        {"package.json": '{"a":' * 20_000},
        {"package-lock.json": '{"packages": {"node_modules/ai": {"version": 5}}}'},
        {"package-lock.json": '{"packages": {"node_modules/ai": {"link": true}}}'},
        {"package-lock.json": '{"packages": {"node_modules/ai": {"version": "0.0.0"}}}'},
        {"package-lock.json": '{"packages": {"node_modules/ai": {"name": "x", "version": "5.0.0"}}}'},
        {"package-lock.json": '{"packages": {"node_modules/@x/ai": {"version": "5.0.0"}}}'},
        {"pnpm-lock.yaml": "importers:\n  .:\n    dependencies:\n      ai:\n        version: link:../ai\n"},
        {"pnpm-lock.yaml": "a: &a [*a]\n!!python/object x\n"},
        {"yarn.lock": '"@x/ai@^4":\n  version "4.3.1"\n\naix@1:\n  version "1.0.0"\n'},
        {"yarn.lock": '"ai@npm:@x/ai@^4":\n  version: 4.3.1\n'},
        {"yarn.lock": "ai@^4:\n  version\n"},
        {"bun.lock": '"ai": ["@x/ai@5.0.0"]'},
        {"bun.lockb": b"\0ai@5.0.0"},
        {"pyproject.toml": '[project]\ndependencies = ["ai==5"]\n'},
    ],
)  # fmt: skip
def test_nothing_is_known_of_a_package_that_javascript_manifests_do_not_name(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    assert _node(tmp_path, files) is None


def test_a_subpath_is_its_package(tmp_path: Path) -> None:
    project = _tree(
        tmp_path, {"package.json": '{"dependencies": {"@x/y": "1.0.0", "ai": "5.0.0"}}'}
    )
    assert project.version("a.ts", "ai/rsc", "javascript") == exactly((5, 0, 0))
    assert project.version("a.ts", "@x/y/z", "javascript") == exactly((1, 0, 0))
    assert project.version("a.ts", "@x", "javascript") is None


# -- which manifest


@pytest.mark.parametrize("lock", [{"package-lock.json": NPM}, {"pnpm-lock.yaml": PNPM}])
def test_each_workspace_has_its_own_version(tmp_path: Path, lock: dict[str, str | bytes]) -> None:
    web = '{"dependencies": {"ai": "^4.0.0"}}'
    project = _tree(tmp_path, {"package.json": PACKAGE, "apps/web/package.json": web, **lock})
    assert project.version("apps/web/src/a.ts", "ai", "javascript") == exactly((4, 3, 1))
    assert project.version("apps/other/a.ts", "ai", "javascript") == exactly((5, 0, 12))
    assert project.version("a.ts", "ai", "javascript") == exactly((5, 0, 12))


def test_the_nearest_manifest_wins_over_one_further_up(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "openai==0.27.0\n",
        "new/requirements.txt": "openai>=1\n",
        "new/tools/pyproject.toml": "[tool.ruff]\n",
    }
    assert _python(tmp_path, files, "new/tools/a.py") == _range((1,), None)
    assert _python(tmp_path, files, "old/a.py") == exactly((0, 27, 0))


def test_a_lock_file_further_up_counts_only_when_it_fits(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "uv.lock": UV,
        "a/pyproject.toml": '[project]\ndependencies = ["openai>=1"]\n',
        "b/pyproject.toml": '[project]\ndependencies = ["openai<1"]\n',
    }
    project = _tree(tmp_path, files)
    assert project.version("a/x.py", "openai", "python") == exactly((1, 40, 1))
    assert project.version("b/x.py", "openai", "python") == _range(None, (1,))


def test_the_lock_file_beside_the_manifest_wins_even_when_it_is_stale(tmp_path: Path) -> None:
    stale = UV.replace("1.40.1", "0.28.0")
    assert _python(tmp_path, {"pyproject.toml": PYPROJECT, "uv.lock": stale}) == exactly((0, 28, 0))


def test_depends_on_says_no_only_when_the_manifests_are_complete(tmp_path: Path) -> None:
    def ask(name: str, files: dict[str, str | bytes]) -> bool | None:
        return _tree(tmp_path / name, files).depends_on("src/a.py", "python-dotenv", "python")

    assert ask("a", {"requirements.txt": "python_dotenv\n"}) is True
    assert ask("b", {"requirements.txt": "openai\n"}) is False
    assert ask("c", {}) is None
    assert ask("d", {"requirements.txt": "openai\n-r gone.txt\n"}) is None
    assert ask("e", {"requirements.txt": "openai\n", "setup.py": ""}) is None
    assert ask("f", {"src/requirements.txt": "x\n", "requirements.txt": "python-dotenv\n"}) is True
    assert ask("g", {"pyproject.toml": "[project\n"}) is None
    assert (
        ask("h", {"pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n'}) is None
    )
    assert ask("i", {"uv.lock": UV}) is None
    assert ask("j", {"requirements.txt": "https://x/python-dotenv.whl\n"}) is None


def test_manifest_is_the_nearest_that_declares_something(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "package.json": PACKAGE,
        "a/package.json": '{"type": "module"}',
        "pyproject.toml": PYPROJECT,
        "api/requirements.txt": "x\n",
        "api/requirements-dev.txt": "x\n",
    }
    project = _tree(tmp_path, files)
    assert project.manifest("a/b/c.ts", "javascript") == "package.json"
    assert project.manifest("api/x/c.py", "python") == "api/requirements.txt"
    assert project.manifest("c.py", "python") == "pyproject.toml"
    assert Project(tmp_path / "gone").manifest("c.py", "python") is None


# -- safety


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("openai==1.0\n")
    (tree / "requirements.txt").symlink_to("../requirements.txt")
    (tree / "sub" / "requirements.txt").write_text("-r ../../requirements.txt\n")
    (tree / "away").symlink_to("..")
    project = Project(tree)
    for path in ("a.py", "sub/a.py", "away/a.py", "../a.py", "x/../../a.py", "/a.py", "a\0/b.py"):
        assert project.version(path, "openai", "python") is None
        assert project.depends_on(path, "openai", "python") is None


def test_a_link_inside_the_tree_is_followed(tmp_path: Path) -> None:
    project = _tree(tmp_path, {"shared/requirements.txt": "openai==1.0\n", "app/a.py": ""})
    (tmp_path / "app" / "requirements.txt").symlink_to("../shared/requirements.txt")
    assert project.version("app/a.py", "openai", "python") == exactly((1, 0))


def test_pipes_folders_and_unreadable_manifests_are_unknown(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    (tmp_path / "pyproject.toml").mkdir()
    (tmp_path / "uv.lock").symlink_to("uv.lock")
    project = Project(tmp_path)
    assert project.version("a.py", "openai", "python") is None
    assert project.depends_on("a.py", "openai", "python") is None


def test_nothing_is_read_until_asked_and_each_folder_once(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "requirements.txt").write_text("openai==1.0\n")
    assert project.version("a.py", "openai", "python") == exactly((1, 0))
    (tmp_path / "requirements.txt").unlink()
    assert project.version("b.py", "openai", "python") == exactly((1, 0))
    assert project.depends_on("c.py", "openai", "python") is True


def test_a_lock_file_of_ten_thousand_lines_is_read_at_once(tmp_path: Path) -> None:
    packages = "".join(
        f'[[package]]\nname = "p{n}"\nversion = "1.{n}"\nwheels = [\n  {{ hash = "x" }},\n]\n\n'
        for n in range(1700)
    )
    project = _tree(tmp_path, {"uv.lock": packages + UV})
    started = time.perf_counter()
    assert project.version("a.py", "openai", "python") == exactly((1, 40, 1))
    assert time.perf_counter() - started < 0.2  # seconds; it takes about two milliseconds


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", "[[package]]\n" * 100_000),
        ("yarn.lock", "a@b" * 300_000),
        ("yarn.lock", "a@b\n" * 200_000),
        ("pnpm-lock.yaml", " " * 900_000),
        ("pnpm-lock.yaml", "a:\n" * 200_000),
        ("pnpm-lock.yaml", "\npackages:\n  a@1" + "(" * 500_000),
        ("bun.lock", '"a": ["' * 100_000),
        ("bun.lock", " " * 500_000),
        ("requirements.txt", "\\\n" * 200_000),
        ("requirements.txt", "a" * 500_000 + "\n" + "a-" * 200_000 + "\n" + "openai>=1" + " " * 200_000),
        ("setup.cfg", "[options]\ninstall_requires =\n" + "  a\n" * 100_000),
    ],
)  # fmt: skip
def test_hostile_manifests_take_no_time(tmp_path: Path, name: str, text: str) -> None:
    project = _tree(tmp_path, {name: text})
    started = time.perf_counter()
    project.version("a.py", "zz", "python")
    project.version("a.ts", "zz", "javascript")
    assert time.perf_counter() - started < 5  # seconds; what is quadratic takes minutes


_NAMES = st.sampled_from(
    ["pyproject.toml", "setup.cfg", "Pipfile", "Pipfile.lock", "requirements.txt", "uv.lock",
     "package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"]
)  # fmt: skip
_PIECES = st.sampled_from(
    ["[project]\n", "dependencies", " = ", "[", "]", '"openai>=1"', '"ai"', "{", "}", ":", "\n", ",",
     "openai", "==1.0", "ai@", "  ", "version", "[[package]]\n", "name = ", "\0", "é", "-r x\n",
     "packages:", "importers", "^5", "@", "'", "[options]\n", "install_requires", "%", "\\"]
)  # fmt: skip


@given(_NAMES, st.lists(_PIECES, max_size=20).map("".join))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_manifest_is_survived(tmp_path: Path, name: str, text: str) -> None:
    project = _tree(tmp_path, {name: text})
    for language, package in (("python", "openai"), ("javascript", "ai")):
        project.version("a", package, language)  # type: ignore[arg-type]
        project.depends_on("a", package, language)  # type: ignore[arg-type]
    (tmp_path / name).unlink()

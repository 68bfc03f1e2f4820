"""The parts of the house hold together: rules, fixes, cases, pages, facts and schemas."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from cases_harness import cases, pack, read, rules_with_cases
from packaging.specifiers import SpecifierSet

from prodgate import explaining, schema
from prodgate.facts import Sdk, decode
from prodgate.findings import Applicability
from prodgate.kinds import kind

ROOT = Path(__file__).parent.parent
RULES = sorted(pack().rules)
SDKS = sorted((ROOT / "sdks").glob("*/*.yaml"))


def stems(folder: str, pattern: str) -> set[str]:
    return {p.stem for p in (ROOT / folder).glob(pattern) if not p.name.startswith("_")}


# -- one name everywhere ------------------------------------------------------------------------


def test_every_rule_has_a_page_and_cases_of_its_name() -> None:
    ours = {name for name in RULES if pack().rules[name].rule.engine == "prodgate"}
    assert stems("rules", "*.py") == ours
    assert stems("docs/rules", "*.md") - {"README"} == set(RULES)
    assert set(rules_with_cases()) == set(RULES)


def test_every_fix_belongs_to_a_rule_and_every_rewriting_rule_has_one() -> None:
    rewriting = {
        name
        for name, module in pack().rules.items()
        if module.rule.applicability is not Applicability.MANUAL
    }
    assert stems("fixes", "*.py") == rewriting


def test_semgrep_rules_are_parts_of_a_rule() -> None:
    for pattern in pack().semgrep:
        assert str(pattern["id"]).partition("--")[0] in RULES


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_catches(name: str) -> None:
    module = pack().rules[name]
    assert module.rule.name == name
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    has_check = module.check or module.check_text or module.check_project
    assert bool(has_check) == (module.rule.engine == "prodgate")
    assert (module.check_project is not None) == module.rule.project
    assert "**Reported:**" in module.doc
    assert "**Not reported:**" in module.doc
    assert module.doc.partition("\n")[0].endswith("."), "the first line is one sentence"
    assert not module.rule.summary.endswith(".")
    assert all(x.isascii() for x in module.rule.literals) or name == "hidden-text"
    assert not module.rule.text or module.rule.literals, "text files are prefiltered by literals"


@pytest.mark.parametrize("name", sorted(stems("fixes", "*.py")))
def test_a_fix_says_what_it_does(name: str) -> None:
    assert pack().fix(name) or pack().text_fix(name)
    text = (ROOT / "fixes" / f"{name}.py").read_text()
    assert ast.get_docstring(ast.parse(text))


# -- cases --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_shown_twice_as_often_where_it_is_silent(name: str) -> None:
    found = list(cases(name))
    before = [case for case in found if not case.is_fine]
    fine = [case for case in found if case.is_fine]
    assert before
    assert sum(_blocks(case.text) for case in fine) >= 2 * len(before)
    if pack().rules[name].rule.applicability is not Applicability.MANUAL:
        assert any(case.after is not None for case in before)


def _blocks(text: str) -> int:
    """Pieces set apart by blank lines: each shows something that is not reported."""
    return len([block for block in re.split(r"\n\s*\n", text) if block.strip()])


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_shown_in_each_of_its_languages(name: str) -> None:
    for language in pack().rules[name].rule.languages:
        for fine in (True, False):
            shown = {kind(c.path) for c in cases(name) if c.is_fine is fine}
            assert language in shown, (language, "fine" if fine else "before")


@pytest.mark.parametrize("name", rules_with_cases())
def test_every_after_has_its_before(name: str) -> None:
    folder = ROOT / "tests" / "cases" / name
    for after in folder.glob("after*"):
        before = after.with_name("before" + after.name.removeprefix("after"))
        titles = [title for title, _ in read(before)]
        assert len(set(titles)) == len(titles), before
        assert {title for title, _ in read(after)} <= set(titles)


# -- facts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", SDKS, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_facts_say_where_they_come_from(file: Path) -> None:
    sdk = decode(file.read_text(), file.name)
    assert sdk.language == file.parent.name
    assert sdk.measured.version
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", sdk.measured.date)
    if sdk.measured.proof:
        assert (ROOT / "tests" / "proofs" / sdk.measured.proof).is_file()
    for release in sdk.releases:
        SpecifierSet(release.versions)


def test_an_sdk_has_one_file_in_a_language() -> None:
    found: list[Sdk] = [decode(f.read_text(), f.name) for f in SDKS]
    names = [(sdk.language, sdk.sdk) for sdk in found]
    assert len(set(names)) == len(names)


# -- what is generated is current ---------------------------------------------------------------


def test_the_pages_of_rules_are_current() -> None:
    kept = {f.name: f.read_text() for f in (ROOT / "docs" / "rules").glob("*.md")}
    assert kept == explaining.pages(ROOT), "run `python -m prodgate.explaining`"


@pytest.mark.parametrize("name", sorted(schema.SCHEMAS))
def test_the_published_schemas_are_current(name: str) -> None:
    kept = (schema.FOLDER / name).read_text()
    assert kept == schema.SCHEMAS[name](), "run `python -m prodgate.schema`"


_CODE = re.compile(
    r"(?:Refusal|RefusedError|refusal)\(\s*\"([a-z-]+)\"|^    \"([a-z-]+)\": \"", re.M
)


def test_every_reason_for_no_fix_is_documented() -> None:
    documented = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "fixes.md").read_text()))
    for folder in ("prodgate", "fixes"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text()
            if "Refus" not in text and "RECIPES" not in text:
                continue
            recipes = file.name == "render_base.py"
            for code, recipe in _CODE.findall(text):
                wanted = code or (recipe if recipes else "")
                assert not wanted or wanted in documented, (file.name, wanted)


# -- for people ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_a_rule_explains_itself_on_a_terminal(name: str) -> None:
    text = explaining.page(name)
    assert text.startswith(f"{name}\n=")
    assert "```" not in text
    assert not [row for row in text.splitlines() if "**" in row and not row.startswith("    ")]
    assert f"ignore[{name}]" in text


def test_an_unknown_rule_is_one_sentence_with_a_suggestion() -> None:
    with pytest.raises(KeyError) as caught:
        explaining.page("missing-timout")
    assert caught.value.args == (
        "there is no rule 'missing-timout'; did you mean missing-timeout?",
    )
    with pytest.raises(KeyError, match="prodgate rules"):
        explaining.page("zzz")


def test_the_listing_names_every_rule_once_in_both_forms() -> None:
    text = explaining.listing("text")
    listed = json.loads(explaining.listing("json"))["rules"]
    assert sorted(rule["name"] for rule in listed) == RULES
    for name in RULES:
        assert len(re.findall(rf"^  {name} ", text, re.M)) == 1


# -- nothing of the place where it was made -------------------------------------------------------

# Written backwards, so that this file does not name them itself.
_NOWHERE = [word[::-1] for word in ("/krow/", "/toor/", "sboj_hsab/", "gro.sjmpn.yrtsiger")]


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True
    ).stdout.decode()
    for path in filter(None, listed.split("\0")):
        file = ROOT / path
        if file.is_file() and not file.is_symlink():
            text = file.read_bytes().decode(errors="replace")
            assert not [word for word in _NOWHERE if word in text], path

"""Two rounds of edits say together what they say one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prodgate.edits import Edit, apply_edits
from prodgate.rounds import composed, moved

TEXT = "abcdefghij"


@st.composite
def edits(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """Some edits of a text, sorted and free of overlaps."""
    offset = st.integers(0, len(text))
    cuts = sorted(set(draw(st.lists(offset, max_size=8))))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    words = st.sampled_from(["", "X", "YZ", "a"])
    spans = [(start, draw(st.sampled_from([start, end]))) for start, end in pairs]
    return tuple(Edit(start, end, draw(words)) for start, end in spans)


@given(st.data())
def test_two_rounds_are_one(data: st.DataObject) -> None:
    first = data.draw(edits(TEXT))
    middle = apply_edits(TEXT, list(first))
    second = data.draw(edits(middle))
    together = composed(middle, first, second)
    assert apply_edits(TEXT, list(together)) == apply_edits(middle, list(second))
    assert list(together) == sorted(together, key=lambda e: (e.start, e.end))


@given(edits(TEXT), st.integers(0, len(TEXT) - 1))
def test_what_no_edit_touches_is_found_again(made: tuple[Edit, ...], offset: int) -> None:
    where = moved(made, offset)
    replaced = any(edit.start <= offset < edit.end for edit in made)
    assert (where is None) == replaced
    if where is not None:
        assert apply_edits(TEXT, list(made))[where] == TEXT[offset]


def test_code_is_followed_to_the_one_other_text_that_holds_it() -> None:
    text = "import x\n\ndef f():\n    return Client(*a)\n"
    made = "def client():\n    return Client(*a)\n"
    at = text.index("Client")
    edits = (Edit(9, 9, made), Edit(at, at + len("Client(*a)"), "client()"))
    where = moved(edits, at, "Client(*a)")
    assert where is not None
    assert apply_edits(text, list(edits))[where:].startswith("Client(*a)\n\n")
    assert moved((Edit(0, 0, made), *edits), at, "Client(*a)") is None

"""Automatic labels: by depth and manner, for numbered paragraphs alone."""

from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.numbering import labels

P = namedtuple("P", "kind level")
OPERATIVE = [P("operative", level) for level in (0, 1, 1, 2, 2, 0, 1)]


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("point", ["1.", "a)", "b)", "i)", "ii)", "2.", "a)"]),
        ("decimal", ["1.", "1.1.", "1.2.", "1.2.1.", "1.2.2.", "2.", "2.1."]),
        ("parenthesis", ["1)", "a)", "b)", "i)", "ii)", "2)", "a)"]),
        ("roman", ["I.", "1.", "2.", "a)", "b)", "II.", "1."]),
        ("none", [""] * 7),
    ],
)
def test_labels_when_nested_follow_the_manner(manner, expected):
    assert labels(OPERATIVE, manner, [True] * 7) == expected


def test_paragraph_with_a_label_of_its_own_keeps_it_and_is_not_counted():
    assert labels([P("operative", 0)] * 3, "point", [True, False, True]) == ["1.", None, "2."]


def test_deeper_count_begins_anew_behind_what_stands_less_deep_though_unnumbered():
    paragraphs = [P("operative", 1), P("heading", 0), P("operative", 1)]
    assert labels(paragraphs, "point", [True, False, True]) == ["a)", None, "a)"]


def test_decisions_are_a_list_of_their_own_and_an_annex_begins_anew():
    paragraphs = [P(kind, 0) for kind in ("operative", "operative", "decision", "operative", "annex", "operative")]
    numbered = [True, True, True, True, False, True]
    assert labels(paragraphs, "point", numbered) == ["1.", "2.", "1.", "3.", None, "1."]


def test_numbering_when_very_deep_goes_on():
    assert labels([P("prose", level) for level in range(7)], "point", [True] * 7)[-1] == "1)"


@given(
    st.lists(st.tuples(st.sampled_from(["operative", "decision", "annex"]), st.integers(0, 6), st.booleans())),
    st.sampled_from(["decimal", "point", "parenthesis", "roman"]),
)
def test_labels_whatever_the_text_are_given_to_the_numbered_alone(rows, manner):
    found = labels([P(kind, level) for kind, level, _ in rows], manner, [is_numbered for *_, is_numbered in rows])
    assert [label is not None for label in found] == [is_numbered for *_, is_numbered in rows]
    assert all(label for label in found if label is not None)
    assert all(len(label or "") <= 40 for label in found)

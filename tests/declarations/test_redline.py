"""How one version became another: what the redline says, and that neither version loses a word in it."""

import random
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from declarations.redline import folded, redline, redlines, title_runs
from declarations.wording import compared, new_words, old_words
from tests.declarations.wordings import paragraph, text, uid_of

WORDS = ["los", "países", "acuerdan", "cooperar,", "2,5 %", "migrantes", "y", "a)", "México;", "12", " ", "\n"]
wordings = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines are shared
names = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8)


@st.composite
def texts(draw):
    return text(*(paragraph(name, draw(wordings), draw(wordings), name) for name in draw(names)))


def changes(old, new, language="es"):
    return [(row.change, row.uid[7]) for row in redline(old, new, language)]


def told(old, new):
    """A redline in one line: [-taken out-]{+put in+}."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[run.happened].format(run.words) for run in compared(old, new))


@slowly
@given(texts(), texts(), st.sampled_from(["es", "en"]))
def test_the_new_side_of_a_redline_is_the_new_text_and_the_old_side_the_old_one(old, new, language):
    rows = redline(old, new, language)
    was = [(row.label_runs, old_words(row.runs)) for row in rows if row.old and row.change != "moved"]
    now = [(row.uid, new_words(row.runs)) for row in rows if row.new and row.change != "left"]
    assert [words for _label, words in was] == [getattr(one, f"body_{language}") for one in old.paragraphs]
    assert now == [(one.uid, getattr(one, f"body_{language}")) for one in new.paragraphs]


@slowly
@given(wordings, wordings)
@example("a b", "a  b")
def test_no_word_space_or_sign_is_lost_between_two_wordings(old, new):
    runs = compared(old, new)
    assert (old_words(runs), new_words(runs)) == (old, new)
    assert all(run.words for run in runs)


@slowly
@given(texts(), texts())
def test_both_languages_have_the_same_rows(old, new):
    assert [(es.uid, es.change == "moved") for es, _en in redlines(old, new)] == [
        (en.uid, en.change == "moved") for _es, en in redlines(old, new)
    ]


def test_a_text_beside_itself_has_nothing_changed():
    same = text(("a", "Uno"), ("b", "Dos"))
    assert changes(same, same) == [("same", "a"), ("same", "b")]


def test_words_that_changed_are_marked_whole_with_their_neighbours_as_they_were():
    old, new = "Los países acuerdan cooperar en 2012.", "Los países acuerdan cooperar en 2013."
    assert told(old, new) == "Los países acuerdan cooperar en [-2012-]{+2013+}."


def test_a_number_with_its_thousands_is_one_word():
    assert told("Se asignan 1.000 dólares", "Se asignan 1.500 dólares") == "Se asignan [-1.000-]{+1.500+} dólares"


def test_words_put_in_stand_alone():
    assert told("Acuerdan cooperar.", "Acuerdan cooperar plenamente.") == "Acuerdan cooperar{+ plenamente+}."


def test_a_few_words_that_stayed_between_changes_are_no_confetti():
    old = "Se pide a la Presidencia que presente el informe anual en la próxima reunión de la Conferencia."
    new = "Se pide a la Secretaría que entregue el documento semestral en la próxima reunión de la Conferencia."
    assert told(old, new) == (
        "Se pide a la [-Presidencia que presente el informe anual-]{+Secretaría que entregue el documento semestral+} "
        "en la próxima reunión de la Conferencia."
    )


def test_what_was_written_anew_is_shown_whole():
    assert told("Uno dos tres cuatro cinco.", "Otra cosa es lo que se dice aquí.") == (
        "[-Uno dos tres cuatro cinco.-]{+Otra cosa es lo que se dice aquí.+}"
    )


def test_a_paragraph_that_moved_is_shown_where_it_stands_and_where_it_stood():
    old = text(("a", "Uno"), ("b", "Dos"), ("c", "Tres"), ("d", "Cuatro"))
    new = text(("b", "Dos"), ("c", "Tres"), ("a", "Uno"), ("d", "Cuatro"))
    assert changes(old, new) == [("left", "a"), ("same", "b"), ("same", "c"), ("moved", "a"), ("same", "d")]
    moved = redline(old, new, "es")[3]
    assert (moved.old.place, moved.new.place, moved.is_reworded) == (1, 3, False)


def test_a_paragraph_that_moved_and_changed_says_both():
    old = text(("a", "Uno dos tres cuatro"), ("b", "Dos"), ("c", "Tres"))
    new = text(("b", "Dos"), ("c", "Tres"), ("a", "Uno dos tres cinco"))
    moved = redline(old, new, "es")[-1]
    assert (moved.change, moved.is_reworded) == ("moved", True)
    assert [run.happened for run in moved.runs] == ["same", "deleted", "inserted"]


def test_as_few_paragraphs_as_possible_moved():
    old = text(*((name, name) for name in "abcdef"))
    new = text(*((name, name) for name in "fabcde"))
    assert [row.change for row in redline(old, new, "es")].count("moved") == 1


def test_what_was_taken_out_stands_before_what_came_in_its_place():
    old, new = text(("a", "Uno"), ("b", "Viejo")), text(("a", "Uno"), ("c", "Otra cosa"))
    assert changes(old, new) == [("same", "a"), ("deleted", "b"), ("inserted", "c")]


def test_a_label_that_changed_is_a_change():
    old, new = text(paragraph("a", "Uno", label_es="1.")), text(paragraph("a", "Uno", label_es="2."))
    (row,) = redline(old, new, "es")
    assert row.change == "changed"
    assert [(run.happened, run.words) for run in row.label_runs] == [("deleted", "1."), ("inserted", "2.")]
    assert [run.happened for run in row.runs] == ["same"]
    assert redline(old, new, "en")[0].change == "same"


def test_the_second_part_of_a_split_is_shown_as_put_in():
    old = text(("a", "Los países acuerdan cooperar. Piden un informe."))
    new = text(("a", "Los países acuerdan cooperar."), ("b", "Piden un informe."))
    assert changes(old, new) == [("changed", "a"), ("inserted", "b")]


def test_a_paragraph_typed_anew_under_another_identity_is_found_by_its_words():
    words = "Los países miembros acuerdan cooperar en la protección de las personas migrantes"
    old = text(("a", "Uno"), ("b", f"{words}."), ("c", "Tres"))
    new = text(("a", "Uno"), ("x", f"{words} y de sus familias."), ("c", "Tres"))
    rows = redline(old, new, "es")
    assert [(row.change, row.uid) for row in rows][1] == ("changed", uid_of("x"))
    assert [run.words for run in rows[1].runs if run.happened == "inserted"] == [" y de sus familias"]


def test_two_texts_without_a_common_identity_are_aligned_by_their_words():
    old = text(*((name, f"El mismo párrafo {name}") for name in "abc"))
    new = text(*((name, f"El mismo párrafo {other}") for name, other in zip("xyz", "abc", strict=True)))
    assert {row.change for row in redline(old, new, "es")} == {"same"}


def test_the_title_is_compared_too():
    runs = title_runs(text(title_es="Declaración de San José"), text(title_es="Declaración de Managua"), "es")
    assert [(run.happened, run.words) for run in runs] == [
        ("same", "Declaración de "),
        ("deleted", "San José"),
        ("inserted", "Managua"),
    ]


def test_unchanged_paragraphs_are_folded_but_for_the_neighbours_of_a_change():
    old = text(*((name, name) for name in "abcdefghij"))
    new = text(*((name, "otra" if name == "e" else name) for name in "abcdefghij"))
    stretches = folded(redline(old, new, "es"))
    assert [(len(one.rows), one.is_folded) for one in stretches] == [(3, True), (3, False), (4, True)]


def test_a_single_unchanged_paragraph_is_not_worth_folding():
    old = text(("a", "a"), ("b", "b"), ("c", "c"))
    new = text(("a", "a"), ("b", "b"), ("c", "otra"))
    assert not any(one.is_folded for one in folded(redline(old, new, "es")))


@pytest.mark.slow
def test_two_hundred_paragraphs_are_compared_at_once(capsys):
    """What it takes is printed, not asserted: machines differ. The promise is a second."""
    dice = random.Random(8)
    words = [f"palabra{number}" for number in range(400)]
    old, new = [], []
    for place in range(200):
        was = dice.choices(words, k=90)
        now = [dice.choice(words) if dice.random() < 0.1 else word for word in was]
        old.append(paragraph(f"{place:x}", " ".join(was)))
        new.append(paragraph(f"{place:x}", " ".join(now)))
    started = time.process_time()
    rows = redline(text(*old), text(*reversed(new)), "es")
    assert sum(len(row.runs) for row in rows) > 400
    took = f"{time.process_time() - started:.3f} s"
    with capsys.disabled():
        sys.stdout.write(f"\nredline, 200 paragraphs of 90 words, all moved and changed: {took}\n")

"""What a file that came back changes, read from the file alone."""

from pathlib import Path
from uuid import UUID

import pytest

from declarations.canonical import CanonicalParagraph
from declarations.forms_of_text.docx_reading import parts_of, read_parts
from declarations.importing.returning import compare
from tests.declarations.negotiated import PARAGRAPHS
from tests.declarations.papers import content, paragraph
from tests.declarations.returned_documents import (
    add_after,
    add_row_after,
    changed,
    delete_mark,
    line,
    remove,
    remove_row,
    say,
    sent,
    track,
)

ROWS = (
    paragraph(1, "preamble", label_es="", label_en="", body_es="Los países reunidos:", body_en="The countries met:"),
    paragraph(2, label_es="1.", body_es="Acordaron contar los puentes.", body_en="Agreed to count the bridges."),
    paragraph(3, label_es="2.", body_es="Acordaron medir los caminos.", body_en="Agreed to measure the roads."),
    paragraph(4, label_es="3.", body_es="Pidieron un informe.", body_en=""),
)
TEXT = content(*ROWS, edition=0)


def read(change=None, language="both"):
    file = sent(TEXT, language)
    returned = read_parts(parts_of(changed(file, change) if change else file))
    return returned, compare(returned, TEXT)


def kinds(comparison):
    return [(one.kind, one.uid, one.words) for one in comparison.changes]


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_file_as_it_went_out_changes_nothing(language):
    returned, comparison = read(language=language)
    assert (returned.version, returned.language, returned.is_marked) == (1, language, True)
    assert not comparison.changes and not comparison.comments and not comparison.moved and not comparison.outside
    assert read(lambda _document: None, language)[1] == comparison  # opened and saved


def test_changed_words_are_found_in_the_language_in_which_they_changed():
    _, comparison = read(lambda document: say(document, "los puentes", "los túneles"))
    assert kinds(comparison) == [("replace", ROWS[1].uid, {"es": "Acordaron contar los túneles."})]
    assert comparison.changes[0].old == {"es": ROWS[1].body_es, "en": ROWS[1].body_en}


def test_words_changed_in_both_languages_are_one_change():
    def both(document):
        say(document, "los puentes", "los túneles")
        say(document, "the bridges", "the tunnels")

    _, comparison = read(both)
    (change,) = comparison.changes
    assert change.words == {"es": "Acordaron contar los túneles.", "en": "Agreed to count the tunnels."}


def test_words_written_where_they_were_missing_are_a_change():
    _, comparison = read(lambda document: say(document, "[English text missing]", "Asked for a report."))
    assert kinds(comparison) == [("replace", ROWS[3].uid, {"en": "Asked for a report."})]


def test_labels_spaces_and_looks_are_no_changes():
    def touched(document):
        say(document, "los puentes.", "los  puentes. ")
        (label,) = [run for run in line(document, "los  puentes").runs if run.text == "1."]
        label.text = "7."
        line(document, "Agreed to measure").runs[-1].bold = True

    assert not read(touched)[1].changes


def test_paragraph_added_in_one_language_stands_behind_the_one_before_it():
    _, comparison = read(lambda document: add_after(line(document, "los puentes"), "Y los túneles."), "es")
    assert kinds(comparison) == [("after", ROWS[1].uid, {"es": "Y los túneles."})]


def test_row_added_is_one_paragraph_in_both_languages():
    def added(document):
        add_row_after(line(document, "los caminos"), "Y las vías.", "And the rails.")
        add_row_after(line(document, "los puentes"), "Y los túneles.", "")

    _, comparison = read(added)
    assert kinds(comparison) == [
        ("after", ROWS[1].uid, {"es": "Y los túneles."}),
        ("after", ROWS[2].uid, {"es": "Y las vías.", "en": "And the rails."}),
    ]


def test_two_paragraphs_added_at_one_place_keep_their_order_and_differ():
    def added(document):
        add_after(add_after(line(document, "los puentes"), "Primero."), "Segundo.")

    _, comparison = read(added, "es")
    assert [(one.words["es"], one.place) for one in comparison.changes] == [("Primero.", 0), ("Segundo.", 1)]


def test_paragraph_put_before_the_first_stands_before_it():
    _, comparison = read(lambda document: add_after(line(document, "Instructions."), "Ante todo."), "es")
    assert kinds(comparison) == [("before", ROWS[0].uid, {"es": "Ante todo."})]


@pytest.mark.parametrize(
    ("language", "out"),
    [
        ("both", lambda document: remove_row(line(document, "los caminos"))),
        ("es", lambda document: remove(line(document, "los caminos"))),
        ("es", lambda document: [run._r.getparent().remove(run._r) for run in line(document, "los caminos").runs]),
        ("es", lambda document: track(line(document, "los caminos"), deleted="Acordaron medir los caminos.")),
    ],
)
def test_paragraph_taken_out_is_a_deletion(language, out):
    _, comparison = read(out, language)
    assert [(one.kind, one.uid) for one in comparison.changes] == [("delete", ROWS[2].uid)]


def test_words_taken_out_in_one_language_alone_are_no_proposal():
    def emptied(document):
        say(document, "Agreed to measure the roads.", "")

    _, comparison = read(emptied)
    (change,) = comparison.changes
    assert (change.kind, change.words, change.lacks) == ("replace", {}, ("en",))


def test_tracked_changes_are_read_as_accepted():
    def tracked(document):
        track(line(document, "los puentes"), deleted="contar", inserted="revisar")
        track(line(document, "los caminos"), inserted=" Y las vías.")

    returned, comparison = read(tracked, "es")
    assert returned.is_tracked
    assert [one.words["es"] for one in comparison.changes] == [
        "Acordaron revisar los puentes.",
        "Acordaron medir los caminos. Y las vías.",
    ]


def test_paragraphs_joined_are_one_changed_and_one_taken_out():
    _, comparison = read(lambda document: delete_mark(line(document, "los puentes")), "es")
    found = {one.uid: one for one in comparison.changes}
    assert {one.kind for one in found.values()} == {"replace", "delete"} and set(found) == {ROWS[1].uid, ROWS[2].uid}
    (joined,) = [one for one in found.values() if one.kind == "replace"]
    assert joined.words["es"].startswith("Acordaron contar los puentes.") and "medir los caminos" in joined.words["es"]


def test_paragraph_divided_keeps_its_identity_for_the_part_that_is_most_like_it():
    def divided(document):
        first = line(document, "los caminos")
        say(document, "Acordaron medir los caminos.", "Además")
        second = add_after(first, "Acordaron medir los caminos.")
        end = first._p.xpath("./w:bookmarkEnd")[0]
        second._p.append(end)  # the bookmark goes on into the second one, as Word leaves it

    _, comparison = read(divided, "es")
    assert kinds(comparison) == [("after", ROWS[1].uid, {"es": "Además"})]


def test_comment_is_the_reason_of_the_paragraph_that_changed_and_is_told_of_the_others():
    def commented(document):
        say(document, "los puentes", "los túneles")
        for words, said in (("los túneles", "Más preciso."), ("los caminos", "¿Todos?"), ("Instructions", "Gracias.")):
            document.add_comment(line(document, words).runs[-1], text=said, author="Ana", initials="A")

    _, comparison = read(commented, "es")
    assert comparison.changes[0].reason == "Ana: Más preciso."
    assert comparison.comments == [("", "Ana: Gracias."), (ROWS[2].uid, "Ana: ¿Todos?")]


def test_paragraph_moved_is_told_and_changes_nothing():
    def moved(document):
        line(document, "Los países reunidos")._p.addprevious(line(document, "los caminos")._p)

    _, comparison = read(moved, "es")
    assert not comparison.changes and len(comparison.moved) == 2


def test_words_outside_the_columns_are_told():
    _, comparison = read(lambda document: document.add_paragraph("Una nota al final."))
    assert comparison.outside == ["Una nota al final."] and not comparison.changes


def test_line_breaks_and_tabs_come_back():
    rows = (paragraph(1, body_es="uno\ndos\ttres", body_en="x"),)
    text = content(*rows, edition=0)
    returned = read_parts(parts_of(changed(sent(text), lambda _document: None)))
    assert returned.pieces[0].body == "uno\ndos\ttres" and not compare(returned, text).changes


def test_file_that_libreoffice_opened_and_saved_keeps_its_marks_comments_and_tracked_changes():
    """Made from version 1 of the text of ``negotiated.py``, changed with tracking, saved by LibreOffice 7.4."""
    rows = (
        CanonicalParagraph(str(UUID(int=number)), kind, 0, label, label, spanish, english)
        for number, (kind, label, spanish, english) in enumerate(PARAGRAPHS, 1)
    )
    text = content(*rows, edition=0)
    file = Path(__file__).with_name("files") / "returned_by_libreoffice.docx"
    returned = read_parts(parts_of(file.read_bytes()))
    assert (returned.version, returned.language, returned.is_tracked) == (1, "es", True)
    comparison = compare(returned, text)
    assert [(one.kind, UUID(one.uid).int) for one in comparison.changes] == [
        ("after", 6),
        ("replace", 8),
        ("delete", 10),
        ("replace", 11),
    ]
    assert "120 días" in comparison.changes[1].words["es"] and comparison.changes[1].reason == "Ana: Las imprentas."
    assert comparison.changes[3].words["es"] == "Promover vías seguras y regulares de migración laboral."
    assert not comparison.comments and not comparison.outside and not comparison.moved

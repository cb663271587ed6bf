from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.importing.alignment import Row, align
from declarations.importing.gate import SourceFile
from declarations.importing.reading import read_file
from declarations.importing.sequences import pair_up
from declarations.importing.structure import Item, structure
from tests.declarations.importing_documents import DECLARATION_EN, DECLARATION_ES, text

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SENTENCES = [  # of our own invention, in both languages; {n} is what a translation must keep
    ("Reconocieron que {n} faros necesitan luz.", "Recognized that {n} lighthouses need light."),
    ("Solicitar a la OIM el informe {n} sobre puentes.", "To request from IOM report {n} on bridges."),
    ("Agradecer a Panamá las {n} cintas métricas.", "To thank Panama for the {n} measuring tapes."),
    ("Medir de nuevo en {n} días.", "To measure again in {n} days."),
    ("Expresaron su apoyo a la medida {n}, que honra a quienes cuidan los caminos de la región.",
     "Expressed their support for measure {n}, which honours those who look after the roads of the region."),
]  # fmt: skip
SHAPES = st.lists(
    st.tuples(st.sampled_from(["operative", "operative", "decision", "heading"]), st.integers(0, 2), st.integers(0, 4)),
    min_size=2,
    max_size=25,
)


def both(shape) -> tuple[list[Item], list[Item]]:
    """Spanish with bullets and English with numbers, paragraph by paragraph the same."""
    spanish, english = [], []
    for place, (kind, level, sentence) in enumerate(shape):
        es, en = (words.format(n=37 + 11 * place) for words in SENTENCES[sentence])
        is_heading = kind == "heading"
        spanish.append(Item(kind, 0 if is_heading else level, "" if is_heading else "•", es))
        english.append(Item(kind, 0 if is_heading else level, "", en))
    return spanish, numbered(english)


def numbered(items: list[Item]) -> list[Item]:
    """Numbers as Word would count them, so that a gap moves them all."""
    return [
        Item(one.kind, one.level, "" if one.kind == "heading" else f"{n}.", one.body) for n, one in enumerate(items, 1)
    ]


def bodies(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.es.body if row.es else "", row.en.body if row.en else "") for row in rows]


def example(name: str, language: str) -> tuple[Item, ...]:
    file = EXAMPLES / name
    return structure(read_file(SourceFile(file.name, file.read_bytes()), language).blocks, "paper").items


@settings(max_examples=80, deadline=None)
@given(SHAPES)
def test_all_paragraphs_align_when_the_structure_is_the_same(shape):
    spanish, english = both(shape)
    assert bodies(align(tuple(spanish), tuple(english))) == [
        (es.body, en.body) for es, en in zip(spanish, english, strict=True)
    ]


@settings(max_examples=80, deadline=None)
@given(SHAPES, st.data())
def test_exactly_one_paragraph_stands_alone_when_the_other_language_lacks_it(shape, data):
    spanish, english = both(shape)
    gone = data.draw(st.integers(0, len(shape) - 1))
    if data.draw(st.booleans()):
        rest = numbered(english[:gone] + english[gone + 1 :])
        alone = [row for row in align(tuple(spanish), tuple(rest)) if row.is_alone]
        assert bodies(alone) == [(spanish[gone].body, "")]
    else:
        rest = spanish[:gone] + spanish[gone + 1 :]
        alone = [row for row in align(tuple(rest), tuple(english)) if row.is_alone]
        assert bodies(alone) == [("", english[gone].body)]


@settings(max_examples=80, deadline=None)
@given(SHAPES, SHAPES)
def test_every_paragraph_stands_in_one_row_in_its_order(one, other):
    spanish, english = both(one)[0], both(other)[1]
    rows = align(tuple(spanish), tuple(english))
    assert [row.es for row in rows if row.es] == spanish
    assert [row.en for row in rows if row.en] == english
    assert all(row.es or row.en for row in rows)


def test_example_of_real_size_aligns_whole():
    spanish, english = example("puebla-process-summary.es.md", "es"), example("puebla-process-summary.en.md", "en")
    rows = align(spanish, english)
    assert [(row.es, row.en) for row in rows] == list(zip(spanish, english, strict=True))
    assert not any(row.differs for row in rows)


@pytest.mark.parametrize("step", range(4))
def test_example_with_any_paragraph_missing_shows_exactly_that_one(step):
    spanish, english = example("puebla-process-summary.es.md", "es"), example("puebla-process-summary.en.md", "en")
    for gone in range(step, len(english), 4):
        rows = align(spanish, english[:gone] + english[gone + 1 :])
        assert bodies([row for row in rows if row.is_alone]) == [(spanish[gone].body, "")]


def test_bullets_align_with_numbers():
    items = [
        structure(read_file(text(words, "x.md"), language).blocks, "declaration").items
        for words, language in ((DECLARATION_ES, "es"), (DECLARATION_EN, "en"))
    ]
    rows = align(*items)
    assert not any(row.is_alone or row.differs for row in rows)
    assert [(row.es.label, row.en.label) for row in rows if row.es.label][:5] == [
        ("•", "1."),
        ("•", "2."),
        ("•", "3."),
        ("•", "a)"),
        ("•", "b)"),
    ]


def test_same_number_does_not_pair_paragraphs_that_speak_of_other_things():
    spanish = (
        Item("decision", 0, "1.", "Otorgar a la SEGIB 7 lámparas."),
        Item("decision", 0, "2.", "Medir 40 faros."),
    )
    english = (Item("decision", 0, "1.", "To measure 40 lighthouses."),)
    assert bodies(align(spanish, english)) == [
        ("Otorgar a la SEGIB 7 lámparas.", ""),
        ("Medir 40 faros.", "To measure 40 lighthouses."),
    ]


def test_heading_is_never_paired_with_a_paragraph():
    rows = align((Item("heading", 0, "", "Faros"),), (Item("operative", 0, "", "Lights"),))
    assert [row.is_alone for row in rows] == [True, True]


def test_guesses_of_the_original_language_lead_where_they_differ():
    spanish, english = Item("operative", 1, "a)", "Medir 40 faros."), Item("decision", 0, "-", "To measure 40 lights.")
    assert align((spanish,), (english,), "es")[0].kind == "operative"
    (row,) = align((spanish,), (english,), "en")
    assert (row.kind, row.level, row.differs) == ("decision", 0, True)


def test_one_language_alone_makes_a_row_per_paragraph():
    (row,) = align((Item("prose", 0, "", "Solo."),), ())
    assert row.es and row.en is None


@given(st.integers(0, 12), st.integers(0, 12), st.randoms(use_true_random=False))
def test_pairing_uses_each_place_once_and_in_order(left, right, random):
    scores = [[random.uniform(-2, 2) for _ in range(right)] for _ in range(left)]
    pairs = pair_up(left, right, lambda place: scores[place], -0.3)
    assert [i for i, _ in pairs if i is not None] == list(range(left))
    assert [j for _, j in pairs if j is not None] == list(range(right))

import pytest

from declarations.importing.labels import read_label, split_label
from declarations.importing.reading import read_file
from declarations.importing.structure import Structured, structure
from tests.declarations.importing_documents import COMMUNIQUE_1996, DECLARATION_EN, DECLARATION_ES, text


def guess(words: str, kind: str, language: str = "es", name: str = "prueba.txt") -> Structured:
    reading = read_file(text(words, name), language)
    return structure(reading.blocks, kind, reading.header.get("title", ""))


def guesses(words: str, kind: str, **where) -> list[tuple[str, int, str, str]]:
    found = guess(words, kind, **where)
    return [(str(item.kind), item.level, item.label, item.body.split()[0]) for item in found.items]


@pytest.mark.parametrize(
    ("words", "label", "rest"),
    [
        ("1. Uno", "1.", "Uno"),
        ("6) Seis", "6)", "Seis"),
        ("a) letra", "a)", "letra"),
        ("(b) letra", "(b)", "letra"),
        ("A)1) Doble", "A)1)", "Doble"),
        ("2.1 Compuesto", "2.1", "Compuesto"),
        ("5.2. Compuesto", "5.2.", "Compuesto"),
        ("8.b Mixto", "8.b", "Mixto"),
        ("1.c) Mixto", "1.c)", "Mixto"),
        ("i) romano", "i)", "romano"),
        ("IV. Romano", "IV.", "Romano"),
        ("1.- Guion", "1.-", "Guion"),
        ("1º Ordinal", "1º", "Ordinal"),
        ("Párrafo 3. Texto", "Párrafo 3.", "Texto"),
        ("Decision 12: Text", "Decision 12:", "Text"),
        ("– raya", "–", "raya"),
        ("• punto", "•", "punto"),
        ("1.Pegado", "", "1.Pegado"),
        ("1996 fue el año", "", "1996 fue el año"),
        ("1996. Fue el año", "", "1996. Fue el año"),
        ("o bien", "", "o bien"),
        ("EE. UU. y Canadá", "", "EE. UU. y Canadá"),
        ("Párrafo 3 del texto", "", "Párrafo 3 del texto"),
    ],
)
def test_label_is_split_where_white_space_sets_it_off(words, label, rest):
    assert split_label(words) == (label, rest)


def test_letter_i_follows_h_and_roman_i_begins():
    assert read_label("i)", read_label("h)")).style == "lower-letter/0)"
    assert read_label("i)", read_label("1.")).style == "lower-roman/0)"
    assert read_label("xiv.").number == 14


def test_communique_of_1996_without_numbers():
    found = guess(COMMUNIQUE_1996, "communique")
    assert found.title == "COMUNICADO CONJUNTO DE PRUEBA"
    assert guesses(COMMUNIQUE_1996, "communique") == [
        ("title", 0, "", "Reunión"),
        ("title", 0, "", "Villa"),
        ("preamble", 0, "", "Los"),
        ("operative", 0, "", "Reconocieron"),
        ("operative", 0, "", "Reiteraron"),
        ("prose", 0, "", "Asimismo,"),
        ("decision", 0, "a)", "contar"),
        ("decision", 0, "b)", "capacitar"),
        ("decision", 1, "-", "en"),
        ("decision", 1, "-", "en"),
        ("decision", 0, "c)", "comparar"),
        ("closing", 0, "", "Los"),
    ]


def test_declaration_with_decisions():
    found = guesses(DECLARATION_ES, "declaration", name="prueba.md")
    assert found == [
        ("title", 0, "", "Texto"),
        ("preamble", 0, "", "Los"),
        ("heading", 0, "", "Principios"),
        ("operative", 0, "•", "Reconocieron"),
        ("operative", 0, "•", "Expresaron"),
        ("operative", 0, "•", "Reiteraron"),
        ("operative", 1, "•", "de"),
        ("operative", 1, "•", "de"),
        ("heading", 0, "", "Decisiones"),
        ("decision", 0, "1.", "Aprobar"),
        ("decision", 0, "2.", "Solicitar"),
        ("prose", 0, "", "Faro"),
        ("prose", 1, "", "Altura"),
        ("prose", 0, "", "Norte"),
        ("prose", 1, "", "20"),
        ("prose", 0, "", "Sur"),
        ("prose", 1, "", "35"),
        ("closing", 0, "", "Los"),
    ]


def test_english_declaration_is_guessed_as_the_spanish_one_is():
    spanish = guesses(DECLARATION_ES, "declaration", name="prueba.md")
    english = guesses(DECLARATION_EN, "declaration", language="en", name="prueba.md")
    assert [row[:2] for row in english] == [row[:2] for row in spanish]


def test_conclusions_with_three_levels_in_the_style_of_the_years():
    words = (
        "CONCLUSIONES DE PRUEBA\n\nEl grupo formuló las siguientes conclusiones:\n\n"
        "1. Recibir el informe.\n\na) Agradecer el envío.\n\ni) Por correo.\n\nii) Por mar.\n\nb) Pedir otro.\n\n"
        "2. Aceptar la propuesta.\n\n2.1 En su primera parte.\n\n2.2 En la segunda.\n\n3. Conformar un grupo.\n"
    )
    assert [row[1:3] for row in guesses(words, "conclusions")] == [
        (0, ""),
        (0, "1."),
        (1, "a)"),
        (2, "i)"),
        (2, "ii)"),
        (1, "b)"),
        (0, "2."),
        (1, "2.1"),
        (1, "2.2"),
        (0, "3."),
    ]


def test_headings_in_capitals_open_decisions():
    words = (
        "COMUNICADO DE PRUEBA\n\nParticipantes: Belice y Canadá.\n\nExpresaron su alegría por la prueba.\n\n"
        "ACORDARON\n\n1. Medir los puentes.\n\n2. Medir los faros.\n"
    )
    assert [row[0] for row in guesses(words, "communique")] == [
        "preamble",
        "operative",
        "heading",
        "decision",
        "decision",
    ]


def test_annex_begins_at_its_heading_and_notes_stand_apart():
    words = (
        "DECLARACIÓN DE PRUEBA\n\nVersión final\n\n1. Acordaron medir.\n\nANEXO I\n\n1. Modo de medir.\n\n"
        "(Traducción de prueba del original)\n"
    )
    assert [row[0] for row in guesses(words, "declaration")] == ["note", "operative", "annex", "prose", "note"]


def test_title_under_a_mark_of_the_version_is_the_title_and_stays_a_paragraph():
    found = guess("Versión final\n\nDeclaración de prueba\n\n1. Acordaron medir.\n", "declaration")
    assert found.title == "Declaración de prueba" and not found.opens
    assert [item.kind for item in found.items] == ["note", "title", "operative"]


def test_number_on_a_line_of_its_own_belongs_to_the_next_paragraph():
    found = guess("Declaración de prueba\n\n1.\n\nMedir los faros.\n\n2.\n\nMedir los puentes.\n", "declaration")
    assert [(item.label, item.body) for item in found.items] == [
        ("1.", "Medir los faros."),
        ("2.", "Medir los puentes."),
    ]


def test_first_line_is_no_title_when_it_is_a_paragraph():
    found = guess("Los Gobiernos acordaron medir los faros.\n\nTambién los puentes.\n", "communique")
    assert found.title == "" and len(found.items) == 2


def test_headers_title_goes_before_a_first_line_that_differs():
    found = guess("---\ntitle: Título del encabezado\n---\n# Otro título\n\nTexto.\n", "paper", name="prueba.md")
    assert found.title == "Título del encabezado"
    assert [item.body for item in found.items] == ["Otro título", "Texto."]

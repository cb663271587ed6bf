import pytest

from declarations.importing.blocks import Block
from declarations.importing.gate import SourceFile
from declarations.importing.reading import read_file
from tests.declarations.importing_documents import add_numbered, add_numbering, docx, text, with_footnote, with_parts


def read(source: SourceFile, language: str = "es") -> list[Block]:
    return read_file(source, language).blocks


def labelled(source: SourceFile) -> list[tuple[str, int, str]]:
    return [(block.label, block.depth, block.words) for block in read(source)]


def markdown(words: str) -> SourceFile:
    return text(words, "prueba.md")


def test_word_prints_the_numbers_that_word_counts():
    def build(document):
        number = add_numbering(document, ("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
        add_numbered(document, "Uno", number)
        add_numbered(document, "Uno a", number, 1)
        add_numbered(document, "Uno b", number, 1)
        add_numbered(document, "Uno b i", number, 2)
        document.add_paragraph("Entre dos números.")
        add_numbered(document, "Dos", number)
        add_numbered(document, "Dos a", number, 1)

    assert labelled(docx(build)) == [
        ("1.", 0, "Uno"),
        ("a)", 1, "Uno a"),
        ("b)", 1, "Uno b"),
        ("i.", 2, "Uno b i"),
        ("", 0, "Entre dos números."),
        ("2.", 0, "Dos"),
        ("a)", 1, "Dos a"),
    ]


def test_word_prints_compound_labels_starts_and_capitals():
    def build(document):
        number = add_numbering(document, ("upperRoman", "%1."), ("decimal", "%1.%2"), start=4)
        add_numbered(document, "Cuarto", number)
        add_numbered(document, "Primero del cuarto", number, 1)
        letters = add_numbering(document, ("upperLetter", "%1)"), ("decimal", "%1)%2)"))
        add_numbered(document, "A", letters)
        add_numbered(document, "A uno", letters, 1)
        bullets = add_numbering(document, ("bullet", "\uf0b7"))
        add_numbered(document, "Punto", bullets)

    assert [block.label for block in read(docx(build))] == ["IV.", "IV.1", "A)", "A)1)", "•"]


def test_word_numbers_paragraphs_by_their_style():
    def build(document):
        for words in ("Primero", "Segundo"):
            document.add_paragraph(words, style="List Number")
        document.add_paragraph("Punto", style="List Bullet")

    assert [block.label for block in read(docx(build))] == ["1.", "2.", "•"]


def test_word_keeps_title_headings_tables_notes_headers_and_footers():
    def build(document):
        document.add_heading("Declaración de prueba", 0)
        document.add_heading("Principios", 1)
        document.add_paragraph("Los espejos brillan")
        table = document.add_table(2, 2)
        for place, words in enumerate(("Faro", "Altura", "Norte", "20 metros")):
            table.cell(place // 2, place % 2).text = words
        document.sections[0].header.paragraphs[0].text = "Versión final"
        document.sections[0].footer.paragraphs[0].text = "Traducción de prueba"

    blocks = read(with_footnote(docx(build), "brillan"))
    assert [(block.words, block.label, block.heading, block.place) for block in blocks] == [
        ("Declaración de prueba", "", 1, "body"),
        ("Principios", "", 2, "body"),
        ("Los espejos brillan[1]", "", 0, "body"),
        ("Faro", "", 0, "cell"),
        ("Altura", "", 0, "cell"),
        ("Norte", "", 0, "cell"),
        ("20 metros", "", 0, "cell"),
        ("Nota inventada sobre los espejos.", "[1]", 0, "footnote"),
        ("Versión final", "", 0, "header"),
        ("Traducción de prueba", "", 0, "footer"),
    ]


def test_word_leaves_out_the_page_numbers_that_word_counts():
    field = (
        b'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        b'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        b'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    def build(document):
        document.add_paragraph("Texto de prueba.")
        document.sections[0].footer.paragraphs[0].text = "Hoja"

    source = with_parts(docx(build), word__footer1=lambda xml: xml.replace(b"</w:p>", field, 1))
    assert [block.words for block in read(source)] == ["Texto de prueba.", "Hoja"]


def test_word_takes_tracked_changes_as_accepted_and_says_so():
    changes = (
        b'<w:p><w:r><w:t xml:space="preserve">Son </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>siete'
        b'</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>ocho</w:t></w:r></w:ins></w:p></w:body>'
    )
    source = with_parts(
        docx(lambda document: document.add_paragraph("Faros.")),
        word__document=lambda xml: xml.replace(b"</w:body>", changes),
    )
    reading = read_file(source, "es")
    assert [block.words for block in reading.blocks] == ["Faros.", "Son ocho"]
    assert ("tracked-changes", {}) in reading.warnings


def test_word_is_refused_rather_than_losing_words_that_cannot_be_read():
    math = (
        b'<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>perdida'
        b"</m:t></m:r></m:oMath></w:p></w:body>"
    )
    source = with_parts(
        docx(lambda document: document.add_paragraph("Faros.")),
        word__document=lambda xml: xml.replace(b"</w:body>", math),
    )
    with pytest.raises(Exception, match="perdida"):
        read_file(source, "es")


def test_markdown_lists_have_the_numbers_that_were_written():
    assert labelled(markdown("4) Cuatro\n7) Siete\n   - punto\n     - hondo\n8) Ocho\n")) == [
        ("4)", 0, "Cuatro"),
        ("7)", 0, "Siete"),
        ("•", 1, "punto"),
        ("•", 2, "hondo"),
        ("8)", 0, "Ocho"),
    ]


def test_markdown_counts_on_where_every_number_is_one():
    assert [label for label, _, _ in labelled(markdown("1. Uno\n1. Dos\n1. Tres\n"))] == ["1.", "2.", "3."]


def test_markdown_parts_the_letters_that_it_does_not_know():
    blocks = read(markdown("1. Contar:\n   a) faros, y\n   b) puentes;\n2. Medir.\n"))
    assert [(block.label, block.words) for block in blocks] == [
        ("1.", "Contar:"),
        ("", "a) faros, y"),
        ("", "b) puentes;"),
        ("2.", "Medir."),
    ]


def test_markdown_keeps_what_looks_like_code_html_or_a_reference():
    blocks = read(
        markdown('<b>Negrita</b> y `código`\n\n[nota]: http://ejemplo.test\n\n```\na  b\n```\n\n![alt](x "t")')
    )
    assert " ".join(block.words for block in blocks) == "<b>Negrita</b> y código [nota]: http://ejemplo.test a b alt"


def test_markdown_header_is_used_and_unknown_keys_are_reported():
    reading = read_file(markdown("---\ntitle: Prueba\ndate: 1996\ncolor: azul\ntitle: Otra\n---\nTexto.\n"), "es")
    assert reading.header == {"title": "Prueba", "date": "1996"}
    assert reading.warnings == [("header-key-unused", {"key": "color"}), ("header-key-unused", {"key": "title"})]


def test_plain_text_broken_by_hand_is_joined():
    source = text("La primera línea de este párrafo de prueba se rompe\naquí y sigue hasta su fin.\n\nOtro párrafo.\n")
    assert [block.words for block in read(source)] == [
        "La primera línea de este párrafo de prueba se rompe aquí y sigue hasta su fin.",
        "Otro párrafo.",
    ]


def test_plain_text_lines_that_had_no_need_to_break_stay_apart():
    source = text(
        "Participantes:\nBelice\nCanadá\nCosta Rica\n\nUna línea larga que da la medida de la hoja de prueba.\n"
    )
    assert [block.words for block in read(source)][:4] == ["Participantes:", "Belice", "Canadá", "Costa Rica"]


def test_plain_text_dash_in_mid_sentence_begins_no_paragraph():
    source = text("El faro del norte, que es el más alto de los faros\n- y también el más viejo - alumbra la bahía.\n")
    assert len(read(source)) == 1


def test_spaces_at_which_no_line_may_end_are_kept():
    assert read(text("Cuesta 1\u00a0500   lámparas."))[0].words == "Cuesta 1\u00a0500 lámparas."


def test_language_that_does_not_fit_is_doubted():
    english = "The ministers of the region agreed on the length of the bridges and on the height of the lights, " * 3
    assert ("language-doubtful", {"language": "es"}) in read_file(text(english), "es").warnings


def test_label_glued_to_its_words_stays_in_them_and_is_reported():
    reading = read_file(text("1.Contar los faros."), "es")
    assert reading.blocks[0].words == "1.Contar los faros."
    assert reading.warnings == [("label-glued", {"words": "1.Contar los faros."})]


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{run('a ')}<w:fldSimple w:instr='DATE'>{run('2012')}</w:fldSimple></w:p>", ["a 2012"]),
        (f"<w:p><w:hyperlink w:anchor='x'>{run('enlace')}</w:hyperlink>{run(' fin')}</w:p>", ["enlace fin"]),
        (f"<w:p>{run('a')}<w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r>{run('b')}</w:p>", ["a•b"]),
        ("<w:p><w:r><w:t>auto</w:t><w:noBreakHyphen/><w:t>mó</w:t><w:softHyphen/><w:t>vil</w:t></w:r></w:p>",
         ["auto‑móvil"]),
        ("<w:p><w:r><w:t>uno</w:t><w:br/><w:t>dos</w:t><w:tab/><w:t>tres</w:t></w:r></w:p>", ["uno dos tres"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('control')}</w:p></w:sdtContent></w:sdt>", ["control"]),
        (f"<w:p><w:bdo w:val='rtl'>{run('abc')}</w:bdo></w:p>", ["abc"]),
        (f"<w:p><w:moveFrom>{run('viejo')}</w:moveFrom><w:moveTo>{run('nuevo')}</w:moveTo></w:p>", ["nuevo"]),
        (f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p>{run('A')}</w:p></w:tc></w:tr>"
         f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>{run('B')}</w:p></w:tc></w:tr></w:tbl>", ["A", "B"]),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('borrada')}</w:p></w:tc></w:tr>"
         f"<w:tr><w:tc><w:p>{run('queda')}</w:p></w:tc></w:tr></w:tbl>", ["queda"]),
    ],
)  # fmt: skip
def test_word_keeps_the_words_wherever_word_puts_them(body, words):
    source = with_parts(
        docx(lambda document: document.add_paragraph("Inicio")),
        word__document=lambda xml: xml.replace(b"</w:body>", body.encode() + b"</w:body>"),
    )
    assert [block.words for block in read(source)] == ["Inicio", *words]

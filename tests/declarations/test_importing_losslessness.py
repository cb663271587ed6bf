"""The promise of the import: nothing of the text is lost, in any format, whatever the text is."""

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declarations.importing.archive import check_archive
from declarations.importing.blocks import Block
from declarations.importing.gate import decode_source
from declarations.importing.header import split_header
from declarations.importing.markdown import PARSER
from declarations.importing.reading import read_file
from declarations.importing.structure import structure
from declarations.importing.word_child import read as read_packed
from declarations.importing.words import fold, words
from declarations.models import TextKind
from tests.declarations.importing_documents import (
    COMMUNIQUE_1996,
    DECLARATION_EN,
    DECLARATION_ES,
    add_numbered,
    add_numbering,
    docx,
    text,
)

SIGNS = st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\ufffe\uffff")
# fmt: off
LABELS = st.sampled_from([
    "1.", "2.", "10)", "a)", "b)", "(c)", "i)", "ii.", "IV.", "A)1)", "2.1", "8.b", "1.-", "–", "-", "•", "*", "+", "#",
    "##", ">", "Párrafo 3.", "Decisión 1:", "ANEXO", "[1]", "[a]:", "```", "---", "1º",
    "Versión final",
])
TOKENS = st.sampled_from([
    "acordaron", "decidieron:", "agreed", "BELICE", "Canadá,", "1996", "reunidos", "niño", "café.", "y", "o", ";",
    "*énfasis*", "CRM", "&amp;",
])
# fmt: on
WORDS = st.one_of(TOKENS, TOKENS, LABELS, st.text(SIGNS, min_size=1, max_size=6))
LINES = st.builds(
    lambda indent, label, rest: indent + " ".join([*label, *rest]),
    st.sampled_from(["", "", "  ", "   ", "     ", "\t"]),
    st.lists(LABELS, max_size=2),
    st.lists(WORDS, max_size=12),
)
DOCUMENTS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"])), min_size=1, max_size=14).map(
    lambda lines: "".join(line + end for line, end in lines)
)
KINDS = st.sampled_from(TextKind.values)


class Rendered(HTMLParser):
    """The words of HTML, as a reader sees them; blocks and cells part words, ``alt`` stands for its picture."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.text += dict(attrs).get("alt", "") if tag == "img" else self.gap(tag)

    def handle_endtag(self, tag):
        self.text += self.gap(tag)

    def handle_data(self, data):
        self.text += data

    def gap(self, tag):
        return "" if tag in ("em", "strong", "code", "a", "s") else "\n"


def rendered(source: str) -> list[str]:
    reader = Rendered()
    reader.feed(PARSER.render(source))
    reader.close()
    return words(reader.text)


def of_blocks(blocks: list[Block]) -> list[str]:
    return [word for block in blocks for word in words(f"{block.label} {block.words}")]


def is_text(source: str) -> bool:
    return bool(source.strip()) and not source.startswith("---") and "\x00" not in source


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS.filter(is_text), KINDS, st.sampled_from(["", "Título del encabezado"]))
def test_plain_text_keeps_every_word_in_order(source, kind, title):
    reading = read_file(text(source), "es")
    assert structure(reading.blocks, kind, title).words == words(source)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(DOCUMENTS.filter(is_text), KINDS)
def test_markdown_keeps_every_word_that_is_rendered(source, kind):
    source = source.replace("|", "¦").replace("```", "~")
    wanted = rendered(decode_source(text(source, "x.md")))
    if not wanted:
        return
    reading = read_file(text(source, "x.md"), "es")
    assert [word for block in reading.blocks for word in words(block.words)] == wanted
    assert structure(reading.blocks, kind).words == of_blocks(reading.blocks)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.text(SIGNS, max_size=20), st.integers(-1, 2)), min_size=1, max_size=20), KINDS)
def test_word_keeps_every_word_and_prints_every_label(paragraphs, kind):
    def build(document):
        number = add_numbering(document, ("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "-"))
        for line, level in paragraphs:
            document.add_paragraph(line) if level < 0 else add_numbered(document, line, number, level)

    answer = read_packed(check_archive("prueba.docx", docx(build).data))
    blocks = [Block(fold(line), fold(label), *rest) for line, label, *rest in answer["blocks"]]
    assert [word for block in blocks for word in words(block.words)] == words("\n".join(line for line, _ in paragraphs))
    assert structure(blocks, kind).words == of_blocks(blocks)
    assert all(block.label for block in blocks if block.depth)


@pytest.mark.parametrize(
    ("source", "name", "language"),
    [
        (COMMUNIQUE_1996, "prueba.txt", "es"),
        (DECLARATION_ES, "prueba.md", "es"),
        (DECLARATION_EN, "prueba.md", "en"),
    ],
)
def test_title_labels_and_paragraphs_are_the_words_of_the_file(source, name, language):
    reading = read_file(text(source, name), language)
    _header, body, _warnings = split_header(name, source)
    found = structure(reading.blocks, "declaration", reading.header.get("title", ""))
    assert found.words == (words(body) if name.endswith("txt") else of_blocks(reading.blocks))
    assert sorted(word for block in reading.blocks for word in words(block.words)) == sorted(
        words(body) if name.endswith("txt") else rendered(body)
    )


def test_table_row_in_markdown_keeps_its_cells_in_order():
    reading = read_file(text("| a b | c |\n|---|---|\n| d | e \\| f |\n", "x.md"), "es")
    assert of_blocks(reading.blocks) == ["a", "b", "c", "d", "e", "|", "f"]

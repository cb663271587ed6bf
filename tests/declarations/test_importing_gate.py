import io
import stat
import subprocess
import sys
import zipfile

import pytest
from django.utils.translation import override

from common.archives import MAX_MEMBERS
from common.refusals import Refusal
from declarations.importing import word
from declarations.importing.gate import SourceFile
from declarations.importing.reading import read_file
from declarations.importing.word import ROOT
from tests.declarations.importing_documents import docx, text, with_parts


def refusal(source: SourceFile, language: str = "es") -> str:
    with pytest.raises(Refusal) as refused:
        read_file(source, language)
    with override("en"):
        return str(refused.value)


def minimal():
    return docx(lambda document: document.add_paragraph("Texto de prueba."))


def archive(*members, name="prueba.docx", compression=zipfile.ZIP_DEFLATED) -> SourceFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as new, zipfile.ZipFile(io.BytesIO(minimal().data)) as old:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        for member, content in members:
            new.writestr(member, content)
    return SourceFile(name, stream.getvalue())


def test_text_in_latin_1_is_refused_with_its_byte_line_and_letter():
    said = refusal(SourceFile("acta.txt", "Reunión\nen Panamá, año".encode("latin-1")))
    assert "0xF3" in said and "position 5" in said and "line 1" in said and "«ó»" in said


def test_text_in_utf_16_is_refused():
    assert "UTF-16" in refusal(SourceFile("acta.md", "Reunión".encode("utf-16")))


def test_text_in_utf_16_without_mark_is_refused():
    assert "UTF-16" in refusal(SourceFile("acta.md", "Reunión".encode("utf-16-le")))


def test_text_with_a_byte_order_mark_is_read():
    reading = read_file(SourceFile("acta.txt", b"\xef\xbb\xbf" + "Año de prueba.".encode()), "es")
    assert [block.words for block in reading.blocks] == ["Año de prueba."]


@pytest.mark.parametrize("name", ["acta.txt", "acta.md", "acta.docx"])
def test_file_is_refused_when_empty(name):
    assert refusal(SourceFile(name, b"")) == f"{name} is empty."


@pytest.mark.parametrize("words", [" \n\t\n", "---\ntitle: Solo un título\n---\n"])
def test_text_without_words_is_refused(words):
    assert "empty" in refusal(text(words)) or "no words" in refusal(text(words))


def test_docx_without_words_is_refused():
    assert "no words" in refusal(docx(lambda document: document.add_paragraph(" ")))


@pytest.mark.parametrize("name", ["grande.txt", "grande.md", "grande.docx"])
def test_file_of_25_megabytes_is_refused(name):
    assert "too large: 25.0 MB" in refusal(SourceFile(name, b"a" * (25 * 2**20)))


def test_text_with_a_control_character_is_refused_with_its_line():
    assert "U+0007 on line 2" in refusal(text("Uno\ndos \x07 tres"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or encrypted"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 hola}", "RTF"),
        (b"hola", "not a DOCX"),
    ],
)
def test_other_format_under_the_name_of_a_docx_is_refused(data, said):
    assert said in refusal(SourceFile("acta.docx", data))


def test_docx_under_the_name_of_a_text_is_refused():
    assert "archive" in refusal(SourceFile("acta.txt", minimal().data))


def test_format_that_is_unknown_is_refused():
    assert "only DOCX" in refusal(SourceFile("acta.odt", b"PK"))


def test_docx_is_refused_when_truncated_anywhere():
    whole = minimal().data
    for share in (0.01, 0.3, 0.7, 0.99):
        assert "damaged" in refusal(SourceFile("acta.docx", whole[: int(len(whole) * share)]))


def test_docx_is_refused_when_a_byte_of_a_part_is_flipped():
    broken = bytearray(minimal().data)
    place = broken.find(b"word/document.xml") + 60
    broken[place] ^= 0xFF
    assert "damaged" in refusal(SourceFile("acta.docx", bytes(broken)))


def test_docx_is_refused_when_its_xml_is_broken():
    broken = with_parts(minimal(), word__document=lambda xml: xml.replace(b"</w:body>", b""))
    assert "parts cannot be read" in refusal(broken)


def test_zip_bomb_of_one_part_is_refused():
    bomb = archive(("word/bomb.xml", b" " * (30 * 2**20)))
    assert len(bomb.data) < 100_000
    assert "zip bomb" in refusal(bomb)


def test_zip_bomb_of_many_parts_is_refused():
    assert "zip bomb" in refusal(archive(*((f"word/bomb{n}.xml", b" " * 2**20) for n in range(120))))


def test_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(archive(("word/bomb.bin", b" " * (30 * 2**20))).data)
    entry = bomb.rfind(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert "damaged" in refusal(SourceFile("acta.docx", bytes(bomb)))


def test_docx_with_too_many_members_is_refused():
    said = refusal(archive(*((f"word/x{n}", b"") for n in range(MAX_MEMBERS)), compression=zipfile.ZIP_STORED))
    assert "members" in said


@pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "C:/x.xml", "word\\x.xml"])
def test_docx_with_a_path_that_leaves_it_is_refused(path):
    assert "outside" in refusal(archive((path, b"x")))


def test_docx_with_a_symbolic_link_is_refused():
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "outside" in refusal(archive((link, b"/etc/passwd")))


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE w SYSTEM "file:///etc/passwd">',
    ],
)
def test_docx_that_declares_entities_is_refused(declaration):
    evil = with_parts(
        minimal(), word__document=lambda xml: xml.replace(b"<w:document", declaration + b"<w:document", 1)
    )
    assert "entities" in refusal(evil)


def test_docx_that_hides_entities_in_another_encoding_is_refused():
    evil = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "ha">]><w/>'.encode("utf-16")
    assert "not UTF-8" in refusal(with_parts(minimal(), word__styles=lambda _xml: evil))


def test_docx_with_macros_is_refused():
    assert "macros" in refusal(archive(("word/vbaProject.bin", b"x")))


def test_workbook_under_the_name_of_a_docx_is_refused():
    sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = with_parts(minimal(), **{"[Content_Types]": lambda xml: xml.replace(kind, sheet)})
    assert "not a Word document" in refusal(other)


def test_docx_nested_too_deeply_is_refused():
    deep = b"<w:sdt><w:sdtContent>" * 3_000 + b"</w:sdtContent></w:sdt>" * 3_000
    nested = with_parts(minimal(), word__document=lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep, 1))
    assert "nested too deeply" in refusal(nested)


def test_file_of_the_other_language_is_refused_by_its_header():
    assert "given as “es”" in refusal(text("---\nlanguage: en\n---\nA test.", "prueba.md"))


@pytest.mark.parametrize(
    "header", ["title: [a, b", "- a\n- b", "title:\n  nested: x", "&a [*a]", "title: *unknown", "[" * 5000]
)
def test_header_that_is_no_list_of_names_and_values_is_refused(header):
    assert "header" in refusal(text(f"---\n{header}\n---\nTexto.", "prueba.md"))


def test_markdown_table_row_wider_than_its_heading_is_refused():
    assert "line 3" in refusal(text("| a | b |\n|---|---|\n| 1 | 2 | tres |\n", "prueba.md"))


def test_text_with_too_many_paragraphs_is_refused():
    assert "paragraphs" in refusal(text("\n\n".join(f"Párrafo {n}." for n in range(1501))))


def test_text_with_too_many_lines_is_refused():
    assert "lines" in refusal(text("a\n" * 20_002))


def test_docx_with_far_too_many_paragraphs_is_refused():
    many = b"<w:p><w:r><w:t>hola</w:t></w:r></w:p>" * 10_001
    rows = with_parts(minimal(), word__document=lambda xml: xml.replace(b"<w:body>", b"<w:body>" + many, 1))
    assert "far more paragraphs" in refusal(rows)


@pytest.mark.parametrize("mark", [">", "- ", "1. "])
def test_markdown_nested_deeper_than_it_is_read_is_refused(mark):
    assert "too deep" in refusal(text(mark * 200 + "palabra", "x.md"))
    assert read_file(text(mark * 20 + "palabra", "x.md"), "es").blocks[-1].words == "palabra"


def under_limits(code: str) -> str:
    """What Python says when it runs ``code`` under the limits of the child process."""
    whole = f"from declarations.importing.word_child import limit; limit(); {code}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, check=False, cwd=ROOT, text=True)
    assert done.returncode
    return done.stderr


def test_reader_of_docx_cannot_write_files(tmp_path):
    said = under_limits(f"import pathlib; pathlib.Path({str(tmp_path / 'x')!r}).write_text('x')")
    assert "File too large" in said and not (tmp_path / "x").stat().st_size


def test_reader_of_docx_cannot_take_all_memory():
    assert "MemoryError" in under_limits("bytearray(2**31)")


def test_docx_is_refused_when_reading_takes_too_long(monkeypatch):
    monkeypatch.setattr(word, "TIMEOUT", 0.01)
    assert "too long" in refusal(minimal())

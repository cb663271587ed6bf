"""The gate of uploads: every kind that is taken, and everything that only looks like one."""

import io
import stat
import zipfile

import pytest
from django.utils.translation import override

from common.uploads import IMAGES, PAPERS, Refusal, TooLarge, check_upload
from common.uploads.images import check_image
from tests.common.documents import (
    OPENXML,
    WHOLE,
    docx,
    open_document,
    openxml,
    packed,
    pdf,
    picture,
    png_that_says,
    pptx,
    upload,
    with_members,
    xlsx,
)


def refusal(name, content, language="en", **how) -> str:
    """Why it is refused, in ``language``; no name of a file stands in it raw, beside the cleaned one."""
    with pytest.raises(Refusal) as refused:
        check_upload(upload(name, content), **how)
    with override(language):
        assert refused.value.messages == [str(refused.value)]
        return str(refused.value)


@pytest.mark.parametrize("name", WHOLE)
def test_file_when_whole_and_of_a_known_kind_is_taken(name):
    make, content_type = WHOLE[name]
    checked = check_upload(upload(name, make()))
    assert (checked.name, checked.kind.content_type) == (name, content_type)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("other", WHOLE)
def test_file_when_under_the_name_of_another_kind_is_refused(name, other):
    """Between TXT and CSV there is no telling, and no need."""
    (make, content_type), (_make, said) = WHOLE[name], WHOLE[other]
    if content_type != said and not (content_type.startswith("text/") and said.startswith("text/")):
        assert refusal(other, make())


@pytest.mark.parametrize(
    "name",
    ["x.exe", "x.svg", "x.html", "x.htm", "x.xhtml", "x.js", "x.docm", "x.xlsm", "x.doc", "x.dotx", "x.gif", "x.rtf",
     "x.eml", "x.7z", "x.pdf.exe", "x", ".pdf", "pdf", "x.pdf ​.exe", "x.php\x00.exe"],
)  # fmt: skip
def test_file_when_of_no_known_kind_is_refused_with_the_kinds_that_are(name):
    said = refusal(name, pdf())
    assert "only these kinds of files are taken: PDF, DOCX, XLSX" in said


def test_file_when_the_form_takes_fewer_kinds_is_refused():
    assert "PDF, DOCX, ODT." in refusal("foto.png", picture("PNG"), kinds=PAPERS)
    assert check_upload(upload("foto.png", picture("PNG")), kinds=IMAGES).kind.label == "PNG"


def test_refusal_when_read_in_spanish_is_spanish():
    assert "está vacío" in refusal("nota.txt", b"", "es")


@pytest.mark.parametrize("name", ["nota.txt", "acta.pdf", "foto.png"])
def test_file_when_empty_is_refused(name):
    assert refusal(name, b"") == f"{name} is empty."


@pytest.mark.parametrize(("name", "megabytes"), [("nota.txt", 2), ("foto.png", 10), ("acta.pdf", 20)])
def test_file_when_larger_than_its_kind_may_be_is_refused_before_it_is_read(name, megabytes):
    said = refusal(name, b"a" * (megabytes * 2**20 + 2**20))
    assert f"too large: {megabytes + 1}.0 MB, where at most {megabytes} MB" in said


def test_file_when_larger_than_the_portal_takes_is_refused_as_too_large(settings):
    settings.UPLOAD_MAX_BYTES = 2**20
    with pytest.raises(TooLarge) as refused:
        check_upload(upload("acta.pdf", b"%PDF-1.7" + b" " * 2**20))
    assert refused.value.status == 413


def test_pdf_when_cut_off_is_refused():
    assert "its end is missing" in refusal("acta.pdf", pdf()[:-30])


def test_pdf_when_something_stands_before_it_is_refused():
    assert "not what its name says" in refusal("acta.pdf", b"<html>" + pdf())
    assert "not what its name says" in refusal("acta.pdf", b"\n" + pdf())


def test_pdf_when_a_page_hides_in_its_first_lines_is_refused():
    assert "not what its name says" in refusal("acta.pdf", pdf().replace(b"\n", b"\n<script>alert(1)</script>\n", 1))


@pytest.mark.parametrize(("name", "make"), [("x.pdf", pdf), ("x.jpg", lambda: picture("JPEG"))])
def test_file_when_an_archive_hangs_behind_it_is_refused(name, make):
    assert "second file" in refusal(name, make() + packed(("evil.exe", "MZ")))


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", b"<SVG onload=alert(1)>", b"<?php system($x);"])
def test_picture_when_a_page_hides_in_it_is_refused(hidden):
    assert "second file" in refusal("foto.jpg", picture("JPEG", (400, 300)) + b"\xff\xfe" + hidden)


def test_picture_when_a_reader_of_pdf_would_take_it_is_refused():
    content = picture("JPEG")
    comment = b"%PDF-1.4"
    polyglot = content[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + content[2:]
    assert "second file" in refusal("foto.jpg", polyglot)


def test_picture_that_is_a_gif_with_script_is_refused():
    assert refusal("foto.png", b"GIF89a/*" + picture("PNG") + b"*/=1;alert(1)")


def test_picture_when_damaged_is_refused():
    content = picture("PNG", (400, 300))
    assert "cannot be drawn" in refusal("foto.png", content[: len(content) // 2])
    broken = bytearray(content)
    broken[len(broken) // 2] ^= 0xFF
    assert "cannot be drawn" in refusal("foto.png", bytes(broken))


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_picture_when_cut_off_is_refused(form):
    content = picture(form, (400, 300))
    name = {"JPEG": "foto.jpg", "WEBP": "foto.webp"}[form]
    assert "cannot be drawn" in refusal(name, content[: len(content) // 2])


def test_picture_of_a_hundred_million_pixels_is_refused_before_it_is_drawn():
    bomb = png_that_says(10_000, 10_000)
    assert len(bomb) < 200_000
    assert "10000 × 10000 pixels" in refusal("foto.png", bomb)


def test_picture_when_it_lies_about_its_size_is_refused():
    lie = bytearray(png_that_says(3_000, 3_000))
    lie[16:24] = (60_000).to_bytes(4, "big") + (900).to_bytes(4, "big")
    assert "cannot be drawn" in refusal("foto.png", bytes(lie))


def test_picture_when_its_process_dies_is_refused(monkeypatch):
    monkeypatch.setattr("common.uploads.images.TIMEOUT", 0.01)
    with pytest.raises(Refusal, match="demasiado"), override("es"):
        check_image("foto.png", "PNG", picture("PNG"))


@pytest.mark.parametrize(
    "words",
    ["<html><script>alert(1)</script>", "  \n<!-- x --><p>Hola</p>", "\ufeff<!DOCTYPE html>", "<svg xmlns='x'>",
     "<?xml?>", "Acta\n<script src=x>", "Acta <iframe src=x>", "%PDF-1.7\n%%EOF", "{\\rtf1 hola}", "#!/bin/sh\nrm"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["nota.txt", "lista.csv"])
def test_text_when_a_program_would_take_it_for_more_is_refused(name, words):
    assert "no plain text" in refusal(name, words)


@pytest.mark.parametrize("words", ["Menos de 5 <10 años", "BM es una sigla", "a < b y b > c", "PK y MZ", "<<Actas>>"])
def test_text_when_it_only_uses_signs_is_taken(words):
    assert check_upload(upload("nota.txt", words)).kind.label == "TXT"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Panamá".encode("latin-1"), "«á» Windows-1252"),
        ("Panamá".encode("utf-16"), "UTF-16"),
        (b"acta\x00\x01", "UTF-16"),
        (b"acta \x1b[31m", "U+001B"),
        (b" \n\t", "is empty"),
    ],
)
def test_text_when_not_clean_utf8_is_refused(content, said):
    assert said in refusal("nota.txt", content)


OFFICE = {"x.docx": docx, "x.xlsx": xlsx, "x.pptx": pptx, "x.odt": lambda: open_document("text")}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("word/bomb.bin", b" " * (30 * 2**20))], "zip bomb"),
        ([(f"word/bomb{number}.bin", b" " * 2**20) for number in range(120)], "zip bomb"),
        ([("../../etc/cron.d/x", b"x")], "outside"),
        ([("/etc/passwd", b"x")], "outside"),
        ([("word\\x", b"x")], "outside"),
        ([("word/vbaProject.bin", b"x")], "macros"),
        ([("word/activeX/activeX1.xml", b"<x/>")], "macros"),
        ([("Basic/Standard/Module1.xml", b"<x/>")], "macros"),
        ([("word/evil.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')], "entities"),
        ([("word/evil.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"))], "not UTF-8"),
    ],
)
@pytest.mark.parametrize("name", OFFICE)
def test_document_when_it_means_harm_is_refused(name, members, said):
    assert said in refusal(name, with_members(OFFICE[name](), *members))


def test_document_with_a_symbolic_link_is_refused():
    link = zipfile.ZipInfo("word/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "outside" in refusal("x.docx", with_members(docx(), (link, "/etc/passwd")))


def test_document_that_lies_about_a_size_is_refused():
    bomb = bytearray(with_members(docx(), ("word/bomb.bin", b" " * (30 * 2**20))))
    entry = bomb.rfind(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert "damaged" in refusal("x.docx", bytes(bomb))


def test_document_with_macros_by_its_type_is_refused():
    types = f'<Types><Override ContentType="{OPENXML}x.macroEnabled.main+xml"/></Types>'
    assert "macros" in refusal("x.docx", with_members(docx(), ("[Content_Types].xml", types)))


def test_document_of_another_program_under_the_name_is_refused():
    assert "not DOCX" in refusal("x.docx", openxml("spreadsheetml.sheet", "word/document.xml"))
    assert "not ODS" in refusal("x.ods", open_document("text-template"))


def test_open_document_when_encrypted_is_refused():
    manifest = ("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert "encrypted" in refusal("x.odt", with_members(open_document("text"), manifest))


def test_document_when_encrypted_by_office_is_refused():
    assert "not what its name says" in refusal("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("evil.exe", b"MZ"),
        ("page.html", b"<html>"),
        ("inner.zip", packed(("x.txt", "x"))),
        ("nota", b"x"),
        ("falsa.pdf", b"MZ\x90"),
        ("nota.txt", b"<html><script>"),
        ("x.docm", docx()),
    ],
)
def test_archive_when_it_holds_what_would_not_be_taken_is_refused(member, content):
    said = refusal("todo.zip", packed(("acta.pdf", pdf()), (member, content)))
    assert f"holds '{member}', which" in said


def test_archive_when_it_holds_too_many_files_is_refused():
    assert "201 members" in refusal("todo.zip", packed(*((f"{number}.txt", "x") for number in range(201))))


def test_archive_when_it_is_a_bomb_is_refused():
    assert "zip bomb" in refusal("todo.zip", packed(("nota.txt", b" " * (30 * 2**20))))


def test_archive_whose_members_lie_inside_each_other_is_refused():
    """Each can be read by itself, and a few bytes become many files."""
    inner = packed(("b.txt", b"y" * 5_000), compression=zipfile.ZIP_STORED)
    entry = inner[: inner.rfind(b"PK\x01\x02")]
    stream = io.BytesIO(packed(("a.txt", entry), compression=zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(inner)) as known, zipfile.ZipFile(stream, "a") as archive:
        inside = known.getinfo("b.txt")
        inside.header_offset = stream.getvalue().index(entry)
        archive.filelist.append(inside)
        archive._didModify = True
    with zipfile.ZipFile(stream) as archive:
        assert archive.read("b.txt") == b"y" * 5_000
    assert "damaged" in refusal("todo.zip", stream.getvalue())

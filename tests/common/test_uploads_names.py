"""Names that people give to files: shown and saved under, never a path, never a trick."""

import unicodedata
from email.message import EmailMessage
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.files import content_disposition
from common.uploads.names import MAX_BYTES, MAX_LENGTH, clean_name


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("Acta de la reunión.pdf", "Acta de la reunión.pdf"),
        ("C:\\Users\\ana\\acta.pdf", "acta.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/tmp/acta.pdf", "acta.pdf"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("ac\u200bta\u2066.pdf\ufeff", "acta.pdf"),
        ("acta\x00.pdf", "acta.pdf"),
        ("acta\r\nSet-Cookie: x.pdf", "acta Set-Cookie_ x.pdf"),
        ('"><script>alert(1)</script>.pdf', "script_.pdf"),
        ("acta.pdf:oculto", "acta.pdf_oculto"),
        ("  .acta.pdf . ", "acta.pdf"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("", "file"),
        ("..", "file"),
        (".pdf", "pdf"),
        ("///", "file"),
        ("acta del 3. de mayo de 2024", "acta del 3. de mayo de 2024"),
        ("e\u0301xito.pdf", "éxito.pdf"),
    ],
)
def test_name_when_cleaned_is_what_a_desktop_can_show(given_name, clean):
    assert clean_name(given_name) == clean


def test_name_when_very_long_keeps_its_extension():
    assert clean_name("ñ" * 400 + ".docx").endswith("ñ.docx")
    assert len(clean_name("ñ" * 400 + ".docx").encode()) <= MAX_BYTES
    assert len(clean_name("a" * 400 + ".docx")) == MAX_LENGTH


anything = st.text(st.characters(), max_size=300) | st.text("./\\: \u202e\u200b\x00%\"';é漢👍a", max_size=60)


@given(anything)
@example("\ud800.pdf")
@example("aux.c.pdf")
def test_name_whatever_is_given_is_never_a_path_and_hides_nothing(given_name):
    name = clean_name(given_name)
    assert name not in ("", ".", "..")
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert len(name) <= MAX_LENGTH
    assert len(name.encode()) <= MAX_BYTES
    assert all(unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name)
    assert clean_name(name) == name


@given(anything, st.booleans())
def test_disposition_whatever_the_name_is_one_line_that_gives_the_name_back(given_name, attachment):
    header = content_disposition(clean_name(given_name), attachment=attachment)
    assert header.isascii()
    assert header.isprintable()
    message = EmailMessage()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == ("attachment" if attachment else "inline")
    plain, exact = header.split("; filename*=UTF-8''")
    assert plain.count('"') == 2
    assert ";" not in exact and '"' not in exact and " " not in exact
    assert message.get_filename()
    message = EmailMessage()
    message["Content-Disposition"] = f"inline; filename*=UTF-8''{exact}"
    assert message.get_filename() == clean_name(given_name)


def test_disposition_when_the_name_has_other_letters_has_a_plain_form_too():
    header = content_disposition("Reunión «GRCM» 2024.pdf", attachment=True)
    assert header == (
        "attachment; filename=\"Reunion GRCM 2024.pdf\"; filename*=UTF-8''Reuni%C3%B3n%20%C2%ABGRCM%C2%BB%202024.pdf"
    )

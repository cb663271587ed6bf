"""Verification as anyone asks for it: by code, by QR, by file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from declarations.services.publishing import publish_text
from tests.declarations.reading import make_ready, published

pytestmark = pytest.mark.django_db
BYTES = b"%PDF-1.7 made for a test"


@pytest.fixture
def verify():
    with override("en"):
        return reverse("verify")


def ready(**fields):
    import hashlib

    rendering = make_ready(published(title_en="Zq verified title", **fields).editions.get())
    rendering.sha256 = hashlib.sha256(BYTES).hexdigest()
    rendering.save()
    return rendering


def drop(client, verify, content, name="paper.pdf"):
    return client.post(verify, {"file": SimpleUploadedFile(name, content)})


def test_verify_page_in_both_languages_sets_no_cookie(visit):
    for language in ("es", "en"):
        with override(language):
            answer = visit(reverse("verify"))
        assert answer.status_code == 200 and not answer.cookies
        assert b"csrfmiddlewaretoken" not in answer.content


@pytest.mark.parametrize("spoil", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_code_is_known_however_it_is_typed(visit, verify, spoil):
    edition = published().editions.get()
    content = visit(f"{verify}?code={spoil(edition.code)}").content.decode()
    assert "This is edition 1, the latest one" in content


def test_code_read_with_o_and_i_for_nought_and_one_is_known(visit, verify):
    for _ in range(12):
        edition = published().editions.get()
        typed = edition.code.replace("0", "O").replace("1", "I")
        assert b"the latest one" in visit(f"{verify}?code={typed}").content


def test_code_of_a_superseded_edition_says_by_which(visit, verify):
    text = published()
    text.paragraphs.update(body_en="Corrected.")
    publish_text(text, by="test", reason="Correction")
    old = text.editions.get(number=1)
    assert b"superseded by edition 2" in visit(f"{verify}?code={old.code}").content


@pytest.mark.parametrize("code", ["7K2M-09QX-VTA3", "%00", "x" * 500, "<script>alert(1)</script>", "' or 1=1"])
def test_code_that_is_none_is_unknown(visit, verify, code):
    answer = visit(f"{verify}?code={code}")
    assert answer.status_code == 200
    assert b"No edition of the Conference bears this code" in answer.content
    assert b"<script>alert" not in answer.content


def test_short_address_leads_to_the_page_in_the_reader_s_language(client):
    edition = published().editions.get()
    for language, path in (("es", "/es/"), ("en", "/en/")):
        answer = client.get(f"/v/{edition.code}", headers={"accept-language": language})
        assert answer.status_code == 302
        assert answer["Location"].startswith(path) and edition.code in answer["Location"]


def test_file_is_known_by_its_bytes(client, verify):
    ready()
    answer = drop(client, verify, BYTES)
    assert answer.status_code == 200 and not answer.cookies
    assert b"This is edition 1, the latest one" in answer.content and b"Zq verified title" in answer.content


def test_file_when_one_byte_differs_is_unknown(client, verify):
    ready()
    assert b"not an edition of the Conference" in drop(client, verify, BYTES + b"\n").content


def test_canonical_form_is_known_as_a_file(client, verify):
    edition = published().editions.get()
    assert b"the latest one" in drop(client, verify, edition.canonical.encode(), "text.json").content


def test_file_of_a_closed_text_is_unknown_to_a_visitor(client, verify, personas):
    ready(audience="member")
    assert b"Zq verified title" not in drop(client, verify, BYTES).content
    client.force_login(personas["member"], backend="members.accounts.backend.AccountBackend")
    assert b"Zq verified title" in drop(client, verify, BYTES).content


def test_file_when_too_large_is_refused_with_a_reason(client, verify, settings):
    settings.VERIFY_MAX_BYTES = 1000
    answer = drop(client, verify, b"x" * 200_000)
    assert answer.status_code == 413 and b"too large" in answer.content


def test_file_that_grows_beyond_what_was_announced_is_refused(client, verify, settings):
    settings.VERIFY_MAX_BYTES = 1000
    answer = drop(client, verify, b"x" * 30_000)  # within the room left for the form around a file
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["", "x", "-5"])
def test_file_with_a_senseless_length_is_refused(client, verify, length):
    answer = client.generic("POST", verify, b"", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH=length)
    assert answer.status_code in (400, 413)


def test_form_without_a_file_says_so(client, verify):
    for body in ({}, {"file": SimpleUploadedFile("empty.pdf", b"")}):
        answer = client.post(verify, body)
        assert answer.status_code == 400 and b"No file arrived" in answer.content


def test_form_that_is_no_form_says_so(client, verify):
    for content_type in ("multipart/form-data", "text/plain", "multipart/form-data; boundary=x"):
        answer = client.generic("POST", verify, b"nonsense", content_type=content_type)
        assert answer.status_code == 400


def test_file_name_is_shown_as_words_not_as_markup(client, verify):
    file = io.BytesIO(b"words")
    file.name = "<img src=x onerror=alert(1)>.pdf"
    assert b"<img src=x" not in client.post(verify, {"file": file}).content


def test_file_is_kept_nowhere(client, verify, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    drop(client, verify, b"y" * 4_000_000)
    assert list(tmp_path.iterdir()) == []

"""Files of editions: which headers they carry, and that they are the very bytes."""

import hashlib

import pytest
from django.urls import reverse

from tests.declarations.reading import make_ready, published

pytestmark = pytest.mark.django_db


def path_of(edition, language="es"):
    return reverse("rendering-file", kwargs={"code": edition.code, "language": language})


def test_pdf_when_public_may_be_kept_by_whoever_asks_again(visit):
    rendering = make_ready(published().editions.get())
    answer = visit(path_of(rendering.edition))
    assert answer.getvalue() == b"%PDF-1.7 made for a test"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["ETag"] == f'"{rendering.sha256}"'
    assert not answer.cookies
    assert "inline" in answer["Content-Disposition"] and "-1-es.pdf" in answer["Content-Disposition"]


def test_pdf_when_unchanged_is_not_sent_again(visit):
    rendering = make_ready(published().editions.get())
    answer = visit(path_of(rendering.edition), **{"If-None-Match": f'"{rendering.sha256}"'})
    assert answer.status_code == 304 and answer["ETag"] == f'"{rendering.sha256}"'


def test_pdf_when_closed_is_kept_by_nobody(visit, personas):
    rendering = make_ready(published(audience="member").editions.get())
    answer = visit(path_of(rendering.edition), personas["member"])
    assert answer.getvalue() and answer["Cache-Control"] == "private, no-store"
    assert visit(path_of(rendering.edition), **{"If-None-Match": f'"{rendering.sha256}"'}).status_code == 404


def test_pdf_when_waiting_or_of_no_language_is_not_there(visit):
    edition = published().editions.get()
    for language in ("es", "both", "fr"):
        assert visit(path_of(edition, language)).status_code == 404


@pytest.mark.engines
@pytest.mark.parametrize("address", ["/f/%00/es.pdf", "/f/%00/text.json"])
def test_file_of_what_is_no_code_is_not_there(visit, address):
    assert visit(address).status_code == 404


def test_pdf_when_its_file_is_gone_is_not_there(visit):
    rendering = make_ready(published().editions.get())
    rendering.file.storage.delete(rendering.file.name)
    assert visit(path_of(rendering.edition)).status_code == 404


def test_pdf_when_asked_for_a_part_is_sent_whole_or_in_part(visit):
    rendering = make_ready(published().editions.get())
    answer = visit(path_of(rendering.edition), Range="bytes=0-3")
    assert answer.status_code in (200, 206)
    assert answer.getvalue().startswith(b"%PDF")


def test_canonical_form_is_the_bytes_that_were_hashed(visit):
    edition = published().editions.get()
    answer = visit(reverse("canonical-file", kwargs={"code": edition.code}))
    assert hashlib.sha256(answer.content).hexdigest() == edition.sha256
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["ETag"] == f'"{edition.sha256}"'

import pytest
from django.contrib.auth.models import AnonymousUser

from declarations.models import Rendering
from declarations.queries import verify_code, verify_file
from declarations.services.publishing import publish_text
from declarations.tasks import render
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def corrected(text):
    text.paragraphs.update(body_es="Corregido.")
    return publish_text(text, by="test", reason="Errata")


def test_code_is_known_however_it_is_typed():
    edition = publish_text(text_with_paragraphs(1), by="test")
    plain = edition.code.replace("-", "")
    for typed in (edition.code, edition.code.lower(), plain, f" {plain[:6]} {plain[6:]} ", plain.replace("0", "O")):
        assert verify_code(typed, VISITOR).edition == edition
        assert verify_code(typed, VISITOR).state == "current"


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M-09QX-VTA3", "7K2M-09QX-VTAU", "x" * 5000, "Ñ" * 12])
def test_code_that_no_edition_has_is_unknown(typed):
    publish_text(text_with_paragraphs(1), by="test")
    answer = verify_code(typed, VISITOR)
    assert answer.state == "unknown" and not answer.is_known


def test_code_of_an_earlier_edition_is_superseded_by_the_latest():
    text = text_with_paragraphs(1)
    first = publish_text(text, by="test")
    second = corrected(text)
    answer = verify_code(first.code, VISITOR)
    assert (answer.state, answer.edition, answer.latest) == ("superseded", first, second)
    assert verify_code(second.code, VISITOR).state == "current"


def test_file_is_known_as_pdf_and_as_canonical_form():
    edition = publish_text(text_with_paragraphs(1), by="test")
    render(edition.pk, "es")
    rendering = Rendering.objects.get(edition=edition, language="es")
    content = rendering.file.read()
    assert verify_file(content, VISITOR).rendering == rendering
    assert verify_file(rendering.sha256, VISITOR).edition == edition
    answer = verify_file(edition.canonical.encode(), VISITOR)
    assert (answer.state, answer.edition, answer.rendering) == ("current", edition, None)


def test_file_with_one_changed_byte_is_unknown():
    edition = publish_text(text_with_paragraphs(1), by="test")
    changed = edition.canonical.replace("acuerdan", "recuerdan").encode()
    assert verify_file(changed, VISITOR).state == "unknown"
    assert verify_file(b"", VISITOR).state == "unknown"
    assert verify_file("not a hash", VISITOR).state == "unknown"


def test_what_a_reader_may_not_see_is_unknown_to_them(personas):
    edition = publish_text(text_with_paragraphs(1, audience="member"), by="test")
    render(edition.pk, "es")
    sha256 = Rendering.objects.get(edition=edition, language="es").sha256
    for given in (edition.canonical.encode(), sha256):
        assert verify_file(given, personas["visitor"]).state == "unknown"
        assert verify_file(given, personas["member"]).state == "current"
    assert verify_code(edition.code, personas["observer_country"]).state == "unknown"
    assert verify_code(edition.code, personas["member"]).state == "current"

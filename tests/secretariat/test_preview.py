"""The Secretariat looks as somebody else: sees no more than they do, changes nothing, and the journal knows."""

import pytest
from django.urls import reverse

from common.access import Audience
from common.models import Act
from declarations.services.publishing import publish_text
from members.preview import FACES
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
READERS = {
    "public": {Audience.PUBLIC},
    "civil_society": {Audience.PUBLIC, Audience.CIVIL_SOCIETY},
    "observer_country": {Audience.PUBLIC, Audience.OBSERVER_COUNTRY},
    "observer_organisation": {Audience.PUBLIC, Audience.OBSERVER_ORGANISATION},
}


def titles(audience):
    return f"zq{audience.value.replace('_', '')}"


@pytest.fixture
def officer(client, personas):
    client.force_login(personas["secretariat"])
    return client


@pytest.fixture
def texts(db):
    """One published text for each audience, its audience in its title."""
    for audience in Audience:
        words = titles(audience)
        text = text_with_paragraphs(1, symbol=words, title_es=words, title_en=words, audience=audience)
        publish_text(text, by="tests")


def look(client, face, participant=None):
    fields = {"face": face} | ({"participant": participant.pk} if participant else {})
    return client.post(reverse("secretariat:preview"), fields)


def test_every_face_has_its_readers():
    assert set(READERS) | {"member"} == set(FACES)


@pytest.mark.parametrize("face", READERS)
def test_preview_shows_what_the_reader_would_see_and_no_more(officer, texts, face):
    look(officer, face)
    page = officer.get(reverse("declarations:text-list")).content.decode()
    assert {audience for audience in Audience if titles(audience) in page} == READERS[face]
    assert "preview-bar" in page
    hidden = reverse("declarations:text-detail", kwargs={"symbol": titles(Audience.SECRETARIAT)})
    assert officer.get(hidden).status_code == 404
    assert officer.get(reverse("secretariat:preview")).status_code == 404
    assert officer.get(reverse("declarations:text-import")).status_code == 404
    assert officer.get(reverse("admin:index")).status_code != 200


def test_preview_as_a_country_of_the_troika_shows_what_is_for_the_troika(officer, personas, texts):
    for name, expected in (("member", False), ("troika", True)):
        look(officer, "member", personas[name].person.mandates.get().participant)
        page = officer.get(reverse("declarations:text-list")).content.decode()
        assert (titles(Audience.TROIKA) in page) is expected and titles(Audience.MEMBER) in page
        officer.post(reverse("secretariat:preview-end"))


def test_nothing_is_changed_in_a_preview(officer, texts):
    look(officer, "member")
    before = Act.objects.count()
    answer = officer.post(
        reverse("declarations:text-audience", kwargs={"symbol": "zqmember"}), {"audience": "public"}, follow=True
    )
    assert "Esto es una vista previa" in answer.content.decode() and Act.objects.count() == before


def test_preview_ends_and_the_journal_tells_both(officer, texts):
    look(officer, "public")
    assert officer.post(reverse("secretariat:preview-end")).status_code == 302
    page = officer.get(reverse("declarations:text-list")).content.decode()
    assert titles(Audience.SECRETARIAT) in page and "preview-bar" not in page
    assert [act.act for act in Act.objects.order_by("pk")][-2:] == ["preview_begun", "preview_ended"]


def test_preview_is_the_secretariats_alone(client, personas):
    client.force_login(personas["presidency"])
    assert look(client, "public").status_code == 404
    session = client.session
    session["preview"] = {"face": "member", "participant": None}
    session.save()
    page = client.get(reverse("home")).content.decode()
    assert "preview-bar" not in page and "preview" not in client.session


def test_a_face_that_does_not_exist_begins_nothing(officer):
    look(officer, "administrator")
    assert "preview" not in officer.session

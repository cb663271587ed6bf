"""The pack of a meeting: for this reader, in the language of the address, small, and whole without a network."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from declarations import carried
from declarations.services.publishing import publish_text
from tests.access.visits import signed_in
from tests.factories import (
    AgendaItemFactory,
    DocumentFactory,
    DocumentFileFactory,
    SessionFactory,
    text_with_paragraphs,
)
from tests.meetings.papers import vice_ministerial

pytestmark = pytest.mark.django_db


def take(client, meeting, language="en"):
    with override(language):
        return client.get(reverse("meetings:meeting-pack", kwargs={"key": meeting.key}))


@pytest.fixture
def meeting():
    """A meeting with practical information, an agenda for members, a paper for each, a text for each."""
    meeting = vice_ministerial(
        agenda_audience="member", time_zone="America/Panama", practical_es="zqtransporte", practical_en="zqtransport"
    )
    session = SessionFactory(meeting=meeting)
    item = AgendaItemFactory(session=session, title_es="zqasunto", title_en="zqitem")
    for audience in ("public", "member"):
        document = DocumentFactory(
            meeting=meeting, audience=audience, symbol=f"CRM/ZQ/{audience}", title_es=f"zqpapel{audience}", item=item
        )
        DocumentFileFactory(document=document)
        text = text_with_paragraphs(2, symbol=f"text-{audience}", meeting=meeting, audience=audience)
        text.paragraphs.update(body_es=f"zqpalabras{audience}", body_en=f"zqwords{audience}")
        publish_text(text, by="tests")
    return meeting


def test_pack_holds_what_its_reader_may_see_and_nothing_else(personas, meeting):
    member = take(signed_in(personas["member"]), meeting).content.decode()
    visitor = take(signed_in(personas["visitor"]), meeting).content.decode()
    for mark in ("CRM/ZQ/member", "zqwordsmember", "zqitem"):
        assert mark in member and mark not in visitor
    for mark in ("CRM/ZQ/public", "zqwordspublic", "zqtransport"):
        assert mark in member and mark in visitor
    assert personas["member"].email in member and "what is public" in visitor


def test_pack_is_in_the_language_of_its_address_alone(personas, meeting):
    spanish = take(signed_in(personas["member"]), meeting, "es").content.decode()
    assert "Ciudad de Panamá, UTC−5" in spanish and "America/Panama" not in spanish
    assert '<html lang="es">' in spanish and "zqpalabraspublic" in spanish and "zqwords" not in spanish
    assert "zqtransporte" in spanish and "zqasunto" in spanish


def test_paragraph_that_lacks_the_language_is_said_to_lack_it(personas, client):
    text = text_with_paragraphs(1, symbol="half", meeting=vice_ministerial(), audience="public")
    text.paragraphs.update(body_en="", body_es="zqsolo")
    publish_text(text, by="tests")
    said = take(client, text.meeting).content.decode()
    assert "zqsolo" not in said and "no words in this language" in said


def test_pack_is_private_saved_and_asks_for_nothing_from_anywhere(personas, meeting):
    response = take(signed_in(personas["member"]), meeting)
    said = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert (
        response["Content-Disposition"].startswith("attachment") and "crm-19-en.html" in response["Content-Disposition"]
    )
    assert not re.search(r"<(script|link|img|iframe|object|embed|source|use)\b|url\(|@import|\ssrc=", said)
    assert "<style>" in said


def test_pack_of_a_long_meeting_stays_under_three_megabytes(personas, client):
    meeting = vice_ministerial()
    for number in range(4):
        text = text_with_paragraphs(60, symbol=f"long-{number}", meeting=meeting, audience="public")
        text.paragraphs.update(body_en="ñ" * 7_000, body_es="x")
        publish_text(text, by="tests")
    response = take(client, meeting)
    said = response.content.decode()
    assert 1_600_000 < len(response.content) < 3_000_000
    assert said.count("would make this pack too large") == 2 and said.count("<article>") == 4


def test_words_of_a_pack_take_at_most_their_share(personas, client, monkeypatch, meeting):
    monkeypatch.setattr(carried, "MOST", 10)
    said = take(client, meeting).content.decode()
    assert "zqwordspublic" not in said and "too large" in said


def test_pack_of_somebody_stands_in_the_journal_and_a_visitors_does_not(personas, meeting, client):
    take(client, meeting)
    take(signed_in(personas["member"]), meeting)
    assert Act.objects.get(act="download_pack").actor_id == personas["member"].pk


def test_pack_asks_the_same_for_few_and_for_many(personas, meeting, django_assert_num_queries, client):
    take(client, meeting)
    with django_assert_num_queries(6):
        take(client, meeting)
    for number in range(30):
        DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol=f"CRM/ZQ/{number}"))
    with django_assert_num_queries(6):
        take(client, meeting)

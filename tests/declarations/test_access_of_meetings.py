"""A text for everybody from a meeting that is not: the text is read, the meeting is not known of."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from common.access import Audience
from declarations.agreed import agreed_at, agreed_on
from declarations.lists import decision_offer
from declarations.reading import read_text
from declarations.services.publishing import publish_text
from tests.factories import BodyFactory, DecisionFactory, MeetingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    """A public text with one decision on a body, agreed at a meeting of 2009 that only the Secretariat knows of."""
    meeting = MeetingFactory(key="unknown", start="2009-05-07", end="2009-05-08", audience=Audience.SECRETARIAT)
    text = text_with_paragraphs(2, symbol="known", meeting=meeting, audience=Audience.PUBLIC)
    decision = DecisionFactory(paragraph=text.paragraphs.first())
    decision.addressed_bodies.add(BodyFactory(key="grcm"))
    publish_text(text, by="tests")
    return decision


def test_year_of_a_meeting_that_one_may_not_know_of_is_not_offered(decision, personas):
    assert "2009" not in dict(decision_offer(AnonymousUser()).years)
    assert "2009" not in dict(decision_offer(personas["member"]).years)
    assert "2009" in dict(decision_offer(personas["secretariat"]).years)


def test_page_of_the_text_leads_to_no_meeting_that_one_may_not_know_of(decision, personas, visit):
    page = reverse("declarations:text-detail", kwargs={"symbol": "known"})
    meeting = reverse("meetings:meeting-detail", kwargs={"key": "unknown"})
    assert meeting not in visit(page, as_=personas["member"]).content.decode()
    assert meeting in visit(page, as_=personas["secretariat"]).content.decode()
    assert not read_text("known", AnonymousUser()).text.meeting_is_visible


def test_decisions_of_a_meeting_that_one_may_not_know_of_stand_on_no_other_page(decision, personas):
    body = decision.addressed_bodies.get()
    for reader in (AnonymousUser(), personas["member"]):
        assert agreed_on(body.pk, reader)[0] == []
        assert agreed_at(decision.meeting_id, reader)[0] == []
    assert len(agreed_on(body.pk, personas["secretariat"])[0]) == 1
    assert len(agreed_at(decision.meeting_id, personas["secretariat"])[0]) == 1

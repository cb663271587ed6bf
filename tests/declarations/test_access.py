"""Drafts for the members, papers that open on a day, papers granted by name."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from common.access import Audience
from common.models import Act
from declarations.models import Decision, Edition, Text
from declarations.services.publishing import publish_text
from declarations.services.texts import choose_audience, circulate_draft, recall_draft
from meetings.models import Meeting
from members.grants import grant, granted, grants_of, grants_on, revoke, revoke_what_ended
from members.models import ObjectGrant, User
from tests.factories import BodyFactory, DecisionFactory, DelegateFactory, MeetingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
MEMBERS = {"member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}


def who_sees(text, personas):
    return {name for name, user in personas.items() if Text.objects.visible_to(fresh(user)).filter(pk=text.pk)}


def fresh(user):
    return User.objects.get(pk=user.pk) if user.pk else user


def published(**fields):
    text = text_with_paragraphs(2, **{"audience": Audience.SECRETARIAT} | fields)
    publish_text(text, by="tests")
    text.refresh_from_db()
    return text


def test_draft_is_for_the_members_once_it_is_circulated(personas, visit):
    text = text_with_paragraphs(2, symbol="draft", audience=Audience.PUBLIC)
    assert who_sees(text, personas) == {"secretariat"}
    circulate_draft(text, by=personas["secretariat"])
    assert who_sees(text, personas) == MEMBERS
    page = reverse("declarations:text-detail", kwargs={"symbol": "draft"})
    assert visit(page, as_=fresh(personas["deputy"])).status_code == 200
    assert visit(page, as_=fresh(personas["observer_country"])).status_code == 404
    recall_draft(text, by=personas["secretariat"])
    assert who_sees(text, personas) == {"secretariat"}
    assert [act.act for act in Act.objects.order_by("pk")][-2:] == ["draft_circulated", "draft_recalled"]


def test_draft_that_was_circulated_is_for_the_members_no_longer_once_it_is_published_for_others(personas):
    text = text_with_paragraphs(2, audience=Audience.SECRETARIAT)
    circulate_draft(text, by=personas["secretariat"])
    publish_text(text, by="tests")
    assert who_sees(text, personas) == {"secretariat"}


def test_draft_is_circulated_by_the_secretariat_alone_and_only_before_it_is_published(personas):
    text = text_with_paragraphs(2)
    with pytest.raises(PermissionDenied):
        circulate_draft(text, by=personas["presidency"])
    publish_text(text, by="tests")
    with pytest.raises(ValidationError):
        circulate_draft(text, by=personas["secretariat"])


def test_paper_opens_to_everyone_on_its_day(personas, time_machine):
    opens = timezone.localdate() + timedelta(days=3)
    text = published(audience=Audience.MEMBER)
    choose_audience(text, audience=Audience.MEMBER, opens_on=opens, by=personas["secretariat"])
    assert who_sees(text, personas) == MEMBERS
    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert who_sees(text, personas) == set(personas)
    text.refresh_from_db()
    assert text.is_public


def test_paper_of_a_meeting_is_not_meant_for_those_who_do_not_attend_it(personas):
    text = published(meeting=MeetingFactory(kind="grcm"))
    choose_audience(text, audience=Audience.OBSERVER_ORGANISATION, by=personas["secretariat"])
    with pytest.raises(ValidationError):
        choose_audience(text, audience=Audience.OBSERVER_COUNTRY, by=personas["secretariat"])
    text.refresh_from_db()
    assert text.audience == Audience.OBSERVER_ORGANISATION


def test_paper_for_a_body_or_those_accredited_follows_its_meeting(personas):
    body, meeting = BodyFactory(key="network", kind="network"), MeetingFactory(kind="network")
    meeting.bodies.add(body)
    text = published(meeting=meeting, audience=Audience.ACCREDITED)
    elsewhere = published(symbol="elsewhere", meeting=MeetingFactory(key="elsewhere"), audience=Audience.ACCREDITED)
    person = personas["observer_organisation"].person
    DelegateFactory(meeting=meeting, person=person, participant=None, capacity="expert", state="accredited")
    assert who_sees(text, personas) == {"secretariat", "observer_organisation"}
    assert who_sees(elsewhere, personas) == {"secretariat"}
    guest = fresh(personas["observer_organisation"])
    assert Edition.objects.visible_to(guest).filter(text=text).exists()
    assert not Edition.objects.visible_to(guest).filter(text=elsewhere).exists()


def test_grant_opens_one_object_to_one_account_until_its_day(personas, time_machine):
    text, other = published(symbol="one"), published(symbol="other")
    decision = DecisionFactory(paragraph=text.paragraphs.first())
    guest, secretariat = personas["observer_country"], personas["secretariat"]
    grant(text, to=guest, until=timezone.localdate() + timedelta(days=5), reason="Invitada a la red", by=secretariat)
    assert who_sees(text, personas) == {"secretariat", "observer_country"}
    assert who_sees(other, personas) == {"secretariat"}
    assert list(Decision.objects.visible_to(fresh(guest))) == [decision]
    assert [given.user for given in grants_on(text)] == [guest] and grants_of(guest).count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=6))
    assert who_sees(text, personas) == {"secretariat"}, "the clock has not come round, and nothing is open all the same"
    assert revoke_what_ended() == 1 and revoke_what_ended() == 0
    assert not ObjectGrant.objects.exists()
    assert Act.objects.filter(act="access_revoked").count() == 1


def test_grant_of_a_meeting_opens_no_text_with_the_same_number(personas):
    meeting = MeetingFactory(pk=9001, audience=Audience.SECRETARIAT)
    text = published(pk=9001)
    guest = personas["observer_country"]
    grant(meeting, to=guest, until=timezone.localdate(), reason="Invitada", by=personas["secretariat"])
    assert Meeting.objects.visible_to(fresh(guest)).filter(pk=meeting.pk).exists()
    assert not Text.objects.visible_to(fresh(guest)).filter(pk=text.pk).exists()
    assert granted(fresh(guest), Text).count() == 0


def test_grant_that_is_revoked_is_closed_at_once(personas):
    text = published()
    guest, secretariat = personas["nobody"], personas["secretariat"]
    given = grant(text, to=guest, until=timezone.localdate(), reason="Experta", by=secretariat)
    assert "nobody" in who_sees(text, personas)
    revoke(given, by=secretariat)
    assert "nobody" not in who_sees(text, personas)


def test_grant_is_given_by_the_secretariat_alone_with_a_reason_and_a_day_to_come(personas):
    text, guest, today = published(), personas["observer_country"], timezone.localdate()
    with pytest.raises(PermissionDenied):
        grant(text, to=guest, until=today, reason="x", by=personas["presidency"])
    for fields in ({"until": today - timedelta(days=1), "reason": "x"}, {"until": today, "reason": "  "}):
        with pytest.raises(ValidationError):
            grant(text, to=guest, by=personas["secretariat"], **fields)
    assert not ObjectGrant.objects.exists()


def test_reader_asks_no_more_queries_for_more_mandates_and_grants(personas, django_assert_num_queries):
    guest = personas["member"]
    for number in range(12):
        text = published(symbol=f"text-{number}")
        grant(text, to=guest, until=timezone.localdate(), reason="Experta", by=personas["secretariat"])
    guest = fresh(guest)
    with django_assert_num_queries(3):
        assert len(Text.objects.visible_to(guest)) == 12

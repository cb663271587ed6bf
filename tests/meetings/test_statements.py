"""Statements: who speaks where, who writes, who reads, and that nothing is published without a yes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.models import Act, StoredFile
from common.refusals import Refusal
from meetings.models import Statement, StatementFile
from meetings.services.statements import (
    StaleStatement,
    draft_statement,
    edit_statement,
    invite_to_speak,
    move_statement,
    take_back_invitation,
)
from meetings.speaking import rule_against
from tests.access.visits import signed_in
from tests.factories import MeetingFactory, StatementFactory
from tests.meetings.papers import given, session_of, vice_ministerial
from tests.personas import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ALL = set(NAMES)
MEMBERS = {"member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}


def participant_of(user):
    return user.mandates.get().participant


def draft(user, session, **values):
    values = {
        "session": session,
        "item": None,
        "words_es": "Señora Presidenta:",
        "words_en": "",
        "may_publish": True,
    } | values
    return draft_statement(
        meeting=session.meeting, participant=participant_of(user), form_key=uuid4(), values=values, by=user
    )


@pytest.fixture
def plenary(personas):
    return session_of(vice_ministerial())


# Status, kind of meeting, kind of session: whether it speaks uninvited, and whether an invitation helps.
RULES = [
    ("observer_country", "vice_ministerial", "plenary", False, True),
    ("observer_organisation", "vice_ministerial", "plenary", False, True),
    ("observer_organisation", "vice_ministerial", "closed", False, False),
    ("observer_country", "vice_ministerial", "drafting", False, False),
    ("observer_country", "grcm", "plenary", False, False),
    ("observer_organisation", "grcm", "working", False, True),
    ("observer_country", "network", "working", False, True),
    ("observer_organisation", "network", "drafting", False, False),
    ("observer_organisation", "workshop", "working", False, True),
    ("civil_society", "vice_ministerial", "dialogue", True, True),
    ("civil_society", "vice_ministerial", "plenary", False, False),
    ("civil_society", "vice_ministerial", "closed", False, False),
    ("civil_society", "grcm", "plenary", False, True),
    ("civil_society", "network", "drafting", False, False),
]


@pytest.mark.parametrize(("status", "meeting", "session", "uninvited", "invited"), RULES)
def test_who_speaks_where_follows_from_standing_and_session(status, meeting, session, uninvited, invited):
    for is_invited, may in ((False, uninvited), (True, invited)):
        refusal = rule_against(status, meeting, session, is_invited=is_invited)
        assert (refusal is None) is may
        assert may or "report of 20 years" in str(refusal)


def test_member_speaks_in_every_session_without_an_invitation(personas):
    meeting = vice_ministerial()
    for hours, kind in enumerate(("plenary", "closed", "drafting", "dialogue")):
        assert draft(personas["member"], session_of(meeting, kind, hours)).state == "draft"
    with pytest.raises(Refusal, match="without an invitation"):
        invite_to_speak(
            session=meeting.sessions.first(), participant=participant_of(personas["member"]), by=personas["secretariat"]
        )


def test_observer_speaks_once_invited_and_is_told_the_rule_before(personas, plenary):
    observer = personas["observer_country"]
    with pytest.raises(Refusal, match="invited them to"):
        draft(observer, plenary)
    invitation = invite_to_speak(session=plenary, participant=participant_of(observer), by=personas["presidency"])
    statement = draft(observer, plenary)
    move_statement(statement, "submit_statement", by=observer)
    take_back_invitation(invitation, by=personas["presidency"])
    with pytest.raises(ValidationError, match="invited them to"):
        move_statement(statement, "publish_statement", by=personas["secretariat"])


def test_invitation_when_a_rule_forbids_it_is_refused(personas):
    closed = session_of(vice_ministerial(), "closed")
    for who in ("observer_country", "observer_organisation", "civil_society"):
        with pytest.raises(Refusal, match="Only members speak"):
            invite_to_speak(session=closed, participant=participant_of(personas[who]), by=personas["secretariat"])
    grcm = session_of(MeetingFactory(kind="grcm"))
    with pytest.raises(Refusal, match="do not attend this kind of meeting"):
        invite_to_speak(
            session=grcm, participant=participant_of(personas["observer_country"]), by=personas["secretariat"]
        )
    assert not Act.objects.filter(act="invite_to_speak").exists()


def test_invitation_given_twice_is_one(personas, plenary):
    for _time in range(2):
        invite_to_speak(
            session=plenary, participant=participant_of(personas["observer_country"]), by=personas["secretariat"]
        )
    assert plenary.speakers.count() == 1 and Act.objects.filter(act="invite_to_speak").count() == 1


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "liaison", "secretariat", "nobody", "administrator"])
def test_statement_is_written_by_those_who_speak_for_the_country_alone(who, personas, plenary):
    statement = draft(personas["member"], plenary)
    country = participant_of(personas["member"])
    with pytest.raises(PermissionDenied):
        draft_statement(meeting=plenary.meeting, participant=country, form_key=uuid4(), values={}, by=personas[who])
    with pytest.raises(PermissionDenied):
        edit_statement(statement, values={"words_es": "Otras"}, seen=1, by=personas[who])
    with pytest.raises(PermissionDenied):
        move_statement(statement, "submit_statement", by=personas[who])
    assert Statement.objects.get().words_es == "Señora Presidenta:"


def test_statement_posted_twice_is_one(personas, plenary):
    key, user = uuid4(), personas["member"]
    values = {"session": plenary, "words_es": "Hola"}
    for _time in range(2):
        draft_statement(meeting=plenary.meeting, participant=participant_of(user), form_key=key, values=values, by=user)
    assert Statement.objects.count() == 1


def test_statement_without_words_in_any_language_is_not_submitted(personas, plenary):
    statement = draft(personas["member"], plenary, words_es=" ")
    with pytest.raises(ValidationError, match="no words and no file"):
        move_statement(statement, "submit_statement", by=personas["member"])
    edit_statement(statement, values={}, files={"en": given("s.docx.pdf.txt")}, seen=1, by=personas["member"])
    move_statement(statement, "submit_statement", by=personas["deputy"])
    assert statement.state == "submitted"


def test_statement_without_the_yes_of_its_delegation_is_never_published(personas, plenary):
    statement = draft(personas["member"], plenary, may_publish=False)
    move_statement(statement, "submit_statement", by=personas["member"])
    with pytest.raises(ValidationError, match="has not agreed"):
        move_statement(statement, "publish_statement", by=personas["secretariat"])
    with pytest.raises(PermissionDenied):
        move_statement(statement, "publish_statement", by=personas["presidency"])
    with pytest.raises(Refusal, match="Only a draft"):
        edit_statement(statement, values={"may_publish": True}, seen=1, by=personas["member"])
    move_statement(statement, "recall_statement", by=personas["member"])
    edit_statement(statement, values={"may_publish": True}, seen=1, by=personas["member"])
    move_statement(statement, "submit_statement", by=personas["member"])
    move_statement(statement, "publish_statement", by=personas["secretariat"])
    assert statement.state == "published" and statement.published_at


def test_statement_when_two_of_a_delegation_edit_it_the_second_is_told(personas, plenary):
    statement = draft(personas["member"], plenary)
    edit_statement(statement, values={"words_es": "Uno"}, seen=1, by=personas["member"])
    with pytest.raises(StaleStatement) as stale:
        edit_statement(statement, values={"words_es": "Dos"}, seen=1, by=personas["deputy"])
    assert stale.value.current.words_es == "Uno"


def test_missing_language_is_missing_and_never_replaced(personas, plenary):
    statement = draft(personas["member"], plenary)
    assert (Statement.objects.get(pk=statement.pk).words_es, Statement.objects.get(pk=statement.pk).words_en) == (
        "Señora Presidenta:",
        "",
    )


@pytest.mark.parametrize(
    ("state", "kind", "readers"),
    [
        ("draft", "plenary", {"member", "deputy"}),
        ("submitted", "plenary", {"member", "deputy", "secretariat", "presidency"}),
        ("withdrawn", "plenary", {"member", "deputy", "secretariat"}),
        ("published", "plenary", ALL),
        ("published", "closed", MEMBERS),
        ("published", "drafting", MEMBERS),
    ],
)
def test_who_reads_a_statement_follows_from_its_state_and_session(state, kind, readers, personas):
    session = session_of(vice_ministerial(), kind)
    statement = StatementFactory(
        meeting=session.meeting, session=session, participant=participant_of(personas["member"]), state=state
    )
    file = StatementFile.objects.create(statement=statement, language="es", file=_stored())
    for who in NAMES:
        assert Statement.objects.visible_to(personas[who]).exists() is (who in readers), who
        assert StatementFile.objects.visible_to(personas[who]).filter(pk=file.pk).exists() is (who in readers), who


def test_statement_of_a_session_that_was_deleted_is_for_members_alone(personas):
    statement = StatementFactory(meeting=vice_ministerial(), session=None)
    assert not Statement.objects.visible_to(personas["visitor"]).exists()
    assert Statement.objects.visible_to(personas["neighbour"]).get() == statement


def test_statement_of_a_meeting_that_one_does_not_see_is_not_seen(personas):
    session = session_of(MeetingFactory(audience="troika"))
    StatementFactory(meeting=session.meeting, session=session, participant=participant_of(personas["member"]))
    assert not Statement.objects.visible_to(personas["visitor"]).exists()
    assert not Statement.objects.visible_to(personas["member"]).exists()
    assert Statement.objects.visible_to(personas["troika"]).exists()


def test_file_that_is_replaced_goes_out_of_the_portal(personas, plenary):
    statement = draft(personas["member"], plenary)
    for words in ("Uno", "Dos"):
        edit_statement(
            statement, values={}, files={"es": given(words=words)}, seen=statement.version, by=personas["member"]
        )
    assert StatementFile.objects.count() == StoredFile.objects.count() == 1


def test_statement_in_a_meeting_that_was_cancelled_is_refused(personas):
    session = session_of(vice_ministerial(state="cancelled"))
    with pytest.raises(Refusal, match="closed or cancelled"):
        draft(personas["member"], session)


def test_standing_counts_on_the_day_of_the_session(personas, plenary):
    country = participant_of(personas["member"])
    country.standings.update(end=(plenary.starts_at - timedelta(days=1)).date())
    with pytest.raises(Refusal, match="takes no part"):
        draft(personas["member"], plenary)


def _stored():
    from django.core.files.uploadedfile import SimpleUploadedFile

    from common.uploads import store_upload

    return store_upload(SimpleUploadedFile("s.txt", b"Palabras"), by="tests")


def test_preview_as_a_delegation_does_not_show_its_drafts(personas):
    session = session_of(vice_ministerial())
    country = participant_of(personas["member"])
    StatementFactory(meeting=session.meeting, session=session, participant=country, state="draft")
    client = signed_in(personas["secretariat"])
    client.post(reverse("secretariat:preview"), {"face": "member", "participant": country.pk})
    path = reverse("meetings:statement-list", kwargs={"key": session.meeting.key})
    assert client.get(path).status_code == 404
    assert not Statement.objects.visible_to(personas["secretariat"]).exists()

"""Who may not is refused by the service itself, whatever door it is called from; nothing is written."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common.models import Act, OutboxMessage
from crm_portal.services import export_journal
from declarations.services.paragraphs import add_paragraph, delete_paragraph, edit_paragraph
from declarations.services.publishing import PublishingError, publish_text, retry_rendering
from declarations.services.rearranging import move_paragraph
from declarations.services.texts import choose_audience, circulate_draft, recall_draft
from meetings.models import Attendance, Seat
from meetings.services.accreditation import accredit_delegates, refuse_delegates
from meetings.services.attendance import check_in, undo_check_in
from meetings.services.delegation_files import ask_for_file, record_participants_export
from meetings.services.delegations import Entry, edit_delegate, register_delegates, withdraw_delegate
from meetings.services.seats import give_seat, take_seat
from members.access import troika
from members.grants import grant, revoke
from members.models import Institution, Letter
from members.services.accounts import reset_second_factor
from members.services.calendars import remove_calendar_day, save_calendar_day
from members.services.handover import set_handover, tick
from members.services.invitations import invite
from members.services.letters import resend_letter
from members.services.mandates import appoint, end_mandate, hold_over
from members.services.people import (
    confirm_contact_data,
    create_person,
    edit_person,
    record_export,
    save_institution,
)
from secretariat.models import Notice
from secretariat.services import notices
from secretariat.services.messages import retry_letter
from tests.access.changes import make_targets
from tests.access.visits import unrefused
from tests.factories import BodyFactory, CalendarDayFactory, DelegateFactory, MeetingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
STRANGERS = ("observer_country", "presidency", "expired", "administrator", "nobody")
# A focal point names the own reviewers and invites them; an administrator invites and reads the journal.
MAY = {
    "presidency": {"create_person", "record_export", "tick"},
    "administrator": {"invite", "export_journal", "reset_second_factor"},
}


def services(personas, targets, by):
    """Each service with arguments that would do; by name."""
    text = text_with_paragraphs(2, symbol=f"of-{by.pk}", meeting=MeetingFactory(key=f"of-{by.pk}"))
    first, today = text.paragraphs.first(), timezone.localdate()
    person, mandate = personas["deputy"].person, personas["deputy"].mandates.get()
    seat = Seat(mandate=personas["liaison"].mandates.get(), body=BodyFactory(key="b"))
    delegate = DelegateFactory(meeting=MeetingFactory(key=f"with-{by.pk}", state="convened"), person=person)
    came = Attendance.objects.create(delegate=delegate, on=today)
    own = {"meeting": delegate.meeting, "participant": delegate.participant, "form_key": uuid4()}
    reason = {"es": "x", "en": "x"}
    draft = Notice.objects.get(pk=targets["DRAFT-NOTICE"])
    published = Notice.objects.get(pk=targets["NOTICE"])
    term = troika()[2]
    allowed = {"person": person, "function": "national_reviewer", "participant": mandate.participant}
    until = {"until": today, "reason": "x"}
    values = {"title_es": "x"}
    yield "appoint", lambda: appoint(**allowed, institution=None, start=today, end=None, by=by)
    yield "end_mandate", lambda: end_mandate(mandate=mandate, by=by, reason="x")
    yield "hold_over", lambda: hold_over(mandate=mandate, by=by)
    yield "create_person", lambda: create_person(words={"name": "x", "email": ""}, by=by)
    yield "edit_person", lambda: edit_person(person=person, words={"name": "x"}, by=by)
    yield "confirm_contact_data", lambda: confirm_contact_data(person=person, words={"name": "x"}, by=by)
    yield "save_institution", lambda: save_institution(institution=Institution(), words={"name_es": "x"}, by=by)
    entry = CalendarDayFactory(participant=None)
    yield "save_calendar_day", lambda: save_calendar_day(entry=entry, words={"name_es": "x"}, by=by)
    yield "remove_calendar_day", lambda: remove_calendar_day(entry=entry, by=by)
    yield "record_export", lambda: record_export(rows=1, asked="", by=by)
    yield "invite", lambda: invite(person=person, by=by)
    yield "reset_second_factor", lambda: reset_second_factor(user=personas["deputy"], by=by, address="127.0.0.1")
    yield "resend_letter", lambda: resend_letter(Letter.objects.get(pk=targets["LETTER"]), by=by)
    yield "retry_letter", lambda: retry_letter(OutboxMessage.objects.get(pk=targets["MESSAGE"]), by=by)
    yield "set_handover", lambda: set_handover(presidency=term, begins_at=timezone.now(), by=by)
    yield "grant", lambda: grant(text, to=personas["nobody"], by=by, **until)
    yield "revoke", lambda: revoke(grant(text, to=personas["nobody"], by=personas["secretariat"], **until), by=by)
    yield "add_paragraph", lambda: add_paragraph(text, after=None, by=by, words={})
    yield "edit_paragraph", lambda: edit_paragraph(first, words={}, seen="", by=by)
    yield "move_paragraph", lambda: move_paragraph(first, up=False, by=by)
    yield "delete_paragraph", lambda: delete_paragraph(first, seen="", by=by)
    yield "choose_audience", lambda: choose_audience(text, audience="public", by=by)
    yield "circulate_draft", lambda: circulate_draft(text, by=by)
    yield "recall_draft", lambda: recall_draft(text, by=by)
    yield "publish_text", lambda: publish_text(text, by=by)
    yield "give_seat", lambda: give_seat(mandate=seat.mandate, body=seat.body, by=by)
    yield "take_seat", lambda: take_seat(seat, by=by)
    yield "register_delegates", lambda: register_delegates(**own, entries=[Entry("delegate", name="x")], by=by)
    yield "edit_delegate", lambda: edit_delegate(delegate, entry=Entry("delegate", name="x"), by=by)
    yield "withdraw_delegate", lambda: withdraw_delegate(delegate, by=by)
    chosen = {"meeting": delegate.meeting, "delegates": [delegate.pk], "by": by}
    yield "accredit_delegates", lambda: accredit_delegates(**chosen)
    yield "refuse_delegates", lambda: refuse_delegates(**chosen, reason=reason)
    yield "check_in", lambda: check_in(delegate, session=None, on=today, by=by)
    yield "undo_check_in", lambda: undo_check_in(came, by=by)
    asked = {"meeting": delegate.meeting, "language": "es", "form_key": uuid4(), "by": by}
    yield "ask_for_file", lambda: ask_for_file(kind="participants", **asked)
    yield "record_participants_export", lambda: record_participants_export(meeting=delegate.meeting, rows=1, by=by)
    yield "draft_notice", lambda: notices.draft_notice(form_key=draft.form_key, values=values, by=by)
    yield "edit_notice", lambda: notices.edit_notice(draft, values=values, seen=1, by=by)
    yield (
        "correct_notice",
        lambda: notices.correct_notice(published, values=values, seen=1, reason="x", is_told=False, by=by),
    )
    yield "publish_notice", lambda: notices.publish_notice(draft, by=by)
    yield "withdraw_notice", lambda: notices.withdraw_notice(published, reason="x", by=by)
    yield "remove_attachment", lambda: notices.remove_attachment(draft.attachments.get(), by=by)
    yield "attach_file", lambda: notices.attach_file(draft, upload=None, titles=values, by=by)
    yield "export_journal", lambda: export_journal(Act.objects.all(), asked={}, by=by)
    yield "tick", lambda: tick(presidency=term, key="archive", note="", done=True, by=by)


@pytest.mark.parametrize("who", STRANGERS)
def test_service_refuses_whoever_may_not(who, personas):
    by, allowed = personas[who], MAY.get(who, set())
    asked = ((name, call) for name, call in services(personas, make_targets(personas), by) if name not in allowed)
    faults = unrefused(asked, by, (PermissionDenied, PublishingError))
    assert not faults, "\n".join(faults)


def test_failed_pdf_is_asked_for_again_by_the_secretariat_alone(personas):
    from declarations.models import Rendering

    targets = make_targets(personas)
    rendering = Rendering.objects.get(pk=targets["RENDERING"])
    for who in STRANGERS:
        with pytest.raises(PublishingError):
            retry_rendering(rendering, by=personas[who])

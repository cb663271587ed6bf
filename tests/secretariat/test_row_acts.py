"""What the Secretariat does from a row of its desk: reminders go out, once a day, and stand in the journal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from common.models import Act, OutboxMessage
from declarations.services.reminders import ask_for_report
from declarations.tasks_commitments import remind_of_commitment
from meetings.services.registration_reminders import remind_of_registration
from members.models import Delivery, Letter, Mandate, Participant
from members.services.reminders import ask_for_contact_data
from tests.access.visits import signed_in
from tests.factories import DelegateFactory, MeetingFactory
from tests.factories.commitments import published_commitment

pytestmark = pytest.mark.django_db
HOME = "/en/intranet/"


def queues(user):
    return {queue.key: queue for queue in signed_in(user).get(HOME).context["queues"]}


def convened(**fields):
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    return MeetingFactory(
        **{"kind": "grcm", "start": soon, "end": soon, "state": "convened", "audience": "member"} | fields
    )


def overdue():
    commitment = published_commitment(due_kind="date", due_on=timezone.localdate() - timedelta(days=9))
    commitment.decision.addressees.set(Participant.objects.filter(key="cr"))
    return commitment


def test_asking_for_contact_data_writes_one_letter_a_day(personas):
    client, person = signed_in(personas["secretariat"]), personas["deputy"].person
    (line,) = [one for one in queues(personas["secretariat"])["stale"].lines if one.title == person.name] or [None]
    address = f"/en/intranet/people/{person.pk}/ask/"
    for _time in range(2):
        assert client.post(address, {"next": HOME}).url == HOME
    letter = Letter.objects.get(kind="contact_reminder", recipient=personas["deputy"])
    assert OutboxMessage.objects.filter(key=letter.outbox_key).exists()
    assert Act.objects.get(act="contact_reminder_sent").actor == "secretariat@example.org"
    assert line is None or line.acts[0].url == address


def test_asking_again_the_next_day_writes_another_letter(personas):
    by, person = personas["secretariat"], personas["deputy"].person
    assert ask_for_contact_data(person, by=by)
    yesterday = timezone.now() - timedelta(days=1)
    Letter.objects.update(created_at=yesterday, key="of-yesterday")
    assert ask_for_contact_data(person, by=by) and not ask_for_contact_data(person, by=by)


def test_who_has_no_account_cannot_be_asked(personas):
    personas["deputy"].is_active = False
    personas["deputy"].save()
    assert not ask_for_contact_data(personas["deputy"].person, by=personas["secretariat"])
    assert not Letter.objects.exists() and not Act.objects.filter(act="contact_reminder_sent").exists()


def test_members_that_registered_nobody_are_reminded_and_no_others(personas):
    meeting = convened()
    meeting.refresh_from_db()
    for key in ("cr", "gt"):
        DelegateFactory(meeting=meeting, participant=Participant.objects.filter(key=key).first() or None)
    queue = queues(personas["secretariat"])["delegations"]
    (line,) = queue.lines
    assert line.due.day == meeting.start.first_day and queue.next_due == line.due
    by = personas["secretariat"]
    sent = remind_of_registration(meeting, by=by)
    told = set(Letter.objects.values_list("recipient", flat=True))
    assert sent == len(told) > 0 and personas["neighbour"].pk in told
    assert personas["member"].pk not in told and personas["deputy"].pk not in told
    assert remind_of_registration(meeting, by=by) == 0 and Letter.objects.count() == sent
    assert Act.objects.get(act="remind_of_registration").after == {"letters": sent}


def test_letter_of_registration_says_until_when_and_where(personas):
    meeting = convened(name_es="Zq reunión", name_en="Zq meeting")
    remind_of_registration(meeting, by=personas["secretariat"])
    letter = Letter.objects.filter(recipient=personas["neighbour"]).get()
    with override(letter.language):
        assert "Zq" in letter.subject and f"/{meeting.key}/" in letter.text


@pytest.mark.parametrize("state", ["planned", "held", "cancelled"])
def test_nobody_is_reminded_of_a_meeting_that_is_not_convened(personas, state):
    assert remind_of_registration(convened(state=state), by=personas["secretariat"]) == 0
    assert not Letter.objects.exists()


def test_reminding_of_a_commitment_tells_those_whom_it_asks_once_a_day(personas):
    commitment, by = overdue(), personas["secretariat"]
    (line,) = queues(by)["overdue"].lines
    assert line.due.is_overdue
    client = signed_in(by)
    for _time in range(2):
        assert client.post(line.acts[0].url, {"next": "https://elsewhere.example/"}).url == commitment_page(commitment)
    message = OutboxMessage.objects.get(kind=remind_of_commitment.name)
    for _time in range(2):
        remind_of_commitment(**message.payload)
    told = set(Delivery.objects.values_list("recipient", flat=True))
    assert told == {personas["member"].pk, personas["deputy"].pk}
    with override("en"):
        assert (
            "overdue" in Letter.objects.filter(language="en").first().subject
            if Letter.objects.filter(language="en").exists()
            else Letter.objects.filter(subject__contains="vencido").exists()
        )
    assert Act.objects.get(act="remind_commitment").after == {"kind": "asked"}


def commitment_page(commitment):
    with override("en"):
        return commitment.get_absolute_url()


@pytest.mark.parametrize("name", ["member", "observer_country", "administrator", "nobody"])
def test_services_refuse_whoever_does_not_keep_the_desk(personas, name):
    by = personas[name]
    with pytest.raises(PermissionDenied):
        ask_for_contact_data(personas["deputy"].person, by=by)
    with pytest.raises(PermissionDenied):
        remind_of_registration(convened(), by=by)
    with pytest.raises(PermissionDenied):
        ask_for_report(overdue(), by=by)
    assert not Letter.objects.exists() and not OutboxMessage.objects.filter(kind=remind_of_commitment.name).exists()


def test_ending_mandate_is_held_over_from_its_row(personas):
    mandate = Mandate.objects.get(person=personas["deputy"].person)
    Mandate.objects.filter(pk=mandate.pk).update(end=timezone.localdate() + timedelta(days=9))
    queue = queues(personas["secretariat"])["ending"]
    assert queue.next_due.day == timezone.localdate() + timedelta(days=9)
    renew, hold_over = queue.lines[0].acts
    assert renew.fields is None and hold_over.fields == {}
    assert signed_in(personas["secretariat"]).post(hold_over.url, {"next": HOME}).url == HOME
    mandate.refresh_from_db()
    assert mandate.is_holdover


def test_presidency_finds_what_is_overdue_of_others_and_a_focal_point_its_own(personas):
    overdue()
    presidency, member = queues(personas["presidency"]), queues(personas["member"])
    assert [line.acts[0].words for line in presidency["overdue"].lines] == ["Remind"]
    assert not presidency["mine"].number
    assert [line.acts[0].words for line in member["mine"].lines] == ["Say how far it is"] and "overdue" not in member
    assert not queues(personas["neighbour"])["mine"].number and queues(personas["observer_country"]) == {}

"""Who is convened gets one letter in their own language, and the paper in both; nobody else reads it."""

import shutil
import subprocess
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from common.models import OutboxMessage
from meetings.models import Convocation, ConvocationPaper, Meeting, Seat
from meetings.queries.convocations import accounts_convened
from meetings.services import convening
from meetings.services.convocations import invite_guest, send_again
from meetings.tasks import make_convocation_paper, tell_convocation
from members.grants import revoke
from members.mailing import send_letter
from members.models import Letter, LetterState, User
from tests.factories import BodyFactory, BodyMembershipFactory, MandateFactory, StandingFactory, UserFactory, a_planned
from tests.meetings.test_workflow import REASON, convene, put

MEMBERS = {"member", "neighbour", "deputy", "presidency", "troika"}


@pytest.fixture(autouse=True)
def english():
    """Refusals are read here in English."""
    with override("en"):
        yield


def names(users):
    return {user.email.split("@")[0] for user in users}


def told(convocation):
    tell_convocation(convocation.pk)
    return {letter.recipient.email.split("@")[0]: letter for letter in Letter.objects.select_related("recipient")}


@pytest.mark.parametrize(
    ("audiences", "expected"),
    [
        (["member"], MEMBERS),
        (["member", "observer_organisation"], MEMBERS | {"observer_organisation"}),
        (["observer_country"], {"observer_country"}),
        (["civil_society", "member"], MEMBERS | {"civil_society"}),
    ],
)
def test_letters_when_sent_go_to_the_audiences_that_are_convened(personas, audiences, expected):
    made = convene(a_planned("extraordinary"), personas["secretariat"], audiences=audiences)
    assert set(told(made)) == expected


def test_letters_of_a_network_go_to_seats_and_to_the_delegations_that_sit_in_it(personas):
    network = BodyFactory()
    meeting = a_planned("network", audience="secretariat")
    meeting.bodies.add(network)
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=network)
    BodyMembershipFactory(body=network, participant=personas["neighbour"].mandates.get().participant)
    made = convene(meeting, personas["secretariat"], audiences=["body_members"], audience="body_members")
    assert set(told(made)) == {"liaison", "neighbour"}


@pytest.mark.parametrize(
    ("kind", "audience"),
    [("grcm", "observer_country"), ("network", "observer_organisation"), ("grcm", "body_members"), ("grcm", "public")],
)
def test_convening_of_whom_the_rules_do_not_let_attend_is_refused(personas, kind, audience):
    meeting = a_planned(kind)
    meeting.bodies.add(BodyFactory())
    with pytest.raises(ValidationError, match="rules do not let"):
        convene(meeting, personas["secretariat"], audiences=[audience])
    assert Meeting.objects.get(pk=meeting.pk).state == "planned" and not OutboxMessage.objects.exists()


def test_letter_when_written_is_in_the_language_of_its_reader(personas):
    User.objects.filter(pk=personas["member"].pk).update(language="es")
    User.objects.filter(pk=personas["neighbour"].pk).update(language="en")
    made = convene(
        a_planned("seminar", name_es="Seminario de Tapachula", name_en="Tapachula Seminar"),
        personas["presidency"],
        words={"es": "Palabras en español.", "en": "Words in English."},
        register_by=timezone.localdate() + timedelta(days=20),
    )
    letters = told(made)
    assert "Tapachula Seminar" in letters["neighbour"].subject and "Words in English." in letters["neighbour"].text
    assert "Seminario de Tapachula" in letters["member"].subject
    assert "Palabras en español." in letters["member"].html and "Words" not in letters["member"].text
    assert f"/en/meetings/{made.meeting.key}/convocations/1/" in letters["neighbour"].text


def test_letters_when_the_task_runs_twice_are_written_once(personas):
    made = convene(a_planned(), personas["secretariat"])
    first = {name: letter.pk for name, letter in told(made).items()}
    assert {name: letter.pk for name, letter in told(made).items()} == first


def test_letter_when_its_reader_is_no_longer_convened_is_withheld(personas):
    made = convene(a_planned(audience="secretariat"), personas["secretariat"], audience="secretariat")
    letters = told(made)
    personas["neighbour"].mandates.update(end=timezone.localdate() - timedelta(days=1))
    for letter in letters.values():
        send_letter(letter.pk)
    states = dict(Letter.objects.values_list("recipient__email", "state"))
    assert states.pop("neighbour@example.org") == LetterState.DROPPED
    assert set(states.values()) == {LetterState.SENT} and len(mail.outbox) == len(MEMBERS) - 1


def test_whoever_is_convened_sees_the_meeting_and_the_letter_though_its_page_is_for_nobody_else(personas):
    made = convene(
        a_planned("extraordinary"), personas["secretariat"], audiences=["observer_country"], audience="secretariat"
    )
    for name in ("observer_country", "member"):  # members read whatever is meant for observers
        assert Meeting.objects.visible_to(personas[name]).filter(pk=made.meeting_id).exists()
        assert Convocation.objects.visible_to(personas[name]).filter(pk=made.pk).exists()
    for name in ("observer_organisation", "civil_society", "liaison", "visitor", "nobody", "expired"):
        assert not Meeting.objects.visible_to(personas[name]).filter(pk=made.meeting_id).exists()
        assert not Convocation.objects.visible_to(personas[name]).filter(pk=made.pk).exists()


def test_convocation_of_a_public_meeting_is_read_by_those_convened_alone(personas):
    made = convene(a_planned(), personas["secretariat"], audiences=["member"], audience="public")
    seen = {name for name, user in personas.items() if Convocation.objects.visible_to(user).exists()}
    assert seen == MEMBERS | {"reviewer", "secretariat"} and made.number == 1


def test_form_when_posted_twice_convenes_once(personas):
    meeting, key = a_planned(), uuid4()
    first = convene(meeting, personas["secretariat"], form_key=key)
    assert convene(meeting, personas["secretariat"], form_key=key) == first
    assert Convocation.objects.count() == 1 and meeting.sequence == 1


def test_registration_when_it_would_end_after_the_meeting_is_refused(personas):
    with pytest.raises(ValidationError, match="over by then"):
        convene(a_planned(), personas["secretariat"], register_by=timezone.localdate() + timedelta(days=90))


@pytest.mark.parametrize(("act", "kind"), [("postpone", "postponement"), ("cancel", "cancellation")])
def test_calling_off_when_it_was_convened_is_told_to_the_same_with_the_reason(personas, act, kind):
    meeting = a_planned("extraordinary")
    convene(meeting, personas["secretariat"], audiences=["member", "observer_country"])
    getattr(convening, f"{act}_meeting")(meeting, reason=REASON, by=personas["presidency"])
    last = meeting.convocations.first()
    assert (last.number, last.kind, last.words_es, last.words_en) == (2, kind, REASON["es"], REASON["en"])
    assert names(accounts_convened(last)) == MEMBERS | {"observer_country"}


def test_calling_off_when_nobody_was_convened_is_told_to_nobody(personas):
    convening.cancel_meeting(a_planned(), reason=REASON, by=personas["secretariat"])
    assert not Convocation.objects.exists()


def test_change_when_told_keeps_what_the_former_letter_said(personas):
    meeting = a_planned()
    first = convene(meeting, personas["secretariat"])
    put(meeting, city_es="Colón", city_en="Colón")
    words = {"es": "Cambia la ciudad.", "en": "The city changes."}
    change = convening.tell_change(meeting, form_key=uuid4(), words=words, register_by=None, by=personas["secretariat"])
    first.refresh_from_db()
    assert (first.facts["es"]["city"], change.facts["es"]["city"]) == ("Ciudad de Panamá", "Colón")
    assert change.kind == "change" and list(change.invited.values_list("audience", flat=True)) == ["member"]


def test_letter_when_sent_again_is_another_one_for_that_account_alone(personas):
    made = convene(a_planned(), personas["secretariat"])
    told(made)
    send_again(made, to=personas["member"], by=personas["presidency"])
    assert Letter.objects.filter(recipient=personas["member"]).count() == 2
    assert Letter.objects.count() == len(MEMBERS) + 1
    with pytest.raises(ValidationError):
        send_again(made, to=personas["observer_country"], by=personas["secretariat"])
    with pytest.raises(PermissionDenied):
        send_again(made, to=personas["member"], by=personas["member"])


def test_guest_of_a_network_when_invited_by_name_sees_it_and_gets_its_letter(personas):
    meeting = a_planned("network", audience="body_members")
    meeting.bodies.add(BodyFactory())
    made = convene(meeting, personas["secretariat"], audiences=["body_members"], audience="body_members")
    guest, until = personas["observer_organisation"], timezone.localdate() + timedelta(days=31)
    assert not Meeting.objects.visible_to(guest).filter(pk=meeting.pk).exists()
    given = invite_guest(meeting, to=guest, until=until, reason="Expositora", by=personas["secretariat"])
    assert Convocation.objects.visible_to(guest).get() == made
    assert Letter.objects.get(recipient=guest).about_id == str(made.pk)
    assert set(told(made)) == {"observer_organisation"}
    revoke(given, by=personas["secretariat"])
    assert not Meeting.objects.visible_to(guest).filter(pk=meeting.pk).exists()
    send_letter(Letter.objects.get(recipient=guest).pk)
    assert not mail.outbox


def test_guest_when_observers_come_by_right_is_refused(personas):
    until = timezone.localdate() + timedelta(days=5)
    with pytest.raises(ValidationError, match="by name"):
        invite_guest(a_planned(), to=personas["observer_country"], until=until, reason="x", by=personas["secretariat"])
    with pytest.raises(PermissionDenied):
        invite_guest(
            a_planned("network"), to=personas["observer_country"], until=until, reason="x", by=personas["presidency"]
        )


@pytest.mark.parametrize(("language", "words"), [("es", "Se convoca."), ("en", "It is convened.")])
def test_paper_when_made_says_the_words_in_its_language_and_is_made_once(personas, language, words):
    made = convene(a_planned(practical_es="Taxi autorizado.", practical_en="Licensed taxi."), personas["secretariat"])
    paper = ConvocationPaper.objects.get(convocation=made, language=language)
    make_convocation_paper(paper.pk)
    paper.refresh_from_db()
    content = paper.file.read()
    assert paper.state == "ready" and paper.size == len(content)
    assert OutboxMessage.objects.get(key=paper.outbox_key).done_at
    with pikepdf.open(BytesIO(content)) as opened:
        assert opened.Root.Lang == language
    make_convocation_paper(paper.pk)
    assert ConvocationPaper.objects.get(pk=paper.pk).file.name == paper.file.name
    assert words in words_of_paper(content)


def words_of_paper(content):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_accounts_when_many_are_convened_are_told_in_batches(personas, monkeypatch):
    for _number in range(4):
        MandateFactory(person=UserFactory().person, participant=StandingFactory().participant)
    monkeypatch.setattr("meetings.tasks.convocations.BATCH", 3)
    convene(a_planned(), personas["secretariat"])
    for _turn in range(4):
        for message in OutboxMessage.objects.filter(key__startswith="tell-convocation", done_at=None):
            tell_convocation(**message.payload)
    assert Letter.objects.count() == len(MEMBERS) + 4
    assert Letter.objects.values("recipient").distinct().count() == len(MEMBERS) + 4

"""Letters of a consultation: who gets which, once, in which language, with what; and what they never say."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from common.models import OutboxMessage
from common.uploads import store_upload
from members.mailing import send_letter
from members.mailing.sending import UNSEEN
from members.models import Letter, User
from members.services.letters import resend_letter
from secretariat.models import Consulted, Stage
from secretariat.services.consultation_steps import extend_step, open_step, resume_step, suspend_step
from secretariat.services.consultations import carry_consultation, send_back, withdraw_consultation
from secretariat.services.replies import Said, enter_reply, save_draft
from secretariat.tasks.consultations import post_reminder, remind_member, tell_step
from tests.factories.consultations import (
    ELEVEN,
    TROIKA,
    a_conference,
    a_consultation,
    asked,
    everybody_agrees,
    fresh,
    lapse,
    person_of,
    reply,
    running,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.members import CountryFactory, MandateFactory, StandingFactory
from tests.members.mail_server import mail_server
from tests.secretariat.posting import attached, letters, post, ready

pytestmark = pytest.mark.django_db
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
        settings.SECRETARIAT_EMAIL = "secretariat@example.org"
        yield server


def in_english(*users) -> None:
    User.objects.filter(pk__in=[user.pk for user in users]).update(language="en")


def opened(conference, **settings):
    """A consultation in round one whose papers are there and of which everybody was told."""
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE, **settings)
    ready()
    post()
    return consultation


def a_message():
    return store_upload(SimpleUploadedFile("mail.txt", b"From: gt@example.org"), by="tests")


def to(conference, *keys: str) -> set[str]:
    return {conference.points[key].email for key in keys}


def test_letter_waits_for_its_papers_and_goes_to_everybody_asked_once(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    step, message = running(consultation), OutboxMessage.objects.get(key__contains=":opened:")
    post()
    message.refresh_from_db()
    assert not letters() and message.done_at is None and message.dead_at is None and message.attempts == 1
    assert "waits for consultation-paper" in message.error
    one, _other = ready()[0], post()
    assert letters("opened").keys() == to(conference, *TROIKA)
    for _again in range(2):
        tell_step(**message.payload)
    assert Letter.objects.count() == 3
    assert one.step == step and OutboxMessage.objects.get(pk=message.pk).done_at


def test_all_members_are_told_of_a_round_with_those_who_prepare_replies_and_nobody_else(conference):
    reviewer = person_of(conference.countries["mx"], "national_reviewer")
    deputy = person_of(conference.countries["mx"], "deputy")
    head = person_of(conference.countries["mx"], "head_of_delegation")
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = person_of(conference.countries["mx"], "national_reviewer", start="2020-01-01", end=yesterday.isoformat())
    observer = person_of(StandingFactory(participant=CountryFactory(), status="observer_country").participant,
                         "observer_delegate")  # fmt: skip
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    ready()
    post()
    told = set(letters("opened", about_id__in=[str(one.pk) for one in step.papers.all()]))
    assert told == to(conference, *ELEVEN) | {reviewer.email, deputy.email}
    assert not letters("opened").keys() & {head.email, ended.email, observer.email, conference.officer.email}
    lapse(consultation)
    post()
    assert reviewer.email not in letters("closed") and deputy.email in letters("closed")


def test_letter_carries_the_whole_matter_in_the_language_of_its_reader(conference):
    mexico, us = conference.points["mx"], conference.points["us"]
    in_english(us)
    consultation = opened(conference, silence="express", calendar="any")
    step = running(consultation)
    first = step.version.content().paragraphs[0]
    spanish, english = (letters("opened", recipient=user)[user.email] for user in (mexico, us))
    assert first.body_es in spanish.text and first.body_en in english.text
    assert first.body_es not in english.text and first.body_en not in spanish.text
    assert "Consent must be expressed" in english.text and "secretariat" in english.text.lower()
    assert "San José, Costa Rica, UTC−6" in english.text and "Washington and New York, UTC" in english.text
    assert "Day 5 of 5" in english.text and "Skipped: " in english.text
    assert f"/en/intranet/consultations/{consultation.text.symbol}/us/reply/" in english.text
    assert f"/es/intranet/consultas/{consultation.text.symbol}/mx/" in spanish.text or "/mx/" in spanish.text
    assert not english.is_optional and "switched off" in english.text
    assert [file.name.split("-")[-1] for file in english.files.all()] == ["en.pdf", "es.pdf"]
    assert [file.name.split("-")[-1] for file in spanish.files.all()] == ["es.pdf", "en.pdf"]


def test_files_arrive_whole_by_smtp_in_both_languages_and_answers_go_to_the_secretariat(conference, server):
    opened(conference)
    letter = letters("opened", recipient=conference.points["gt"])[conference.points["gt"].email]
    send_letter(letter.pk)
    (message,) = server.taken
    kept = {file.name: file.sha256 for file in letter.files.all()}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in attached(message).items()} == kept
    assert len(kept) == 2 and message["Reply-To"] == "secretariat@example.org"
    words = message.get_body(("plain",)).get_content()
    assert words.splitlines() == letter.text.splitlines()


def test_letter_whose_file_is_missing_waits_and_goes_out_when_it_is_back(conference, server):
    opened(conference)
    letter = letters("opened", recipient=conference.points["gt"])[conference.points["gt"].email]
    file = letter.files.first()
    with default_storage.open(file.stored) as stored:
        content = stored.read()
    default_storage.delete(file.stored)
    send_letter(letter.pk)
    default_storage.save(file.stored, ContentFile(b"something else"))
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "queued" and not server.taken
    assert [one.words.split(":")[1].strip() for one in letter.attempts.all()] == [file.name, file.name]
    default_storage.delete(file.stored)
    default_storage.save(file.stored, ContentFile(content))
    send_letter(letter.pk)
    assert len(server.taken) == 1


def test_failed_letter_is_sent_again_with_its_files(conference, server):
    opened(conference)
    letter = letters("opened", recipient=conference.points["gt"])[conference.points["gt"].email]
    server.to_recipient = "550 5.1.1 No such mailbox here"
    send_letter(letter.pk)
    server.to_recipient = ""
    letter.refresh_from_db()
    assert resend_letter(letter, by=conference.officer)
    send_letter(letter.pk)
    assert len(attached(server.taken[0])) == 2


def test_letter_is_withheld_from_whoever_may_no_longer_see_the_step(conference, server):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    ready()
    post()
    honduras = conference.points["hn"]
    letter = letters("opened", recipient=honduras)[honduras.email]
    honduras.mandates.update(end=(timezone.localdate() - timedelta(days=1)).isoformat())
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "dropped" and letter.attempts.get().words == UNSEEN and not server.taken
    assert consultation.stage == Stage.TROIKA


def test_each_event_is_told_in_its_own_words(conference):
    consultation = opened(conference)
    extend_step(consultation, days=2, reason=REASON, by=conference.chair)
    post()
    suspend_step(fresh(consultation), reason=REASON, by=conference.chair)
    post()
    resume_step(fresh(consultation), by=conference.chair)
    post()
    lapse(consultation)
    post()
    mexico = conference.points["mx"].email
    texts = {event: letters(event)[mexico] for event in ("opened", "extended", "suspended", "resumed", "closed")}
    assert "Falta tiempo." in texts["extended"].text and "Falta tiempo." in texts["suspended"].text
    assert {event for event, letter in texts.items() if letter.files.exists()} == {"opened", "extended", "resumed"}
    assert all(Letter.objects.filter(kind=f"consultation_{event}").count() >= 11 for event in texts)


def test_step_extended_twice_is_told_twice(conference):
    consultation = opened(conference)
    for _time in range(2):
        extend_step(fresh(consultation), days=1, reason=REASON, by=conference.chair)
        post()
    assert Letter.objects.filter(kind="consultation_extended", recipient=conference.points["mx"]).count() == 2


def test_nobody_is_asked_for_a_reply_that_would_not_be_taken(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    everybody_agrees(conference, consultation)
    lapse(consultation)
    ready()
    post()
    assert letters("opened") == {} and letters("closed").keys() == to(conference, *TROIKA)


def test_reminder_is_not_sent_to_whoever_replied_meanwhile_nor_after_the_end(conference):
    consultation = opened(conference)
    step = running(consultation)
    silent, answered, late = (asked(step, key) for key in ("mx", "gt", "sv"))
    for one, why in ((silent, "halfway"), (answered, "today"), (late, "before")):
        post_reminder(one, why, "now")
    reply(conference, step, "gt")
    Consulted.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    post()
    remind_member(silent.pk, "halfway", "now")
    assert letters("reminder").keys() == to(conference, "mx")
    letter = letters("reminder")[conference.points["mx"].email]
    assert letter.files.count() == 2 and Letter.objects.filter(kind="consultation_reminder").count() == 1


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("halfway", "Half of the time"),
        ("before", "One business day"),
        ("today", "Today is the last day"),
        ("asked", "asks you to think"),
    ],
)
def test_reminder_says_why_it_comes(conference, why, words):
    in_english(conference.points["mx"])
    consultation = opened(conference)
    post_reminder(asked(running(consultation), "mx"), why, "now")
    post()
    assert words in letters("reminder")[conference.points["mx"].email].text


def test_country_is_told_of_the_reply_that_was_entered_from_its_mail(conference):
    in_english(conference.points["gt"])
    consultation = opened(conference)
    step = running(consultation)
    uid = step.version.content().paragraphs[1].uid
    said = Said(answer="comment", language="es", words="En general bien.", comments={uid: "Más corto."})
    enter_reply(
        asked(step, "gt"), said=said, received_at=timezone.now(), sender="gt@example.org", message=a_message(),
        form_key=uuid4(), by=conference.officer,
    )  # fmt: skip
    post()
    assert letters("entered").keys() == to(conference, "gt")
    words = letters("entered")[conference.points["gt"].email].text
    assert "gt@example.org" in words and "En general bien." in words and "Más corto." in words


def test_outcome_is_told_to_the_delegations_of_members_and_the_secretariat(conference):
    head = person_of(conference.countries["mx"], "head_of_delegation")
    observer = person_of(StandingFactory(participant=CountryFactory(), status="observer_country").participant,
                         "observer_delegate")  # fmt: skip
    consultation = opened(conference)
    lapse(consultation)
    carry_consultation(fresh(consultation), meeting=MeetingFactory(state="planned"), reason=REASON, by=conference.chair)
    post()
    assert not letters("outcome"), "it waits for the letter of the presidency"
    ready()
    post()
    told = letters("outcome")
    assert told.keys() == to(conference, *ELEVEN) | {conference.officer.email, head.email}
    assert observer.email not in told
    assert all(letter.files.count() == 2 for letter in told.values())
    assert "Falta tiempo." in told[head.email].text


@pytest.mark.parametrize("end", [withdraw_consultation, send_back])
def test_what_ends_with_the_troika_is_told_to_the_troika_alone(conference, end):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    reply(conference, running(consultation), "hn", "object", "zq troika words")
    save_draft(
        asked(running(consultation), "cr"), said=Said(answer="object", language="es", words="zq draft words"), seen=0,
        by=conference.points["cr"],
    )  # fmt: skip
    lapse(consultation)
    end(fresh(consultation), reason=REASON, by=conference.chair)
    ready()
    post()
    assert letters("outcome").keys() == to(conference, *TROIKA) | {conference.officer.email}
    for letter in Letter.objects.all():
        assert "zq" not in letter.text + letter.html


def test_person_who_acts_for_two_countries_is_told_for_each(conference):
    both = conference.points["gt"]
    MandateFactory(person=both.person, function="deputy", participant=conference.countries["sv"])
    opened(conference)
    about = Letter.objects.filter(kind="consultation_opened", recipient=both)
    assert sum("/sv/" in letter.text for letter in about) == 1


def test_batches_follow_each_other_until_everybody_is_told(conference, monkeypatch):
    monkeypatch.setattr("secretariat.tasks.consultations.BATCH", 4)
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    ready()
    post()
    step = running(consultation)
    assert (
        OutboxMessage.objects.filter(key__startswith=f"consultation-step:{step.pk}:opened", done_at=None).count() == 0
    )
    about = [str(one.pk) for one in step.papers.all()]
    assert letters("opened", about_id__in=about).keys() == to(conference, *ELEVEN)


def test_second_round_and_its_letters_belong_to_it(conference):
    consultation = opened(conference)
    lapse(consultation)
    open_step(fresh(consultation), "open_round_two", by=conference.chair)
    ready()
    post()
    step = running(consultation)
    about = [str(one.pk) for one in step.papers.all()]
    assert letters("opened", about_id__in=about).keys() == to(conference, *ELEVEN)

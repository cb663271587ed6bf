"""Notices and circulars: both languages or none, numbers without gaps, told once to those they are for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from common.models import Act, OutboxMessage
from members.mailing import send_letter
from members.models import Delivery, Letter, User
from members.services.letters import choose_mail_frequency
from secretariat.models import Notice
from secretariat.services import notices as services
from secretariat.services.notices import NoticeError, StaleNoticeError
from secretariat.tasks.notices import tell_notice
from tests.factories import BodyFactory, BodyMembershipFactory, MeetingFactory, NoticeFactory, PublishedNoticeFactory
from tests.personas import NAMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(personas):
    return personas["secretariat"]


def tell_all():
    """Run the telling as the worker does, until nobody is left to be told."""
    while message := OutboxMessage.objects.filter(kind=tell_notice.name, done_at=None).first():
        tell_notice(**message.payload)


def told(notice):
    deliveries = Delivery.objects.filter(about_type="secretariat.notice", about_id=str(notice.pk))
    return {delivery.recipient.email.split("@")[0] for delivery in deliveries}


def test_notice_when_published_is_told_once_to_those_it_is_for_in_their_language(personas, secretariat):
    User.objects.filter(pk=personas["member"].pk).update(language="en")
    notice = services.publish_notice(NoticeFactory(audience="member"), by=secretariat)
    tell_all()
    tell_notice(notice_id=notice.pk, edition=1)
    tell_all()
    assert {"member", "troika", "secretariat"} <= told(notice)
    assert not told(notice) & {"civil_society", "observer_country", "observer_organisation", "nobody", "expired"}
    letters = {letter.recipient.email: letter for letter in Letter.objects.all()}
    assert len(letters) == Letter.objects.count()
    assert "Words in English." in letters["member@example.org"].text
    assert "Palabras en español." in letters["troika@example.org"].text


def test_notice_when_for_the_public_is_told_only_to_people_with_a_mandate(secretariat):
    notice = services.publish_notice(NoticeFactory(audience="public"), by=secretariat)
    tell_all()
    assert {"member", "observer_country", "civil_society", "administrator"} <= told(notice)
    assert not told(notice) & {"nobody", "expired"}


def test_notice_when_told_in_batches_reaches_everyone(secretariat, monkeypatch):
    monkeypatch.setattr("secretariat.tasks.notices.BATCH", 2)
    notice = services.publish_notice(NoticeFactory(audience="public"), by=secretariat)
    tell_all()
    assert {"member", "troika", "secretariat", "observer_country"} <= told(notice)


def test_notice_when_withdrawn_before_it_was_told_is_not_told(secretariat):
    notice = services.publish_notice(NoticeFactory(), by=secretariat)
    services.withdraw_notice(notice, reason="Premature", by=secretariat)
    tell_all()
    assert told(notice) == set()


def test_notice_when_withdrawn_before_its_letters_left_withholds_them(secretariat):
    notice = services.publish_notice(NoticeFactory(audience="member"), by=secretariat)
    tell_all()
    services.withdraw_notice(notice, reason="Wrong", by=secretariat)
    for letter in Letter.objects.all():
        send_letter(letter.pk)
    assert {tuple(message.to) for message in mail.outbox} == {("secretariat@example.org",)}
    assert set(Letter.objects.exclude(recipient=secretariat).values_list("state", flat=True)) == {"dropped"}


@pytest.mark.parametrize("field", ["title_es", "title_en", "words_es", "words_en"])
def test_notice_when_a_language_lacks_is_not_published(secretariat, field):
    notice = NoticeFactory(**{field: "  "})
    with pytest.raises(NoticeError):
        services.publish_notice(notice, by=secretariat)
    notice.refresh_from_db()
    assert notice.state == "draft" and not OutboxMessage.objects.exists()


def test_notice_when_a_language_lacks_is_refused_by_the_database_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedNoticeFactory(words_en="")


@pytest.mark.parametrize("audience", ["body_members", "accredited"])
def test_notice_when_it_says_not_of_which_body_or_meeting_is_refused_by_the_database(audience):
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(audience=audience)


def test_notice_when_observers_do_not_attend_the_meeting_is_not_published_for_them(secretariat):
    notice = NoticeFactory(audience="observer_country", meeting=MeetingFactory(kind="grcm"))
    with pytest.raises(NoticeError):
        services.publish_notice(notice, by=secretariat)


@pytest.mark.parametrize(
    ("act", "kwargs"),
    [
        ("draft_notice", {"form_key": uuid4(), "values": {}}),
        ("edit_notice", {"values": {}, "seen": 1}),
        ("publish_notice", {}),
        ("correct_notice", {"values": {}, "seen": 1, "reason": "x", "is_told": False}),
        ("withdraw_notice", {"reason": "x"}),
    ],
)
def test_notice_when_anyone_else_acts_on_it_is_left_as_it_was(personas, act, kwargs):
    notices = [] if act == "draft_notice" else [NoticeFactory()]
    for name in NAMES:
        if name != "secretariat":
            with pytest.raises(PermissionDenied):
                getattr(services, act)(*notices, by=personas[name], **kwargs)
    assert Act.objects.filter(object_type="secretariat.notice").count() == 0


def test_notice_when_its_form_is_posted_twice_is_one_draft(secretariat):
    key, values = uuid4(), {"title_es": "Uno", "kind": "notice", "audience": "member"}
    first = services.draft_notice(form_key=key, values=values, by=secretariat)
    assert services.draft_notice(form_key=key, values=values, by=secretariat) == first
    assert Act.objects.filter(act="draft_notice").count() == 1


def test_notice_when_two_edit_it_the_second_is_told(secretariat):
    notice = NoticeFactory()
    services.edit_notice(notice, values={"title_es": "Primero"}, seen=1, by=secretariat)
    with pytest.raises(StaleNoticeError) as stale:
        services.edit_notice(notice, values={"title_es": "Segundo"}, seen=1, by=secretariat)
    assert stale.value.current.title_es == "Primero"
    act = Act.objects.get(act="edit_notice")
    assert (act.before["title_es"], act.after["title_es"]) == (notice.title_es, "Primero")


def test_notice_when_corrected_keeps_its_former_words_in_the_journal_and_may_be_told_again(secretariat):
    notice = services.publish_notice(NoticeFactory(audience="member"), by=secretariat)
    tell_all()
    before = Letter.objects.count()
    values = {"words_es": "Palabras corregidas.", "words_en": "Corrected words."}
    notice = services.correct_notice(notice, values=values, seen=2, reason="Una errata", is_told=True, by=secretariat)
    tell_all()
    assert notice.edition == 2
    assert Letter.objects.count() == 2 * before
    letter = Letter.objects.filter(recipient=secretariat).first()
    assert letter.subject.startswith("Con correcciones") and "Palabras corregidas." in letter.text
    act = Act.objects.get(act="correct_notice")
    assert act.before["words_es"] == "Palabras en español." and act.after["reason"] == "Una errata"


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"values": {}}, {"values": {"words_es": "x", "words_en": ""}}, {"seen": 0}]
)
def test_notice_when_corrected_without_what_that_needs_is_left_alone(secretariat, wrong):
    notice = services.publish_notice(NoticeFactory(), by=secretariat)
    right = {"values": {"words_es": "Nuevas"}, "seen": notice.version, "reason": "Errata", "is_told": False}
    with pytest.raises((NoticeError, StaleNoticeError)):
        services.correct_notice(notice, by=secretariat, **right | wrong)
    notice.refresh_from_db()
    assert notice.words_es == "Palabras en español."


def test_circular_when_published_gets_the_next_number_of_its_year(secretariat):
    names = [services.publish_notice(NoticeFactory(kind="circular"), by=secretariat).number for _ in range(3)]
    assert names == [1, 2, 3]
    first = Notice.objects.get(number=1)
    with translation.override("es"):
        assert first.name == f"Circular 1/{timezone.localdate().year}"
    services.withdraw_notice(first, reason="No procede", by=secretariat)
    assert services.publish_notice(NoticeFactory(kind="circular"), by=secretariat).number == 4


def test_notice_when_published_twice_is_published_once(secretariat):
    notice = NoticeFactory(kind="circular")
    assert services.publish_notice(notice, by=secretariat) == services.publish_notice(notice, by=secretariat)
    assert Act.objects.filter(act="publish_notice").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_notice_when_looked_for_is_seen_by_whom_it_is_for(personas, name):
    user, today = personas[name], timezone.localdate()
    notices = {
        "draft": NoticeFactory(audience="public"),
        "withdrawn": PublishedNoticeFactory(audience="public", state="withdrawn"),
        "public": PublishedNoticeFactory(audience="public"),
        "member": PublishedNoticeFactory(audience="member"),
        "body": PublishedNoticeFactory(audience="body_members", body=BodyFactory()),
        "opened": PublishedNoticeFactory(audience="secretariat", opens_on=today),
        "closed": PublishedNoticeFactory(audience="secretariat", opens_on=today + timedelta(days=1)),
    }
    seen = {key for key, notice in notices.items() if Notice.objects.visible_to(user).filter(pk=notice.pk).exists()}
    if name == "secretariat":
        assert seen == set(notices)
    elif name == "visitor":
        assert seen == set()
    else:
        assert {"public", "opened"} <= seen
        assert not seen & {"draft", "withdrawn", "closed", "body"}
        if name in ("member", "troika"):
            assert "member" in seen
        if name in ("observer_country", "observer_organisation", "civil_society", "nobody", "expired"):
            assert "member" not in seen


def test_frequency_when_chosen_is_journalled_once(personas):
    for _ in range(2):
        choose_mail_frequency(personas["member"], frequency="weekly", by=personas["member"])
    act = Act.objects.get(act="choose_mail_frequency")
    assert (act.before, act.after) == ({"mail_frequency": "each"}, {"mail_frequency": "weekly"})


def test_notice_that_names_a_body_and_is_for_others_is_not_for_that_body(personas):
    """A body says what a notice is about; that it is for the members of the body, the audience alone says."""
    body = BodyFactory()
    country = personas["member"].person.mandates.get().participant
    BodyMembershipFactory(body=body, participant=country)
    about = PublishedNoticeFactory(audience="secretariat", body=body)
    meant = PublishedNoticeFactory(audience="body_members", body=body)
    seen = Notice.objects.visible_to(personas["member"])
    assert meant in seen and about not in seen

"""Every six months each person is asked, once, to confirm their contact data."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from common.models import Act
from members.clock import remind_of_contact_data
from members.models import Letter, Mandate, Person, User
from members.models.people import CONFIRMED_FOR
from members.queries.contact import contact_data_due, stale_people
from members.queries.needs import needs_of
from tests.factories import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def ana():
    user = UserFactory(person__confirmed_at=timezone.now(), language="en")
    MandateFactory(person=user.person)
    return user


def due_letters():
    return Letter.objects.filter(kind="contact_reminder").order_by("pk")


def test_reminder_comes_when_six_months_are_over_and_not_before(ana):
    with time_machine.travel(in_days(CONFIRMED_FOR.days - 1)):
        assert remind_of_contact_data() == 0
    with time_machine.travel(in_days(CONFIRMED_FOR.days)):
        assert remind_of_contact_data() == 1
        assert remind_of_contact_data() == 0
    letter = due_letters().get()
    assert letter.recipient == ana and "/en/intranet/my-contact-data/" in letter.text
    assert letter.key.startswith(f"contact-data:{ana.person_id}:")
    assert "Please confirm" in letter.subject and "You last confirmed" in letter.text
    assert Act.objects.filter(act="contact_reminder_sent").count() == 1


def test_reminder_comes_again_after_six_more_months_of_silence_and_not_after_an_answer(ana):
    for days in (183, 200, 365, 366, 400):
        with time_machine.travel(in_days(days)):
            remind_of_contact_data()
    assert due_letters().count() == 2
    Person.objects.filter(pk=ana.person_id).update(confirmed_at=in_days(400))
    with time_machine.travel(in_days(420)):
        assert remind_of_contact_data() == 0


def test_reminder_goes_to_those_alone_who_act_and_have_an_account(ana):
    MandateFactory()  # without an account
    UserFactory()  # without a mandate
    inactive = UserFactory(is_active=False)
    MandateFactory(person=inactive.person)
    ended = UserFactory()
    MandateFactory(person=ended.person, end=timezone.localdate() - timedelta(days=1))
    never = UserFactory()
    MandateFactory(person=never.person)
    assert [one.account for one in contact_data_due()] == [never]
    assert remind_of_contact_data() == 1


def test_reminder_speaks_the_language_of_its_reader(ana):
    User.objects.filter(pk=ana.pk).update(language="es")
    with time_machine.travel(in_days(200)):
        remind_of_contact_data()
    letter = due_letters().get()
    assert "/es/intranet/mis-datos-de-contacto/" in letter.text and "confirme" in letter.subject


def test_desk_asks_for_contact_data_before_it_is_due(ana):
    def asked():
        return [
            need for need in needs_of(User.objects.get(pk=ana.pk)) if "contact-data" in need.url or "datos" in need.url
        ]

    assert not asked()
    with time_machine.travel(in_days(CONFIRMED_FOR.days - 10)):
        assert asked()[0].due == timezone.localdate() + timedelta(days=10)
    Mandate.objects.update(end=timezone.localdate() - timedelta(days=1))
    with time_machine.travel(in_days(300)):
        assert not asked()


def test_directory_counts_stale_people_who_act(ana):
    MandateFactory()
    assert stale_people().count() == 1
    with time_machine.travel(in_days(200)):
        assert stale_people().count() == 2

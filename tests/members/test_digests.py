"""Digests: what is new, once a day or once a week, one letter for each hour that the clock struck; nothing lost."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.mailing import send_letter, tell, write_digests
from members.mailing.digests import last_hour
from members.models import Delivery, Letter, User
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)  # 2 March 2026 is a Monday


@pytest.fixture
def text():
    return text_with_paragraphs(1, state="published", audience="member", title_es="Ley", title_en="Law")


def waits(user, text, created, frequency="daily", key="one"):
    User.objects.filter(pk=user.pk).update(mail_frequency=frequency)
    user.refresh_from_db()
    context = {"items": [], "day": created}
    delivery = tell(key=f"{key}:{user.pk}", kind="notice", recipient=user, about=text, context=context)
    Delivery.objects.filter(pk=delivery.pk).update(created_at=created)
    return delivery


@pytest.mark.parametrize(
    ("now", "day", "week"),
    [
        (at(4, 6, 59), at(3, 7), at(2, 7)),
        (at(4, 7), at(4, 7), at(2, 7)),
        (at(2, 6, 59), at(1, 7), at(2, 7) - timedelta(days=7)),
        (at(2, 7), at(2, 7), at(2, 7)),
    ],
)
def test_hour_when_asked_is_the_last_seven_of_the_clock(now, day, week):
    assert last_hour(now) == day
    assert last_hour(now, weekday=0) == week


def test_digest_when_daily_is_one_letter_at_seven_of_san_jose(personas, text):
    waits(personas["member"], text, at(3, 15))
    assert write_digests(at(4, 6, 59)) == 0
    assert write_digests(at(4, 7)) == 1
    assert write_digests(at(4, 7, 5)) == 0
    letter = Letter.objects.get()
    assert letter.key == f"digest:{personas['member'].pk}:2026-03-04"
    assert "Ley" in letter.text and f"http://testserver{text.get_absolute_url()}".replace("/en/", "/es/") in letter.text


def test_digest_when_nothing_is_new_is_not_written(personas):
    User.objects.update(mail_frequency="daily")
    assert write_digests(at(4, 7)) == 0
    assert not Letter.objects.exists()


def test_digest_when_made_twice_for_a_day_is_one_letter(personas, text):
    waits(personas["member"], text, at(3, 15))
    write_digests(at(4, 7))
    Delivery.objects.update(letter=None)
    assert write_digests(at(4, 8)) == 0
    assert Letter.objects.count() == 1


def test_digest_when_the_clock_was_away_is_written_when_it_comes_back(personas, text):
    waits(personas["member"], text, at(3, 15))
    assert write_digests(at(4, 18)) == 1


def test_digest_when_weekly_waits_for_monday_and_catches_up(personas, text):
    waits(personas["member"], text, at(3, 15), "weekly")
    assert write_digests(at(8, 20)) == 0
    assert write_digests(at(11, 9)) == 1, "Monday the ninth was missed"
    assert "semanal" in Letter.objects.get().text


def test_digest_when_written_gathers_everything_that_waited_in_the_recipients_language(personas, text):
    User.objects.filter(pk=personas["member"].pk).update(language="en")
    other = text_with_paragraphs(1, symbol="other", state="published", audience="public", title_en="Another law")
    waits(personas["member"], text, at(3, 9))
    waits(personas["member"], other, at(3, 15), key="two")
    write_digests(at(4, 7))
    letter = Letter.objects.get()
    assert "* Notice: Law" in letter.text and "* Notice: Another law" in letter.text
    assert "2 new items" in letter.subject
    assert letter.is_optional


def test_digest_when_something_is_no_longer_for_the_recipient_leaves_it_out(personas, text):
    waits(personas["member"], text, at(3, 9))
    type(text).objects.update(audience="secretariat")
    assert write_digests(at(4, 7)) == 0
    type(text).objects.update(audience="member")
    assert write_digests(at(4, 8)) == 1, "what may be told again is told"


def test_digest_when_something_was_closed_before_it_left_is_withheld_and_the_rest_told_next_day(personas, text):
    other = text_with_paragraphs(1, symbol="other", state="published", audience="public", title_es="Otra")
    waits(personas["member"], text, at(3, 9))
    waits(personas["member"], other, at(3, 15), key="two")
    write_digests(at(4, 7))
    type(text).objects.filter(pk=text.pk).update(audience="secretariat")
    send_letter(Letter.objects.get().pk)
    assert mail.outbox == []
    assert write_digests(at(5, 7)) == 1
    send_letter(Letter.objects.get(key__endswith="2026-03-05").pk)
    assert "Otra" in mail.outbox[0].body and "Ley" not in mail.outbox[0].body


def test_digest_when_the_account_went_back_to_each_at_once_still_tells_what_waited(personas, text):
    waits(personas["member"], text, at(3, 9))
    User.objects.update(mail_frequency="each")
    assert write_digests(at(4, 7)) == 1


def test_digest_when_the_account_is_closed_is_not_written(personas, text):
    waits(personas["member"], text, at(3, 9))
    User.objects.update(is_active=False)
    assert write_digests(at(4, 7)) == 0

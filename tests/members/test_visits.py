"""Visits: when somebody was here, so that their desk can say what is new since."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from members.models import User
from members.preview import preview_of
from members.services.visits import note_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def ago(**more):
    return timezone.now() - timedelta(**more)


def kept(user):
    return User.objects.values_list("last_seen_at", "previous_visit_at").get(pk=user.pk)


def test_first_request_begins_the_first_visit(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(1):
        assert note_visit(user)
    assert user.last_seen_at is not None and kept(user) == (user.last_seen_at, None)


def test_request_within_five_minutes_writes_nothing(django_assert_num_queries):
    seen = ago(minutes=4)
    user = UserFactory(last_seen_at=seen)
    with django_assert_num_queries(0):
        assert not note_visit(user)
    assert kept(user) == (seen, None)


def test_request_within_half_an_hour_goes_on_with_the_visit():
    before = ago(days=3)
    user = UserFactory(last_seen_at=ago(minutes=29), previous_visit_at=before)
    assert note_visit(user)
    last, previous = kept(user)
    assert previous == before and last > ago(minutes=1)


def test_request_after_half_an_hour_begins_a_visit():
    seen = ago(minutes=31)
    user = UserFactory(last_seen_at=seen, previous_visit_at=ago(days=3))
    assert note_visit(user)
    assert user.previous_visit_at == seen and kept(user)[1] == seen


def test_two_requests_that_begin_a_visit_at_once_begin_it_once():
    seen = ago(days=1)
    user = UserFactory(last_seen_at=seen)
    other = User.objects.get(pk=user.pk)
    note_visit(user)
    first = kept(user)
    note_visit(other)
    assert kept(user) == first and other.previous_visit_at == seen


def test_visitors_and_previews_are_nobodys_visit(django_assert_num_queries):
    user = UserFactory(last_seen_at=ago(days=1))
    user._preview = preview_of("public", None)
    with django_assert_num_queries(0):
        assert not note_visit(user) and not note_visit(AnonymousUser())


@pytest.mark.parametrize("name", ["home", "secretariat:desk"])
def test_any_page_counts_as_a_visit(client, personas, name):
    seen = ago(days=2)
    User.objects.filter(pk=personas["member"].pk).update(last_seen_at=seen)
    client.force_login(personas["member"], backend="members.accounts.backend.AccountBackend")
    assert client.get(reverse(name)).status_code == 200
    assert kept(personas["member"])[1] == seen


def test_preview_leaves_the_officers_visits_alone(client, personas):
    seen = ago(days=2)
    officer = personas["secretariat"]
    client.force_login(officer, backend="members.accounts.backend.AccountBackend")
    assert client.post(reverse("secretariat:preview"), {"face": "public"}).status_code == 302
    User.objects.filter(pk=officer.pk).update(last_seen_at=seen, previous_visit_at=None)
    assert client.get(reverse("secretariat:desk")).status_code == 200
    assert kept(officer) == (seen, None)

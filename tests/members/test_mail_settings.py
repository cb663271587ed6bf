"""How often mail comes: chosen in the account, by the link of a letter, or by one click in the mail program."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from members.mailing.preferences import SALT, fewer_url
from members.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(language="es")


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def frequency(user):
    return User.objects.get(pk=user.pk).mail_frequency


def path(user):
    return fewer_url(user).removeprefix("http://testserver")


def test_settings_when_chosen_are_kept_and_said(personas, client, visit):
    visit("/", as_=personas["member"])
    with override("es"):
        page = client.post(reverse("members:mail-settings"), {"frequency": "daily"}, follow=True)
    assert frequency(personas["member"]) == "daily"
    assert "Su elección quedó guardada." in page.content.decode()


def test_settings_when_the_choice_does_not_exist_are_left_alone(personas, client, visit):
    visit("/", as_=personas["member"])
    client.post(reverse("members:mail-settings"), {"frequency": "never"})
    assert frequency(personas["member"]) == "each"


def test_link_when_opened_changes_nothing(user, client):
    page = client.get(path(user))
    assert page.status_code == 200 and 'lang="es"' in page.content.decode()
    assert user.email not in page.content.decode()
    assert frequency(user) == "each"


def test_link_when_used_needs_no_sign_in_and_no_cookie(user, strict):
    assert strict.post(path(user), {"frequency": "daily"}).status_code == 200
    assert frequency(user) == "daily"
    assert Act.objects.get(act="choose_mail_frequency").object_id == str(user.pk)


def test_link_when_one_click_is_posted_means_once_a_week(user, strict):
    assert strict.post(path(user), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert frequency(user) == "weekly"


def test_link_when_it_is_of_one_account_changes_no_other(user, strict):
    other = UserFactory()
    strict.post(path(user), {"frequency": "weekly"})
    assert frequency(other) == "each"


@pytest.mark.parametrize(
    "token", ["forged", "1", signing.dumps(1, salt="another purpose")], ids=("word", "key", "salt")
)
def test_link_when_forged_is_not_there(user, client, token):
    url = reverse("members:mail-fewer", kwargs={"token": token})
    assert client.get(url).status_code == client.post(url, {"frequency": "weekly"}).status_code == 404


def test_link_when_a_year_old_or_of_a_closed_account_is_not_there(user, client, time_machine):
    url, today = path(user), timezone.now()
    time_machine.move_to(today + timedelta(days=367))
    assert client.get(url).status_code == 404
    time_machine.move_to(today + timedelta(days=300))
    assert client.get(url).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(url).status_code == 404


def test_token_when_made_says_nothing_but_the_account(user):
    token = path(user).rstrip("/").rsplit("/", 1)[1]
    assert signing.loads(token, salt=SALT) == user.pk

"""Addresses that nobody linked to: every closed door, tried by a visitor, in both languages and by every method."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from tests.access.addresses import OPEN, all_names, closed_names
from tests.access.matrix import MATRIX
from tests.access.visits import signed_in

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def closed_addresses():
    """Every closed address, its arguments numbers and words that may or may not exist."""
    for name in sorted(all_names() - OPEN - {"admin:index"}):
        for stand_in in (1, "x", "00000000-0000-0000-0000-000000000001"):
            kwargs = {key: stand_in if str(value).isupper() else value for key, value in MATRIX[name].kwargs.items()}
            try:
                yield name, reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            break
        else:
            raise AssertionError(f"no address for {name}")


def test_address_that_is_open_is_named_as_open():
    assert all_names() - closed_names() - {"admin:index"} == OPEN


@pytest.mark.parametrize("language", ["es", "en"])
def test_closed_address_when_a_visitor_tries_it_leads_to_the_sign_in_by_every_method(language):
    client, faults, tried = Client(), [], 0
    with override(language):
        door = reverse("account_login")
        for name, path in closed_addresses():
            for method in METHODS if language == "es" else ("get", "post"):
                response = getattr(client, method)(path)
                tried += 1
                if response.status_code != 302 or not response.url.startswith(f"{door}?next="):
                    faults.append(f"{method} {name}: {response.status_code}")
    assert tried > 100 and not faults, "\n".join(faults)


def test_administration_when_anybody_without_a_mandate_for_it_tries_it_is_not_there(personas):
    faults = []
    paths = [reverse("admin:index")]
    for model in admin.site._registry:
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        paths += [reverse(f"{start}_changelist"), reverse(f"{start}_change", args=[1])]
    for who in ("visitor", "member", "presidency", "expired"):
        client = signed_in(personas[who])
        for path in paths:
            response = client.get(path)
            if response.status_code not in (302, 404) or b"<table" in response.content:
                faults.append(f"{path} for {who}: {response.status_code}")
    assert len(paths) > 10 and not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "path",
    [
        "/intranet/",
        "/media/",
        "/files/",
        "/protected/files/x.pdf",
        "/static/../crm_portal/settings.py",
        "/.env",
        "/.git/config",
        "/es/intranet/../../var/portal.sqlite3",
        "/es/cuenta/registro/",
        "/en/account/signup/",
        "/accounts/login/",
        "/es/admin/login/",
        "/f/none/es.pdf",
        "/v/%00",
    ],
)
def test_address_that_is_none_gives_nothing_away(client, path):
    response = client.get(path)
    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert response.url.startswith("/")

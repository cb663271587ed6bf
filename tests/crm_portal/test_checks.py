"""The deployment checks: quiet about a fit production, loud about each single lack."""

import pytest
from django.test import override_settings

from crm_portal.checks import fit_for_production

FIT = {
    "SECRET_KEY": "k" * 50,
    "SITE_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": ["portal.example.org"],
    "DATABASE_URL": "postgres://portal:secret@db/portal",
    "REDIS_URL": "redis://redis:6379/0",
    "ACCEL_REDIRECT_PREFIX": "/protected",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
    "SEAL_PKCS12": "/var/lib/portal/seal/seal.p12",
}


def complaints(**changes):
    with override_settings(**FIT | changes):
        return [message.id for message in fit_for_production(None)]


def test_check_when_fit_says_nothing():
    assert complaints() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SECRET_KEY": "short"}, "portal.E001"),
        ({"SITE_URL": "http://portal.example.org"}, "portal.E002"),
        ({"ALLOWED_HOSTS": []}, "portal.E003"),
        ({"ALLOWED_HOSTS": ["*"]}, "portal.E003"),
        ({"ALLOWED_HOSTS": ["other.example.org"]}, "portal.E004"),
        ({"DATABASE_URL": "sqlite:///portal.sqlite3"}, "portal.E005"),
        ({"REDIS_URL": ""}, "portal.E006"),
        ({"ACCEL_REDIRECT_PREFIX": ""}, "portal.E007"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "portal.W001"),
        ({"DEFAULT_FROM_EMAIL": "portal@localhost"}, "portal.W002"),
        ({"SEAL_PKCS12": ""}, "portal.W003"),
    ],
)
def test_check_when_one_setting_lacks_names_it(changes, expected):
    assert complaints(**changes) == [expected]

"""What an operator must have set before the portal serves the conference: ``manage.py check --deploy``."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from declarations.seals import seals


@register(Tags.security, deploy=True)
def fit_for_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every setting that differs between a machine to look at and a machine to serve."""
    return [*_names(), *_engines(), *_mail(), *_seal()]


def _names() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < 50 or settings.SECRET_KEY.startswith("insecure"):
        yield Error("SECRET_KEY must be random and have at least 50 characters.", id="portal.E001")
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        yield Error(
            "SITE_URL must be the portal's https address; links and QR codes are made from it.", id="portal.E002"
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS must name the portal's hosts.", id="portal.E003")
    elif site.hostname not in settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS must contain the host of SITE_URL.", id="portal.E004")


def _engines() -> Iterator[CheckMessage]:
    if not settings.DATABASE_URL.startswith(("postgres://", "postgresql://")):
        yield Error("DATABASE_URL must name a PostgreSQL database.", id="portal.E005")
    if not settings.REDIS_URL.startswith(("redis://", "rediss://")):
        yield Error("REDIS_URL must name a Redis; it carries the queue.", id="portal.E006")
    if not settings.ACCEL_REDIRECT_PREFIX and not settings.FILES_S3_BUCKET:
        yield Error("ACCEL_REDIRECT_PREFIX must name the web server's internal location of files.", id="portal.E007")


def _mail() -> Iterator[CheckMessage]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Caution("EMAIL_URL is empty: letters become files instead of being sent.", id="portal.W001")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Caution("DEFAULT_FROM_EMAIL must be an address that the mail server may send from.", id="portal.W002")


def _seal() -> Iterator[CheckMessage]:
    if not seals():
        yield Caution("No key of the electronic seal: SEAL_PKCS12 and SEAL_PKCS11_MODULE are empty.", id="portal.W003")

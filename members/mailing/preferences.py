"""The way to fewer letters: a signed address that works without signing in, for a year."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from members.models import User

SALT = "members.mailing.fewer"
SECONDS = 366 * 24 * 3600


def fewer_url(user: Any) -> str:
    """The absolute address, in the account's language, at which its holder chooses how often mail comes."""
    with override(user.language):
        return settings.SITE_URL + reverse("members:mail-fewer", kwargs={"token": signing.dumps(user.pk, salt=SALT)})


def user_of(token: str) -> User | None:
    """The account that ``token`` was made for; ``None`` where it is forged, a year old, or the account is closed."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()

"""How the tests of mandates name people."""

from datetime import timedelta

from django.utils import timezone

from members.models import User
from members.services.mandates import appoint
from tests.factories import (
    PersonFactory,
)


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def name(by, person=None, *, function="deputy", participant=None, institution=None, start=None, end=None):
    return appoint(
        person=person or PersonFactory(),
        function=function,
        participant=participant,
        institution=institution,
        start=start or today(),
        end=end,
        by=by,
    )


def again(user):
    """The same account at its next request."""
    return User.objects.get(pk=user.pk)

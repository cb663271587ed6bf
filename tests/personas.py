"""The people of the story: one of each who comes to the portal. ``make_personas`` gives their accounts by name."""

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from members.models import User
from tests.factories.members import (
    CountryFactory,
    MandateFactory,
    OrganisationFactory,
    PresidencyFactory,
    StandingFactory,
    UserFactory,
)

NAMES = (
    "visitor",
    "civil_society",
    "observer_country",
    "observer_organisation",
    "member",
    "troika",
    "secretariat",
    "administrator",
    "expired",
    "nobody",
)


def make_personas() -> dict[str, User | AnonymousUser]:
    """Accounts with their mandates of today, the standings behind them, and a presidency of this year."""
    today = timezone.localdate()
    argentina = StandingFactory(
        participant=CountryFactory(key="ar", name_es="Argentina", name_en="Argentina"), status="observer_country"
    ).participant
    iom = StandingFactory(participant=OrganisationFactory(key="oim"), status="observer_organisation").participant
    network = OrganisationFactory(key="rrocm", kind="network")
    costa_rica = StandingFactory(participant=CountryFactory(key="cr", name_es="Costa Rica")).participant
    honduras = StandingFactory(participant=CountryFactory(key="hn", name_es="Honduras")).participant
    PresidencyFactory(year=today.year, country=honduras)
    secretariat = _person("secretariat", "secretariat_officer", None)
    User.objects.filter(pk=secretariat.pk).update(is_staff=True)
    administrator = _person("administrator", "administrator", None)
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)
    return {
        "visitor": AnonymousUser(),
        "civil_society": _person("civil_society", "civil_society_delegate", network),
        "observer_country": _person("observer_country", "observer_delegate", argentina),
        "observer_organisation": _person("observer_organisation", "observer_delegate", iom),
        "member": _person("member", "focal_point", costa_rica),
        "troika": _person("troika", "focal_point", honduras),
        "secretariat": User.objects.get(pk=secretariat.pk),
        "administrator": User.objects.get(pk=administrator.pk),
        "expired": _person("expired", "secretariat_officer", None, end=today - timedelta(days=1)),
        "nobody": UserFactory(email="nobody@example.org"),
    }


def _person(name: str, function: str, participant: object, end: date | None = None) -> User:
    user = UserFactory(email=f"{name}@example.org", name=name)
    MandateFactory(user=user, function=function, participant=participant, end=end)
    return User.objects.get(pk=user.pk)

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
    "member",  # focal point of Costa Rica
    "neighbour",  # focal point of another country
    "deputy",
    "reviewer",
    "liaison",
    "presidency",
    "troika",
    "secretariat",
    "administrator",
    "expired",
    "nobody",
)


def make_personas() -> dict[str, User | AnonymousUser]:
    """Accounts with their mandates of today, the standings behind them, and presidencies of this year and the next."""
    today = timezone.localdate()
    argentina = StandingFactory(
        participant=CountryFactory(key="ar", name_es="Argentina", name_en="Argentina"), status="observer_country"
    ).participant
    iom = StandingFactory(participant=OrganisationFactory(key="oim"), status="observer_organisation").participant
    network = StandingFactory(
        participant=OrganisationFactory(key="rrocm", kind="network"), status="civil_society"
    ).participant
    costa_rica = StandingFactory(participant=CountryFactory(key="cr", name_es="Costa Rica")).participant
    mexico = StandingFactory(participant=CountryFactory(key="mx", name_es="México")).participant
    panama = StandingFactory(participant=CountryFactory(key="pa", name_es="Panamá")).participant
    honduras = StandingFactory(participant=CountryFactory(key="hn", name_es="Honduras")).participant
    PresidencyFactory(year=today.year, country=panama)
    PresidencyFactory(year=today.year + 1, country=honduras)
    keeps = {
        "secretariat": _person("secretariat", "secretariat_officer", None),
        "administrator": _person("administrator", "administrator", None, is_superuser=True),
    }
    return keeps | {
        "visitor": AnonymousUser(),
        "civil_society": _person("civil_society", "civil_society_delegate", network),
        "observer_country": _person("observer_country", "observer_delegate", argentina),
        "observer_organisation": _person("observer_organisation", "observer_delegate", iom),
        "member": _person("member", "focal_point", costa_rica),
        "neighbour": _person("neighbour", "focal_point", mexico),
        "deputy": _person("deputy", "deputy", costa_rica),
        "reviewer": _person("reviewer", "national_reviewer", costa_rica),
        "liaison": _person("liaison", "liaison_officer", costa_rica),
        "presidency": _person("presidency", "focal_point", panama),
        "troika": _person("troika", "focal_point", honduras),
        "expired": _person("expired", "secretariat_officer", None, end=today - timedelta(days=1)),
        "nobody": UserFactory(email="nobody@example.org"),
    }


def _person(name: str, function: str, participant: object, end: date | None = None, **flags: bool) -> User:
    user = UserFactory(email=f"{name}@example.org", person__name=name, **flags)
    MandateFactory(person=user.person, function=function, participant=participant, end=end)
    return User.objects.get(pk=user.pk)

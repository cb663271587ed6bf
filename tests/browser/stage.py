"""What the story needs of the portal's database and nobody can type in: run by ``python -m tests.browser.stage``.

The record does not know who presides this year, and holds no network that still meets. Both are made here for a portal
that lives as long as the tests; nothing of it is said of the conference anywhere else.
"""

import os
import sys
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
PEOPLE = (
    ("punto-focal-mx@demo.invalid", "Lucía Prueba", "focal_point", "mx", "es"),
    ("red-cross@demo.invalid", "Alex Sample", "observer_delegate", "icrc", "en"),
    ("punto-focal-ca@demo.invalid", "Camila Prueba", "focal_point", "ca", "es"),
    ("punto-focal-do@demo.invalid", "Diego Prueba", "focal_point", "do", "es"),
    ("punto-focal-gt@demo.invalid", "Gabriela Prueba", "focal_point", "gt", "es"),
    ("punto-focal-ni@demo.invalid", "Nicolás Prueba", "focal_point", "ni", "es"),
    ("punto-focal-pa@demo.invalid", "Paula Prueba", "focal_point", "pa", "es"),
    ("punto-focal-sv@demo.invalid", "Salvador Prueba", "focal_point", "sv", "es"),
    ("punto-focal-us@demo.invalid", "Úrsula Prueba", "focal_point", "us", "es"),
)
SITTING = ("cr", "bz", "mx", "hn")


def prepare() -> None:
    """Honduras presides, with an account; focal points of the other members, a second organisation, and a network.

    Asked for again, by another story in the same portal, it changes nothing.
    """
    from django.utils import timezone

    from common.revision import bump_revision
    from meetings.models import Body
    from members.models import Participant, Presidency
    from members.services.demo_accounts import make_demo_accounts
    from tests.factories import BodyFactory, BodyMembershipFactory, MandateFactory, UserFactory

    year, honduras = timezone.localdate().year, Participant.objects.get(key="hn")
    own = {"country": honduras}
    Presidency.objects.update_or_create(year=year, defaults=own, create_defaults=own | {"key": f"ppt-{year}"})
    make_demo_accounts()
    if Body.objects.filter(key="red-prueba").exists():
        return
    for email, name, function, key, language in PEOPLE:
        account = UserFactory(email=email, language=language, person__name=name, person__language=language)
        MandateFactory(person=account.person, function=function, participant=Participant.objects.get(key=key))
    network = BodyFactory(key="red-prueba", name_es="Red de prueba", name_en="Test network")
    for key in SITTING:
        BodyMembershipFactory(body=network, participant=Participant.objects.get(key=key))
    bump_revision()


def let_pass(days: int, *keys: str) -> None:
    """As if it were ``days`` later: the days of the meetings and the hours of their sessions lie further back."""
    from django.db.models import F

    from common.revision import bump_revision
    from meetings.models import Meeting, Session

    earlier = timedelta(days=days)
    for meeting in Meeting.objects.filter(key__in=keys):
        start, end = [(day.first_day - earlier).isoformat() for day in (meeting.start, meeting.end)]
        Meeting.objects.filter(pk=meeting.pk).update(start=start, end=end)
    Session.objects.filter(meeting__key__in=keys).update(
        starts_at=F("starts_at") - earlier, ends_at=F("ends_at") - earlier
    )
    bump_revision()


def lapse(symbol: str) -> None:
    """As if the time of the running step of a consultation were over, and the clock had come by."""
    from django.utils import timezone

    from secretariat.models import Consulted, Step
    from secretariat.services.consultation_clock import run_consultations

    step = Step.objects.get(consultation__text__symbol=symbol, closed_at=None)
    Consulted.objects.filter(step=step).update(due_at=timezone.now() - timedelta(seconds=1))
    run_consultations()


def today() -> date:
    """The day that it is where Honduras presides."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("America/Tegucigalpa")).date()


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    elif sys.argv[1] == "lapse":
        lapse(sys.argv[2])
    else:
        let_pass(int(sys.argv[2]), *sys.argv[3:])

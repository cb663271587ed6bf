"""A conference of eleven members with their focal points, and consultations at each of their stages."""

from datetime import time
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from members.models import User
from secretariat.models import Consultation, Consulted, Stage, Step
from secretariat.services.consultation_steps import open_step
from secretariat.services.consultations import Settings, prepare_consultation
from secretariat.services.replies import Said, give_reply
from secretariat.workflow import NEXT
from tests.factories.members import CountryFactory, MandateFactory, PresidencyFactory, StandingFactory, UserFactory
from tests.factories.negotiation import a_negotiated_text

ELEVEN = ("bz", "ca", "cr", "do", "gt", "hn", "mx", "ni", "pa", "sv", "us")
TROIKA = ("cr", "pa", "hn")  # outgoing, current, incoming


def a_conference(presiding: str = "pa", *, before: str = "cr", after: str = "hn") -> SimpleNamespace:
    """Eleven members, a focal point for each, the troika of this year, and an officer of the Secretariat."""
    year = timezone.localdate().year
    countries = {key: StandingFactory(participant=CountryFactory(key=key)).participant for key in ELEVEN}
    for number, key in enumerate((before, presiding, after), start=year - 1):
        PresidencyFactory(year=number, country=countries[key])
    points = {key: person_of(country) for key, country in countries.items()}
    officer = person_of(None, "secretariat_officer")
    return SimpleNamespace(countries=countries, points=points, officer=officer, chair=points[presiding])


def person_of(country, function: str = "focal_point", **period) -> User:
    """An account that acts for ``country`` now."""
    user = UserFactory()
    MandateFactory(person=user.person, function=function, participant=country, **period)
    return User.objects.get(pk=user.pk)


def settings_of(**changes) -> Settings:
    chosen = {
        "silence": "consent",
        "calendar": "weekends",
        "replies_seen": "after",
        "troika_days": 3,
        "time_zone": "America/Costa_Rica",
        "closing": time(23, 59),
    }
    return Settings(**chosen | changes)


def a_consultation(
    conference, *, stage: str = Stage.PREPARED, paragraphs: int = 3, symbol: str = "", **settings
) -> Consultation:
    """A consultation at ``stage``, which may be any up to the end of round two; nobody has replied to the last step.

    The steps before it were closed with the consent of everybody asked.
    """
    text = a_negotiated_text(paragraphs, **({"symbol": symbol} if symbol else {}))
    consultation = prepare_consultation(text, settings=settings_of(**settings), by=conference.chair)
    while (now := fresh(consultation).stage) != stage:
        if now in NEXT:
            open_step(fresh(consultation), NEXT[now], by=conference.officer)
        else:
            everybody_agrees(conference, consultation)
            lapse(consultation)
    return fresh(consultation)


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_related("text").get(pk=consultation.pk)


def running(consultation: Consultation) -> Step:
    return Step.objects.get(consultation=consultation, closed_at=None)


def asked(step: Step, key: str) -> Consulted:
    return Consulted.objects.get(step=step, participant__key=key)


def reply(conference, step: Step, key: str, answer: str = "agree", words: str = "", comments=None, **more):
    """The reply of a country's focal point in Spanish; objections and comments have words."""
    words = words or ("Palabras." if answer in ("comment", "object") else "")
    said = Said(answer=answer, language="es", words=words, comments=comments or {})
    return give_reply(asked(step, key), said=said, form_key=uuid4(), by=conference.points[key], **more)


def everybody_agrees(conference, consultation: Consultation) -> None:
    step = running(consultation)
    for one in step.consulted.select_related("participant"):
        reply(conference, step, one.participant.key)


def lapse(consultation: Consultation) -> None:
    """As if every deadline of the running step had passed, and the clock had come."""
    from secretariat.services.consultation_steps import close_step

    step = running(consultation)
    earlier = timezone.now() - timezone.timedelta(minutes=1)
    Consulted.objects.filter(step=step).update(due_at=earlier)
    assert close_step(step)

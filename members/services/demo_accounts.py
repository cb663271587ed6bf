"""Accounts to look around with, one for each role. They exist only where ``DEBUG`` is on."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.journal import record_act
from members.access import troika
from members.models import (
    Function,
    Institution,
    InstitutionKind,
    Mandate,
    Participant,
    Person,
    Standing,
    Status,
    User,
)
from members.overlaps import SINGLE

DEMO = "@demo.invalid"  # no mail ever goes there (RFC 2606)
PRESIDES = "presides"


@dataclass(frozen=True)
class DemoRole:
    """A role, and for whom its holder acts: the participant ``key``, or else the first one of that ``status``.

    In the status ``PRESIDES`` it is the country that presides now, where the record knows it.
    """

    mailbox: str
    name: str
    function: Function
    status: str = ""
    key: str = ""
    language: str = "es"


ROLES = (
    DemoRole("secretaria", "Secretaría Ejecutiva (demo)", Function.SECRETARIAT_OFFICER),
    DemoRole("coordinacion", "Coordinación de la Secretaría (demo)", Function.SECRETARIAT_COORDINATOR),
    DemoRole("administrador", "Administración técnica (demo)", Function.ADMINISTRATOR),
    DemoRole("presidencia", "Presidencia Pro-Témpore (demo)", Function.FOCAL_POINT, PRESIDES),
    DemoRole("viceministra", "Viceministra de Costa Rica (demo)", Function.HEAD_OF_DELEGATION, Status.MEMBER, "cr"),
    DemoRole("punto-focal", "Punto focal de Costa Rica (demo)", Function.FOCAL_POINT, Status.MEMBER, "cr"),
    DemoRole("suplente", "Punto focal suplente de Costa Rica (demo)", Function.DEPUTY, Status.MEMBER, "cr"),
    DemoRole("revisora", "Revisora nacional de Costa Rica (demo)", Function.NATIONAL_REVIEWER, Status.MEMBER, "cr"),
    DemoRole("enlace", "Funcionario de enlace de México (demo)", Function.LIAISON_OFFICER, Status.MEMBER, "mx"),
    DemoRole(
        "coordinadora", "Coordinator of a body, Canada (demo)", Function.BODY_COORDINATOR, Status.MEMBER, "ca", "en"
    ),
    DemoRole("focal-point", "Focal point of Belize (demo)", Function.FOCAL_POINT, Status.MEMBER, "bz", "en"),
    DemoRole("pais-observador", "País observador (demo)", Function.OBSERVER_DELEGATE, Status.OBSERVER_COUNTRY),
    DemoRole(
        "observer-organisation",
        "Observer organisation (demo)",
        Function.OBSERVER_DELEGATE,
        Status.OBSERVER_ORGANISATION,
        language="en",
    ),
    DemoRole("sociedad-civil", "Sociedad civil (demo)", Function.CIVIL_SOCIETY_DELEGATE, Status.CIVIL_SOCIETY),
)


def demo_password() -> str:
    """The password of every demo account: the same at each start of one installation, another in every other."""
    return f"demo-{salted_hmac('demo accounts', 'password').hexdigest()[:8]}"


@transaction.atomic
def make_demo_accounts() -> list[tuple[str, str]]:
    """Make what is missing of the demo accounts; return e-mail and role of all of them. A second call changes nothing.

    A role is left out whose kind of participant is not in the record, or whose seat somebody holds already.
    """
    made = []
    for role in ROLES:
        participant = _participant(role) if role.status else None
        if role.status and participant is None:
            continue
        email = f"{role.mailbox}{DEMO}"
        user = User.objects.filter(email=email).first() or _make_account(email, role, participant)
        if user is not None:
            made.append((user.email, f"{role.function.label}{f': {participant}' if participant else ''}"))
    return made


def _participant(role: DemoRole) -> Participant | None:
    if role.status == PRESIDES:
        term = troika()[1]
        return term.country if term else None
    standing = Standing.objects.in_force(timezone.localdate()).with_status(role.status).select_related("participant")
    wanted = standing.filter(participant__key=role.key) if role.key else standing
    found = wanted.order_by("participant__key").first() or standing.order_by("participant__key").first()
    return found.participant if found else None


def _institution(participant: Participant) -> Institution:
    """An institution that says of itself that it is none."""
    kind = InstitutionKind.MINISTRY if participant.kind == "country" else InstitutionKind.ORGANISATION
    names: dict[str, Any] = {
        "name_es": "Institución de demostración (demo)",
        "name_en": "Demonstration institution (demo)",
    }
    return Institution.objects.get_or_create(participant=participant, kind=kind, **names)[0]


def _make_account(email: str, role: DemoRole, participant: Participant | None) -> User | None:
    seat = Mandate.objects.in_force().filter(function=role.function, participant=participant, institution=None)
    if role.function in SINGLE and seat.exists():
        return None
    runs_the_system = role.function == Function.ADMINISTRATOR
    person = Person.objects.create(
        name=role.name,
        email=email,
        language=role.language,
        institution=_institution(participant) if participant else None,
        confirmed_at=timezone.now(),
    )
    user = User.objects.create_user(
        email,
        demo_password(),
        person=person,
        language=role.language,
        is_superuser=runs_the_system,
    )
    Mandate.objects.create(person=person, function=role.function, participant=participant, start=timezone.localdate())
    record_act("demo_account_made", user, by="make_demo_accounts")
    return user

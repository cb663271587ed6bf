"""Accounts to look around with, one for each role. They exist only where ``DEBUG`` is on."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.journal import record_act
from members.models import Function, Mandate, Participant, Person, Standing, Status, User


@dataclass(frozen=True)
class DemoRole:
    """A role, and for whom its holder acts: the participant ``key``, or else the first one of that ``status``."""

    mailbox: str
    name: str
    function: Function
    status: str = ""
    key: str = ""
    language: str = "es"


ROLES = (
    DemoRole("secretaria", "Secretaría Ejecutiva (demo)", Function.SECRETARIAT_OFFICER),
    DemoRole("punto-focal", "Punto focal de Costa Rica (demo)", Function.FOCAL_POINT, Status.MEMBER, "cr"),
    DemoRole("pais-observador", "País observador (demo)", Function.OBSERVER_DELEGATE, Status.OBSERVER_COUNTRY),
    DemoRole(
        "observer-organisation",
        "Observer organisation (demo)",
        Function.OBSERVER_DELEGATE,
        Status.OBSERVER_ORGANISATION,
        language="en",
    ),
    DemoRole("sociedad-civil", "Sociedad civil (demo)", Function.CIVIL_SOCIETY_DELEGATE, Status.CIVIL_SOCIETY),
    DemoRole("administrador", "Administración técnica (demo)", Function.ADMINISTRATOR),
)


def demo_password() -> str:
    """The password of every demo account: the same at each start of one installation, another in every other."""
    return f"demo-{salted_hmac('demo accounts', 'password').hexdigest()[:8]}"


@transaction.atomic
def make_demo_accounts() -> list[tuple[str, str]]:
    """Make what is missing of the demo accounts; return e-mail and role of all of them. A second call changes nothing.

    A role whose kind of participant is not in the record is left out.
    """
    made = []
    for role in ROLES:
        participant = _participant(role) if role.status else None
        if role.status and participant is None:
            continue
        email = f"{role.mailbox}@demo.invalid"
        user = User.objects.filter(email=email).first() or _make_account(email, role, participant)
        made.append((user.email, f"{role.function.label}{f': {participant}' if participant else ''}"))
    return made


def _participant(role: DemoRole) -> Participant | None:
    standing = Standing.objects.in_force(timezone.localdate()).with_status(role.status).select_related("participant")
    wanted = standing.filter(participant__key=role.key) if role.key else standing
    found = wanted.order_by("participant__key").first() or standing.order_by("participant__key").first()
    return found.participant if found else None


def _make_account(email: str, role: DemoRole, participant: Participant | None) -> User:
    runs_the_system = role.function == Function.ADMINISTRATOR
    person = Person.objects.create(name=role.name, language=role.language)
    user = User.objects.create_user(
        email,
        demo_password(),
        person=person,
        language=role.language,
        is_staff=runs_the_system or role.function == Function.SECRETARIAT_OFFICER,
        is_superuser=runs_the_system,
    )
    Mandate.objects.create(
        person=user.person, function=role.function, participant=participant, start=timezone.localdate()
    )
    record_act("demo_account_made", user, by="make_demo_accounts")
    return user

"""To whom the letters of a written consultation go, what they carry, and what the calendars in them are called."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import DELEGATION, SECRETARIAT, read_together
from members.models import Mandate, Participant, Standing, Status, User
from members.models.calendars import OFFICE
from secretariat.models import Consultation, ConsultationPaper, Consulted, Step


def accounts_of_step(
    step: Step, functions: Collection[str], *, after: int = 0, limit: int | None = None
) -> list[tuple[User, list[Consulted]]]:
    """The open accounts that act now, in one of ``functions``, for members asked in ``step``, with those members.

    By the key of the account, above ``after``. Three queries.
    """
    asked = {one.participant_id: one for one in step.consulted.select_related("participant")}
    return _acting(asked, functions, after=after, limit=limit)


def accounts_of_member(consulted: Consulted, functions: Collection[str]) -> list[User]:
    """The open accounts that act now, in one of ``functions``, for one member. Two queries."""
    return [user for user, _members in _acting({consulted.participant_id: consulted}, functions)]


def accounts_of_outcome(
    consultation: Consultation, *, after: int = 0, limit: int | None = None
) -> tuple[list[User], int | None]:
    """The delegations of members and the officers of the Secretariat that may see ``consultation`` now.

    Of the next ``limit`` accounts above ``after``; with the last of those that were looked at, ``None`` at the end.
    One query for each account beside five.
    """
    members = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER).order_by()
    who = Q(function__in=DELEGATION, participant__in=members.values("participant")) | Q(function__in=SECRETARIAT)
    held = Mandate.objects.in_force().filter(who).order_by().values("person")
    users = list(_open(held, after)[:limit])
    read_together(users)
    told = [user for user in users if Consultation.objects.visible_to(user).filter(pk=consultation.pk).exists()]
    return told, users[-1].pk if limit and len(users) == limit else None


def papers_of(**of: Any) -> dict[str, ConsultationPaper]:
    """The papers of a ``step`` or an ``outcome`` by their language. One query."""
    rows = ConsultationPaper.objects.filter(**of).select_related("consultation__text", "step", "outcome")
    return {paper.language: paper for paper in rows}


def calendar_names(keys: Iterable[str]) -> dict[str, str]:
    """What calendars are called, by their keys, in the active language. One query, none for none."""
    wanted = set(keys)
    countries = Participant.objects.filter(key__in=wanted - {OFFICE}) if wanted - {OFFICE} else ()
    return {one.key: str(one) for one in countries} | {OFFICE: _("Secretariat")}


def _acting(
    asked: dict[int, Consulted], functions: Collection[str], *, after: int = 0, limit: int | None = None
) -> list[tuple[User, list[Consulted]]]:
    held = Mandate.objects.in_force().filter(function__in=functions, participant__in=asked).order_by()
    users = list(_open(held.values("person"), after)[:limit])
    acts_for: dict[int, set[int]] = defaultdict(set)
    theirs = held.filter(person__in=[user.person_id for user in users])
    for person, participant in theirs.values_list("person", "participant"):
        acts_for[person].add(participant)
    return [(user, [asked[pk] for pk in sorted(acts_for[user.person_id])]) for user in users]


def _open(people: Any, after: int) -> QuerySet[User]:
    rows = User.objects.filter(pk__gt=after, is_active=True, person__in=people)
    return rows.select_related("person").order_by("pk")

"""What waits for somebody in the house of people: asked anew each time a desk is looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.access import is_secretariat
from members.access_people import OWN, led_by
from members.models import Function, Mandate, Participant, Standing, Status
from members.queries.contact import contact_due_on, stale_people
from members.queries.handover import handover_day, handovers_near

AHEAD = timedelta(days=14)  # contact data is asked for so long before it is due
ENDING = timedelta(days=60)  # a mandate that ends is told so long before


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what, where it is done, and by which day; no day where none is set."""

    title: str
    url: str
    due: date | None = None


def needs_of(user: Any) -> list[Need]:
    """What waits for ``user``: contact data, a handover, mandates that end, seats that are empty. None in a preview.

    At most seven queries, whatever waits.
    """
    if not getattr(user, "is_authenticated", False) or getattr(user, "_preview", None):
        return []
    needs = [*_contact(user), *_handovers(user)]
    if is_secretariat(user):
        needs += [*_ending(ending_mandates(), reverse("people:directory") + "?ending=on"), *_vacancies(), *_stale()]
    elif countries := led_by(user):
        own = ending_mandates().filter(participant__in=countries, function__in=(*OWN, Function.FOCAL_POINT))
        needs += _ending(own, reverse("people:delegation"))
    return sorted(needs, key=lambda need: need.due or date.max)


def ending_mandates() -> QuerySet[Mandate]:
    """Mandates in force that end within sixty days and are not held over."""
    until = timezone.localdate() + ENDING
    return Mandate.objects.in_force().filter(end__lte=until, is_holdover=False)


def members_without_focal_point() -> list[Participant]:
    """Member countries for which nobody acts as focal point today, by name. One query."""
    served = Mandate.objects.in_force().filter(function=Function.FOCAL_POINT).order_by().values("participant")
    members = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER)
    return list(Participant.objects.filter(pk__in=members.values("participant")).exclude(pk__in=served))


def _contact(user: Any) -> list[Need]:
    if not user.person_id or not user.mandates.in_force().exists():
        return []
    due = contact_due_on(user.person, user)
    if due > timezone.localdate() + AHEAD:
        return []
    return [Need(_("Confirm your contact data"), reverse("people:contact"), due)]


def _handovers(user: Any) -> list[Need]:
    return [
        Need(
            ngettext(
                "Handover of the presidency to %(country)s: %(counter)s line of the checklist to do",
                "Handover of the presidency to %(country)s: %(counter)s lines of the checklist to do",
                near.undone,
            )
            % {"country": near.incoming.country, "counter": near.undone},
            reverse("people:handover", kwargs={"key": near.incoming.key}),
            handover_day(near.incoming),
        )
        for near in handovers_near(user)
    ]


def _ending(mandates: QuerySet[Mandate], url: str) -> list[Need]:
    ends = list(mandates.order_by("end").values_list("end", flat=True))
    if not ends:
        return []
    words = ngettext("%(counter)s mandate ends soon", "%(counter)s mandates end soon", len(ends))
    return [Need(words % {"counter": len(ends)}, url, ends[0])]


def _vacancies() -> list[Need]:
    vacant = members_without_focal_point()
    if not vacant:
        return []
    names = ", ".join(str(country) for country in vacant)
    return [
        Need(
            _("Without a focal point: %(countries)s") % {"countries": names}, reverse("people:directory") + "#vacancies"
        )
    ]


def _stale() -> list[Need]:
    number = stale_people().order_by().count()
    if not number:
        return []
    words = ngettext(
        "Contact data of %(counter)s person not confirmed for six months",
        "Contact data of %(counter)s people not confirmed for six months",
        number,
    )
    return [Need(words % {"counter": number}, reverse("people:directory") + "?stale=on")]

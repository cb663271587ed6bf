"""What waits for somebody in the house of people: asked anew each time a desk is looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.business_days import business_days_until
from members.access import has_second_factor, mandates_of, needs_second_factor
from members.access_people import OWN, led_by
from members.models import Function, Mandate, Participant, Standing, Status
from members.queries.colleagues import colleagues_of
from members.queries.contact import contact_due_on
from members.queries.handover import handover_day, handovers_near

AHEAD = timedelta(days=14)  # contact data is asked for so long before it is due
ENDING = timedelta(days=60)  # a mandate that ends is told so long before


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what, where it is done, and by which day; no day where none is set.

    ``act`` says in a word what is done there.
    """

    title: str
    url: str
    due: date | None = None
    act: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()

    @property
    def days_left(self) -> int | None:
        """Business days left, from Monday to Friday alone; negative where overdue, none without a day."""
        return None if self.due is None else business_days_until(self.due, timezone.localdate())


def in_order_of_urgency(needs: list[Need]) -> list[Need]:
    """What is overdue longest first, then by the business days that are left, at the end what has no day."""
    return sorted(needs, key=lambda need: (need.due is None, need.days_left or 0, need.due or date.max, need.title))


def needs_of(user: Any) -> list[Need]:
    """What waits for ``user``: contact data, a handover, mandates that end, a second factor. None in a preview.

    At most two queries beside those of the reader's mandates, whatever waits. What waits for the Secretariat as such
    stands in the queues of its desk.
    """
    if not getattr(user, "is_authenticated", False) or getattr(user, "_preview", None):
        return []
    return [*_contact(user), *_handovers(user), *_own_mandates(user), *_ending_in_delegation(user), *_factor(user)]


def ending_mandates() -> QuerySet[Mandate]:
    """Mandates in force that end within sixty days and are not held over."""
    until = timezone.localdate() + ENDING
    return Mandate.objects.in_force().filter(end__lte=until, is_holdover=False)


def vacant_members() -> QuerySet[Participant]:
    """Member countries for which nobody acts as focal point today, by name."""
    served = Mandate.objects.in_force().filter(function=Function.FOCAL_POINT).order_by().values("participant")
    members = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER)
    return Participant.objects.filter(pk__in=members.order_by().values("participant")).exclude(pk__in=served)


def members_without_focal_point() -> list[Participant]:
    """The same, read. One query."""
    return list(vacant_members())


def _contact(user: Any) -> list[Need]:
    if not mandates_of(user):
        return []
    due = contact_due_on(user.person, user)
    if due > timezone.localdate() + AHEAD:
        return []
    return [Need(_("Confirm your contact data"), reverse("people:contact"), due, _("Look at it"))]


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


def _own_mandates(user: Any) -> list[Need]:
    """One's own mandate that ends, or that goes on only until a successor is named. No query."""
    needs = []
    for mandate in mandates_of(user):
        what = {"function": mandate.get_function_display()}
        if mandate.end is not None and mandate.is_holdover and mandate.is_past_its_end:
            what["day"] = formats.date_format(mandate.end)
            words = _("Your mandate (%(function)s) ended on %(day)s; it goes on until a successor is named") % what
            needs.append(Need(words, user.person.get_absolute_url()))
        elif mandate.end is not None and mandate.end <= timezone.localdate() + ENDING and not mandate.is_holdover:
            words = _("Your mandate ends: %(function)s") % what
            needs.append(Need(words, user.person.get_absolute_url(), mandate.end))
    return needs


def _ending_in_delegation(user: Any) -> list[Need]:
    """For a focal point: mandates of the own delegation that end, and that only a focal point renews."""
    countries = led_by(user)
    if not countries:
        return []
    until = timezone.localdate() + ENDING
    return [
        Need(
            _("The mandate of %(person)s ends: %(function)s")
            % {"person": mandate.person.name, "function": mandate.get_function_display()},
            reverse("people:delegation"),
            mandate.end,
            _("Renew"),
        )
        for mandate in colleagues_of(user)
        if mandate.participant_id in countries
        and mandate.function in OWN
        and mandate.person_id != user.person_id
        and mandate.end is not None
        and mandate.end <= until
        and not mandate.is_holdover
    ]


def _factor(user: Any) -> list[Need]:
    """Whoever must have one is led to it by the door; everybody else is advised."""
    if needs_second_factor(user) or not mandates_of(user) or has_second_factor(user):
        return []
    return [Need(_("Set up a second factor: your account is safer with one"), reverse("mfa_index"))]

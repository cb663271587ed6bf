"""Who sits in a body and who coordinates it, participant by participant, each with a period."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.periods import PartialDate
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.models import Body, BodyMembership, BodyRole
from meetings.services.bodies import living, only_secretariat
from members.models import Participant, Standing, Status

COORDINATING = (Status.MEMBER,)


@transaction.atomic
def add_membership(
    *, body: Body, participant: Participant, role: str, start: PartialDate, end: PartialDate | None, by: Any
) -> BodyMembership:
    """Let ``participant`` sit in ``body``, or coordinate it, from ``start`` to ``end`` or until further notice.

    Raises ``Refusal`` where it does so already in that time, where the body does not exist in that time, or where the
    participant does not take part in the conference; member countries alone coordinate.
    """
    only_secretariat(by)
    body = living(body)
    _check_period(body, start, end)
    standing = Standing.objects.in_force(start.last_day).filter(participant=participant)
    if not standing.exists():
        raise Refusal(
            _("%(participant)s does not take part in the Conference at that time."), participant=str(participant)
        )
    if role == BodyRole.COORDINATOR and not standing.filter(status__in=COORDINATING).exists():
        raise Refusal(_("Only member countries coordinate a body."))
    for other in body.memberships.filter(participant=participant, role=role):
        if overlap(start, end, other.start, other.end):
            raise Refusal(
                _("%(participant)s has this role in the body at that time already."), participant=str(participant)
            )
    given = BodyMembership.objects.create(body=body, participant=participant, role=role, start=start, end=end)
    record_act("body_member_added", given, by=by, after={"role": role, "since": start.iso})
    bump_revision()
    return given


@transaction.atomic
def end_membership(membership: BodyMembership, *, end: PartialDate, by: Any) -> None:
    """Set the last day of a membership. Raises ``Refusal`` for one that is over, or a day before it began."""
    only_secretariat(by)
    membership = BodyMembership.objects.select_for_update(of=("self",)).select_related("body").get(pk=membership.pk)
    if membership.end is not None and membership.end.last_day < timezone.localdate():
        raise Refusal(_("This is over already: %(day)s."), day=str(membership.end))
    _check_period(membership.body, membership.start, end)
    before = membership.end.iso if membership.end else ""
    membership.end = end
    membership.save(update_fields=["end"])
    record_act("body_member_ended", membership, by=by, before={"until": before}, after={"until": end.iso})
    bump_revision()


def overlap(
    start: PartialDate | None, end: PartialDate | None, other_start: PartialDate | None, other_end: PartialDate | None
) -> bool:
    """Whether two periods share days, or may do so: what is not known is taken to last as long as it may.

    The day, month or year in which one ends and the other begins is no overlap: offices pass in it.
    """
    if start is not None and start == other_start:
        return True
    return not (_before(end, other_start) or _before(other_end, start))


def _before(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is not None and start is not None and (end == start or end.last_day <= start.first_day)


def _check_period(body: Body, start: PartialDate | None, end: PartialDate | None) -> None:
    if start and end and end.last_day < start.first_day:
        raise Refusal(_("The last day lies before the first."))
    if start and body.start and start.last_day < body.start.first_day:
        raise Refusal(_("That is before the body began, %(day)s."), day=str(body.start))
    if end and body.end and end.first_day > body.end.last_day:
        raise Refusal(_("The body ended before that, %(day)s."), day=str(body.end))

"""The series of meetings: ordinals, and which meeting stands beside which (report of 20 years, "meetings")."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from meetings.models import Meeting, MeetingKind, MeetingState
from members.models import Presidency

OFF = (MeetingState.CANCELLED,)


def lock_series() -> None:
    """One Vice-Ministerial at a time is convened: of two, the second waits for the first to commit."""
    series = Meeting.objects.filter(kind=MeetingKind.VICE_MINISTERIAL).order_by("pk")
    list(series.select_for_update(of=("self",)).values_list("pk", flat=True))


def next_ordinal() -> int:
    """The ordinal after the highest one given; call ``lock_series`` before.

    Only Vice-Ministerial Meetings have ordinals. One that was cancelled after it was convened keeps its own.
    """
    highest = Meeting.objects.filter(kind=MeetingKind.VICE_MINISTERIAL).aggregate(highest=Max("ordinal"))["highest"]
    return (highest or 0) + 1


def presidency_in(year: int | None) -> Presidency | None:
    """The presidency of a year; its country is the host unless said otherwise. One query."""
    return Presidency.objects.select_related("country").filter(year=year).first() if year else None


def advice_on(meeting: Any) -> list[str]:
    """What the customs of the series say and the plan does not follow yet: told, never enforced. Two queries.

    The first GRCM of a year meets with the Vice-Ministerial; networks meet right before the GRCM, and may sit jointly.
    """
    if meeting.kind not in (MeetingKind.GRCM, MeetingKind.NETWORK) or meeting.start is None:
        return []
    beside = list(meeting.beside.all())
    year = Meeting.objects.filter(start__startswith=f"{meeting.start.year:04}").exclude(state__in=OFF)
    others = list(year.for_list().exclude(pk=meeting.pk).exclude(start__isnull=True).order_by("start"))
    return _of_grcm(meeting, others, beside) if meeting.kind == MeetingKind.GRCM else _of_network(meeting, others)


def _of_grcm(meeting: Any, others: list[Meeting], beside: list[Meeting]) -> list[str]:
    earlier = [one for one in others if one.kind == MeetingKind.GRCM and one.start < meeting.start]
    high = next((one for one in others if one.kind == MeetingKind.VICE_MINISTERIAL), None)
    if earlier or high is None or high in beside:
        return []
    said = _("The first RCGM of a year meets with the Vice-Ministerial Meeting (report of 20 years): %(meeting)s.")
    return [said % {"meeting": high.title}]


def _of_network(meeting: Any, others: list[Meeting]) -> list[str]:
    following = next((one for one in others if one.kind == MeetingKind.GRCM and one.start >= meeting.start), None)
    last = meeting.end or meeting.start
    if following is None or following.start is None or {following.start.precision, last.precision} != {"day"}:
        return []
    gap = (following.start.first_day - last.last_day).days
    if gap <= 1:
        return []
    said = _("Networks meet right before the RCGM (report of 20 years); the next one is %(meeting)s, on %(day)s.")
    return [said % {"meeting": following.title, "day": str(following.start)}]

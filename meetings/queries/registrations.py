"""Members that have registered nobody yet for a meeting to which all of them are convened."""

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.models import Convocation, Delegate, Meeting, MeetingState
from meetings.queries.desk_meetings import OF_ALL_MEMBERS
from members.models import Standing, Status


def waiting_for_delegations() -> QuerySet[Meeting]:
    """Convened meetings of all members, not over yet, with ``missing``: how many members have registered nobody.

    Meetings of bodies are left out: the sources do not say that every member is represented there.
    """
    today = timezone.localdate()
    convened = Meeting.objects.filter(state=MeetingState.CONVENED, kind__in=OF_ALL_MEMBERS, start__gte=str(today.year))
    last_day = Coalesce("end", "start")
    coming = convened.annotate(last_day=last_day).filter(last_day__gte=today.isoformat())
    return coming.annotate(missing=missing()).filter(missing__gt=0)


def missing() -> Coalesce:
    """For a meeting: the number of members that have registered nobody."""
    standing = _members().filter(~_comes(OuterRef(OuterRef("pk"))))
    number = standing.values("status").annotate(number=Count("participant", distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def last_day_to_register() -> Subquery:
    """For a meeting: the day that its latest letter names, if one names any."""
    letters = Convocation.objects.filter(meeting=OuterRef("pk"), register_by__isnull=False).order_by("-number")
    return Subquery(letters.values("register_by")[:1])


def register_by(meeting: Meeting) -> date | None:
    """The same, read. One query."""
    return Meeting.objects.filter(pk=meeting.pk).values_list(last_day_to_register(), flat=True).first()


def countries_to_register(meeting: Meeting) -> QuerySet:
    """The members (primary keys) that have registered nobody for ``meeting``; none for a meeting of some."""
    standing = _members().filter(~_comes(meeting.pk))
    return (standing if meeting.kind in OF_ALL_MEMBERS else standing.none()).values("participant")


def _members() -> QuerySet[Standing]:
    return Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER).order_by()


def _comes(meeting: OuterRef | int) -> Exists:
    coming = Delegate.objects.coming().filter(meeting=meeting, participant=OuterRef("participant"))
    return Exists(coming.order_by())

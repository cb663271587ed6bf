"""The meetings of which a desk says something, with what it says of each: read at once, whoever looks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, CharField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.access import Audience
from common.ordering import latest_first
from meetings.access import ATTEND, bodies_of, can_plan
from meetings.access_delegates import registers_for
from meetings.models import (
    CALLED_OFF,
    ConceptNote,
    ConceptNoteState,
    Delegate,
    DelegateState,
    Meeting,
    MeetingKind,
    MeetingState,
    Statement,
    StatementState,
)
from members.access import audiences_of, is_secretariat, mandates_of
from members.grants import granted
from members.models import OF_A_BODY

COMING, LATEST, CHANGED = 5, 4, 6  # meetings on a home of the intranet
AHEAD = timedelta(days=60)  # before the first day, the convocation is asked for
OF_ALL_MEMBERS = ("vice_ministerial", "grcm", "technical", "extraordinary")  # the rest meet in bodies of some
TO_COME = (MeetingState.PLANNED, MeetingState.CONVENED)
LATER_THAN_PLANNED = (*TO_COME, MeetingState.HELD)


def meetings_on_desk(user: Any, since: datetime | None) -> list[Meeting]:
    """The meetings of the desk of ``user``, who came last at ``since``: the first to begin first.

    Those to come, the latest and what changed (``is_mine``, ``told_at``); and those at which something waits for
    ``user``, each with marks that say what (see ``_marks``). One query, asked once for a request.
    """
    known = user.__dict__.setdefault("_meetings_on_desk", {})
    if since not in known:
        known[since] = list(_read(user, since))
    return known[since]


def waiting_meetings(user: Any, mark: str) -> list[Meeting]:
    """Those of the desk of ``user`` that bear ``mark``, the first to begin first."""
    return [one for one in meetings_on_desk(user, user.previous_visit_at) if getattr(one, mark, False)]


def next_grcm_on_desk(user: Any) -> Meeting | None:
    """The next meeting of the GRCM, for whoever the desk tells of reports to it."""
    return next(iter(waiting_meetings(user, "is_next_grcm")), None)


def next_grcms(user: Any, on: date) -> QuerySet[Meeting]:
    """Meetings of the GRCM on or after the day that ``user`` sees and that are not called off, the next first."""
    day = on.isoformat()
    coming = Q(start__gte=day) | Q(start__in=[day[:4], day[:7]]) | Q(start__lt=day, end__gte=day)
    meetings = Meeting.objects.visible_to(user).filter(coming, kind=MeetingKind.GRCM, state__in=TO_COME)
    return meetings.order_by("start", "key")


def _read(user: Any, since: datetime | None) -> QuerySet[Meeting]:
    seen = Meeting.objects.visible_to(user).order_by()
    mine = seen if is_secretariat(user) else seen.filter(_concerning(user))
    marks = _marks(user)
    chosen = _to_come_and_latest(mine) | Q(*((mark, True) for mark in marks), _connector=Q.OR)
    if since is not None:
        versions = Meeting.history.filter(history_date__gt=since).order_by("-history_date").values("id")
        chosen |= Q(pk__in=seen.filter(pk__in=versions).order_by(latest_first("start")).values("pk")[:CHANGED])
    last_version = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
    rows = seen.annotate(told_at=Subquery(last_version), is_mine=Exists(mine.filter(pk=OuterRef("pk"))), **marks)
    if is_secretariat(user):
        rows = rows.annotate(registered=_registered())
    elif "to_register" in marks:
        coming = {has_delegates(one): Exists(_coming(one)) for one in registers_for(user)}
        rows = rows.annotate(is_granted=_said(Q(pk__in=granted(user, Meeting))), **coming)
    return rows.filter(chosen).for_list().order_by("start", "key")


def _marks(user: Any) -> dict[str, Any]:
    """What waits at a meeting: a step of who prepares it, registration; what is handed in to the Secretariat."""
    today = timezone.localdate()
    marks: dict[str, Any] = {}
    if can_plan(user):
        of_the_record = Q(state=MeetingState.HELD, convened_at__isnull=True)
        is_near = Q(state__in=LATER_THAN_PLANNED, start__isnull=False, start__lte=(today + AHEAD).isoformat())
        marks["is_near"] = _said(is_near & ~of_the_record)
    if is_secretariat(user):
        notes = ConceptNote.objects.visible_to(user).filter(state=ConceptNoteState.SUBMITTED)
        delegates = _to_accredit().filter(meeting__state=MeetingState.CONVENED)
        marks["has_note"] = Exists(notes.filter(meeting=OuterRef("pk")))
        marks["to_accredit"] = Exists(delegates)
        agreed = Statement.objects.filter(state=StatementState.SUBMITTED, may_publish=True, meeting=OuterRef("pk"))
        marks["has_statement"] = Exists(agreed)
    elif registers_for(user):
        marks["to_register"] = _said(Q(state=MeetingState.CONVENED))
    if is_secretariat(user) or any(mandate.function in OF_A_BODY for mandate in mandates_of(user)):
        marks["is_next_grcm"] = _said(Q(pk__in=next_grcms(user, today).values("pk")[:1]))
    return marks


def has_delegates(participant_id: int) -> str:
    """The mark of a meeting to which somebody is registered for a participant."""
    return f"has_delegates_of_{participant_id}"


def _coming(participant_id: int) -> QuerySet[Delegate]:
    return Delegate.objects.coming().filter(meeting=OuterRef("pk"), participant=participant_id).order_by()


def _said(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _to_accredit() -> QuerySet[Delegate]:
    return Delegate.objects.known().filter(state=DelegateState.REGISTERED, meeting=OuterRef("pk")).order_by()


def _registered() -> Coalesce:
    return Coalesce(Subquery(_to_accredit().values("meeting").annotate(number=Count("pk")).values("number")), 0)


def _to_come_and_latest(mine: QuerySet[Meeting]) -> Q:
    dated = (
        mine.exclude(start=None)
        .exclude(state__in=CALLED_OFF)
        .annotate(last_day=Coalesce("end", "start", output_field=CharField()))
    )
    today = timezone.localdate().isoformat()
    to_come = Q(last_day__gte=today) | Q(last_day__in=[today[:4], today[:7]])  # a bare year lasts to its last day
    return Q(pk__in=dated.filter(to_come).order_by("start", "key").values("pk")[:COMING]) | Q(
        pk__in=dated.exclude(to_come).order_by("-start", "-key").values("pk")[:LATEST]
    )


def _concerning(user: Any) -> Q:
    """Of a body of the user, of a kind that the user's audience attends, or not for everybody."""
    audiences = audiences_of(user)
    if Audience.MEMBER in audiences:
        kinds = set(OF_ALL_MEMBERS)
    else:
        kinds = {kind for kind, guests in ATTEND.items() if guests & audiences}
    of_bodies = Meeting.bodies.through.objects.filter(body__in=bodies_of(user)).values("meeting")
    return Q(kind__in=kinds) | ~Q(audience=Audience.PUBLIC) | Q(pk__in=of_bodies)

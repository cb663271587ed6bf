"""Reads of a written consultation: its steps, where each member stands, and what its rules make of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from common.business_days import DayCounted, count_business_days, moment
from common.kept import read_once
from declarations.canonical import CanonicalText
from declarations.queries import freeze
from members.access import troika
from members.calendars import CalendarRule, days_off
from members.models import Participant, Standing, Status
from secretariat.models import Consultation, Consulted, Reply, Step, StepKind
from secretariat.standing_replies import Stand

SEARCHED_DAYS = 400  # of holidays that are looked at for one arithmetic


def step_of(consultation: Consultation) -> Step | None:
    """The last step that was opened in the present beginning; none before the troika is asked. At most one query."""
    if "_last_step" in consultation.__dict__:
        return consultation.__dict__["_last_step"]
    steps = Step.objects.filter(consultation=consultation.pk, cycle=consultation.cycle)
    last = steps.select_related("version").order_by("-opened_at", "-pk")
    return read_once(f"last step of {consultation.pk}/{consultation.cycle}", last.first)


def replies_in_order() -> Prefetch:
    """The replies of a member with their comments and who gave them, the one that counts last.

    In the order in which they came, not in which they were entered: a message that the Secretariat enters days later
    takes no place of what the country said since.
    """
    given = Reply.objects.select_related("given_by__person", "file").prefetch_related("comments")
    return Prefetch("replies", given.order_by("received_at", "number"))


def consulted_in(step: Step) -> QuerySet[Consulted]:
    """The members of a step with their replies, by name. Three queries when read."""
    rows = Consulted.objects.filter(step=step.pk).select_related("participant", "step")
    return rows.prefetch_related(replies_in_order()).order_by("participant__name", "pk")


def stands_in(step: Step) -> list[Stand]:
    """Where each member of ``step`` stands by its last reply. Three queries, once in a request that only reads."""
    if "_stands" in step.__dict__:
        return step.__dict__["_stands"]
    rows = read_once(f"stands in step {step.pk}", lambda: list(consulted_in(step)))
    return [Stand(one, (list(one.replies.all()) or [None])[-1]) for one in rows]


def was_looked_at(consultation: Consultation, step: Step | None, stands: list[Stand]) -> None:
    """Whoever has read the last step whole for a page says so: what is asked of this very instance asks no more.

    For reading alone; a service takes an instance of its own, under its lock.
    """
    consultation.__dict__["_last_step"] = step
    if step is not None:
        step.__dict__["_stands"] = stands


def is_past_its_time(step: Step) -> bool:
    """Whether the time of everybody asked in it is over."""
    if "_stands" in step.__dict__:
        return all(one.due_at < timezone.now() for one in step.__dict__["_stands"])
    return not step.consulted.filter(due_at__gte=timezone.now()).exists()


def members_asked(kind: str, at: datetime) -> list[Participant]:
    """Who is asked in a step that opens at a moment: the troika, or all members of that day, by name."""
    if kind == StepKind.TROIKA:
        terms = (term for term in troika() if term is not None)
        return sorted({term.country for term in terms if term.country_id}, key=str)
    held = Standing.objects.in_force(timezone.localdate(at)).with_status(Status.MEMBER)
    return list(Participant.objects.filter(pk__in=held.order_by().values("participant")).order_by("name"))


def arithmetic(
    consultation: Any, *, after: datetime, days: int, participant: Participant, members: Iterable[Participant]
) -> tuple[tuple[DayCounted, ...], datetime]:
    """The days of a step that opens at ``after``, one by one, and the minute on which ``participant``'s time is over.

    By the rule, the zone and the closing minute of ``consultation``, which may be a step of it. Counting begins on the
    day after the opening, by the clock of that zone.
    """
    zone = ZoneInfo(consultation.time_zone)
    first = after.astimezone(zone).date()
    last = first.fromordinal(first.toordinal() + SEARCHED_DAYS)
    off = days_off(
        CalendarRule(consultation.calendar),
        first=first,
        last=last,
        participant_key=participant.key,
        member_keys=[one.key for one in members],
    )
    counted = count_business_days(after=first, days=days, days_off=off)
    return counted, moment(counted[-1].day, consultation.closing, zone)


def words_now(consultation: Consultation) -> str:
    """The canonical form of the words as they stand in the workroom now, to compare with what was sent."""
    return content_now(consultation).to_json()


def content_now(consultation: Consultation) -> CanonicalText:
    """The words as they stand in the workroom now. Read once in a request that only reads."""
    return read_once(f"words of text {consultation.text_id}", lambda: freeze(consultation.text, number=0))


def arithmetic_of_all(
    consultation: Any, *, after: Mapping[Participant, date], days: int, members: Iterable[Participant]
) -> list[tuple[Participant, tuple[DayCounted, ...], datetime]]:
    """The same for many at once, each counted from behind a day of its own. One query, however many they are."""
    zone, rule = ZoneInfo(consultation.time_zone), CalendarRule(consultation.calendar)
    first, latest = min(after.values()), max(after.values())
    is_own = rule == CalendarRule.OWN
    named = [one.key for one in (after if is_own else members)]
    last = latest.fromordinal(latest.toordinal() + SEARCHED_DAYS)
    off = days_off(CalendarRule.ANY if is_own else rule, first=first, last=last, member_keys=named)
    found = []
    for one, behind in after.items():
        own = {day: tuple(rest for rest in rests if rest.calendar == one.key) for day, rests in off.items()}
        counted = count_business_days(after=behind, days=days, days_off=own if is_own else off)
        found.append((one, counted, moment(counted[-1].day, consultation.closing, zone)))
    return found


def asked_in(step: Step) -> list[Consulted]:
    """The members of a step, by name. One query, once in a request that only reads."""
    rows = Consulted.objects.filter(step=step.pk).select_related("participant").order_by("participant__name", "pk")
    return read_once(f"asked in step {step.pk}", lambda: list(rows))


def steps_to_close(now: datetime) -> QuerySet[Step]:
    """The running steps of which every deadline has passed at ``now``."""
    waiting = Consulted.objects.filter(due_at__gte=now).order_by().values("step")
    return Step.objects.filter(closed_at=None, suspended_at=None).exclude(pk__in=waiting)


def silent_in_running_steps(now: datetime) -> QuerySet[Consulted]:
    """Members that have not replied in a step that runs, and whose time is not over at ``now``."""
    running = Q(step__closed_at=None, step__suspended_at=None, due_at__gt=now, replies=None)
    return Consulted.objects.filter(running).select_related("participant", "step__consultation__text")

"""Lists of written consultations: all that a reader may see, those that run, and what of them waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from common.business_days import DayCounted, days_left
from common.models import Act
from common.zones import in_zone
from members.models import Mandate
from secretariat.access_consultations import REPLYING, can_run, may_prepare_for, visible_consultations
from secretariat.models import Consultation, Consulted, Reply, Stage, Step

OVER = (Stage.TROIKA_OVER, Stage.ROUND_ONE_OVER, Stage.ROUND_TWO_OVER)


@dataclass(frozen=True, slots=True)
class ListLine:
    """A consultation of the list; ``step`` is the one that runs, ``due_at`` its last deadline."""

    consultation: Consultation
    step: Step | None
    due_at: datetime | None
    left: int


def lines_for_list(consultations: Iterable[Consultation]) -> list[ListLine]:
    """The lines of one page of the list. Two queries."""
    shown = list(consultations)
    running = Step.objects.filter(consultation__in=shown, closed_at=None)
    last = Consulted.objects.filter(step__in=running).select_related("step").order_by("step", "due_at")
    latest = {one.step.consultation_id: one for one in last}
    return [_list_line(one, latest.get(one.pk)) for one in shown]


def _list_line(consultation: Consultation, last: Consulted | None) -> ListLine:
    if last is None:
        return ListLine(consultation, None, None, 0)
    return ListLine(consultation, last.step, last.due_at, business_days_left(last))


def business_days_left(one: Consulted) -> int:
    """How many of the member's business days are still to come after today, by the clock of the step."""
    today = in_zone(timezone.now(), one.step.time_zone).date()
    return days_left(map(DayCounted.from_json, one.counted), today)


@dataclass(frozen=True, slots=True)
class RunningRound:
    """A step that runs, and each member that it asks: ``answer`` is what the last reply says, empty for none."""

    step: Step
    members: list[Consulted]

    @property
    def consultation(self) -> Consultation:
        return self.step.consultation

    @property
    def due_at(self) -> datetime:
        return max(one.due_at for one in self.members)

    @property
    def takes_replies(self) -> bool:
        return self.step.is_running and self.due_at >= timezone.now()

    @property
    def left(self) -> int:
        return business_days_left(max(self.members, key=lambda one: one.due_at))

    @property
    def replied(self) -> list[Consulted]:
        return [one for one in self.members if one.answer]  # type: ignore[attr-defined]

    @property
    def without_point(self) -> list[Consulted]:
        return [one for one in self.members if not one.has_point]  # type: ignore[attr-defined]


def running_rounds(user: Any) -> list[RunningRound]:
    """The steps that run, with where each country stands, the first deadline first; for those who run them.

    One query, none for others.
    """
    if not can_run(user):
        return []
    rows = sorted(_asked_now().order_by("participant__name", "pk"), key=lambda one: one.step_id)
    rounds = [RunningRound(step, list(members)) for step, members in groupby(rows, key=lambda one: one.step)]
    return sorted(rounds, key=lambda one: one.due_at)


def _asked_now() -> QuerySet[Consulted]:
    last = Reply.objects.filter(consulted=OuterRef("pk")).order_by("-number").values("answer")[:1]
    points = Mandate.objects.in_force().filter(function__in=REPLYING, participant=OuterRef("participant")).order_by()
    rows = Consulted.objects.filter(step__closed_at=None).select_related("participant", "step__consultation__text")
    return rows.annotate(answer=Subquery(last), has_point=Exists(points))


def waiting_for_reply(user: Any, rounds: Sequence[RunningRound] = ()) -> list[Consulted]:
    """Where ``user`` prepares or gives a reply that is not given yet, in a step that takes replies now.

    One query; none for whoever replies for nobody, and for those who run them, to whom ``rounds`` tell it.
    """
    countries = may_prepare_for(user)
    if not countries:
        return []
    if can_run(user):
        asked = (one for running in rounds if running.step.is_running for one in running.members)
        return [one for one in asked if one.participant_id in countries and _is_waited_for(one)]
    running = Q(step__closed_at=None, step__suspended_at=None, due_at__gte=timezone.now(), replies=None)
    rows = Consulted.objects.filter(running, participant__in=countries)
    return list(rows.select_related("participant", "step__consultation__text").order_by("due_at", "pk"))


def _is_waited_for(one: Any) -> bool:
    return not one.answer and one.due_at >= timezone.now()


def undecided(user: Any) -> list[Consultation]:
    """What waits for those who run it: a step that is over, or an opening that the clock could not do. One query.

    ``last_act`` is the last act of its course, ``last_closed`` when its last step was closed.
    """
    if not can_run(user):
        return []
    acts = Act.objects.filter(
        object_type=Consultation._meta.label_lower, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    rows = Consultation.objects.going_on().filter(opens_next_at=None).select_related("text")
    rows = rows.annotate(last_act=Subquery(acts.values("act")[:1]), last_closed=Max("steps__closed_at"))
    waiting = rows.filter(Q(stage__in=OVER) | Q(last_act="refuse_opening"))
    return list(waiting.order_by("prepared_at", "pk"))


def deadlines_between(user: Any, first: datetime, last: datetime) -> list[Consulted]:
    """The last deadline of each running step between two moments that ``user`` may see. One query."""
    seen = Consultation.objects.filter(visible_consultations(user)).order_by().values("pk")
    rows = Consulted.objects.filter(step__closed_at=None, step__consultation__in=seen, due_at__range=(first, last))
    latest = {one.step_id: one for one in rows.select_related("step__consultation__text").order_by("due_at", "pk")}
    return sorted(latest.values(), key=lambda one: one.due_at)

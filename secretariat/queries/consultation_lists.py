"""Lists of written consultations: all that a reader may see, those that run, and what of them waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from common.business_days import DayCounted, days_left
from common.models import Act
from common.zones import in_zone
from declarations.models import Text
from members.models import Mandate, Participant
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


@dataclass(frozen=True, slots=True)
class AtWork:
    """What those who run consultations look at: the steps that run, and the consultations that wait for a decision."""

    rounds: list[RunningRound]
    undecided: list[Consultation]


def consultations_at_work(user: Any) -> AtWork:
    """The steps that run with where each country stands, the first deadline first, and what waits for a decision.

    A step that is over waits, and an opening that the clock could not do; ``last_act`` is the last act of the course.
    One query, none for those who do not run consultations.
    """
    if not can_run(user):
        return AtWork([], [])
    rounds: dict[int, RunningRound] = {}
    undecided = []
    for row in _going_on():
        consultation = _made(Consultation, row, "", text=_made(Text, row, "text__"))
        if row["running__id"] is None:
            consultation.last_act = row["last_act"]
            if consultation.opens_next_at is None and (row["stage"] in OVER or row["last_act"] == "refuse_opening"):
                undecided.append(consultation)
            continue
        step = _made(Step, row, "running__", consultation=consultation)
        asked = rounds.setdefault(step.pk, RunningRound(step, [])).members
        member = _made(Participant, row, "running__consulted__participant__")
        one = _made(Consulted, row, "running__consulted__", step=rounds[step.pk].step, participant=member)
        one.answer, one.has_point = row["answer"] or "", row["has_point"]
        asked.append(one)
    return AtWork(sorted(rounds.values(), key=lambda one: one.due_at), undecided)


READ = {
    "": ("id", "stage", "opens_next_at"),
    "text__": ("id", "symbol", "title_es", "title_en"),
    "running__": ("id", "kind", "time_zone", "suspended_at", "closed_at"),
    "running__consulted__": ("id", "due_at", "counted"),
    "running__consulted__participant__": ("id", "key", "name_es", "name_en"),
}


def _going_on() -> QuerySet[Consultation, dict[str, Any]]:
    """A row for each member in a step that runs, and one for each consultation in which none does."""
    last = Reply.objects.filter(consulted=OuterRef("running__consulted__id")).order_by("-number").values("answer")[:1]
    points = Mandate.objects.in_force().filter(
        function__in=REPLYING, participant=OuterRef("running__consulted__participant")
    )
    acts = Act.objects.filter(
        object_type=Consultation._meta.label_lower, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    rows = Consultation.objects.going_on().annotate(
        running=FilteredRelation("steps", condition=Q(steps__closed_at=None)),
        answer=Subquery(last),
        has_point=Exists(points.order_by()),
        last_act=Subquery(acts.values("act")[:1]),
    )
    names = [f"{path}{name}" for path, read in READ.items() for name in read]
    order = ("prepared_at", "pk", "running__consulted__participant__name", "running__consulted__id")
    return rows.order_by(*order).values(*names, "answer", "has_point", "last_act")


def _made(model: type[Any], row: dict[str, Any], path: str, **related: Any) -> Any:
    """An instance of what was read of it, to be shown and never to be saved."""
    return model(**{name: row[f"{path}{name}"] for name in READ[path]}, **related)


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


def deadlines_between(user: Any, first: datetime, last: datetime) -> list[Consulted]:
    """The last deadline of each running step between two moments that ``user`` may see. One query."""
    seen = Consultation.objects.filter(visible_consultations(user)).order_by().values("pk")
    rows = Consulted.objects.filter(step__closed_at=None, step__consultation__in=seen, due_at__range=(first, last))
    latest = {one.step_id: one for one in rows.select_related("step__consultation__text").order_by("due_at", "pk")}
    return sorted(latest.values(), key=lambda one: one.due_at)

"""The life of a body as one line of dated events: the steps that were entered, and what the record tells besides."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from common.periods import Bound, PartialDate
from meetings.models import Body, BodyName, BodyStep, StepKind
from meetings.models.steps import LAST


class BodyState(models.TextChoices):
    """How a body stands on a day."""

    TO_COME = "to_come", _("does not exist yet")
    ACTIVE = "active", _("in being")
    LAPSED = "lapsed", _("its term has ended; it cannot meet until it is extended or made permanent")
    ENDED = "ended", _("has ended")


@dataclass(frozen=True, slots=True)
class Event:
    """A line in the life of a body: what became of it, when, and what decided it.

    ``told_by`` and ``field`` lead to the words of what decided it (a step, or the body's "created by"); ``named`` bears
    the name that it got; ``others`` are the bodies from which it came, or that followed it. ``step`` is there where the
    Secretariat entered one.
    """

    kind: str
    on: PartialDate | None
    told_by: Body | BodyName | BodyStep
    field: str = ""
    bound: str = Bound.EXACT
    named: BodyName | None = None
    others: tuple[Body, ...] = ()
    step: BodyStep | None = None
    is_received: bool = False  # another body became part of this one

    @property
    def kind_display(self) -> str:
        if self.step is None and self.kind != StepKind.CREATED:
            return pgettext("body", "Ended") if self.kind in LAST else pgettext("body", "Name")
        return str(StepKind(self.kind).label)


def state_of(body: Body, on: date) -> BodyState:
    """How ``body`` stands on the day ``on``; see ``Body.can_meet``. No query."""
    if body.start and body.start.first_day > on:
        return BodyState.TO_COME
    if body.end and body.end.last_day < on:
        return BodyState.ENDED
    return BodyState.ACTIVE if body.can_meet(on) else BodyState.LAPSED


def steps_of(body: Body) -> QuerySet[BodyStep]:
    """Its own steps, and those of others by which these became part of it."""
    steps = BodyStep.objects.filter(Q(body=body) | Q(others=body)).distinct()
    return steps.select_related("body", "meeting__country")


def life_of(
    body: Body, names: list[BodyName], steps: list[BodyStep], before: list[Body], after: list[Body]
) -> list[Event]:
    """The life of ``body``, the earliest first, what has no date before all. No query.

    ``names`` are those it bore, ``before`` and ``after`` its predecessors and successors. Each event is told once: a
    step is shown with the fact of the record that it brought about, and a fact without a step by itself.
    """
    own = {(step.kind, step.on): step for step in steps if step.body_id == body.pk}
    received = [step for step in steps if step.body_id != body.pk]
    taken_in = {step.body_id for step in received}
    first = next((name for name in names if name.start is not None and name.start == body.start), None)
    events = [_beginning(body, own, first, [one for one in before if one.pk not in taken_in])]
    events += [_naming(name, own) for name in names if name.start is not None and name.start != body.start]
    kinds = (StepKind.EXTENDED, StepKind.PERMANENT)
    events += [Event(kind, on, step, "decided", step=step) for (kind, on), step in own.items() if kind in kinds]
    events += [
        Event(step.kind, step.on, step, "decided", others=(step.body,), step=step, is_received=True)
        for step in received
    ]
    if body.end is not None:
        events.append(_ending(body, own, after))
    return sorted(events, key=lambda event: (event.on is not None, event.on.iso if event.on else ""))


def _beginning(body: Body, own: dict, name: BodyName | None, before: list[Body]) -> Event:
    step = next((step for (kind, _on), step in own.items() if kind == StepKind.CREATED), None)
    told_by, words = (step, "decided") if step else (body, "created_by" if body.created_by else "")
    return Event(
        StepKind.CREATED, body.start, told_by, words, body.start_bound, named=name, others=tuple(before), step=step
    )


def _naming(name: BodyName, own: dict) -> Event:
    step = own.get((StepKind.RENAMED, name.start))
    told_by, words = (step, "decided") if step else (name, "")
    return Event(StepKind.RENAMED, name.start, told_by, words, name.start_bound, named=name, step=step)


def _ending(body: Body, own: dict, after: list[Body]) -> Event:
    step = next((step for (kind, _on), step in own.items() if kind in LAST), None)
    if step is None:
        return Event(StepKind.CLOSED, body.end, body, others=tuple(after))
    return Event(step.kind, step.on, step, "decided", others=tuple(after), step=step)

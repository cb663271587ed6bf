"""What the page of a written consultation shows, as its reader may see it."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils.translation import pgettext

from common.models import Act
from members.access import countries_of, is_secretariat
from members.models import Mandate, User
from secretariat.access_consultations import (
    READING,
    REPLYING,
    can_run,
    may_prepare_for,
    may_reply_for,
    visible_replies,
    visible_stands,
)
from secretariat.models import (
    ENDED,
    Consultation,
    ConsultationPaper,
    Consulted,
    Outcome,
    Reply,
    Stage,
    Step,
    StepKind,
)
from secretariat.queries.consultations import was_looked_at
from secretariat.queries.outcomes import acts_on
from secretariat.queries.step_lines import MemberLine, StepLines
from secretariat.standing_replies import Stand

UNTOLD = ("give_reply", "enter_reply", "remind_member", "comments_paper_asked")  # acts on members, not on the course

HIDDEN = (*UNTOLD, "refuse_opening", "schedule_opening", "change_consultation")  # what those who run it read alone


@dataclass(frozen=True, slots=True)
class Beginning:
    """One beginning of a consultation: its steps in order of time, and how it ended, if it has."""

    number: int
    steps: list[StepLines]
    outcome: Outcome | None
    letters: list[ConsultationPaper]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the way of a consultation: ``done``, ``now``, ``ahead``, or ``left`` where it ended before."""

    label: str
    state: str
    lines: StepLines | None = None
    outcome: Outcome | None = None


def _state(lines: StepLines | None) -> str:
    return "ahead" if lines is None else "done" if lines.is_over else "now"


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal with the name of who acted; empty for the portal's own clock."""

    act: Act
    who: str


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """All that a reader sees of a consultation."""

    consultation: Consultation
    beginnings: list[Beginning]
    lines: list[Told]
    runs: bool
    enters: bool  # replies that came by mail
    replies_for: set[int]
    prepares_for: set[int]

    @property
    def present(self) -> Beginning:
        return self.beginnings[-1]

    @property
    def former(self) -> list[Beginning]:
        return self.beginnings[:-1]

    @property
    def current(self) -> StepLines | None:
        """The last step of the present beginning."""
        return self.present.steps[-1] if self.present.steps else None

    @property
    def takes_mail(self) -> StepLines | None:
        """The step into which a message that arrived in time is still entered: until the consultation goes on."""
        is_closed = self.consultation.stage in (Stage.PREPARED, Stage.AGREED, *ENDED)
        return None if is_closed else self.current

    @property
    def past(self) -> list[StepLines]:
        """The steps of the present beginning before the last one."""
        return self.present.steps[:-1]

    @property
    def course(self) -> list["Place"]:
        """The way of the present beginning: troika, round one, round two, outcome; which is behind, present, ahead."""
        steps = {one.step.kind: one for one in self.present.steps}
        places = [Place(str(kind.label), _state(steps.get(kind)), steps.get(kind)) for kind in StepKind]
        outcome, stage = self.present.outcome, Stage(self.consultation.stage)
        if outcome is not None:
            places = [replace(one, state="left") if one.state == "ahead" else one for one in places]
            return [*places, Place(str(outcome.get_result_display()), "done", outcome=outcome)]
        decides = stage in (Stage.ROUND_TWO_OVER, Stage.AGREED)
        label = str(stage.label) if stage == Stage.AGREED else pgettext("of a consultation", "Outcome")
        return [*places, Place(label, "now" if decides else "ahead")]

    @property
    def refusal(self) -> list[str]:
        """Why the clock could not open the next step, unless something was done since."""
        last = next((one.act for one in reversed(self.lines) if one.act.act not in UNTOLD), None)
        if last is None or last.act != "refuse_opening" or not self.runs:
            return []
        return list((last.after or {}).get("reasons", []))

    @property
    def redline(self) -> tuple[int, int] | None:
        """The versions of round one and round two, where both were sent."""
        sent = {one.step.kind: one.step.version.number for one in self.present.steps}
        return (sent[StepKind.ONE], sent[StepKind.TWO]) if StepKind.TWO in sent and StepKind.ONE in sent else None


def page_of(consultation: Consultation, user: Any) -> ConsultationPage:
    """The page of a consultation that ``user`` was found to see. Six queries."""
    runs = can_run(user, consultation)
    steps = _steps(consultation, user)
    if runs:
        _look(consultation, steps)
    visible = ConsultationPaper.objects.visible_to(user).filter(consultation=consultation).order_by("pk")
    papers = list(visible.select_related("outcome").defer("outcome__record"))
    outcomes = {one.outcome.cycle: one.outcome for one in papers if one.outcome}  # none is without its letters
    for paper in papers:  # an address is made of the symbol
        paper.consultation = consultation
    lines = _lines(consultation, runs)
    beginnings = [
        Beginning(
            cycle,
            [
                StepLines(step, members, [one for one in papers if one.step_id == step.pk])
                for step, members in steps
                if step.cycle == cycle
            ],
            outcomes.get(cycle),
            [one for one in papers if cycle in outcomes and one.outcome_id == outcomes[cycle].pk],
        )
        for cycle in range(1, consultation.cycle + 1)
    ]
    for_whom = (may_reply_for(user), may_prepare_for(user))
    return ConsultationPage(consultation, beginnings, lines, runs, is_secretariat(user), *for_whom)


def _look(consultation: Consultation, steps: list[tuple[Step, list[MemberLine]]]) -> None:
    """For those who run it, who see every reply: what the acts ask of the last step is answered from what was read."""
    last, members = next((one for one in reversed(steps) if one[0].cycle == consultation.cycle), (None, []))
    was_looked_at(consultation, last, [Stand(one.consulted, one.reply) for one in members])


def _steps(consultation: Consultation, user: Any) -> list[tuple[Step, list[MemberLine]]]:
    """Every step with its members. Three queries."""
    every = Step.objects.filter(consultation=consultation).select_related("version").order_by("opened_at", "pk")
    steps = {one.pk: one for one in every}
    points = Mandate.objects.in_force().filter(function__in=REPLYING, participant=OuterRef("participant")).order_by()
    is_seen = ExpressionWrapper(Q(pk__isnull=False) & visible_stands(user), output_field=BooleanField())
    asked = Consulted.objects.filter(step__consultation=consultation).select_related("participant")
    rows = asked.annotate(is_seen=is_seen, has_point=Exists(points)).order_by("participant__name", "pk")
    given: dict[int, list[Reply]] = {}
    seen = Reply.objects.filter(visible_replies(user), consulted__step__consultation=consultation)
    for reply in seen.select_related("file").order_by("number"):
        given.setdefault(reply.consulted_id, []).append(reply)
    own = countries_of(user, *READING)
    members: dict[int, list[MemberLine]] = {pk: [] for pk in steps}
    for row in rows:
        row.step = steps[row.step_id]
        row.step.consultation = consultation
        line = MemberLine(row, given.get(row.pk, []), row.is_seen, row.has_point, row.participant_id in own)
        members[row.step_id].append(line)
    return [(step, members[pk]) for pk, step in steps.items()]


def _lines(consultation: Consultation, runs: bool) -> list[Told]:
    """The lines of the journal that the reader sees, with the names of those who acted. One query.

    Who replied stands in lines of their own, which whoever waits for the end of the round must not read.
    """
    acts = acts_on(consultation) if runs else acts_on(consultation).exclude(act__in=HIDDEN)
    person = User.objects.filter(pk=OuterRef("actor_id")).order_by().values("person__name")
    return [Told(act, act.who or "") for act in acts.annotate(who=Subquery(person))]

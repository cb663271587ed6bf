"""What pages of the follow-up show: one commitment with its chain, the state of play, what waits for somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.models import Act
from declarations.access_commitments import addressed_to
from declarations.followed import OF_ONE, RUNNING, Followed, followed, followed_one, overdue, urgent_first
from declarations.models import Commitment, CommitmentReport, CommitmentState, Decision, StatePaper
from meetings.models import Meeting, PlanItem, PlannedActivity, WorkPlan
from meetings.queries.needs_plans import next_grcm
from members.models import Presidency

AHEAD = timedelta(days=30)  # what is due is told so long before
# The acts of the journal that a commitment's history tells.
MOVES = (
    *("confirm_commitment", "begin_commitment", "finish_commitment", "lapse_commitment", "supersede_commitment"),
    *("retire_commitment", "reopen_commitment", "find_commitment_open", "find_commitment_begun"),
    *("find_commitment_done", "find_commitment_elapsed", "set_next_round", "take_over_report"),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of a commitment's history, which names nobody."""

    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """A commitment on its page: the line that lists tell, the chain it stands in, its history, of what may be seen."""

    commitment: Commitment
    line: Followed
    recommendation: Decision | None
    led_to: list[Commitment]
    activities: list[PlannedActivity]
    indicators: list[PlanItem]
    superseded_by: Commitment | None
    moves: list[Moved]

    @property
    def reports(self) -> list[CommitmentReport]:
        return self.line.reports

    @property
    def has_chain(self) -> bool:
        return bool(self.recommendation or self.led_to or self.activities or self.indicators)


def commitment_dossier(key: str, user: Any) -> Dossier:
    """The commitment of the decision ``key``, as ``user`` may see it. Raises ``Commitment.DoesNotExist``.

    ``is_theirs`` where ``user`` reports on it. At most nine queries.
    """
    seen = Commitment.objects.visible_to(user)
    theirs = Commitment.objects.filter(addressed_to(user), pk=OuterRef("pk")).order_by()
    rows = seen.filter(discarded_at=None).select_related(*OF_ONE).annotate(is_theirs=Exists(theirs))
    commitment = rows.get(decision__key=key)
    line = followed_one(commitment, user)
    if line is None:
        raise Commitment.DoesNotExist
    plans = WorkPlan.objects.visible_to(user).order_by()
    activities = commitment.activities.filter(plan__in=plans).select_related("plan__body", "line__plan")
    decided = Decision.objects.visible_to(user).select_related("paragraph__text", "meeting")
    related = seen.confirmed().select_related("decision__paragraph__text")
    return Dossier(
        commitment=commitment,
        line=line,
        recommendation=decided.filter(pk=commitment.recommendation_id).first()
        if commitment.recommendation_id
        else None,
        led_to=list(related.filter(recommendation=commitment.decision_id).order_by("decision__key")),
        activities=list(activities.order_by("plan", "order")),
        indicators=list(commitment.indicators.select_related("plan").order_by("plan", "order")),
        superseded_by=related.filter(pk=commitment.superseded_by_id).first() if commitment.superseded_by_id else None,
        moves=_moves(commitment),
    )


def _moves(commitment: Commitment) -> list[Moved]:
    acts = Act.objects.filter(object_type=commitment._meta.label_lower, object_id=str(commitment.pk), act__in=MOVES)
    return [Moved(*row) for row in acts.order_by("-pk").values_list("act", "at")]


@dataclass(frozen=True, slots=True)
class BoardNumbers:
    """How many commitments stand in each state, are overdue, and wait to be confirmed."""

    states: list[tuple[CommitmentState, int]]
    overdue: int
    waiting: int


def board_numbers(commitments: QuerySet[Commitment]) -> BoardNumbers:
    """The numbers of ``commitments``: states in their order, without those in which none is. One query."""
    confirmed = Q(confirmed_at__isnull=False)
    rows = commitments.order_by().values_list("state").annotate(
        number=Count("pk", filter=confirmed),
        late=Count("pk", filter=confirmed & overdue()),
        waiting=Count("pk", filter=Q(confirmed_at=None, discarded_at=None)),
    )  # fmt: skip
    numbers = {state: counts for state, *counts in rows}
    states = [(state, numbers[state][0]) for state in CommitmentState if state in numbers and numbers[state][0]]
    return BoardNumbers(states, *(sum(counts[place] for counts in numbers.values()) for place in (1, 2)))


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the commitments of a state of play, under one heading."""

    code: str
    title: str
    lines: list[Followed]


@dataclass(frozen=True, slots=True)
class StateOfPlay:
    """Where every commitment stands on a day, for a meeting of the GRCM where one is planned."""

    day: date
    meeting: Meeting | None
    groups: list[Group]

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def state_of_play(user: Any, meeting: Meeting | None = None) -> StateOfPlay:
    """What ``user`` may see of every confirmed commitment, by how it stands. Five queries, however many there are."""
    meeting = meeting or next_grcm(user)
    lines = followed(urgent_first(Commitment.objects.visible_to(user).confirmed()), user)
    until = meeting.start.last_day if meeting and meeting.start else None
    sorted_by: dict[str, list[Followed]] = {code: [] for code in _titles()}
    for line in lines:
        sorted_by[_group_of(line, until)].append(line)
    groups = [Group(code, title, sorted_by[code]) for code, title in _titles().items() if sorted_by[code]]
    return StateOfPlay(timezone.localdate(), meeting, groups)


def _titles() -> dict[str, str]:
    return {
        "overdue": _("Overdue"),
        "due": _("Due by this meeting"),
        "in_progress": _("In progress"),
        "open": pgettext("commitments", "Open"),
        "done": pgettext("commitments", "Done"),
        "ended": _("Elapsed, superseded or retired"),
        "unknown": _("Follow-up not recorded"),
    }


def _group_of(line: Followed, until: date | None) -> str:
    state, due = line.state, line.row.due_on
    if line.is_overdue:
        return "overdue"
    if state in RUNNING and due and until and due <= until:
        return "due"
    if state in (CommitmentState.ELAPSED, CommitmentState.SUPERSEDED, CommitmentState.RETIRED):
        return "ended"
    return str(state)


def papers_for(user: Any) -> list[StatePaper]:
    """The PDFs that ``user`` asked for and that are kept still. One query."""
    return list(StatePaper.objects.visible_to(user).order_by("-asked_at")[:6])


def mine(user: Any) -> QuerySet[Commitment]:
    """Confirmed commitments addressed to ``user``, who reports on them."""
    return Commitment.objects.visible_to(user).confirmed().filter(addressed_to(user))


def pending_of_presidency(user: Any) -> list[Followed]:
    """What is open and addressed to the presidency, for its handover. Four queries at most."""
    open_ones = Commitment.objects.visible_to(user).confirmed().running().filter(to_presidency=True)
    return followed(urgent_first(open_ones))


def presidencies_of(commitments: QuerySet[Commitment]) -> list[Presidency]:
    """The presidencies under which ``commitments`` were decided, the latest first. One query."""
    years = commitments.order_by().values("decision__meeting__presidency")
    return list(Presidency.objects.filter(pk__in=years).select_related("country").order_by("-year"))


def commitments_of_activities(activities: list[int], user: Any) -> dict[int, list[Commitment]]:
    """By activity (primary key), the commitments that it carries out, as far as ``user`` sees them. One query."""
    links = Commitment.activities.through.objects.filter(plannedactivity__in=activities)
    seen = Commitment.objects.visible_to(user).confirmed()
    found: dict[int, list[Commitment]] = {}
    rows = links.filter(commitment__in=seen.order_by()).select_related("commitment__decision__paragraph__text")
    for link in rows.order_by("commitment__decision__key"):
        found.setdefault(link.plannedactivity_id, []).append(link.commitment)
    return found

"""The form of a work plan in Excel: its columns, its rows, and the lists from which its cells are chosen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from meetings.models import Meeting, PlanItem, PlanItemKind, PlannedActivity, Progress, Topic, WorkPlan
from members.models import Participant, Standing, Status

ACTIVITIES, INSTRUCTIONS, LISTS = "Actividades – Activities", "Instrucciones – Instructions", "Listas – Lists"
MARK = "plan"  # the first cell of the lists: of which plan and version the form was taken out
MOST = 2_000  # activities of one plan
LINE_KINDS = (PlanItemKind.AXIS, PlanItemKind.PILLAR)
# The code of each column, its label, its width, and the field of the activity whose length it keeps.
COLUMNS: tuple[tuple[str, Promise, int], ...] = (
    ("key", _("Key"), 8),
    ("number", _("Number"), 10),
    ("title_es", _("Title in Spanish"), 40),
    ("title_en", _("Title in English"), 40),
    ("line", _("Axis or pillar"), 24),
    ("topic", _("Topic"), 24),
    ("responsible", _("Responsible members"), 20),
    ("others_es", _("Others responsible, in Spanish"), 28),
    ("others_en", _("Others responsible, in English"), 28),
    ("start", _("From"), 12),
    ("end", _("Until"), 12),
    ("output_es", _("Expected output in Spanish"), 40),
    ("output_en", _("Expected output in English"), 40),
    ("progress", _("Progress"), 12),
    ("meeting", _("Meeting or activity"), 24),
    ("remove", _("Remove"), 10),
)
CODES = tuple(code for code, _label, _width in COLUMNS)
LABELS: dict[str, Promise] = {code: label for code, label, _width in COLUMNS}


@dataclass(frozen=True, slots=True)
class Choices:
    """What cells are chosen from, by key: lines of the conference's plans, topics, participants, meetings."""

    line: dict[str, PlanItem]
    topic: dict[str, Topic]
    responsible: dict[str, Participant]
    meeting: dict[str, Meeting]


def choices_for(user: Any, plan: WorkPlan) -> Choices:
    """What ``user`` may choose from for the activities of ``plan``. Four queries."""
    return Choices(
        line={line.key: line for line in lines_to_choose()},
        topic={topic.key: topic for topic in Topic.objects.all()},
        responsible={one.key: one for one in members_to_choose(plan)},
        meeting={meeting.key: meeting for meeting in meetings_to_choose(user, plan)},
    )


def lines_to_choose() -> QuerySet[PlanItem]:
    """Axes and pillars of the conference's plans, the latest plan first."""
    return PlanItem.objects.filter(kind__in=LINE_KINDS).select_related("plan").order_by("-plan__start", "order", "key")


def members_to_choose(plan: WorkPlan) -> QuerySet[Participant]:
    """The members today, and whoever an activity of ``plan`` names already, by key."""
    members = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER).order_by()
    named = Participant.objects.filter(planned_activities__plan=plan).order_by()
    return Participant.objects.filter(Q(pk__in=members.values("participant")) | Q(pk__in=named.values("pk"))).order_by(
        "key"
    )


def meetings_to_choose(user: Any, plan: WorkPlan) -> QuerySet[Meeting]:
    """Meetings and activities that ``user`` sees and that begin in the plan's years; and those it names already."""
    start = str(getattr(plan.start, "iso", plan.start) or "")[:4]
    named = plan.activities.exclude(meeting=None).order_by().values("meeting") if plan.pk else []
    meetings = Meeting.objects.visible_to(user).filter(Q(start__gte=start) | Q(pk__in=named))
    return meetings.select_related("country").order_by("-start", "key")


def activities_of(plan: WorkPlan) -> list[PlannedActivity]:
    """The activities of ``plan`` in their order, with what their cells name. Two queries."""
    rows = plan.activities.select_related("line__plan", "topic", "meeting__country").prefetch_related("responsible")
    return list(rows.order_by("order", "pk"))


def cells_of(activity: PlannedActivity) -> dict[str, str]:
    """The words of an activity's cells, by the codes of the columns; the last column is empty."""
    keys = {name: getattr(activity, name) for name in ("line", "topic", "meeting")}
    plain = {name: getattr(activity, name) for name in CODES if name not in (*keys, "responsible", "remove")}
    words = {name: str(getattr(value, "iso", value) or "") for name, value in plain.items()}
    related = {name: one.key if one else "" for name, one in keys.items()}
    responsible = ", ".join(sorted(one.key for one in activity.responsible.all()))
    return words | related | {"responsible": responsible, "remove": ""}


def mark_of(plan: WorkPlan) -> str:
    """Of which plan a form is, and as of which of its changes."""
    return f"{plan.body.key}/{plan.number}/{plan.version}"


def in_languages(words: Promise | str) -> list[str]:
    """A label of the interface in Spanish and in English."""
    said = []
    for language in ("es", "en"):
        with override(language):
            said.append(str(words))
    return said


def in_both(words: Promise | str) -> str:
    """The same as one label: "Título / Title"."""
    return " / ".join(dict.fromkeys(in_languages(words)))


PROGRESS_KEYS = tuple(Progress.values)

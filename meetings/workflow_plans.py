"""How work plans, reports of progress and concept notes go from one state to the next."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.language_names import language_name
from common.refusals import Refusal
from common.states import Act, Procedure
from meetings.access_plans import (
    can_approve_concept_note,
    can_approve_plans,
    can_write_concept_note,
    can_write_plan,
)
from meetings.models.concept_notes import ConceptNoteState
from meetings.models.progress import ReportState
from meetings.models.work_plans import WorkPlanState

# The parts of a concept note, in their order on the page; each is given in both languages before it is submitted.
PARTS = ("background", "general_objective", "specific_objectives", "profile", "institutions")


def _writes_plan(user: Any, plan: Any) -> bool:
    return can_write_plan(user, plan.body)


def _approves_plan(user: Any, _plan: Any) -> bool:
    return can_approve_plans(user)


def _has_activities(plan: Any) -> Iterator[Refusal]:
    if not plan.activities.exists():
        yield Refusal(_("The plan has no activity yet."))


def _names_who_and_where(plan: Any) -> Iterator[Refusal]:
    """Each activity stands under an axis or pillar (strategic plan 2023-2026, "working groups")."""
    if loose := [activity.title for activity in plan.activities.filter(line=None)[:5]]:
        yield Refusal(_("These activities stand under no axis or pillar: %(titles)s."), titles="; ".join(loose))


WORK_PLAN = Procedure(
    (
        Act(
            "propose_work_plan",
            _("Propose to the RCGM"),
            frozenset({WorkPlanState.DRAFT, WorkPlanState.RETURNED}),
            WorkPlanState.PROPOSED,
            _writes_plan,
            checks=(_has_activities, _names_who_and_where),
            asks=_("Propose this plan? Nobody edits it until the RCGM has decided on it."),
        ),
        Act(
            "approve_work_plan",
            _("Approved by the RCGM"),
            frozenset({WorkPlanState.PROPOSED}),
            WorkPlanState.APPROVED,
            _approves_plan,
            asks=_("Enter the approval? An approved version is never edited; it replaces the one before it."),
        ),
        Act(
            "return_work_plan",
            _("Return to the body"),
            frozenset({WorkPlanState.PROPOSED}),
            WorkPlanState.RETURNED,
            _approves_plan,
            needs_reason=True,
        ),
    )
)
# Done by the approval of the next version alone: no button leads to it.
SUCCESSION = Procedure(
    (
        Act(
            "supersede_work_plan",
            pgettext_lazy("work plan", "Superseded"),
            frozenset({WorkPlanState.APPROVED}),
            WorkPlanState.SUPERSEDED,
            _approves_plan,
        ),
    )
)


def _writes_report(user: Any, report: Any) -> bool:
    return can_write_plan(user, report.plan.body)


def _receives_report(user: Any, _report: Any) -> bool:
    return can_approve_plans(user)


def _says_something(report: Any) -> Iterator[Refusal]:
    if not (report.words_es or "").strip() or not (report.words_en or "").strip():
        yield Refusal(_("The report lacks its words in one of the languages."))


PROGRESS_REPORT = Procedure(
    (
        Act(
            "submit_progress_report",
            _("Submit the report"),
            frozenset({ReportState.DRAFT}),
            ReportState.SUBMITTED,
            _writes_report,
            checks=(_says_something,),
            asks=_("Submit the report? It can no longer be changed then, and every member reads it."),
        ),
        Act(
            "receive_progress_report",
            _("Report received"),
            frozenset({ReportState.SUBMITTED}),
            ReportState.RECEIVED,
            _receives_report,
            asks=_("Enter the report as received? The plan shows the progress that it reports."),
        ),
    )
)


def _writes_note(user: Any, note: Any) -> bool:
    return can_write_concept_note(user, note.meeting)


def _approves_note(user: Any, note: Any) -> bool:
    return can_approve_concept_note(user, note.meeting)


def _is_complete(note: Any) -> Iterator[Refusal]:
    """The concept note is complete before the activity takes place (strategic plan 2023-2026, "monitoring")."""
    for part in PARTS:
        for language in ("es", "en"):
            if not (getattr(note, f"{part}_{language}") or "").strip():
                name = note._meta.get_field(part).verbose_name
                yield Refusal(
                    _("This part is missing: %(part)s (%(language)s)."), part=name, language=language_name(language)
                )
    if not note.indicators.exists():
        yield Refusal(_("Name at least one indicator that the activity feeds."))
    if note.meeting.start is None:
        yield Refusal(_("The days of the activity are not known yet."))


CONCEPT_NOTE = Procedure(
    (
        Act(
            "submit_concept_note",
            _("Submit the concept note"),
            frozenset({ConceptNoteState.DRAFT, ConceptNoteState.RETURNED}),
            ConceptNoteState.SUBMITTED,
            _writes_note,
            checks=(_is_complete,),
            asks=_("Submit the concept note? Nobody edits it until it is approved or returned."),
        ),
        Act(
            "approve_concept_note",
            _("Approve the concept note"),
            frozenset({ConceptNoteState.SUBMITTED}),
            ConceptNoteState.APPROVED,
            _approves_note,
            checks=(_is_complete,),
            asks=_("Approve the concept note? The activity can then be entered as held."),
        ),
        Act(
            "return_concept_note",
            _("Return the concept note"),
            frozenset({ConceptNoteState.SUBMITTED}),
            ConceptNoteState.RETURNED,
            _approves_note,
            needs_reason=True,
        ),
    )
)

"""The languages of work plans, reports, concept notes and the sources' numbers, and the history of their fields."""

from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from meetings.models import (
    ActivityProgress,
    ConceptNote,
    PlannedActivity,
    ProgressReport,
    ReportEvidence,
    StatedCount,
    WorkPlan,
)


@register(WorkPlan)
class WorkPlanTranslation(TranslationOptions):
    fields = ("title", "state_reason")


@register(PlannedActivity)
class PlannedActivityTranslation(TranslationOptions):
    fields = ("title", "others", "output")


@register(ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("words",)


@register(ActivityProgress)
class ActivityProgressTranslation(TranslationOptions):
    fields = ("note",)


@register(ReportEvidence)
class ReportEvidenceTranslation(TranslationOptions):
    fields = ("title",)


@register(ConceptNote)
class ConceptNoteTranslation(TranslationOptions):
    fields = ("background", "general_objective", "specific_objectives", "profile", "institutions", "state_reason")


@register(StatedCount)
class StatedCountTranslation(TranslationOptions):
    fields = ("name", "note")


keep_history(WorkPlan, without=("state", "approved_in", "approved_on", "version"))
keep_history(PlannedActivity, without=("order",))
keep_history(ProgressReport, without=("state", "submitted_at", "received_at", "version"))
keep_history(ConceptNote, without=("state", "approved_at", "version"))
keep_history(StatedCount)

"""Addresses of the work of the bodies, of concept notes, and of the statistics of activities."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import concept_notes, plan_sheets, progress, statistics, work_plans

urlpatterns = [
    path(_("work-of-the-bodies/"), work_plans.work_of_bodies, name="work-of-bodies"),
    path(_("bodies/<slug:key>/work-plan/new/"), work_plans.WorkPlanBegin.as_view(), name="work-plan-begin"),
    path(_("bodies/<slug:key>/work-plan/<int:number>/"), work_plans.WorkPlanDetail.as_view(), name="work-plan"),
    path(_("bodies/<slug:key>/work-plan/<int:number>/edit/"), work_plans.WorkPlanEdit.as_view(), name="work-plan-edit"),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/acts/<slug:act>/"),
        work_plans.WorkPlanAct.as_view(),
        name="work-plan-act",
    ),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/activities/new/"),
        work_plans.ActivityWrite.as_view(),
        name="activity-add",
    ),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/activities/<slug:activity>/"),
        work_plans.ActivityWrite.as_view(),
        name="activity-edit",
    ),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/activities/<slug:activity>/remove/"),
        work_plans.ActivityRemove.as_view(),
        name="activity-remove",
    ),
    path(_("bodies/<slug:key>/work-plan/<int:number>/excel/"), plan_sheets.work_plan_excel, name="work-plan-excel"),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/excel/give/"),
        plan_sheets.PlanSheetGive.as_view(),
        name="work-plan-import",
    ),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/excel/preview/"),
        plan_sheets.PlanSheetPreview.as_view(),
        name="work-plan-preview",
    ),
    path(
        _("bodies/<slug:key>/work-plan/<int:number>/reports/new/"), progress.ReportBegin.as_view(), name="report-begin"
    ),
    path(_("progress-reports/<int:pk>/"), progress.progress_report, name="progress-report"),
    path(_("progress-reports/<int:pk>/edit/"), progress.ReportEdit.as_view(), name="report-edit"),
    path(_("progress-reports/<int:pk>/acts/<slug:act>/"), progress.ReportAct.as_view(), name="report-act"),
    path(_("progress-reports/<int:pk>/evidence/"), progress.EvidenceAdd.as_view(), name="report-evidence"),
    path(
        _("progress-reports/<int:pk>/evidence/<int:evidence>/remove/"), progress.evidence_remove, name="evidence-remove"
    ),
    path(_("meetings/<slug:key>/concept-note/"), concept_notes.concept_note, name="concept-note"),
    path(
        _("meetings/<slug:key>/concept-note/edit/"), concept_notes.ConceptNoteEdit.as_view(), name="concept-note-edit"
    ),
    path(
        _("meetings/<slug:key>/concept-note/acts/<slug:act>/"),
        concept_notes.ConceptNoteAct.as_view(),
        name="concept-note-act",
    ),
    path(_("activities/statistics/"), statistics.ActivityStatistics.as_view(), name="activity-statistics"),
    path(_("activities/statistics.csv"), statistics.activity_statistics_csv, name="activity-statistics-csv"),
]

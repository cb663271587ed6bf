"""Addresses of what follows from decisions, under ``commitments/``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.views import commitment_sheets, commitments, commitments_desk, readings, state_of_play

app_name = "commitments"
urlpatterns = [
    path("", commitments.commitment_list, name="commitment-list"),
    path(_("commitments.csv"), commitments.commitment_csv, name="commitment-csv"),
    path(_("board/"), commitments_desk.Board.as_view(), name="commitment-board"),
    path(_("mine/"), commitments_desk.commitment_mine, name="commitment-mine"),
    path(_("readings/"), readings.reading_list, name="reading-list"),
    path(_("readings/<slug:symbol>/"), readings.Readings.as_view(), name="reading-edit"),
    path(_("readings/<slug:symbol>/propose/"), readings.reading_propose, name="reading-propose"),
    path(_("excel/"), commitment_sheets.commitment_excel, name="commitment-excel"),
    path(_("import/"), commitment_sheets.SheetGive.as_view(), name="commitment-import"),
    path(_("import/preview/"), commitment_sheets.SheetPreview.as_view(), name="commitment-preview"),
    path(_("state-of-play/"), state_of_play.state_of_play_page, name="state-of-play"),
    path(_("state-of-play/ask/"), state_of_play.state_of_play_ask, name="state-of-play-ask"),
    path(_("state-of-play/files/<int:pk>/"), state_of_play.state_of_play_file, name="state-of-play-file"),
    path(_("carry-over/<slug:key>/"), commitments_desk.commitments_carry, name="commitments-carry"),
    path(_("reports/<int:pk>/take-over/"), commitments_desk.report_take_over, name="report-take-over"),
    path("<slug:key>/", commitments.commitment_detail, name="commitment-detail"),
    path(_("<slug:key>/edit/"), commitments_desk.CommitmentEdit.as_view(), name="commitment-edit"),
    path(_("<slug:key>/acts/<slug:act>/"), commitments_desk.CommitmentAct.as_view(), name="commitment-act"),
    path(_("<slug:key>/remind/"), commitments_desk.commitment_remind, name="commitment-remind"),
    path(_("<slug:key>/report/"), commitments_desk.ReportWrite.as_view(), name="report-write"),
]

"""The calendar of the year and the handover file: a part of ``secretariat/urls.py``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.views import handover, year

urlpatterns = [
    path(_("year/"), year.year_page, name="year"),
    path(_("year/calendar.ics"), year.year_file, name="year-calendar"),
    path(_("handover-file/"), handover.handover_file_page, name="handover-file"),
    path(_("handover-file/ask/"), handover.handover_file_ask, name="handover-file-ask"),
    path(_("handover-file/excel/"), handover.handover_file_excel, name="handover-file-excel"),
    path(_("handover-file/<int:pk>/"), handover.handover_file_paper, name="handover-file-paper"),
]

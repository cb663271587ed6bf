"""Addresses of the papers of a meeting, and of what is said there."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import documents, papers, statements, waiting_papers

urlpatterns = [
    path(_("meetings/<slug:key>/documents.zip"), papers.document_archive, name="document-archive"),
    path(_("meetings/<slug:key>/pack.html"), papers.meeting_pack, name="meeting-pack"),
    path(_("meetings/<slug:key>/documents/"), documents.document_manage, name="document-manage"),
    path(_("meetings/<slug:key>/documents/add/"), documents.DocumentAdd.as_view(), name="document-add"),
    path(_("meetings/<slug:key>/documents/upload/"), waiting_papers.DocumentUpload.as_view(), name="document-upload"),
    path(_("meetings/<slug:key>/documents/confirm/"), waiting_papers.document_confirm, name="document-confirm"),
    path(_("documents/<int:pk>/"), documents.document_detail, name="document-detail"),
    path(_("documents/<int:pk>/edit/"), documents.DocumentEdit.as_view(), name="document-edit"),
    path(_("documents/<int:pk>/revise/"), documents.document_revise, name="document-revise"),
    path(_("documents/<int:pk>/withdraw/"), documents.document_withdraw, name="document-withdraw"),
    path(_("documents/<int:pk>/restore/"), documents.document_restore, name="document-restore"),
    path(_("meetings/<slug:key>/statements/"), statements.statement_list, name="statement-list"),
    path(_("meetings/<slug:key>/statements/write/"), statements.StatementWrite.as_view(), name="statement-write"),
    path(_("meetings/<slug:key>/speakers/"), statements.speaker_invite, name="speaker-invite"),
    path(_("speakers/<int:pk>/take-back/"), statements.speaker_take_back, name="speaker-take-back"),
    path(_("statements/<int:pk>/"), statements.statement_detail, name="statement-detail"),
    path(_("statements/<int:pk>/edit/"), statements.StatementEdit.as_view(), name="statement-edit"),
    path(_("statements/<int:pk>/act/<slug:act>/"), statements.statement_act, name="statement-act"),
]

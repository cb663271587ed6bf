from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.urls_year import urlpatterns as year_urls
from secretariat.views import access, desk, mail, notices, preview

app_name = "secretariat"
urlpatterns = [
    *year_urls,
    path("", desk.Desk.as_view(), name="desk"),
    path(_("preview/"), preview.PreviewChoice.as_view(), name="preview"),
    path(_("preview/end/"), preview.preview_end, name="preview-end"),
    path(_("access/<slug:kind>/<int:pk>/"), access.AccessToObject.as_view(), name="access"),
    path(_("access/<int:pk>/revoke/"), access.revoke_access, name="access-revoke"),
    path(_("renderings/<int:pk>/retry/"), desk.retry_pdf, name="rendering-retry"),
    path(_("messages/<int:pk>/retry/"), desk.retry_message, name="message-retry"),
    path(_("notices/"), notices.NoticeList.as_view(), name="notice-list"),
    path(_("notices/new/"), notices.NoticeAdd.as_view(), name="notice-add"),
    path(_("notices/<int:pk>/"), notices.NoticeDetail.as_view(), name="notice-detail"),
    path(_("notices/<int:pk>/edit/"), notices.NoticeEdit.as_view(), name="notice-edit"),
    path(_("notices/<int:pk>/files/"), notices.NoticeFiles.as_view(), name="notice-files"),
    path(_("notices/<int:pk>/files/<int:attachment>/remove/"), notices.remove_attachment, name="notice-file-remove"),
    path(_("notices/<int:pk>/preview/"), notices.preview, name="notice-preview"),
    path(_("notices/<int:pk>/publish/"), notices.NoticePublish.as_view(), name="notice-publish"),
    path(_("notices/<int:pk>/withdraw/"), notices.NoticeWithdraw.as_view(), name="notice-withdraw"),
    path(_("notices/<int:pk>/letters/"), notices.NoticeLetters.as_view(), name="notice-letters"),
    path(_("mail/"), mail.LetterList.as_view(), name="letter-list"),
    path(_("mail/<int:pk>/"), mail.letter_detail, name="letter-detail"),
    path(_("mail/<int:pk>/resend/"), mail.resend, name="letter-resend"),
]

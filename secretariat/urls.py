from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.views import access, desk, preview

app_name = "secretariat"
urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path(_("preview/"), preview.PreviewChoice.as_view(), name="preview"),
    path(_("preview/end/"), preview.preview_end, name="preview-end"),
    path(_("access/<slug:kind>/<int:pk>/"), access.AccessToObject.as_view(), name="access"),
    path(_("access/<int:pk>/revoke/"), access.revoke_access, name="access-revoke"),
    path(_("renderings/<int:pk>/retry/"), desk.retry_pdf, name="rendering-retry"),
    path(_("messages/<int:pk>/retry/"), desk.retry_message, name="message-retry"),
]

from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.views import desk

app_name = "secretariat"
urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path(_("renderings/<int:pk>/retry/"), desk.retry_pdf, name="rendering-retry"),
    path(_("messages/<int:pk>/retry/"), desk.retry_message, name="message-retry"),
]

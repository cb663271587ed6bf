from django.urls import path
from django.utils.translation import gettext_lazy as _

from members.views import mail, sign_in

app_name = "members"
urlpatterns = [
    path(_("sign-in/"), sign_in.SignIn.as_view(), name="sign-in"),
    path(_("sign-out/"), sign_in.SignOut.as_view(), name="sign-out"),
    path(_("mail/"), mail.MailSettings.as_view(), name="mail-settings"),
    path(_("mail/fewer/<str:token>/"), mail.FewerLetters.as_view(), name="mail-fewer"),
]

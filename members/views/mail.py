"""How often mail comes: chosen in the account, or through the link that every letter carries."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from common.public import login_not_required
from members.forms import MailFrequencyForm
from members.mailing.preferences import user_of
from members.models import MailFrequency, User
from members.services.letters import choose_mail_frequency

ONE_CLICK = "One-Click"  # RFC 8058


class MailSettings(View):
    """The choice, for whoever is signed in."""

    template_name = "members/mail_settings.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(MailFrequencyForm(initial={"frequency": request.user.mail_frequency}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MailFrequencyForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        choose_mail_frequency(request.user, frequency=form.cleaned_data["frequency"], by=request.user)
        messages.success(request, _("Your choice is kept."))
        return redirect("members:mail-settings")

    def show(self, form: MailFrequencyForm, **context: Any) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form} | context)


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class FewerLetters(MailSettings):
    """The same through a link in a letter. The signed address is the permission, so no cookie or token is asked for.

    Opening it changes nothing: mail scanners open links. A mail program's one-click button posts, and then notices
    come once a week: the conference's notices go with a mandate, so once a week is the least there is.
    """

    template_name = "members/mail_fewer.html"

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponse:
        self.user = user_of(token)
        if self.user is None:
            raise Http404
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(MailFrequencyForm(initial={"frequency": self.user.mail_frequency}))

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return self.keep(self.user, MailFrequency.WEEKLY)
        form = MailFrequencyForm(request.POST)
        return self.keep(self.user, form.cleaned_data["frequency"]) if form.is_valid() else self.show(form)

    def keep(self, user: User, frequency: str) -> HttpResponse:
        choose_mail_frequency(user, frequency=frequency, by=user)
        return self.show(MailFrequencyForm(initial={"frequency": frequency}), is_kept=True)

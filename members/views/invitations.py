"""The link of an invitation, and the Secretariat's or a focal point's side of it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from common.addresses import client_address
from common.going_back import back_to_asking_page
from common.public import login_not_required
from common.refusals import Refusal
from members.forms import InvitedForm
from members.models import Invitation, Person, User
from members.services.invitations import accept_invitation, invitation_of, invite, revoke_invitation


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationAccept(View):
    """Who is invited, as what, and the choice of a password. One page for every link that is no longer good."""

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponseBase:
        self.invitation = invitation_of(token)
        if self.invitation is None:
            return render(request, "members/invitation_over.html", status=404)
        self.holder = User(email=self.invitation.email, person=self.invitation.person)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(InvitedForm(user=self.holder))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InvitedForm(request.POST, user=self.holder)
        if not form.is_valid():
            return self.show(form)
        try:
            user = accept_invitation(
                invitation=self.invitation,
                password=form.cleaned_data["password1"],
                address=client_address(request),
            )
        except Refusal:
            return render(request, "members/invitation_over.html", status=404)
        request.session.flush()  # whoever was signed in here is somebody else
        record_authentication(request, user, "password")
        return perform_login(request, user, email_verification="none")

    def show(self, form: InvitedForm) -> HttpResponse:
        mandates = self.invitation.person.mandates.in_force().select_related("participant", "institution")
        context = {"invitation": self.invitation, "mandates": mandates, "form": form}
        return render(self.request, "members/invitation.html", context)


class InvitationSend(View):
    """Asks a person by letter to open an account; anew, if the first letter is lost.

    For whoever may not, there is no such person: a refusal would say who is written down.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(Person, pk=pk)
        try:
            invitation = invite(person=person, by=request.user)
            messages.success(request, _("The invitation goes to %(email)s.") % {"email": invitation.email})
        except PermissionDenied as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return back(request)


class InvitationRevoke(View):
    """Withdraws a link that was not used yet."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            revoke_invitation(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
            messages.success(request, _("The invitation is withdrawn."))
        except PermissionDenied as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return back(request)


def back(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """To the page that asked (``next``), if it is one of ours."""
    return back_to_asking_page(request, otherwise="secretariat:desk")

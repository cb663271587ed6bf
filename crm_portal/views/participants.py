"""Who takes part in the conference: all of them on a day, and one with everything the record holds of it."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from common.forms import AsOfForm
from common.public import public_page
from crm_portal.queries.participant_data import participant_record
from crm_portal.queries.participants import participant_dossier
from members.models import Participant
from members.queries import participation


@method_decorator(public_page, name="dispatch")
class ParticipantList(TemplateView):
    """Members, observers and civil society, as of a day."""

    template_name = "crm_portal/participants.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AsOfForm(self.request.GET)
        return super().get_context_data(form=form, participation=participation(form.day), **kwargs)


@method_decorator(public_page, name="dispatch")
class ParticipantDetail(TemplateView):
    """A country, organisation or network; never a person, and no personal address."""

    template_name = "crm_portal/participant.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            dossier = participant_dossier(self.kwargs["key"], self.request.user)
        except Participant.DoesNotExist as error:
            raise Http404 from error
        return super().get_context_data(dossier=dossier, participant=dossier.participant, **kwargs)


@public_page
def participant_json(request: HttpRequest, key: str) -> JsonResponse:
    """The same for machines, with both languages in it."""
    try:
        record = participant_record(key, request.user)
    except Participant.DoesNotExist as error:
        raise Http404 from error
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})

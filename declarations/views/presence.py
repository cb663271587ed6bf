"""Who is writing in which paragraph, asked and told by the page while it is open (``static/js/negotiation.js``)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from declarations.access import delegations_of
from declarations.models import Text
from declarations.negotiation_rows import code_of
from declarations.presence import say_editing, say_left, who_edits
from declarations.queries_drafting import reader_of
from declarations.views.negotiation import text_in_work
from members.access import is_secretariat
from members.models import Participant


def presence(request: HttpRequest, symbol: str) -> HttpResponse:
    """By paragraph, who else has it open. Posted to by those who may write or propose, it says that they have."""
    text = text_in_work(request, symbol)
    if request.method == "POST":
        if not reader_of(request.user, text, text.drafting).acts:
            raise Http404
        uid, is_open = _asked(request), request.POST.get("state") == "open"
        if is_open:
            say_editing(text.pk, uid, request.user.pk, _name(request, text))
        else:
            say_left(text.pk, uid, request.user.pk)
    told = who_edits(text.pk, but=request.user.pk).items()
    return JsonResponse({uid: _("%(who)s is editing") % {"who": ", ".join(map(_said, names))} for uid, names in told})


def _asked(request: HttpRequest) -> str:
    try:
        return str(UUID(request.POST.get("uid", "")))
    except ValueError as error:
        raise Http404 from error


def _name(request: HttpRequest, text: Text) -> str:
    """Under which name somebody writes: the letters of the delegation, none for the Secretariat."""
    if is_secretariat(request.user):
        return ""
    own = Participant.objects.filter(pk__in=delegations_of(request.user, text)).order_by("key")
    return ", ".join(map(code_of, own))


def _said(name: str) -> str:
    return name or _("the Secretariat")

"""The papers of a consultation: the words of its steps, and the letters of its outcomes."""

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from common.going_back import back_to_asking_page
from common.models import FileState
from members.models import User
from secretariat.access_consultations import can_run
from secretariat.models import ConsultationPaper
from secretariat.services.consultation_papers import retry_consultation_paper


@require_safe
def paper(request: HttpRequest, symbol: str, pk: int) -> HttpResponseBase:
    """The PDF, to whoever may see it once it is ready; who is sent it stands in the journal."""
    found = get_object_or_404(_seen(request, symbol).filter(state=FileState.READY), pk=pk)
    name, sha256 = found.filename, found.sha256
    response = send_file(request, found.file, name=name, content_type="application/pdf", sha256=sha256)
    if carries_bytes(request, response):
        record_download(found, by=cast(User, request.user), after={"file": name, "sha256": sha256})
    return response


@require_POST
def retry(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """Ask again for a PDF that failed, and go back to the page on which that was asked."""
    if not can_run(request.user):
        raise Http404
    retry_consultation_paper(get_object_or_404(_seen(request, symbol), pk=pk), by=request.user)
    messages.success(request, _("The PDF is asked for again."))
    return back_to_asking_page(request, otherwise="secretariat:desk")


def _seen(request: HttpRequest, symbol: str) -> QuerySet[ConsultationPaper]:
    papers = ConsultationPaper.objects.visible_to(request.user).filter(consultation__text__symbol=symbol)
    return papers.select_related("consultation__text", "step", "outcome")

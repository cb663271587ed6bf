"""Who comes to a meeting: a page for those who attend it, PDF and Excel; badges; the empty table of a delegation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, content_disposition, send_file
from meetings.access_delegates import can_accredit, can_list_participants
from meetings.forms.delegations import KeyForm
from meetings.models import Delegate, DelegationFile, DelegationFileKind, Meeting
from meetings.queries.delegations import by_delegation, files_for
from meetings.services.delegation_files import ask_for_file, record_participants_export
from meetings.tables import XLSX_TYPE, empty_table, participants_table
from meetings.views.delegations import meeting_with_delegations


def meeting_with_participants(request: HttpRequest, key: str) -> Meeting:
    """The meeting ``key``, for those who may read its list of participants; 404 for everyone else."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    if not can_list_participants(request.user, meeting):
        raise Http404
    return meeting


@require_safe
def participant_list(request: HttpRequest, key: str) -> HttpResponse:
    """Those who are accredited, by delegation: name, position, institution; never how one reaches them."""
    meeting = meeting_with_participants(request, key)
    listed = Delegate.objects.visible_to(request.user).accredited().known().filter(meeting=meeting)
    files = files_for(request.user, meeting)
    page: dict[str, Any] = {
        "meeting": meeting,
        "delegations": by_delegation(listed),
        "accredits": can_accredit(request.user),
        "files": files,
        "is_making": any(one.state == "pending" for one in files),
        "key_form": KeyForm(),
        "kinds": DelegationFileKind,
    }
    return render(request, "meetings/participant_list.html", page)


@require_safe
def participants_xlsx(request: HttpRequest, key: str) -> HttpResponse:
    """The list as a workbook; each one taken away is an act in the journal."""
    meeting = meeting_with_participants(request, key)
    listed = Delegate.objects.visible_to(request.user).accredited().known().filter(meeting=meeting)
    delegates = list(listed.for_list())
    record_participants_export(meeting=meeting, rows=len(delegates), by=request.user)
    content = participants_table(meeting, delegates, with_contact=can_accredit(request.user))
    return _workbook(content, f"participants-{meeting.key}.xlsx")


@require_safe
def delegation_table(request: HttpRequest, key: str) -> HttpResponse:
    """The empty table of a delegation, to be filled in and given back; it holds nobody's data."""
    meeting = meeting_with_delegations(request, key)
    return _workbook(empty_table(), f"delegation-{meeting.key}.xlsx")


@require_POST
def delegation_file_ask(request: HttpRequest, key: str) -> HttpResponse:
    """Have a PDF made; the page of participants says when it is ready."""
    meeting, form = meeting_with_participants(request, key), KeyForm(request.POST)
    kind = request.POST.get("kind", "")
    if not form.is_valid() or kind not in DelegationFileKind.values:
        raise Http404
    if kind == DelegationFileKind.BADGES and not can_accredit(request.user):
        raise Http404
    language, form_key = get_language() or "es", form.cleaned_data["form_key"]
    ask_for_file(meeting=meeting, kind=kind, language=language, form_key=form_key, by=request.user)
    return redirect("meetings:participant-list", key=meeting.key)


@require_safe
def delegation_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and still may; who was sent it stands in the journal."""
    ready = DelegationFile.objects.visible_to(request.user).filter(state="ready").select_related("meeting")
    found = get_object_or_404(ready, pk=pk)
    name = f"{found.kind}-{found.meeting.key}.pdf"
    response = send_file(request, found.file, name=name, content_type="application/pdf", sha256=found.sha256)
    if carries_bytes(request, response):
        record_download(found, by=request.user, after={"file": name, "sha256": found.sha256})
    return response


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition(name, attachment=True)
    return HttpResponse(content, content_type=XLSX_TYPE, headers={"Content-Disposition": disposition})

"""What a reader takes away of a meeting: all papers at once, and the pack that opens without a network."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from common.files import content_disposition
from common.public import login_not_required
from common.streamed_zip import zip_stream
from meetings.archive import archive_for, members_of
from meetings.models import Meeting
from meetings.queries.packs import pack_for
from meetings.services.taking_away import record_archive, record_pack

PRIVATE = "private, no-store"


@login_not_required
@require_safe
def document_archive(request: HttpRequest, key: str) -> HttpResponseBase:
    """All papers and published statements of the meeting that the reader may see, as one ZIP; 404 where none are."""
    archive = archive_for(_meeting(request, key), request.user)
    if not archive.count:
        raise Http404
    if request.method == "HEAD":
        return _for_this_reader(HttpResponse(content_type="application/zip"), archive.name)
    record_archive(archive, by=request.user)
    return _for_this_reader(
        StreamingHttpResponse(zip_stream(members_of(archive)), content_type="application/zip"), archive.name
    )


@login_not_required
@require_safe
def meeting_pack(request: HttpRequest, key: str) -> HttpResponse:
    """One page that holds what the reader may know of the meeting, in the language of the address; to be saved."""
    meeting = _meeting(request, key)
    pack = pack_for(meeting, request.user)
    response = render(request, "meetings/print/pack.html", {"meeting": meeting, "pack": pack})
    if request.method == "GET":
        record_pack(pack, by=request.user)
    return _for_this_reader(response, f"{meeting.key}-{request.LANGUAGE_CODE}.html")  # type: ignore[attr-defined]


def _meeting(request: HttpRequest, key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)


def _for_this_reader(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = content_disposition(name, attachment=True)
    response.headers["X-Accel-Buffering"] = "no"  # the web server passes it on as it comes, and keeps no copy
    patch_vary_headers(response, ["Cookie"])
    return response

"""Downloads of what people gave. One address for all files; the thing that holds a file says who may have it."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from common.public import login_not_required
from declarations.models import CommitmentReport
from meetings.models import DocumentFile, ReportEvidence, StatementFile
from secretariat.models import NoticeAttachment, Reply

# Every model that holds a ``StoredFile`` in its field ``file``; its manager answers ``visible_to``.
HOLDERS: tuple[type[Model], ...] = (
    NoticeAttachment,
    DocumentFile,
    StatementFile,
    ReportEvidence,
    CommitmentReport,
    Reply,
)


@login_not_required
@require_safe
def stored_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, to whoever may see a thing that holds it; 404 to everyone else. Always to be saved, never shown.

    A visitor who comes by a letter's link is asked to sign in, whether there is such a file or not. Who is sent a file
    that is not everybody's stands in the journal.
    """
    holder = next(_holders_seen_by(request.user, pk), None)
    if holder is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if holder is None:
        raise Http404
    stored = holder.file
    is_public = next(_holders_seen_by(AnonymousUser(), pk), None) is not None
    response = send_file(
        request,
        stored.file,
        name=stored.name,
        content_type=stored.content_type,
        sha256=stored.sha256,
        is_public=is_public,
        is_foreign=True,
    )
    if not is_public and carries_bytes(request, response):
        record_download(holder, by=request.user, after={"file": stored.name, "sha256": stored.sha256})
    return response


def _holders_seen_by(user: object, pk: UUID) -> Iterator[Model]:
    for model in HOLDERS:
        yield from model._default_manager.visible_to(user).filter(file_id=pk).select_related("file")[:1]

"""Downloads of editions. An address names an edition by its code; whoever may not see the text finds nothing."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers

from common.files import send_file
from common.public import login_not_required
from declarations.models import Edition, Rendering, RenderingState


@login_not_required
def rendering_file(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The PDF of an edition in one language; 404 while it is not ready, and for whoever may not see it."""
    rendering = get_object_or_404(
        Rendering.objects.filter(edition__in=Edition.objects.visible_to(request.user), state=RenderingState.READY)
        .select_related("edition__text")
        .defer("edition__canonical"),
        edition__code=code,
        language=language,
    )
    edition = rendering.edition
    if answer := _unchanged(request, edition, rendering.sha256):
        return answer
    if not rendering.file.storage.exists(rendering.file.name):
        raise Http404
    name = f"{edition.text.symbol}-{edition.number}-{language}.pdf"
    response = send_file(rendering.file, name=name, content_type="application/pdf")
    return _stamped(response, edition, rendering.sha256)


@login_not_required
def canonical_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The canonical form of an edition: the very bytes that its SHA-256 is of."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user).select_related("text"), code=code)
    if answer := _unchanged(request, edition, edition.sha256):
        return answer
    response = HttpResponse(edition.canonical.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{edition.text.symbol}-{edition.number}.json"'
    return _stamped(response, edition, edition.sha256)


def _unchanged(request: HttpRequest, edition: Edition, sha256: str) -> HttpResponseBase | None:
    asked = request.headers.get("If-None-Match", "")
    known = {tag.strip().removeprefix("W/").strip('"') for tag in asked.split(",")}
    return _stamped(HttpResponseNotModified(), edition, sha256) if sha256 in known else None


def _stamped(response: HttpResponseBase, edition: Edition, sha256: str) -> HttpResponseBase:
    """What is public may be kept by anyone who asks again before using it; the rest by nobody."""
    response.headers["ETag"] = f'"{sha256}"'
    response.headers["Cache-Control"] = "public, no-cache" if edition.text.is_public else "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response

"""Downloads of editions. An address names an edition by its code; whoever may not see the text finds nothing."""

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from common.public import login_not_required
from declarations.forms_of_text.catalogue import FORMS, languages_of, made
from declarations.models import Edition, EditionRedline, Rendering, RenderingState


@login_not_required
@require_safe
def rendering_file(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The PDF of an edition in one language; 404 while it is not ready, and for whoever may not see it."""
    rendering = get_object_or_404(
        Rendering.objects.filter(edition__in=Edition.objects.visible_to(request.user), state=RenderingState.READY)
        .select_related("edition__text")
        .defer("edition__canonical"),
        edition__code=code,
        language=language,
    )
    name = f"{rendering.edition.text.symbol}-{rendering.edition.number}-{language}.pdf"
    what = {"name": name, "content_type": "application/pdf", "sha256": rendering.sha256}
    return sent(request, rendering, rendering.file, what, is_public=rendering.edition.text.is_public)


@login_not_required
@require_safe
def canonical_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The canonical form of an edition: the very bytes that its SHA-256 is of."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user).select_related("text"), code=code)
    name = f"{edition.text.symbol}-{edition.number}.json"
    what = {"name": name, "content_type": "application/json; charset=utf-8", "sha256": edition.sha256}
    return sent(request, edition, edition.canonical.encode(), what, is_public=edition.text.is_public)


@login_not_required
@require_safe
def form_file(request: HttpRequest, code: str, language: str, form: str) -> HttpResponseBase:
    """An edition in another form, in a language in which it has words; the same bytes each time.

    A superseded edition keeps its address and its words; that it was superseded is said by its page.
    """
    edition = get_object_or_404(Edition.objects.visible_to(request.user).select_related("text"), code=code)
    if language not in languages_of(form, edition.content().languages):
        raise Http404
    source = made(edition.canonical, form, language, localtime(edition.published_at).date().isoformat())
    name = f"{edition.text.symbol}-{edition.number}-{language}.{form}"
    what = {"name": name, "content_type": FORMS[form].content_type, "sha256": hashlib.sha256(source).hexdigest()}
    return sent(request, edition, source, what, is_public=edition.text.is_public)


def sent(
    request: HttpRequest,
    thing: Edition | EditionRedline | Rendering,
    source: Any,
    what: dict[str, str],
    *,
    is_public: bool,
) -> HttpResponseBase:
    """What is public goes to everyone; who is sent a closed paper stands in the journal."""
    response = send_file(request, source, is_public=is_public, **what)
    if not is_public and carries_bytes(request, response):
        record_download(thing, by=request.user, after={"file": what["name"], "sha256": what["sha256"]})
    return response

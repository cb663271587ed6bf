"""Look at the portal as somebody else would see it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from members.access import is_secretariat
from members.preview import FACES, begin_preview, end_preview, participants_for


class PreviewChoice(View):
    """As whom: one line per kind of reader, with the countries and organisations of today."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest) -> HttpResponse:
        faces = [(face, words, participants_for(face)) for face, words in FACES.items()]
        return render(request, "secretariat/preview.html", {"faces": faces})

    def post(self, request: HttpRequest) -> HttpResponse:
        face = request.POST.get("face", "")
        if face not in FACES:
            messages.error(request, _("Choose as whom you want to look."))
            return redirect("secretariat:preview")
        chosen = {str(one.pk): one for one in participants_for(face)}.get(request.POST.get("participant", ""))
        begin_preview(request, face=face, participant=chosen)
        return redirect("home" if face == "public" else "secretariat:desk")


@require_POST
def preview_end(request: HttpRequest) -> HttpResponse:
    """Back to one's own eyes. Whoever has no preview is sent to the desk as well."""
    end_preview(request)
    return redirect("secretariat:desk")

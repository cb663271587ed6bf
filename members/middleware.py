"""What every request of somebody who signed in passes: a preview, in which nothing can be changed; their visit."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from members.preview import KEY, preview_in
from members.services.visits import note_visit

SAFE = ("GET", "HEAD", "OPTIONS")
ALLOWED = ("secretariat:preview-end", "account_logout")


class PreviewMiddleware:
    """Stands behind authentication and messages. In a preview every request that could change something is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and KEY in request.session:
            preview = preview_in(request.session, request.user)
            if preview is None:
                del request.session[KEY]
            elif request.method not in SAFE and not self.is_allowed(request):
                messages.error(request, _("This is a preview: nothing can be changed in it. End it first."))
                return redirect("secretariat:desk")
            else:
                request.user._preview = preview  # type: ignore[union-attr]
        return self.get_response(request)

    def is_allowed(self, request: HttpRequest) -> bool:
        try:
            return resolve(request.path_info).view_name in ALLOWED
        except Resolver404:
            return False


class VisitMiddleware:
    """Writes down that somebody who signed in is here. Stands behind the preview, in which nobody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            note_visit(request.user)
        return self.get_response(request)

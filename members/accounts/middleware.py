"""What every request of somebody who is signed in passes: how long a session lasts, and the second factor."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from common.kept import reading
from members.access import has_second_factor, needs_second_factor
from members.accounts import journal
from members.accounts.stages import came_from_a_trusted_house

Handler = Callable[[HttpRequest], HttpResponseBase]
BEGAN, SEEN, DEMO = "began_at", "seen_at", "is_demo"
TICK = 300  # seconds; a session is written down as seen once in five minutes, not at every page
# What one may open before the second factor is there: where it is set up, the way out, and machines' doors.
OPEN = {"account_login", "account_logout", "account_reauthenticate", "account_change_password", "account_set_password"}
OPEN |= {"members:security", "members:mail-fewer", "usersessions_list", "front-door", "health-live", "health-ready"}


class SessionLifetime:
    """Ends a session that is older than ``SESSION_LONGEST``, and keeps one alive that is used.

    Two hours without a page (``SESSION_COOKIE_AGE``) end it by themselves: its row runs out. The rows say when it was
    last used to within five minutes, so a session may end up to five minutes early, never later.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(BEGAN, 0) > settings.SESSION_LONGEST:
                journal.note("session_ran_out", request.user, request)
                logout(request)
            elif now - request.session.get(SEEN, 0) >= TICK:
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def begin(sender: Any, request: HttpRequest, **more: Any) -> None:
    """Start the clock of a session that somebody has just signed in to (Django's signal, whatever the door)."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


user_logged_in.connect(begin, dispatch_uid="members.accounts.middleware.begin")


class SecondFactorRequired:
    """Whoever needs a second factor and has none sees only the pages on which it is set up.

    Not only the intranet: every page shows more to whoever is signed in. The demonstration's own accounts, signed in
    by its switcher, go without; that mark is believed with ``DEBUG`` alone.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Who presides is asked here first: a request that only reads asks it once, and reads the revision before."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading(only_reads=True):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN or name.startswith("mfa_") or has_second_factor(request.user):
            return None
        if not needs_second_factor(request.user) or came_from_a_trusted_house(request, request.user):
            return None
        if settings.DEBUG and request.session.get(DEMO) and request.user.email.endswith("@demo.invalid"):
            return None
        return redirect("mfa_index")

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest

from members.accounts import journal
from members.accounts.middleware import DEMO
from members.models import User


def enter_as(request: HttpRequest, user: User) -> None:
    """Sign in as one of the demonstration's accounts. Whoever was in is out; the session is a new one and marked."""
    logout(request)
    get_adapter().login(request, user)
    request.session[DEMO] = True
    UserSession.objects.create_from_request(request)
    journal.note("signed_in_by_switcher", user, request)

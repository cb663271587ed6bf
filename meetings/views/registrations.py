"""Reminding those who have registered nobody yet for a meeting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.going_back import back_to_asking_page
from meetings.access import can_prepare
from meetings.models import Meeting
from meetings.services.registration_reminders import remind_of_registration


@require_POST
def delegations_remind(request: HttpRequest, key: str) -> HttpResponse:
    """Write to the members that have registered nobody; for those who prepare the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), key=key)
    if not can_prepare(request.user, meeting):
        raise Http404
    if count := remind_of_registration(meeting, by=request.user):
        words = ngettext("%(counter)s letter goes out.", "%(counter)s letters go out.", count)
        messages.success(request, words % {"counter": count})
    else:
        messages.info(request, _("No letter: all were reminded today already, or there is no account to write to."))
    return back_to_asking_page(request, otherwise=meeting)

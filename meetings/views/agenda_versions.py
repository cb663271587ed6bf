"""For whom the agenda is, and its adoption: both ask first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View

from meetings.forms.agenda import READERS, ReadersForm
from meetings.models import Meeting
from meetings.queries.agenda import agenda_at_work, freeze_agenda, latest_version, missing_in, sessions_at_work
from meetings.queries.agenda_changes import changes_between
from meetings.queries.agenda_lines import by_day
from meetings.services.agenda import choose_agenda_audience
from meetings.services.agenda_lock import StaleOrderError
from meetings.services.agenda_versions import adopt_agenda
from meetings.views.agenda import number_of, page, place
from meetings.views.workroom import meeting_at_work


class AgendaPublish(View):
    """Choose who may read the agenda; what that means is said before it is done."""

    def show(self, meeting: Meeting, form: ReadersForm, *, status: int = 200, **context: Any) -> HttpResponse:
        now = READERS.get(meeting.agenda_audience, meeting.get_agenda_audience_display())
        return page(self.request, "agenda_publish", meeting, form=form, now=now, status=status, **context)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        return self.show(meeting, ReadersForm(meeting=meeting))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        form = ReadersForm(request.POST, meeting=meeting)
        if not form.is_valid():
            return self.show(meeting, form, status=422)
        if "sure" not in request.POST:
            agenda = agenda_at_work(meeting)
            return self.show(meeting, form, asked=form.words, agenda=agenda, missing=missing_in(agenda))
        try:
            choose_agenda_audience(meeting=meeting, audience=form.cleaned_data["audience"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, status=422)
        messages.success(request, _("The agenda may be read by: %(readers)s.") % {"readers": form.words})
        return redirect(place(meeting))


class AgendaAdopt(View):
    """The agenda in its order, both languages, and what changed since it was last adopted; here it is adopted so."""

    def show(self, meeting: Meeting, *, status: int = 200, **context: Any) -> HttpResponse:
        latest = latest_version(meeting)
        content = freeze_agenda(meeting, latest.number + 1 if latest else 1)
        whole: dict[str, Any] = {
            "latest": latest,
            "number": content["number"],
            "changes": changes_between(latest.content, content) if latest else [],
            "versions": meeting.agenda_versions.defer("content").order_by("-number"),
            "days": by_day(sessions_at_work(meeting)),
            "is_empty": not any(session["items"] for session in content["sessions"]),
        }
        return page(self.request, "agenda_adopt", meeting, status=status, **whole | context)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(meeting_at_work(request, key))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        try:
            version = adopt_agenda(meeting=meeting, seen=number_of(request.POST.get("seen")), by=request.user)
        except StaleOrderError as stale:
            return self.show(stale.meeting, status=409, is_stale=True)
        except ValidationError as refusal:
            return self.show(meeting, status=422, refusals=refusal.messages)
        messages.success(request, _("The agenda is adopted as version %(number)s.") % {"number": version.number})
        return redirect("meetings:agenda-version", key=meeting.key, number=version.number)

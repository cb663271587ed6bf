"""The sessions of a meeting at work."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from meetings.forms.agenda import SessionForm
from meetings.forms.conflicts import settle
from meetings.models import Meeting, Session
from meetings.queries.agenda import sessions_at_work
from meetings.queries.agenda_history import as_read
from meetings.queries.session_times import hours_to_begin_with, warnings_of
from meetings.services.agenda import add_minimum_items
from meetings.services.agenda_lock import StaleWordsError
from meetings.services.sessions import add_session, edit_session, remove_session
from meetings.views.agenda import number_of, page, place
from meetings.views.workroom import meeting_at_work


def session_at_work(meeting: Meeting, pk: int) -> Session:
    return get_object_or_404(Session.objects.select_related("meeting"), pk=pk, meeting=meeting)


class SessionPage(View):
    """The form of a session, and what is told behind it."""

    def show(self, meeting: Meeting, form: SessionForm | None, *, status: int = 200, **context: Any) -> HttpResponse:
        return page(self.request, "session_form", meeting, form=form, status=status, **context)

    def done(self, meeting: Meeting, session: Session, words: str) -> HttpResponse:
        messages.success(self.request, words)
        for warning in warnings_of(meeting, sessions_at_work(meeting)).get(session.pk, []):
            messages.warning(self.request, warning)
        return redirect(place(meeting, f"session-{session.pk}"))


class SessionAdd(SessionPage):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        if not meeting.time_zone:
            return self.show(meeting, None)
        return self.show(meeting, SessionForm(meeting=meeting, initial=hours_to_begin_with(meeting)))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        if not meeting.time_zone:
            return self.show(meeting, None, status=422)
        form = SessionForm(request.POST, instance=Session(), meeting=meeting)
        if not form.is_valid():
            return self.show(meeting, form, status=422)
        try:
            session = add_session(meeting=meeting, form_key=form.key, values=form.values, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, status=422)
        return self.done(meeting, session, _("The session is on the agenda."))


class SessionEdit(SessionPage):
    """A session's words and hours; who was second sees what the first one wrote."""

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        session = session_at_work(meeting, pk)
        return self.show(meeting, SessionForm(instance=session, meeting=meeting), session=session)

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        form = SessionForm(request.POST, instance=Session(), meeting=meeting)
        session = Session.objects.select_related("meeting").filter(pk=pk, meeting=meeting).first()
        if session is None:
            return self.show(meeting, form, status=409, is_gone=True)
        if not form.is_valid():
            return self.show(meeting, form, status=422, session=session)
        try:
            edit_session(session=session, values=form.values, seen=form.version, by=request.user)
        except StaleWordsError as stale:
            differences = settle(form, theirs=stale.current, read=as_read(session, form.version))
            return self.show(meeting, form, status=409, session=session, differences=differences)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, status=422, session=session)
        except Session.DoesNotExist:
            return self.show(meeting, form, status=409, is_gone=True)
        return self.done(meeting, session, _("The session is saved."))


class SessionRemove(View):
    """Asks first, and says what goes with it."""

    def ask(self, meeting: Meeting, session: Session, *, is_stale: bool = False) -> HttpResponse:
        lines = [one for one in sessions_at_work(meeting) if one.id == session.pk]
        context = {"session": session, "shown": lines[0] if lines else None, "is_stale": is_stale}
        return page(self.request, "session_remove", meeting, status=409 if is_stale else 200, **context)

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        return self.ask(meeting, session_at_work(meeting, pk))

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        session = session_at_work(meeting, pk)
        try:
            remove_session(session=session, seen=number_of(request.POST.get("seen")), by=request.user)
            messages.success(request, _("The session was removed from the agenda."))
        except StaleWordsError as stale:
            return self.ask(meeting, stale.current, is_stale=True)  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except Session.DoesNotExist as gone:
            raise Http404 from gone
        return redirect(place(meeting))


@require_POST
def session_minimum(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Put into the plenary what the agenda of every Vice-Ministerial plenary has."""
    meeting = meeting_at_work(request, key)
    session = session_at_work(meeting, pk)
    try:
        added = add_minimum_items(session=session, by=request.user)
        words = _("The minimum items are on the agenda.") if added else _("The minimum items were there already.")
        messages.success(request, words)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except Session.DoesNotExist as gone:
        raise Http404 from gone
    return redirect(place(meeting, f"session-{pk}"))

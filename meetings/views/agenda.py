"""The agenda at work: its items are added, changed, moved and removed by those who prepare the meeting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.acts import words_of
from meetings.forms.agenda import READERS, ItemForm
from meetings.forms.conflicts import settle
from meetings.models import AgendaItem, Meeting, Session, SessionKind
from meetings.queries.agenda import agenda_at_work, item_at_work, missing_in, sessions_at_work
from meetings.queries.agenda_history import as_read, ordered_since
from meetings.queries.agenda_lines import DEEPEST
from meetings.queries.session_times import warnings_of
from meetings.services.agenda import add_item, edit_item, remove_item
from meetings.services.agenda_lock import StaleOrderError, StaleWordsError
from meetings.services.agenda_order import move_item
from meetings.views.workroom import meeting_at_work


def page(request: HttpRequest, template: str, meeting: Meeting, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the workroom under the agenda's tab."""
    whole = {"meeting": meeting, "tab": "meetings:agenda-editor"} | context
    return render(request, f"meetings/{template}.html", whole, status=status)


def place(meeting: Meeting, anchor: str = "") -> str:
    """The editor's address, at one session or item."""
    return reverse("meetings:agenda-editor", kwargs={"key": meeting.key}) + (f"#{anchor}" if anchor else "")


def number_of(asked: str | None) -> int:
    """A number from an address or form; 0 for anything else, which finds nothing."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 10 else 0


def item_of(meeting: Meeting, pk: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("session__meeting"), pk=pk, session__meeting=meeting)


def agenda_editor(request: HttpRequest, key: str) -> HttpResponse:
    """The whole agenda with its sessions, its warnings, and what the plenary still lacks."""
    meeting = meeting_at_work(request, key)
    agenda = agenda_at_work(meeting)
    return page(
        request,
        "agenda_editor",
        meeting,
        agenda=agenda,
        warnings=warnings_of(meeting, agenda.sessions),
        missing=missing_in(agenda),
        plenary=next((one.id for one in agenda.sessions if one.kind == SessionKind.PLENARY), None),
        readers=READERS.get(meeting.agenda_audience, meeting.get_agenda_audience_display()),
        deepest=DEEPEST,
    )


class ItemAdd(View):
    """A new item at the end of a session, or under the item that the address names by ``?under=``."""

    def where(self, request: HttpRequest, meeting: Meeting, pk: int) -> tuple[Session, AgendaItem | None]:
        session = get_object_or_404(Session.objects.select_related("meeting"), pk=pk, meeting=meeting)
        under = number_of(request.GET.get("under"))
        return session, get_object_or_404(session.items, pk=under) if under else None

    def show(self, meeting: Meeting, session: Session, under: Any, form: ItemForm, status: int = 200) -> HttpResponse:
        context = {"session": session, "under": under, "form": form, "status": status}
        return page(self.request, "agenda_item_form", meeting, **context)

    def get(self, request: HttpRequest, key: str, session: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        inside, under = self.where(request, meeting, session)
        return self.show(meeting, inside, under, ItemForm(meeting=meeting, session_kind=inside.kind))

    def post(self, request: HttpRequest, key: str, session: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        inside, under = self.where(request, meeting, session)
        form = ItemForm(request.POST, instance=AgendaItem(), meeting=meeting, session_kind=inside.kind)
        if not form.is_valid():
            return self.show(meeting, inside, under, form, 422)
        try:
            item = add_item(session=inside, parent=under, form_key=form.key, values=form.values, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, inside, under, form, 422)
        except (Session.DoesNotExist, AgendaItem.DoesNotExist) as gone:
            raise Http404 from gone
        messages.success(request, _("The item is on the agenda."))
        return redirect(place(meeting, f"item-{item.pk}"))


class ItemEdit(View):
    """An item's words; who was second sees what the first one wrote, and words of an item that is gone are kept."""

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        item, sessions = item_at_work(meeting, pk)
        if item is None:
            raise Http404
        form = ItemForm(instance=item, meeting=meeting, session_kind=item.session.kind)
        return page(request, "agenda_item_form", meeting, item=item, form=form, sessions=sessions)

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        item = AgendaItem.objects.select_related("session__meeting").filter(pk=pk, session__meeting=meeting).first()
        if item is None:
            return self.gone(meeting)
        form = ItemForm(request.POST, instance=AgendaItem(), meeting=meeting, session_kind=item.session.kind)
        if not form.is_valid():
            return page(request, "agenda_item_form", meeting, item=item, form=form, status=422)
        try:
            edit_item(item=item, values=form.values, seen=form.version, by=request.user)
        except StaleWordsError as stale:
            differences = settle(form, theirs=stale.current, read=as_read(item, form.version))
            context = {"item": item, "form": form, "differences": differences}
            return page(request, "agenda_item_form", meeting, status=409, **context)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return page(request, "agenda_item_form", meeting, item=item, form=form, status=422)
        except AgendaItem.DoesNotExist:
            return self.gone(meeting)
        messages.success(request, _("The item is saved."))
        return redirect(place(meeting, f"item-{pk}"))

    def gone(self, meeting: Meeting) -> HttpResponse:
        """The item was removed while its words were typed: they are offered again, as a new item."""
        sessions = Session.objects.filter(meeting=meeting)
        asked = number_of(self.request.GET.get("session"))
        session = sessions.filter(pk=asked).first() or sessions.first()
        if session is None:
            raise Http404
        form = ItemForm(self.request.POST, instance=AgendaItem(), meeting=meeting, session_kind=session.kind)
        context = {"session": session, "form": form, "is_gone": True}
        return page(self.request, "agenda_item_form", meeting, status=409, **context)


class ItemRemove(View):
    """Asks first, and says what goes with it."""

    def ask(self, meeting: Meeting, item: AgendaItem, *, is_stale: bool = False) -> HttpResponse:
        lines = [line for session in sessions_at_work(meeting) for line in session.walk() if line.id == item.pk]
        context = {"item": item, "line": lines[0] if lines else None, "is_stale": is_stale}
        return page(self.request, "agenda_item_remove", meeting, status=409 if is_stale else 200, **context)

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        return self.ask(meeting, item_of(meeting, pk))

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        item = item_of(meeting, pk)
        try:
            remove_item(item=item, seen=number_of(request.POST.get("seen")), by=request.user)
            messages.success(request, _("The item was removed from the agenda."))
        except StaleWordsError as stale:
            return self.ask(meeting, stale.current, is_stale=True)  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except AgendaItem.DoesNotExist as gone:
            raise Http404 from gone
        return redirect(place(meeting, f"session-{item.session_id}"))


@require_POST
def item_move(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Move an item: ``act`` is up, down, in or out; or ``behind`` names a place ("i45", "u45", "s12")."""
    meeting = meeting_at_work(request, key)
    item = AgendaItem.objects.select_related("session__meeting").filter(pk=pk, session__meeting=meeting).first()
    act, behind, seen = (request.POST.get(name, "") for name in ("act", "behind", "seen"))
    if item is None:
        messages.error(request, _("This item was removed meanwhile."))
        return redirect(place(meeting))
    try:
        is_moved = move_item(item=item, act=act, behind=behind, seen=number_of(seen), by=request.user)
    except StaleOrderError as stale:
        acts = [(done, words_of(done.act)) for done in ordered_since(stale.meeting, number_of(seen))]
        context = {
            "item": item,
            "act": act,
            "behind": behind,
            "acts": acts,
            "sessions": sessions_at_work(stale.meeting),
        }
        return page(request, "agenda_item_move", stale.meeting, status=409, **context)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _tell(meeting, item) if is_moved else _("It stands there already."))
    return redirect(place(meeting, f"item-{pk}"))


def _tell(meeting: Meeting, item: AgendaItem) -> str:
    """Where the item stands now, for those who do not see it move."""
    for session in sessions_at_work(meeting):
        for line in session.walk():
            if line.id == item.pk:
                return _("“%(title)s” is item %(number)s now.") % {"title": item.title, "number": line.number}
    return _("The item is moved.")

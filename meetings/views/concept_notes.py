"""The concept note of an activity: its page, its form, what is decided on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from meetings.access_plans import can_write_concept_note
from meetings.forms.concept_notes import ConceptNoteForm
from meetings.forms.work_plans import ReturnForm
from meetings.models import ACTIVITIES, ConceptNote, Meeting
from meetings.services import concept_notes as services
from meetings.services.concept_notes import OPEN, StaleNote
from meetings.workflow_plans import CONCEPT_NOTE, PARTS

DONE = {
    "submit_concept_note": services.submit_concept_note,
    "approve_concept_note": services.approve_concept_note,
}


def activity_seen(request: HttpRequest, key: str) -> Meeting:
    """The activity, for whoever sees it; 404 for everyone else and for a meeting that is no activity."""
    activities = Meeting.objects.visible_to(request.user).for_list().filter(kind__in=ACTIVITIES)
    return get_object_or_404(activities, key=key)


def note_seen(request: HttpRequest, key: str) -> ConceptNote:
    """The note, for whoever may see it; 404 for everyone else."""
    notes = ConceptNote.objects.visible_to(request.user).select_related(
        "meeting__country", "meeting__presidency__country"
    )
    return get_object_or_404(notes, meeting__key=key)


def concept_note(request: HttpRequest, key: str) -> HttpResponse:
    """The note; whoever may begin it and finds none is led to its form."""
    meeting = activity_seen(request, key)
    if not ConceptNote.objects.filter(meeting=meeting).exists() and can_write_concept_note(request.user, meeting):
        return redirect("meetings:concept-note-edit", key=key)
    note = note_seen(request, key)
    context = {
        "note": note,
        "meeting": note.meeting,
        "parts": [(note._meta.get_field(part).verbose_name, part) for part in PARTS],
        "indicators": note.indicators.select_related("plan"),
        "offers": CONCEPT_NOTE.offers(note, request.user),
        "may_write": note.state in OPEN and can_write_concept_note(request.user, note.meeting),
    }
    return render(request, "meetings/concept_note.html", context)


class ConceptNoteEdit(View):
    def meeting(self, request: HttpRequest, key: str) -> Meeting:
        meeting = activity_seen(request, key)
        note = ConceptNote.objects.filter(meeting=meeting).first()
        if not can_write_concept_note(request.user, meeting) or (note and note.state not in OPEN):
            raise Http404
        return meeting

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(request, key)
        return self.show(
            request, meeting, ConceptNoteForm(instance=ConceptNote.objects.filter(meeting=meeting).first())
        )

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(request, key)
        form = ConceptNoteForm(request.POST, instance=ConceptNote.objects.filter(meeting=meeting).first())
        if not form.is_valid():
            return self.show(request, meeting, form, 422)
        try:
            note = services.write_concept_note(
                meeting, values=form.values, seen=form.cleaned_data["seen"], by=request.user
            )
        except StaleNote as stale:
            theirs = ConceptNote.objects.get(meeting=meeting)
            form.data = form.data.copy()
            form.data["seen"] = theirs.version
            return self.show(request, meeting, form, stale.status, theirs=theirs, parts=PARTS)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(request, meeting, form, 422)
        messages.success(request, _("The concept note is kept."))
        return redirect(note)

    def show(self, request: HttpRequest, meeting: Meeting, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        return render(
            request, "meetings/concept_note_form.html", {"meeting": meeting, "form": form} | more, status=status
        )


class ConceptNoteAct(View):
    """Submit, approve or return a note: asks first, and says what stands in the way."""

    def get(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        return self.show(request, note_seen(request, key), act, self.form(act))

    def post(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        note, form = note_seen(request, key), self.form(act, request.POST)
        if act not in CONCEPT_NOTE.by_name or not CONCEPT_NOTE.by_name[act].may(request.user, note):
            raise Http404
        if form is not None and not form.is_valid():
            return self.show(request, note, act, form, 422)
        try:
            if form is None:
                DONE[act](note, by=request.user)
            else:
                services.return_concept_note(note, reason=form.reason, by=request.user)
        except ValidationError as refusal:
            status = getattr(refusal, "status", 422)
            return self.show(request, note, act, form, status, refused=refusal.messages)
        messages.success(request, _("Done: %(state)s.") % {"state": note.get_state_display().lower()})
        return redirect(note)

    def form(self, act: str, data: Any = None) -> ReturnForm | None:
        return ReturnForm(data) if act == "return_concept_note" else None

    def show(
        self, request: HttpRequest, note: ConceptNote, act: str, form: Any, status: int = 200, **more: Any
    ) -> HttpResponse:
        offer = next((one for one in CONCEPT_NOTE.offers(note, request.user) if one.act.name == act), None)
        if offer is None and status == 200:
            raise Http404
        context = {"note": note, "meeting": note.meeting, "offer": offer, "form": form, **more}
        return render(
            request, "meetings/concept_note_act.html", context | {"act": CONCEPT_NOTE.by_name[act]}, status=status
        )

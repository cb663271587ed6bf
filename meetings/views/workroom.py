"""The workroom of a meeting, for those who prepare it: how far it is, what is missing, what can be done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import ListView

from common.states import NotNow
from meetings.access import can_plan, can_prepare, can_steer
from meetings.access_convocations import is_by_invitation
from meetings.forms.meetings import MeetingForm, PlanForm, StateReasonForm, differences_with
from meetings.models import Meeting, MeetingState
from meetings.series import advice_on
from meetings.services import convening
from meetings.services.meetings import ENDED, StaleMeetingError, edit_meeting, plan_meeting
from meetings.workflow import MEETING
from members.access import is_secretariat

TO_COME = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.POSTPONED)
# Acts without a form of their own: what is said when they are done, and the service that does them.
ACTS: dict[str, tuple[str, Any, Any]] = {
    "hold": ("hold_meeting", gettext_lazy("The meeting is entered as held."), convening.hold_meeting),
    "close": ("close_meeting", gettext_lazy("The meeting is closed."), convening.close_meeting),
    "postpone": ("postpone_meeting", gettext_lazy("The meeting is postponed."), convening.postpone_meeting),
    "cancel": ("cancel_meeting", gettext_lazy("The meeting is cancelled."), convening.cancel_meeting),
    "reopen": ("reopen_meeting", gettext_lazy("The meeting is open again."), convening.reopen_meeting),
}


def meeting_at_work(request: HttpRequest, key: str) -> Meeting:
    """The meeting ``key``, for those who prepare it; 404 for everyone else."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    if not can_prepare(request.user, meeting, is_seen=True):
        raise Http404
    return meeting


class Preparations(ListView):
    """The meetings that are to come, or not closed yet, for those who prepare them; the next one first."""

    template_name = "meetings/preparations.html"
    context_object_name = "meetings"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Meeting]:
        if not can_plan(self.request.user):
            raise Http404
        open_ones = Q(state__in=TO_COME) | Q(state=MeetingState.HELD, convened_at__isnull=False)
        return Meeting.objects.visible_to(self.request.user).filter(open_ones).for_list().order_by("start", "key")


class MeetingPlan(View):
    """The form by which a meeting is planned."""

    def show(self, request: HttpRequest, form: PlanForm, status: int = 200) -> HttpResponse:
        return render(request, "meetings/meeting_form.html", {"form": form}, status=status)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_plan(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, PlanForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PlanForm(request.POST)
        if form.is_valid():
            try:
                key = form.cleaned_data["form_key"]
                meeting = plan_meeting(form_key=key, values=form.values | form.related, by=request.user)
                messages.success(request, _("The meeting is planned."))
                return redirect("meetings:meeting-workroom", key=meeting.key)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, form, 422)


class MeetingEdit(View):
    """The form by which a meeting is edited. Two who do so at once are told, and nothing is lost."""

    def meeting(self, key: str) -> Meeting:
        meeting = meeting_at_work(self.request, key)
        if not is_editable(self.request, meeting):
            raise Http404
        return meeting

    def show(self, meeting: Meeting, form: MeetingForm, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"meeting": meeting, "form": form, "tab": "meetings:meeting-workroom"}
        return render(self.request, "meetings/meeting_edit.html", context, status=status)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(key)
        return self.show(meeting, MeetingForm(instance=meeting))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(key)
        form = MeetingForm(request.POST, instance=Meeting.objects.get(pk=meeting.pk))
        if not form.is_valid():
            return self.show(meeting, form, 422)
        values, seen = form.values | form.related, form.cleaned_data["seen"]
        try:
            edit_meeting(meeting, values=values, seen=seen, by=request.user)
        except StaleMeetingError as stale:
            return self.show(meeting, form, 409, differences=differences_with(form, stale.current))
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, 422)
        messages.success(request, _("The meeting is saved."))
        return redirect("meetings:meeting-workroom", key=key)


def is_editable(request: HttpRequest, meeting: Meeting) -> bool:
    return can_steer(request.user, meeting) and meeting.state not in ENDED


def meeting_workroom(request: HttpRequest, key: str) -> HttpResponse:
    """How far the meeting is, what is missing, and the acts that the reader may do now."""
    meeting = meeting_at_work(request, key)
    # What is missing and what is advised is read of both too.
    prefetch_related_objects([meeting], "bodies", Prefetch("beside", Meeting.objects.for_list()))
    context = {
        "meeting": meeting,
        "bodies": meeting.bodies.all(),
        "beside": meeting.beside.all(),
        "offers": [(offer, _address(meeting, offer.act.name)) for offer in MEETING.offers(meeting, request.user)],
        "advice": advice_on(meeting),
        "convocations": meeting.convocations.prefetch_related("invited"),
        "has_guests": is_by_invitation(meeting.kind) and is_secretariat(request.user),
        "is_editable": is_editable(request, meeting),
    }
    return render(request, "meetings/meeting_workroom.html", context)


class MeetingAct(View):
    """Asks before an act that is hard to undo, with its reason where it needs one, and does it."""

    def show(self, meeting: Meeting, form: Any, status: int = 200, **context: Any) -> HttpResponse:
        act = MEETING.by_name[ACTS[self.kwargs["act"]][0]]
        offer = next((one for one in MEETING.offers(meeting, self.request.user) if one.act == act), None)
        if offer is None and status == 200:
            raise Http404
        context |= {"meeting": meeting, "act": act, "offer": offer, "form": form, "tab": "meetings:meeting-workroom"}
        return render(self.request, "meetings/meeting_act.html", context, status=status)

    def form(self, *given: Any) -> StateReasonForm | None:
        return StateReasonForm(*given) if MEETING.by_name[ACTS[self.kwargs["act"]][0]].needs_reason else None

    def get(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        meeting = self._meeting(key, act)
        return self.show(meeting, self.form())

    def post(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        meeting, form = self._meeting(key, act), self.form(request.POST)
        _name, said, service = ACTS[act]
        if form is not None and not form.is_valid():
            return self.show(meeting, form, 422)
        try:
            service(meeting, by=request.user, **({"reason": form.reason} if form else {}))
        except NotNow as late:
            messages.warning(request, str(late))
            return redirect("meetings:meeting-workroom", key=key)
        except ValidationError as refusal:
            return self.show(meeting, form, 422, refused=refusal.messages)
        messages.success(request, said)
        return redirect("meetings:meeting-workroom", key=key)

    def _meeting(self, key: str, act: str) -> Meeting:
        if act not in ACTS:
            raise Http404
        return meeting_at_work(self.request, key)


def _address(meeting: Meeting, act: str) -> str:
    if act == "convene_meeting":
        return reverse("meetings:meeting-convene", kwargs={"key": meeting.key})
    word = next(word for word, (name, *_rest) in ACTS.items() if name == act)
    return reverse("meetings:meeting-act", kwargs={"key": meeting.key, "act": word})

"""The acts on a written consultation: each asks first, with what would be sent, to whom and by when, and is done then.

A page that is old is answered by 409 and shown anew, with what was typed.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from common.going_back import back_to_asking_page
from common.states import NotNow, Offer
from secretariat.forms_consultations import FORMS, ScheduleForm, SeenForm
from secretariat.models import Consultation, Consulted, Stage
from secretariat.queries.consultation_marks import mark_of
from secretariat.queries.consultation_previews import Preview, preview_of, preview_of_extension
from secretariat.queries.consultations import content_now, stands_in, step_of
from secretariat.services.consultation_acts import SERVICES, act_on
from secretariat.services.consultation_clock import remind_now
from secretariat.views.consultations import consultation_run
from secretariat.workflow import CONSULTATIONS, NEXT, OPENS

BY_HAND = {name.replace("_", "-"): name for name in (*OPENS, *SERVICES) if name in CONSULTATIONS.by_name}
DONE = {
    "open_troika": gettext_lazy("The troika is asked."),
    "end_troika": gettext_lazy("The troika step is over."),
    "open_round_one": gettext_lazy("Round one is open: all members are asked."),
    "open_round_two": gettext_lazy("Round two is open: all members are asked."),
    "agree_consultation": gettext_lazy("The text is on the table and its adoption prepared. Two persons sign it now."),
    "extend_step": gettext_lazy("All have more time, and are told."),
    "suspend_step": gettext_lazy("The step is suspended; no reply is taken until it is resumed."),
    "resume_step": gettext_lazy("The time goes on."),
    "send_back": gettext_lazy("The text is back in drafting."),
    "withdraw_consultation": gettext_lazy("The consultation is withdrawn."),
    "carry_consultation": gettext_lazy("The text goes on at the meeting."),
}


class Asking(View):
    """What an act and the opening by the clock do alike: the form comes back with what was typed, and says why."""

    template_name = ""

    def form(self, consultation: Consultation, data: Any = None) -> SeenForm:
        raise NotImplementedError

    def show(self, consultation: Consultation, form: SeenForm, status: int = 200) -> HttpResponse:
        raise NotImplementedError

    def do(self, consultation: Consultation, act: str, done: str) -> HttpResponse:
        """Do ``act`` with what was typed, or show what stands in the way."""
        form = self.form(consultation, self.request.POST)
        if "preview" in self.request.POST or not form.is_valid():
            return self.show(consultation, form, 200 if "preview" in self.request.POST else 422)
        seen = form.cleaned_data["seen"]
        try:
            act_on(consultation, act, seen=seen, by=self.request.user, **form.given)
        except ValidationError as refusal:
            fresh = consultation_run(self.request, consultation.text.symbol)
            again = self.form(fresh, self.request.POST.dict() | {"seen": mark_of(fresh)})
            again.is_valid()
            again.add_error(None, refusal)
            return self.show(fresh, again, getattr(refusal, "status", 422))
        messages.success(self.request, done)
        return redirect("consultations:detail", symbol=consultation.text.symbol)


class ActOn(Asking):
    """One act of the table."""

    def get(self, request: HttpRequest, symbol: str, act: str) -> HttpResponse:
        consultation = consultation_run(request, symbol)
        if (offer := self.offer(consultation)) is None:
            raise Http404
        return self.show(consultation, self.form(consultation), offer=offer)

    def post(self, request: HttpRequest, symbol: str, act: str) -> HttpResponse:
        consultation = consultation_run(request, symbol)
        if act not in BY_HAND:
            raise Http404
        return self.do(consultation, BY_HAND[act], str(DONE[BY_HAND[act]]))

    def offer(self, consultation: Consultation) -> Offer | None:
        """The act as it may be done now; none where it may not, and 404 for one that there is not."""
        name = BY_HAND.get(self.kwargs["act"])
        if name is None:
            raise Http404
        return CONSULTATIONS.offer(consultation, name, self.request.user)

    def form(self, consultation: Consultation, data: Any = None) -> SeenForm:
        kind = FORMS.get(BY_HAND[self.kwargs["act"]], SeenForm)
        initial = {"seen": "" if data else mark_of(consultation), "days": 2}
        return kind(data, consultation=consultation, user=self.request.user, initial=initial)

    def show(
        self, consultation: Consultation, form: SeenForm, status: int = 200, offer: Offer | None = None
    ) -> HttpResponse:
        offer = offer or self.offer(consultation)
        step, name = step_of(consultation), BY_HAND[self.kwargs["act"]]
        if offer is None and not form.errors:
            form.add_error(None, NotNow(_("This was done or changed meanwhile. See how it stands now.")))
            status = 409
        context = {
            "consultation": consultation,
            "text": consultation.text,
            "act": CONSULTATIONS.by_name[name],
            "offer": offer,
            "form": form,
            "step": step,
            "counted": self.counted(consultation, form),
            "opens": name in OPENS,
            "content": content_now(consultation) if name in OPENS or name == "agree_consultation" else None,
            "stands": stands_in(step) if step and name in ("agree_consultation", "end_troika") else [],
        }
        return render(self.request, "consultations/act.html", context, status=status)

    def counted(self, consultation: Consultation, form: SeenForm) -> Preview | None:
        name, step = BY_HAND[self.kwargs["act"]], step_of(consultation)
        if name in OPENS:
            return preview_of(consultation, OPENS[name])
        if name == "extend_step" and step is not None:
            days = form.cleaned_data.get("days") if form.is_bound and form.is_valid() | True else form.initial["days"]
            return preview_of_extension(step, days) if days else None
        return None


class Schedule(Asking):
    """The clock opens the next step at a minute to come; or no more."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        consultation = consultation_run(request, symbol)
        if consultation.stage not in NEXT:
            raise Http404
        return self.show(consultation, self.form(consultation))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        consultation = consultation_run(request, symbol)
        if "take_back" not in request.POST:
            return self.do(consultation, "schedule_opening", _("The clock opens the next step at that minute."))
        try:
            seen = request.POST.get("seen", "")
            act_on(consultation, "schedule_opening", seen=seen, at=None, by=request.user)
        except ValidationError as refusal:
            fresh = consultation_run(request, symbol)
            form = self.form(fresh)
            return self.show(fresh, form, getattr(refusal, "status", 422), refused=refusal.messages)
        messages.success(request, _("Taken back: the next step is opened by hand."))
        return redirect("consultations:detail", symbol=symbol)

    def form(self, consultation: Consultation, data: Any = None) -> SeenForm:
        initial = {"seen": mark_of(consultation), "at": consultation.opens_next_at}
        return ScheduleForm(data, consultation=consultation, user=self.request.user, initial=initial)

    def show(
        self, consultation: Consultation, form: SeenForm, status: int = 200, refused: list[str] | None = None
    ) -> HttpResponse:
        act = NEXT.get(Stage(consultation.stage))
        context = {
            "consultation": consultation,
            "text": consultation.text,
            "form": form,
            "refused": refused,
            "offer": CONSULTATIONS.offer(consultation, act, self.request.user) if act else None,
        }
        return render(self.request, "consultations/schedule.html", context, status=status)


@require_POST
def remind(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """Remind a member that has not replied, today."""
    consultation = consultation_run(request, symbol)
    rows = Consulted.objects.filter(step__consultation=consultation).select_related("participant")
    one = get_object_or_404(rows, pk=pk)
    if remind_now(one, by=request.user):
        messages.success(request, _("Reminded: %(country)s.") % {"country": one.participant})
    else:
        messages.info(
            request,
            _("No reminder: %(country)s has replied, was reminded today already, or no reply is taken now.")
            % {"country": one.participant},
        )
    return back_to_asking_page(request, otherwise=consultation)

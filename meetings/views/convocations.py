"""Convening a meeting, its convocations with their papers and letters, and guests by name."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from common.downloads import record_download
from common.files import carries_bytes, send_file
from common.states import NotNow, reasons_against
from meetings.access import can_prepare
from meetings.access_convocations import is_by_invitation
from meetings.forms.meetings import ConveneForm, GuestForm, LetterForm
from meetings.models import Convocation, ConvocationPaper, Meeting, MeetingState, PaperState
from meetings.queries.convocations import accounts_convened, accounts_of, letters_of
from meetings.services.convening import convene_meeting, tell_change
from meetings.services.convocations import invite_guest, send_again
from meetings.views.workroom import meeting_at_work
from meetings.workflow import MEETING
from members.access import is_secretariat
from members.grants import grants_on
from members.models import User


class Letter(View):
    """A form that sends a letter, once it is confirmed; what stands in its way is said, and what was typed is kept."""

    template_name = ""
    states: tuple[str, ...] = ()

    def form(self, meeting: Meeting, *given: Any) -> LetterForm:
        return LetterForm(*given)

    def send(self, meeting: Meeting, form: Any) -> Convocation:
        raise NotImplementedError

    def show(self, meeting: Meeting, form: LetterForm, status: int = 200) -> HttpResponse:
        reasons = reasons_against(MEETING.by_name["convene_meeting"], meeting)
        counts = [(label, accounts_of(meeting, [value]).count()) for value, label in self.offered(form)]
        context = {"meeting": meeting, "form": form, "reasons": reasons, "counts": counts}
        return render(self.request, self.template_name, context | {"tab": "meetings:meeting-workroom"}, status=status)

    def offered(self, form: Any) -> list[Any]:
        return list(form.fields["audiences"].choices) if "audiences" in form.fields else []

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        if meeting.state not in self.states:
            raise Http404
        return self.show(meeting, self.form(meeting))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        form = self.form(meeting, request.POST)
        if not form.is_valid():
            return self.show(meeting, form, 422)
        try:
            made = self.send(meeting, form)
        except NotNow as late:
            messages.warning(request, str(late))
            return redirect("meetings:meeting-workroom", key=key)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, 422)
        messages.success(request, _("The letters are on their way."))
        return redirect(made)


class Convene(Letter):
    template_name = "meetings/meeting_convene.html"
    states = (MeetingState.PLANNED, MeetingState.POSTPONED)

    def form(self, meeting: Meeting, *given: Any) -> LetterForm:
        return ConveneForm(*given, meeting=meeting)

    def send(self, meeting: Meeting, form: Any) -> Convocation:
        chosen = {name: form.cleaned_data[name] for name in ("audiences", "audience")}
        return convene_meeting(meeting, by=self.request.user, **form.letter, **chosen)


class TellChange(Letter):
    template_name = "meetings/meeting_change.html"
    states = (MeetingState.CONVENED,)

    def send(self, meeting: Meeting, form: Any) -> Convocation:
        return tell_change(meeting, by=self.request.user, **form.letter)


def convocation_seen(request: HttpRequest, key: str, number: int) -> Convocation:
    seen = Convocation.objects.visible_to(request.user).select_related("meeting__country")
    return get_object_or_404(seen, meeting__key=key, number=number)


def convocation_detail(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One letter in the reader's language, with its papers in both."""
    convocation = convocation_seen(request, key, number)
    context = _papers(convocation) | {
        "facts": convocation.facts["en" if request.LANGUAGE_CODE == "en" else "es"],
        "meeting": convocation.meeting,
        "is_preparing": can_prepare(request.user, convocation.meeting),
    }
    return render(request, "meetings/convocation_detail.html", context)


def convocation_papers(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """How far the papers are: the fragment that the page asks for until they are made."""
    return render(request, "meetings/_convocation_papers.html", _papers(convocation_seen(request, key, number)))


def _papers(convocation: Convocation) -> dict[str, Any]:
    papers = list(convocation.papers.all())
    is_making = any(paper.state == PaperState.PENDING for paper in papers)
    return {"convocation": convocation, "papers": papers, "is_making": is_making}


def convocation_paper(request: HttpRequest, key: str, number: int, language: str) -> HttpResponseBase:
    """The PDF, to whoever may read the letter; who is sent it stands in the journal."""
    seen = ConvocationPaper.objects.visible_to(request.user).select_related("convocation__meeting")
    place = {"convocation__meeting__key": key, "convocation__number": number}
    paper = get_object_or_404(seen, language=language, state=PaperState.READY, **place)
    response = send_file(
        request,
        paper.file,
        name=f"{key}-{number}-{language}.pdf",
        content_type="application/pdf",
        sha256=paper.sha256,
    )
    if carries_bytes(request, response):
        record_download(paper, by=cast(User, request.user), after={"sha256": paper.sha256})
    return response


class ConvocationLetters(ListView):
    """Who got a convocation, when, in which language, and what the mail server said; and who has not been told."""

    template_name = "meetings/convocation_letters.html"
    context_object_name = "letters"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Any]:
        meeting = meeting_at_work(self.request, self.kwargs["key"])
        self.convocation = get_object_or_404(meeting.convocations.all(), number=self.kwargs["number"])
        return letters_of(self.convocation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = letters_of(self.convocation).order_by().values("recipient")
        waiting = accounts_convened(self.convocation).exclude(pk__in=told)
        kwargs |= {"convocation": self.convocation, "meeting": self.convocation.meeting, "waiting": waiting}
        return super().get_context_data(tab="meetings:meeting-workroom", **kwargs)


@require_POST
def convocation_again(request: HttpRequest, key: str, number: int, account: int) -> HttpResponse:
    """Send the letter again to one account."""
    meeting = meeting_at_work(request, key)
    convocation = get_object_or_404(meeting.convocations.all(), number=number)
    to = get_object_or_404(User.objects.filter(is_active=True), pk=account)
    try:
        send_again(convocation, to=to, by=request.user)
        messages.success(request, _("The letter is on its way again."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("meetings:convocation-letters", key=key, number=number)


class Guests(View):
    """Who is invited by name to a meeting of a network or group, and the form for one more; the Secretariat's."""

    def show(self, meeting: Meeting, form: GuestForm, status: int = 200) -> HttpResponse:
        context = {"meeting": meeting, "form": form, "guests": grants_on(meeting), "tab": "meetings:meeting-workroom"}
        return render(self.request, "meetings/meeting_guests.html", context, status=status)

    def meeting(self, key: str) -> Meeting:
        meeting = meeting_at_work(self.request, key)
        if not is_secretariat(self.request.user) or not is_by_invitation(meeting.kind):
            raise Http404
        return meeting

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(key)
        until = meeting.end or meeting.start
        return self.show(meeting, GuestForm(initial={"until": until.last_day if until else None}))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting, form = self.meeting(key), GuestForm(request.POST)
        if not form.is_valid():
            return self.show(meeting, form, 422)
        try:
            invite_guest(meeting, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(meeting, form, 422)
        messages.success(request, _("%(person)s is invited.") % {"person": form.cleaned_data["to"].name})
        return redirect("meetings:meeting-guests", key=key)

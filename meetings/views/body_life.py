"""The workroom of a body: its life, the acts that change it, and what the bodies lack; for the Secretariat alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from meetings.forms.bodies import (
    CitationForm,
    CreateForm,
    ExtendForm,
    MembershipEndForm,
    MembershipForm,
    MergeForm,
    RenameForm,
    SplitForm,
    SureForm,
)
from meetings.models import Body, BodyMembership
from meetings.queries.bodies import body_dossier
from meetings.queries.vacancies import report_on_bodies
from meetings.services.bodies import close_body, create_body, extend_body, make_permanent, rename_body
from meetings.services.body_members import add_membership, end_membership
from meetings.services.successions import merge_bodies, split_body
from members.access import is_secretariat


@dataclass(frozen=True, slots=True)
class Face:
    """One act on a body: its form, its words, and the service that it calls. ``ends`` where the body ends with it."""

    form: type[CitationForm]
    label: str | Promise
    told: str | Promise
    run: Callable[..., Any]
    ends: bool = False


def _extend(body: Body, form: Any, by: Any) -> None:
    extend_body(body, term_ends=form.cleaned_data["term_ends"], citation=form.citation, by=by)


def _rename(body: Body, form: Any, by: Any) -> None:
    names = {name: form.cleaned_data[name] for name in ("name_es", "name_en")}
    rename_body(body, **names, citation=form.citation, by=by)


FACES = {
    "extend": Face(
        ExtendForm,
        gettext_lazy("Extend its term"),
        gettext_lazy("The body meets until the new term ends."),
        _extend,
    ),
    "permanent": Face(
        CitationForm,
        gettext_lazy("Make it permanent"),
        gettext_lazy("Its term falls away: it meets until it is closed."),
        lambda body, form, by: make_permanent(body, citation=form.citation, by=by),
    ),
    "rename": Face(
        RenameForm,
        gettext_lazy("Rename it"),
        gettext_lazy("It bears the new name from that day on; the name before stays on record with its period."),
        _rename,
    ),
    "merge": Face(
        MergeForm,
        gettext_lazy("Merge it with others"),
        gettext_lazy(
            "The bodies that are merged end on that day, and their members' periods with them. What reported to them "
            "reports to the one that follows. Members of the new body are entered anew."
        ),
        lambda body, form, by: merge_bodies(form.ending, into=form.successor, citation=form.citation, by=by),
        ends=True,
    ),
    "split": Face(
        SplitForm,
        gettext_lazy("Split it"),
        gettext_lazy(
            "The body ends on that day, and its members' periods with it. Those that follow it take over its work; "
            "their members are entered anew."
        ),
        lambda body, form, by: split_body(body, into=form.successors, citation=form.citation, by=by),
        ends=True,
    ),
    "close": Face(
        SureForm,
        gettext_lazy("Close it"),
        gettext_lazy("The body ends on that day, and its members' periods with it. It cannot meet afterwards."),
        lambda body, form, by: close_body(body, citation=form.citation, by=by),
        ends=True,
    ),
}


class BodyWork(View):
    """A page of the workroom of bodies. 404 for everyone but the Secretariat."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, *, form: Any = None, **context: Any) -> HttpResponse:
        status = 422 if form is not None and form.errors else 200
        return render(self.request, template, {"form": form} | context, status=status)

    def done(self, form: Any, act: Callable[[], Any], words: str) -> bool:
        """Whether the service did it; its reasons against are said in the form."""
        if not form.is_valid():
            return False
        try:
            act()
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        messages.success(self.request, words)
        return True


class BodyLife(BodyWork):
    """The state of a body, its life, and what can be done."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        try:
            dossier = body_dossier(key, request.user)
        except Body.DoesNotExist as error:
            raise Http404 from error
        faces = [] if dossier.body.end else [(name, face.label) for name, face in FACES.items()]
        return self.show("meetings/body_life.html", dossier=dossier, body=dossier.body, faces=faces)


class BodyAct(BodyWork):
    """The form of one act, with what will happen; what the body refuses is said there."""

    def get(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        body, face = self.asked(key, act)
        return self.form_page(body, face, face.form(body=body, initial={"on": timezone.localdate().isoformat()}))

    def post(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        body, face = self.asked(key, act)
        form = face.form(request.POST, body=body)
        if self.done(form, lambda: face.run(body, form, request.user), _("The life of the body has a new line.")):
            return redirect("meetings:body-life", key=key)
        return self.form_page(body, face, form)

    def asked(self, key: str, act: str) -> tuple[Body, Face]:
        if act not in FACES:
            raise Http404
        return get_object_or_404(Body.objects.filter(end=None).select_related("reports_to"), key=key), FACES[act]

    def form_page(self, body: Body, face: Face, form: CitationForm) -> HttpResponse:
        return self.show("meetings/body_act.html", form=form, body=body, face=face)


class BodyCreate(BodyWork):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("meetings/body_create.html", form=CreateForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, made = CreateForm(request.POST), []

        def create() -> None:
            given = {"term_ends": form.cleaned_data["term_ends"], "citation": form.citation}
            made.append(create_body(values=form.values, **given, by=request.user))

        if self.done(form, create, _("The body is set up.")):
            return redirect("meetings:body-life", key=made[0].key)
        return self.show("meetings/body_create.html", form=form)


class BodyMembers(BodyWork):
    """Who sits in a body and who coordinates it, with the form for one more."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.page(get_object_or_404(Body, key=key), MembershipForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        body, form = get_object_or_404(Body, key=key), MembershipForm(request.POST)
        words = _("The participant sits in the body.")
        if self.done(form, lambda: add_membership(body=body, **form.cleaned_data, by=request.user), words):
            return redirect("meetings:body-members", key=key)
        return self.page(body, form)

    def page(self, body: Body, form: MembershipForm) -> HttpResponse:
        memberships = body.memberships.select_related("participant").order_by("role", "participant__name", "start")
        return self.show("meetings/body_members.html", form=form, body=body, memberships=memberships)


class MembershipEnd(BodyWork):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.asked(pk), MembershipEndForm(initial={"end": timezone.localdate().isoformat()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        membership, form = self.asked(pk), MembershipEndForm(request.POST)
        words = _("The membership has its last day.")
        if self.done(form, lambda: end_membership(membership, end=form.cleaned_data["end"], by=request.user), words):
            return redirect("meetings:body-members", key=membership.body.key)
        return self.page(membership, form)

    def asked(self, pk: int) -> BodyMembership:
        return get_object_or_404(BodyMembership.objects.select_related("body", "participant"), pk=pk)

    def page(self, membership: BodyMembership, form: MembershipEndForm) -> HttpResponse:
        context = {"membership": membership, "body": membership.body}
        return self.show("meetings/body_member_end.html", form=form, **context)


class BodyReportPage(BodyWork):
    """Vacancies, terms that ended, and what ends within ninety days."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("meetings/body_report.html", report=report_on_bodies())

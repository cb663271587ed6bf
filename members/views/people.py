"""One person: who they are, what they hold and held, how one reaches them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.going_back import back_to_asking_page
from common.refusals import Refusal
from members.access import can_invite, is_secretariat
from members.access_people import can_appoint, can_keep_person
from members.forms_people import ContactForm, PersonForm
from members.grants import grants_of
from members.models import Invitation, Mandate, Person
from members.queries.contact import contact_due_on
from members.services.people import confirm_contact_data, create_person, edit_person
from members.services.reminders import ask_for_contact_data


def person_seen(request: HttpRequest, pk: int) -> Person:
    """The person ``pk``, for those who may know of them; 404 for everyone else."""
    people = Person.objects.visible_to(request.user).select_related("institution__participant", "account")
    return get_object_or_404(people, pk=pk)


def history_of(request: HttpRequest, person: Person) -> list[Mandate]:
    """All mandates of ``person`` that the reader may know of, the latest first, each with what the reader may do."""
    mandates = person.mandates.visible_to(request.user).select_related("participant", "institution")
    held = list(mandates.order_by("-start", "-pk"))
    for mandate in held:
        may = not mandate.is_over and can_appoint(request.user, mandate.function, mandate.participant_id)
        mandate.may_end = may
        mandate.may_hold_over = may and mandate.end and not mandate.ended_at and not mandate.is_holdover
    return held


class PersonDetail(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = person_seen(request, pk)
        account, keeps = getattr(person, "account", None), is_secretariat(request.user)
        is_self = request.user.person_id == person.pk
        context = {
            "person": person,
            "mandates": history_of(request, person),
            "account": account,
            "invitation": None if account else Invitation.objects.open().filter(person=person).first(),
            "grants": grants_of(account).select_related("content_type") if account and (keeps or is_self) else [],
            "keeps": keeps,
            "may_edit": can_keep_person(request.user, person),
            "may_invite": can_invite(request.user, person) and not account,
            "is_self": is_self,
        }
        return render(request, "members/person.html", context)


class PersonCreate(View):
    """Somebody new, written down by the Secretariat; a focal point does it while naming (``views/delegation.py``)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "members/person_form.html", {"form": PersonForm(by=request.user)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PersonForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                return redirect(create_person(words=form.words, by=request.user))
            except Refusal as refusal:
                form.add_error("email", refusal)
        return render(request, "members/person_form.html", {"form": form}, status=422)


class PersonEdit(View):
    def of(self, request: HttpRequest, pk: int) -> Person:
        person = person_seen(request, pk)
        if not can_keep_person(request.user, person):
            raise Http404
        return person

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.of(request, pk)
        form = PersonForm(instance=person, by=request.user)
        return render(request, "members/person_form.html", {"form": form, "person": person})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.of(request, pk)
        form = PersonForm(request.POST, instance=person, by=request.user)
        if not form.is_valid():
            return render(request, "members/person_form.html", {"form": form, "person": person}, status=422)
        edit_person(person=person, words=form.words, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(person)


class Contact(View):
    """Everybody's own contact data; saving is confirming."""

    def of(self, request: HttpRequest) -> Person:
        if request.user.person is None or getattr(request.user, "_preview", None):
            raise Http404
        return request.user.person

    def show(self, request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
        person = self.of(request)
        context = {"form": form, "person": person, "due": contact_due_on(person, request.user)}
        return render(request, "members/contact.html", context, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, ContactForm(instance=self.of(request), by=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        person = self.of(request)
        form = ContactForm(request.POST, instance=person, by=request.user)
        if not form.is_valid():
            return self.show(request, form, status=422)
        confirm_contact_data(person=person, words=form.words, by=request.user)
        messages.success(request, _("Thank you. Your contact data is confirmed as of today."))
        return redirect("people:contact")


@require_POST
def contact_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a person by letter to confirm their contact data; for the Secretariat."""
    if not is_secretariat(request.user):
        raise Http404
    person = get_object_or_404(Person, pk=pk)
    if ask_for_contact_data(person, by=request.user):
        messages.success(request, _("%(person)s is asked by letter.") % {"person": person.name})
    else:
        messages.info(request, _("No letter: one went out today already, or there is no account to write to."))
    return back_to_asking_page(request, otherwise=person)

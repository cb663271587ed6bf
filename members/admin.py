"""Participants, presidencies and institutions, kept by the Secretariat; accounts, people and mandates, to look up."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401  (registers what is taken back below)
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.messages import ERROR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from common.addresses import client_address
from common.admin import AuditedAdmin, PlainAdmin, ReadOnlyAdmin
from members.models import (
    CivilSocietyChapter,
    Institution,
    Mandate,
    Participant,
    Person,
    Presidency,
    Standing,
    User,
)
from members.services.accounts import reset_second_factor

admin.site.unregister(Group)  # what an account may do follows from its mandates, not from groups
for model in [model for model in admin.site._registry if model._meta.app_config.name.startswith("allauth.")]:
    admin.site.unregister(model)  # second factors and sessions are their holder's; what is done to them is a service


@admin.register(Participant)
class ParticipantAdmin(AuditedAdmin):
    list_display = ["name", "kind", "acronym"]
    list_filter = ["kind"]
    search_fields = ["key", "name_es", "name_en", "acronym_es", "acronym_en"]


@admin.register(Standing)
class StandingAdmin(AuditedAdmin):
    list_display = ["participant", "status", "start", "end", "certainty"]
    list_filter = ["status", "certainty"]
    search_fields = ["participant__name_es", "participant__name_en"]
    autocomplete_fields = ["participant", "sources", "discrepancies"]


@admin.register(CivilSocietyChapter)
class CivilSocietyChapterAdmin(AuditedAdmin):
    list_display = ["name", "country", "start", "end", "certainty"]
    list_filter = ["certainty"]
    search_fields = ["key", "name_es", "name_en"]
    autocomplete_fields = ["network", "country", "sources", "discrepancies"]


@admin.register(Presidency)
class PresidencyAdmin(AuditedAdmin):
    list_display = ["year", "country", "theme", "start", "end", "certainty"]
    list_filter = ["certainty"]
    search_fields = ["key", "theme_es", "theme_en", "country__name_es", "country__name_en"]
    autocomplete_fields = ["country", "sources", "discrepancies"]
    readonly_fields = ["begins_at"]  # the minute of a handover has rules: it is set on the page of the handover


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
    list_display = ["name", "participant", "kind", "acronym"]
    list_filter = ["kind"]
    search_fields = ["name_es", "name_en", "acronym_es", "acronym_en"]
    autocomplete_fields = ["participant"]


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """To be looked up; people are written down, and their contact data confirmed, in the intranet."""

    list_display = ["name", "institution", "confirmed_at"]
    list_select_related = ["institution"]
    search_fields = ["name"]


@admin.register(User)
class AccountAdmin(PlainAdmin):
    """Accounts come from invitations alone, and their holders keep address, password and second factors themselves.

    Here an account is closed and opened again, and the second factors are taken from somebody who lost them, once the
    Secretariat has made sure who asks. None is ever deleted: the journal and the mandates name them.
    """

    kept_by = "accounts"
    ordering = ["email"]
    list_display = ["email", "person", "language", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["person"]
    search_fields = ["email", "person__name"]
    fields = ["email", "person", "language", "is_active", "last_login", "joined_at"]
    readonly_fields = ["email", "person", "language", "last_login", "joined_at"]
    actions = ["reset_second_factors"]

    @admin.action(description=_("Take away the second factors of the chosen accounts"), permissions=["change"])
    def reset_second_factors(self, request: HttpRequest, chosen: QuerySet[User]) -> HttpResponse | None:
        """Asks first, and names whom it concerns: it cannot be taken back."""
        if "is_sure" not in request.POST:
            context = self.admin_site.each_context(request) | {"chosen": chosen, "opts": self.opts}
            return TemplateResponse(request, "admin/members/user/reset_second_factors.html", context)
        for user in chosen:
            if user == request.user:
                self.message_user(request, _("Your own second factors are taken away by another administrator."), ERROR)
                continue
            reset_second_factor(user=user, by=request.user, address=client_address(request))
            self.message_user(request, _("%(account)s sets up a second factor anew.") % {"account": user.email})
        return None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Who held what, when. Mandates are given and ended in the intranet, where their rules are."""

    kept_by = "accounts"
    list_display = ["person", "function", "participant", "institution", "start", "end", "ended_at"]
    list_filter = ["function"]
    list_select_related = ["person", "participant", "institution"]
    search_fields = ["person__name"]

"""Participants and presidencies, kept by the Secretariat; accounts and mandates, kept by the administrator."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

from common.admin import Audited, AuditedAdmin, PlainAdmin
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


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
    list_display = ["name", "participant", "kind", "acronym"]
    list_filter = ["kind"]
    search_fields = ["name_es", "name_en", "acronym_es", "acronym_en"]
    autocomplete_fields = ["participant"]


@admin.register(Person)
class PersonAdmin(AuditedAdmin):
    list_display = ["name", "institution", "confirmed_at"]
    search_fields = ["name", "email"]
    autocomplete_fields = ["institution"]
    readonly_fields = ["confirmed_at"]


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):
    """Accounts are made inactive rather than deleted: the journal and the mandates name them."""

    kept_by = "accounts"
    add_form = AdminUserCreationForm
    ordering = ["email"]
    list_display = ["email", "person", "language", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active"]
    list_select_related = ["person"]
    search_fields = ["email", "person__name"]
    autocomplete_fields = ["person"]
    readonly_fields = ["last_login", "joined_at"]
    filter_horizontal: list[str] = []
    fieldsets = [
        (None, {"fields": ["email", "password", "person", "language"]}),
        (None, {"fields": ["is_active", "is_staff", "last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "person", "language", "is_staff", "usable_password", "password1", "password2"]})
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Mandate)
class MandateAdmin(PlainAdmin):
    kept_by = "accounts"
    list_display = ["person", "function", "participant", "institution", "start", "end", "ended_at"]
    list_filter = ["function"]
    list_select_related = ["person", "participant", "institution"]
    search_fields = ["person__name"]
    autocomplete_fields = ["person", "participant", "institution"]

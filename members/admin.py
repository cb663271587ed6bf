"""Participants and presidencies, kept by the Secretariat; accounts and mandates, kept by the administrator."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

from common.admin import Audited, AuditedAdmin, PlainAdmin
from members.models import CivilSocietyChapter, Mandate, Participant, Presidency, Standing, User

admin.site.unregister(Group)  # what an account may do follows from its mandates, not from groups


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


class MandateInline(admin.TabularInline):
    model = Mandate
    extra = 0

    def has_view_permission(self, request, obj=None) -> bool:
        return self.admin_site.may_keep(request.user, "accounts")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):
    """Accounts are made inactive rather than deleted: the journal and the mandates name them."""

    kept_by = "accounts"
    add_form = AdminUserCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "language", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "mandates__function"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "joined_at"]
    filter_horizontal: list[str] = []
    inlines = [MandateInline]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (None, {"fields": ["is_active", "is_staff", "last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "language", "is_staff", "usable_password", "password1", "password2"]})
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Mandate)
class MandateAdmin(PlainAdmin):
    kept_by = "accounts"
    list_display = ["user", "function", "participant", "start", "end"]
    list_filter = ["function"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]

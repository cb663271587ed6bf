"""The administration of reference data: every save is journalled and raises the site revision.

Rules that are procedures live in services and pages; here the Secretariat corrects names, dates and sources.
"""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import BaseFormSet, Form
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from common.journal import record_act
from common.models import Act, Discrepancy, OutboxMessage, Provision, Source, Term
from common.revision import bump_revision

LANGUAGES = ("es", "en")


class KeptBy:
    """Who may enter: a site that knows mandates answers ``may_keep(user, what)``; the account's flags say nothing."""

    kept_by = "secretariat"

    def may(self, request: HttpRequest) -> bool:
        return self.admin_site.may_keep(request.user, self.kept_by)  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)


class Audited(KeptBy):
    """A save or a deletion writes one line in the journal and raises the revision, in its own transaction."""

    def save_related(self, request: HttpRequest, form: Form, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        before, after = changes(form)
        for formset in formsets:
            for row in formset.forms:
                if row.has_changed():
                    name = f"{row.instance._meta.model_name}:{row.instance.pk}"
                    before[name], after[name] = changes(row)
        record_act("edited" if change else "added", form.instance, by=request.user, before=before, after=after)
        bump_revision()

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record_act("deleted", obj, by=request.user, before={"name": str(obj)})
        super().delete_model(request, obj)  # type: ignore[misc]
        bump_revision()

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


class AuditedAdmin(Audited, TranslationAdmin):
    """Reference data in two languages: both on one line, and a switch to see one alone."""

    save_on_top = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50

    class Media:
        css = {"all": ["css/admin_languages.css"]}
        js = ["js/admin_languages.js"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (name, options | {"fields": side_by_side(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]


class PlainAdmin(Audited, admin.ModelAdmin):
    """The same for what has no words in two languages."""


class ReadOnlyAdmin(KeptBy, admin.ModelAdmin):
    """What is written by services alone: to be looked at, never to be changed by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def side_by_side(fields: Any) -> list[Any]:
    """``name_es, name_en`` become one line of two fields; the rest keeps its place."""
    lines: list[Any] = []
    for field in fields:
        first = isinstance(field, str) and field.endswith("_en") and lines and lines[-1] == f"{field[:-3]}_es"
        if first:
            lines[-1] = (lines[-1], field)
        else:
            lines.append(field)
    return lines


def changes(form: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a form changed, before and after, as JSON values. Passwords are left out."""
    named = [name for name in form.changed_data if "password" not in name]
    before = {name: _json(form.initial.get(name)) for name in named}
    return before, {name: _json(form.cleaned_data.get(name)) for name in named}


def _json(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return value
    if isinstance(value, models.QuerySet | list | tuple):
        return [item if isinstance(item, dict) else str(item) for item in value]
    return str(getattr(value, "iso", value))


@admin.register(Source)
class SourceAdmin(AuditedAdmin):
    list_display = ["title", "kind", "language", "order"]
    search_fields = ["key", "title_es", "title_en"]


@admin.register(Discrepancy)
class DiscrepancyAdmin(AuditedAdmin):
    list_display = ["topic", "order"]
    search_fields = ["key", "topic_es", "topic_en"]
    autocomplete_fields = ["sources"]


@admin.register(Term)
class TermAdmin(AuditedAdmin):
    list_display = ["acronym", "name"]
    search_fields = ["key", "acronym_es", "acronym_en", "name_es", "name_en"]
    autocomplete_fields = ["sources"]


@admin.register(Provision)
class ProvisionAdmin(AuditedAdmin):
    list_display = ["__str__", "chapter", "number", "certainty"]
    list_filter = ["chapter", "certainty"]
    search_fields = ["key", "heading_es", "heading_en", "text_es", "text_en"]
    autocomplete_fields = ["sources", "discrepancies"]


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "act", "object_type", "object_label"]
    list_filter = ["act", "object_type"]
    search_fields = ["actor", "object_label", "object_id"]
    date_hierarchy = "at"


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    kept_by = "system"
    list_display = ["key", "kind", "attempts", "created_at", "next_at", "done_at", "dead_at"]
    list_filter = ["kind"]
    search_fields = ["key"]

"""The particulars of texts and decisions. Words are edited in the workroom; editions and PDFs only looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import AuditedAdmin, ReadOnlyAdmin
from declarations.models import Decision, Edition, Rendering, Text


@admin.register(Text)
class TextAdmin(AuditedAdmin):
    list_display = ["symbol", "title", "kind", "nature", "state", "audience", "adopted_on", "certainty"]
    list_filter = ["kind", "nature", "state", "audience", "certainty"]
    search_fields = ["symbol", "title_es", "title_en"]
    autocomplete_fields = ["meeting", "topics", "sources", "discrepancies"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a text comes in by the import


@admin.register(Decision)
class DecisionAdmin(AuditedAdmin):
    list_display = ["key", "meeting", "verb", "due_on", "certainty"]
    list_filter = ["certainty"]
    list_select_related = ["meeting__country"]
    search_fields = ["key", "verb_es", "verb_en"]
    raw_id_fields = ["paragraph"]
    autocomplete_fields = [
        "meeting",
        "addressees",
        "addressed_bodies",
        "topics",
        "creates",
        "sources",
        "discrepancies",
    ]


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["text", "number", "code", "published_at", "reason"]
    search_fields = ["text__symbol", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).select_related("text")


@admin.register(Rendering)
class RenderingAdmin(ReadOnlyAdmin):
    list_display = ["edition", "language", "state", "size", "pages", "finished_at"]
    list_filter = ["state", "language"]
    exclude = ["file"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rendering]:
        return super().get_queryset(request).select_related("edition__text").defer("edition__canonical")

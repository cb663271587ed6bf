"""Bodies, meetings, plans and topics."""

from django.contrib import admin

from common.admin import AuditedAdmin
from meetings.models import Body, BodyMembership, BodyName, Meeting, Plan, PlanItem, StatedCount, Topic


@admin.register(Body)
class BodyAdmin(AuditedAdmin):
    list_display = ["name", "kind", "start", "end", "certainty"]
    list_filter = ["kind", "certainty"]
    search_fields = ["key", "name_es", "name_en"]
    autocomplete_fields = ["reports_to", "succeeds", "sources", "discrepancies"]


@admin.register(BodyName)
class BodyNameAdmin(AuditedAdmin):
    list_display = ["name", "body", "start", "end", "certainty"]
    list_filter = ["certainty"]
    search_fields = ["name_es", "name_en"]
    autocomplete_fields = ["body", "sources", "discrepancies"]


@admin.register(BodyMembership)
class BodyMembershipAdmin(AuditedAdmin):
    list_display = ["participant", "body", "role", "start", "end", "certainty"]
    list_filter = ["role", "certainty"]
    search_fields = ["participant__name_es", "participant__name_en", "body__name_es", "body__name_en"]
    autocomplete_fields = ["participant", "body", "sources", "discrepancies"]


@admin.register(Meeting)
class MeetingAdmin(AuditedAdmin):
    list_display = ["title", "kind", "start", "country", "audience", "certainty"]
    list_filter = ["kind", "audience", "certainty"]
    list_select_related = ["country"]
    search_fields = ["key", "name_es", "name_en", "city_es", "city_en"]
    autocomplete_fields = ["bodies", "country", "presidency", "beside", "sources", "discrepancies"]


@admin.register(Topic)
class TopicAdmin(AuditedAdmin):
    search_fields = ["key", "name_es", "name_en"]


@admin.register(Plan)
class PlanAdmin(AuditedAdmin):
    list_display = ["title", "start", "end", "certainty"]
    search_fields = ["key", "title_es", "title_en"]
    autocomplete_fields = ["sources", "discrepancies"]


@admin.register(PlanItem)
class PlanItemAdmin(AuditedAdmin):
    list_display = ["__str__", "plan", "kind", "number", "order"]
    list_filter = ["plan", "kind"]
    search_fields = ["key", "text_es", "text_en"]
    autocomplete_fields = ["plan", "parent"]


@admin.register(StatedCount)
class StatedCountAdmin(AuditedAdmin):
    list_display = ["name", "number", "as_of", "certainty"]
    search_fields = ["key", "name_es", "name_en"]
    autocomplete_fields = ["sources", "discrepancies"]

from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from meetings.models import (
    AgendaItem,
    Body,
    BodyMembership,
    BodyName,
    Document,
    Meeting,
    Plan,
    PlanItem,
    Session,
    Topic,
)


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "mandate", "created_by", "composition", "frequency", "note")


@register(BodyName)
class BodyNameTranslation(TranslationOptions):
    fields = ("name", "note")


@register(BodyMembership)
class BodyMembershipTranslation(TranslationOptions):
    fields = ("note",)


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("name", "city", "note", "state_reason", "venue", "practical")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "place")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title", "notes", "presenter")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Plan)
class PlanTranslation(TranslationOptions):
    fields = ("title", "adopted_by", "note")


@register(PlanItem)
class PlanItemTranslation(TranslationOptions):
    fields = ("text", "detail")


for model in (Body, BodyName, BodyMembership, Topic, Plan, PlanItem, Session, AgendaItem, Document):
    keep_history(model)
keep_history(Meeting, without=("state", "convened_at", "sequence", "changed_at", "agenda_revision"))

from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from meetings.models import (
    AgendaItem,
    Body,
    BodyMembership,
    BodyName,
    BodyStep,
    Convocation,
    Delegate,
    Document,
    Meeting,
    Plan,
    PlanItem,
    Session,
    Statement,
    Topic,
)


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "mandate", "objectives", "created_by", "composition", "frequency", "note")


@register(BodyStep)
class BodyStepTranslation(TranslationOptions):
    fields = ("decided", "note")


@register(BodyName)
class BodyNameTranslation(TranslationOptions):
    fields = ("name", "note")


@register(BodyMembership)
class BodyMembershipTranslation(TranslationOptions):
    fields = ("note",)


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("name", "city", "note", "state_reason", "venue", "practical")


@register(Convocation)
class ConvocationTranslation(TranslationOptions):
    fields = ("words",)
    fallback_languages = {"default": ()}  # what was sent in one language is not what was sent in the other


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "place")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title", "notes", "presenter")


@register(Delegate)
class DelegateTranslation(TranslationOptions):
    fields = ("state_reason",)


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Statement)
class StatementTranslation(TranslationOptions):
    """Words as they are spoken: what one language lacks is seen as missing, never replaced by the other."""

    fields = ("words",)
    fallback_languages = {"default": ()}


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Plan)
class PlanTranslation(TranslationOptions):
    fields = ("title", "adopted_by", "note")


@register(PlanItem)
class PlanItemTranslation(TranslationOptions):
    fields = ("text", "detail")


for model in (Body, BodyName, BodyStep, BodyMembership, Topic, Plan, PlanItem, Document):
    keep_history(model)
for model in (Session, AgendaItem):
    keep_history(model, without=("form_key",))
keep_history(
    Meeting, without=("state", "convened_at", "sequence", "changed_at", "agenda_revision", "version", "form_key")
)
keep_history(Statement, without=("state", "form_key", "published_at"))

import meetings.translation_plans  # noqa: E402, F401 - the languages of work plans and concept notes

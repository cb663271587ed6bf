from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from meetings.models import Body, BodyMembership, BodyName, Meeting, Plan, PlanItem, Topic


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
    fields = ("name", "city", "note")


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Plan)
class PlanTranslation(TranslationOptions):
    fields = ("title", "adopted_by", "note")


@register(PlanItem)
class PlanItemTranslation(TranslationOptions):
    fields = ("text", "detail")


for model in (Body, BodyName, BodyMembership, Meeting, Topic, Plan, PlanItem):
    keep_history(model)

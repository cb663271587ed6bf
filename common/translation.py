from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from common.models import Discrepancy, Provision, Source, Term


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "kind", "period")


@register(Discrepancy)
class DiscrepancyTranslation(TranslationOptions):
    fields = ("topic", "comment")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("acronym", "name")


@register(Provision)
class ProvisionTranslation(TranslationOptions):
    fields = ("heading", "text", "adopted_by", "note")


for model in (Source, Discrepancy, Term, Provision):
    keep_history(model)

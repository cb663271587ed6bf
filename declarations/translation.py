from modeltranslation.translator import TranslationOptions, register

from declarations.models import Decision, Paragraph, Text


@register(Text)
class TextTranslation(TranslationOptions):
    fields = ("title", "note", "adopted_by")


@register(Paragraph)
class ParagraphTranslation(TranslationOptions):
    """Authentic words: what one language lacks is seen as missing, never replaced by the other."""

    fields = ("label", "body")
    fallback_languages = {"default": ()}


@register(Decision)
class DecisionTranslation(TranslationOptions):
    fields = ("verb", "due", "addressed_others", "note")

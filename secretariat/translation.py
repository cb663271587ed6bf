from modeltranslation.translator import TranslationOptions, register

from secretariat.models import Consultation, Notice, NoticeAttachment


@register(Notice)
class NoticeTranslation(TranslationOptions):
    fields = ("title", "words")
    # A notice is published in both languages or not at all; in a draft a missing language is seen as missing.
    fallback_languages = {"default": ()}


@register(NoticeAttachment)
class NoticeAttachmentTranslation(TranslationOptions):
    fields = ("title",)


@register(Consultation)
class ConsultationTranslation(TranslationOptions):
    fields = ("stage_reason",)
    fallback_languages = {"default": ()}

from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from declarations.models import (
    AdoptionRemark,
    Commitment,
    CommitmentReport,
    Decision,
    Drafting,
    FormerParagraph,
    Paragraph,
    Proposal,
    Text,
)


@register(Text)
class TextTranslation(TranslationOptions):
    fields = ("title", "note", "adopted_by")


@register(Paragraph)
class ParagraphTranslation(TranslationOptions):
    """Authentic words: what one language lacks is seen as missing, never replaced by the other."""

    fields = ("label", "body")
    fallback_languages = {"default": ()}


@register(Drafting)
class DraftingTranslation(TranslationOptions):
    fields = ("untabled",)


@register(FormerParagraph)
class FormerParagraphTranslation(ParagraphTranslation):
    pass


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    """Words that are proposed in one language are not proposed in the other."""

    fields = ("words", "base", "settled")
    fallback_languages = {"default": ()}


@register(AdoptionRemark)
class AdoptionRemarkTranslation(TranslationOptions):
    fields = ("words",)
    fallback_languages = {"default": ()}


@register(CommitmentReport)
class CommitmentReportTranslation(TranslationOptions):
    fields = ("words",)
    fallback_languages = {"default": ()}


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("state_reason",)


@register(Decision)
class DecisionTranslation(TranslationOptions):
    fields = ("verb", "due", "addressed_others", "note")


keep_history(Decision)
# The words of paragraphs stand before and after in the acts of the workroom; the state is moved by services alone.
keep_history(Text, without=("state", "import_report"))

import factory
from factory.django import DjangoModelFactory

from declarations.models import Drafter, Drafting, Position, Proposal, Text, TextVersion
from declarations.services.drafting import open_drafting
from tests.factories.declarations import ParagraphFactory, TextFactory, text_with_paragraphs
from tests.factories.members import CountryFactory, PersonFactory


class DraftingFactory(DjangoModelFactory):
    """The negotiation of a circulated draft; the chair holds the pen."""

    class Meta:
        model = Drafting

    text = factory.SubFactory(TextFactory, circulated_at="2026-01-02T10:00:00Z")


class DrafterFactory(DjangoModelFactory):
    class Meta:
        model = Drafter

    drafting = factory.SubFactory(DraftingFactory)
    participant = factory.SubFactory(CountryFactory)
    person = factory.SubFactory(PersonFactory)


class TextVersionFactory(DjangoModelFactory):
    class Meta:
        model = TextVersion

    text = factory.SubFactory(TextFactory)
    number = factory.Sequence(lambda n: n + 1)
    reason = "kept"


class ProposalFactory(DjangoModelFactory):
    """An open proposal for other Spanish words, made on the present ones."""

    class Meta:
        model = Proposal

    paragraph = factory.SubFactory(ParagraphFactory)
    text = factory.SelfAttribute("paragraph.text")
    paragraph_uid = factory.SelfAttribute("paragraph.uid")
    participant = factory.SubFactory(CountryFactory)
    language = "es"
    words_es = factory.Sequence(lambda n: f"Otras palabras {n}.")
    base_es = factory.SelfAttribute("paragraph.body_es")
    base_en = factory.SelfAttribute("paragraph.body_en")


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    proposal = factory.SubFactory(ProposalFactory)
    participant = factory.SubFactory(CountryFactory)
    stance = "support"


def a_negotiated_text(count: int = 3, **fields) -> Text:
    """A draft with ``count`` paragraphs whose negotiation is open: circulated, with its version 1."""
    text = text_with_paragraphs(count, **fields)
    open_drafting(text, by="test")
    return Text.objects.get(pk=text.pk)

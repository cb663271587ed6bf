import factory
from factory.django import DjangoModelFactory

from declarations.models import Decision, Paragraph, Text
from tests.factories.meetings import MeetingFactory


class TextFactory(DjangoModelFactory):
    """A draft of the full text, for the public once published."""

    class Meta:
        model = Text
        django_get_or_create = ("symbol",)

    symbol = factory.Sequence(lambda n: f"text-{n}")
    kind = "declaration"
    meeting = factory.SubFactory(MeetingFactory)
    title_es = factory.LazyAttribute(lambda o: f"Declaración {o.symbol}")
    title_en = factory.LazyAttribute(lambda o: f"Declaration {o.symbol}")
    adopted_on = "2012-06-22"
    original_language = "es"
    audience = "public"


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = Paragraph

    text = factory.SubFactory(TextFactory)
    order = factory.Sequence(lambda n: n + 1)
    kind = "operative"
    label_es = factory.LazyAttribute(lambda o: f"{o.order}.")
    label_en = factory.LazyAttribute(lambda o: f"{o.order}.")
    body_es = factory.LazyAttribute(lambda o: f"Párrafo {o.order}: los países miembros acuerdan cooperar.")
    body_en = factory.LazyAttribute(lambda o: f"Paragraph {o.order}: the member countries agree to cooperate.")


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    key = factory.Sequence(lambda n: f"decision-{n}")
    paragraph = factory.SubFactory(ParagraphFactory)
    meeting = factory.SelfAttribute("paragraph.text.meeting")
    verb_es = "acordar"
    verb_en = "agree"


def text_with_paragraphs(count: int = 3, **fields) -> Text:
    """A draft with ``count`` operative paragraphs in both languages."""
    text = TextFactory(**fields)
    for order in range(1, count + 1):
        ParagraphFactory(text=text, order=order)
    return text

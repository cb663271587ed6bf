import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from declarations.models import Commitment, CommitmentReport
from tests.factories.declarations import DecisionFactory
from tests.factories.members import UserFactory


class CommitmentFactory(DjangoModelFactory):
    """Confirmed and open, of a decision of a draft; see ``published_commitment`` for one that everybody may see."""

    class Meta:
        model = Commitment

    decision = factory.SubFactory(DecisionFactory)
    verb_class = "request"
    confirmed_at = factory.LazyFunction(timezone.now)


class CommitmentReportFactory(DjangoModelFactory):
    class Meta:
        model = CommitmentReport

    commitment = factory.SubFactory(CommitmentFactory)
    reported_by = factory.SubFactory(UserFactory)
    state = "in_progress"
    words_es = "Avanza."
    words_en = "Under way."


def published_commitment(symbol="followed", *, audience="public", body="", **fields) -> Commitment:
    """A commitment of the first paragraph of a text published for ``audience``."""
    from declarations.services.publishing import publish_text
    from tests.factories.declarations import text_with_paragraphs

    text = text_with_paragraphs(1, symbol=symbol, audience=audience)
    paragraph = text.paragraphs.get()
    if body:
        paragraph.body_es = paragraph.body_en = body
        paragraph.save()
    publish_text(text, by="tests")
    decision = DecisionFactory(key=f"{symbol}-1", paragraph=paragraph, meeting=text.meeting)
    return CommitmentFactory(decision=decision, **fields)

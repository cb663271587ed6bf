import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.mailing import write_letter
from secretariat.models import Notice
from tests.factories.members import UserFactory


class NoticeFactory(DjangoModelFactory):
    """A draft in both languages, for members."""

    class Meta:
        model = Notice

    title_es = factory.Sequence(lambda n: f"Aviso {n}")
    title_en = factory.Sequence(lambda n: f"Notice {n}")
    words_es = "Palabras en español."
    words_en = "Words in English."
    audience = "member"


class PublishedNoticeFactory(NoticeFactory):
    """Published without telling anybody."""

    state = "published"
    edition = 1
    published_at = factory.LazyFunction(timezone.now)


def letter_to(recipient=None, **kwargs):
    """A letter that waits."""
    recipient = recipient or UserFactory()
    key = kwargs.pop("key", f"letter-to:{recipient.pk}")
    context = {"items": [], "day": timezone.now()}
    return write_letter(kind="digest", key=key, recipient=recipient, context=context, **kwargs)

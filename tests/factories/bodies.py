import factory
from factory.django import DjangoModelFactory

from meetings.models import BodyStep, CalendarAddress
from tests.factories.meetings import BodyFactory
from tests.factories.members import UserFactory


class BodyStepFactory(DjangoModelFactory):
    """A step with what decided it; the body itself is left as it is."""

    class Meta:
        model = BodyStep

    body = factory.SubFactory(BodyFactory)
    kind = "extended"
    on = "2024-06-10"
    decided_es = "XXIX CRM, Decisión 4"
    decided_en = "XXIX RCM, Decision 4"


class CalendarAddressFactory(DjangoModelFactory):
    class Meta:
        model = CalendarAddress

    account = factory.SubFactory(UserFactory)

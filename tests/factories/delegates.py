import factory
from factory.django import DjangoModelFactory

from meetings.models import Delegate
from tests.factories.meetings import MeetingFactory
from tests.factories.members import CountryFactory


class DelegateFactory(DjangoModelFactory):
    class Meta:
        model = Delegate

    meeting = factory.SubFactory(MeetingFactory)
    participant = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: f"Delegada {n}")
    position = "Directora"
    institution = "Dirección de Migración"
    email = factory.Sequence(lambda n: f"delegada-{n}@example.org")
    capacity = "delegate"

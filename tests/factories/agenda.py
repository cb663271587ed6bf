from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from meetings.models import AgendaItem, Session
from tests.factories.meetings import MeetingFactory

MORNING = datetime(2012, 6, 21, 14, tzinfo=UTC)  # nine in Panama


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    meeting = factory.SubFactory(MeetingFactory, time_zone="America/Panama")
    kind = "plenary"
    starts_at = MORNING
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=3))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    session = factory.SubFactory(SessionFactory)
    order = factory.Sequence(lambda n: n + 1)
    title_es = factory.Sequence(lambda n: f"Punto {n}")
    title_en = factory.Sequence(lambda n: f"Item {n}")

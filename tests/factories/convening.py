"""Meetings on their way from plan to closing."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from meetings.models import AgendaItem, Convocation, InvitedAudience, Meeting, MinimumItem, Session
from meetings.queries.convocations import facts_of
from tests.factories.meetings import MeetingFactory


class PlannedMeetingFactory(MeetingFactory):
    """A GRCM that is to come: nothing is missing to convene it."""

    kind = "grcm"
    state = "planned"
    audience = "member"
    time_zone = "America/Panama"
    start = factory.LazyFunction(lambda: (timezone.localdate() + timedelta(days=30)).isoformat())
    end = factory.LazyFunction(lambda: (timezone.localdate() + timedelta(days=31)).isoformat())


class ConvocationFactory(DjangoModelFactory):
    """A letter to the members."""

    class Meta:
        model = Convocation
        skip_postgeneration_save = True

    meeting = factory.SubFactory(PlannedMeetingFactory, state="convened")
    number = 1
    kind = "convocation"
    words_es = "Se convoca a la reunión."
    words_en = "The meeting is convened."
    facts = factory.LazyAttribute(lambda o: facts_of(Meeting.objects.get(pk=o.meeting.pk)))

    @factory.post_generation
    def invited(self, create, audiences, **more):
        for audience in audiences or ["member"]:
            InvitedAudience.objects.create(convocation=self, audience=audience)


def give_minimum_agenda(meeting: Meeting) -> Session:
    """A plenary with every item that the plenary of a Vice-Ministerial must have."""
    morning = timezone.now() + timedelta(days=30)
    plenary = Session.objects.create(
        meeting=meeting, kind="plenary", starts_at=morning, ends_at=morning + timedelta(hours=4)
    )
    for order, item in enumerate(MinimumItem):
        AgendaItem.objects.create(
            session=plenary, order=order, title_es=item.label, title_en=item.label, minimum=item.value
        )
    return plenary


def a_planned(kind: str = "grcm", **values) -> Meeting:
    """A meeting of ``kind`` that can be convened as it stands."""
    names = {} if kind in ("grcm", "vice_ministerial") else {"name_es": "Encuentro", "name_en": "Gathering"}
    meeting = PlannedMeetingFactory(kind=kind, **(names | values))
    meeting.refresh_from_db()
    return meeting

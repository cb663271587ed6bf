import factory
from factory.django import DjangoModelFactory

from meetings.models import Body, BodyMembership, BodyName, Meeting, Plan, PlanItem, Topic
from tests.factories.members import CountryFactory


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"body-{n}")
    kind = "network"
    name_es = factory.LazyAttribute(lambda o: f"Órgano {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Body {o.key}")


class BodyNameFactory(DjangoModelFactory):
    class Meta:
        model = BodyName

    body = factory.SubFactory(BodyFactory)
    name_es = factory.Sequence(lambda n: f"Nombre {n}")
    name_en = factory.Sequence(lambda n: f"Name {n}")


class BodyMembershipFactory(DjangoModelFactory):
    class Meta:
        model = BodyMembership

    body = factory.SubFactory(BodyFactory)
    participant = factory.SubFactory(CountryFactory)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"meeting-{n}")
    kind = "grcm"
    city_es = "Ciudad de Panamá"
    city_en = "Panama City"
    country = factory.SubFactory(CountryFactory)
    start = "2012-06-21"
    end = "2012-06-22"
    audience = "public"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"topic-{n}")
    name_es = factory.LazyAttribute(lambda o: f"Tema {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Topic {o.key}")


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"plan-{n}")
    title_es = factory.LazyAttribute(lambda o: f"Plan {o.key}")
    title_en = factory.LazyAttribute(lambda o: f"Plan {o.key}")


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = PlanItem

    key = factory.Sequence(lambda n: f"line-{n}")
    plan = factory.SubFactory(PlanFactory)
    kind = "pillar"
    text_es = factory.LazyAttribute(lambda o: f"Línea {o.key}")
    text_en = factory.LazyAttribute(lambda o: f"Line {o.key}")

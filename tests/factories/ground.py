import factory
from factory.django import DjangoModelFactory

from common.models import Discrepancy, Provision, Source, Term


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"source-{n}")
    title_es = factory.LazyAttribute(lambda o: f"Fuente {o.key}")
    title_en = factory.LazyAttribute(lambda o: f"Source {o.key}")


class DiscrepancyFactory(DjangoModelFactory):
    class Meta:
        model = Discrepancy
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"question-{n}")
    topic_es = factory.LazyAttribute(lambda o: f"Cuestión {o.key}")
    topic_en = factory.LazyAttribute(lambda o: f"Question {o.key}")


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"term-{n}")
    acronym_es = factory.LazyAttribute(lambda o: o.key.upper())
    acronym_en = factory.LazyAttribute(lambda o: o.key.upper())
    name_es = factory.LazyAttribute(lambda o: f"Nombre de {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Name of {o.key}")


class ProvisionFactory(DjangoModelFactory):
    class Meta:
        model = Provision
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"provision-{n}")
    chapter = "aim"
    text_es = factory.LazyAttribute(lambda o: f"Disposición {o.key}.")
    text_en = factory.LazyAttribute(lambda o: f"Provision {o.key}.")

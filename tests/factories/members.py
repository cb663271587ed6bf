from datetime import date, timedelta

import factory
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from members.accounts.secrets import encrypt
from members.models import (
    CalendarDay,
    CivilSocietyChapter,
    Institution,
    Mandate,
    Participant,
    Person,
    Presidency,
    Standing,
    User,
)

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Participant
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"c{n}")
    kind = "country"
    iso2 = factory.LazyAttribute(lambda o: o.key.upper()[:2])
    name_es = factory.LazyAttribute(lambda o: f"País {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Country {o.key}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Participant
        django_get_or_create = ("key",)

    key = factory.Sequence(lambda n: f"o{n}")
    kind = "organisation"
    acronym_es = factory.LazyAttribute(lambda o: o.key.upper())
    acronym_en = factory.LazyAttribute(lambda o: o.key.upper())
    name_es = factory.LazyAttribute(lambda o: f"Organismo {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Organisation {o.key}")


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = Standing

    participant = factory.SubFactory(CountryFactory)
    status = "member"
    start = "1996-03-13"


class ChapterFactory(DjangoModelFactory):
    class Meta:
        model = CivilSocietyChapter

    key = factory.Sequence(lambda n: f"chapter-{n}")
    network = factory.SubFactory(OrganisationFactory, kind="network")
    country = factory.SubFactory(CountryFactory)
    name_es = factory.LazyAttribute(lambda o: f"Capítulo {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Chapter {o.key}")


class PresidencyFactory(DjangoModelFactory):
    class Meta:
        model = Presidency
        django_get_or_create = ("year",)

    year = factory.Sequence(lambda n: 1996 + n)
    key = factory.LazyAttribute(lambda o: str(o.year))
    country = factory.SubFactory(CountryFactory)
    start = factory.LazyAttribute(lambda o: str(o.year))
    end = factory.LazyAttribute(lambda o: str(o.year))
    theme_es = factory.LazyAttribute(lambda o: f"Tema de {o.year}")
    theme_en = factory.LazyAttribute(lambda o: f"Theme of {o.year}")


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    participant = factory.SubFactory(CountryFactory)
    kind = "ministry"
    name_es = factory.Sequence(lambda n: f"Ministerio {n}")
    name_en = factory.Sequence(lambda n: f"Ministry {n}")


class CalendarDayFactory(DjangoModelFactory):
    """A day off by decree, of a country; of the Secretariat's office with ``participant=None``."""

    class Meta:
        model = CalendarDay

    participant = factory.SubFactory(CountryFactory)
    day = factory.Sequence(lambda n: date(2026, 2, 2) + timedelta(n))
    name_es = factory.Sequence(lambda n: f"Asueto {n}")
    name_en = factory.Sequence(lambda n: f"Decreed day {n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Persona {n}")


class UserFactory(DjangoModelFactory):
    """An account with its person."""

    class Meta:
        model = User

        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persona{n}@example.org")
    person = factory.SubFactory(PersonFactory)
    password = factory.django.Password("una clave larga")

    @factory.post_generation
    def second_factor(self, create: bool, wanted: bool | None, **more: object) -> None:
        """Everybody has codes from a telephone, so that obligation stops nobody; ``second_factor=False`` for none."""
        if create and wanted is not False:
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    function = "focal_point"
    participant = factory.SubFactory(CountryFactory)
    start = date(2020, 1, 1)

"""A participant with everything that the record holds of it, from all floors."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.kept import kept_under_revision
from common.lists import addresses, columns
from common.models import Attested, Certainty
from common.ordering import latest_first
from common.periods import PartialDate
from common.prepared import prepared
from common.queries import Attestation, CitedSource, Evidence, evidence_of
from common.templatetags.components import in_either
from crm_portal.queries.conference import Named, Term, presidencies
from crm_portal.queries.work import OF_MEETING, NamedMeeting, named_meeting
from declarations.models import Text
from meetings.models import BodyMembership, BodyRole, Meeting
from members.models import CivilSocietyChapter, Participant, ParticipantKind, Standing, Status

FIRST = F("start").asc(nulls_first=True)  # where the record does not know since when, on every engine alike
EVIDENT = (Standing, CivilSocietyChapter, BodyMembership)
SHOWN = 12  # meetings on the page; the list of meetings has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting(Attestation):
    """A fact that lasts or lasted from a day to a day."""

    start: PartialDate | None
    start_bound: str
    end: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood(Lasting):
    """How it stands or stood to the conference."""

    status: str

    @property
    def status_words(self) -> str:
        return str(Status(self.status).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(Lasting):
    """A national chapter of a network."""

    country: Named
    name_es: str
    name_en: str

    @property
    def name(self) -> str:
        return in_either(self.name_es, self.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Lasting):
    """A seat in a body."""

    body: Named
    body_end: PartialDate | None
    role: str

    @property
    def role_words(self) -> str:
        return str(BodyRole(self.role).label)


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """What everybody may read of a participant: its names, standings, national chapters and seats."""

    pk: int
    key: str
    kind: str
    name_es: str
    name_en: str
    official_name_es: str
    official_name_en: str
    acronym_es: str
    acronym_en: str
    about_es: str
    about_en: str
    standings: tuple[Stood, ...]
    chapters: tuple[Chapter, ...]
    seats: tuple[Seat, ...]

    @property
    def name(self) -> str:
        return in_either(self.name_es, self.name_en)

    @property
    def official_name(self) -> str:
        return in_either(self.official_name_es, self.official_name_en)

    @property
    def acronym(self) -> str:
        return in_either(self.acronym_es, self.acronym_en)

    @property
    def about(self) -> str:
        return in_either(self.about_es, self.about_en)

    @property
    def kind_words(self) -> str:
        return str(ParticipantKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Hosted:
    """A meeting held in the country, with the number of its texts."""

    meeting: NamedMeeting
    texts: int


@dataclass(frozen=True, slots=True)
class ParticipantDossier:
    """What the page of a participant shows. ``meetings`` are those it hosted and the reader may see, latest first."""

    participant: ParticipantFacts
    presidencies: list[Term]
    meetings: list[Hosted]
    has_more_meetings: bool

    @property
    def now(self) -> list[Stood]:
        """The standings that have not ended."""
        return [standing for standing in self.participant.standings if standing.end is None]

    @property
    def standing_sources(self) -> list[CitedSource]:
        """The sources of its standings, each once."""
        return list({source.key: source for one in self.participant.standings for source in one.sources}.values())

    @property
    def has_texts(self) -> bool:
        return any(hosted.texts for hosted in self.meetings)


def participant_dossier(key: str, user: Any) -> ParticipantDossier:
    """The participant ``key`` as ``user`` may see it. Raises ``Participant.DoesNotExist``.

    One query, a second where a meeting is not certain; besides those of what is kept for all readers. Only countries
    preside and host; only a network has national chapters.
    """
    participant = participant_facts(key)
    if participant is None:
        raise Participant.DoesNotExist(key)
    is_country = participant.kind == ParticipantKind.COUNTRY
    meetings = _hosted(participant.pk, user) if is_country else []
    return ParticipantDossier(
        participant,
        [term for term in reversed(presidencies()) if term.country_id == participant.pk] if is_country else [],
        meetings[:SHOWN],
        has_more_meetings=len(meetings) > SHOWN,
    )


@kept_under_revision
def participant_facts(key: str) -> ParticipantFacts | None:
    """What everybody may read of the participant ``key``. Five queries."""
    found = Participant.objects.filter(key=key).first()
    if found is None:
        return None
    standings, chapters, seats = list(found.standings.order_by(FIRST)), list(_chapters(found)), list(_seats(found))
    evidence = evidence_of(
        {model: [one.pk for one in facts] for model, facts in zip(EVIDENT, (standings, chapters, seats), strict=True)}
    )
    url, body_url = addresses("participant-detail", "key"), addresses("meetings:body-detail", "key")
    names = [
        f"{name}_{language}" for name in ("name", "official_name", "acronym", "about") for language in ("es", "en")
    ]
    return ParticipantFacts(
        found.pk,
        found.key,
        found.kind,
        *(getattr(found, name) or "" for name in names),
        standings=tuple(Stood(status=one.status, **_lasting(one, evidence)) for one in standings),
        chapters=tuple(
            Chapter(country=_named(one.country, url), **_both_names(one), **_lasting(one, evidence)) for one in chapters
        ),
        seats=tuple(
            Seat(body=_named(one.body, body_url), body_end=one.body.end, role=one.role, **_lasting(one, evidence))
            for one in seats
        ),
    )


def _chapters(participant: Participant) -> QuerySet[CivilSocietyChapter]:
    return participant.chapters.select_related("country")


def _seats(participant: Participant) -> QuerySet[BodyMembership]:
    return participant.body_memberships.select_related("body").order_by("role", F("start").desc(nulls_last=True))


def _both_names(thing: Any) -> dict[str, str]:
    return {"name_es": thing.name_es or "", "name_en": thing.name_en or ""}


def _named(thing: Any, url: Any) -> Named:
    return Named(thing.pk, thing.key, **_both_names(thing), url=url(thing.key))


def _lasting(fact: Attested, evidence: Evidence) -> dict[str, Any]:
    words = {name: getattr(fact, name) or "" for name in ("note_es", "note_en")}
    days = {name: getattr(fact, name) for name in ("start", "start_bound", "end", "certainty")}
    return days | words | evidence[type(fact), fact.pk]


def _hosted(country: int, user: Any) -> list[Hosted]:
    """The latest meetings held there, one more than are shown."""
    rows = _hosted_rows(user, country=country)
    evidence = evidence_of({Meeting: [row.pk for row in rows if row.certainty != Certainty.FIRM]})
    return [Hosted(named_meeting(row, evidence), row.texts_count or 0) for row in rows]


@prepared
def _hosted_rows(user: Any, *, country: int) -> QuerySet[Meeting]:
    texts = Text.objects.visible_to(user).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    meetings = (
        Meeting.objects.visible_to(user)
        .filter(country=country)
        .annotate(texts_count=Subquery(texts.annotate(n=Count("pk")).values("n")))
        .order_by(
            latest_first("start"), F("key").desc()
        )  # in the words of an index, which is read no further than needed
    )
    return columns(meetings, *OF_MEETING, "texts_count")[: SHOWN + 1]


def meetings_hosted(participant: Participant, user: Any) -> QuerySet[Meeting]:
    """The meetings held in its country that ``user`` may see, each with the number of its texts that it may see."""
    texts = Text.objects.visible_to(user).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return (
        Meeting.objects.visible_to(user)
        .for_list()
        .filter(country=participant)
        .annotate(texts_count=Coalesce(Subquery(texts.annotate(n=Count("pk")).values("n")), 0))
    )

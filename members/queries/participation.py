"""Reads over participants, their standings and their presidencies."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.models import Provision
from common.models.provisions import Chapter
from common.queries import attach_evidence
from members.access import troika
from members.models import CivilSocietyChapter, Participant, Presidency, Standing, Status

CRITERIA = (Chapter.MEMBERSHIP, Chapter.OBSERVER_COUNTRY, Chapter.OBSERVER_ORGANISATION)


@dataclass(frozen=True)
class Participation:
    """Who takes part in the conference on the day ``on``, and by which criteria one is admitted then."""

    on: date
    standings: list[Standing]
    chapters: list[CivilSocietyChapter]
    provisions: list[Provision] = field(default_factory=list)
    presidency: Presidency | None = None

    @cached_property
    def members(self) -> list[Standing]:
        return self._with(Status.MEMBER)

    @property
    def members_by_key(self) -> dict[str, Participant]:
        """For the map: each member by its key, which is its country code in lower case."""
        return {standing.participant.key: standing.participant for standing in self.members}

    @cached_property
    def observer_countries(self) -> list[Standing]:
        return self._with(Status.OBSERVER_COUNTRY)

    @cached_property
    def observer_organisations(self) -> list[Standing]:
        """In order of admission; at the end those of which the record does not know since when."""
        return sorted(self._with(Status.OBSERVER_ORGANISATION), key=_admission)

    @cached_property
    def networks(self) -> list[tuple[Standing, list[CivilSocietyChapter]]]:
        """Each civil society network with its national chapters."""
        return [
            (standing, [one for one in self.chapters if one.network_id == standing.participant_id])
            for standing in self._with(Status.CIVIL_SOCIETY)
        ]

    @property
    def criteria(self) -> list[tuple[str, list[Provision]]]:
        """The chapters on admission that hold a provision, each with its heading."""
        chapters = [(kind.label, [one for one in self.provisions if one.chapter == kind]) for kind in CRITERIA]
        return [(label, provisions) for label, provisions in chapters if provisions]

    def _with(self, status: str) -> list[Standing]:
        return [standing for standing in self.standings if standing.status == status]


def participation(on: date) -> Participation:
    """Who takes part on the day ``on``, each with what is known of it. Five queries."""
    standings = list(
        Standing.objects.in_force(on)
        .select_related("participant")
        .annotate(**_presidencies(on))
        .order_by("participant__name")
    )
    chapters = list(CivilSocietyChapter.objects.in_force(on).select_related("country", "network"))
    provisions = list(Provision.objects.in_force(on).filter(chapter__in=CRITERIA))
    presidency = troika(on)[1]
    attach_evidence([*standings, *chapters, *provisions, *filter(None, [presidency])])
    return Participation(on, standings, chapters, provisions, presidency)


def _presidencies(on: date) -> dict[str, Subquery | Coalesce]:
    """How often a participant had presided by the day ``on``, and in which year last."""
    held: QuerySet = (
        Presidency.objects.filter(country=OuterRef("participant"), year__lte=on.year).order_by().values("country")
    )
    return {
        "times_presided": Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0),
        "last_presided": Subquery(held.annotate(y=Max("year")).values("y")),
    }


def _admission(standing: Standing) -> tuple[str, str]:
    return (standing.start.iso if standing.start else "9999", standing.participant.name)

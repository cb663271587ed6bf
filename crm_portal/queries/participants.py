"""A participant with everything that the record holds of it, from all floors."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.models import Source
from common.queries import attach_evidence
from declarations.models import Text
from meetings.models import BodyMembership, Meeting
from members.models import CivilSocietyChapter, Participant, ParticipantKind, Presidency, Standing

FIRST = F("start").asc(nulls_first=True)  # where the record does not know since when, on every engine alike
SHOWN = 25  # meetings on the page; the list of meetings has all of them


@dataclass(frozen=True, slots=True)
class ParticipantDossier:
    """What the page of a participant shows. ``meetings`` are those it hosted and the reader may see, latest first."""

    participant: Participant
    standings: list[Standing]
    presidencies: list[Presidency]
    chapters: list[CivilSocietyChapter]
    memberships: list[BodyMembership]
    meetings: list[Meeting]
    has_more_meetings: bool

    @property
    def now(self) -> list[Standing]:
        """The standings that have not ended."""
        return [standing for standing in self.standings if standing.end is None]

    @property
    def standing_sources(self) -> list[Source]:
        """The sources of its standings, each once."""
        return list({source.pk: source for standing in self.standings for source in standing.sources.all()}.values())

    @property
    def has_texts(self) -> bool:
        return any(meeting.texts_count for meeting in self.meetings)


def participant_dossier(key: str, user: Any) -> ParticipantDossier:
    """The participant ``key`` as ``user`` may see it. Raises ``Participant.DoesNotExist``. Five queries.

    Only countries preside and host; only a network has national chapters.
    """
    standings = list(Standing.objects.filter(participant__key=key).select_related("participant").order_by(FIRST))
    participant = standings[0].participant if standings else Participant.objects.get(key=key)
    is_country = participant.kind == ParticipantKind.COUNTRY
    presidencies = list(participant.presidencies.order_by("-year")) if is_country else []
    chapters = (
        list(participant.chapters.select_related("country")) if participant.kind == ParticipantKind.NETWORK else []
    )
    memberships = list(
        participant.body_memberships.select_related("body").order_by("role", F("start").desc(nulls_last=True))
    )
    meetings = list(meetings_hosted(participant, user)[: SHOWN + 1]) if is_country else []
    attach_evidence([*standings, *presidencies, *chapters, *memberships, *meetings])
    return ParticipantDossier(
        participant,
        standings,
        presidencies,
        chapters,
        memberships,
        meetings[:SHOWN],
        has_more_meetings=len(meetings) > SHOWN,
    )


def meetings_hosted(participant: Participant, user: Any) -> QuerySet[Meeting]:
    """The meetings held in its country that ``user`` may see, each with the number of its texts that it may see."""
    texts = Text.objects.visible_to(user).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return (
        Meeting.objects.visible_to(user)
        .for_list()
        .filter(country=participant)
        .annotate(texts_count=Coalesce(Subquery(texts.annotate(n=Count("pk")).values("n")), 0))
    )

"""Who presides and who takes part: public facts, the same for every reader, kept in memory under the site revision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from common.kept import kept_under_revision, read_once
from common.lists import addresses
from common.periods import PartialDate
from common.queries import Attestation, evidence_of
from common.templatetags.components import in_either
from members.access import terms
from members.models import Participant, Presidency, Standing, Status


@dataclass(frozen=True, slots=True)
class Named:
    """A participant or body as others name it: its key and names, and its address in the reader's language."""

    pk: int
    key: str
    name_es: str
    name_en: str
    url: str

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_either(self.name_es, self.name_en)

    def get_absolute_url(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Attestation):
    """A presidency: as ``members.models.Presidency``, read once."""

    pk: int
    key: str
    year: int
    country: Named | None
    begins_at: datetime | None
    start: PartialDate | None
    start_bound: str
    end: PartialDate | None
    theme_es: str
    theme_en: str
    theme_status_es: str
    theme_status_en: str

    @property
    def country_id(self) -> int | None:
        return self.country.pk if self.country else None

    @property
    def note(self) -> str:
        """Only in the reader's language, like the theme."""
        return self.note_en if get_language() == "en" else self.note_es


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The members, and how many observers there are, on a day."""

    members: tuple[Named, ...]
    observers: int


@kept_under_revision
def presidencies() -> tuple[Term, ...]:
    """Every presidency of the record in order of time, with its country, sources and open questions. Two queries.

    One, where the reader's access has asked already who presides.
    """
    rows = terms()
    evidence = read_once("evidence of terms", lambda: evidence_of({Presidency: [row.pk for row in rows]}))
    url = addresses("participant-detail", "key")
    return tuple(_term(row, url, evidence[Presidency, row.pk]) for row in rows)


@kept_under_revision
def taking_part(on: date) -> TakingPart:
    """Who takes part on the day ``on``. One query."""
    standings = list(Standing.objects.in_force(on).select_related("participant"))
    url = addresses("participant-detail", "key")
    members = {one.participant_id: one.participant for one in standings if one.status == Status.MEMBER}
    return TakingPart(
        tuple(_country(member, url) for member in members.values()),
        observers=len({one.participant_id for one in standings if one.status != Status.MEMBER}),
    )


def _term(row: Presidency, url: Any, evidence: dict[str, Any]) -> Term:
    names = ("pk", "key", "year", "begins_at", "start", "start_bound", "end", "certainty")
    words = ("theme_es", "theme_en", "theme_status_es", "theme_status_en", "note_es", "note_en")
    return Term(
        country=_country(row.country, url) if row.country else None,
        **{name: getattr(row, name, None) for name in names},
        **{name: getattr(row, name) or "" for name in words},
        **evidence,
    )


def _country(row: Participant, url: Any) -> Named:
    return Named(row.pk, row.key, row.name_es or "", row.name_en or "", url(row.key))

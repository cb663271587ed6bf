"""How much was held and agreed: in all and under each presidency, as far as the reader may see it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.kept import kept_under_revision
from common.lists import columns
from common.models import Certainty
from common.periods import PartialDate
from common.queries import Attestation, Evidence, evidence_of
from common.templatetags.components import either_in, said_in
from declarations.models import Text
from meetings.models import Meeting, MeetingKind
from meetings.titles import title_without_name

VISITOR = AnonymousUser()
SHOWN = 2  # Vice-Ministerial Meetings of one presidency on the page; one a year is the rule
OF_MEETING = ("pk", "key", "kind", "ordinal", "name_es", "name_en", "city_es", "city_en")
OF_MEETING += ("country__name_es", "country__name_en", "start", "end", "certainty", "note_es", "note_en")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many meetings and texts there are."""

    meetings: int
    texts: int


def counted(user: Any) -> Counted:
    """How many meetings and texts ``user`` may see. Two queries, for a visitor those of what is kept for all."""
    return public_counts() if is_visitor(user) else _counts(user)


@kept_under_revision
def public_counts() -> Counted:
    """How much everybody may see."""
    return _counts(VISITOR)


def is_visitor(user: Any) -> bool:
    """Whether nothing is known of ``user``, who so may see what everybody may see, and nothing else."""
    return not getattr(user, "is_authenticated", False)


def _counts(user: Any) -> Counted:
    return Counted(Meeting.objects.visible_to(user).count(), Text.objects.visible_to(user).count())


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMeeting(Attestation):
    """A meeting as a page names it, read without its model."""

    pk: int
    key: str
    kind: str
    ordinal: int | None
    name_es: str
    name_en: str
    city_es: str
    city_en: str
    country__name_es: str
    country__name_en: str
    start: PartialDate | None
    end: PartialDate | None

    @property
    def title(self) -> str:
        """As ``Meeting.title``."""
        return self.title_in(get_language())

    def title_in(self, language: str | None) -> str:
        """The same; ``language`` is that of the page."""
        if name := either_in(language, self.name_es, self.name_en):
            return name
        city = either_in(language, self.city_es, self.city_en)
        place = city or either_in(language, self.country__name_es, self.country__name_en)
        return _without_name(self.ordinal, self.kind, place, language)

    def title_marked(self, language: str | None) -> SafeString | str:
        """The same; a name that only the other language has is marked as that language."""
        return said_in(language, self.name_es, self.name_en) or self.title_in(language)

    @property
    def place(self) -> str:
        return self.place_in(get_language())

    def place_in(self, language: str | None) -> str:
        names = (self.city_es, self.city_en), (self.country__name_es, self.country__name_en)
        return ", ".join(filter(None, (either_in(language, es, en) for es, en in names)))


@lru_cache(maxsize=1024)
def _without_name(ordinal: int | None, kind: str, place: str, _language: str | None) -> str:
    return title_without_name(ordinal, str(MeetingKind(kind).label), place)


@dataclass(frozen=True, slots=True)
class Work:
    """What was held and agreed under a presidency. ``chief`` are its Vice-Ministerial Meetings, the first ones."""

    presidency: int
    meetings: int = 0
    texts: int = 0
    chief: tuple[NamedMeeting, ...] = ()
    has_more: bool = False


def work_done(user: Any) -> dict[int, Work]:
    """By presidency, what was done under it that ``user`` may see: four queries, for a visitor once for all."""
    return {work.presidency: work for work in (public_work() if is_visitor(user) else _work(user, SHOWN))}


def whole_work(user: Any) -> dict[int, Work]:
    """The same with every Vice-Ministerial Meeting, however many. Four queries."""
    return {work.presidency: work for work in _work(user, None)}


@kept_under_revision
def public_work() -> tuple[Work, ...]:
    """What was done under each presidency that everybody may see."""
    return _work(VISITOR, SHOWN)


def _work(user: Any, limit: int | None) -> tuple[Work, ...]:
    held = Meeting.objects.visible_to(user).filter(presidency__isnull=False)
    agreed = Text.objects.visible_to(user).filter(meeting__presidency__isnull=False)
    meetings, texts = _by(held, "presidency"), _by(agreed, "meeting__presidency")
    chief = _chief(held.filter(kind=MeetingKind.VICE_MINISTERIAL), limit)
    return tuple(
        Work(pk, meetings[pk], texts.get(pk, 0), tuple(chief[pk][:limit]), limit is not None and len(chief[pk]) > limit)
        for pk in meetings
    )


def _by(rows: QuerySet, presidency: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(presidency).annotate(Count("pk")))


def _chief(meetings: QuerySet[Meeting], limit: int | None) -> dict[int, list[NamedMeeting]]:
    """By presidency the first of ``meetings``, one more than ``limit``. Two queries."""
    if limit is not None:
        place = Window(RowNumber(), partition_by=F("presidency"), order_by=(F("start").asc(), F("key").asc()))
        meetings = meetings.annotate(place=place).filter(place__lte=limit + 1)
    rows = list(columns(meetings.order_by("start", "key"), *OF_MEETING, "presidency_id"))
    evidence = evidence_of({Meeting: [row.pk for row in rows if row.certainty != Certainty.FIRM]})
    found: dict[int, list[NamedMeeting]] = defaultdict(list)
    for row in rows:
        found[row.presidency_id].append(named_meeting(row, evidence))
    return found


def named_meeting(row: Any, evidence: Evidence) -> NamedMeeting:
    """``row`` holds ``OF_MEETING``."""
    facts = {name: getattr(row, name) for name in OF_MEETING}
    words = {name: facts[name] or "" for name in OF_MEETING if name.endswith(("_es", "_en"))}
    return NamedMeeting(**facts | words, **evidence.get((Meeting, row.pk), {}))

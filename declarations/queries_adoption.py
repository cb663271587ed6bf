"""Reads of an adoption: what is signed, who was there, how far it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from common.periods import PartialDate
from common.zones import in_zone
from declarations.adopting import adopted_by, adoptions_in_full
from declarations.canonical import CanonicalText
from declarations.models import Adoption, AdoptionSignature, Edition, Rendering, Signatory, Text
from declarations.queries import freeze
from meetings.models import Attendance, Delegate, Meeting, Session
from members.models import Participant, Standing, Status


def adoption_of(text: Text) -> Adoption | None:
    """The adoption of ``text`` with all that its canonical form says, prepared or done. Three queries, one for none."""
    return adoptions_in_full().filter(text=text.pk).first()


def signatures_of(adoption: Adoption) -> list[AdoptionSignature]:
    """Who signed, with their names. One query."""
    return list(adoption.signatures.select_related("signed_by__person").order_by("signed_at"))


def latest_edition_of(text: Text) -> Edition | None:
    """The last edition without its words. One query."""
    return Edition.objects.filter(text=text.pk).defer("canonical").order_by("-number").first()


def content_to_sign(text: Text, adoption: Adoption) -> CanonicalText:
    """The very edition that the second signature freezes: its SHA-256 is what both sign.

    ``adoption`` is one of ``adoptions_in_full``. ``text`` is given the day and the words of its adoption, unsaved.
    """
    text.adopted_on = PartialDate(adoption.adopted_on.isoformat())
    for field, words in adopted_by(adoption.manner).items():
        setattr(text, field, words)
    return freeze(text, number=adoption.last_number + 1, adoption=adoption)  # type: ignore[attr-defined]


def members_on(day: date) -> QuerySet[Participant]:
    """The members of the conference on ``day``, by name."""
    held = Standing.objects.in_force(day).filter(status=Status.MEMBER)
    return Participant.objects.filter(pk__in=held.order_by().values("participant")).order_by("name")


def proposed_presence(text: Text, session: Session | None) -> set[int]:
    """The members (primary keys) that came: to ``session``, or else to the meeting, or else those who were to come.

    Read from the attendance taken at the doors and from the delegations; a person corrects it. At most three queries.
    """
    if text.meeting_id is None:
        return set()
    came = Attendance.objects.filter(delegate__meeting=text.meeting_id)
    coming = Delegate.objects.coming().filter(meeting=text.meeting_id)
    sources = (
        came.filter(session=session).values_list("delegate__participant", flat=True) if session else (),
        came.values_list("delegate__participant", flat=True),
        coming.values_list("participant", flat=True),
    )
    for source in sources:
        if found := set(source) - {None}:
            return found
    return set()


def day_of_adoption(text: Text, session: Session | None = None) -> date:
    """The day that is proposed: of the session, at the clock of its meeting, or else the last day of the meeting."""
    meeting: Meeting | None = text.meeting
    if session is not None:
        zone = session.meeting.time_zone
        return in_zone(session.starts_at, zone).date() if zone else timezone.localdate(session.starts_at)
    end = meeting and (meeting.end or meeting.start)
    return min(end.last_day, timezone.localdate()) if end else timezone.localdate()


@dataclass(frozen=True, slots=True)
class Signing:
    """What the page of an adoption shows: ``content`` is what is signed, or what was, once it is adopted."""

    adoption: Adoption
    content: CanonicalText
    signatures: dict[str, AdoptionSignature]
    renderings: list[Rendering]

    @property
    def sha256(self) -> str:
        return self.content.sha256

    @property
    def lines(self) -> list[tuple[Signatory, AdoptionSignature | None, bool]]:
        """For each of the two, its signature, and whether it is under these very words."""
        return [
            (one, found, found is not None and found.sha256 == self.sha256)
            for one in Signatory
            for found in [self.signatures.get(one.value)]
        ]


def signing_of(text: Text) -> Signing | None:
    """The adoption of ``text`` as both see it; none where nothing is prepared. At most six queries."""
    adoption = adoption_of(text)
    if adoption is None:
        return None
    edition = adoption.edition
    content = edition.content() if edition else content_to_sign(text, adoption)
    files = list(Rendering.objects.filter(edition=edition).order_by("pk")) if edition else []
    return Signing(adoption, content, {one.signatory: one for one in signatures_of(adoption)}, files)

"""What the workroom of a text under negotiation reads: its paragraphs, each with what is proposed for it and by whom.

A page of two hundred paragraphs and four hundred proposals reads as many times as one of three: every aggregate is read
once and put together here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from common.models import Act
from declarations.access import can_chair, delegations_of
from declarations.bracketing import Colliding
from declarations.canonical import CanonicalText
from declarations.models import (
    Drafter,
    Drafting,
    Paragraph,
    Pen,
    Position,
    Proposal,
    ProposalState,
    Text,
    TextState,
    WorkingPaper,
    WorkingPaperKind,
)
from declarations.negotiation_rows import Line, Reader, Row, Workroom
from declarations.numbering import TextNumbering
from declarations.queries import freeze
from declarations.queries_concordance import concordance_of
from declarations.results import change_of, resulting
from members.access import is_secretariat
from members.models import Participant, Standing, Status, User


def reader_of(user: Any, text: Text, drafting: Drafting) -> Reader:
    """As whom ``user`` is in the workroom of ``text``; nobody in a preview. Three queries at most."""
    chairs, own = can_chair(user, text), frozenset(delegations_of(user, text))
    writes = text.state == TextState.DRAFT and (chairs or (drafting.pen == Pen.GROUP and bool(own)))
    return Reader(own, chairs, writes, getattr(user, "previous_visit_at", None))


def workroom_of(text: Text, user: Any) -> Workroom:
    """The whole workroom of ``text``, which has a ``drafting``; for those who may read it."""
    rows = _rows(text, neighbours_of(text))
    still = Q(state=ProposalState.OPEN) | Q(state=ProposalState.ACCEPTED, entered_in=None)
    workroom = _furnished(text, user, rows, text.proposals.filter(still), list(text.drafting.drafters.all()))
    workroom.former = list(text.former_paragraphs.order_by("-left_at", "-pk"))
    marks = concordance_of(text, [row.paragraph for row in rows]).by_paragraph
    for row in rows:
        row.findings = len(marks[str(row.paragraph.uid)].open)
    workroom.findings = sum(row.findings for row in rows)
    return workroom


def room_of(text: Text, user: Any, uid: UUID) -> tuple[Workroom, Row]:
    """One paragraph with all that was ever proposed for it. Raises ``Paragraph.DoesNotExist``."""
    rows = _rows(text, [placed(text).get(uid=uid)])
    workroom = _furnished(text, user, rows, text.proposals.filter(paragraph=rows[0].paragraph))
    return workroom, rows[0]


def latest_hand(paragraph: Paragraph) -> tuple[str, datetime] | None:
    """Who changed the paragraph last, by name, and when, as the journal has it. Two queries at most."""
    acts = Act.objects.filter(object_type=paragraph._meta.label_lower, object_id=str(paragraph.pk))
    act = acts.order_by("-pk").first()
    if act is None:
        return None
    user = User.objects.select_related("person").filter(pk=act.actor_id).first()
    return str(user.person or user) if user else act.actor, act.at


def neighbours_of(text: Text) -> list[Paragraph]:
    """The paragraphs of ``text`` in their order, each with its ``place``. One query."""
    return list(text.paragraphs.annotate(place=Window(RowNumber(), order_by="order")).order_by("order"))


def placed(text: Text) -> QuerySet[Paragraph]:
    """The paragraphs of ``text``, each with its ``place`` counted from 1: ``order`` has gaps where some moved or left.

    To find one of them by; all of them are told by ``neighbours_of``.
    """
    before = Paragraph.objects.filter(text=text, order__lte=OuterRef("order")).order_by().values("text")
    return text.paragraphs.annotate(place=Subquery(before.annotate(number=Count("pk")).values("number")))


def makers_of(user: Any, text: Text) -> list[Participant]:
    """For whom ``user`` may propose: the own delegations; the Secretariat for any member, as it was given to it."""
    members = members_now() if is_secretariat(user) else delegations_of(user, text)
    return list(Participant.objects.filter(pk__in=members).order_by("name"))


def members_now() -> list[int]:
    """The members of the conference today (primary keys of participants)."""
    standings = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER)
    return list(standings.order_by().values_list("participant", flat=True))


def drafters_by_member(drafting: Drafting, members: list[int]) -> list[tuple[Participant, Drafter | None]]:
    """Every member with its drafter, where it named one. Two queries."""
    named = {one.participant_id: one for one in drafting.drafters.select_related("person")}
    return [(one, named.get(one.pk)) for one in Participant.objects.filter(pk__in=members).order_by("name")]


@dataclass(frozen=True, slots=True)
class Result:
    """A text as it would read with what is accepted in it; ``changed`` names the paragraphs that read otherwise.

    ``collides``: two that were accepted change the same words; then the text is shown as it stands.
    """

    content: CanonicalText
    changed: frozenset[str]
    accepted: int
    collides: bool


def papers_of_result(text: Text, user: Any) -> list[WorkingPaper]:
    """The working papers of the result that were made for ``user`` and are still kept. One query."""
    return list(WorkingPaper.objects.visible_to(user).filter(text=text, kind=WorkingPaperKind.RESULT)[:6])


def result_of(text: Text) -> Result:
    """The text with what is accepted and not yet entered."""
    content = freeze(text, number=0)
    accepted = list(text.proposals.to_enter().select_related("paragraph").order_by("settled_at", "pk"))
    try:
        became = resulting(content, [change_of(one) for one in accepted], _numbering(text))
    except Colliding:
        return Result(content, frozenset(), len(accepted), collides=True)
    before = {one.uid: one for one in content.paragraphs}
    changed = frozenset(one.uid for one in became.paragraphs if before.get(one.uid) != one)
    return Result(became, changed, len(accepted), collides=False)


def _numbering(text: Text) -> TextNumbering:
    drafting, numbered = (
        text.drafting,
        text.paragraphs.order_by().values_list("uid", "is_numbered_es", "is_numbered_en"),
    )
    found = {"es": set(), "en": set()}
    for uid, spanish, english in numbered:
        found["es"] |= {str(uid)} if spanish else set()
        found["en"] |= {str(uid)} if english else set()
    return TextNumbering({"es": drafting.numbering_es, "en": drafting.numbering_en}, found)


def _rows(text: Text, paragraphs: Iterable[Paragraph]) -> list[Row]:
    rows = [Row(paragraph) for paragraph in paragraphs]
    for row in rows:
        row.paragraph.text = text
    if rows:
        rows[0].is_first = rows[-1].is_last = True
    return rows


def _furnished(
    text: Text, user: Any, rows: list[Row], proposals: QuerySet[Proposal], drafters: Sequence[Drafter] = ()
) -> Workroom:
    drafting = text.drafting
    reader = reader_of(user, text, drafting)
    lines = _lines(text, proposals, reader)
    named = {line.proposal.participant_id for line in lines} | {one.participant_id for one in drafters}
    named |= {position.participant_id for line in lines for position in line.positions} | reader.delegations
    participants = Participant.objects.in_bulk(named)
    for line in lines:
        line.proposal.participant = participants[line.proposal.participant_id]
        for position in line.positions:
            position.participant = participants[position.participant_id]
    _put(lines, rows, reader)
    return Workroom(text, drafting, drafters, reader, participants, rows)


def _lines(text: Text, proposals: QuerySet[Proposal], reader: Reader) -> list[Line]:
    """The proposals with their positions and with those made on them; nothing more is asked of any of them."""
    held = defaultdict(list)
    of_these = Position.objects.filter(proposal__in=proposals.order_by().values("pk"))
    for position in of_these.order_by("taken_at", "pk"):
        held[position.proposal_id].append(position)
    lines = {one.pk: Line(one, held[one.pk]) for one in proposals.order_by("made_at", "pk")}
    for line in lines.values():
        proposal, positions = line.proposal, line.positions
        proposal.text = text
        proposal._prefetched_objects_cache = {"positions": positions}
        line.is_mine = proposal.participant_id in reader.delegations
        line.mine = {one.participant_id: one.stance for one in positions if one.participant_id in reader.delegations}
        for position in positions:
            position.proposal = proposal
        if parent := lines.get(proposal.parent_id):
            proposal.parent = parent.proposal
            parent.children.append(line)
    for line in lines.values():
        line.proposal._prefetched_objects_cache["children"] = [one.proposal for one in line.children]
    return list(lines.values())


def _put(lines: list[Line], rows: list[Row], reader: Reader) -> None:
    """Every proposal into the row of its paragraph: the open ones, those to be entered, those that are settled."""
    by_paragraph = {row.paragraph.pk: row for row in rows}
    for line in lines:
        if (row := by_paragraph.get(line.proposal.paragraph_id)) is None:
            continue
        line.proposal.paragraph = row.paragraph
        if line.proposal.parent_id is None:
            place = row.lines if line.is_open else row.accepted if line.waits_to_enter else row.settled
            place.append(line)
    for row in rows:
        row.find_collisions()
        row.waits = any(_waits(line, reader) for line in row.within())


def _waits(line: Line, reader: Reader) -> bool:
    """For a delegation: its own proposal that others object to, or one to be made again; and what is new to it.

    For the chair what nobody objects to, and what does not collide: it can be settled.
    """
    if line.is_mine:
        return line.is_objected or line.proposal.is_outdated
    if reader.delegations and not line.mine:
        return reader.since is None or line.proposal.made_at > reader.since
    return reader.chairs and not line.is_objected and not line.collides

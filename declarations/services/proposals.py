"""What delegations propose and hold: made, supported, objected to, withdrawn. It is for the chair to settle it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.chain import words as storable
from common.journal import record_act
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import Paragraph, Position, Proposal, ProposalKind, ProposalState, Stance, Text
from declarations.results import fingerprint_of
from declarations.services.locks import lock_to_propose
from declarations.services.paragraphs import must_be_as_seen, must_be_open
from declarations.services.rows import LANGUAGES
from declarations.services.settling import let_children_fall, locked_proposal
from declarations.workflow_proposals import PROPOSALS
from members.models import Participant

LONGEST = 20_000  # signs of the words of a proposal, as the form says
LONGEST_REASON = 1000


class StaleProposalError(Refusal):
    """Its words changed since they were read; ``current`` is how it stands now."""

    status = 409

    def __init__(self, current: Proposal) -> None:
        super().__init__(_("The words of this proposal changed in the meantime."))
        self.current = current


@transaction.atomic
def make_proposal(
    text: Text,
    *,
    paragraph: Paragraph,
    kind: str,
    language: str,
    words: Mapping[str, str],
    reason: str,
    participant: Participant,
    form_key: UUID,
    seen: str,
    by: Any,
    parent: Proposal | None = None,
) -> Proposal:
    """Propose for ``participant``: other words, a paragraph before or behind, to delete; or other words for ``parent``.

    ``words`` are by language: those in ``language`` it is made in, the other where offered; what equals the present
    words of a language proposes nothing there. ``seen`` is the ``fingerprint`` of the paragraph that was read, for a
    proposal on a proposal ``declarations.results.fingerprint_of`` it. The same ``form_key`` again gives the one that it
    made before. The Secretariat enters what a member gave it in writing; the journal says who did.

    Raises ``PermissionDenied`` for whoever does not draft for ``participant``, ``StaleParagraphError``,
    ``StaleProposalError``, ``ParagraphError`` for an agreed paragraph (beside it something may be inserted),
    ``Refusal`` for words that are missing, too long, or the present ones, and for a ``participant`` that is no member.
    """
    text = lock_to_propose(text, by, participant, on_paper=True)
    if (known := Proposal.objects.filter(form_key=form_key).first()) is not None:
        return _the_same(known, text, participant)
    proposal = Proposal(
        text=text, participant=participant, kind=ProposalKind(kind), language=language, form_key=form_key
    )
    if parent is not None:
        _set_on_proposal(proposal, parent, seen)
    else:
        _set_on_paragraph(proposal, text.paragraphs.get(pk=paragraph.pk), seen)
    _set_words(proposal, words, reason)
    proposal.save(force_insert=True)
    record_act("make_proposal", proposal, by=by, after=_said(proposal))
    return proposal


@transaction.atomic
def take_position(
    proposal: Proposal, *, participant: Participant, stance: str | None, by: Any, reason: str = ""
) -> Position | None:
    """Say what ``participant`` holds of an open proposal; ``None`` is silence again. What it held before is replaced.

    Raises ``PermissionDenied`` for whoever does not draft for it, ``NotNow`` where the proposal is settled, ``Refusal``
    for its own proposal, for what is no position, and for a ``participant`` that is no member.
    """
    text = lock_to_propose(proposal.text, by, participant)
    proposal = locked_proposal(proposal, text)
    if proposal.state != ProposalState.OPEN:
        raise NotNow(_("This proposal is settled or withdrawn."))
    if proposal.participant_id == participant.pk:
        raise Refusal(_("A delegation holds its own proposal, or withdraws it."))
    if stance is not None and stance not in Stance.values:
        raise Refusal(_("“%(stance)s” is not a position."), stance=stance)
    reason = _reason(reason)
    held = Position.objects.filter(proposal=proposal, participant=participant).first()
    before = {"stance": held.stance, "reason": held.reason} if held else {}
    after = {"stance": stance, "reason": reason} if stance else {}
    if before == after:
        return held
    if stance is None and held is not None:
        record_act("take_position", held, by=by, before=before | {"participant": participant.pk})
        held.delete()
        return None
    position = held or Position(proposal=proposal, participant=participant)
    position.stance, position.reason, position.taken_at = str(stance), reason, timezone.now()
    position.save()
    record_act("take_position", position, by=by, before=before, after=after | {"participant": participant.pk})
    return position


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: Any) -> Proposal:
    """Its delegation takes an open proposal back; what was proposed on it falls with it. It stays readable.

    Raises ``PermissionDenied`` for others, ``NotNow`` where it is settled.
    """
    text = Text.objects.select_for_update(of=("self",)).get(pk=proposal.text_id)
    proposal = locked_proposal(proposal, text)
    PROPOSALS.move(proposal, "withdraw_proposal", by=by, settled_at=timezone.now())
    let_children_fall(proposal, by=by)
    return proposal


def _the_same(known: Proposal, text: Text, participant: Participant) -> Proposal:
    if (known.text_id, known.participant_id) != (text.pk, participant.pk):
        raise Refusal(_("This form made another proposal already; open it anew."))
    return known


def _set_on_paragraph(proposal: Proposal, paragraph: Paragraph, seen: str) -> None:
    paragraph.text = proposal.text
    must_be_as_seen(paragraph, seen)
    if not proposal.is_insertion:
        must_be_open(paragraph)
    proposal.paragraph, proposal.paragraph_uid = paragraph, paragraph.uid
    for language in LANGUAGES:
        setattr(proposal, f"base_{language}", getattr(paragraph, f"body_{language}") or "")


def _set_on_proposal(proposal: Proposal, parent: Proposal, seen: str) -> None:
    """Only open proposals that have words are amended, and only they themselves, not what is proposed on them."""
    parent = locked_proposal(parent, proposal.text)
    if parent.state != ProposalState.OPEN:
        raise NotNow(_("This proposal is settled or withdrawn."))
    if parent.parent_id is not None or parent.kind == ProposalKind.DELETE or proposal.kind != ProposalKind.REPLACE:
        raise Refusal(_("Other words are proposed for a proposal that has words, and for nothing else."))
    if fingerprint_of(parent) != seen:
        raise StaleProposalError(parent)
    proposal.parent = parent
    proposal.paragraph, proposal.paragraph_uid = parent.paragraph, parent.paragraph_uid
    for language in LANGUAGES:
        setattr(proposal, f"base_{language}", parent.says(language))


def _set_words(proposal: Proposal, words: Mapping[str, str], reason: str) -> None:
    if proposal.language not in LANGUAGES:
        raise Refusal(_("A proposal is made in Spanish or in English."))
    proposal.reason = _reason(reason)
    if proposal.kind == ProposalKind.DELETE:
        return
    for language in LANGUAGES:
        offered = storable(words.get(language) or "").strip()
        if len(offered) > LONGEST:
            raise Refusal(_("At most %(limit)s signs are taken."), limit=LONGEST)
        is_new = proposal.is_insertion or offered != (getattr(proposal, f"base_{language}") or "").strip()
        setattr(proposal, f"words_{language}", offered if is_new else "")
    if not (words.get(proposal.language) or "").strip():
        raise Refusal(_("Give the words, in the language in which the proposal is made."))
    if not getattr(proposal, f"words_{proposal.language}"):
        raise Refusal(_("These are the words that stand already."))


def _reason(reason: str) -> str:
    reason = storable(reason).strip()
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("At most %(limit)s signs are taken."), limit=LONGEST_REASON)
    return reason


def _said(proposal: Proposal) -> dict[str, Any]:
    said = {
        "kind": proposal.kind,
        "language": proposal.language,
        "reason": proposal.reason,
    } | {f"words_{one}": getattr(proposal, f"words_{one}") or "" for one in LANGUAGES}
    whole = {"uid": str(proposal.paragraph_uid), "participant": proposal.participant_id, "parent": proposal.parent_id}
    return {name: value for name, value in (said | whole).items() if value not in ("", None)}

"""The negotiation of a text: begun, opened, arranged; who drafts for whom; versions that are kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.states import NotNow
from declarations.access import can_chair
from declarations.importing.labels import is_number
from declarations.models import (
    Drafter,
    Drafting,
    Nature,
    Numbering,
    ParagraphKind,
    Pen,
    Text,
    TextKind,
    TextState,
    TextVersion,
    VersionReason,
)
from declarations.queries import freeze
from declarations.services.importing import free_symbol
from declarations.services.locks import drafting_of, lock_to_chair, must_be_member
from declarations.services.rows import renumber
from meetings.models import Meeting
from members.access import DELEGATION, countries_of
from members.models import Mandate, Participant, Person

TITLE_LENGTH = 500  # as the column holds
NUMBERED_KINDS = (ParagraphKind.OPERATIVE, ParagraphKind.DECISION)
SYMBOL_LENGTH = 70  # leaves room for a number behind it


@transaction.atomic
def begin_text(
    *, kind: str, titles: Mapping[str, str], form_key: UUID, by: Any, meeting: Meeting | None = None
) -> Text:
    """Begin a new text for ``meeting``, or for a written consultation, and open its negotiation; it has no words yet.

    One for a consultation is read by presidency and Secretariat alone until it is sent. The presidency begins texts as
    the Secretariat does, for it heads the Drafting Group (report of 20 years, "drafting group"). Its symbol is made of
    meeting and kind. The same ``form_key`` gives the text that it began before. Raises ``PermissionDenied`` for others
    and where ``by`` does not see the meeting, ``Refusal`` for a title that is missing.
    """
    if not isinstance(by, str) and not can_chair(by):
        raise PermissionDenied
    if meeting is not None and not isinstance(by, str) and not _sees(Meeting, meeting, by):
        raise PermissionDenied
    if known := Drafting.objects.select_related("text").filter(form_key=form_key).first():
        return known.text
    fields = {f"title_{language}": titles.get(language, "").strip() for language in ("es", "en")}
    if not all(fields.values()) or max(map(len, fields.values())) > TITLE_LENGTH:
        raise Refusal(_("Give the title in both languages, at most %(limit)s signs each."), limit=TITLE_LENGTH)
    if kind not in TextKind.values:
        raise Refusal(_("“%(kind)s” is not a kind of text."), kind=kind)
    text = Text.objects.create(
        symbol=_symbol(meeting, kind), kind=kind, meeting=meeting, original_language="es", **fields
    )
    record_act("begin_text", text, by=by, after=fields | {"kind": kind, "meeting": meeting and meeting.key})
    _open(text, pen=Pen.CHAIR, form_key=form_key, by=by, circulates=meeting is not None)
    return text


@transaction.atomic
def open_drafting(text: Text, *, by: Any, pen: str = Pen.CHAIR) -> Drafting:
    """Open the negotiation of a draft: the members read it from now on, and version 1 is kept. Twice is once.

    Raises ``PermissionDenied`` for others than Secretariat and presidency, and where ``by`` does not see the text;
    ``NotNow`` for what is no draft any more, ``Refusal`` for a text of which the portal holds no words.
    """
    if not isinstance(by, str) and not (can_chair(by, text) and _sees(Text, text, by)):
        raise PermissionDenied
    text = Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=text.pk)
    if (known := drafting_of(text)) is not None:
        return known
    if text.state != TextState.DRAFT:
        raise NotNow(_("Only a draft is negotiated."))
    if text.nature != Nature.FULL:
        raise Refusal(_("Only a full text is negotiated, not a summary or a title."))
    return _open(text, pen=pen, form_key=None, by=by)


@transaction.atomic
def change_drafting(
    drafting: Drafting,
    *,
    by: Any,
    pen: str | None = None,
    numbering: Mapping[str, str] | None = None,
    takes_over: bool = False,
) -> Drafting:
    """Say who holds the pen, and how each language is numbered; what is not given stays.

    Automatic labels follow at once. ``takes_over``: what bears a number of its own in either language is numbered
    automatically in both from now on. Raises ``PermissionDenied`` for others than the chair, ``NotNow`` past the draft,
    ``ValueError`` for what is no pen or no numbering.
    """
    text = lock_to_chair(drafting.text, by)
    drafting = text.drafting
    before = _arranged(drafting)
    drafting.pen = Pen(pen or drafting.pen)
    for language, manner in (numbering or {}).items():
        setattr(drafting, f"numbering_{language}", Numbering(manner))
    after = _arranged(drafting)
    changed = [name for name in after if after[name] != before[name]]
    drafting.save(update_fields=changed)
    told = {"numbered": taken} if takes_over and (taken := _take_over_numbers(text)) else {}
    if changed or told:
        renumber(text)
        record_act(
            "change_drafting",
            drafting,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed} | told,
        )
    return drafting


def _take_over_numbers(text: Text) -> int:
    """Number automatically the operative paragraphs and decisions with a number of their own; how many there were."""
    paragraphs: Any = text.paragraphs.filter(kind__in=NUMBERED_KINDS)
    own = [
        one.pk
        for one in paragraphs
        if not (one.is_numbered_es and one.is_numbered_en) and (is_number(one.label_es) or is_number(one.label_en))
    ]
    return text.paragraphs.filter(pk__in=own).update(is_numbered_es=True, is_numbered_en=True)


@transaction.atomic
def name_drafter(drafting: Drafting, *, participant: Participant, person: Person, by: Any) -> Drafter:
    """Name who drafts for a member, in the place of whom it named before: one drafter for each member.

    Source: report of 20 years, "drafting group". The member's own head of delegation, focal point or deputy names, or
    the chair. Raises ``PermissionDenied`` for others, ``Refusal`` for whoever is no member, and for a person who holds
    a mandate of somebody else: observers do not draft.
    """
    drafting = _locked_group(drafting, participant, by)
    must_be_member(participant)
    if Mandate.objects.in_force().filter(person=person).exclude(participant=participant).exists():
        raise Refusal(_("%(name)s acts for somebody else and cannot draft for this member."), name=str(person))
    held = Drafter.objects.filter(drafting=drafting, participant=participant).first()
    if held is not None and held.person_id == person.pk:
        return held
    before = {"person": held.person_id} if held else {}
    drafter = held or Drafter(drafting=drafting, participant=participant)
    drafter.person = person
    drafter.save()
    record_act("name_drafter", drafter, by=by, before=before, after={"person": person.pk})
    return drafter


@transaction.atomic
def remove_drafter(drafter: Drafter, *, by: Any) -> None:
    """Nobody is named any more; head of delegation, focal point and deputy go on drafting for their member."""
    _locked_group(drafter.drafting, drafter.participant, by)
    if Drafter.objects.filter(pk=drafter.pk).exists():
        record_act("remove_drafter", drafter, by=by, before={"person": drafter.person_id})
        drafter.delete()


@transaction.atomic
def keep_version(text: Text, *, reason: str, by: Any) -> TextVersion:
    """Keep the working copy as it stands, whole, under the next number; it is never changed.

    By hand (``VersionReason.KEPT``) nothing is kept twice: where nothing has changed since the last version, that one
    is it. Raises ``PermissionDenied`` for others than the chair.
    """
    if not isinstance(by, str) and not can_chair(by, text):
        raise PermissionDenied
    text = Text.objects.select_for_update(of=("self",)).select_related("meeting__country").get(pk=text.pk)
    last = TextVersion.objects.filter(text=text).order_by("-number").first()
    canonical = freeze(text, number=0).to_json()
    if last is not None and reason == VersionReason.KEPT and last.canonical == canonical:
        return last
    number = last.number + 1 if last else 1
    version = TextVersion.objects.create(
        text=text, number=number, canonical=canonical, reason=VersionReason(reason), made_at=timezone.now()
    )
    record_act("keep_version", version, by=by, after={"number": number, "reason": version.reason})
    return version


def _open(text: Text, *, pen: str, form_key: UUID | None, by: Any, circulates: bool = True) -> Drafting:
    drafting = Drafting.objects.create(text=text, pen=Pen(pen), form_key=form_key, is_by_consultation=not circulates)
    if circulates and text.circulated_at is None:
        text.circulated_at = timezone.now()
        text.save(update_fields=["circulated_at"])
    record_act("open_drafting", drafting, by=by, after=_arranged(drafting))
    keep_version(text, reason=VersionReason.OPENED, by=by)
    return drafting


@transaction.atomic
def move_to_meeting(text: Text, *, meeting: Meeting, by: Any) -> Text:
    """The negotiation of ``text`` goes on at ``meeting``, where it is adopted; members read it from now on.

    Raises ``PermissionDenied`` for others than the chair, ``NotNow`` past the draft.
    """
    text = lock_to_chair(text, by)
    before = {"meeting": text.meeting.key if text.meeting else ""}
    text.meeting, text.circulated_at = meeting, text.circulated_at or timezone.now()
    text.save(update_fields=["meeting", "circulated_at"])
    Drafting.objects.filter(text=text).update(is_by_consultation=False)
    record_act("move_to_meeting", text, by=by, before=before, after={"meeting": meeting.key})
    return text


def _symbol(meeting: Meeting | None, kind: str) -> str:
    """The first free one of meeting and kind; of kind and year for a text without a meeting."""
    base = f"{meeting.key}-{kind}" if meeting else f"{kind}-{timezone.localdate().year}"
    symbol = slugify(base)[:SYMBOL_LENGTH]
    return free_symbol(symbol) if Text.objects.filter(symbol=symbol).exists() else symbol


def _sees(model: Any, thing: Any, user: Any) -> bool:
    return model.objects.visible_to(user).filter(pk=thing.pk).exists()


def _arranged(drafting: Drafting) -> dict[str, str]:
    return {name: str(getattr(drafting, name)) for name in ("pen", "numbering_es", "numbering_en")}


def _locked_group(drafting: Drafting, participant: Participant, by: Any) -> Drafting:
    """The negotiation, held, for the chair or for those who speak for ``participant`` and see the text."""
    text = Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=drafting.text_id)
    is_own = not isinstance(by, str) and participant.pk in countries_of(by, *DELEGATION) and _sees(Text, text, by)
    if not isinstance(by, str) and not (is_own or can_chair(by, text)):
        raise PermissionDenied
    if text.state not in (TextState.DRAFT, TextState.TABLED):
        raise NotNow(_("The text is adopted: nobody drafts any more."))
    return text.drafting

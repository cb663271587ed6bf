"""Replies of members: prepared inside the country, given by those who speak for it, corrected, entered from mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.models import StoredFile
from common.refusals import Refusal
from common.states import NotNow
from common.uploads import CheckedUpload, store_upload
from common.uploads.kinds import MESSAGES
from common.zones import in_zone, zone_name
from members.access import is_secretariat
from secretariat.access_consultations import may_prepare_for, may_reply_for
from secretariat.models import Answer, Consultation, Consulted, Reply, ReplyComment, ReplyDraft, Step
from secretariat.tasks.consultations import post_entered
from secretariat.workflow import BETWEEN, RUNNING

LONGEST_WORDS, LONGEST_COMMENT = 20_000, 10_000


class TooLate(Refusal):
    """The reply reached the portal after the deadline of the member, or while no reply is taken."""

    status = 409


class StaleDraft(Refusal):
    """Somebody of the country changed the reply in preparation meanwhile."""

    status = 409


class Overtaken(Refusal):
    """Somebody else replied in the name of the member meanwhile; whoever has read that may correct it."""

    status = 409


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says: its answer, words on the whole and on paragraphs (by identity), in one language."""

    answer: str
    language: str
    words: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)


def give_reply(
    consulted: Consulted,
    *,
    said: Said,
    form_key: UUID,
    by: Any,
    arrived_at: datetime | None = None,
    draft_seen: int | None = None,
    replies_seen: int | None = None,
) -> Reply:
    """Reply in the name of a member, as its focal point or deputy; a further reply corrects the one before.

    ``arrived_at`` is when it reached the portal, by default now: what counts is that it came by the deadline, not how
    long it waited for its turn. The same ``form_key`` gives the reply that it gave before. ``draft_seen`` is the
    version of the draft that was read: a newer one stays where it is. ``replies_seen`` is how many replies of the
    member were known: a further one is first to be read. Raises ``PermissionDenied`` for others, ``TooLate`` with the
    reason, ``Overtaken`` where another reply came meanwhile, ``Refusal`` for an objection or comment without words.
    """
    at = arrived_at or timezone.now()
    if isinstance(by, str) or consulted.participant_id not in may_reply_for(by):
        raise PermissionDenied
    with transaction.atomic():
        if (known := _known(form_key, consulted)) is not None:
            return known
        held = _held(consulted, at)
        if (known := _known(form_key, consulted)) is not None:  # the same form, while this one waited for its turn
            return known
        if replies_seen is not None and Reply.objects.filter(consulted=held).count() > replies_seen:
            raise Overtaken(
                _("Your country replied meanwhile. Read that reply; if you send yours again, it takes its place.")
            )
        reply = _write(held, said, received_at=at, form_key=form_key, by=by)
        drafts = ReplyDraft.objects.filter(consulted=held)
        (drafts if draft_seen is None else drafts.filter(version=draft_seen)).delete()
    return reply


def enter_reply(
    consulted: Consulted,
    *,
    said: Said,
    received_at: datetime,
    sender: str,
    message: StoredFile | CheckedUpload,
    form_key: UUID,
    by: Any,
) -> Reply:
    """Enter a reply that came to the Secretariat by mail, with the message itself; the country is told.

    It counts if the message arrived by the deadline, also where it is entered after it, as long as the consultation has
    not gone on. Raises ``PermissionDenied`` for others than the Secretariat, otherwise as ``give_reply``.
    """
    if isinstance(by, str) or not is_secretariat(by):
        raise PermissionDenied
    if not sender.strip():
        raise Refusal(_("Say who sent the message."))
    if received_at > timezone.now():
        raise Refusal(_("That minute has not come yet."))
    with transaction.atomic():
        if (known := _known(form_key, consulted)) is not None:
            return known
        held = _held(consulted, received_at)
        if (known := _known(form_key, consulted)) is not None:
            return known
        if received_at < held.step.opened_at:
            raise Refusal(_("The message is older than the step."))
        file = store_upload(message, by=by, kinds=MESSAGES) if isinstance(message, CheckedUpload) else message
        mail = {"sender": sender.strip()[:254], "file": file}
        reply = _write(held, said, received_at=received_at, form_key=form_key, by=by, **mail)
        post_entered(reply)
    return reply


@transaction.atomic
def save_draft(consulted: Consulted, *, said: Said, seen: int, by: Any) -> ReplyDraft:
    """Keep a reply in preparation, for the people of the country alone; nothing of it stands in the journal.

    ``seen`` is the version that was changed, 0 for none. Raises ``PermissionDenied`` for others, ``StaleDraft`` where
    somebody was quicker, ``TooLate`` once the step is closed.
    """
    if isinstance(by, str) or consulted.participant_id not in may_prepare_for(by):
        raise PermissionDenied
    held = Consulted.objects.select_for_update(of=("self",)).select_related("step").get(pk=consulted.pk)
    if held.step.closed_at is not None:
        raise TooLate(_("The step is closed."))
    _check(said, is_draft=True)
    draft = ReplyDraft.objects.filter(consulted=held).first()
    if seen != (draft.version if draft else 0):
        raise StaleDraft(_("Somebody of your country changed the draft meanwhile. Read it as it stands now."))
    draft = draft or ReplyDraft(consulted=held, version=0)
    draft.answer, draft.language, draft.words = said.answer, said.language, said.words.strip()
    draft.comments = _comments(said)
    draft.version += 1
    draft.edited_by, draft.edited_at = by, timezone.now()
    draft.save()
    return draft


def _known(form_key: UUID, consulted: Consulted) -> Reply | None:
    known = Reply.objects.filter(form_key=form_key).first()
    if known is not None and known.consulted_id != consulted.pk:
        raise PermissionDenied
    return known


def _held(consulted: Consulted, at: datetime) -> Consulted:
    """The member's row, held behind the row of its step, if what came ``at`` that moment still counts.

    Whoever closes the step, or decides on what it came to, holds the step as well: a reply is in before, or refused.
    """
    step = Step.objects.select_for_update(of=("self",)).get(pk=consulted.step_id)
    held = Consulted.objects.select_related("participant").get(pk=consulted.pk)
    held.step = step
    if (reason := reason_against(held, at)) is not None:
        raise reason
    return held


def reason_against(consulted: Consulted, at: datetime) -> Refusal | None:
    """Why a reply that comes ``at`` that moment would not be taken; none where it is. Two queries.

    ``consulted`` brings its step as it is now.
    """
    step = consulted.step
    if step.suspended_at is not None:
        return TooLate(_("The step is suspended; no reply is taken until it is resumed. Your draft is kept."))
    if at > consulted.due_at:
        local = in_zone(consulted.due_at, step.time_zone)
        words = {"moment": date_format(local, "DATETIME_FORMAT"), "zone": zone_name(step.time_zone, consulted.due_at)}
        return TooLate(
            _("Your time was over on %(moment)s (%(zone)s): the reply came after it and does not count."), **words
        )
    consultation = Consultation.objects.get(pk=step.consultation_id)
    if consultation.cycle != step.cycle or consultation.stage not in RUNNING | BETWEEN or _is_past(step, consultation):
        return NotNow(_("The consultation has gone on since; this step takes no reply any more."))
    return None


def _is_past(step: Step, consultation: Consultation) -> bool:
    later = Step.objects.filter(consultation=consultation, cycle=step.cycle, pk__gt=step.pk)
    return later.exists()


def _write(consulted: Consulted, said: Said, *, received_at: datetime, form_key: UUID, by: Any, **mail: Any) -> Reply:
    _check(said)
    before = Reply.objects.filter(consulted=consulted).order_by("-number").first()
    reply = Reply.objects.create(
        consulted=consulted,
        number=before.number + 1 if before else 1,
        answer=said.answer,
        words=said.words.strip(),
        language=said.language,
        received_at=received_at,
        given_by=by,
        form_key=form_key,
        **mail,
    )
    comments = _comments(said)
    _check_places(consulted, comments)
    ReplyComment.objects.bulk_create(
        ReplyComment(reply=reply, paragraph_uid=uid, words=words) for uid, words in comments.items()
    )
    record_act(
        "enter_reply" if mail else "give_reply",
        reply,
        by=by,
        before={"answer": before.answer} if before else {},
        after={"answer": reply.answer, "comments": len(comments), "received_at": received_at.isoformat()},
    )
    return reply


def _check(said: Said, *, is_draft: bool = False) -> None:
    if said.answer not in Answer.values and not (is_draft and not said.answer):
        raise Refusal(_("Choose a reply."))
    if said.language not in ("es", "en"):
        raise Refusal(_("Say in which language you write."))
    if len(said.words) > LONGEST_WORDS or any(len(words) > LONGEST_COMMENT for words in said.comments.values()):
        raise Refusal(
            _("Too long: at most %(whole)s signs on the whole and %(one)s on a paragraph."),
            whole=LONGEST_WORDS,
            one=LONGEST_COMMENT,
        )
    needs_words = said.answer in (Answer.COMMENT, Answer.OBJECT) and not is_draft
    if needs_words and not (said.words.strip() or _comments(said)):
        raise Refusal(_("Say what you comment on, or object to."))


def _comments(said: Said) -> dict[str, str]:
    return {str(uid): words.strip() for uid, words in said.comments.items() if words.strip()}


def _check_places(consulted: Consulted, comments: Mapping[str, str]) -> None:
    known = {one.uid for one in consulted.step.version.content().paragraphs}
    if not set(comments) <= known:
        raise Refusal(_("A comment stands on a paragraph that was not sent."))

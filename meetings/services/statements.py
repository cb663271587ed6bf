"""Statements: written by delegations and observers, submitted, published with their yes, withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.sending import under_own_key
from common.uploads import CheckedUpload, discard_file, store_upload
from meetings.models import Meeting, MeetingState, Session, SpeakingInvitation, Statement, StatementFile, StatementState
from meetings.speaking import may_invite, rule_against, speaking_refusal, speaks_in_writing
from meetings.workflow_statements import STATEMENTS
from members.models import Participant, Standing

FIELDS = ("session", "item", "words_es", "words_en", "may_publish")
OVER = (MeetingState.CANCELLED, MeetingState.CLOSED)


class StaleStatement(Refusal):
    """Somebody else of the delegation changed it since it was read; ``current`` is how it stands now."""

    status = 409

    def __init__(self, current: Statement) -> None:
        super().__init__(
            _("Somebody of your delegation changed it meanwhile. Look at their words, and keep yours again.")
        )
        self.current = current


@transaction.atomic
def draft_statement(
    *,
    meeting: Meeting,
    participant: Participant,
    form_key: UUID,
    values: Mapping[str, Any],
    by: Any,
    files: Mapping[str, CheckedUpload] | None = None,
) -> Statement:
    """Begin a statement of ``participant``, with its files by language.

    The same ``form_key`` posted again gives the one that it made before.

    Raises ``PermissionDenied`` for whoever does not speak for it, ``Refusal`` with the rule by which it does not speak
    in that session, or where the meeting is closed or cancelled.
    """
    _only_speakers(by, meeting, participant.pk)
    if known := Statement.objects.filter(form_key=form_key, participant=participant, meeting=meeting).first():
        return known
    statement = Statement(meeting=meeting, participant=participant, form_key=form_key)
    for name in FIELDS:
        if name in values:
            setattr(statement, name, values[name])
    _check(statement)
    with under_own_key():
        statement.save(force_insert=True)
    record_act("draft_statement", statement, by=by, after=_said(statement))
    _put_files(statement, files or {}, by=by)
    return statement


@transaction.atomic
def edit_statement(
    statement: Statement,
    *,
    values: Mapping[str, Any],
    seen: int,
    by: Any,
    files: Mapping[str, CheckedUpload] | None = None,
) -> Statement:
    """Change a draft that was read as version ``seen``; a file given for a language replaces the one that it had.

    Raises ``StaleStatement``, or ``Refusal`` with the rule against it, or where it is no draft.
    """
    _only_speakers(by, statement.meeting, statement.participant_id)
    statement = _locked_draft(statement)
    if statement.version != seen:
        raise StaleStatement(statement)
    before = _said(statement)
    for name in FIELDS:
        if name in values:
            setattr(statement, name, values[name])
    _check(statement)
    if (after := _said(statement)) != before:
        statement.version += 1
        statement.save()
        record_act("edit_statement", statement, by=by, before=before, after=after)
    _put_files(statement, files or {}, by=by)
    return statement


def move_statement(statement: Statement, name: str, *, by: Any) -> None:
    """Do the act ``name`` of ``meetings.workflow_statements``. Raises as ``Procedure.move`` does."""
    facts: dict[str, Any] = {"published_at": timezone.now()} if name == "publish_statement" else {}
    with transaction.atomic():
        STATEMENTS.move(statement, name, by=by, **facts)
        if name in ("publish_statement", "withdraw_statement"):
            bump_revision()


@transaction.atomic
def invite_to_speak(*, session: Session, participant: Participant, by: Any) -> SpeakingInvitation:
    """Invite an observer, or the network, to make a statement in ``session``; twice is once.

    Raises ``Refusal`` for a member, who needs none, and where a rule forbids what no invitation can give.
    """
    if not may_invite(by, session):
        raise PermissionDenied
    statuses = set(
        Standing.objects.in_force(timezone.localdate(session.starts_at))
        .filter(participant=participant)
        .values_list("status", flat=True)
    )
    if "member" in statuses:
        raise Refusal(_("Members speak without an invitation."))
    if not statuses:
        raise Refusal(_("%(name)s takes no part in the conference on that day."), name=str(participant))
    rules = [rule_against(one, session.meeting.kind, session.kind, is_invited=True) for one in sorted(statuses)]
    if all(rules):
        raise rules[0]  # type: ignore[misc]
    invitation, is_new = SpeakingInvitation.objects.get_or_create(session=session, participant=participant)
    if is_new:
        record_act("invite_to_speak", invitation, by=by, after={"participant": participant.pk, "session": session.pk})
    return invitation


@transaction.atomic
def take_back_invitation(invitation: SpeakingInvitation, *, by: Any) -> None:
    """What was submitted by it is not published any more; what was published stays."""
    if not may_invite(by, invitation.session):
        raise PermissionDenied
    record_act("take_back_invitation_to_speak", invitation, by=by)
    invitation.delete()


def _only_speakers(by: Any, meeting: Meeting, participant_id: int) -> None:
    visible = Meeting.objects.visible_to(by).filter(pk=meeting.pk)
    if not (speaks_in_writing(by, participant_id) and visible.exists()):
        raise PermissionDenied


def _check(statement: Statement) -> None:
    """Session and item are of its meeting, and its participant speaks there."""
    meeting, session = statement.meeting, statement.session
    if meeting.state in OVER:
        raise Refusal(_("The meeting is closed or cancelled: no statement is made there any more."))
    if session is None:
        raise Refusal(_("Say in which session it is made."))
    if session.meeting_id != meeting.pk or (statement.item and statement.item.session_id != session.pk):
        raise Refusal(_("Session and agenda item belong together, and to this meeting."))
    if refusal := speaking_refusal(statement.participant, session):
        raise refusal


def _locked_draft(statement: Statement) -> Statement:
    locked = Statement.objects.select_for_update(of=("self",)).select_related("meeting", "participant")
    statement = locked.get(pk=statement.pk)
    if statement.state != StatementState.DRAFT:
        raise Refusal(_("Only a draft is changed; take it back first."))
    return statement


def _put_files(statement: Statement, files: Mapping[str, CheckedUpload], *, by: Any) -> None:
    for language, upload in files.items():
        stored, held = store_upload(upload, by=by), statement.files.filter(language=language).first()
        before = {}
        if held is not None:
            before = {"language": language, "file": held.file.name, "sha256": held.file.sha256}
            held.delete()
            discard_file(held.file, by=by)
        StatementFile.objects.create(statement=statement, language=language, file=stored)
        after = {"language": language, "file": stored.name, "sha256": stored.sha256}
        record_act("edit_statement", statement, by=by, before=before, after=after)


def _said(statement: Statement) -> dict[str, Any]:
    relations = ("session", "item")
    return {name: getattr(statement, f"{name}_id" if name in relations else name) for name in FIELDS}

"""Convocations are issued, sent again, and extended to guests by name."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.sending import under_own_key
from meetings.access import can_prepare
from meetings.access_convocations import is_by_invitation
from meetings.mailing.convocations import write_convocation
from meetings.models import Convocation, ConvocationKind, ConvocationPaper, InvitedAudience, Meeting
from meetings.queries.convocations import accounts_convened, facts_of
from meetings.tasks.convocations import post_paper, post_telling
from members.grants import grant
from members.models import ObjectGrant, User

LANGUAGES = ("es", "en")


def issue(
    meeting: Meeting,
    *,
    kind: str,
    words: Mapping[str, str],
    register_by: date | None,
    audiences: Collection[str],
    form_key: UUID | None = None,
) -> Convocation:
    """Write the next letter of ``meeting``, ask for its papers, and see that those convened are told.

    Part of the caller's transaction, which holds the lock of the meeting and writes the journal. Raises
    ``ValidationError`` where a language is missing.
    """
    said = {f"words_{language}": words.get(language, "").strip() for language in LANGUAGES}
    if lacking := [name for name, value in said.items() if not value]:
        raise ValidationError({name: _("Write it in both languages.") for name in lacking})
    last = Convocation.objects.filter(meeting=meeting).order_by("-number").values_list("number", flat=True).first()
    facts: dict[str, Any] = {"number": (last or 0) + 1, "kind": kind, "facts": facts_of(meeting)}
    facts |= {"register_by": register_by, "form_key": form_key or uuid4()}
    with under_own_key():
        made = Convocation.objects.create(meeting=meeting, **facts, **said)
    InvitedAudience.objects.bulk_create(InvitedAudience(convocation=made, audience=one) for one in sorted(audiences))
    for language in LANGUAGES:
        post_paper(ConvocationPaper.objects.create(convocation=made, language=language))
    post_telling(made)
    return made


def audiences_convened(meeting: Meeting) -> list[str]:
    """Whom the last letter of ``meeting`` convened, or told; nobody where none was sent."""
    last = Convocation.objects.filter(meeting=meeting).order_by("-number").first()
    return list(last.invited.values_list("audience", flat=True)) if last else []


@transaction.atomic
def send_again(convocation: Convocation, *, to: User, by: Any) -> None:
    """Write the letter anew to one account that is convened: it was lost, refused, or the account is new.

    Raises ``PermissionDenied`` for whoever does not prepare the meeting, ``ValidationError`` for whom it does not
    convene.
    """
    if not can_prepare(by, convocation.meeting):
        raise PermissionDenied
    if not accounts_convened(convocation).filter(pk=to.pk).exists():
        raise ValidationError(_("This account is not among those convened."))
    write_convocation(convocation, to, again=True)
    record_act("send_convocation_again", convocation, by=by, after={"account": to.pk})


@transaction.atomic
def invite_guest(meeting: Meeting, *, to: User, until: date, reason: str, by: Any) -> ObjectGrant:
    """Invite one person by name to a meeting to which observers come by invitation alone; told by mail if convened.

    The meeting is open to the guest until the end of the day ``until``. To the networks come members only, unless
    somebody is expressly invited (report of 20 years, "access matrix"). Raises ``PermissionDenied`` for anyone but the
    Secretariat, ``ValidationError`` as ``grant`` does, and for meetings to which observers come by right or not at all.
    """
    if not is_by_invitation(meeting.kind):
        raise ValidationError(
            _("Only meetings of networks and groups have guests by name; here the rules say who comes.")
        )
    given = grant(meeting, to=to, until=until, reason=reason, by=by)
    last = Convocation.objects.filter(meeting=meeting).order_by("-number").first()
    if last and last.kind in (ConvocationKind.CONVOCATION, ConvocationKind.CHANGE):
        write_convocation(last, to)
    return given

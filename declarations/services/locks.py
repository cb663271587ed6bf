"""The row of a text is the lock of everything that changes its words or its proposals; here it says who may have it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import NotNow
from declarations.access import can_chair, can_edit, delegations_of
from declarations.models import Drafting, Pen, Text, TextState
from members.access import is_secretariat
from members.models import Participant, Standing


def drafting_of(text: Text) -> Drafting | None:
    """The negotiation of ``text``; None for a text of the record."""
    return getattr(text, "drafting", None)


def lock_to_write(text: Text, by: Any) -> Text:
    """``text``, held until the transaction ends, for somebody who may change its words now.

    A text of the record: the Secretariat. One that is negotiated, while it is a draft: the chair, and where the pen is
    the group's, whoever speaks or drafts for a member; once published, the Secretariat alone, for a corrigendum.
    Raises ``PermissionDenied``, and ``NotNow`` for a negotiated text that is tabled, adopted or published.
    """
    text = _locked(text)
    drafting = drafting_of(text)
    if drafting is None:
        if not isinstance(by, str) and not can_edit(by):
            raise PermissionDenied
        return text
    if not _is_of_the_group(text, drafting, by):
        raise PermissionDenied
    if text.state == TextState.PUBLISHED and (isinstance(by, str) or can_edit(by)):
        return text
    _must_be_negotiated(text)
    return text


def lock_to_chair(text: Text, by: Any) -> Text:
    """``text``, held until the transaction ends, for its chair; it is negotiated, and still a draft.

    Raises ``PermissionDenied`` for others, ``NotNow`` in any other state.
    """
    text = _locked(text)
    if not isinstance(by, str) and not can_chair(by, text):
        raise PermissionDenied
    _must_be_negotiated(text)
    return text


def lock_to_propose(text: Text, by: Any, participant: Participant, *, on_paper: bool = False) -> Text:
    """``text``, held until the transaction ends, for somebody who may propose for ``participant``, a member.

    ``on_paper`` lets the Secretariat enter what a member gave it in writing. Raises ``PermissionDenied``, ``NotNow``
    where it is not negotiated any more, ``Refusal`` for whoever is no member today: observers do not draft (report of
    20 years, "observer rights").
    """
    text = _locked(text)
    is_meant = participant.pk in delegations_of(by, text) or (on_paper and is_secretariat(by))
    if not isinstance(by, str) and not is_meant:
        raise PermissionDenied
    _must_be_negotiated(text)
    must_be_member(participant)
    return text


def must_be_member(participant: Participant) -> None:
    """Raises ``Refusal`` for a participant that is no member country today."""
    if not Standing.objects.in_force(timezone.localdate()).filter(participant=participant, status="member").exists():
        raise Refusal(_("%(name)s is not a member: members alone draft."), name=str(participant))


def _locked(text: Text) -> Text:
    return Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=text.pk)


def _is_of_the_group(text: Text, drafting: Drafting, by: Any) -> bool:
    """Whether ``by`` holds the pen."""
    if isinstance(by, str) or can_chair(by, text):
        return True
    return drafting.pen == Pen.GROUP and bool(delegations_of(by, text))


def _must_be_negotiated(text: Text) -> None:
    if drafting_of(text) is None:
        raise NotNow(_("This text is not being negotiated."))
    if text.state != TextState.DRAFT:
        raise NotNow(
            _("“%(title)s” stands as it is (%(state)s): its words are not changed now."),
            title=text.title, state=text.get_state_display(),
        )  # fmt: skip

"""How a meeting goes from plan to closing. Each check names the rule that it stands for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Procedure
from common.zones import in_zone
from meetings.access import can_steer
from meetings.access_convocations import OF_A_BODY
from meetings.models import (
    ACTIVITIES,
    ConceptNote,
    ConceptNoteState,
    MeetingKind,
    MeetingState,
    Mode,
)
from meetings.queries.agenda import missing_minimum

PLANNED, CONVENED, HELD = MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.HELD
CLOSED, POSTPONED, CANCELLED = MeetingState.CLOSED, MeetingState.POSTPONED, MeetingState.CANCELLED
NAMED_BY_THEMSELVES = (MeetingKind.VICE_MINISTERIAL, MeetingKind.GRCM)  # the others need a name, or a body's


def today_at(meeting: Any) -> date:
    """The day that it is now where ``meeting`` takes place; by the clock of the Secretariat where that is not said."""
    return in_zone(timezone.now(), meeting.time_zone).date() if meeting.time_zone else timezone.localdate()


def has_exact_days(meeting: Any) -> bool:
    """Whether first and last day are known to the day."""
    return meeting.start is not None and all(
        day.precision == "day" for day in (meeting.start, meeting.end) if day is not None
    )


def last_day_of(meeting: Any) -> date:
    """The last day of a meeting whose days are known."""
    return (meeting.end or meeting.start).last_day


def _has_days(meeting: Any) -> Iterator[Refusal]:
    if not has_exact_days(meeting):
        yield Refusal(_("Its first and last day must be known to the day."))
    elif last_day_of(meeting) < today_at(meeting):
        yield Refusal(_("Its days have passed. Give it new ones."))


def _has_place(meeting: Any) -> Iterator[Refusal]:
    """The presidency is the host, unless another country is, or everybody meets online."""
    if meeting.mode != Mode.VIRTUAL and meeting.country_id is None:
        yield Refusal(_("Say which country is the host, or that it is held online."))
    elif not meeting.time_zone:
        yield Refusal(_("Choose the time zone: no host is named whose clock would count."))


def _has_name(meeting: Any) -> Iterator[Refusal]:
    if meeting.kind in NAMED_BY_THEMSELVES:
        return
    if not (meeting.name_es and meeting.name_en):
        yield Refusal(_("Give it a name in both languages."))


def _has_body_that_may_meet(meeting: Any) -> Iterator[Refusal]:
    """A body lives for the term that its decision gave it; one whose term ended does not convene."""
    bodies = list(meeting.bodies.all())
    if meeting.kind in OF_A_BODY and not bodies:
        yield Refusal(_("Say which body meets, or which bodies meet jointly."))
    if has_exact_days(meeting):
        for body in bodies:
            yield from body.reasons_not_to_meet(last_day_of(meeting))


def _has_minimum_agenda(meeting: Any) -> Iterator[Refusal]:
    """The plenary has its minimum agenda (report of 20 years, "minimum agenda"). The dialogue is a part of it."""
    for item in missing_minimum(meeting):
        yield Refusal(
            _("The minimum agenda of the plenary lacks “%(item)s” (report of 20 years)."), item=str(item.label)
        )


def _has_begun(meeting: Any) -> Iterator[Refusal]:
    if not has_exact_days(meeting):
        yield Refusal(_("Its first and last day must be known to the day."))
    elif meeting.start.first_day > today_at(meeting):
        day = date_format(meeting.start.first_day)
        yield Refusal(_("Its first day, %(day)s, has not come yet."), day=day)


def _has_approved_concept_note(meeting: Any) -> Iterator[Refusal]:
    """The concept note of an activity is complete before it takes place (strategic plan 2023-2026, "monitoring")."""
    if meeting.kind not in ACTIVITIES:
        return
    if not ConceptNote.objects.filter(meeting=meeting, state=ConceptNoteState.APPROVED).exists():
        yield Refusal(
            _("No activity is held without an approved concept note (strategic plan 2023–2026); this one has none.")
        )


def _came_this_way(meeting: Any) -> Iterator[Refusal]:
    """The meetings of the record are held, and nobody closes them."""
    if meeting.convened_at is None:
        yield Refusal(_("It is a meeting of the record; only what was convened here is closed."))


def _is_over(meeting: Any) -> Iterator[Refusal]:
    if not has_exact_days(meeting) or last_day_of(meeting) >= today_at(meeting):
        yield Refusal(_("Its last day is not over yet."))


MEETING = Procedure(
    (
        Act(
            "convene_meeting",
            _("Convene"),
            frozenset({PLANNED, POSTPONED}),
            CONVENED,
            can_steer,
            checks=(_has_name, _has_days, _has_place, _has_body_that_may_meet, _has_minimum_agenda),
            asks=_("Send the convocation? Letters cannot be called back."),
        ),
        Act(
            "hold_meeting",
            _("Enter as held"),
            frozenset({CONVENED}),
            HELD,
            can_steer,
            checks=(_has_begun, _has_approved_concept_note),
            asks=_("Enter the meeting as held? It can no longer be postponed or cancelled then."),
        ),
        Act(
            "close_meeting",
            _("Close"),
            frozenset({HELD}),
            CLOSED,
            can_steer,
            checks=(_came_this_way, _is_over),
            asks=_("Close the meeting? Its data are no longer edited then; it can be opened again, with a reason."),
        ),
        Act(
            "postpone_meeting",
            _("Postpone"),
            frozenset({PLANNED, CONVENED}),
            POSTPONED,
            can_steer,
            asks=_("Postpone the meeting? Everyone convened is told by mail, with the reason."),
            needs_reason=True,
        ),
        Act(
            "cancel_meeting",
            _("Cancel the meeting"),
            frozenset({PLANNED, CONVENED, POSTPONED}),
            CANCELLED,
            can_steer,
            asks=_("Cancel the meeting? Everyone convened is told by mail, with the reason. It cannot be undone."),
            needs_reason=True,
        ),
        Act(
            "reopen_meeting",
            _("Open again"),
            frozenset({CLOSED}),
            HELD,
            can_steer,
            asks=_("Open the meeting again? It is then held and not closed."),
            needs_reason=True,
        ),
    )
)

"""Meetings: planned, edited, and what calendars hear of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.access import can_plan, can_steer
from meetings.capitals import zone_of_host
from meetings.models import Body, Meeting, MeetingKind, MeetingState, Mode
from meetings.series import presidency_in
from members.access import is_secretariat

OF_CALENDARS = ("name_es", "name_en", "city_es", "city_en", "country", "mode", "start", "end", "time_zone", "kind")
FIELDS = (*OF_CALENDARS, "venue_es", "venue_en", "practical_es", "practical_en", "audience")
ENDED = (MeetingState.CLOSED, MeetingState.CANCELLED)
OWN_BODY = {MeetingKind.VICE_MINISTERIAL: "vm", MeetingKind.GRCM: "grcm"}  # others say which body meets
PREFIXES = {MeetingKind.VICE_MINISTERIAL: "vm", MeetingKind.WORKING_GROUP: "wg", MeetingKind.ONLINE_EVENT: "online"}


class StaleMeetingError(Exception):
    """Somebody else changed the meeting since it was read; ``current`` is how it stands now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(f"meeting {current.key} was changed meanwhile")
        self.current = current


@transaction.atomic
def plan_meeting(*, form_key: UUID, values: Mapping[str, Any], by: Any) -> Meeting:
    """Write down a meeting that is to come. The same ``form_key`` posted again gives the meeting that it made.

    ``values`` are ``FIELDS``, ``bodies`` and ``beside``. Where no body is named, the Vice-Ministers and the GRCM are
    the body of their own meetings. Without a host, the country that holds the presidency in that year is the host;
    without a zone, the clock of the host's capital counts. Raises ``PermissionDenied`` for anyone but the Secretariat
    and the presidency, ``ValidationError`` where the days are in the wrong order or the presidency would not see its
    own meeting.
    """
    if not can_plan(by):
        raise PermissionDenied
    if made := Meeting.objects.filter(form_key=form_key).first():
        if not Meeting.objects.visible_to(by).filter(pk=made.pk).exists():
            raise PermissionDenied
        return made
    meeting = Meeting(form_key=form_key, **{name: values[name] for name in FIELDS if name in values})
    meeting.presidency = presidency_in(meeting.year)
    _fill_in(meeting)
    _check(meeting, by)
    meeting.key = _free_key(meeting)
    meeting.save(force_insert=True)
    own_body = Body.objects.filter(key=OWN_BODY.get(MeetingKind(meeting.kind), ""))
    _set_relations(meeting, {**values, "bodies": values.get("bodies") or own_body})
    record_act("plan_meeting", meeting, by=by, after=_said(meeting, FIELDS))
    bump_revision()
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, values: Mapping[str, Any], seen: int, by: Any) -> Meeting:
    """Change a meeting that was read as version ``seen``; calendars hear of it where it concerns them.

    Raises ``StaleMeetingError`` where somebody was quicker, ``Refusal`` for a meeting that is closed or cancelled,
    ``ValidationError`` as ``plan_meeting`` does, ``PermissionDenied`` for whoever does not prepare it. Its kind stays
    what it is once it was convened.
    """
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not can_steer(by, locked):
        raise PermissionDenied
    if locked.state in ENDED:
        raise Refusal(_("A meeting that is closed or cancelled is not edited."))
    if locked.version != seen:
        raise StaleMeetingError(locked)
    changed = tuple(name for name in FIELDS if name in values and _differs(getattr(locked, name), values[name]))
    if "kind" in changed and locked.convened_at:
        raise ValidationError({"kind": _("It was convened as what it is; its kind stays.")})
    before = _said(locked, changed)
    for name in changed:
        setattr(locked, name, values[name])
    if "start" in changed and locked.state == MeetingState.PLANNED:
        locked.presidency = presidency_in(locked.year)
    _fill_in(locked, keep_zone="country" not in changed)
    _check(locked, by)
    locked.version += 1
    locked.save()
    related = _set_relations(locked, values)
    if set(changed) & set(OF_CALENDARS):
        touch_calendar(locked)
    if changed or related:
        record_act("edit_meeting", locked, by=by, before=before, after=_said(locked, changed) | related)
        bump_revision()
    return locked


def touch_calendar(meeting: Meeting) -> None:
    """Calendars that hold ``meeting`` must hear of a change: of its days, place, title, state or sessions.

    Part of the caller's transaction; ``meeting`` is brought up to date.
    """
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1, changed_at=timezone.now())
    meeting.refresh_from_db(fields=["sequence", "changed_at"])


def _fill_in(meeting: Meeting, *, keep_zone: bool = True) -> None:
    """The presidency is the host unless said otherwise, and the host's clock counts unless another was chosen."""
    if meeting.mode == Mode.VIRTUAL:
        return
    if meeting.country_id is None and meeting.presidency is not None:
        meeting.country = meeting.presidency.country
    if not meeting.time_zone or not keep_zone:
        meeting.time_zone = zone_of_host(meeting.country) or meeting.time_zone


def _check(meeting: Meeting, by: Any) -> None:
    if meeting.start is None and meeting.end is not None:
        raise ValidationError({"start": _("Say when it begins.")})
    if meeting.start and meeting.end and meeting.end.last_day < meeting.start.first_day:
        raise ValidationError({"end": _("It ends before it begins.")})
    if meeting.audience == Audience.SECRETARIAT and not is_secretariat(by):
        raise ValidationError({"audience": _("You would not see the meeting yourself.")})


def _free_key(meeting: Meeting) -> str:
    """The meeting's address: kind and first day, as far as it is known, and a number where that is taken."""
    prefix = PREFIXES.get(MeetingKind(meeting.kind), meeting.kind.replace("_", "-"))
    wanted = f"{prefix}-{meeting.start.iso}" if meeting.start else f"{prefix}-{timezone.localdate().year}"
    taken = set(Meeting.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(key for key in numbered if key not in taken)


def _set_relations(meeting: Meeting, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The bodies that meet, and the meetings beside it, as ``values`` say; what was changed, for the journal."""
    changed = {}
    for name in ("bodies", "beside"):
        wanted = {one.pk: one.key for one in values.get(name, ())}
        if name in values and wanted.keys() != set(getattr(meeting, name).values_list("pk", flat=True)):
            getattr(meeting, name).set(wanted)
            changed[name] = sorted(wanted.values())
    return changed


def _differs(one: Any, other: Any) -> bool:
    return (one or None) != (other or None)


def _said(meeting: Meeting, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of fields as the journal keeps them."""
    said = {name: getattr(meeting, f"{name}_id" if name == "country" else name) for name in names}
    return {name: value if value is None or isinstance(value, int) else str(value) for name, value in said.items()}

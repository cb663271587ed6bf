"""What decrees make of days: own days of a participant's calendar, and of the Secretariat's office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from members.access import is_secretariat
from members.models import CalendarDay

WORDS = ("participant", "day", "kind", "name_es", "name_en", "source")


@transaction.atomic
def save_calendar_day(*, entry: CalendarDay | None, words: dict[str, Any], by: Any) -> CalendarDay:
    """Write down what a decree makes of a day, or put right what was written. For the Secretariat alone.

    ``words`` holds fields of ``WORDS``. A count that was frozen before keeps its days. Raises ``PermissionDenied``, and
    ``Refusal`` where this calendar already says something of that day.
    """
    if not isinstance(by, str) and not is_secretariat(by):
        raise PermissionDenied
    written = CalendarDay.objects.select_for_update().get(pk=entry.pk) if entry else CalendarDay()
    differing = {name: value for name, value in words.items() if getattr(written, name) != value}
    before = _told({name: getattr(written, name) for name in differing}) if entry else {}
    for name, value in differing.items():
        setattr(written, name, value)
    if differing:
        _keep(written)
        act = "edit_calendar_day" if entry else "add_calendar_day"
        record_act(act, written, by=by, before=before, after=_told(differing))
    return written


@transaction.atomic
def remove_calendar_day(*, entry: CalendarDay, by: Any) -> None:
    """Take a line back: the day is again what the library says of it. For the Secretariat alone.

    Its versions and the act stay. Raises ``PermissionDenied``.
    """
    if not isinstance(by, str) and not is_secretariat(by):
        raise PermissionDenied
    before = _told({name: getattr(entry, name) for name in WORDS})
    record_act("remove_calendar_day", entry, by=by, before=before)
    entry.delete()


def _keep(written: CalendarDay) -> None:
    try:
        with transaction.atomic():
            written.save()
    except IntegrityError:
        raise Refusal(_("This calendar already says something of this day: edit that line.")) from None


def _told(words: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in words.items()}

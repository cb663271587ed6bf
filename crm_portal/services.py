"""What is done on pages that mix all floors."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.journal import record_act
from common.models import Act
from common.spreadsheets import as_csv
from crm_portal.access import can_read_journal
from crm_portal.queries.journal import lines_of

AT_ONCE = 500


@transaction.atomic
def export_journal(acts: QuerySet[Act], *, asked: dict[str, str], by: Any) -> bytes:
    """The lines of ``acts`` (from ``acts_for`` of the same reader) as a CSV file, oldest first, for a spreadsheet.

    The export is an act itself: who took how many lines, and what was asked (``asked``). Times are UTC.
    """
    if not can_read_journal(by):
        raise PermissionDenied
    heading = [
        *(_("Number"), _("Time (UTC)"), _("Person"), _("E-mail"), _("Act"), _("Kind of thing"), _("Thing")),
        *(_("Before"), _("After"), _("Request"), _("Hash")),
    ]
    acts = acts.order_by("pk")
    number, table = acts.count(), as_csv(heading, _rows(acts))
    record_act("export_journal", None, by=by, after={"lines": number} | asked)
    return table


def _rows(acts: QuerySet[Act]) -> Iterator[list[Any]]:
    last = 0
    while batch := list(acts.filter(pk__gt=last)[:AT_ONCE]):
        for act, line in zip(batch, lines_of(batch), strict=True):
            before, after = (_json(said) if line.is_open else "" for said in (act.before, act.after))
            about = (act.at.isoformat(timespec="seconds"), line.who, act.actor, line.did, line.kind, line.name)
            yield [line.number, *about, before, after, line.request, line.hash]
        last = batch[-1].pk


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""

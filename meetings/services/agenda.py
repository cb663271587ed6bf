"""The items of an agenda: added, changed, removed by those who prepare the meeting; and for whom the agenda is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common.access import Audience
from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.sending import under_own_key
from meetings.access import attends, can_prepare
from meetings.models import AgendaItem, Meeting, MinimumItem, Session, SessionKind
from meetings.queries.agenda import missing_minimum
from meetings.queries.agenda_lines import DEEPEST
from meetings.services.agenda_lock import (
    StaleWordsError,
    changed_words,
    count_change,
    lock_agenda,
    tell_readers,
    write_words,
)
from meetings.services.agenda_order import outline_of

ITEM_FIELDS = (
    *("title_es", "title_en", "notes_es", "notes_en", "presenter_es", "presenter_en"),
    *("minutes", "presenting", "plan_item", "topic", "minimum"),
)
# For whom an agenda can be: its draft is for members and observer organisations, later it is for everybody.
READERS = (
    *(Audience.SECRETARIAT, Audience.TROIKA, Audience.BODY_MEMBERS, Audience.MEMBER),
    *(Audience.ACCREDITED, Audience.OBSERVER_ORGANISATION, Audience.PUBLIC),
)


@transaction.atomic
def add_item(
    *, session: Session, parent: AgendaItem | None, form_key: UUID, values: Mapping[str, Any], by: Any
) -> AgendaItem:
    """Add an item as the last of ``session``, or the last under ``parent``; once, as ``add_session`` does.

    Raises ``Session.DoesNotExist`` or ``AgendaItem.DoesNotExist`` when those were removed meanwhile, ``Refusal`` for a
    fourth level.
    """
    meeting = lock_agenda(session.meeting, by=by)
    session = Session.objects.get(pk=session.pk, meeting=meeting)
    if made := AgendaItem.objects.filter(form_key=form_key, session__meeting=meeting).first():
        return made
    if parent is not None:
        parent = AgendaItem.objects.get(pk=parent.pk, session=session)
        if outline_of(meeting).depth(parent.pk) >= DEEPEST:
            raise Refusal(_("An agenda has three levels at most."))
    item = _put_last(session, parent, form_key=form_key, **_fields(values))
    after = {name: getattr(item, name) for name in ("title_es", "title_en")} | {"session": str(session)}
    record_act("agenda_item_added", item, by=by, after=after | {"revision": count_change(meeting)})
    tell_readers(meeting)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, values: Mapping[str, Any], seen: int, by: Any) -> AgendaItem:
    """Change the words of an item that was read as version ``seen``; nothing is written where nothing changed.

    Raises ``StaleWordsError`` when somebody else changed it since, ``AgendaItem.DoesNotExist`` when it was removed.
    """
    meeting = lock_agenda(item.session.meeting, by=by)
    item = AgendaItem.objects.get(pk=item.pk, session__meeting=meeting)
    if not (changed := changed_words(item, _fields(values))):
        return item
    if item.version != seen:
        raise StaleWordsError(item)
    before, after = write_words(item, changed)
    record_act("agenda_item_edited", item, by=by, before=before, after=after)
    tell_readers(meeting)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, seen: int, by: Any) -> None:
    """Take an item out of the agenda with what stands under it; adopted versions and the journal keep their words.

    Raises ``StaleWordsError`` when somebody else changed it since it was read as version ``seen``.
    """
    meeting = lock_agenda(item.session.meeting, by=by)
    item = AgendaItem.objects.get(pk=item.pk, session__meeting=meeting)
    if item.version != seen:
        raise StaleWordsError(item)
    under = AgendaItem.objects.filter(pk__in=outline_of(meeting).whole(item.pk)).exclude(pk=item.pk)
    before = {name: getattr(item, name) for name in ("title_es", "title_en", "notes_es", "notes_en", "minutes")}
    before["items"] = list(under.order_by("order").values_list("title_es", flat=True))
    after = {"revision": count_change(meeting)}
    record_act("agenda_item_removed", item, by=by, before=before, after=after)
    item.delete()
    tell_readers(meeting)


@transaction.atomic
def add_minimum_items(*, session: Session, by: Any) -> list[AgendaItem]:
    """Put into a plenary what the agenda of every Vice-Ministerial plenary has and this one lacks, in that order.

    The minimum agenda is that of the report of 20 years. Raises ``Refusal`` for another session; where nothing is
    missing, nothing is written.
    """
    meeting = lock_agenda(session.meeting, by=by)
    session = Session.objects.get(pk=session.pk, meeting=meeting)
    if session.kind != SessionKind.PLENARY:
        raise Refusal(_("The minimum agenda is that of the plenary."))
    added = [_put_last(session, None, minimum=one, **_titles(one)) for one in missing_minimum(meeting)]
    if added:
        after = {"items": [str(item) for item in added], "revision": count_change(meeting)}
        record_act("minimum_items_added", session, by=by, after=after)
        tell_readers(meeting)
    return added


def offered_readers(meeting: Meeting) -> list[Audience]:
    """For whom the agenda of ``meeting`` can be: no audience that does not attend such meetings, save everybody."""
    return [one for one in READERS if attends(one, meeting.kind)]


@transaction.atomic
def choose_agenda_audience(*, meeting: Meeting, audience: str, by: Any) -> None:
    """Show the agenda to ``audience``, or draw it back; the draft is for members and observer organisations.

    Source of the rule: report of 20 years, "agenda". Raises ``PermissionDenied`` for whoever does not prepare the
    meeting, ``Refusal`` for an audience that does not attend it, or an agenda without sessions.
    """
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _may_show(locked, audience, by)
    if (before := locked.agenda_audience) == audience:
        return
    locked.agenda_audience = audience
    locked.save(update_fields=["agenda_audience"])
    after = {"agenda_audience": audience}
    record_act("agenda_published", locked, by=by, before={"agenda_audience": before}, after=after)
    if Audience.PUBLIC in (before, audience):
        bump_revision()
    meeting.agenda_audience = audience


def _may_show(meeting: Meeting, audience: str, by: Any) -> None:
    if not can_prepare(by, meeting):
        raise PermissionDenied
    if audience not in offered_readers(meeting):
        raise Refusal(_("The agenda of such a meeting cannot be meant for them."))
    if not meeting.sessions.exists():
        raise Refusal(_("The agenda has no session yet."))


def _put_last(session: Session, parent: AgendaItem | None, **fields: Any) -> AgendaItem:
    beside = AgendaItem.objects.filter(session=session, parent=parent)
    last = beside.aggregate(last=Max("order"))["last"] or 0
    with under_own_key():
        return AgendaItem.objects.create(session=session, parent=parent, order=last + 1, **fields)


def _titles(minimum: MinimumItem) -> dict[str, str]:
    titles = {}
    for language in ("es", "en"):
        with override(language):
            titles[f"title_{language}"] = str(minimum.label)
    return titles


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ITEM_FIELDS if name in values}

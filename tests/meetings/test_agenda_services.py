"""Sessions and items at work: who may, what is refused, and what two who edit at once are told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.models import Act
from common.revision import current_revision
from meetings.forms.agenda import ItemForm
from meetings.forms.conflicts import settle
from meetings.models import AgendaItem, Session
from meetings.queries.agenda import missing_minimum
from meetings.queries.agenda_history import as_read, ordered_since
from meetings.services.agenda import add_item, add_minimum_items, choose_agenda_audience, edit_item, remove_item
from meetings.services.agenda_lock import StaleOrderError, StaleWordsError
from meetings.services.agenda_order import move_item
from meetings.services.agenda_versions import adopt_agenda
from meetings.services.sessions import add_session, edit_session, remove_session
from tests.factories import AgendaItemFactory, MeetingFactory, SessionFactory
from tests.factories.agenda import MORNING
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
PREPARING = {"secretariat", "presidency"}
WORDS = {"title_es": "Informe", "title_en": "Report"}
HOURS = {"kind": "closed", "starts_at": MORNING, "ends_at": MORNING + timedelta(hours=1)}


def services(item, by):
    """Each service with arguments that would do; by name."""
    session, meeting = item.session, item.session.meeting
    yield "add_session", lambda: add_session(meeting=meeting, form_key=uuid4(), values=HOURS, by=by)
    yield "edit_session", lambda: edit_session(session=session, values=HOURS, seen=1, by=by)
    yield "remove_session", lambda: remove_session(session=session, seen=1, by=by)
    yield "add_item", lambda: add_item(session=session, parent=None, form_key=uuid4(), values=WORDS, by=by)
    yield "edit_item", lambda: edit_item(item=item, values=WORDS, seen=1, by=by)
    yield "remove_item", lambda: remove_item(item=item, seen=1, by=by)
    yield "move_item", lambda: move_item(item=item, act="down", seen=0, by=by)
    yield "add_minimum_items", lambda: add_minimum_items(session=session, by=by)
    yield "choose_agenda_audience", lambda: choose_agenda_audience(meeting=meeting, audience="member", by=by)
    yield "adopt_agenda", lambda: adopt_agenda(meeting=meeting, seen=0, by=by)


@pytest.mark.parametrize("who", sorted(set(NAMES) - PREPARING))
def test_service_when_called_by_whoever_does_not_prepare_refuses(who, personas):
    item = AgendaItemFactory()
    for name, call in services(item, personas[who]):
        with pytest.raises(PermissionDenied):
            call()
            pytest.fail(f"{name} lets {who} in")
    assert not Act.objects.filter(part_of__startswith="meetings.meeting").exists()


def test_meeting_when_closed_keeps_its_agenda_as_it_is(personas):
    item = AgendaItemFactory(session__meeting__state="closed")
    for name, call in services(item, personas["secretariat"]):
        if name != "choose_agenda_audience":
            with pytest.raises(ValidationError):
                call()
                pytest.fail(name)


@pytest.mark.parametrize("who", sorted(PREPARING))
def test_session_and_item_are_made_once_by_a_form_that_is_sent_twice(who, personas):
    meeting, key = MeetingFactory(time_zone="America/Panama"), uuid4()
    first, again = [add_session(meeting=meeting, form_key=key, values=HOURS, by=personas[who]) for _ in range(2)]
    items = [add_item(session=first, parent=None, form_key=key, values=WORDS, by=personas[who]).pk for _ in range(2)]
    assert first == again
    assert items[0] == items[1]
    meeting.refresh_from_db()
    assert (meeting.agenda_revision, meeting.sequence) == (2, 1)


def test_session_when_it_ends_before_it_begins_is_refused(personas):
    session = SessionFactory()
    values = {"ends_at": session.starts_at - timedelta(hours=1)}
    with pytest.raises(ValidationError):
        edit_session(session=session, values=values, seen=1, by=personas["secretariat"])
    session.refresh_from_db()
    assert session.ends_at > session.starts_at


def test_item_when_edited_by_two_at_once_asks_the_second(personas):
    item = AgendaItemFactory()
    edit_item(item=item, values=WORDS, seen=1, by=personas["secretariat"])
    with pytest.raises(StaleWordsError) as stale:
        edit_item(item=item, values={"title_en": "Mine"}, seen=1, by=personas["presidency"])
    assert (stale.value.current.title_en, stale.value.current.version) == ("Report", 2)
    edit_item(item=item, values={"title_en": "Mine"}, seen=2, by=personas["presidency"])
    item.refresh_from_db()
    assert (item.title_es, item.title_en, item.version) == ("Informe", "Mine", 3)


def test_item_when_both_wrote_the_same_words_asks_nobody(personas):
    item = AgendaItemFactory()
    for by in ("secretariat", "presidency"):
        edit_item(item=item, values=WORDS, seen=1, by=personas[by])
    assert Act.objects.filter(act="agenda_item_edited").count() == 1


def typed(item, **words):
    """The form of the second of two, filled and valid."""
    data = {"title_es": item.title_es, "title_en": item.title_en, "seen": 1} | words
    form = ItemForm(data, instance=AgendaItem(), meeting=item.session.meeting, session_kind="plenary")
    form.data = form.data.copy()
    assert form.is_valid(), form.errors
    return form


def test_conflict_when_settled_loses_no_words_of_either(personas):
    item = AgendaItemFactory(title_es="Informe", title_en="Report", minutes=10)
    read = AgendaItem.objects.get(pk=item.pk)
    form = typed(item, title_en="My report", minutes="10", notes_es="x", notes_en="x")
    theirs = edit_item(
        item=item, values={"title_en": "Their report", "minutes": 20}, seen=1, by=personas["secretariat"]
    )
    assert as_read(theirs, 1).minutes == read.minutes
    told = {one.label: one for one in settle(form, theirs=theirs, read=as_read(theirs, 1))}
    assert len(told) == 2
    both, taken = sorted(told.values(), key=lambda one: one.is_taken)
    assert (both.mine, both.theirs, both.is_taken) == ("My report", "Their report", False)
    assert (taken.mine, taken.theirs, taken.is_taken) == ("10", "20", True)
    assert [form.data[name] for name in ("title_en", "minutes", "notes_es", "seen")] == ["My report", 20, "x", 2]


def test_conflict_when_it_is_not_known_what_was_read_keeps_what_was_typed():
    item = AgendaItemFactory(minutes=20, title_en="Theirs")
    told = settle(typed(item, title_en="Mine", minutes="10"), theirs=item, read=None)
    assert [one.is_taken for one in told] == [False, False]


def test_order_when_changed_meanwhile_is_told_with_who_did_what(personas):
    first, second, third = AgendaItemFactory.create_batch(3, session=SessionFactory())
    move_item(item=first, act="down", seen=0, by=personas["secretariat"])
    with pytest.raises(StaleOrderError) as stale:
        move_item(item=third, act="up", seen=0, by=personas["presidency"])
    acts = ordered_since(stale.value.meeting, 0)
    assert [(one.act, one.object_id) for one in acts] == [("agenda_item_moved", str(first.pk))]
    move_item(item=third, act="up", seen=1, by=personas["presidency"])
    assert list(first.session.items.order_by("order")) == [second, third, first]


def test_words_when_edited_do_not_stop_whoever_moves(personas):
    first, second = AgendaItemFactory.create_batch(2, session=SessionFactory())
    edit_item(item=first, values=WORDS, seen=1, by=personas["secretariat"])
    assert move_item(item=second, act="up", seen=0, by=personas["presidency"])


def test_minimum_items_when_asked_for_fill_what_the_plenary_lacks(personas):
    meeting = MeetingFactory(kind="vice_ministerial", time_zone="America/Panama")
    session = SessionFactory(meeting=meeting)
    AgendaItemFactory(session=session, minimum="other_topics")
    assert len(missing_minimum(meeting)) == 3
    added = add_minimum_items(session=session, by=personas["secretariat"])
    assert [one.minimum for one in added] == ["presidency_report", "opening_statements", "civil_society"]
    assert all(one.title_es and one.title_en and one.title_es != one.title_en for one in added)
    assert missing_minimum(meeting) == []
    assert add_minimum_items(session=session, by=personas["secretariat"]) == []


def test_minimum_items_are_only_those_of_a_plenary(personas):
    meeting = MeetingFactory(kind="vice_ministerial")
    AgendaItemFactory(session__meeting=meeting, session__kind="closed", minimum="presidency_report")
    assert len(missing_minimum(meeting)) == 4
    with pytest.raises(ValidationError):
        add_minimum_items(session=meeting.sessions.get(), by=personas["secretariat"])
    assert missing_minimum(MeetingFactory(kind="grcm")) == []


def test_dialogue_with_civil_society_in_a_session_of_its_own_stands_for_the_item():
    meeting = MeetingFactory(kind="vice_ministerial")
    SessionFactory(meeting=meeting, kind="dialogue")
    assert "civil_society" not in missing_minimum(meeting)
    assert len(missing_minimum(meeting)) == 3


def test_agenda_when_shown_to_the_public_reaches_kept_pages(personas):
    item = AgendaItemFactory()
    meeting, before = item.session.meeting, current_revision()
    choose_agenda_audience(meeting=meeting, audience="member", by=personas["secretariat"])
    assert current_revision() == before
    choose_agenda_audience(meeting=meeting, audience="public", by=personas["secretariat"])
    assert current_revision() == before + 1
    edit_item(item=item, values=WORDS, seen=1, by=personas["secretariat"])
    assert current_revision() == before + 2


def test_agenda_is_never_meant_for_those_who_do_not_attend(personas):
    meeting = SessionFactory(meeting__kind="network", meeting__time_zone="UTC").meeting
    with pytest.raises(ValidationError):
        choose_agenda_audience(meeting=meeting, audience="observer_organisation", by=personas["secretariat"])
    choose_agenda_audience(meeting=meeting, audience="member", by=personas["secretariat"])


def test_removed_session_takes_its_items_and_the_journal_keeps_their_words(personas):
    item = AgendaItemFactory(title_es="Informe")
    remove_session(session=item.session, seen=1, by=personas["secretariat"])
    assert not Session.objects.exists()
    assert not AgendaItem.objects.exists()
    assert Act.objects.get(act="session_removed").before["items"] == ["Informe"]

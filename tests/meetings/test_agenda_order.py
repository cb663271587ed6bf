"""The order of an agenda: whatever is moved wherever, no item is lost and nothing stands under itself."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from common.refusals import Refusal
from meetings.models import AgendaItem
from meetings.queries.agenda_lines import DEEPEST
from meetings.services.agenda_order import ACTS, Outline, move_item, outline_of
from tests.factories import AgendaItemFactory, SessionFactory

SESSIONS, ITEMS = (1, 2), range(10, 18)
ANCHORS = [f"{kind}{pk}" for kind in "iu" for pk in ITEMS] + [f"s{pk}" for pk in SESSIONS] + ["i99", "x1", "u", "s"]


def outline(under=()):
    """Eight items in session 1, of which ``under`` names pairs: which stands under which."""
    parents = dict(under)
    return Outline(AgendaItem(pk=pk, session_id=1, parent_id=parents.get(pk), order=pk) for pk in ITEMS)


def is_sound(order: Outline) -> bool:
    """Every item stands in exactly one list, the one it says, at most three levels deep; nothing under itself."""
    standing = [pk for under in order.under.values() for pk in under]
    says = all(pk in order.under[where] for pk, where in order.where.items())
    same = all(order.where[parent][0] == session for session, parent in order.where.values() if parent is not None)
    reached = [pk for session in SESSIONS for top in order.under[session, None] for pk in order.whole(top)]
    deep = max(order.depth(pk) for pk in ITEMS)
    return sorted(standing) == sorted(reached) == list(ITEMS) and says and same and deep <= DEEPEST


def do(order, item, act):
    """What the service does, without a database. A refused move changes nothing."""
    before = {where: list(under) for where, under in order.under.items() if under}
    try:
        to = order.target(item, act) if act in ACTS else order.behind(item, act)
        if to is not None and to.session in SESSIONS:
            order.move(item, to)
    except Refusal:
        assert {where: under for where, under in order.under.items() if under} == before


@settings(max_examples=300, deadline=None)
@given(some.lists(some.tuples(some.sampled_from(ITEMS), some.sampled_from([*ACTS, *ANCHORS])), max_size=40))
def test_moves_in_any_sequence_keep_every_item_once(moves):
    order = outline([(11, 10), (12, 11), (14, 13)])
    assert is_sound(order)
    for item, act in moves:
        do(order, item, act)
        assert is_sound(order), (item, act)


@settings(max_examples=100, deadline=None)
@given(some.sampled_from(ITEMS))
def test_up_and_down_again_leaves_all_as_it_was(item):
    order = outline()
    before = list(order.under[1, None])
    if order.target(item, "up"):
        do(order, item, "up")
        assert order.under[1, None] != before
        do(order, item, "down")
    assert order.under[1, None] == before


def test_in_goes_under_the_one_before_and_out_behind_the_one_above():
    order = outline()
    do(order, 11, "in")
    assert (order.where[11], order.under[1, 10]) == ((1, 10), [11])
    do(order, 11, "out")
    assert order.under[1, None][:3] == [10, 11, 12]
    assert order.target(10, "in") is None
    assert order.target(10, "out") is None


def test_item_when_it_would_stand_too_deep_or_under_itself_is_refused():
    order = outline([(11, 10), (12, 11)])
    for item, anchor in ((10, "u12"), (10, "u10"), (13, "u12"), (10, "u13")):
        if anchor == "u13":
            continue
        with pytest.raises(Refusal):
            order.move(item, order.behind(item, anchor))
    assert is_sound(order)


def test_item_when_it_has_two_levels_under_it_goes_under_none():
    order = outline([(11, 10), (12, 11)])
    with pytest.raises(Refusal):
        order.move(10, order.behind(10, "u13"))
    assert is_sound(order)


@pytest.mark.django_db
def test_item_when_moved_to_another_session_takes_along_what_stands_under_it(personas):
    session = SessionFactory()
    other = SessionFactory(meeting=session.meeting, kind="closed")
    top = AgendaItemFactory(session=session)
    under = AgendaItemFactory(session=session, parent=top)
    stays = AgendaItemFactory(session=session)
    assert move_item(item=top, behind=f"s{other.pk}", seen=0, by=personas["secretariat"])
    under.refresh_from_db()
    assert (under.session, under.parent) == (other, top)
    assert [(one.pk, one.order) for one in session.items.all()] == [(stays.pk, 1)]
    session.meeting.refresh_from_db()
    assert session.meeting.agenda_revision == 1


@pytest.mark.django_db
def test_item_when_it_cannot_move_is_left_and_nothing_is_written(personas):
    item = AgendaItemFactory()
    assert not move_item(item=item, act="up", seen=0, by=personas["secretariat"])
    assert not move_item(item=item, act="nonsense", seen=0, by=personas["secretariat"])
    item.session.meeting.refresh_from_db()
    assert item.session.meeting.agenda_revision == 0


@pytest.mark.django_db
def test_item_never_moves_into_another_meeting(personas):
    item, foreign = AgendaItemFactory(), AgendaItemFactory()
    for anchor in (f"s{foreign.session_id}", f"i{foreign.pk}", f"u{foreign.pk}"):
        with pytest.raises(ValidationError):
            move_item(item=item, behind=anchor, seen=0, by=personas["secretariat"])
    assert list(outline_of(item.session.meeting).where) == [item.pk]

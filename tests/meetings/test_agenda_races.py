"""Several officers in one agenda at once: no acknowledged change is lost, and the order stays an order."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from common.models import Act
from common.refusals import Refusal
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.services.agenda import add_item, edit_item
from meetings.services.agenda_lock import StaleOrderError, StaleWordsError
from meetings.services.agenda_order import move_item
from meetings.services.agenda_versions import adopt_agenda
from tests.factories import AgendaItemFactory, SessionFactory, UserFactory
from tests.factories.members import MandateFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]
OFFICERS = 6


@pytest.fixture
def officers():
    accounts = UserFactory.create_batch(OFFICERS)
    for account in accounts:
        MandateFactory(person=account.person, function="secretariat_officer", participant=None)
    return accounts


def at_once(act):
    def one(number):
        try:
            return act(number)
        except (StaleWordsError, StaleOrderError):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(OFFICERS) as threads:
        return list(threads.map(one, range(OFFICERS)))


def test_one_of_those_who_edit_an_item_at_once_is_taken_and_the_others_are_asked(officers):
    item = AgendaItemFactory()

    def edit(number):
        words = f"Words of {number}"
        edit_item(item=item, values={"title_en": words}, seen=1, by=officers[number])
        return words

    taken = [words for words in at_once(edit) if words]
    item.refresh_from_db()
    assert taken == [item.title_en]
    assert item.version == 2
    assert Act.objects.filter(act="agenda_item_edited").count() == 1


def test_one_of_those_who_move_at_once_is_taken_and_the_order_stays_an_order(officers):
    items = AgendaItemFactory.create_batch(OFFICERS, session=SessionFactory())
    act = ("up", "down")
    moved = at_once(lambda number: move_item(item=items[number], act=act[number % 2], seen=0, by=officers[number]))
    assert moved.count(True) == Meeting.objects.get().agenda_revision == 1
    kept = AgendaItem.objects.order_by("order").values_list("pk", "order")
    assert sorted(pk for pk, _order in kept) == sorted(item.pk for item in items)
    assert len({order for _pk, order in kept}) == OFFICERS


def test_all_of_those_who_add_at_once_find_their_place(officers):
    session, key = SessionFactory(), uuid4()

    def add(number):
        words = {"title_es": f"Punto {number}", "title_en": f"Item {number}"}
        same = key if number < 2 else uuid4()  # the first two are one form, sent twice
        return add_item(session=session, parent=None, form_key=same, values=words, by=officers[number])

    at_once(add)
    orders = list(session.items.order_by("order").values_list("order", flat=True))
    assert orders == list(range(1, OFFICERS))
    assert Meeting.objects.get().agenda_revision == OFFICERS - 1


def test_one_of_those_who_adopt_at_once_makes_the_version(officers):
    meeting = AgendaItemFactory().session.meeting

    def adopt(number):
        try:
            return adopt_agenda(meeting=meeting, seen=0, by=officers[number])
        except Refusal:
            return None

    made = [version for version in at_once(adopt) if version]
    assert len(made) == AgendaVersion.objects.count() == 1

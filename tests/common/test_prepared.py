"""Prepared reads: asked of the database every time, under the rules of access, and only for what may be put in."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F
from django.utils.translation import override

from common.access import Audience
from common.lists import columns
from common.models import Source
from common.prepared import prepared
from meetings.models import Meeting
from tests.factories import MeetingFactory, SourceFactory
from tests.personas import make_personas

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
made = []


@prepared
def meetings_of_kind(user, oldest_first=True, *, kind, limit=0):
    made.append(kind)
    rows = Meeting.objects.visible_to(user).filter(kind=kind, pk__gt=limit)
    return columns(rows.order_by("start" if oldest_first else "-start"), "key", "start")


@pytest.fixture(autouse=True)
def forget():
    made.clear()


def keys(rows):
    return [row.key for row in rows]


def test_select_is_compiled_once_and_asked_with_each_value(django_assert_num_queries):
    for key, kind in (("one", "grcm"), ("two", "technical")):
        MeetingFactory(key=key, kind=kind, audience=Audience.PUBLIC)
    assert keys(meetings_of_kind(VISITOR, kind="grcm")) == ["one"]
    made.clear()
    with django_assert_num_queries(2):
        assert keys(meetings_of_kind(VISITOR, kind="technical")) == ["two"]
        assert keys(meetings_of_kind(AnonymousUser(), kind="grcm")) == ["one"]
    assert not made


def test_rows_are_never_kept():
    meetings_of_kind(VISITOR, kind="grcm")
    meeting = MeetingFactory(key="new", kind="grcm", audience=Audience.PUBLIC, start="2011-05")
    (row,) = meetings_of_kind(VISITOR, kind="grcm")
    assert (row.key, str(row.start.iso)) == ("new", "2011-05")
    Meeting.objects.filter(pk=meeting.pk).update(audience=Audience.MEMBER)
    assert meetings_of_kind(VISITOR, kind="grcm") == []


def test_what_a_member_reads_is_made_for_the_member_and_leaves_nothing_for_a_visitor():
    MeetingFactory(key="closed", kind="grcm", audience=Audience.SECRETARIAT)
    officer = make_personas()["secretariat"]
    assert keys(meetings_of_kind(officer, kind="grcm")) == ["closed"]
    assert meetings_of_kind(VISITOR, kind="grcm") == []
    made.clear()
    assert keys(meetings_of_kind(officer, kind="grcm")) == ["closed"]
    assert made == ["grcm"]


def test_plain_values_shape_the_query():
    for year in ("2010", "2012"):
        MeetingFactory(key=f"of-{year}", kind="grcm", audience=Audience.PUBLIC, start=year)
    assert keys(meetings_of_kind(VISITOR, True, kind="grcm")) == ["of-2010", "of-2012"]
    assert keys(meetings_of_kind(VISITOR, False, kind="grcm")) == ["of-2012", "of-2010"]


def test_several_values_find_their_own_places():
    first, second = (MeetingFactory(kind="grcm", audience=Audience.PUBLIC) for _ in range(2))
    assert keys(meetings_of_kind(VISITOR, kind="grcm", limit=first.pk)) == [second.key]
    assert meetings_of_kind(VISITOR, kind="grcm", limit=second.pk) == []


def test_models_are_read_as_well_as_columns():
    @prepared
    def by_key(*, key):
        return Source.objects.filter(key=key).annotate(named=F("key"))

    source = SourceFactory()
    for language in ("es", "en"):
        with override(language):
            (found,) = by_key(key=source.key)
            assert (found, found.title_en, found.named) == (source, source.title_en, source.key)


@pytest.mark.parametrize("value", [1.5, True, None, date(2020, 1, 1), ["a"]])
def test_what_is_neither_number_nor_string_is_refused(value):
    with pytest.raises(TypeError):
        meetings_of_kind(VISITOR, kind=value)


@pytest.mark.parametrize("lookup", ["key__contains", "key__iexact", "nothing"])
def test_what_does_not_stand_in_the_query_as_it_is_is_refused(lookup):
    if lookup == "key__iexact" and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL compares it as it is")

    @prepared
    def found(*, words):
        return Source.objects.all() if lookup == "nothing" else Source.objects.filter(**{lookup: words, "pk__gt": 0})

    with pytest.raises(TypeError, match="as it is"):
        found(words="a")


def test_a_thing_of_the_database_cannot_shape_what_is_kept():
    with pytest.raises(TypeError, match="Meeting cannot shape"):
        meetings_of_kind(VISITOR, MeetingFactory(), kind="grcm")

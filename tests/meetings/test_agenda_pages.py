"""The agenda's pages: what is typed, asked, refused and kept; two officers with one agenda before them."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from common.zones import in_zone
from meetings.models import AgendaItem, AgendaVersion, Meeting, Session
from tests.access.visits import signed_in
from tests.factories import AgendaItemFactory, MeetingFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def meeting():
    return MeetingFactory(key="crm-30", kind="vice_ministerial", ordinal=30, time_zone="America/Panama")


@pytest.fixture
def session(meeting):
    return SessionFactory(meeting=meeting)


@pytest.fixture
def officer(personas):
    return signed_in(personas["secretariat"])


@pytest.fixture
def other(personas):
    return signed_in(personas["presidency"])


def to(name, **kwargs):
    return reverse(f"meetings:{name}", kwargs={"key": "crm-30"} | kwargs)


def text(response):
    return " ".join(response.content.decode().split())


def words(item, **typed):
    fields = ("title_es", "title_en", "notes_es", "notes_en")
    return {name: getattr(item, name) or "" for name in fields} | {"seen": item.version} | typed


def test_form_of_a_session_begins_on_the_first_day_and_then_behind_the_last_session(officer, meeting):
    """Proposed by the clocks of the place; where the day is not known, nothing is."""
    Meeting.objects.filter(pk=meeting.pk).update(start="2031-05-12", end="2031-05-13")
    page = text(officer.get(to("session-add")))
    assert 'value="2031-05-12T09:00"' in page and 'value="2031-05-12T11:00"' in page
    session = SessionFactory(meeting=meeting)
    ends = in_zone(session.ends_at, "America/Panama").strftime("%Y-%m-%dT%H:%M")
    assert f'value="{ends}"' in text(officer.get(to("session-add")))
    session.delete()
    Meeting.objects.filter(pk=meeting.pk).update(start="2031-05", end=None)
    assert 'value="2031' not in text(officer.get(to("session-add")))


def test_session_when_typed_is_kept_as_a_moment(officer, meeting):
    typed = {"kind": "plenary", "starts_at": "2012-06-21T09:00", "ends_at": "2012-06-21T12:30"}
    answer = officer.post(to("session-add"), typed)
    session = Session.objects.get()
    assert answer.url == to("agenda-editor") + f"#session-{session.pk}"
    assert f"{session.starts_at:%H:%M}" == "14:00"
    page = text(officer.get(to("agenda-editor")))
    assert "Panama City, UTC−5" in page
    assert "14:00</time>" in page
    assert "Attended by: Members, Observer organisations, Observer countries." in page


def test_session_when_typed_wrong_keeps_what_was_typed(officer, meeting):
    typed = {"kind": "plenary", "starts_at": "2012-06-21T09:00", "ends_at": "2012-06-21T08:00", "title_es": "Mañana"}
    answer = officer.post(to("session-add"), typed)
    assert answer.status_code == 422
    assert "The session ends before it begins." in text(answer)
    assert 'value="Mañana"' in text(answer)
    assert 'value="2012-06-21T08:00"' in text(answer)
    assert not Session.objects.exists()


def test_session_when_the_meeting_has_no_zone_waits_for_it(officer):
    MeetingFactory(key="crm-30", time_zone="")
    assert "The meeting has no time zone yet" in text(officer.get(to("session-add")))
    assert officer.post(to("session-add"), {"kind": "plenary"}).status_code == 422


def test_session_when_it_overlaps_another_of_its_kind_is_warned_of(officer, session):
    typed = {"kind": "plenary", "starts_at": "2012-06-21T11:00", "ends_at": "2012-06-21T13:00"}
    page = text(officer.post(to("session-add"), typed, follow=True))
    assert page.count("It overlaps with another session of its kind") == 3  # at both sessions, and in the message


def test_session_edited_by_two_shows_the_second_the_words_of_both(officer, other, session):
    first = {"kind": "plenary", "starts_at": "2012-06-21T09:00", "ends_at": "2012-06-21T13:00", "seen": 1}
    second = {"kind": "plenary", "starts_at": "2012-06-21T08:00", "ends_at": "2012-06-21T12:00", "seen": 1}
    edit_page = to("session-edit", pk=session.pk)
    session.save()  # its first version, in the field history
    officer.post(edit_page, first)
    answer = other.post(edit_page, second)
    assert answer.status_code == 409
    assert "2012-06-21 13:00" in text(answer)
    form = answer.context["form"]
    assert (form["starts_at"].value(), form["ends_at"].value()) == ("2012-06-21T08:00", "2012-06-21T13:00")
    assert form["seen"].value() == 2
    data = {name: form[name].value() for name in ("kind", "starts_at", "ends_at", "seen")}
    assert other.post(edit_page, data).status_code == 302
    session.refresh_from_db()
    assert f"{session.starts_at:%H:%M}–{session.ends_at:%H:%M}" == "13:00–18:00"


def test_item_when_added_stands_at_the_end_and_under_another_one(officer, session):
    first = AgendaItemFactory(session=session)
    add = to("agenda-item-add", session=session.pk)
    officer.post(add, {"title_es": "Cierre", "title_en": "Closing words", "minutes": 20})
    officer.post(f"{add}?under={first.pk}", {"title_es": "Detalle", "title_en": "Detail"})
    page = text(officer.get(to("agenda-editor")))
    assert page.index("Item ") < page.index("Detail") < page.index("Closing words")
    assert AgendaItem.objects.get(title_en="Detail").parent == first


def test_item_when_it_lacks_a_language_is_told_beside_the_field(officer, session):
    typed = {"title_es": "Informe", "notes_en": "Only English"}
    answer = officer.post(to("agenda-item-add", session=session.pk), typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"title_en", "notes_es"}
    assert "Only English" in text(answer)


def test_item_edited_by_two_shows_the_second_the_words_of_both_and_loses_neither(officer, other, session):
    item = AgendaItemFactory(session=session, title_en="Read", minutes=10)
    edit_page = to("agenda-item-edit", pk=item.pk)
    officer.post(edit_page, words(item, title_en="Theirs", minutes=30))
    answer = other.post(edit_page, words(item, title_en="Mine", minutes=10))
    assert answer.status_code == 409
    page = text(answer)
    assert "Theirs</td>" in page
    assert "Mine</td>" in page
    form = answer.context["form"]
    assert (form["title_en"].value(), form["minutes"].value()) == ("Mine", 30)
    item.refresh_from_db()
    assert item.title_en == "Theirs"
    other.post(edit_page, words(item, title_en="Mine", minutes=30, seen=form["seen"].value()))
    item.refresh_from_db()
    assert (item.title_en, item.minutes, item.version) == ("Mine", 30, 3)


def test_item_when_removed_by_another_offers_the_words_again(officer, other, session):
    item = AgendaItemFactory(session=session)
    officer.post(to("agenda-item-remove", pk=item.pk), {"seen": 1})
    edit_page = to("agenda-item-edit", pk=item.pk) + f"?session={session.pk}"
    answer = other.post(edit_page, words(item, title_en="My words"))
    assert answer.status_code == 409
    page = text(answer)
    assert 'value="My words"' in page
    assert f'action="{to("agenda-item-add", session=session.pk)}"' in page


def test_item_when_changed_meanwhile_is_not_removed_unseen(officer, other, session):
    item = AgendaItemFactory(session=session)
    officer.post(to("agenda-item-edit", pk=item.pk), words(item, title_en="Changed"))
    answer = other.post(to("agenda-item-remove", pk=item.pk), {"seen": 1})
    assert answer.status_code == 409
    assert 'name="seen" value="2"' in text(answer)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_move_when_the_order_changed_meanwhile_asks_and_keeps_the_move(officer, other, session):
    first, second, third = AgendaItemFactory.create_batch(3, session=session)
    officer.post(to("agenda-item-move", pk=first.pk), {"act": "down", "seen": 0})
    answer = other.post(to("agenda-item-move", pk=third.pk), {"act": "up", "seen": 0})
    assert answer.status_code == 409
    page = text(answer)
    assert f"moved an item of the agenda: {first.title_es}" in page or "moved an item of the agenda" in page
    assert 'name="act" value="up"' in page
    assert other.post(to("agenda-item-move", pk=third.pk), {"act": "up", "seen": 1}).status_code == 302
    assert list(session.items.order_by("order")) == [second, third, first]


@pytest.mark.parametrize(
    "data", [{}, {"act": "sideways", "seen": 0}, {"behind": "i999999", "seen": "0"}, {"seen": "x"}]
)
def test_move_when_it_is_nonsense_changes_nothing(data, officer, session):
    first, second = AgendaItemFactory.create_batch(2, session=session)
    assert officer.post(to("agenda-item-move", pk=first.pk), data).status_code in (302, 409)
    assert list(session.items.order_by("order")) == [first, second]


def test_plenary_when_it_lacks_the_minimum_offers_it_by_one_button(officer, session):
    page = text(officer.get(to("agenda-editor")))
    assert "Report of the Presidency" in page
    assert to("session-minimum", pk=session.pk) in page
    officer.post(to("session-minimum", pk=session.pk))
    assert session.items.count() == 4
    assert to("session-minimum", pk=session.pk) not in text(officer.get(to("agenda-editor")))


def test_readers_are_chosen_only_when_it_was_said_twice(officer, session, meeting):
    asked = officer.post(to("agenda-publish"), {"audience": "public"})
    assert "Show the agenda to these readers?" in text(asked)
    meeting.refresh_from_db()
    assert meeting.agenda_audience == "secretariat"
    officer.post(to("agenda-publish"), {"audience": "public", "sure": 1})
    meeting.refresh_from_db()
    assert meeting.agenda_audience == "public"
    assert officer.post(to("agenda-publish"), {"audience": "nobody", "sure": 1}).status_code == 422


def test_agenda_when_adopted_is_a_version_and_what_changes_after_is_told(officer, session, meeting):
    kept, gone, first = AgendaItemFactory.create_batch(3, session=session)
    officer.post(to("agenda-adopt"), {"seen": 0})
    version = AgendaVersion.objects.get()
    assert len(version.sha256) == 64
    assert "Nothing changed since then." in text(officer.get(to("agenda-adopt")))
    assert officer.post(to("agenda-adopt"), {"seen": 0}).status_code == 422
    officer.post(to("agenda-item-edit", pk=kept.pk), words(kept, title_en="Renamed"))
    officer.post(to("agenda-item-remove", pk=gone.pk), {"seen": 1})
    officer.post(to("agenda-item-add", session=session.pk), {"title_es": "Nuevo", "title_en": "New"})
    meeting.refresh_from_db()
    officer.post(to("agenda-item-move", pk=first.pk), {"act": "up", "seen": meeting.agenda_revision})
    changes = officer.get(to("agenda-adopt")).context["changes"]
    told = {(change.kind, change.thing["id"]) for change in changes}
    new = AgendaItem.objects.get(title_en="New")
    assert told - {("moved", kept.pk)} >= {("changed", kept.pk), ("removed", gone.pk), ("added", new.pk)}
    assert {("moved", kept.pk), ("moved", first.pk)} & told
    assert officer.post(to("agenda-adopt"), {"seen": 0}).status_code == 409
    meeting.refresh_from_db()
    assert officer.post(to("agenda-adopt"), {"seen": meeting.agenda_revision}).url.endswith("/versions/2/")


def test_agenda_is_shown_whole_before_it_is_adopted(officer, session):
    first = AgendaItemFactory(session=session, title_es="zqprimero", title_en="zqfirst", order=1)
    AgendaItemFactory(session=session, title_es="zqsegundo", title_en="", order=2)
    AgendaItemFactory(session=session, parent=first, title_es="zqdebajo", title_en="zqbeneath")
    page = text(officer.get(to("agenda-adopt")))
    places = [page.index(words) for words in ("zqprimero", "zqfirst", "zqdebajo", "zqbeneath", "zqsegundo")]
    assert places == sorted(places) and "missing" in page[places[-1] :]
    assert ">1.1<" in page and "What is adopted" in page
    officer.post(to("agenda-adopt"), {"seen": 0})
    assert "zqprimero" not in text(officer.get(to("agenda-adopt"))), "nothing is left to be adopted"


def test_agenda_when_empty_is_not_adopted(officer, session):
    assert officer.post(to("agenda-adopt"), {"seen": 0}).status_code == 422
    assert not AgendaVersion.objects.exists()


def test_editor_when_the_agenda_is_long_asks_as_often_as_for_a_short_one(officer, session, django_assert_num_queries):
    AgendaItemFactory(session=session)
    officer.get(to("agenda-editor"))
    with django_assert_num_queries(7):
        officer.get(to("agenda-editor"))
    AgendaItemFactory.create_batch(60, session=session)
    with django_assert_num_queries(7):
        assert officer.get(to("agenda-editor")).status_code == 200

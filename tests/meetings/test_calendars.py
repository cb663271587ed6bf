"""Calendars: what they hold, that it stays the same thing through changes, and that nobody reads what is not theirs."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from common.models import Act
from common.revision import bump_revision
from meetings.models import CalendarAddress, Meeting, Session
from meetings.queries.calendars import token_of
from meetings.services.calendars import make_calendar_address, revoke_calendar_address
from meetings.services.meetings import touch_calendar
from members.services.mandates import end_mandate
from tests.access.visits import signed_in
from tests.access.world import make_world
from tests.factories import BodyFactory, CountryFactory, MeetingFactory, PlanFactory
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
ALL, OF_GRCM = "/en/meetings/calendar.ics", "/en/bodies/grcm/calendar.ics"


def read(response):
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(response):
    return {str(event["uid"]): event for event in read(response).walk("VEVENT")}


def own_path(user, language="en"):
    address = CalendarAddress.objects.filter(account=user, revoked_at=None).first() or make_calendar_address(by=user)
    return {"en": "/en/calendars/{}/calendar.ics", "es": "/es/calendarios/{}/calendario.ics"}[language].format(
        token_of(address)
    )


@pytest.fixture
def meeting():
    country = CountryFactory(key="pa", name_en="Panama", name_es="Panamá")
    made = MeetingFactory(
        key="crm-30", name_en="XXX Meeting", name_es="XXX Reunión", start="2026-11-24", end="2026-11-26",
        state="convened", time_zone="America/Mexico_City", country=country, agenda_audience="public",
    )  # fmt: skip
    return Meeting.objects.get(pk=made.pk)


def session(meeting, kind, starts="2026-11-24T15:00+00:00", **fields):
    starts_at = datetime.fromisoformat(starts)
    return Session.objects.create(
        meeting=meeting, kind=kind, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields
    )


def test_public_calendar_holds_whole_days_and_says_what_it_is(visit, meeting):
    MeetingFactory(key="vague", start="2026-11", end=None)
    response = visit(ALL)
    calendar = read(response)
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 11, 24), date(2026, 11, 27))
    assert str(event["uid"]) == "meeting-crm-30@testserver" and str(event["status"]) == "CONFIRMED"
    assert str(event["url"]) == "http://testserver/en/meetings/crm-30/"
    for word in ("name", "x-wr-calname"):
        assert str(calendar[word]) == "Regional Conference on Migration"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in response.content
    assert event.decoded("dtstamp") == event.decoded("last-modified") == meeting.changed_at.replace(microsecond=0)
    assert str(read(visit("/es/reuniones/calendario.ics")).walk("VEVENT")[0]["summary"]) == "XXX Reunión"


def test_event_keeps_its_uid_and_its_sequence_rises_with_every_change(visit, meeting):
    before = events(visit(ALL))
    Meeting.objects.filter(pk=meeting.pk).update(start="2026-12-01", end="2026-12-02", name_en="Another name")
    touch_calendar(meeting)
    bump_revision()
    after = events(visit(ALL))
    assert before.keys() == after.keys()
    ((_uid, event),) = after.items()
    assert event["sequence"] > before["meeting-crm-30@testserver"]["sequence"] == 0
    assert event.decoded("dtstamp") > before["meeting-crm-30@testserver"].decoded("dtstamp") - timedelta(seconds=1)
    assert event.decoded("dtstart") == date(2026, 12, 1) and str(event["summary"]) == "Another name"


@pytest.mark.parametrize(
    ("state", "certainty", "status", "summary"),
    [
        ("planned", "firm", "TENTATIVE", "XXX Meeting"),
        ("postponed", "firm", "TENTATIVE", "Postponed: XXX Meeting"),
        ("convened", "firm", "CONFIRMED", "XXX Meeting"),
        ("held", "firm", "CONFIRMED", "XXX Meeting"),
        ("held", "likely", "TENTATIVE", "XXX Meeting"),
        ("cancelled", "firm", "CANCELLED", "Cancelled: XXX Meeting"),
    ],
)
def test_event_tells_the_state_of_its_meeting(visit, meeting, state, certainty, status, summary):
    session(meeting, "plenary")
    Meeting.objects.filter(pk=meeting.pk).update(state=state, certainty=certainty)
    found = events(visit("/en/meetings/crm-30/calendar.ics"))
    event = found.pop("meeting-crm-30@testserver")
    assert (str(event["status"]), str(event["summary"])) == (status, summary)
    assert [str(one["status"]) for one in found.values()] == [status]


def test_sessions_have_their_hours_in_the_zone_of_the_meeting(visit, meeting):
    made = session(meeting, "plenary", title_en="Opening", place_en="Hall 1")
    session(meeting, "dialogue", "2026-06-01T15:00+00:00")
    calendar = read(visit("/en/meetings/crm-30/calendar.ics"))
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    event = found[f"session-{made.pk}@testserver"]
    assert str(event["summary"]) == "Opening · XXX Meeting" and str(event["location"]).startswith("Hall 1, ")
    assert event["dtstart"].params["TZID"] == "America/Mexico_City"
    assert event.decoded("dtstart") == datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/Mexico_City"))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "America/Mexico_City"
    rules = zone.to_tz(lookup_tzid=False)
    for moment in (made.starts_at, made.ends_at, datetime(2026, 6, 1, 15, tzinfo=UTC)):
        assert moment.astimezone(rules).utcoffset() == moment.astimezone(ZoneInfo("America/Mexico_City")).utcoffset()


@pytest.mark.parametrize("zone", ["America/New_York", "America/Panama", "America/Tijuana"])
def test_zone_of_a_calendar_tells_the_hours_as_its_place_does(visit, meeting, zone):
    Meeting.objects.filter(pk=meeting.pk).update(time_zone=zone)
    session(meeting, "plenary", "2026-07-24T15:00+00:00")
    session(meeting, "dialogue", "2026-12-24T15:00+00:00")
    (told,) = read(visit("/en/meetings/crm-30/calendar.ics")).walk("VTIMEZONE")
    rules = told.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        moment = datetime(2026, month, 15, 12, tzinfo=UTC)
        assert moment.astimezone(rules).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset(), month


def test_session_among_members_is_for_members_and_tells_no_more_than_its_kind(visit, meeting, personas):
    session(meeting, "closed", title_en="zqtitle", place_en="zqroom")
    for name in ("visitor", "observer_country", "observer_organisation", "civil_society", "expired"):
        answer = visit("/en/meetings/crm-30/calendar.ics", as_=personas[name])
        assert len(events(answer)) == 1 and b"Closed" not in answer.content, name
    answer = visit(own_path(personas["member"]))
    (event,) = [event for uid, event in events(answer).items() if uid.startswith("session-")]
    assert str(event["summary"]) == "Closed session · XXX Meeting" and "location" not in event
    assert b"zq" not in answer.content and str(event["class"]) == "PRIVATE"


def test_draft_agenda_gives_no_session_to_whom_it_is_not_meant_for(visit, meeting, personas):
    session(meeting, "plenary")
    Meeting.objects.filter(pk=meeting.pk).update(agenda_audience="secretariat")
    assert len(events(visit("/en/meetings/crm-30/calendar.ics"))) == 1
    assert len(events(visit(own_path(personas["member"])))) == 1
    assert len(events(visit(own_path(personas["secretariat"])))) == 2


def test_calendar_of_a_body_holds_its_meetings_alone(visit, meeting):
    meeting.bodies.add(BodyFactory(key="grcm", name_en="The RCGM"))
    MeetingFactory(key="other")
    calendar = read(visit(OF_GRCM))
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == ["meeting-crm-30@testserver"]
    assert str(calendar["x-wr-calname"]) == "The RCGM"
    assert visit("/en/bodies/nobody/calendar.ics").status_code == 404


def test_public_calendars_are_kept_and_asked_about(client, meeting):
    first = client.get(ALL)
    assert first["Cache-Control"] == "public, no-cache"
    assert client.get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", NAMES)
def test_every_calendar_shows_what_its_reader_may_see_and_nothing_else(personas, name):
    world = make_world(personas)
    Meeting.objects.update(agenda_audience="secretariat")
    user = personas[name]
    paths = [ALL, OF_GRCM]
    client = signed_in(user)
    if name not in ("visitor", "expired", "nobody"):
        paths.append(own_path(user))
    for path in paths:
        shown = (signed_in(personas["visitor"]) if "/calendars/" in path else client).get(path)
        for thing in world.values():
            said = f"meeting-{thing.meeting.key}@" in shown.content.decode()
            assert said is (name in thing.met), f"{path}: {thing.mark}"


def test_own_calendar_is_never_kept_and_needs_no_sign_in(visit, meeting, personas):
    response = visit(own_path(personas["member"]))
    assert "no-store" in response["Cache-Control"] and "ETag" not in response and not response.cookies
    assert str(read(visit(own_path(personas["member"], "es"))).walk("VEVENT")[0]["summary"]) == "XXX Reunión"


def test_own_calendar_follows_what_its_owner_may_see_at_once(visit, meeting, personas):
    path = own_path(personas["member"])
    assert len(events(visit(path))) == 1
    Meeting.objects.filter(pk=meeting.pk).update(audience="secretariat")
    assert events(visit(path)) == {}


def test_own_calendar_is_gone_at_once_when_it_is_revoked_or_made_anew(visit, personas):
    user = personas["member"]
    first = own_path(user)
    make_calendar_address(by=user)
    second = own_path(user)
    assert visit(first).status_code == 410 and visit(second).status_code == 200 and first != second
    revoke_calendar_address(by=user)
    assert visit(second).status_code == 410 and "no-store" in visit(second)["Cache-Control"]
    acts = ["calendar_address_made", "calendar_address_made", "calendar_address_revoked"]
    assert list(Act.objects.filter(act__startswith="calendar").order_by("pk").values_list("act", flat=True)) == acts


def test_own_calendar_stops_with_the_mandate_and_with_the_account(visit, personas):
    ended, closed = personas["member"], personas["neighbour"]
    paths = [own_path(user) for user in (ended, closed)]
    assert [visit(path).status_code for path in paths] == [200, 200]
    end_mandate(mandate=ended.mandates.get(), by=personas["secretariat"], reason="Fin")
    closed.is_active = False
    closed.save()
    assert [visit(path).status_code for path in paths] == [404, 404]


def test_address_of_a_calendar_cannot_be_guessed_or_altered(visit, personas):
    path = own_path(personas["member"])
    key = CalendarAddress.objects.get().key.hex
    other = "0" * 32
    for wrong in (path.replace(key, other), f"/en/calendars/{key}/calendar.ics", path[:-20] + "xxxx/calendar.ics"):
        assert visit(wrong).status_code == 404, wrong
    assert Act.objects.filter(after__icontains=key).count() == 0, "the key is no word for the journal"


def test_only_whoever_holds_a_mandate_has_a_calendar(personas):
    for name in ("expired", "nobody"):
        with pytest.raises(PermissionDenied):
            make_calendar_address(by=personas[name])


@pytest.mark.parametrize(("language", "words"), [("es", "Mi calendario"), ("en", "My calendar")])
def test_page_of_the_account_makes_shows_and_revokes_the_address(client, personas, language, words):
    client.force_login(personas["member"], backend="members.accounts.backend.AccountBackend")
    page = {"es": "/es/intranet/calendarios/", "en": "/en/intranet/calendars/"}[language]
    assert words in client.get(page).content.decode() and "webcal://testserver" in client.get(page).content.decode()
    client.post(page)
    path = own_path(personas["member"], language)
    shown = client.get(page).content.decode()
    assert f'href="webcal://testserver{path}"' in shown and f'href="http://testserver{path}"' in shown
    client.post(page + {"es": "revocar/", "en": "revoke/"}[language])
    assert path not in client.get(page).content.decode()


@pytest.mark.parametrize("rows", [60, 600])
def test_calendars_ask_the_same_however_many_meetings_they_hold(client, personas, django_assert_num_queries, rows):
    path, body, country = own_path(personas["member"]), BodyFactory(key="grcm"), CountryFactory()
    made = Meeting.objects.bulk_create(
        [
            Meeting(key=f"m{n}", kind="grcm", start="2026-01-01", audience="public", country=country, name_es=f"M{n}",
                    agenda_audience="public", time_zone="America/Panama")
            for n in range(rows)
        ]
    )  # fmt: skip
    Meeting.bodies.through.objects.bulk_create([Meeting.bodies.through(meeting=one, body=body) for one in made])
    now = timezone.now()
    Session.objects.bulk_create(
        [Session(meeting=one, kind="plenary", starts_at=now, ends_at=now + timedelta(hours=1)) for one in made]
    )
    PlanFactory()
    with django_assert_num_queries(2):
        assert client.get(ALL).content.count(b"BEGIN:VEVENT") == rows
    with django_assert_num_queries(3):
        assert client.get(OF_GRCM).content.count(b"BEGIN:VEVENT") == rows
    with django_assert_num_queries(6):
        assert client.get(path).content.count(b"BEGIN:VEVENT") == 2 * rows


def test_calendars_are_offered_by_name_where_their_meetings_are_shown(visit, meeting):
    body = BodyFactory(key="grcm", name_en="The RCGM")
    for page, path, name in (
        (reverse("meetings:meeting-list"), ALL, "Regional Conference on Migration"),
        (body.get_absolute_url(), OF_GRCM, "The RCGM"),
        (meeting.get_absolute_url(), "/en/meetings/crm-30/calendar.ics", "XXX Meeting"),
    ):
        shown = visit(page.replace("/es/reuniones", "/en/meetings").replace("/es/organos", "/en/bodies"))
        assert f'<a href="webcal://testserver{path}" title="{name}">' in shown.content.decode(), page

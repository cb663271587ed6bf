"""Who reads which lines of an agenda: on the meeting's page, as text, as adopted; for every persona."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from meetings.attending import reason_against_attending
from meetings.models import Meeting, Session
from meetings.queries.agenda import agenda_of
from meetings.services.agenda import choose_agenda_audience, edit_item
from meetings.services.agenda_versions import adopt_agenda
from members.grants import grant
from tests.access.visits import signed_in
from tests.factories import AgendaItemFactory, MeetingFactory, SessionFactory
from tests.factories.agenda import MORNING
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
MEMBERS = {"member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}
WORDS = ("session", "room", "title", "notes")
# Who reads the agenda when it is meant for each of these, said here by hand.
READ_BY = {
    "secretariat": {"secretariat", "presidency"},
    "troika": {"secretariat", "presidency", "troika"},
    "member": MEMBERS,
    "observer_organisation": MEMBERS | {"observer_organisation"},
    "public": set(NAMES),
}


@pytest.fixture
def meeting():
    """A public meeting with a plenary, a closed session and a drafting group; the marks stand in no address."""
    meeting = MeetingFactory(key="crm-30", kind="vice_ministerial", ordinal=30, time_zone="America/Panama")
    for number, kind in enumerate(("plenary", "closed", "drafting")):
        said = {f"{name}_{language}": name for name in ("title", "place", "notes") for language in ("es", "en")}
        of_session = {"title": f"zqsession{kind}", "place": f"zqroom{kind}"}
        session = SessionFactory(
            meeting=meeting,
            kind=kind,
            starts_at=MORNING + timedelta(hours=4 * number),
            **{field: of_session[name] for field, name in said.items() if name in of_session},
        )
        words = {field: f"zq{name}{kind}" for field, name in said.items() if name != "place"}
        AgendaItemFactory(session=session, minutes=20, **words)
    return meeting


def exits(meeting):
    """Everywhere that an agenda comes out."""
    here = {"key": meeting.key}
    yield "page", reverse("meetings:meeting-detail", kwargs=here)
    yield "text", reverse("meetings:agenda-text", kwargs=here)
    yield "version", reverse("meetings:agenda-version", kwargs=here | {"number": 1})
    yield "file", reverse("meetings:agenda-version-file", kwargs=here | {"number": 1})


def marks(answer):
    """Which of the marks stand in an answer; none where there is nothing to see."""
    if answer.status_code != 200:
        return set()
    body = b"".join(answer) if answer.streaming else answer.content
    kinds = ("plenary", "closed", "drafting")
    return {word for word in (f"{name}{kind}" for name in WORDS for kind in kinds) if f"zq{word}" in body.decode()}


def expected(who, name, readers):
    """Sessions are announced to all readers; rooms and lines of those among members are for members alone."""
    if who not in readers or (name == "file" and who not in MEMBERS):
        return set()
    shown = ("plenary", "closed", "drafting") if who in MEMBERS else ("plenary",)
    announced = {f"session{kind}" for kind in ("plenary", "closed", "drafting")}
    return announced | {f"{what}{kind}" for what in ("room", "title", "notes") for kind in shown}


@pytest.mark.parametrize("audience", READ_BY)
def test_agenda_when_meant_for_an_audience_is_read_by_it_alone_at_every_exit(audience, personas, meeting):
    adopt_agenda(meeting=meeting, seen=0, by=personas["secretariat"])
    choose_agenda_audience(meeting=meeting, audience=audience, by=personas["secretariat"])
    faults = []
    for who in NAMES:
        cache.clear()
        client = signed_in(personas[who])
        for language in ("es", "en") if audience == "public" else ("es",):
            with override(language):
                for name, path in exits(meeting):
                    answer = client.get(path)
                    if (found := marks(answer)) != expected(who, name, READ_BY[audience]):
                        faults.append(f"{name} for {who} in {language}: {answer.status_code}, {sorted(found)}")
    assert not faults, "\n".join(faults)


def test_agenda_of_a_meeting_that_one_may_not_know_of_is_shown_nowhere(personas, meeting):
    adopt_agenda(meeting=meeting, seen=0, by=personas["secretariat"])
    choose_agenda_audience(meeting=meeting, audience="public", by=personas["secretariat"])
    Meeting.objects.update(audience="member")
    for who in set(NAMES) - MEMBERS:
        client = signed_in(personas[who])
        assert [name for name, path in exits(meeting) if client.get(path).status_code == 200] == [], who


def test_agenda_when_shared_is_read_by_whoever_was_let_in_by_name(personas, meeting):
    Meeting.objects.update(kind="network", ordinal=None, audience="member")
    meeting.refresh_from_db()
    guest, by = personas["observer_organisation"], personas["secretariat"]
    grant(meeting, to=guest, until=timezone.localdate(), reason="Invitada", by=by)
    assert agenda_of(meeting, guest) is None
    choose_agenda_audience(meeting=meeting, audience="member", by=by)
    shown = {session.kind: session.is_shown for session in agenda_of(meeting, guest).sessions}
    assert shown == {"plenary": True, "closed": False, "drafting": False}


def test_meeting_without_an_agenda_shows_no_section(client):
    meeting = MeetingFactory(agenda_audience="public")
    with override("en"):
        assert '<h2 id="agenda">' not in client.get(meeting.get_absolute_url()).content.decode()


def test_agenda_as_text_keeps_within_78_signs_and_names_its_zone(client, personas, meeting):
    item = Session.objects.get(kind="plenary").items.get()
    long = "Mecanismos regionales para una contratación justa y ética de las personas trabajadoras migrantes " * 2
    by = personas["secretariat"]
    edit_item(item=item, values={"title_es": long.strip(), "title_en": "A" * 200}, seen=1, by=by)
    choose_agenda_audience(meeting=meeting, audience="public", by=by)
    for language, zone in (("es", "Ciudad de Panamá, UTC−5"), ("en", "Panama City, UTC−5")):
        with override(language):
            answer = client.get(reverse("meetings:agenda-text", kwargs={"key": "crm-30"}))
        words = answer.content.decode()
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert zone in words
        assert max(len(line) for line in words.splitlines()[:-1]) <= 78
        assert "09:00–12:00" in words
        assert all(line == line.rstrip() for line in words.splitlines())


def test_version_when_adopted_never_changes_and_its_hash_can_be_checked(client, personas, meeting):
    by = personas["secretariat"]
    version = adopt_agenda(meeting=meeting, seen=0, by=by)
    choose_agenda_audience(meeting=meeting, audience="public", by=by)
    item = Session.objects.get(kind="plenary").items.get()
    edit_item(item=item, values={"title_es": "zqafter", "title_en": "zqafter"}, seen=1, by=by)
    page = dict(exits(meeting))
    assert b"zqafter" in client.get(page["page"]).content
    assert b"zqafter" not in client.get(page["version"]).content
    file = signed_in(personas["member"]).get(page["file"]).content
    assert hashlib.sha256(file).hexdigest() == version.sha256
    assert json.loads(file)["sessions"][0]["items"][0]["title_es"] == "zqtitleplenary"


@pytest.mark.parametrize("items", [1, 60])
def test_section_asks_twice_however_long_the_agenda_is(items, personas, meeting, django_assert_num_queries):
    AgendaItemFactory.create_batch(items, session=Session.objects.get(kind="plenary"))
    choose_agenda_audience(meeting=meeting, audience="public", by=personas["secretariat"])
    with django_assert_num_queries(2):
        agenda = agenda_of(meeting, personas["visitor"])
        assert len(list(agenda.walk())) == items + 1


def test_section_asks_nothing_for_a_visitor_where_the_agenda_is_closed(personas, meeting, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert agenda_of(meeting, personas["visitor"]) is None


@pytest.mark.parametrize(
    ("audience", "meeting_kind", "session_kind", "rule"),
    [
        ("member", "vice_ministerial", "closed", None),
        ("observer_country", "vice_ministerial", "plenary", None),
        ("observer_country", "vice_ministerial", "closed", "closed session"),
        ("observer_organisation", "vice_ministerial", "drafting", "draft among themselves"),
        ("civil_society", "vice_ministerial", "plenary", "attends the dialogue"),
        ("civil_society", "vice_ministerial", "dialogue", None),
        ("observer_country", "grcm", "plenary", "observer organisations attend the RCGM"),
        ("observer_organisation", "grcm", "plenary", None),
        ("observer_organisation", "network", "joint", "Networks are for members"),
        ("civil_society", "network", "working", None),
        ("observer_country", "adhoc", "working", "Only members attend"),
    ],
)
def test_whoever_does_not_attend_is_told_which_rule_says_so(audience, meeting_kind, session_kind, rule):
    with override("en"):
        reason = reason_against_attending(audience, meeting_kind, session_kind)
        assert reason is None if rule is None else rule in str(reason)

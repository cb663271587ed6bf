"""The list of meetings by the address, one meeting with what came of it, and its calendar file."""

import json
import re
from datetime import date

import pytest
from icalendar import Calendar

from declarations.services.publishing import publish_text
from tests.factories import (
    BodyFactory,
    CountryFactory,
    DecisionFactory,
    DiscrepancyFactory,
    MeetingFactory,
    OrganisationFactory,
    ParagraphFactory,
    PresidencyFactory,
    SourceFactory,
    TextFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """Three public meetings: 1998 in Canada, 2012 in Panama, and one of which the record knows only the year 2024."""
    canada = CountryFactory(key="ca", name_es="Canadá", name_en="Canada")
    panama = CountryFactory(key="pa", name_es="Panamá", name_en="Panama")
    term = PresidencyFactory(year=2012, country=panama, theme_es="Seguridad", theme_en="Security")
    grcm = BodyFactory(key="grcm", name_es="GRCM", name_en="RCGM")
    early = MeetingFactory(key="grcm-1998", country=canada, start="1998-10-06", end="1998-10-08")
    early.bodies.add(grcm)
    vm = MeetingFactory(key="crm-17", kind="vice_ministerial", ordinal=17, country=panama, presidency=term)
    year = MeetingFactory(key="crm-29", kind="vice_ministerial", ordinal=29, country=None, start="2024", end=None)
    return {"early": early, "vm": vm, "year": year}


def keys(response):
    return [meeting.key for meeting in response.context["object_list"]]


@pytest.mark.parametrize(("path", "title"), [("/es/reuniones/", "Reuniones"), ("/en/meetings/", "Meetings")])
def test_meetings_are_listed_latest_first(visit, record, path, title):
    response = visit(path)
    assert keys(response) == ["crm-29", "crm-17", "grcm-1998"]
    assert f"<h1>{title}</h1>" in response.content.decode() and 'rel="canonical"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=vice_ministerial", ["crm-29", "crm-17"]),
        ("body=grcm", ["grcm-1998"]),
        ("country=pa", ["crm-17"]),
        ("presidency=2012", ["crm-17"]),
        ("since=2012&until=2012", ["crm-17"]),
        ("until=2012", ["crm-17", "grcm-1998"]),
        ("since=2013", ["crm-29"]),
        ("sort=date", ["grcm-1998", "crm-17", "crm-29"]),
        ("kind=grcm&country=pa", []),
    ],
)
def test_meetings_are_filtered_and_sorted_by_the_address(visit, record, query, found):
    assert keys(visit(f"/es/reuniones/?{query}")) == found


@pytest.mark.parametrize(
    "query",
    [
        "country=xx",
        "kind=1",
        "sort=audience",
        "sort=presidency__note",
        "audience=member",
        "since=x",
        "until=-5",
        "body=%00",
    ],
)
def test_question_that_the_list_does_not_know_is_ignored(visit, record, query):
    assert len(keys(visit(f"/es/reuniones/?{query}"))) == 3


@pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
def test_page_that_does_not_exist_is_not_found(visit, record, page):
    assert visit(f"/es/reuniones/?page={page}").status_code == 404


def test_meeting_without_date_comes_last_in_either_direction(visit, record):
    MeetingFactory(key="undated", start=None, end=None)
    assert keys(visit("/es/reuniones/?sort=date"))[-1] == keys(visit("/es/reuniones/?sort=-date"))[-1] == "undated"


def test_meeting_that_the_reader_may_not_see_is_neither_listed_nor_counted_nor_offered(visit, record, personas):
    MeetingFactory(key="closed", audience="member", country=CountryFactory(key="hn", name_es="Honduras"))
    visitor, member = (visit("/es/reuniones/", as_=personas[name]) for name in ("visitor", "member"))
    assert (visitor.context["page_obj"].paginator.count, member.context["page_obj"].paginator.count) == (3, 4)
    assert "Honduras" in member.content.decode() and "Honduras" not in visitor.content.decode()
    for path in ("/es/reuniones/closed/", "/es/reuniones/closed/calendario.ics"):
        assert visit(path).status_code == 404
        assert visit(path, as_=personas["member"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/es/reuniones/crm-17/",
            (
                "XVII Reunión de Viceministros",
                "22 de junio de 2012",
                "Seguridad",
                "Declaración de",
                "Se acuerda.",
                "instar",
                "Trata",
                "OIM",
                "Historial",
                "¿Qué día?",
            ),
        ),
        (
            "/en/meetings/crm-17/",
            (
                "XVII Vice-Ministerial Meeting",
                "Security",
                "Declaration of",
                "It is agreed.",
                "urge",
                "Trafficking",
                "IOM",
                "History",
                "Which day?",
            ),
        ),
    ],
)
def test_meeting_page_shows_what_came_of_it(visit, record, path, words):
    meeting = record["vm"]
    meeting.sources.add(SourceFactory(title_es="Historial", title_en="History"))
    meeting.discrepancies.add(DiscrepancyFactory(topic_es="¿Qué día?", topic_en="Which day?"))
    text = TextFactory(meeting=meeting, title_es="Declaración de Panamá", title_en="Declaration of Panama")
    paragraph = ParagraphFactory(text=text, order=1, body_es="Se acuerda.", body_en="It is agreed.")
    decision = DecisionFactory(paragraph=paragraph, verb_es="instar", verb_en="urge")
    decision.topics.add(TopicFactory(name_es="Trata", name_en="Trafficking"))
    decision.addressees.add(OrganisationFactory(name_es="OIM", name_en="IOM"))
    publish_text(text, by="test")
    page = visit(path).content.decode()
    for expected in words:
        assert expected in page
    assert '<p class="agreed__words" lang="es">' in page and '<p class="agreed__words" lang="en">' in page


def test_meeting_page_says_when_its_words_are_a_summary_and_never_shows_a_draft(visit, record):
    text = TextFactory(meeting=record["vm"], nature="summary")
    DecisionFactory(paragraph=ParagraphFactory(text=text, order=1, body_es="Resumido."))
    publish_text(text, by="test")
    draft = TextFactory(meeting=record["vm"], title_es="Borrador")
    DecisionFactory(paragraph=ParagraphFactory(text=draft, order=1, body_es="Sin adoptar."))
    later = ParagraphFactory(text=text, order=2, body_es="Añadido después de publicar.")
    DecisionFactory(paragraph=later)
    page = visit("/es/reuniones/crm-17/").content.decode()
    assert "no los textos oficiales" in page and "Resumido." in page
    for words in ("Borrador", "Sin adoptar.", "Añadido después de publicar."):
        assert words not in page


def test_meeting_held_together_with_another_names_it_only_to_those_who_may_see_it(visit, record, personas):
    record["vm"].beside.add(MeetingFactory(name_es="Sesión cerrada", audience="member"))
    record["vm"].beside.add(MeetingFactory(name_es="Taller abierto"))
    visitor, member = (
        visit("/es/reuniones/crm-17/", as_=personas[name]).content.decode() for name in ("visitor", "member")
    )
    assert "Taller abierto" in visitor and "Sesión cerrada" not in visitor
    assert "Taller abierto" in member and "Sesión cerrada" in member


def test_name_in_the_other_language_is_marked_as_such(visit):
    MeetingFactory(key="taller", name_es="Taller de Cancún", name_en="")
    assert '<span lang="es">Taller de Cancún</span>' in visit("/en/meetings/taller/").content.decode()


def test_event_for_machines_cannot_end_its_element(visit):
    MeetingFactory(key="taller", name_es="</script><script>alert(1)</script>", start="2012-06", end=None)
    page = visit("/es/reuniones/taller/").content.decode()
    (words,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    event = json.loads(words)
    assert event["@type"] == "Event" and event["startDate"] == "2012-06"
    assert event["name"] == "</script><script>alert(1)</script>"
    assert event["url"].startswith("http://testserver/es/reuniones/taller")


def test_calendar_file_holds_the_days_of_the_meeting_whole(visit, record):
    response = visit("/es/reuniones/crm-17/calendario.ics")
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2012, 6, 21)
    assert event.decoded("dtend") == date(2012, 6, 23)
    assert str(event["summary"]) == "XVII Reunión de Viceministros"
    assert str(event["location"]) == "Ciudad de Panamá, Panamá"
    assert str(event["uid"]) == "meeting-crm-17@testserver"
    assert visit("/es/reuniones/crm-17/calendario.ics").content == response.content
    english = Calendar.from_ical(visit("/en/meetings/crm-17/calendar.ics").content).walk("VEVENT")[0]
    assert str(english["summary"]) == "XVII Vice-Ministerial Meeting"


@pytest.mark.parametrize("days", [("2024", None), ("2024-06", None), ("2024-06-01", "2024-07"), (None, None)])
def test_meeting_whose_days_are_not_known_has_no_calendar_file(visit, days):
    MeetingFactory(key="vague", start=days[0], end=days[1])
    assert visit("/es/reuniones/vague/calendario.ics").status_code == 404
    page = visit("/es/reuniones/vague/")
    assert page.status_code == 200 and "calendario.ics" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_meetings_ask_the_same_however_many_they_are(client, django_assert_num_queries, rows):
    for _ in range(rows):
        MeetingFactory(presidency=PresidencyFactory()).bodies.add(BodyFactory())
    with django_assert_num_queries(7):
        client.get("/es/reuniones/?country=nowhere&since=1996&sort=date")


@pytest.mark.parametrize("rows", [1, 30])
def test_meeting_page_asks_the_same_however_much_there_is(client, django_assert_num_queries, record, rows):
    meeting = record["vm"]
    meeting.sources.add(SourceFactory())
    for _ in range(rows):
        meeting.bodies.add(BodyFactory())
        meeting.beside.add(MeetingFactory())
        paragraph = ParagraphFactory(text=TextFactory(meeting=meeting), order=1)
        decision = DecisionFactory(paragraph=paragraph)
        decision.topics.add(TopicFactory())
        decision.addressees.add(CountryFactory())
        decision.addressed_bodies.add(BodyFactory())
        publish_text(paragraph.text, by="test")
    with django_assert_num_queries(8):
        client.get("/es/reuniones/crm-17/")

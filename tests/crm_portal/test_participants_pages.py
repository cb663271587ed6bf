"""Who takes part, as of a day; and one participant with all that the record holds of it."""

import re

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from common.periods import PartialDate
from crm_portal.queries.participants import _hosted_rows as hosted_rows
from declarations.models import Text
from declarations.services.publishing import publish_text
from meetings.models import Meeting
from meetings.services.meetings import edit_meeting
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    ChapterFactory,
    CountryFactory,
    DecisionFactory,
    DiscrepancyFactory,
    MeetingFactory,
    OrganisationFactory,
    ParagraphFactory,
    PresidencyFactory,
    ProvisionFactory,
    SourceFactory,
    StandingFactory,
    TextFactory,
)

pytestmark = pytest.mark.django_db
BOTH = ("/es/participantes/", "/en/participants/")


def country(key, name_es, name_en=""):
    return CountryFactory(key=key, iso2=key.upper(), name_es=name_es, name_en=name_en or name_es)


def agreed_in(meeting, *addressees, words="Se acuerda cooperar."):
    paragraph = ParagraphFactory(text=TextFactory(meeting=meeting), order=1, body_es=words, body_en="It is agreed.")
    decision = DecisionFactory(paragraph=paragraph)
    decision.addressees.set(addressees)
    publish_text(paragraph.text, by="test")
    return decision


@pytest.mark.parametrize("path", BOTH)
def test_participants_are_listed_by_standing(visit, path):
    StandingFactory(participant=country("hn", "Honduras"))
    StandingFactory(participant=country("pe", "Perú", "Peru"), status="observer_country", start="1998-02-26")
    StandingFactory(participant=OrganisationFactory(key="oim"), status="observer_organisation", start="1996")
    chapter = ChapterFactory(country=country("bz", "Belice", "Belize"))
    StandingFactory(participant=chapter.network, status="civil_society", start="1998")
    provision = ProvisionFactory(chapter="observer_country", adopted_by_es="IV CRM, párrafo 11", adopted_by_en="IV RCM")
    page = visit(path).content.decode()
    language = path[1:3]
    assert "Honduras" in page
    for words in (
        getattr(chapter, f"name_{language}"),
        getattr(provision, f"text_{language}"),
        getattr(provision, f"adopted_by_{language}"),
    ):
        assert words in page
    assert 'rel="canonical"' in page and page.count('hreflang="es"') >= 1 and 'hreflang="x-default"' in page


def test_participants_as_of_a_day_knows_no_later_observer(visit):
    StandingFactory(participant=OrganisationFactory(key="unicef"), status="observer_organisation", start="2015")
    StandingFactory(participant=OrganisationFactory(key="oim"), status="observer_organisation", start="1996")
    then = visit("/es/participantes/?on=2014-12-31").content.decode()
    assert "Organismo oim" in then and "Organismo unicef" not in then
    assert "Organismo unicef" in visit("/es/participantes/?on=2015-01-01").content.decode()


def test_participants_as_of_a_day_has_each_in_the_standing_of_that_day(visit):
    republic = country("do", "República Dominicana")
    StandingFactory(participant=republic, status="observer_country", start="1998-02-26", end="1999")
    StandingFactory(participant=republic, status="member", start="2000-03", start_bound="by")
    StandingFactory(participant=country("hn", "Honduras"))
    before = visit("/es/participantes/?on=1998-12-31").context["participation"]
    after = visit("/es/participantes/?on=2001-01-01").context["participation"]
    assert [one.participant for one in before.observer_countries] == [republic]
    assert republic not in [one.participant for one in before.members]
    assert republic in [one.participant for one in after.members] and not after.observer_countries


def test_page_of_today_is_not_kept_for_tomorrow(client):
    StandingFactory(participant=OrganisationFactory(key="oit"), status="observer_organisation", start="2031-05-02")
    """Midnight is that of the Secretariat in San José, six hours after that of UTC."""
    with time_machine.travel("2031-05-02T05:59:00Z"):
        assert "Organismo oit" not in client.get("/es/participantes/").content.decode()
    with time_machine.travel("2031-05-02T06:00:01Z"):
        assert "Organismo oit" in client.get("/es/participantes/").content.decode()


def test_observer_organisations_stand_in_order_of_admission_with_the_unknown_last(visit):
    for key, start in (("oit", None), ("segib", "2007-04-27"), ("oim", "1996"), ("cidh", "2000")):
        StandingFactory(participant=OrganisationFactory(key=key), status="observer_organisation", start=start)
    listed = visit("/es/participantes/").context["participation"].observer_organisations
    assert [one.participant.key for one in listed] == ["oim", "cidh", "segib", "oit"]


def test_uncertain_standing_is_marked_with_its_sources_and_open_questions(visit):
    standing = StandingFactory(participant=country("do", "República Dominicana"), certainty="uncertain")
    standing.sources.add(SourceFactory(title_en="Report on 20 years"))
    standing.discrepancies.add(DiscrepancyFactory(topic_en="When it was admitted"))
    page = visit("/en/participants/").content.decode()
    for words in ("to be confirmed by the Secretariat", "Report on 20 years", "When it was admitted"):
        assert words in page


@pytest.mark.parametrize(
    "on", ["yesterday", "2012-13-40", "%00", "0000-00-00", "9999-12-31", "'; DROP TABLE", "1" * 4000]
)
def test_day_that_makes_no_sense_never_breaks_the_page(visit, on):
    StandingFactory(participant=country("hn", "Honduras"))
    assert "Honduras" in visit(f"/es/participantes/?on={on}").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_participants_ask_the_same_however_many_they_are(client, django_assert_num_queries, rows):
    for number in range(rows):
        standing = StandingFactory(participant=CountryFactory(key=f"k{number}"), certainty="likely")
        standing.sources.add(SourceFactory())
        StandingFactory(participant=OrganisationFactory(), status="observer_organisation")
        StandingFactory(participant=ChapterFactory().network, status="civil_society")
        ProvisionFactory(chapter="membership").sources.add(SourceFactory())
        PresidencyFactory(year=1996 + number, country=standing.participant)
    with django_assert_num_queries(6):
        client.get("/es/participantes/")


@pytest.fixture
def mexico():
    """A country with something in every section of its page."""
    mexico = country("mx", "México", "Mexico")
    StandingFactory(participant=mexico).sources.add(SourceFactory(title_es="Informe de 20 años"))
    term = PresidencyFactory(year=2010, country=mexico, theme_es="Migración y familia", theme_en="Migration and family")
    body = BodyFactory(key="redes", name_es="Red de enlace", name_en="Liaison network")
    BodyMembershipFactory(body=body, participant=mexico, role="coordinator", start="2011")
    meeting = MeetingFactory(
        key="crm-15", kind="vice_ministerial", ordinal=15, country=mexico, city_es="Tapachula", presidency=term
    )
    agreed_in(meeting, mexico, words="Se pide a México coordinar.")
    return mexico


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/es/participantes/mx/",
            ("México", "Migración y familia", "Red de enlace", "XV ", "Se pide a México coordinar."),
        ),
        (
            "/en/participants/mx/",
            ("Mexico", "Migration and family", "Liaison network", "XV Vice-Ministerial", "It is agreed."),
        ),
    ],
)
def test_participant_page_shows_what_the_record_holds(visit, mexico, path, words):
    response = visit(path)
    assert response.status_code == 200
    for expected in words:
        assert expected in response.content.decode()


def test_participant_page_counts_and_names_only_what_the_reader_may_see(visit, mexico):
    closed = MeetingFactory(key="closed", country=mexico, audience="member", name_es="Sesión cerrada")
    hidden = TextFactory(meeting=MeetingFactory(key="open", country=mexico), title_es="Borrador secreto")
    ParagraphFactory(text=hidden, order=1)
    DecisionFactory(paragraph=hidden.paragraphs.get()).addressees.add(mexico)
    decision = agreed_in(closed, mexico, words="Palabras reservadas.")
    page = visit("/es/participantes/mx/")
    dossier = page.context["dossier"]
    assert {one.meeting.key: one.texts for one in dossier.meetings} == {"crm-15": 1, "open": 0}
    for words in ("Sesión cerrada", "Borrador secreto", "Palabras reservadas", decision.key):
        assert words not in page.content.decode()


def test_participant_that_does_not_exist_is_not_found(visit):
    assert visit("/es/participantes/xx/").status_code == 404
    assert visit("/data/participants/xx.json").status_code == 404


def test_country_without_standing_has_a_page(visit):
    MeetingFactory(country=country("uy", "Uruguay"), city_es="Montevideo")
    assert "Montevideo" in visit("/es/participantes/uy/").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.django_db(transaction=True)
def test_page_of_the_network_lists_its_chapters(client, settings, django_assert_num_queries, rows):
    settings.PUBLIC_PAGES_BYTES = 0
    chapter = ChapterFactory(network=OrganisationFactory(key="rrocm", kind="network"), certainty="likely")
    StandingFactory(participant=chapter.network, status="civil_society", start="1998")
    for _ in range(rows - 1):
        ChapterFactory(network=chapter.network, certainty="likely").sources.add(SourceFactory())
    for queries in (7, 1):  # after a change of the record; while what all readers share is kept
        with django_assert_num_queries(queries):
            page = client.get("/es/participantes/rrocm/").content.decode()
    assert chapter.name_es in page and chapter.country.name_es in page


def test_participant_as_data_holds_both_languages_and_no_person(visit, mexico, personas):
    record = visit("/data/participants/mx.json").json()
    assert record["name"] == {"es": "México", "en": "Mexico"}
    assert record["presidencies"] == [
        {"year": 2010, "theme": {"es": "Migración y familia", "en": "Migration and family"}, "certainty": "firm"}
    ]
    (meeting,) = record["meetings_hosted"]
    assert meeting["title"]["en"] == "XV Vice-Ministerial Meeting" and meeting["start"] == "2012-06-21"
    assert meeting["url"]["es"].endswith("/es/reuniones/crm-15/") or "/es/" in meeting["url"]["es"]
    assert record["decisions_addressed"][0]["words"] == {"es": "Se pide a México coordinar.", "en": "It is agreed."}
    assert record["bodies"][0]["role"] == "coordinator"
    assert "@" not in visit("/data/participants/mx.json").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_participant_page_asks_the_same_however_much_there_is(client, django_assert_num_queries, mexico, rows):
    for number in range(rows):
        StandingFactory(participant=mexico, certainty="likely").sources.add(SourceFactory())
        PresidencyFactory(year=1900 + number, country=mexico, certainty="likely").sources.add(SourceFactory())
        BodyMembershipFactory(participant=mexico).sources.add(SourceFactory())
        meeting = MeetingFactory(country=mexico, certainty="likely")
        agreed_in(meeting, mexico, OrganisationFactory())
    with django_assert_num_queries(13):  # within a test's transaction nothing is kept; eight of them are, on a site
        client.get("/es/participantes/mx/")


def decisions_on(client, key):
    page = client.get(f"/es/participantes/{key}/").content.decode()
    return re.findall("Se acuerda en ([0-9]{4})", page)


@pytest.mark.engines
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite's editions cannot be emptied away behind a test")
@pytest.mark.django_db(transaction=True)
def test_latest_decisions_follow_the_days_of_their_meetings(client, settings, personas):
    settings.PUBLIC_PAGES_BYTES = 0
    mexico = country("mx", "México", "Mexico")
    meetings = {year: MeetingFactory(start=f"{year}-06-01", end=f"{year}-06-02") for year in range(2001, 2009)}
    agreed = {year: agreed_in(meeting, mexico, words=f"Se acuerda en {year}.") for year, meeting in meetings.items()}
    for _again in range(2):  # the second time by what is kept
        assert decisions_on(client, "mx") == ["2008", "2007", "2006", "2005", "2004", "2003"]
    days = {"start": PartialDate("2030-06-01"), "end": PartialDate("2030-06-02")}
    edit_meeting(meetings[2001], values=days, seen=1, by=personas["secretariat"])
    for _again in range(2):
        assert decisions_on(client, "mx") == ["2001", "2008", "2007", "2006", "2005", "2004"]
    Text.objects.filter(pk=agreed[2007].paragraph.text_id).update(audience="member")  # and nobody says so
    assert decisions_on(client, "mx") == ["2001", "2008", "2006", "2005", "2004", "2003"]


def test_latest_meetings_of_a_country_are_read_from_their_index_and_no_further(db):
    hosts = [CountryFactory() for _ in range(20)]
    held = {"kind": "technical", "state": "held", "audience": "public"}
    Meeting.objects.bulk_create(
        Meeting(key=f"m-{number}", country=hosts[number % 20], start=f"20{number % 19 + 10}-01-01", **held)
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = hosted_rows.__wrapped__(AnonymousUser(), country=hosts[0].pk).explain()
    assert "meeting_latest_there" in plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan


def test_participant_page_shows_the_latest_meetings_and_leads_to_all(visit):
    host = country("uy", "Uruguay")
    for _ in range(14):
        MeetingFactory(country=host)
    page = visit("/es/participantes/uy/")
    assert len(page.context["dossier"].meetings) == 12
    assert "?country=uy" in page.content.decode()

"""Who presided, with whom and when; how the bodies came and went; and the same as a table for spreadsheets."""

import csv
import io

import pytest

from common.spreadsheets import plain_cell
from declarations.services.publishing import publish_text
from tests.factories import (
    BodyFactory,
    BodyNameFactory,
    CountryFactory,
    MeetingFactory,
    PresidencyFactory,
    SourceFactory,
    TextFactory,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def presidencies():
    """Mexico, Panama, and a year of which no source tells who presided; by year."""
    mexico = CountryFactory(key="mx", name_es="México", name_en="Mexico")
    panama = CountryFactory(key="pa", name_es="Panamá", name_en="Panama")
    return {
        1996: PresidencyFactory(year=1996, country=mexico, theme_es="Un proceso de consulta", theme_en=""),
        1997: PresidencyFactory(year=1997, country=panama),
        1998: PresidencyFactory(year=1998, country=None, theme_es="", theme_en="", certainty="uncertain"),
    }


@pytest.mark.parametrize(("path", "country"), [("/es/historia/", "México"), ("/en/history/", "Mexico")])
def test_history_names_who_presided_with_the_troika(visit, presidencies, path, country):
    response = visit(path)
    lines = response.context["lines"]
    assert country in response.content.decode() and 'rel="canonical"' in response.content.decode()
    neighbours = [[term and term.year for term in (line.outgoing, line.incoming)] for line in lines]
    assert neighbours == [[None, 1997], [1996, 1998], [1997, None]]


def test_history_marks_a_theme_of_the_other_language_and_a_presidency_not_known(visit, presidencies):
    page = visit("/en/history/").content.decode()
    assert '<span lang="es">Un proceso de consulta</span>' in page
    assert "not known" in page and "to be confirmed by the Secretariat" in page


def test_history_counts_only_what_the_reader_may_see(visit, presidencies, personas):
    MeetingFactory(presidency=presidencies[1996], kind="vice_ministerial", ordinal=1, key="crm-01")
    MeetingFactory(presidency=presidencies[1996], audience="member")
    publish_text(text_with_paragraphs(1, meeting=MeetingFactory(key="crm-01")), by="test")
    TextFactory(meeting=MeetingFactory(key="crm-01"))
    counted = [visit("/es/historia/", as_=personas[name]).context["lines"][0].work for name in ("visitor", "member")]
    assert [(work.meetings, work.texts) for work in counted] == [(1, 1), (2, 1)]


def test_history_is_filtered_by_country_and_years_and_keeps_the_troika(visit, presidencies):
    (term,) = visit("/es/historia/?country=pa").context["lines"]
    assert (term.outgoing.country.key, term.presidency.year) == ("mx", 1997)
    assert [term.presidency.year for term in visit("/es/historia/?since=1997&sort=-year").context["lines"]] == [
        1998,
        1997,
    ]
    assert [year.number for year in visit("/es/historia/?until=1996").context["decade"].years] == [1996]


def test_history_as_of_a_day_is_the_troika_of_that_day(visit, presidencies):
    presidencies[1997].start, presidencies[1997].end = "1997-03-14", "1998-02-27"
    presidencies[1997].save()
    (term,) = visit("/es/historia/?on=1997-12-15").context["lines"]
    assert (term.outgoing.year, term.presidency.year, term.incoming.year) == (1996, 1997, 1998)
    assert visit("/es/historia/?on=1901-01-01").context["lines"] == []


@pytest.mark.parametrize(
    "query",
    [
        "country=xx",
        "on=ayer",
        "country__iso2=MX",
        "since=abc",
        "since=-1",
        "until=99999999999",
        "sort=country__name",
        "%00=%00",
    ],
)
def test_question_that_history_does_not_know_is_ignored(visit, presidencies, query):
    assert len(visit(f"/es/historia/?{query}").context["lines"]) == 3


def test_timeline_tells_how_bodies_were_created_renamed_merged_and_ended(visit, presidencies):
    secretariat = BodyFactory(key="st", kind="secretariat", start="1996-03", name_es="Secretaría")
    BodyNameFactory(body=secretariat, name_es="Unidad Técnica", start="1996-03", end="1997-05")
    BodyNameFactory(body=secretariat, name_es="Secretaría Técnica", start="1997-05-31")
    heir = BodyFactory(key="fusion", start="1998")
    for key in ("fronteras", "masiva"):
        heir.succeeds.add(BodyFactory(key=key, start="1996", end="1998"))
    BodyFactory(key="futuro", start="1996", end="1997")
    context = visit("/es/historia/").context
    turns = {year.number: {(turn.turn, turn.body.key) for turn in year.turns} for year in context["decade"].years}
    assert ("created", "st") in turns[1996] and ("renamed", "st") in turns[1997] and ("ended", "futuro") in turns[1997]
    assert {("merged", "fronteras"), ("merged", "masiva"), ("created", "fusion")} <= turns[1998]
    names = [name.name_es for name in context["milestones"].secretariat_names]
    assert names == ["Unidad Técnica", "Secretaría Técnica"]


def test_timeline_in_another_order_leaves_no_year_out(visit, presidencies):
    BodyFactory(start="1994", end="1999")
    for query in ("", "?sort=-year"):
        years = [year.number for year in visit(f"/es/historia/{query}").context["decade"].years]
        assert years == [1994, 1996, 1997, 1998, 1999]


def test_history_as_csv_holds_the_rows_of_the_page(visit, presidencies):
    response = visit("/en/history/presidencies.csv?country=mx")
    assert response["Content-Type"] == "text/csv; charset=utf-8" and response.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["Year"], row["Country"], row["Theme (Spanish)"]) == ("1996", "Mexico", "Un proceso de consulta")
    assert visit("/es/historia/presidencias.csv").content.decode("utf-8-sig").startswith("Año,País")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_cell_starts_a_formula(visit, words):
    PresidencyFactory(year=1996, theme_es=words)
    file = visit("/es/historia/presidencias.csv").content.decode("utf-8-sig")
    _heading, row = csv.reader(io.StringIO(file, newline=""))
    assert row[2] == f"'{words}"
    assert plain_cell("Migración = desarrollo") == "Migración = desarrollo"


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.django_db(transaction=True)
def test_history_asks_the_same_however_long_it_is(client, settings, django_assert_num_queries, rows):
    settings.PUBLIC_PAGES_BYTES = 0
    for number in range(rows):
        term = PresidencyFactory(year=1996 + number, certainty="likely")
        term.sources.add(SourceFactory())
        MeetingFactory(presidency=term, kind="vice_ministerial", ordinal=number + 1, certainty="likely")
        body = BodyFactory(start="1996", end="2000", certainty="likely")
        name = BodyNameFactory(body=body, start="1997", certainty="uncertain")
        for fact in (body, name):
            fact.sources.add(SourceFactory())
        BodyFactory(start="2000").succeeds.add(body)
    for queries in (11, 1):  # after a change of the record; while what all readers share is kept
        with django_assert_num_queries(queries):
            client.get("/es/historia/")


def test_timeline_when_longer_than_a_decade_is_told_by_decades(visit):
    for year in range(1996, 2008):
        PresidencyFactory(year=year)
    first, second = visit("/es/historia/?sort=year"), visit("/es/historia/?decade=2000")
    assert [year.number for year in first.context["decade"].years] == [1996, 1997, 1998, 1999]
    assert [year.number for year in second.context["decade"].years] == list(range(2000, 2008))
    assert '<a href="?sort=year&amp;decade=2000#timeline">2000–2007</a>' in first.content.decode()
    assert len(second.context["lines"]) == 12


@pytest.mark.parametrize("asked", ["", "1980", "abc", "-1", "%00"])
def test_decade_that_the_history_does_not_have_is_the_first(visit, asked):
    for year in range(1996, 2008):
        PresidencyFactory(year=year)
    assert visit(f"/es/historia/?decade={asked}").context["decade"].first == 1996


def test_history_shows_few_meetings_and_turns_of_a_year_and_leads_to_all(visit):
    term = PresidencyFactory(key="1996", year=1996)
    for number in range(5):
        MeetingFactory(presidency=term, kind="vice_ministerial", key=f"crm-{number}", start=f"1996-0{number + 1}")
    for _ in range(14):
        BodyFactory(start="1996")
    response = visit("/es/historia/")
    (line,), (year,) = response.context["lines"], response.context["decade"].years
    assert [meeting.key for meeting in line.work.chief] == ["crm-0", "crm-1"] and line.work.meetings == 5
    assert len(year.shown) == 12 and len(year.turns) == 14
    page = response.content.decode()
    assert "?presidency=1996&amp;kind=vice_ministerial" in page and "?on=1996-12-31" in page
    file = visit("/es/historia/presidencias.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file, newline="")))) == 6


@pytest.mark.django_db(transaction=True)
def test_history_that_a_member_read_first_tells_a_visitor_nothing_more(visit, settings, personas):
    """What is kept for everybody is never what only some may see, whoever comes first."""
    settings.PUBLIC_PAGES_BYTES = 0
    term = PresidencyFactory(year=1996)
    MeetingFactory(presidency=term, kind="vice_ministerial", audience="public", name_es="Reunión abierta")
    MeetingFactory(presidency=term, kind="vice_ministerial", audience="member", name_es="Reunión cerrada")
    for reader, seen in (("member", 2), ("visitor", 1), ("member", 2), ("visitor", 1)):
        response = visit("/es/historia/", as_=personas[reader])
        assert response.context["lines"][0].work.meetings == seen
        assert ("Reunión cerrada" in response.content.decode()) == (seen == 2)

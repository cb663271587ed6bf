"""The home page: honest about who presides, computed throughout, the same for every visitor."""

import json
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from crm_portal.queries.front_page import front_page
from declarations.models import Text
from tests.crm_portal.pages import elements, text_of
from tests.factories import CountryFactory, MeetingFactory, PresidencyFactory, StandingFactory, TextFactory

pytestmark = pytest.mark.django_db
FIRST, AGAIN = 10, 5  # after a change of the record; while what all readers share is kept


@pytest.fixture
def presided():
    """Panama, Belize and Costa Rica preside one after the other, as the record knows it."""
    for year, key, name in ((2023, "pa", "Panamá"), (2024, "bz", "Belice"), (2025, "cr", "Costa Rica")):
        PresidencyFactory(year=year, country=CountryFactory(key=key, name_es=name, name_en=name))


@time_machine.travel("2024-06-01")
def test_presidency_when_known_is_shown_between_the_one_before_and_the_next(visit, presided):
    page = text_of(visit("/es/"))
    assert "Presidencia Pro-Témpore Belice" in page
    assert "Panamá 2023" in page
    assert "Costa Rica 2025" in page


@time_machine.travel("2026-06-01")
def test_presidency_when_unknown_says_so_and_names_the_last_known(visit, presided):
    PresidencyFactory(year=2026, country=None, theme_es="", theme_en="")
    page = text_of(visit("/en/"))
    assert "do not say who presides in 2026" in page
    assert "The last presidency it knows: Costa Rica, 2025" in page


def test_home_when_the_record_is_empty_still_answers(visit):
    assert visit("/es/").status_code == 200


@time_machine.travel("2024-06-01")
def test_meetings_when_dated_are_told_apart_as_next_and_latest(visit):
    MeetingFactory(key="past", start="2024-01-10", end="2024-01-12", name_en="Past meeting", audience="public")
    MeetingFactory(key="soon", start="2024-07-16", end="2024-07-17", name_en="Coming meeting", audience="public")
    MeetingFactory(key="later", start="2024-12", name_en="Later meeting", audience="public")
    MeetingFactory(key="closed", start="2024-06-20", name_en="Closed meeting", audience="member")
    page = text_of(visit("/en/"))
    assert "Next meeting Coming meeting 16–\u206017 July 2024" in page
    assert "Latest meeting in the record Past meeting" in page
    assert "Closed meeting" not in page


def test_latest_text_when_agreed_is_shown_in_both_languages(visit):
    for day, symbol in (("2012-06-22", "old"), ("2016-11-18", "new")):
        text = TextFactory(symbol=symbol, adopted_on=day)
        Text.objects.filter(pk=text.pk).update(state="published")
    response = visit("/es/")
    assert "Declaración new" in text_of(response)
    assert [words for _, words in elements(response, "p", lang="en")] == ["Declaration new"]
    assert "Declaración old" not in text_of(response)


def test_counts_when_shown_are_of_what_the_visitor_may_see(visit):
    for number in range(3):
        StandingFactory(participant=CountryFactory(key=f"m{number}"))
    MeetingFactory(key="open", start="2001", audience="public")
    MeetingFactory(key="shut", start="2002", audience="troika")
    figures = [words for _, words in elements(visit("/en/"), "p", **{"class": "figure"})]
    assert figures == ["0", "3 + 0", "1"]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.django_db(transaction=True)
def test_home_when_the_record_grows_asks_the_same_queries(client, settings, rows, django_assert_num_queries):
    settings.PUBLIC_PAGES_BYTES = 0
    for number in range(rows):
        StandingFactory(participant=CountryFactory(key=f"m{number}"))
        PresidencyFactory(year=1990 + number, certainty="uncertain")
        MeetingFactory(start=f"{2013 + number}", audience="public", certainty="likely")
        Text.objects.filter(pk=TextFactory(adopted_on=f"{1990 + number}").pk).update(state="published")
    for queries in (FIRST, AGAIN):
        with django_assert_num_queries(queries):
            client.get("/es/")


def test_home_when_kept_sets_no_cookie(visit):
    response = visit("/es/")
    assert not response.cookies
    assert response["Cache-Control"] == "public, no-cache"


def test_organisation_when_described_for_machines_is_json(visit):
    [(_, words)] = elements(visit("/es/"), "script", type="application/ld+json")
    described = json.loads(words)
    assert (described["@type"], described["name"]) == ("Organization", "Conferencia Regional sobre Migración")


@pytest.mark.parametrize(("asked", "expected"), [("en-GB,en", "/en/"), ("es-MX", "/es/"), ("fr", "/es/")])
def test_front_door_when_entered_leads_to_the_browsers_language(visit, asked, expected):
    response = visit("/", **{"Accept-Language": asked})
    assert (response.status_code, response["Location"]) == (302, expected)


@pytest.mark.parametrize("path", ["/es/", "/en/"])
def test_page_when_read_names_itself_in_both_languages(visit, path):
    response = visit(path)
    links = {one["hreflang"]: one["href"] for one, _ in elements(response, "link", rel="alternate")}
    assert links == {"es": "http://testserver/es/", "en": "http://testserver/en/", "x-default": "http://testserver/es/"}
    [(canonical, _)] = elements(response, "link", rel="canonical")
    assert canonical["href"] == f"http://testserver{path}"
    assert [attributes["lang"] for attributes, _ in elements(response, "html")] == [path.strip("/")]


def test_language_switch_when_followed_keeps_the_page_and_its_question(visit):
    response = visit("/es/glosario/?sort=en")
    assert [one["href"] for one, _ in elements(response, "a", hreflang="en")] == ["/en/glossary/?sort=en"]


def test_meeting_when_known_to_the_month_is_to_come_until_the_month_ends(db):
    MeetingFactory(key="month", start="2026-11", audience="public")
    page = front_page(AnonymousUser(), date(2026, 11, 21))
    assert (page.next_meeting.key, page.latest_meeting) == ("month", None)
    page = front_page(AnonymousUser(), date(2026, 12, 1))
    assert (page.next_meeting, page.latest_meeting.key) == (None, "month")

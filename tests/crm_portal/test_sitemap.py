"""What search engines are told."""

import pytest
from lxml import etree

from declarations.models import Text
from tests.factories import BodyFactory, CountryFactory, MeetingFactory, TextFactory, WorkPlanFactory

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
pytestmark = pytest.mark.django_db


def addresses(response):
    """Every address of the map, with its alternates by language."""
    tree = etree.fromstring(response.content)
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            one.get("hreflang"): one.get("href") for one in url.findall("x:link", NAMES)
        }
        for url in tree.findall("s:url", NAMES)
    }


def test_page_when_public_is_listed_in_both_languages_with_its_alternates(visit):
    found = addresses(visit("/sitemap.xml"))
    both = {"es": "http://testserver/es/glosario/", "en": "http://testserver/en/glossary/"}
    both["x-default"] = both["es"]
    assert found["http://testserver/es/glosario/"] == both
    assert found["http://testserver/en/glossary/"] == both


def test_thing_when_public_is_listed_and_when_closed_is_not(visit):
    CountryFactory(key="bz")
    BodyFactory(key="grcm")
    MeetingFactory(key="open", audience="public")
    MeetingFactory(key="shut", audience="member")
    published = TextFactory(symbol="published")
    Text.objects.filter(pk=published.pk).update(state="published")
    TextFactory(symbol="draft")
    found = " ".join(addresses(visit("/sitemap.xml")))
    for shown in ("/bz/", "/grcm/", "/open/", "/published/"):
        assert shown in found
    for hidden in ("shut", "draft"):
        assert hidden not in found


def test_addresses_when_listed_all_answer(visit):
    CountryFactory(key="bz")
    BodyFactory(key="grcm")
    MeetingFactory(key="open", audience="public")
    for address in addresses(visit("/sitemap.xml")):
        assert visit(address.removeprefix("http://testserver")).status_code == 200, address


@pytest.mark.parametrize("rows", [1, 30])
def test_map_when_the_record_grows_asks_the_same_queries(client, rows, django_assert_num_queries):
    for number in range(rows):
        CountryFactory(key=f"c{number}")
        MeetingFactory(audience="public")
        WorkPlanFactory(approved=True, audience="public", body__key=f"b{number}")
    with django_assert_num_queries(7):
        client.get("/sitemap.xml")


def test_robots_when_asked_are_shown_the_map_and_the_closed_doors(visit):
    response = visit("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    words = response.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in words
    assert "Disallow: /es/intranet/" in words

"""How the conference works: its rules by chapter, each with its source."""

import pytest

from tests.crm_portal.pages import elements, text_of
from tests.factories import DiscrepancyFactory, ProvisionFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words"), [("/es/conferencia/", "Disposición one."), ("/en/about/", "Provision one.")]
)
def test_rule_when_in_force_stands_under_its_chapter_with_an_anchor(visit, path, words):
    rule = ProvisionFactory(key="one", chapter="calendar")
    rule.sources.add(SourceFactory(key="report"))
    response = visit(path)
    assert words in text_of(response)
    assert elements(response, "li", id="one")
    assert elements(response, "h2", id="chapter-calendar")
    assert any(one["href"].endswith("#report") for one, _ in elements(response, "a", **{"class": "cite"}))


def test_rule_when_no_longer_in_force_is_left_out(visit):
    ProvisionFactory(key="gone", end="2001")
    assert "Provision gone." not in text_of(visit("/en/about/"))


def test_rule_when_uncertain_carries_the_mark_and_the_question(visit):
    rule = ProvisionFactory(certainty="likely")
    rule.discrepancies.add(DiscrepancyFactory(key="date"))
    page = text_of(visit("/en/about/"))
    assert "to be confirmed by the Secretariat" in page
    assert "Question date" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_about_when_the_rules_grow_asks_the_same_queries(client, rows, django_assert_num_queries):
    for number in range(rows):
        ProvisionFactory(key=f"p{number}", certainty="likely").sources.add(SourceFactory())
    with django_assert_num_queries(3):
        client.get("/en/about/")


def test_about_when_nothing_is_loaded_says_so(visit):
    assert "not loaded yet" in text_of(visit("/en/about/"))

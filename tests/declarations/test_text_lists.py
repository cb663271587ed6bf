"""The lists of texts and decisions: filters, orders, years, in few queries, whatever the address asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from declarations.services.publishing import publish_text
from tests.declarations.reading import page, published
from tests.factories import (
    CountryFactory,
    DecisionFactory,
    MeetingFactory,
    ParagraphFactory,
    TextFactory,
    TopicFactory,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_few_questions_however_long_they_are(client, count):
    for number in range(count):
        text = text_with_paragraphs(1, symbol=f"listed-{number}")
        decision = DecisionFactory(paragraph=text.paragraphs.get())
        decision.addressees.add(CountryFactory(key=f"x{number}"))
        decision.topics.add(TopicFactory(key=f"t{number}"))
        publish_text(text, by="test")
    # Nothing is kept within a transaction: what is counted or offered is asked for by each who shows it.
    for name, number in (("text-list", 7), ("decision-list", 9)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(name)).status_code == 200
        assert len(asked) == number, name


def test_text_list_filters_sorts_and_counts(visit):
    published(symbol="one", kind="communique", adopted_on="1996-03-14")
    published(symbol="two", adopted_on="2012")
    one_language = TextFactory(symbol="three", adopted_on="2013")
    ParagraphFactory(text=one_language, body_en="")
    publish_text(one_language, by="test")

    def symbols(query):
        return [text.symbol for text in visit(page("text-list", "en", query)).context["texts"]]

    assert symbols("") == ["three", "two", "one"]
    assert symbols("?kind=communique") == ["one"]
    assert symbols("?sort=date") == ["one", "two", "three"]
    assert symbols("?since=2012&until=2012") == ["two"]
    assert symbols("?language=both&sort=date") == ["one", "two"]
    assert symbols("?language=en&until=2000") == ["one"]
    counted = visit(page("text-list", "es")).context["kinds"]
    assert {kind: count for kind, _, count in counted} == {"communique": 1, "declaration": 2}


def test_text_list_shows_both_titles_where_they_differ(visit):
    published(title_es="Declaración de Puebla", title_en="Puebla Declaration")
    published(title_es="CRM", title_en="CRM")
    content = visit(page("text-list")).content.decode()
    assert "Declaración de Puebla" in content and content.count(">CRM<") == 1


def test_decision_list_when_no_order_is_asked_shows_the_latest_meeting_first(visit):
    for start in ("2001-03-22", "2010-05-20"):
        text = text_with_paragraphs(1, meeting=MeetingFactory(start=start))
        DecisionFactory(paragraph=text.paragraphs.get(order=1))
        publish_text(text, by="test")
    found = visit(page("decision-list")).context["decisions"]
    assert [line.row.meeting__start.iso for line in found] == ["2010-05-20", "2001-03-22"]


def test_decision_list_offers_the_years_of_its_meetings_and_takes_one_meeting_by_link(visit):
    for start in ("2001-03-22", "2010-05-20", "2010"):
        text = text_with_paragraphs(1, meeting=MeetingFactory(key=f"of-{start}", start=start))
        DecisionFactory(paragraph=text.paragraphs.get(order=1))
        publish_text(text, by="test")
    MeetingFactory(start="1999")

    def starts(query):
        found = visit(page("decision-list", "en", query)).context["decisions"]
        return sorted(line.row.meeting__start.iso for line in found)

    offered = visit(page("decision-list", query="?sort=-date")).context["filter"].form.fields["year"].choices
    assert [year for year, _words in offered if year] == ["2010", "2001"]
    assert starts("?year=2010") == ["2010", "2010-05-20"] and starts("?year=2001") == ["2001-03-22"]
    assert starts("?meeting=of-2010") == ["2010"] and starts("?meeting=of-1999") == []


def test_decision_list_shows_published_words_and_links_the_paragraph(visit):
    text = text_with_paragraphs(2)
    decision = DecisionFactory(paragraph=text.paragraphs.get(order=2))
    other = DecisionFactory(paragraph=text.paragraphs.get(order=1), verb_es="tomar nota", verb_en="take note")
    publish_text(text, by="test")
    text.paragraphs.update(body_en="A correction nobody has published.")
    content = visit(page("decision-list")).content.decode()
    assert "Paragraph 2: the member" in content and "nobody has published" not in content
    with override("en"):
        assert f'href="{decision.get_absolute_url()}"' in content
    found = visit(page("decision-list", "en", "?verb=Take note")).context["decisions"]
    assert [line.key for line in found] == [other.key]


@pytest.mark.parametrize("name", ["text-list", "decision-list"])
@pytest.mark.parametrize(
    "query",
    [
        "?kind=%00&topic=' or 1=1--&country=\"><script>&since=99999999999999999999&until=-1&language=xx&sort=password",
        "?sort=-meeting__presidency&meeting__audience=member&text__audience=member&verb=%00",
        "?verb=" + "x" * 5000 + "&due=maybe&body=%F0%9F%92%A5",
    ],
)
def test_lists_when_asked_nonsense_answer_as_ever(visit, name, query):
    published()
    answer = visit(page(name, "en", query))
    assert answer.status_code == 200
    assert b"<script>&since" not in answer.content


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "%00"])
def test_lists_when_asked_for_a_page_that_is_not_there_say_so(visit, number):
    published()
    assert visit(page("text-list", "en", f"?page={number}")).status_code == 404

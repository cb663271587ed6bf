"""Sources, glossary and open questions."""

import pytest

from tests.crm_portal.pages import elements, text_of
from tests.factories import DiscrepancyFactory, SourceFactory, TermFactory

pytestmark = pytest.mark.django_db


def question(key, *sources, says=("uno", "one")):
    made = DiscrepancyFactory(
        key=key, claims=[{"says_es": says[0], "says_en": says[1], "sources": [one.key for one in sources]}]
    )
    made.sources.set(sources)
    return made


def test_source_when_listed_carries_each_title_in_its_language(visit):
    SourceFactory(key="report", title_es="Informe", title_en="Report")
    response = visit("/es/fuentes/")
    assert elements(response, "li", id="report")
    assert "Informe" in [words for _, words in elements(response, "p", lang="es")]
    assert "Report" in [words for _, words in elements(response, "p", lang="en")]


def test_source_when_party_to_a_question_links_to_it(visit):
    question("since", SourceFactory())
    assert any(one["href"] == "/en/open-questions/#since" for one, _ in elements(visit("/en/sources/"), "a"))


@pytest.mark.parametrize(("sort", "first"), [("es", "ACNUR"), ("en", "AAA")])
def test_glossary_when_sorted_follows_the_language_asked_for(visit, sort, first):
    TermFactory(key="unhcr", acronym_es="ACNUR", acronym_en="UNHCR")
    TermFactory(key="a", acronym_es="ZZZ", acronym_en="AAA")
    heads = [words for _, words in elements(visit(f"/es/glosario/?sort={sort}"), "th", scope="row")]
    assert heads[0].startswith(first)


def test_glossary_when_asked_for_an_unknown_order_keeps_the_pages_own(visit):
    TermFactory(acronym_es="ACNUR", acronym_en="UNHCR")
    [(current, _)] = elements(visit("/en/glossary/?sort=password"), "a", aria_current="page", href="?sort=en")
    assert current


def test_accented_term_when_sorted_stands_under_its_plain_letter(visit):
    TermFactory(acronym_es="Órgano", acronym_en="Body")
    assert elements(visit("/es/glosario/"), "tbody", id="letter-o")


@pytest.mark.parametrize(("path", "says"), [("/es/cuestiones-abiertas/", "uno"), ("/en/open-questions/", "one")])
def test_question_when_open_shows_each_claim_with_who_makes_it(visit, path, says):
    question("since", SourceFactory(key="poster"))
    response = visit(path)
    assert says in text_of(response)
    assert any(one["href"].endswith("#poster") for one, _ in elements(response, "a", **{"class": "cite"}))


def test_claim_when_only_in_the_other_language_is_marked_as_such(visit):
    question("name", SourceFactory(), says=("solo aquí", ""))
    assert [words for _, words in elements(visit("/en/open-questions/"), "p", lang="es")] == ["solo aquí"]


def test_questions_when_filtered_are_those_of_the_source(visit):
    poster, report = SourceFactory(key="poster"), SourceFactory(key="report")
    question("first", poster)
    question("second", report)
    response = visit("/en/open-questions/?source=poster")
    assert elements(response, "article", id="first")
    assert not elements(response, "article", id="second")
    assert "1 entry" in text_of(response)


def test_questions_when_filtered_by_no_source_at_all_say_what_is_wrong(visit):
    response = visit("/en/open-questions/?source=nothing")
    assert response.status_code == 200
    assert "needs your attention" in text_of(response)


@pytest.mark.parametrize(("path", "queries"), [("/en/sources/", 3), ("/en/glossary/", 2), ("/en/open-questions/", 4)])
@pytest.mark.parametrize("rows", [1, 30])
def test_page_when_the_record_grows_asks_the_same_queries(client, path, queries, rows, django_assert_num_queries):
    for number in range(rows):
        question(f"q{number}", SourceFactory())
        TermFactory()
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("path", ["fuentes", "glosario", "cuestiones-abiertas"])
def test_page_when_nothing_is_loaded_still_answers(visit, path):
    assert visit(f"/es/{path}/").status_code == 200

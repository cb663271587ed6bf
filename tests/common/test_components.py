"""The small pieces of a page, each by what a reader gets to see."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from common.models import Discrepancy, Source
from common.periods import Bound, PartialDate


class Fact:
    """A fact with a period, as far as the pieces look at one."""

    def __init__(self, start=None, end=None, bound=Bound.EXACT, certainty="firm"):
        self.start = PartialDate(start) if start else None
        self.end = PartialDate(end) if end else None
        self.start_bound, self.certainty = bound, certainty
        self.is_to_be_confirmed = certainty != "firm"
        self.note = self.note_en = self.note_es = ""

    class sources:  # noqa: N801 - stands for a manager
        @staticmethod
        def all():
            return [Source(key="report", title_es="Informe", title_en="")]

    class discrepancies:  # noqa: N801 - stands for a manager
        @staticmethod
        def all():
            return [Discrepancy(key="since", topic_es="Desde cuándo", topic_en="Since when")]


def draw(markup, language="en", query="", **context):
    request = RequestFactory().get(f"/{language}/lista/{query}")
    with override(language):
        return Template("{% load i18n %}" + markup).render(Context({"request": request, **context}))


def words(markup, language="en", **context):
    from django.utils.html import strip_tags

    return " ".join(strip_tags(draw(markup, language, **context)).split())


@pytest.mark.parametrize(
    ("fact", "english", "spanish"),
    [
        (Fact("1996"), "since 1996", "desde 1996"),
        (Fact("1996-03-13"), "since 13 March 1996", "desde el 13 de marzo de 1996"),
        (Fact("1996", "2004"), "1996 – 2004", "1996 – 2004"),
        (Fact("1996", "1996"), "1996", "1996"),
        (Fact(None, "2004-05-20"), "until 20 May 2004", "hasta el 20 de mayo de 2004"),
        (Fact("2007", bound=Bound.BY), "since 2007 at the latest", "desde 2007 a más tardar"),
        (Fact("1999", bound=Bound.AFTER), "after 1999", "después de 1999"),
        (Fact(), "date not known", "fecha desconocida"),
    ],
)
def test_period_when_told_is_as_precise_as_known(fact, english, spanish):
    assert words("{% period fact %}", fact=fact) == english
    assert words("{% period fact %}", "es", fact=fact) == spanish


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        ("2024-07-16", "2024-07-17", "16–\u206017 July 2024", "16–\u206017 de julio de 2024"),
        ("2017-11-27", "2017-12-02", "27 November – 2 December 2017", "27 de noviembre – 2 de diciembre de 2017"),
        (
            "2009-12-31",
            "2010-01-02",
            "31 December 2009 – 2 January 2010",
            "31 de diciembre de 2009 – 2 de enero de 2010",
        ),
        ("2018", None, "2018", "2018"),
        ("2018-05", "2018-05", "May 2018", "mayo de 2018"),
        (None, None, "date not known", "fecha desconocida"),
    ],
)
def test_days_when_told_say_nothing_twice(start, end, english, spanish):
    assert words("{% days fact %}", fact=Fact(start, end)) == english
    assert words("{% days fact %}", "es", fact=Fact(start, end)) == spanish


def test_date_when_unknown_is_a_dash():
    assert words("{% date none %}", none=None) == "—"


def test_certainty_when_firm_says_nothing():
    assert draw("{% certainty fact %}", fact=Fact()).strip() == ""


def test_certainty_when_not_firm_shows_sources_and_questions_in_their_language():
    drawn = draw("{% certainty fact %}", fact=Fact(certainty="uncertain"))
    assert "to be confirmed by the Secretariat" in drawn
    assert '<span lang="es">Informe</span>' in drawn
    assert "/en/open-questions/#since" in drawn


def test_name_when_only_in_the_other_language_is_marked_as_such():
    source = Source(title_es="Informe", title_en="")
    assert draw('{% label source "title" %}', "es", source=source) == "Informe"
    assert draw('{% label source "title" %}', "en", source=source) == '<span lang="es">Informe</span>'


def test_words_of_others_when_shown_are_escaped():
    source = Source(key="x", title_es="<b>", title_en="<b>", language='"><b>')
    fact = Fact(certainty="likely")
    fact.note = fact.note_en = "<script>"
    for markup in (
        "{% cite source %}",
        "{% chip source.title %}",
        "{% certainty fact %}",
        "{% notice %}{{ source.title }}{% endnotice %}",
    ):
        drawn = draw(markup, source=source, fact=fact)
        assert "<b>" not in drawn
        assert "<script>" not in drawn


def test_sort_header_when_sorted_turns_round_and_keeps_the_question():
    drawn = draw('{% sort_header "year" "Year" %}', query="?sort=year&country=bz&page=3")
    assert 'aria-sort="ascending"' in drawn
    assert 'href="?sort=-year&amp;country=bz"' in drawn


def test_sort_header_when_nothing_is_asked_shows_the_order_of_the_list():
    assert 'aria-sort="descending"' in draw('{% sort_header "year" "Year" default="-year" %}')
    assert "aria-sort" not in draw('{% sort_header "name" "Name" default="-year" %}')


def test_pagination_when_turned_keeps_the_question():
    from django.core.paginator import Paginator

    drawn = draw("{% pagination page %}", query="?country=bz&page=2", page=Paginator(range(90), 30).page(2))
    assert 'rel="prev" href="?country=bz&amp;page=1"' in drawn
    assert 'rel="next" href="?country=bz&amp;page=3"' in drawn
    assert drawn.count("aria-current") == 1


def test_pagination_when_all_fits_on_one_page_is_not_there():
    from django.core.paginator import Paginator

    assert draw("{% pagination page %}", page=Paginator(range(3), 30).page(1)).strip() == ""


def test_language_when_missing_is_said_in_words_and_not_linked():
    drawn = draw('{% language_chip "en" missing=True %}', "es")
    assert "no disponible: Inglés" in drawn
    assert "href" not in drawn


def test_progress_when_done_asks_no_more():
    assert "hx-get" in draw('{% progress "/x" %}')
    assert "hx-get" not in draw('{% progress "/x" done=True %}')

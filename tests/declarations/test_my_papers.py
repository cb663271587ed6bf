"""Texts for somebody: their part of the home of the intranet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.models import Edition, Text
from declarations.queries import papers_of
from declarations.services.publishing import publish_text
from tests.factories import TextFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db


def ago(**more):
    return timezone.now() - timedelta(**more)


def symbols(texts):
    return [text.symbol for text in texts]


def published(symbol, audience="public"):
    text = text_with_paragraphs(1, symbol=symbol, audience=audience)
    publish_text(text, by="test")
    return text


def test_papers_of_a_member_are_circulated_drafts_and_what_is_not_public(personas):
    TextFactory(symbol="kept-back")
    TextFactory(symbol="earlier", circulated_at=ago(days=2))
    TextFactory(symbol="later", circulated_at=ago(days=1))
    published("public")
    published("closed", "member")
    papers = papers_of(personas["member"], None)
    assert symbols(papers.drafts) == ["later", "earlier"]
    assert symbols(papers.closed) == ["closed"] and papers.new == []


def test_papers_of_an_observer_hold_no_draft_and_nothing_of_the_members(personas):
    TextFactory(symbol="draft", circulated_at=ago(days=1))
    published("closed", "member")
    published("theirs", "observer_country")
    papers = papers_of(personas["observer_country"], ago(days=3))
    assert symbols(papers.drafts) == [] and symbols(papers.closed) == symbols(papers.new) == ["theirs"]
    assert not papers_of(personas["nobody"], ago(days=3))


def test_new_papers_are_those_of_after_the_visit(personas):
    published("published")
    TextFactory(symbol="draft", circulated_at=ago(hours=2))
    opened = TextFactory(symbol="opened", state="published", audience="troika")
    Edition.objects.create(text=opened, number=1, sha256="0" * 64, code="OLD", published_at=ago(days=9))
    assert "opened" not in symbols(papers_of(personas["member"], ago(days=3)).new)
    Text.objects.filter(pk=opened.pk).update(opens_on=timezone.localdate())
    assert set(symbols(papers_of(personas["member"], ago(days=3)).new)) == {"published", "draft", "opened"}
    assert papers_of(personas["member"], timezone.now() + timedelta(minutes=1)).new == []


def test_new_paper_says_which_edition(personas):
    text = published("twice")
    text.paragraphs.update(body_es="Otras palabras", body_en="Other words")
    publish_text(text, by="test", reason="A word was missing.")
    (new,) = papers_of(personas["member"], ago(days=1)).new
    assert new.edition_number == 2 and new.news_at == Edition.objects.get(number=2).published_at

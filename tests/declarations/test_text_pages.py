"""The reading room: how a text is shown, to whom, in how many queries."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Text
from declarations.services.publishing import publish_text
from tests.declarations.reading import make_ready, page, published
from tests.factories import (
    CountryFactory,
    DecisionFactory,
    DiscrepancyFactory,
    ParagraphFactory,
    SourceFactory,
    TextFactory,
    TopicFactory,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["es", "en", "both"])
def test_text_page_shows_the_language_that_is_asked_for(visit, language, view):
    text = published()
    content = visit(page("text-detail", language, f"?view={view}", symbol=text.symbol)).content.decode()
    assert ("Párrafo 2: los países" in content) == (view != "en")
    assert ("Paragraph 2: the member" in content) == (view != "es")
    assert f'id="{text.paragraphs.get(order=2).anchor}"' in content


def test_text_page_when_no_language_is_asked_for_reads_in_its_own(visit):
    text = published()
    assert "Paragraph 2: the member" in visit(page("text-detail", "en", symbol=text.symbol)).content.decode()
    assert "Párrafo 2: los países" in visit(page("text-detail", "es", symbol=text.symbol)).content.decode()


def test_text_page_shows_a_missing_language_as_missing(visit):
    text = TextFactory(symbol="lacking")
    ParagraphFactory(text=text, order=1)
    ParagraphFactory(text=text, order=2, label_en="", body_es="Sólo español.", body_en="")
    publish_text(text, by="test")
    english = visit(page("text-detail", "en", symbol="lacking")).content.decode()
    assert "This paragraph has no English text." in english
    assert "Sólo español." not in english


def test_text_page_when_a_whole_language_is_missing_says_so_once(visit):
    text = TextFactory(symbol="spanish-only")
    for order in (1, 2, 3):
        ParagraphFactory(text=text, order=order, label_en="", body_en="")
    publish_text(text, by="test")
    english = visit(page("text-detail", "en", symbol="spanish-only")).content.decode()
    assert "holds no English text" in english
    assert "This paragraph has no English text." not in english


def test_text_page_of_a_summary_says_so_unmistakably(visit):
    text = published(nature="summary")
    assert "Summary, not the official text" in visit(page("text-detail", symbol=text.symbol)).content.decode()


def test_text_page_of_a_title_alone_links_its_source(visit):
    text = TextFactory(symbol="title-only", nature="reference", url="https://example.org/paper")
    Text.objects.filter(pk=text.pk).update(state="published")
    ParagraphFactory(text=text, body_en="Never frozen.")
    content = visit(page("text-detail", symbol="title-only")).content.decode()
    assert "not its words" in content and 'href="https://example.org/paper"' in content
    assert "Never frozen." not in content


def test_text_page_shows_frozen_words_while_the_working_copy_changes(visit):
    text = published()
    text.paragraphs.filter(order=1).update(body_en="Not published yet.")
    assert "Not published yet." not in visit(page("text-detail", symbol=text.symbol)).content.decode()


def test_edition_page_when_superseded_says_so(visit):
    text = published()
    text.paragraphs.filter(order=1).update(body_en="Corrected words.")
    publish_text(text, by="test", reason="Corrects paragraph 1.")
    old = visit(page("edition-detail", symbol=text.symbol, number=1)).content.decode()
    assert "superseded by edition 2" in old and "Corrected words." not in old
    new = visit(page("text-detail", symbol=text.symbol)).content.decode()
    assert "superseded" not in new and "Corrected words." in new and "Corrects paragraph 1." in new
    assert visit(page("edition-detail", symbol=text.symbol, number=3)).status_code == 404


def test_text_page_escapes_what_the_text_says(visit):
    text = TextFactory(symbol="hostile", title_en="</script><script>alert(1)</script>")
    ParagraphFactory(text=text, label_en="<b>", body_en='<img src=x onerror="alert(1)">')
    publish_text(text, by="test")
    content = visit(page("text-detail", "en", "?view=both", symbol="hostile")).content.decode()
    assert "<img src=x" not in content and "<script>alert" not in content
    described = re.search(r'<script type="application/ld\+json">(.*?)</script>', content, re.S)
    assert described and "</script><script>" in json.loads(described[1])["name"][1]["@value"]


def test_text_page_shows_what_is_followed_up_of_a_paragraph(visit):
    text = text_with_paragraphs(2)
    decision = DecisionFactory(paragraph=text.paragraphs.get(order=1), due_en="by March 2013", due_es="a marzo")
    decision.addressees.add(CountryFactory(key="hn", name_es="Honduras", name_en="Honduras"))
    decision.topics.add(TopicFactory(key="return", name_es="Retorno", name_en="Return"))
    publish_text(text, by="test")
    content = visit(page("text-detail", symbol=text.symbol)).content.decode()
    assert "Honduras" in content and "by March 2013" in content and "?topic=return" in content


@pytest.mark.parametrize("count", [1, 200])
@pytest.mark.parametrize("name", ["text-detail", "edition-detail", "text-citation", "edition-renderings"])
def test_text_pages_ask_few_questions_however_long_the_text(client, count, name):
    text = text_with_paragraphs(count)
    text.sources.add(SourceFactory(), SourceFactory())
    text.discrepancies.add(DiscrepancyFactory())
    for paragraph in text.paragraphs.all()[:20]:
        DecisionFactory(paragraph=paragraph).topics.add(TopicFactory(key="one"))
    publish_text(text, by="test")
    kwargs = {"symbol": text.symbol} | ({"number": 1} if name.startswith("edition") else {})
    kwargs |= {"form": "ris"} if name == "text-citation" else {}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page(name, **kwargs)).status_code == 200
    assert len(asked) == 6
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page(name, **kwargs), headers={"hx-request": "true"}).status_code == 200  # made anew
    assert not [one["sql"] for one in asked if "canonical" in one["sql"]]


def test_words_that_are_at_hand_are_shown_to_nobody_who_may_not_read_them(client):
    text = published(audience="public")
    address = page("text-detail", symbol=text.symbol)
    for audience, status in (("public", 200), ("member", 404), ("public", 200)):
        Text.objects.filter(pk=text.pk).update(audience=audience)
        assert client.get(address, headers={"hx-request": "true"}).status_code == status


def exits_of(text):
    """Every way by which the words of a text could come out."""
    edition = text.editions.get(number=1)
    symbol = {"symbol": text.symbol}
    return [
        page("text-detail", **symbol),
        page("text-detail", "es", "?view=both", **symbol),
        page("edition-detail", **symbol, number=1),
        page("edition-renderings", **symbol, number=1),
        *(page("text-citation", **symbol, form=form) for form in ("txt", "bib", "ris")),
        reverse("rendering-file", kwargs={"code": edition.code, "language": "es"}),
        reverse("canonical-file", kwargs={"code": edition.code}),
    ]


def test_closed_text_comes_out_by_no_exit(visit, personas):
    text = published(symbol="for-members", title_en="Zq closed title", audience="member")
    rendering = make_ready(text.editions.get())
    for path in exits_of(text):
        answer = visit(path, personas["member"])
        assert answer.getvalue()
        assert answer.status_code == 200, path
        for name in ("visitor", "civil_society", "observer_country", "administrator", "expired", "nobody"):
            assert visit(path, personas[name]).status_code == 404, (name, path)
    with override("en"):
        verify = reverse("verify")
    for query in (f"?code={rendering.edition.code}", ""):
        assert b"Zq closed title" not in visit(verify + query).content
    for name in ("text-list", "decision-list"):
        assert b"Zq closed title" not in visit(page(name)).content


def test_draft_is_not_shown_nor_counted(visit, personas):
    text_with_paragraphs(2, symbol="draft-text", title_en="Zq draft title")
    published(symbol="open-text")
    assert visit(page("text-detail", symbol="draft-text")).status_code == 404
    listed = visit(page("text-list"))
    assert [text.symbol for text in listed.context["texts"]] == ["open-text"]
    assert listed.context["kinds"] == (("declaration", "Declaration", 1),)
    assert visit(page("text-detail", symbol="draft-text"), personas["member"]).status_code == 404
    seen = visit(page("text-detail", symbol="draft-text"), personas["secretariat"]).content.decode()
    assert "Zq draft title" in seen and "Only the Secretariat sees this page" in seen


def test_public_pages_carry_no_cookie(visit):
    text = published()
    for path in [*exits_of(text)[:7], page("text-list"), page("decision-list")]:
        assert not visit(path).cookies, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_page_escapes_all_that_stands_around_the_words(visit, language):
    bad = "<b>x</b>"
    both = {f"{name}_{code}": bad for name in ("title", "adopted_by", "note") for code in LANGUAGES}
    text = published(original_language=bad[:8], url='https://x.test/"<b>', **both)
    text.topics.add(TopicFactory(key="t", name_es=bad, name_en=bad))
    text.sources.add(SourceFactory(title_es=bad, title_en=bad))
    text.discrepancies.add(DiscrepancyFactory(topic_es=bad, topic_en=bad))
    text.meeting.name_es = text.meeting.name_en = text.meeting.city_es = text.meeting.city_en = bad
    text.meeting.save()
    publish_text(text, by="test", reason=bad)
    content = visit(page("text-detail", language, symbol=text.symbol)).content.decode()
    assert content.count("&lt;b&gt;x&lt;/b&gt;") >= 9
    assert "<b>" not in content

"""Words approved in one language, and changed since in the other: on the Secretariat's desk, and on no other."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from declarations.concordance import approval_mark
from declarations.models import Paragraph, Text
from declarations.queries_concordance import StaleText, stale_texts
from tests.access.visits import signed_in
from tests.factories import a_negotiated_text

pytestmark = pytest.mark.django_db


def approved(symbol, count=3):
    """A text at work of which both languages of each paragraph are approved beside each other."""
    text = a_negotiated_text(count, symbol=symbol)
    for row in text.paragraphs.all():
        Paragraph.objects.filter(pk=row.pk).update(approved_es=approval_mark(row), approved_en=approval_mark(row))
    return text


def desk(user, language="en"):
    with override(language):
        return signed_in(user).get(reverse("secretariat:desk")).content.decode()


def test_text_is_stale_in_the_language_that_was_left_behind():
    text, other = approved("left-behind"), approved("as-approved")
    assert stale_texts() == []
    first, second = text.paragraphs.order_by("order")[:2]
    Paragraph.objects.filter(pk=first.pk).update(body_en="Other words.")
    Paragraph.objects.filter(pk=second.pk).update(body_en="Other words.")
    Paragraph.objects.filter(text=other, order=1).update(body_es="", approved_es="", approved_en="")
    assert stale_texts() == [StaleText("left-behind", text.title_es, text.title_en, {"es": 2, "en": 0})]


def test_text_that_is_not_at_work_any_more_waits_for_nobody():
    text = approved("published")
    Paragraph.objects.filter(text=text, order=1).update(body_en="Other words.")
    Text.objects.filter(pk=text.pk).update(state="published")
    assert stale_texts() == []


def test_reading_the_stale_texts_is_one_query_however_many_there_are(django_assert_num_queries):
    for number in range(4):
        text = approved(f"text-{number}")
        Paragraph.objects.filter(text=text, order__lte=number).update(body_es="Otras palabras.")
    with django_assert_num_queries(1):
        texts = stale_texts()
    assert [(one.symbol, one.stale["en"]) for one in texts] == [("text-3", 3), ("text-2", 2), ("text-1", 1)]


def test_desk_of_the_secretariat_leads_to_the_concordance_and_no_other_desk_names_it(personas):
    text = approved("left-behind")
    assert 'id="q-stale-words"' not in desk(personas["secretariat"])
    Paragraph.objects.filter(text=text, order=1).update(body_en="Other words.")
    page = desk(personas["secretariat"])
    assert "Approved words whose other language changed since" in page and "1 in Spanish" in page
    with override("en"):
        assert reverse("declarations:text-concordance", kwargs={"symbol": "left-behind"}) in page
    assert "Textos aprobados cuyo otro idioma cambió después" in desk(personas["secretariat"], "es")
    for who in ("member", "presidency", "observer_country", "administrator", "nobody"):
        assert 'id="q-stale-words"' not in desk(personas[who])

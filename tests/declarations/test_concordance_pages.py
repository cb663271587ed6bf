"""The concordance of a text at work: its report, what is accepted and approved, and what stands in the way."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from declarations.concordance import approval_mark, approval_of
from declarations.models import AcceptedDifference, Text
from declarations.queries_concordance import concordance_of, open_findings
from declarations.services.concordance import (
    ChangedSince,
    accept_difference,
    approve_language,
    approve_words,
    mark_of,
    reopen_difference,
)
from tests.access.visits import signed_in
from tests.factories import CountryFactory, a_negotiated_text, text_with_paragraphs

pytestmark = pytest.mark.django_db


def differing(**fields):
    """Three paragraphs; the first says eleven in Spanish and twelve in English, the second lacks its English."""
    text = a_negotiated_text(3, **({"symbol": "differing"} | fields))
    first, second, _third = text.paragraphs.order_by("order")
    first.body_es, first.body_en = "Se reunieron once países.", "Twelve countries met."
    first.save()
    second.body_en = ""
    second.save()
    return text


def rows_of(text):
    return list(text.paragraphs.order_by("order"))


def address(name, text, **kwargs):
    return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol} | kwargs)


def test_the_concordance_names_what_differs_by_paragraph():
    text = differing()
    concordance = concordance_of(text)
    first, second, third = rows_of(text)
    assert [(one.paragraph.pk, one.finding.kind) for one in concordance.open] == [
        (first.pk, "number"),
        (second.pk, "missing"),
    ]
    assert [one.kind for one in concordance.by_paragraph[str(first.uid)].open] == ["number"]
    assert concordance.by_paragraph[str(third.uid)].open == []
    assert len(open_findings(text)) == 2


def test_the_concordance_asks_four_times_however_long_the_text(django_assert_num_queries):
    text = differing()
    with django_assert_num_queries(4):
        concordance_of(text)


def test_countries_are_known_by_the_names_of_the_participants():
    CountryFactory(key="mx", name_es="México", name_en="Mexico")
    text = a_negotiated_text(1, symbol="named")
    text.paragraphs.update(body_es="México informó.", body_en="The presidency reported.")
    assert [(one.finding.kind, one.finding.es) for one in open_findings(text)] == [("country", "México")]


def test_an_accepted_difference_stands_with_its_reason_until_the_words_change(personas):
    text, by = differing(), personas["presidency"]
    first = rows_of(text)[0]
    key = open_findings(text)[0].finding.key
    accept_difference(first, finding=key, reason="Así se negoció.", by=by)
    (accepted,) = concordance_of(text).accepted
    assert (accepted.accepted.reason, accepted.accepted.accepted_by) == ("Así se negoció.", by)
    assert [one.finding.kind for one in open_findings(text)] == ["missing"]
    first.body_es = "Se reunieron diez países."
    first.save()
    assert [one.finding.kind for one in open_findings(text)] == ["number", "missing"]
    act = Act.objects.get(act="accept_difference")
    assert (act.after["es"], act.after["en"], act.after["reason"]) == ("once", "Twelve", "Así se negoció.")


def test_a_difference_is_accepted_once_and_can_be_opened_again(personas):
    text, by = differing(), personas["secretariat"]
    first = rows_of(text)[0]
    key = open_findings(text)[0].finding.key
    one = accept_difference(first, finding=key, reason="a", by=by)
    assert accept_difference(first, finding=key, reason="b", by=by) == one
    assert AcceptedDifference.objects.get().reason == "a"
    reopen_difference(first, finding=key, by=by)
    reopen_difference(first, finding=key, by=by)
    assert len(open_findings(text)) == 2
    assert Act.objects.filter(act="reopen_difference").count() == 1


def test_what_does_not_differ_and_what_has_no_reason_is_not_accepted(personas):
    text, by = differing(), personas["secretariat"]
    first, _second, third = rows_of(text)
    key = open_findings(text)[0].finding.key
    with pytest.raises(ChangedSince):
        accept_difference(third, finding=key, reason="a", by=by)
    with pytest.raises(Refusal):
        accept_difference(first, finding=key, reason="  ", by=by)
    assert not AcceptedDifference.objects.exists()


@pytest.mark.parametrize("who", ["member", "observer_country", "nobody"])
def test_who_does_not_chair_neither_accepts_nor_approves(who, personas):
    text, by = differing(), personas[who]
    first = rows_of(text)[0]
    key = open_findings(text)[0].finding.key
    for act in (
        lambda: accept_difference(first, finding=key, reason="a", by=by),
        lambda: reopen_difference(first, finding=key, by=by),
        lambda: approve_words(first, language="es", seen=approval_mark(first), by=by),
        lambda: approve_language(text, language="es", seen=mark_of(rows_of(text)), by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_presidency_judges_no_text_of_the_record(personas):
    text = text_with_paragraphs(1, symbol="recorded")
    first = rows_of(text)[0]
    with pytest.raises(PermissionDenied):
        approve_words(first, language="es", seen=approval_mark(first), by=personas["presidency"])
    approve_words(first, language="es", seen=approval_mark(first), by=personas["secretariat"])


def test_a_later_change_of_the_other_language_takes_an_approval_back_into_question(personas):
    text, by = a_negotiated_text(1, symbol="approved"), personas["secretariat"]
    (row,) = rows_of(text)
    approve_words(row, language="es", seen=approval_mark(row), by=by)
    (row,) = rows_of(text)
    assert (approval_of(row, "es"), approval_of(row, "en")) == ("approved", "")
    row.body_en += " And more."
    row.save()
    assert [(one.finding.kind, one.finding.language) for one in open_findings(text)] == [("stale", "es")]
    approve_words(row, language="es", seen=approval_mark(row), by=by)
    assert open_findings(text) == []


def test_words_are_not_approved_that_were_changed_since_they_were_looked_at(personas):
    text, by = differing(), personas["secretariat"]
    first, second, _third = rows_of(text)
    with pytest.raises(ChangedSince):
        approve_words(first, language="es", seen="0" * 16, by=by)
    with pytest.raises(ChangedSince):
        approve_language(text, language="es", seen="0" * 64, by=by)
    with pytest.raises(Refusal):
        approve_words(second, language="en", seen=approval_mark(second), by=by)


def test_a_language_is_approved_at_once_where_no_point_is_open(personas):
    text, by = differing(), personas["presidency"]
    assert approve_language(text, language="es", seen=mark_of(rows_of(text)), by=by) == 1
    assert [approval_of(row, "es") for row in rows_of(text)] == ["", "", "approved"]
    assert Act.objects.filter(act="approve_language").count() == 1


@pytest.mark.parametrize(("language", "sentence"), [("es", "En español, once"), ("en", "In Spanish once")])
def test_the_report_shows_points_with_the_words_of_both_sides(language, sentence, personas):
    text = differing()
    with override(language):
        page = signed_in(personas["member"]).get(address("text-concordance", text)).content.decode()
    assert "<mark>once</mark>" in page
    assert "<mark>Twelve</mark>" in page
    assert sentence in page
    assert 'name="reason"' not in page


def test_the_chair_accepts_on_the_page_and_is_asked_for_a_reason(personas):
    text, client = differing(), signed_in(personas["presidency"])
    first = rows_of(text)[0]
    key = open_findings(text)[0].finding.key
    accept = address("difference-accept", text, uid=first.uid)
    assert client.post(accept, {"finding": key, "reason": ""}).status_code == 422
    assert client.post(accept, {"finding": key, "reason": "Así se negoció."}).status_code == 302
    page = client.get(address("text-concordance", text)).content.decode()
    assert "Así se negoció." in page
    client.post(address("difference-reopen", text, uid=first.uid), {"finding": key})
    assert len(open_findings(text)) == 2


def test_the_chair_approves_on_the_page(personas):
    text, client = differing(), signed_in(personas["secretariat"])
    third = rows_of(text)[2]
    client.post(address("words-approve", text, uid=third.uid), {"language": "en", "seen": approval_mark(third)})
    client.post(address("language-approve", text), {"language": "es", "seen": mark_of(rows_of(text))})
    assert [approval_of(rows_of(text)[2], language) for language in ("es", "en")] == ["approved", "approved"]


def test_an_adopted_text_is_judged_no_more(personas):
    text = differing()
    first = rows_of(text)[0]
    Text.objects.filter(pk=text.pk).update(state="adopted")
    with pytest.raises(Refusal):
        approve_words(first, language="es", seen=approval_mark(first), by=personas["secretariat"])

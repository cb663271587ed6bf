"""Several proposals become one wording in both languages, on the page on which the chair settles them."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from declarations.models import Paragraph, Proposal
from declarations.services.entering import enter_accepted
from declarations.services.proposals import take_position
from members.models import Participant
from tests.access.visits import signed_in
from tests.declarations.negotiated import a_text_at_work, propose_all

pytestmark = pytest.mark.django_db
ES = "Adoptar los Lineamientos regionales y difundirlos en un plazo de 90 días, o de 60 donde urja."
EN = "To adopt the Regional Guidelines and to disseminate them within 90 days, or 60 where it is urgent."


def path(name, text, language="en", **kwargs):
    with override(language):
        return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol} | kwargs)


@pytest.fixture
def rivals(personas):
    """Two proposals of two delegations for one paragraph: 120 days, and 60."""
    text = a_text_at_work(symbol="at-work")
    propose_all(text, [Participant.objects.get(key=key) for key in ("cr", "mx", "pa", "hn")])
    first, second = Proposal.objects.filter(paragraph__order=8).order_by("pk")
    return first, second


def settle(chair, proposal, status=302, **posted):
    answer = chair.post(path("proposal-settle", proposal.text, pk=proposal.pk), {"outcome": "merged"} | posted)
    assert answer.status_code == status, answer.content.decode()
    return answer


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Con una sola redacción para ambas, según lo acordado por el grupo"),
     ("en", "With one wording for both, as the group agreed")],
)  # fmt: skip
def test_page_offers_the_other_proposals_and_one_wording_in_both_languages(language, words, personas, rivals):
    first, second = rivals
    chair = signed_in(personas["presidency"])
    page = chair.get(path("proposal-settle", first.text, language, pk=first.pk)).content.decode()
    assert words in page
    assert re.findall(r'<option value="(\d+)"', page) == [str(second.pk)]
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert {"id_merged_es", "id_merged_en", "id_into"} <= set(identifiers)


def test_merged_proposal_gives_its_place_to_the_wording_of_both(personas, rivals):
    first, second = rivals
    chair = signed_in(personas["secretariat"])
    settle(chair, first, into=second.pk, merged_es=ES, merged_en=EN)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.merged_into, second.state) == ("merged", second, "open")
    assert (second.says("es"), second.says("en")) == (ES, EN)
    assert Act.objects.filter(act="merge_proposal", actor="secretariat@example.org").count() == 1
    page = chair.get(path("paragraph-edit", first.text, uid=first.paragraph.uid)).content.decode()
    assert ES in re.sub(r"<[^>]+>", "", page) or "o de 60 donde urja" in page
    assert "120" in page  # what was proposed stays readable


def test_wording_of_both_is_entered_into_the_text(personas, rivals):
    first, second = rivals
    second.positions.filter(stance="object").delete()
    chair = signed_in(personas["presidency"])
    settle(chair, first, into=second.pk, merged_es=ES, merged_en=EN)
    answer = chair.post(path("proposal-settle", second.text, pk=second.pk), {"outcome": "accepted"})
    assert answer.status_code == 302
    enter_accepted(second.text, by=personas["presidency"])
    paragraph = Paragraph.objects.get(pk=first.paragraph_id)
    assert (paragraph.body_es, paragraph.body_en) == (ES, EN)


def test_language_left_empty_keeps_the_words_of_the_proposal_merged_into(personas, rivals):
    first, second = rivals
    spanish = second.says("es")
    settle(signed_in(personas["presidency"]), first, into=second.pk, merged_es="", merged_en=EN)
    second.refresh_from_db()
    assert (second.says("es"), second.says("en")) == (spanish, EN)


def test_without_a_wording_the_other_proposal_stays_as_it_is(personas, rivals):
    first, second = rivals
    take_position(second, participant=Participant.objects.get(key="cr"), stance="support", by="tests")
    before = (second.says("es"), second.says("en"))
    settle(signed_in(personas["presidency"]), first, into=second.pk, merged_es="  ", merged_en="")
    second.refresh_from_db()
    assert (second.says("es"), second.says("en")) == before
    assert second.positions.filter(stance="support").count() == 1


def test_supporters_of_other_words_are_not_shown_to_support_the_wording_of_both(personas, rivals):
    first, second = rivals
    take_position(second, participant=Participant.objects.get(key="cr"), stance="support", by="tests")
    settle(signed_in(personas["presidency"]), first, into=second.pk, merged_es=ES)
    assert not second.positions.filter(stance="support").exists()


def test_merger_into_nothing_is_refused_and_what_was_typed_stays(personas, rivals):
    first, _second = rivals
    page = settle(signed_in(personas["presidency"]), first, 422, into="", merged_es=ES, merged_en=EN).content.decode()
    assert ES in page and EN in page and "<details open>" in page
    elsewhere = Proposal.objects.get(paragraph__order=9)
    settle(signed_in(personas["presidency"]), first, 422, into=elsewhere.pk, merged_es=ES)
    first.refresh_from_db()
    assert (first.state, first.merged_into) == ("open", None)


def test_third_proposal_joins_the_wording_of_the_other_two(personas, rivals):
    first, second = rivals
    third = Proposal.objects.get(paragraph__order=8, pk=first.pk)
    chair = signed_in(personas["presidency"])
    settle(chair, third, into=second.pk, merged_es=ES)
    page = chair.get(path("proposal-settle", second.text, pk=second.pk)).content.decode()
    assert "No other proposal is open on this paragraph." in page
    settle(chair, second, 422, into=third.pk)


def test_only_the_chair_merges(personas, rivals):
    first, second = rivals
    for who in ("member", "neighbour", "deputy", "observer_country", "nobody"):
        settle(signed_in(personas[who]), first, 404, into=second.pk, merged_es=ES)
    first.refresh_from_db()
    assert first.state == "open"

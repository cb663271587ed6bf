"""Settling by consensus, and what is accepted entering the text: all of it, or nothing with the reasons."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import FormerParagraph, Paragraph, Proposal, Text
from declarations.queries import freeze
from declarations.results import change_of, resulting
from declarations.services.entering import CannotEnter, enter_accepted
from declarations.services.paragraphs import delete_paragraph, edit_paragraph, fingerprint
from declarations.services.settling import reopen_proposal, settle_proposal
from declarations.workflow_proposals import offers_on
from tests.factories import DecisionFactory, ParagraphFactory, PositionFactory, ProposalFactory, a_negotiated_text

pytestmark = pytest.mark.django_db
OTHERS = ("member", "neighbour", "deputy", "troika", "observer_country", "observer_organisation", "civil_society",
          "reviewer", "liaison", "administrator", "expired", "nobody")  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def text(personas):
    text = a_negotiated_text(0)
    for order, (spanish, english) in enumerate(
        [("Uno dos tres.", "One two three."), ("Cuatro.", "Four."), ("Seis.", "")]
    ):
        ParagraphFactory(text=text, order=order + 1, body_es=spanish, body_en=english)
    return text


@pytest.fixture
def by(personas):
    return personas["presidency"]


def rows(text):
    return list(text.paragraphs.order_by("order"))


def bodies(text):
    return [(one.body_es or "", one.body_en or "") for one in rows(text)]


def proposal(text, place=0, **fields):
    return ProposalFactory(paragraph=rows(text)[place], **fields)


def accept(one, by, **other):
    return settle_proposal(one, outcome="accepted", by=by, **other)


@pytest.mark.parametrize("who", OTHERS)
def test_settling_opening_again_and_entering_are_the_chairs(personas, text, who):
    one, accepted = proposal(text), proposal(text, 1, state="accepted")
    for act in (
        lambda: accept(one, personas[who]),
        lambda: settle_proposal(one, outcome="rejected", by=personas[who]),
        lambda: settle_proposal(one, outcome="merged", into=proposal(text), by=personas[who]),
        lambda: reopen_proposal(accepted, by=personas[who]),
        lambda: enter_accepted(text, by=personas[who]),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("state", ["tabled", "adopted", "published"])
def test_nothing_is_settled_or_entered_once_tabled(text, by, state):
    one, accepted = proposal(text), proposal(text, 1, state="accepted")
    Text.objects.filter(pk=text.pk).update(state=state)
    for act in (
        lambda: accept(one, by), lambda: reopen_proposal(accepted, by=by), lambda: enter_accepted(text, by=by)
    ):  # fmt: skip
        with pytest.raises(NotNow):
            act()


def test_accepted_proposal_says_who_and_when_and_waits(text, by):
    one, before = proposal(text, words_es="Uno cinco tres."), bodies(text)
    accept(one, by)
    assert (one.state, one.settled_by, one.entered_in) == ("accepted", by, None)
    assert one.settled_at is not None and bodies(text) == before
    assert list(Proposal.objects.to_enter()) == [one]
    with pytest.raises(NotNow):
        accept(one, by)


def test_objection_stops_a_proposal_and_a_reservation_does_not(text, by):
    one = proposal(text)
    PositionFactory(proposal=one, stance="reserve")
    objection = PositionFactory(proposal=one, stance="object", participant__name_en="Utopia")
    with pytest.raises(ValidationError, match="Utopia"):
        accept(one, by)
    assert [bool(offer.reasons) for offer in offers_on(one, by) if offer.act.name == "accept_proposal"] == [True]
    objection.delete()
    accept(one, by)


def test_proposal_on_an_earlier_wording_a_closed_or_a_lost_paragraph_is_not_accepted(text, by):
    earlier, closed, lost = (proposal(text, place) for place in range(3))
    first, second, third = rows(text)
    edit_paragraph(first, words={"body_es": "Otra cosa."}, seen=fingerprint(first), by=by)
    Paragraph.objects.filter(pk=second.pk).update(agreed_at="2026-01-01T10:00Z")
    delete_paragraph(third, seen=fingerprint(third), by=by)
    for one in (earlier, closed, lost):
        with pytest.raises(ValidationError):
            accept(one, by)


def test_change_of_one_language_leaves_proposals_of_the_other_as_they_are(text, by):
    one = proposal(text)
    first = rows(text)[0]
    edit_paragraph(first, words={"body_en": "Something else."}, seen=fingerprint(first), by=by)
    accept(one, by)


def test_accepting_what_collides_with_what_is_accepted_is_refused(text, by):
    accept(proposal(text, words_es="Uno cinco tres."), by)
    accept(proposal(text, words_es="Uno dos siete."), by)
    for other in (proposal(text, words_es="Uno nueve tres."), proposal(text, kind="delete", words_es="")):
        with pytest.raises(Refusal, match="same words"):
            accept(other, by)
        other.refresh_from_db()
        assert other.state == "open"


def test_words_agreed_enter_instead_of_those_proposed(text, by):
    one = accept(proposal(text, words_es="Uno cinco tres."), by, words={"es": "Uno seis tres.", "en": "One six three."})
    assert (one.words_es, one.says("es"), one.says("en")) == ("Uno cinco tres.", "Uno seis tres.", "One six three.")
    assert Act.objects.get(act="accept_proposal").after["settled_es"] == "Uno seis tres."
    enter_accepted(text, by=by)
    assert bodies(text)[0] == ("Uno seis tres.", "One six three.")


def test_merged_proposal_points_to_the_open_one_beside_it_whose_words_may_change(text, by):
    one, into = proposal(text), proposal(text, words_es="Uno cinco tres.")
    supported = PositionFactory(proposal=into, stance="support")
    reserved = PositionFactory(proposal=into, stance="reserve")
    settle_proposal(one, outcome="merged", into=into, words={"es": "Uno ocho tres."}, by=by)
    into.refresh_from_db()
    assert (one.state, one.merged_into, into.state, into.says("es")) == ("merged", into, "open", "Uno ocho tres.")
    assert list(into.positions.all()) == [reserved]
    assert Act.objects.get(act="amend_proposal").before["supporters"] == [supported.participant_id]


def test_merger_into_nothing_itself_a_settled_one_or_one_elsewhere_is_refused(text, by):
    one = proposal(text)
    for into in (None, one, proposal(text, 1), proposal(text, state="rejected"), proposal(a_negotiated_text(1))):
        with pytest.raises((Refusal, Proposal.DoesNotExist)):
            settle_proposal(one, outcome="merged", into=into, by=by)
    with pytest.raises(Refusal):
        settle_proposal(one, outcome="withdrawn", by=by)


def test_what_was_made_on_a_proposal_falls_with_it_or_is_settled_first(text, by):
    parent, other = proposal(text), proposal(text)
    child = ProposalFactory(paragraph=parent.paragraph, parent=parent, base_es=parent.words_es)
    with pytest.raises(ValidationError, match="Settle first"):
        accept(parent, by)
    settle_proposal(parent, outcome="rejected", by=by)
    child.refresh_from_db()
    assert (parent.state, child.state, other.state) == ("rejected", "rejected", "open")
    with pytest.raises(ValidationError):
        reopen_proposal(child, by=by)
    reopen_proposal(parent, by=by)
    reopen_proposal(child, by=by)
    assert (parent.state, child.state) == ("open", "open")


def test_accepted_proposal_on_a_proposal_changes_the_words_of_that_one_and_nothing_else(text, by):
    parent, before = proposal(text, words_es="Uno cinco tres."), bodies(text)
    PositionFactory(proposal=parent, stance="support")
    PositionFactory(proposal=parent, stance="object")
    child = ProposalFactory(
        paragraph=parent.paragraph, parent=parent, base_es=parent.words_es, words_es="Uno seis tres."
    )
    accept(child, by)
    parent.refresh_from_db()
    assert (parent.words_es, parent.says("es"), parent.state) == ("Uno cinco tres.", "Uno seis tres.", "open")
    assert [one.stance for one in parent.positions.all()] == ["object"]
    assert bodies(text) == before and not Proposal.objects.to_enter().exists()
    with pytest.raises(ValidationError):
        reopen_proposal(child, by=by)


def test_opening_again_takes_back_the_words_agreed_but_not_those_of_accepted_amendments(text, by):
    parent = proposal(text, words_es="Uno cinco tres.")
    child = ProposalFactory(
        paragraph=parent.paragraph, parent=parent, base_es=parent.words_es, words_es="Uno seis tres."
    )
    accept(child, by)
    accept(parent, by, words={"es": "Uno siete tres."})
    reopen_proposal(parent, by=by)
    assert (parent.says("es"), parent.settled_at, parent.settled_by) == ("Uno seis tres.", None, None)
    assert Act.objects.get(act="reopen_proposal").after["words_before"] == {"settled_es": "Uno siete tres."}


def test_all_that_is_accepted_enters_in_its_place_and_a_version_is_kept(text, by):
    second = rows(text)[1]
    Paragraph.objects.filter(text=text).update(is_numbered_es=True)
    made = [
        proposal(text, 0, words_es="Uno cinco tres."),
        proposal(text, 0, words_es="Uno dos siete.", words_en="One two seven."),
        proposal(text, 1, kind="delete", words_es=""),
        proposal(text, 1, kind="before", words_es="Antes."),
        proposal(text, 1, kind="after", words_es="Detrás.", words_en="Behind."),
        proposal(text, 2, kind="after", words_es="Al final."),
    ]
    for one in made:
        accept(one, by)
    shown = resulting(freeze(text, number=0), [change_of(one) for one in Proposal.objects.to_enter().order_by("pk")])
    version = enter_accepted(text, by=by)
    assert bodies(text) == [
        ("Uno cinco siete.", "One two seven."), ("Antes.", ""), ("Detrás.", "Behind."), ("Seis.", ""), ("Al final.", "")
    ]  # fmt: skip
    assert [(str(one.uid), one.body_es) for one in rows(text)] == [(one.uid, one.body_es) for one in shown.paragraphs]
    assert [one.label_es for one in rows(text)] == ["1.", "2.", "3.", "4.", "5."]
    assert FormerParagraph.objects.get().uid == second.uid
    assert (version.number, version.reason) == (2, "entered")
    assert [one.body_es for one in version.content().paragraphs] == [one.body_es for one in rows(text)]
    assert set(Proposal.objects.values_list("entered_in", flat=True)) == {version.pk}
    assert Act.objects.get(act="enter_accepted").after["number"] == 2
    with pytest.raises(Refusal, match="waits"):
        enter_accepted(text, by=by)
    with pytest.raises(ValidationError):
        reopen_proposal(made[0], by=by)


def test_nothing_enters_where_two_collide_or_a_wording_is_an_earlier_one(text, by):
    for words in ("Uno cinco tres.", "Uno seis tres."):
        proposal(text, words_es=words, state="accepted", settled_at="2026-01-01T10:00Z")
    proposal(text, 1, state="accepted", base_es="Otra vez.")
    proposal(text, 2, words_es="Ocho.", state="accepted")
    before = bodies(text)
    with pytest.raises(CannotEnter) as refused:
        enter_accepted(text, by=by)
    assert len(refused.value.reasons) == 2 and str(refused.value) == " ".join(refused.value.reasons)
    assert bodies(text) == before
    assert text.versions.count() == 1 and Proposal.objects.to_enter().count() == 4


def test_entering_what_would_take_out_a_followed_up_paragraph_is_refused_whole(text, by):
    DecisionFactory(paragraph=rows(text)[1])
    for place, fields in ((0, {"words_es": "Uno cinco tres."}), (1, {"kind": "delete", "words_es": ""})):
        accept(proposal(text, place, **fields), by)
    before = bodies(text)
    with pytest.raises(Refusal):
        enter_accepted(text, by=by)
    assert bodies(text) == before


def test_offers_of_a_whole_page_ask_nothing_more(text, by, django_assert_num_queries):
    for _ in range(3):
        PositionFactory(proposal=proposal(text))
    page = Proposal.objects.select_related("text", "paragraph", "parent", "participant")
    shown = list(page.prefetch_related("positions__participant", "children"))
    offers_on(shown[0], by)
    with django_assert_num_queries(0):
        assert all(offers_on(one, by) for one in shown)


def test_identity_of_what_is_inserted_is_its_forms_and_no_other(text, by):
    key = uuid4()
    one = accept(proposal(text, kind="after", words_es="Detrás.", form_key=key), by)
    identity = change_of(one).identity
    enter_accepted(text, by=by)
    assert identity in {str(row.uid) for row in rows(text)} and identity != str(key)

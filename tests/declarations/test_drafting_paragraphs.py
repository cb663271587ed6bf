"""Paragraphs of a negotiated text: who writes, what is agreed, and that nothing leaves without memory."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import FormerParagraph, Paragraph, Text
from declarations.services.paragraphs import (
    ParagraphError,
    StaleParagraphError,
    add_paragraph,
    agree_paragraph,
    delete_paragraph,
    edit_paragraph,
    fingerprint,
    reopen_paragraph,
    restore_paragraph,
)
from declarations.services.rearranging import merge_paragraphs, move_paragraph, place_paragraph, split_paragraph
from tests.factories import DecisionFactory, ParagraphFactory, ProposalFactory, a_negotiated_text, text_with_paragraphs

pytestmark = pytest.mark.django_db
WORDS = {"kind": "prose", "level": 0, "label_es": "", "label_en": "", "body_es": "Nuevo.", "body_en": "New."}
CHAIR = ("presidency", "secretariat")
GROUP = ("member", "deputy", "neighbour", "troika")
OUTSIDE = ("observer_country", "observer_organisation", "civil_society", "reviewer", "liaison", "administrator",
           "expired", "nobody")  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def text():
    return a_negotiated_text(3)


def order(text):
    return list(text.paragraphs.order_by("order"))


def bodies(text):
    return [(one.body_es, one.body_en) for one in order(text)]


def acts_on(text, by):
    """Every way to change words, with arguments that would do."""
    first, second, third = order(text)
    former = FormerParagraph.objects.create(text=text, order=9, kind="prose", departure="deleted", body_es="Antes.")
    seen = fingerprint(first)
    yield lambda: edit_paragraph(first, words=WORDS, seen=seen, by=by)
    yield lambda: add_paragraph(text, after=None, words=WORDS, by=by)
    yield lambda: delete_paragraph(first, seen=seen, by=by)
    yield lambda: restore_paragraph(former, by=by)
    yield lambda: move_paragraph(first, up=False, by=by)
    yield lambda: place_paragraph(first, after=third, by=by)
    yield lambda: split_paragraph(second, at={"es": 10, "en": 12}, seen=fingerprint(second), by=by)
    yield lambda: merge_paragraphs(first, seen=seen, seen_next=fingerprint(second), by=by)


def outcomes(text, by):
    found = set()
    for act in acts_on(text, by):
        before = bodies(text)
        try:
            act()
        except (PermissionDenied, Refusal) as refusal:
            found.add(type(refusal))
            assert bodies(text) == before
        else:
            found.add("done")
            break
    return found


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("pen", ["chair", "group"])
def test_words_are_not_changed_from_outside_the_group_whoever_holds_the_pen(personas, text, who, pen):
    type(text.drafting).objects.update(pen=pen)
    assert outcomes(text, personas[who]) == {PermissionDenied}


@pytest.mark.parametrize("who", GROUP)
def test_words_are_changed_by_delegations_where_the_pen_is_the_groups(personas, text, who):
    assert outcomes(text, personas[who]) == {PermissionDenied}
    type(text.drafting).objects.update(pen="group")
    assert outcomes(text, personas[who]) == {"done"}


@pytest.mark.parametrize("who", CHAIR)
def test_words_are_changed_by_the_chair(personas, text, who):
    assert outcomes(text, personas[who]) == {"done"}


@pytest.mark.parametrize("state", ["tabled", "adopted"])
@pytest.mark.parametrize("who", [*CHAIR, "member"])
def test_words_once_tabled_or_adopted_are_changed_by_nobody(personas, text, who, state):
    type(text.drafting).objects.update(pen="group")
    Text.objects.filter(pk=text.pk).update(state=state)
    assert outcomes(text, personas[who]) == {NotNow}


def test_words_once_published_are_corrected_by_the_secretariat_alone(personas, text):
    order(text)[0].__class__.objects.filter(text=text).update(agreed_at="2026-01-01T10:00Z")
    Text.objects.filter(pk=text.pk).update(state="published")
    assert outcomes(text, personas["presidency"]) == {NotNow}
    assert outcomes(text, personas["member"]) == {PermissionDenied}
    assert outcomes(text, personas["secretariat"]) == {"done"}


@pytest.mark.parametrize("who", ["presidency", "member"])
def test_text_of_the_record_stays_with_the_secretariat(personas, who):
    text = text_with_paragraphs(3, circulated_at="2026-01-01T10:00Z")
    assert outcomes(text, personas[who]) == {PermissionDenied}
    first = order(text)[0]
    with pytest.raises(PermissionDenied if who == "member" else NotNow):
        agree_paragraph(first, seen=fingerprint(first), by=personas[who])


@pytest.mark.parametrize("who", [*GROUP, *OUTSIDE])
def test_paragraph_is_closed_and_opened_by_the_chair_alone(personas, text, who):
    first = order(text)[0]
    for act in (
        lambda: agree_paragraph(first, seen=fingerprint(first), by=personas[who]),
        lambda: reopen_paragraph(first, by=personas[who]),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_agreed_paragraph_changes_only_once_it_is_open_again(personas, text):
    by = personas["presidency"]
    for paragraph in order(text):
        agree_paragraph(paragraph, seen=fingerprint(paragraph), by=by)
    first, second, third = order(text)
    for act in (
        lambda: edit_paragraph(first, words=WORDS, seen=fingerprint(first), by=by),
        lambda: delete_paragraph(first, seen=fingerprint(first), by=by),
        lambda: move_paragraph(first, up=False, by=by),
        lambda: place_paragraph(first, after=third, by=by),
        lambda: split_paragraph(first, at={"es": 10, "en": 12}, seen=fingerprint(first), by=by),
        lambda: merge_paragraphs(first, seen=fingerprint(first), seen_next=fingerprint(second), by=by),
    ):
        with pytest.raises(ParagraphError, match="agreed"):
            act()
    reopen_paragraph(first, by=by)
    with pytest.raises(ParagraphError, match="agreed"):
        merge_paragraphs(first, seen=fingerprint(first), seen_next=fingerprint(second), by=by)
    edit_paragraph(first, words=WORDS, seen=fingerprint(first), by=by)
    names = Act.objects.filter(act__in=("agree_paragraph", "reopen_paragraph")).order_by("pk")
    assert list(names.values_list("act", flat=True)) == ["agree_paragraph"] * 3 + ["reopen_paragraph"]


def test_paragraph_is_not_closed_over_an_open_change_or_another_wording(personas, text):
    first, second, _third = order(text)
    ProposalFactory(paragraph=first)
    ProposalFactory(paragraph=second, kind="after")
    with pytest.raises(ParagraphError, match="Settle"):
        agree_paragraph(first, seen=fingerprint(first), by=personas["presidency"])
    with pytest.raises(StaleParagraphError):
        agree_paragraph(second, seen="of another time", by=personas["presidency"])
    agree_paragraph(second, seen=fingerprint(second), by=personas["presidency"])


def test_deleted_paragraph_comes_back_with_its_identity_its_place_and_its_proposals(text):
    before, second = bodies(text), order(text)[1]
    proposal = ProposalFactory(paragraph=second)
    former = delete_paragraph(second, seen=fingerprint(second), by="test")
    proposal.refresh_from_db()
    assert (proposal.paragraph, proposal.paragraph_uid) == (None, second.uid)
    assert proposal.is_outdated
    assert bodies(text) == [before[0], before[2]]
    back = restore_paragraph(former, by="test")
    proposal.refresh_from_db()
    assert (back.uid, back.label_es, proposal.paragraph) == (second.uid, second.label_es, back)
    assert bodies(text) == before
    assert not proposal.is_outdated
    assert restore_paragraph(former, by="test") == back
    assert not FormerParagraph.objects.exists()


def test_split_keeps_the_identity_for_the_first_part_and_both_languages_together(text):
    first = ParagraphFactory(text=text, order=9, body_es="Uno. Dos tres.", body_en="One. Two three.", level=2)
    inside, behind = ProposalFactory(paragraph=first), ProposalFactory(paragraph=first, kind="after")
    second = split_paragraph(first, at={"es": 5, "en": 4}, seen=fingerprint(first), by="test")
    assert [(one.uid == first.uid, one.body_es, one.body_en, one.level) for one in order(text)[-2:]] == [
        (True, "Uno.", "One.", 2),
        (False, "Dos tres.", "Two three.", 2),
    ]
    for one in (inside, behind):
        one.refresh_from_db()
    assert (inside.paragraph, inside.is_outdated) == (first, True)
    assert (behind.paragraph, behind.is_outdated) == (second, False)


@pytest.mark.parametrize(
    "at", [{"es": 1, "en": 4}, {"es": 0, "en": 0}, {"es": 99, "en": 99}, {"es": 5}, {}, {"es": -3, "en": 99}]
)
def test_split_within_a_word_or_with_a_part_without_words_is_refused(text, at):
    one = ParagraphFactory(text=text, order=9, body_es="Uno. Dos.", body_en="One. Two.")
    if at.get("es", 0) < 0:  # all Spanish behind, all English before: both have words, one language each
        split_paragraph(one, at=at, seen=fingerprint(one), by="test")
        return
    with pytest.raises(ParagraphError):
        split_paragraph(one, at=at, seen=fingerprint(one), by="test")
    one.refresh_from_db()
    assert (one.body_es, one.body_en) == ("Uno. Dos.", "One. Two.")


def test_split_of_one_language_alone_keeps_the_words_of_the_other_whole(text):
    one = ParagraphFactory(text=text, order=9, body_es="Uno. Dos.", body_en="One and two.")
    split_paragraph(one, at={"es": 5, "en": 12}, seen=fingerprint(one), by="test")
    assert bodies(text)[-2:] == [("Uno.", "One and two."), ("Dos.", "")]


def test_merged_paragraph_is_remembered_and_takes_its_words_back(text):
    before, (first, second, _third) = bodies(text), order(text)
    proposal = ProposalFactory(paragraph=second)
    merge_paragraphs(first, seen=fingerprint(first), seen_next=fingerprint(second), by="test")
    assert bodies(text)[0] == (f"{before[0][0]} {before[1][0]}", f"{before[0][1]} {before[1][1]}")
    former = FormerParagraph.objects.get()
    assert (former.uid, former.into, former.departure) == (second.uid, first.uid, "merged")
    proposal.refresh_from_db()
    assert (proposal.paragraph, proposal.paragraph_uid, proposal.is_outdated) == (first, second.uid, True)
    back = restore_paragraph(former, by="test")
    proposal.refresh_from_db()
    assert bodies(text) == before
    assert (back.uid, proposal.paragraph, proposal.is_outdated) == (second.uid, back, False)


def test_merged_paragraph_when_its_words_were_changed_comes_back_beside_them(text):
    first, second, _third = order(text)
    merge_paragraphs(first, seen=fingerprint(first), seen_next=fingerprint(second), by="test")
    first.refresh_from_db()
    edit_paragraph(first, words={"body_es": "Todo otro."}, seen=fingerprint(first), by="test")
    restore_paragraph(FormerParagraph.objects.get(), by="test")
    assert bodies(text)[0] == ("Todo otro.", f"{first.body_en}")
    assert bodies(text)[1] == (second.body_es, second.body_en)


def test_merger_and_deletion_are_refused_where_a_decision_is_followed_up_or_the_page_is_old(text):
    first, second, third = order(text)
    DecisionFactory(paragraph=second)
    seen = [fingerprint(one) for one in (first, second, third)]
    with pytest.raises(ParagraphError, match="followed up"):
        merge_paragraphs(first, seen=seen[0], seen_next=seen[1], by="test")
    with pytest.raises(StaleParagraphError) as stale:
        merge_paragraphs(second, seen=seen[1], seen_next="old", by="test")
    assert stale.value.current == third
    with pytest.raises(ParagraphError, match="follows"):
        merge_paragraphs(third, seen=seen[2], seen_next="", by="test")


@pytest.mark.parametrize(
    ("which", "behind", "expected"), [(0, 2, "120"), (2, None, "201"), (0, 1, "102"), (1, 0, "012"), (1, 1, "012")]
)
def test_paragraph_is_put_anywhere(text, which, behind, expected):
    rows = order(text)
    place_paragraph(rows[which], after=None if behind is None else rows[behind], by="test")
    assert "".join(str(rows.index(one)) for one in order(text)) == expected


def test_automatic_labels_follow_every_change_of_order_and_leave_others_alone(text):
    by = "test"
    Paragraph.objects.filter(text=text).update(is_numbered_es=True, label_en="own")
    first, second, third = order(text)
    move_paragraph(third, up=True, by=by)
    assert [one.label_es for one in order(text)] == ["1.", "2.", "3."]
    new = add_paragraph(text, after=first, words=WORDS | {"is_numbered_es": True, "label_es": "x"}, by=by)
    assert (new.label_es, [one.label_es for one in order(text)]) == ("2.", ["1.", "2.", "3.", "4."])
    second.refresh_from_db()
    seen = fingerprint(second)
    delete_paragraph(new, seen=fingerprint(new), by=by)
    second.refresh_from_db()
    assert (second.label_es, fingerprint(second)) == ("3.", seen)
    edit_paragraph(second, words={"level": 1, "label_es": "ignored"}, seen=seen, by=by)
    assert [(one.label_es, one.label_en) for one in order(text)] == [("1.", "own"), ("2.", "own"), ("a)", "own")]


def test_label_of_a_text_of_the_record_is_written_by_hand(personas):
    text = text_with_paragraphs(1)
    one = order(text)[0]
    words = {"label_es": "7 bis.", "is_numbered_es": True}
    edit_paragraph(one, words=words, seen=fingerprint(one), by=personas["secretariat"])
    one.refresh_from_db()
    assert (one.label_es, one.is_numbered_es) == ("7 bis.", False)

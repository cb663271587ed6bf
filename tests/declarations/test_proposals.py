"""Proposals and positions: who makes them, on what, and what is refused."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import Paragraph, Position, Proposal, Text
from declarations.results import fingerprint_of
from declarations.services.paragraphs import ParagraphError, StaleParagraphError, agree_paragraph, fingerprint
from declarations.services.proposals import StaleProposalError, make_proposal, take_position, withdraw_proposal
from members.models import Participant, User
from tests.factories import DrafterFactory, ProposalFactory, UserFactory, a_negotiated_text

pytestmark = pytest.mark.django_db
OUTSIDE = ("observer_country", "observer_organisation", "civil_society", "reviewer", "liaison", "administrator",
           "expired", "nobody", "visitor")  # fmt: skip
OTHER_MEMBERS = ("neighbour", "presidency", "troika")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def text(personas):
    return a_negotiated_text(2)


@pytest.fixture
def costa_rica(personas):
    return Participant.objects.get(key="cr")


@pytest.fixture
def mexico(personas):
    return Participant.objects.get(key="mx")


def first(text):
    return text.paragraphs.order_by("order").first()


def propose(text, participant, *, by, **other):
    paragraph = other.pop("paragraph", None) or first(text)
    given = {
        "paragraph": paragraph,
        "kind": "replace",
        "language": "es",
        "words": {"es": "Otras palabras."},
        "reason": "Por claridad.",
        "form_key": uuid4(),
        "seen": fingerprint(paragraph),
    }
    return make_proposal(text, participant=participant, by=by, **(given | other))


def amend(text, parent, participant, *, by, **other):
    given = {"parent": parent, "seen": fingerprint_of(parent), "words": {"es": "Palabras enmendadas."}}
    return propose(text, participant, by=by, **(given | other))


@pytest.mark.parametrize("who", ["member", "deputy"])
def test_proposal_is_made_by_the_own_delegation(personas, text, costa_rica, who):
    one = propose(text, costa_rica, by=personas[who])
    paragraph = first(text)
    assert (one.paragraph, one.paragraph_uid, one.state) == (paragraph, paragraph.uid, "open")
    assert (one.words_es, one.words_en) == ("Otras palabras.", "")
    assert (one.base_es, one.base_en) == (paragraph.body_es, paragraph.body_en)
    act = Act.objects.get(act="make_proposal")
    assert act.after["words_es"] == "Otras palabras." and act.part_of == f"declarations.text:{text.pk}"


def test_proposal_is_made_by_whom_the_member_named(personas, text, costa_rica):
    account = UserFactory()
    DrafterFactory(drafting=text.drafting, participant=costa_rica, person=account.person)
    propose(text, costa_rica, by=User.objects.get(pk=account.pk))


def test_proposal_on_paper_is_entered_by_the_secretariat_but_no_position(personas, text, costa_rica, mexico):
    one = propose(text, costa_rica, by=personas["secretariat"])
    assert Act.objects.get(act="make_proposal").actor_id == personas["secretariat"].pk
    with pytest.raises(PermissionDenied):
        take_position(one, participant=mexico, stance="support", by=personas["secretariat"])


@pytest.mark.parametrize("who", [*OUTSIDE, *OTHER_MEMBERS])
def test_proposal_position_and_withdrawal_are_refused_to_others(personas, text, costa_rica, mexico, who):
    one = ProposalFactory(paragraph=first(text), participant=costa_rica)
    other = ProposalFactory(paragraph=first(text), participant=Participant.objects.get(key="pa"))
    for act in (
        lambda: propose(text, costa_rica, by=personas[who]),
        lambda: take_position(other, participant=costa_rica, stance="object", by=personas[who]),
        lambda: withdraw_proposal(one, by=personas[who]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Proposal.objects.count() == 2 and not Position.objects.exists()


def test_proposal_for_an_observer_is_refused(personas, text):
    with pytest.raises(Refusal, match="not a member"):
        propose(text, Participant.objects.get(key="ar"), by=personas["secretariat"])
    with pytest.raises(PermissionDenied):
        propose(text, Participant.objects.get(key="ar"), by=personas["observer_country"])


@pytest.mark.parametrize("state", ["tabled", "adopted", "published"])
def test_nothing_is_proposed_held_or_withdrawn_once_tabled(personas, text, costa_rica, mexico, state):
    one = ProposalFactory(paragraph=first(text), participant=costa_rica)
    Text.objects.filter(pk=text.pk).update(state=state)
    with pytest.raises(NotNow):
        propose(text, costa_rica, by=personas["member"])
    with pytest.raises(NotNow):
        take_position(one, participant=mexico, stance="support", by=personas["neighbour"])
    with pytest.raises(Exception, match="negotiated any more"):
        withdraw_proposal(one, by=personas["member"])


def test_proposal_by_the_same_form_is_one_and_its_key_serves_nobody_else(personas, text, costa_rica, mexico):
    key = uuid4()
    one = propose(text, costa_rica, by=personas["member"], form_key=key)
    assert propose(text, costa_rica, by=personas["member"], form_key=key, seen="old") == one
    with pytest.raises(Refusal, match="open it anew"):
        propose(text, mexico, by=personas["neighbour"], form_key=key)
    assert Act.objects.filter(act="make_proposal").count() == 1


def test_proposal_on_words_that_changed_is_asked_again(personas, text, costa_rica):
    with pytest.raises(StaleParagraphError) as stale:
        propose(text, costa_rica, by=personas["member"], seen="of another time")
    assert (stale.value.current, stale.value.status) == (first(text), 409)


def test_proposal_of_the_words_that_stand_or_of_none_is_refused(personas, text, costa_rica):
    standing = first(text).body_es
    for words in ({"es": f" {standing} "}, {"es": " "}, {}, {"en": "Words."}, {"es": "x" * 20_001}):
        with pytest.raises(Refusal):
            propose(text, costa_rica, by=personas["member"], words=words)
    one = propose(text, costa_rica, by=personas["member"], words={"es": "Otras.", "en": first(text).body_en})
    assert (one.words_es, one.words_en, one.languages) == ("Otras.", "", ("es",))


def test_proposal_with_a_reason_too_long_or_in_no_language_is_refused(personas, text, costa_rica):
    for other in ({"reason": "x" * 1001}, {"language": "fr", "words": {"fr": "x"}}):
        with pytest.raises(Refusal):
            propose(text, costa_rica, by=personas["member"], **other)


def test_agreed_paragraph_takes_no_change_but_something_beside_it(personas, text, costa_rica):
    paragraph = first(text)
    agree_paragraph(paragraph, seen=fingerprint(paragraph), by=personas["presidency"])
    for kind in ("replace", "delete"):
        with pytest.raises(ParagraphError):
            propose(text, costa_rica, by=personas["member"], kind=kind)
    for kind in ("before", "after"):
        assert propose(text, costa_rica, by=personas["member"], kind=kind).kind == kind


def test_paragraph_of_another_text_is_not_proposed_on(personas, text, costa_rica):
    other = first(a_negotiated_text(1))
    with pytest.raises(Paragraph.DoesNotExist):
        propose(text, costa_rica, by=personas["member"], paragraph=other)


def test_deletion_needs_no_words_and_is_of_both_languages(personas, text, costa_rica):
    one = propose(text, costa_rica, by=personas["member"], kind="delete", words={"es": "x"})
    assert (one.words_es or "", one.languages) == ("", ("es", "en"))


def test_proposal_on_a_proposal_is_made_on_the_words_that_it_holds(personas, text, costa_rica, mexico):
    parent = propose(text, costa_rica, by=personas["member"])
    child = amend(text, parent, mexico, by=personas["neighbour"])
    assert (child.parent, child.paragraph, child.base_es) == (parent, parent.paragraph, "Otras palabras.")
    assert not child.is_outdated
    with pytest.raises(StaleProposalError) as stale:
        amend(text, parent, mexico, by=personas["neighbour"], seen="old")
    assert stale.value.current == parent
    with pytest.raises(Refusal, match="stand already"):
        amend(text, parent, mexico, by=personas["neighbour"], words={"es": "Otras palabras."})


def test_proposal_on_a_deletion_on_another_amendment_or_of_another_kind_is_refused(personas, text, costa_rica, mexico):
    parent = propose(text, costa_rica, by=personas["member"])
    child = amend(text, parent, mexico, by=personas["neighbour"])
    deletion = propose(text, costa_rica, by=personas["member"], kind="delete")
    for what in ({"parent": child}, {"parent": deletion}, {"parent": parent, "kind": "delete"}):
        one = what.pop("parent")
        with pytest.raises(Refusal):
            amend(text, one, mexico, by=personas["neighbour"], **what)
    withdraw_proposal(parent, by=personas["member"])
    with pytest.raises(NotNow):
        amend(text, parent, mexico, by=personas["neighbour"])


def test_position_is_one_for_each_delegation_and_silence_has_none(personas, text, costa_rica, mexico):
    one, by = propose(text, costa_rica, by=personas["member"]), personas["neighbour"]
    for stance in ("support", "support", "object", "reserve", None, None):
        take_position(one, participant=mexico, stance=stance, reason="Por esto." if stance else "", by=by)
        held = list(one.positions.values_list("participant", "stance"))
        assert held == ([(mexico.pk, stance)] if stance else [])
    acts = Act.objects.filter(act="take_position").order_by("pk")
    assert [(act.before.get("stance"), act.after.get("stance")) for act in acts] == [
        (None, "support"), ("support", "object"), ("object", "reserve"), ("reserve", None)
    ]  # fmt: skip


def test_position_on_the_own_proposal_or_of_no_kind_is_refused(personas, text, costa_rica, mexico):
    one = propose(text, costa_rica, by=personas["member"])
    with pytest.raises(Refusal, match="its own"):
        take_position(one, participant=costa_rica, stance="support", by=personas["deputy"])
    with pytest.raises(Refusal, match="not a position"):
        take_position(one, participant=mexico, stance="abstain", by=personas["neighbour"])


def test_withdrawn_proposal_is_over_for_everybody_with_what_was_made_on_it(personas, text, costa_rica, mexico):
    one = propose(text, costa_rica, by=personas["member"])
    child = amend(text, one, mexico, by=personas["neighbour"])
    withdraw_proposal(one, by=personas["deputy"])
    child.refresh_from_db()
    assert (one.state, child.state) == ("withdrawn", "rejected")
    with pytest.raises(NotNow):
        take_position(one, participant=mexico, stance="support", by=personas["neighbour"])
    with pytest.raises(NotNow):
        withdraw_proposal(one, by=personas["member"])
    assert Act.objects.filter(act__in=("withdraw_proposal", "drop_proposal")).count() == 2


@pytest.mark.parametrize("who", [*OUTSIDE[:3], "liaison", "expired", "nobody", "visitor"])
def test_proposals_are_seen_by_members_alone(personas, text, costa_rica, who):
    propose(text, costa_rica, by=personas["member"])
    assert not Proposal.objects.visible_to(personas[who]).exists()
    Text.objects.filter(pk=text.pk).update(state="published", audience="public")
    assert not Proposal.objects.visible_to(User.objects.get(pk=personas[who].pk) if who != "visitor" else personas[who])
    assert Proposal.objects.visible_to(personas["neighbour"]).exists()

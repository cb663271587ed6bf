"""How a negotiation is begun, opened and arranged, who drafts for whom, and the versions that are kept."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from common.models import Act
from common.refusals import Refusal
from common.states import NotNow
from declarations.access import delegations_of
from declarations.models import Drafter, Drafting, Text, TextVersion
from declarations.services.drafting import (
    begin_text,
    change_drafting,
    keep_version,
    name_drafter,
    open_drafting,
    remove_drafter,
)
from declarations.services.paragraphs import edit_paragraph, fingerprint
from declarations.services.texts import recall_draft
from members.models import Participant, User
from tests.factories import (
    DrafterFactory,
    MeetingFactory,
    ParagraphFactory,
    PersonFactory,
    UserFactory,
    a_negotiated_text,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db
TITLES = {"es": "Declaración de Panamá", "en": "Declaration of Panama"}
OUTSIDE = ("observer_country", "observer_organisation", "civil_society", "member", "neighbour", "deputy", "reviewer",
           "liaison", "troika", "administrator", "expired", "nobody")  # fmt: skip


def again(user):
    """The account as the next request knows it."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", ["presidency", "secretariat"])
def test_text_begun_by_either_chair_is_negotiated_and_the_members_read_it(personas, who):
    meeting = MeetingFactory(key="xxx", audience="public")
    text = begin_text(kind="declaration", titles=TITLES, meeting=meeting, form_key=uuid4(), by=personas[who])
    assert (text.symbol, text.title_es, text.title_en, text.state) == ("xxx-declaration", *TITLES.values(), "draft")
    assert Text.objects.visible_to(personas["member"]).filter(pk=text.pk).exists()
    assert not Text.objects.visible_to(personas["observer_country"]).filter(pk=text.pk).exists()
    assert [one.number for one in text.versions.all()] == [1]


def test_text_begun_twice_by_one_form_is_one_and_by_another_form_another(personas):
    key, by = uuid4(), personas["presidency"]
    first = begin_text(kind="communique", titles=TITLES, form_key=key, by=by)
    assert begin_text(kind="communique", titles=TITLES, form_key=key, by=by) == first
    second = begin_text(kind="communique", titles=TITLES, form_key=uuid4(), by=by)
    assert second.symbol == f"{first.symbol}-2"


@pytest.mark.parametrize(("titles", "kind"), [({"es": "x", "en": " "}, "declaration"), (TITLES, "poem")])
def test_text_without_both_titles_or_of_no_kind_is_not_begun(personas, titles, kind):
    with pytest.raises(Refusal):
        begin_text(kind=kind, titles=titles, form_key=uuid4(), by=personas["secretariat"])
    assert not Drafting.objects.exists()


def test_text_for_a_meeting_that_the_presidency_does_not_see_is_not_begun(personas):
    meeting = MeetingFactory(key="hidden", audience="secretariat", state="planned")
    with pytest.raises(PermissionDenied):
        begin_text(kind="declaration", titles=TITLES, meeting=meeting, form_key=uuid4(), by=personas["presidency"])


@pytest.mark.parametrize("who", OUTSIDE)
def test_negotiation_is_not_begun_opened_or_arranged_by_others(personas, who):
    by, text, other = personas[who], a_negotiated_text(1), text_with_paragraphs(1)
    with pytest.raises(PermissionDenied):
        begin_text(kind="declaration", titles=TITLES, form_key=uuid4(), by=by)
    with pytest.raises(PermissionDenied):
        open_drafting(other, by=by)
    with pytest.raises(PermissionDenied):
        change_drafting(text.drafting, pen="group", by=by)
    with pytest.raises(PermissionDenied):
        keep_version(text, reason="kept", by=by)
    assert not Act.objects.filter(actor=by.email).exists()


def test_drafting_when_opened_circulates_keeps_version_one_and_stands_in_the_journal(personas):
    text = text_with_paragraphs(2)
    drafting = open_drafting(text, by=personas["secretariat"])
    text.refresh_from_db()
    assert text.circulated_at is not None
    version = text.versions.get()
    assert (version.number, version.reason, version.content().edition) == (1, "opened", 0)
    assert [one.body_es for one in version.content().paragraphs] == [one.body_es for one in text.paragraphs.all()]
    assert list(Act.objects.values_list("act", flat=True)) == ["keep_version", "open_drafting"]
    assert open_drafting(text, by=personas["presidency"]) == drafting
    assert text.versions.count() == 1


def test_draft_that_the_presidency_does_not_see_is_opened_by_the_secretariat_alone(personas):
    with pytest.raises(PermissionDenied):
        open_drafting(text_with_paragraphs(1), by=personas["presidency"])
    open_drafting(text_with_paragraphs(1, circulated_at="2026-01-01T10:00Z"), by=personas["presidency"])


def test_drafting_of_what_is_no_draft_or_no_full_text_is_refused(personas):
    with pytest.raises(NotNow):
        open_drafting(text_with_paragraphs(1, state="published"), by=personas["secretariat"])
    with pytest.raises(Refusal):
        open_drafting(text_with_paragraphs(1, nature="reference"), by=personas["secretariat"])


def test_draft_under_negotiation_is_not_recalled(personas):
    with pytest.raises(ValidationError):
        recall_draft(a_negotiated_text(1), by=personas["secretariat"])


def test_numbering_when_changed_labels_at_once_what_is_numbered(personas):
    text = a_negotiated_text(0)
    for order in (1, 2):
        ParagraphFactory(text=text, order=order, is_numbered_es=True, label_en=f"own {order}")
    drafting = change_drafting(text.drafting, numbering={"es": "roman"}, by=personas["presidency"])
    assert (drafting.numbering_es, drafting.numbering_en) == ("roman", "point")
    labelled = list(text.paragraphs.order_by("order").values_list("label_es", "label_en"))
    assert labelled == [("I.", "own 1"), ("II.", "own 2")]
    act = Act.objects.get(act="change_drafting")
    assert (act.before, act.after) == ({"numbering_es": "point"}, {"numbering_es": "roman"})


def test_numbers_that_were_brought_in_are_taken_over_once(personas):
    """What bears a number in one language is numbered in both; headings, names and bullets keep their own labels."""
    text, by = a_negotiated_text(0), personas["presidency"]
    labels = (("heading", "I.", "I."), ("operative", "1.", ""), ("operative", "–", "–"), ("operative", "3.", "3."))
    for order, (kind, spanish, english) in enumerate(labels, start=1):
        ParagraphFactory(text=text, order=order, kind=kind, label_es=spanish, label_en=english)
    for _time in range(2):
        change_drafting(text.drafting, takes_over=True, by=by)
    found = list(text.paragraphs.order_by("order").values_list("label_es", "label_en", "is_numbered_es"))
    assert found == [("I.", "I.", False), ("1.", "1.", True), ("–", "–", False), ("2.", "2.", True)]
    assert Act.objects.get(act="change_drafting").after == {"numbered": 2}


def test_arrangement_when_nothing_changes_or_the_draft_is_past_writes_nothing(personas):
    text = a_negotiated_text(1)
    change_drafting(text.drafting, pen="chair", by=personas["secretariat"])
    Text.objects.filter(pk=text.pk).update(state="tabled")
    with pytest.raises(NotNow):
        change_drafting(text.drafting, pen="group", by=personas["secretariat"])
    assert not Act.objects.filter(act="change_drafting").exists()


@pytest.mark.parametrize("who", ["member", "deputy", "secretariat", "presidency"])
def test_drafter_is_named_by_the_own_delegation_or_the_chair_and_then_drafts(personas, who):
    text, country = a_negotiated_text(1), Participant.objects.get(key="cr")
    account = UserFactory(email="jurist@example.org")
    name_drafter(text.drafting, participant=country, person=account.person, by=personas[who])
    assert delegations_of(again(account), text) == {country.pk}
    assert Text.objects.visible_to(again(account)).filter(pk=text.pk).exists()
    other = a_negotiated_text(1)
    assert delegations_of(again(account), other) == set()
    assert not Text.objects.visible_to(again(account)).filter(pk=other.pk).exists()


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "liaison", "observer_country", "troika", "expired", "nobody"])
def test_drafter_is_not_named_or_removed_by_others(personas, who):
    text, country = a_negotiated_text(1), Participant.objects.get(key="cr")
    drafter = DrafterFactory(drafting=text.drafting, participant=country)
    with pytest.raises(PermissionDenied):
        name_drafter(text.drafting, participant=country, person=PersonFactory(), by=personas[who])
    with pytest.raises(PermissionDenied):
        remove_drafter(drafter, by=personas[who])
    assert Drafter.objects.get() == drafter


def test_drafter_who_acts_for_somebody_else_is_refused(personas):
    text, country = a_negotiated_text(1), Participant.objects.get(key="cr")
    for name in ("observer_organisation", "neighbour", "secretariat"):
        with pytest.raises(Refusal):
            name_drafter(text.drafting, participant=country, person=personas[name].person, by=personas["member"])
    name_drafter(text.drafting, participant=country, person=personas["reviewer"].person, by=personas["member"])


def test_drafter_for_an_observer_is_refused(personas):
    observer = Participant.objects.get(key="ar")
    with pytest.raises(Refusal):
        name_drafter(
            a_negotiated_text(1).drafting, participant=observer, person=PersonFactory(), by=personas["secretariat"]
        )


def test_drafter_when_another_is_named_is_replaced_and_once_removed_drafts_no_more(personas):
    text, country = a_negotiated_text(1), Participant.objects.get(key="cr")
    first, second = UserFactory(), UserFactory()
    for one in (first, second, second):
        drafter = name_drafter(text.drafting, participant=country, person=one.person, by=personas["member"])
    assert delegations_of(again(first), text) == set()
    remove_drafter(drafter, by=personas["deputy"])
    remove_drafter(drafter, by=personas["deputy"])
    assert delegations_of(again(second), text) == set()
    assert list(Act.objects.filter(act__endswith="_drafter").order_by("pk").values_list("act", flat=True)) == [
        "name_drafter", "name_drafter", "remove_drafter"
    ]  # fmt: skip


def test_drafter_past_the_adoption_is_neither_named_nor_removed(personas):
    text, country = a_negotiated_text(1), Participant.objects.get(key="cr")
    drafter = DrafterFactory(drafting=text.drafting, participant=country)
    Text.objects.filter(pk=text.pk).update(state="adopted")
    for act in (
        lambda: name_drafter(text.drafting, participant=country, person=PersonFactory(), by=personas["member"]),
        lambda: remove_drafter(drafter, by=personas["member"]),
    ):
        with pytest.raises(NotNow):
            act()


def test_version_by_hand_is_kept_once_for_each_wording(personas):
    text, by = a_negotiated_text(1), personas["presidency"]
    assert keep_version(text, reason="kept", by=by).number == 1
    paragraph = text.paragraphs.get()
    edit_paragraph(paragraph, words={"body_es": "Otras palabras."}, seen=fingerprint(paragraph), by=by)
    assert [keep_version(text, reason="kept", by=by).number for _ in range(2)] == [2, 2]
    assert keep_version(text, reason="tabled", by=by).number == 3
    bodies = [one.content().paragraphs[0].body_es for one in text.versions.order_by("number")]
    assert bodies[1:] == ["Otras palabras."] * 2 and bodies[0] != bodies[1]


@pytest.mark.engines
def test_version_is_never_changed_or_deleted():
    version = a_negotiated_text(1).versions.get()
    for act in (
        lambda: TextVersion.objects.filter(pk=version.pk).update(reason="kept"),
        lambda: TextVersion.objects.filter(pk=version.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert connection.vendor in ("sqlite", "postgresql")
    assert TextVersion.objects.get().reason == "opened"

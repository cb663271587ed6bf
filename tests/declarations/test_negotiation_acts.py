"""What the pen and the chair do to paragraphs, how a text is begun, who is writing where, and what desks show."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Drafter, FormerParagraph, Paragraph, Text
from declarations.services.paragraphs import edit_paragraph, fingerprint
from members.models import Participant
from tests.access.visits import signed_in
from tests.declarations.negotiated import a_text_at_work, propose_all
from tests.factories import MeetingFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
WORDS = {"kind": "operative", "level": 0, "label_es": "3.", "label_en": "3.", "body_es": "Nuevo.", "body_en": "New."}


def path(name, text=None, **kwargs):
    with override("en"):
        return reverse(f"declarations:{name}", kwargs=({"symbol": text.symbol} if text else {}) | kwargs or None)


@pytest.fixture
def text(personas):
    return a_text_at_work(symbol="at-work")


@pytest.fixture
def chair(personas):
    return signed_in(personas["presidency"])


def act(client, text, paragraph, name, **data):
    return client.post(path("paragraph-act", text, uid=paragraph.uid, act=name), data)


def test_pen_edits_and_a_stale_save_shows_both(chair, personas, text):
    paragraph = text.paragraphs.get(order=8)
    seen, address = fingerprint(paragraph), path("paragraph-edit", text, uid=paragraph.uid)
    edit_paragraph(paragraph, words={"body_es": "De otra mano."}, seen=seen, by=personas["secretariat"])
    answer = chair.post(address, WORDS | {"seen": seen})
    content = answer.content.decode()
    assert answer.status_code == 409 and "De otra mano." in content and "Nuevo." in content
    assert f"{personas['secretariat'].person} saved it on" in content and "<ins" in content and "<del" in content
    again = chair.post(address, WORDS | {"seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 302 and Paragraph.objects.get(pk=paragraph.pk).body_es == "Nuevo."


def test_pen_of_the_chair_is_not_of_the_delegations_until_it_is_given(chair, personas, text):
    paragraph = text.paragraphs.get(order=8)
    member, address = signed_in(personas["member"]), path("paragraph-edit", text, uid=paragraph.uid)
    data = WORDS | {"seen": fingerprint(paragraph)}
    assert member.get(address + "?edit=1").status_code == 404 and member.post(address, data).status_code == 404
    group = {"pen": "group", "numbering_es": "point", "numbering_en": "point"}
    assert chair.post(path("drafting-group", text), group).status_code == 302
    assert member.get(address + "?edit=1").status_code == 200 and member.post(address, data).status_code == 302


def test_paragraph_is_closed_as_agreed_and_opened_again(chair, text):
    paragraph = text.paragraphs.get(order=3)
    act(chair, text, paragraph, "agree", seen=fingerprint(paragraph))
    assert Paragraph.objects.get(pk=paragraph.pk).agreed_at
    assert "agreed" in chair.get(path("text-workroom", text)).content.decode()
    act(chair, text, paragraph, "reopen")
    assert Paragraph.objects.get(pk=paragraph.pk).agreed_at is None


def test_paragraph_moves_and_is_placed(chair, text):
    third, last = text.paragraphs.get(order=3), text.paragraphs.get(order=12)
    act(chair, text, third, "up")
    assert Paragraph.objects.get(pk=third.pk).order == 2
    act(chair, text, third, "place", after=str(last.uid))
    assert text.paragraphs.order_by("order").last() == third
    assert "Paragraph 12</h1>" in chair.get(path("paragraph-edit", text, uid=third.uid)).content.decode()
    act(chair, text, third, "place", after="")
    assert text.paragraphs.order_by("order").first() == third
    assert act(chair, text, third, "place", after="no-identity").status_code == 404


def test_paragraph_that_left_is_shown_and_comes_back(chair, personas, text):
    paragraph = text.paragraphs.get(order=9)
    act(chair, text, paragraph, "delete", seen=fingerprint(paragraph))
    former = FormerParagraph.objects.get(uid=paragraph.uid)
    content = signed_in(personas["reviewer"]).get(path("text-workroom", text)).content.decode()
    assert "Former paragraphs" in content and "Put it back" not in content
    act(chair, text, former, "restore")
    assert text.paragraphs.get(uid=paragraph.uid).body_es == paragraph.body_es


def test_paragraph_is_divided_and_joined_again_without_losing_a_word(chair, text):
    paragraph = text.paragraphs.get(order=8)
    address = path("paragraph-split", text, uid=paragraph.uid)
    form = chair.get(address).context["form"]
    at = {f"at_{language}": form.fields[f"at_{language}"].choices[-2][0] for language in ("es", "en")}
    assert chair.post(address, at | {"seen": fingerprint(paragraph)}).status_code == 302
    first, second = text.paragraphs.get(order=8), text.paragraphs.get(order=9)
    assert first.uid == paragraph.uid and second.body_en.startswith("and to disseminate")
    act(chair, text, first, "merge", seen=fingerprint(first), seen_next=fingerprint(second))
    joined = text.paragraphs.get(order=8)
    assert joined.body_es.split() == paragraph.body_es.split() and joined.body_en.split() == paragraph.body_en.split()


def test_acts_on_paragraphs_are_not_there_for_a_delegation(personas, text):
    paragraph, client = text.paragraphs.get(order=3), signed_in(personas["member"])
    for name in ("up", "down", "place", "agree", "reopen", "merge", "delete"):
        assert act(client, text, paragraph, name, seen=fingerprint(paragraph)).status_code == 404, name
    assert act(client, text, paragraph, "explode").status_code == 404
    assert text.paragraphs.get(order=3) == paragraph


def test_pen_adds_a_paragraph_where_it_says(chair, personas, text):
    after = text.paragraphs.get(order=8)
    address = path("paragraph-add", text) + f"?after={after.uid}"
    assert signed_in(personas["member"]).get(address).status_code == 404
    assert chair.post(address, WORDS).status_code == 302
    assert text.paragraphs.get(order=9).body_en == "New."


def test_text_is_begun_once_and_its_workroom_is_empty(chair, personas):
    meeting = MeetingFactory(key="to-come", state="convened", start="2999-06-21", end="2999-06-22", audience="member")
    data = {"meeting": meeting.key, "kind": "declaration", "title_es": "Título", "title_en": "Title"}
    data |= {"form_key": str(uuid4())}
    first, second = (chair.post(path("text-begin"), data) for _time in range(2))
    assert first.status_code == 302 and first["Location"] == second["Location"]
    text = Text.objects.get(title_en="Title")
    assert text.meeting == meeting and text.drafting
    assert "The text has no paragraphs yet" in chair.get(path("text-workroom", text)).content.decode()
    assert signed_in(personas["member"]).get(path("text-begin")).status_code == 404


def test_secretariat_opens_a_draft_of_its_own_to_the_group(personas):
    text = text_with_paragraphs(2, symbol="own-draft")
    client = signed_in(personas["secretariat"])
    assert "Open the negotiation" in client.get(path("text-workroom", text)).content.decode()
    assert signed_in(personas["member"]).get(path("text-workroom", text)).status_code == 404
    assert client.post(path("drafting-open", text)).status_code == 302
    assert signed_in(personas["member"]).get(path("text-workroom", text)).status_code == 200


def test_delegation_names_its_own_drafter_alone(personas, text):
    member = signed_in(personas["member"])
    costa_rica, mexico = (Participant.objects.get(key=key) for key in ("cr", "mx"))
    named = {"participant": costa_rica.pk, "person": personas["deputy"].person_id}
    assert member.post(path("drafter-name", text), named).status_code == 302
    assert Drafter.objects.get().person == personas["deputy"].person
    assert member.post(path("drafter-name", text), named | {"participant": mexico.pk}).status_code == 404
    assert member.post(path("drafter-name", text), {"participant": costa_rica.pk, "person": ""}).status_code == 302
    assert not Drafter.objects.exists()


def test_presence_tells_others_who_is_writing_and_forgets(personas, text):
    cache.clear()
    uid, address = str(text.paragraphs.get(order=3).uid), path("drafting-presence", text)
    writer, other = signed_in(personas["member"]), signed_in(personas["neighbour"])
    assert writer.post(address, {"uid": uid, "state": "open"}).json() == {}
    assert other.get(address).json() == {uid: "CR is editing"}
    writer.post(address, {"uid": uid, "state": "left"})
    assert other.get(address).json() == {}
    assert signed_in(personas["reviewer"]).post(address, {"uid": uid, "state": "open"}).status_code == 404
    assert writer.post(address, {"uid": "no identity", "state": "open"}).status_code == 404


def test_desk_names_what_is_negotiated_to_those_with_a_voice(personas, text):
    propose_all(text, [Participant.objects.get(key=key) for key in ("cr", "mx", "pa", "hn")])
    with override("en"):
        desk = reverse("secretariat:desk")
    for name, told in (("member", True), ("presidency", True), ("reviewer", False)):
        content = signed_in(personas[name]).get(desk).content.decode()
        assert ("Under negotiation: " in content) is told, name
        assert path("text-workroom", text) in content, name
    assert "Under negotiation" not in signed_in(personas["observer_country"]).get(desk).content.decode()


def test_meeting_at_work_lists_what_it_negotiates(chair, personas, text):
    with override("en"):
        workroom = reverse("meetings:meeting-workroom", kwargs={"key": text.meeting.key})
    content = signed_in(personas["secretariat"]).get(workroom).content.decode()
    assert "Texts under negotiation" in content and path("text-workroom", text) in content

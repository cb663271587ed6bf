"""The workroom of a negotiation: who reads and acts in it, what its pages show, and that forms write once."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Paragraph, Position, Proposal, Text
from declarations.services.paragraphs import edit_paragraph, fingerprint
from declarations.services.proposals import make_proposal
from members.models import Participant
from tests.access.visits import signed_in
from tests.declarations.negotiated import a_text_at_work, propose_all

pytestmark = pytest.mark.django_db
READERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
OTHERS = ("civil_society", "observer_country", "observer_organisation", "liaison", "administrator", "expired", "nobody")
MEMBERS = ("cr", "mx", "pa", "hn")


def path(name, text, **kwargs):
    with override("en"):
        return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol} | kwargs)


@pytest.fixture
def text(personas):
    return a_text_at_work(symbol="at-work")


@pytest.fixture
def proposals(text):
    return propose_all(text, [Participant.objects.get(key=key) for key in MEMBERS])


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_workroom_is_read_by_the_group_and_by_nobody_else(personas, text, proposals):
    paragraph = text.paragraphs.get(order=3)
    addresses = [
        path("text-workroom", text),
        path("paragraph-edit", text, uid=paragraph.uid),
        path("drafting-result", text),
        path("drafting-group", text),
        path("drafting-presence", text),
    ]
    for address in addresses:
        assert signed_in(personas["visitor"]).get(address).status_code == 302
        for name in OTHERS:
            assert signed_in(personas[name]).get(address).status_code == 404, (name, address)
        for name in READERS:
            assert signed_in(personas[name]).get(address).status_code == 200, (name, address)


def test_workroom_stays_closed_to_others_once_the_text_is_published(personas, text, proposals):
    Text.objects.filter(pk=text.pk).update(state="published", audience="public")
    for name in OTHERS:
        assert signed_in(personas[name]).get(path("text-workroom", text)).status_code == 404, name
    content = page(signed_in(personas["member"]), path("text-workroom", text))
    assert "The words are frozen" in content and ">Support<" not in content


def test_row_shows_brackets_with_the_delegations_that_hold_them(personas, text, proposals):
    content = page(signed_in(personas["reviewer"]), path("text-workroom", text))
    assert '<b class="brk__who">HN' in content or '<b class="brk__who">CR' in content
    assert "Acoger con beneplácito" in content and "[" in content
    assert "Spanish is missing" not in content and "English is missing" in content
    assert "<ins" not in content and "<del" not in content
    assert ">Support<" not in content and "You read the negotiation" in content


def test_bracket_stands_apart_from_words_and_beside_the_comma(personas, text):
    paragraph = text.paragraphs.get(order=4)
    words = paragraph.body_es.replace("de la región,", "de la región y de sus países,")
    make_proposal(
        text, paragraph=paragraph, kind="replace", language="es", words={"es": words}, reason="", form_key=uuid4(),
        participant=Participant.objects.get(key="mx"), seen=fingerprint(paragraph), by="tests",
    )  # fmt: skip
    shown = page(signed_in(personas["reviewer"]), path("text-workroom", text))
    assert 'la región <span class="brk' in shown and "y de sus países]</span>,</p>" in shown


def test_paragraph_is_numbered_automatically_where_its_form_says_so(personas, text):
    paragraph = text.paragraphs.get(order=6)
    words = {name: getattr(paragraph, name) or "" for name in ("kind", "body_es", "body_en", "label_en")}
    words |= {"level": 0, "label_es": "7 bis.", "is_numbered_es": "on", "seen": fingerprint(paragraph)}
    client = signed_in(personas["presidency"])
    assert client.post(path("paragraph-edit", text, uid=paragraph.uid), words).status_code == 302
    paragraph.refresh_from_db()
    assert (paragraph.label_es, paragraph.is_numbered_es, paragraph.is_numbered_en) == ("1.", True, False)
    added = page(client, path("paragraph-add", text) + f"?after={paragraph.uid}")
    assert 'name="is_numbered_es" id="id_is_numbered_es" checked' in " ".join(added.split())


def test_views_show_a_part_of_the_paragraphs(personas, text, proposals):
    client, room = signed_in(personas["member"]), path("text-workroom", text)
    views = ("open", "collisions", "mine", "lacking")
    shown = {view: client.get(room, {"view": view}).context["rows"] for view in views}
    assert [row.paragraph.order for row in shown["open"]] == [3, 6, 7, 8, 9, 10, 12]
    assert [row.paragraph.order for row in shown["lacking"]] == [11]
    assert all(row.collides for row in shown["collisions"])
    assert all(any(line.is_mine or line.mine for line in row.within()) for row in shown["mine"])
    assert len(client.get(room, {"view": "no-such-view"}).context["rows"]) == 12


def test_collision_is_marked_on_the_row_and_counted(personas, text):
    members = [Participant.objects.get(key=key) for key in MEMBERS]
    paragraph = text.paragraphs.get(order=8)
    for number, words in ((0, "120 días"), (1, "60 días")):
        post_proposal(signed_in(personas[("member", "neighbour")[number]]), text, paragraph, members[number], words)
    answer = signed_in(personas["presidency"]).get(path("text-workroom", text))
    assert answer.context["counts"]["collisions"] == 1
    assert "collision" in answer.content.decode()


def post_proposal(client, text, paragraph, participant, words, **more):
    data = {"participant": participant.pk, "language": "es", "form_key": str(uuid4()), "seen": fingerprint(paragraph)}
    data |= {"words_es": paragraph.body_es.replace("90 días", words), "words_en": paragraph.body_en}
    return client.post(path("proposal-make", text, uid=paragraph.uid), data | more)


def test_proposal_when_the_form_is_sent_twice_is_made_once(personas, text):
    paragraph, costa_rica = text.paragraphs.get(order=8), Participant.objects.get(key="cr")
    client, key = signed_in(personas["member"]), str(uuid4())
    for _time in range(2):
        answer = post_proposal(client, text, paragraph, costa_rica, "120 días", form_key=key, reason="Por la imprenta.")
        assert answer.status_code == 302
    made = Proposal.objects.get()
    assert "120 días" in made.words_es and not made.words_en and made.language == "es"
    assert made.participant == costa_rica and made.reason == "Por la imprenta."


def test_proposal_is_made_in_the_language_in_which_words_changed(personas, text):
    paragraph, costa_rica = text.paragraphs.get(order=8), Participant.objects.get(key="cr")
    english = paragraph.body_en.replace("90 days", "120 days")
    post_proposal(signed_in(personas["member"]), text, paragraph, costa_rica, "90 días", words_en=english)
    made = Proposal.objects.get()
    assert made.language == "en" and made.words_en == english and not made.words_es


def test_proposal_that_changes_nothing_is_not_made(personas, text):
    paragraph = text.paragraphs.get(order=8)
    answer = post_proposal(signed_in(personas["member"]), text, paragraph, Participant.objects.get(key="cr"), "90 días")
    assert answer.status_code == 422 and "These are the words as they stand" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_proposal_for_another_delegation_is_not_made(personas, text):
    paragraph = text.paragraphs.get(order=8)
    answer = post_proposal(signed_in(personas["member"]), text, paragraph, Participant.objects.get(key="mx"), "1 día")
    assert answer.status_code == 404 and not Proposal.objects.exists()


def test_proposal_on_words_that_changed_is_asked_about_and_keeps_what_was_typed(personas, text):
    paragraph, costa_rica = text.paragraphs.get(order=8), Participant.objects.get(key="cr")
    seen = fingerprint(paragraph)
    edit_paragraph(paragraph, words={"body_es": "Otras palabras."}, seen=seen, by=personas["secretariat"])
    client = signed_in(personas["member"])
    answer = post_proposal(client, text, paragraph, costa_rica, "120 días", seen=seen)
    content = answer.content.decode()
    assert answer.status_code == 409 and "120 días" in content and "Otras palabras." in content
    again = answer.context["form"]["seen"].value()
    assert post_proposal(client, text, paragraph, costa_rica, "120 días", seen=again).status_code == 302


def test_position_is_taken_changed_and_taken_back(personas, text, proposals):
    client, mexico = signed_in(personas["neighbour"]), Participant.objects.get(key="mx")
    proposal = next(one for one in proposals if one.participant.key == "cr")
    address = path("proposal-position", text, pk=proposal.pk)
    for stance in ("support", "object"):
        answer = client.post(address, {"participant": mexico.pk, "stance": stance, "from": "workroom"})
        assert answer.status_code == 302 and answer["Location"].endswith(f"#{proposal.paragraph.anchor}")
        assert Position.objects.get(proposal=proposal, participant=mexico).stance == stance
    client.post(address, {"participant": mexico.pk, "stance": ""})
    assert not Position.objects.filter(proposal=proposal, participant=mexico).exists()


def test_position_asked_for_by_a_row_brings_the_row_back(personas, text, proposals):
    client, mexico = signed_in(personas["neighbour"]), Participant.objects.get(key="mx")
    proposal = next(one for one in proposals if one.participant.key == "cr")
    answer = client.post(
        path("proposal-position", text, pk=proposal.pk),
        {"participant": mexico.pk, "stance": "support"},
        headers={"HX-Request": "true"},
    )
    content = answer.content.decode()
    assert answer.status_code == 200 and content.startswith("<li") and "<html" not in content
    assert 'aria-pressed="true"' in content and 'hx-swap-oob="true"' in content


def test_chair_settles_and_enters_and_the_result_is_seen_before(personas, text, proposals):
    client = signed_in(personas["presidency"])
    proposal = next(one for one in proposals if "120 días" in (one.words_es or ""))
    content = page(client, path("proposal-settle", text, pk=proposal.pk))
    assert "Accept by consensus" in content
    answer = client.post(path("proposal-settle", text, pk=proposal.pk), {"outcome": "accepted", **said(proposal)})
    assert answer.status_code == 302, answer.content.decode()
    assert "120 días" in page(client, path("drafting-result", text))
    assert "90 días" in Paragraph.objects.get(pk=proposal.paragraph_id).body_es
    assert client.post(path("drafting-enter", text)).status_code == 302
    assert "120 días" in Paragraph.objects.get(pk=proposal.paragraph_id).body_es


def said(proposal):
    return {f"words_{language}": proposal.says(language) for language in ("es", "en")}


def test_settling_shows_what_stands_in_the_way(personas, text, proposals):
    objected = next(one for one in proposals if one.positions.filter(stance="object").exists())
    client = signed_in(personas["secretariat"])
    content = page(client, path("proposal-settle", text, pk=objected.pk))
    assert "there is no consensus" in content
    answer = client.post(path("proposal-settle", text, pk=objected.pk), {"outcome": "accepted"})
    objected.refresh_from_db()
    assert answer.status_code == 422 and objected.state == "open"


def test_settling_is_for_the_chair_alone(personas, text, proposals):
    for name in ("member", "reviewer", "troika"):
        assert signed_in(personas[name]).get(path("proposal-settle", text, pk=proposals[0].pk)).status_code == 404


def test_withdrawing_is_for_its_own_delegation(personas, text, proposals):
    own = next(one for one in proposals if one.participant.key == "cr")
    address = path("proposal-withdraw", text, pk=own.pk)
    assert signed_in(personas["neighbour"]).post(address).status_code == 404
    assert signed_in(personas["member"]).post(address).status_code == 302
    own.refresh_from_db()
    assert own.state == "withdrawn"

"""The adoption in the browser: tabled, prepared, signed by two, read by everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Adoption, Rendering, RenderingState, Text
from declarations.services.adoption import RemarkWords
from declarations.services.paragraphs import edit_paragraph, fingerprint
from declarations.services.publishing import publish_text
from declarations.tasks import publish_adopted
from tests.access.visits import signed_in
from tests.declarations.adopting import adopted, hash_of, negotiated, prepared, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def address(text, name="text-adoption"):
    return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol})


def words(answer):
    return answer.content.decode()


def published(adoption):
    ready = {"state": RenderingState.READY, "file": "x.pdf", "sha256": "0" * 64, "size": 1}
    Rendering.objects.filter(edition=adoption.edition_id).update(**ready)
    publish_adopted(adoption.edition_id)
    return Text.objects.get(pk=adoption.text_id)


def test_text_goes_over_the_pages_from_the_table_to_its_edition(personas):
    text = negotiated(symbol="whole-way")
    session = session_of(text)
    secretariat, presidency = signed_in(personas["secretariat"]), signed_in(personas["presidency"])
    assert "Table the text" in words(presidency.get(address(text)))
    presidency.post(address(text, "adoption-table"))
    form = words(secretariat.get(address(text, "adoption-prepare")))
    assert f'<option value="{session.pk}" selected>' in form
    country = personas["member"].mandates.get().participant_id
    given = {"manner": "session", "session": session.pk, "adopted_on": "2026-11-01", "present": [country], "seen": ""}
    lines = {"remark-TOTAL_FORMS": 2, "remark-INITIAL_FORMS": 0, "remark-0-participant": country}
    lines |= {"remark-0-kind": "reservation", "remark-0-words_es": "Con reserva.", "remark-1-kind": "statement"}
    secretariat.post(address(text, "adoption-prepare"), given | lines)
    adoption = Adoption.objects.get()
    for client, who in ((secretariat, "secretariat"), (presidency, "presidency")):
        page = words(client.get(address(text)))
        assert hash_of(adoption) in page and "Con reserva." in page and f'name="{who}-sha256"' in page
        unsure = {f"{who}-signatory": who, f"{who}-sha256": hash_of(adoption)}
        assert client.post(address(text, "adoption-sign"), unsure).status_code == 422
        client.post(address(text, "adoption-sign"), unsure | {f"{who}-sure": "on"})
    adoption.refresh_from_db()
    assert (
        adoption.text.state == "adopted" and adoption.edition.content().adoption.remarks[0].words_es == "Con reserva."
    )


def test_signature_under_a_page_that_is_old_is_refused_with_the_new_page(personas):
    adoption = prepared(personas)
    client, old = signed_in(personas["presidency"]), hash_of(adoption)
    adoption.text.meeting.name_es = "Otra"
    adoption.text.meeting.save()
    given = {"presidency-signatory": "presidency", "presidency-sha256": old, "presidency-sure": "on"}
    answer = client.post(address(adoption.text, "adoption-sign"), given)
    assert answer.status_code == 409 and hash_of(adoption) in words(answer)


def test_what_cannot_be_tabled_says_why_and_has_no_button(personas):
    text = negotiated()
    text.paragraphs.filter(order=1).update(body_en="")
    client = signed_in(personas["secretariat"])
    page = words(client.get(address(text)))
    assert (
        "Paragraphs that lack a language: 1." in page
        and "adoption-act" in page
        and "Table the text</button>" not in page
    )
    assert client.post(address(text, "adoption-table")).status_code == 422


def test_taking_back_asks_for_a_reason_in_both_languages_and_members_read_it(personas):
    text = prepared(personas).text
    client = signed_in(personas["presidency"])
    assert client.post(address(text, "adoption-untable"), {"reason_es": "Falta algo."}).status_code == 422
    client.post(address(text, "adoption-untable"), {"reason_es": "Falta algo.", "reason_en": "Something lacks."})
    assert "Something lacks." in words(signed_in(personas["member"]).get(address(text)))


def test_public_page_shows_how_it_was_adopted_and_what_changed_since(personas, client):
    own = personas["member"].mandates.get().participant
    remarks = (RemarkWords(own, "reservation", "Con reserva.", ""),)
    text = published(adopted(personas, negotiated(symbol="shown"), remarks=remarks))
    page = words(client.get(text.get_absolute_url()))
    for said in ("by consensus in a session", "Closing", "Members present", 'lang="es"><p>Con reserva.', "Reservation"):
        assert said in page, said
    paragraph = text.paragraphs.first()
    edit_paragraph(paragraph, words={"body_es": "Corregido."}, seen=fingerprint(paragraph), by=personas["secretariat"])
    publish_text(text, by=personas["secretariat"], reason="Errata.")
    changes = reverse("declarations:edition-changes", kwargs={"symbol": "shown", "number": 2})
    page = words(client.get(text.get_absolute_url()))
    assert changes in page and "Con reserva." in page
    assert client.get(changes).status_code == 200


def test_desks_say_what_waits_for_a_signature_until_it_is_given(personas):
    adoption = prepared(personas)
    desk, line = reverse("secretariat:desk"), address(adoption.text)
    for who in ("secretariat", "presidency"):
        client = signed_in(personas[who])
        assert "Sign the adoption" in words(client.get(desk)) and line in words(client.get(desk)), who
    assert "Sign the adoption" not in words(signed_in(personas["member"]).get(desk))
    given = {"presidency-signatory": "presidency", "presidency-sha256": hash_of(adoption), "presidency-sure": "on"}
    signed_in(personas["presidency"]).post(address(adoption.text, "adoption-sign"), given)
    assert "Sign the adoption" not in words(signed_in(personas["presidency"]).get(desk))
    assert "Sign the adoption" in words(signed_in(personas["secretariat"]).get(desk))


@pytest.mark.parametrize("who", ["secretariat", "presidency", "member"])
def test_pages_ask_at_most_twelve_times(personas, who):
    own = personas["member"].mandates.get().participant
    remarks = tuple(RemarkWords(own, "statement", f"Dice {number}.", "") for number in range(9))
    text = prepared(personas, negotiated(12), remarks=remarks).text
    client = signed_in(personas[who])
    names = ("text-adoption",) if who == "member" else ("text-adoption", "adoption-prepare")
    for name in names:
        client.get(address(text, name))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(text, name)).status_code == 200
        questions = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
        assert len(questions) <= 12, "\n".join(questions)

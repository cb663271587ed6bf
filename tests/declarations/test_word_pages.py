"""A text under negotiation in Word: taken away, brought back, looked at, proposed once."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from docx import Document

from common.models import Act
from declarations.models import Proposal, Text, TextVersion
from declarations.services.paragraphs import agree_paragraph, edit_paragraph, fingerprint
from declarations.services.proposals import withdraw_proposal
from members.models import Participant
from tests.access.visits import signed_in
from tests.declarations.negotiated import a_text_at_work
from tests.declarations.returned_documents import add_after, changed, line, remove, say, track
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
READERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
OTHERS = ("civil_society", "observer_country", "observer_organisation", "liaison", "administrator", "expired", "nobody")
GIVEN = re.compile(r'name="given" value="([^"]+)"')


def path(name, symbol="at-work", **kwargs):
    with override("en"):
        return reverse(f"declarations:{name}", kwargs={"symbol": symbol} | kwargs)


@pytest.fixture
def text(personas):
    return a_text_at_work(symbol="at-work")


@pytest.fixture
def costa_rica(personas):
    return personas["member"].mandates.get().participant


def taken(client, language="both"):
    """The file of the words as they stand."""
    answer = client.post(path("word-present"), {"language": language}, follow=True)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def bring(client, participant, file, name="vuelve.docx", language="es"):
    given = SimpleUploadedFile(name, file)
    return client.post(path("word-room"), {"participant": participant.pk, "file": given, "language": language})


def confirm(client, answer, *places, **more):
    given = GIVEN.search(answer.content.decode())[1]
    return client.post(path("word-confirm"), {"given": given, "change": places} | more)


def rewritten(document):
    say(document, "90 días", "120 días")
    say(document, "within 90 days", "within 120 days")
    say(document, "30 de junio de 2027", "31 de julio de 2027")
    document.add_comment(line(document, "120 días").runs[-1], text="Las imprentas.", author="Ana", initials="A")


def test_word_is_for_the_group_and_for_nobody_else(personas, text):
    addresses = [path("word-room"), path("word-file", number=1, language="both")]
    for address in addresses:
        assert signed_in(personas["visitor"]).get(address).status_code == 302
        for name in OTHERS:
            assert signed_in(personas[name]).get(address).status_code == 404, (name, address)
        for name in READERS:
            assert signed_in(personas[name]).get(address).status_code == 200, (name, address)
    Text.objects.filter(pk=text.pk).update(state="published", audience="public")
    for name in OTHERS:
        assert signed_in(personas[name]).get(addresses[1]).status_code == 404, name


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_file_says_what_it_is_for_whom_and_what_to_do(personas, text, language):
    answer = signed_in(personas["member"]).get(path("word-file", number=1, language=language))
    assert answer["Content-Disposition"].startswith(f'attachment; filename="at-work-v1-{language}.docx"')
    assert answer["Cache-Control"] == "private, no-store"
    document = Document(io.BytesIO(answer.content))
    words = "\n".join(one.text for one in document.paragraphs)
    person = str(personas["member"].person)
    assert f"Version 1, fetched by {person} on" in words and f"Versión 1, descargada por {person} el" in words
    assert "Return this file" in words and "Devuelva este archivo" in words
    header = document.sections[0].header.paragraphs[0].text
    assert "BORRADOR" in header and "DRAFT" in header and person in header
    (act,) = Act.objects.filter(act="download_file")
    assert act.actor_id == personas["member"].pk and act.after["file"] == f"at-work-v1-{language}.docx"


def test_present_words_become_a_version_only_where_they_changed(personas, text):
    client = signed_in(personas["member"])
    taken(client)
    assert TextVersion.objects.filter(text=text).count() == 1
    paragraph = text.paragraphs.get(order=8)
    edit_paragraph(paragraph, words={"body_es": "Otras palabras."}, seen=fingerprint(paragraph), by="tests")
    file = taken(client)
    assert TextVersion.objects.filter(text=text).count() == 2
    assert "Otras palabras." in "".join(cell.text for cell in Document(io.BytesIO(file)).tables[0].columns[0].cells)


def test_changes_are_shown_and_nothing_is_written_before_they_are_confirmed(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    words = answer.content.decode()
    assert answer.status_code == 200 and "Compared with version 1." in words
    assert words.count("Other words") == 2 and "Ana: Las imprentas." in words
    assert not Proposal.objects.exists()


def test_confirmed_changes_become_proposals_of_the_delegation(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    assert confirm(client, answer, 0, 1).status_code == 302
    first, second = Proposal.objects.order_by("paragraph__order")
    assert first.participant == costa_rica and first.kind == "replace" and first.reason == "Ana: Las imprentas."
    assert "120 días" in first.words_es and "120 days" in first.words_en
    assert "31 de julio" in second.words_es and not second.words_en and second.language == "es"


def test_file_given_twice_makes_no_second_set(personas, text, costa_rica):
    client = signed_in(personas["member"])
    file = changed(taken(client), rewritten)
    answer = bring(client, costa_rica, file)
    confirm(client, answer, 0, 1)
    assert confirm(client, answer, 0, 1).status_code == 302  # the form sent twice
    again = bring(client, costa_rica, file)
    assert again.content.decode().count("proposed already") == 2 and 'name="change"' not in again.content.decode()
    assert Proposal.objects.count() == 2
    withdraw_proposal(Proposal.objects.first(), by="tests")
    assert bring(client, costa_rica, file).content.decode().count("proposed already") == 2


def test_only_what_is_ticked_is_proposed(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    confirm(client, answer, 1)
    assert "31 de julio" in Proposal.objects.get().words_es
    nothing = confirm(client, answer)
    assert nothing.status_code == 422 and "Tick what is to be proposed." in nothing.content.decode()


def test_additions_deletions_and_tracked_changes_become_proposals(personas, text, costa_rica):
    def change(document):
        add_after(line(document, "Tomar nota"), "Crear un grupo de trabajo.")
        remove(line(document, "Invitar a los organismos"))
        track(line(document, "Promover vías"), deleted="regulares", inserted="seguras y regulares")

    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client, "es"), change))
    assert "tracked changes are read as accepted" in answer.content.decode()
    assert confirm(client, answer, 0, 1, 2).status_code == 302
    found = {(one.kind, one.paragraph.order): one.words_es for one in Proposal.objects.select_related("paragraph")}
    assert found[("after", 6)] == "Crear un grupo de trabajo."
    assert found[("replace", 11)] == "Promover vías seguras y regulares de migración laboral."
    assert ("delete", 10) in found


def test_words_that_changed_since_the_version_are_said_and_not_ticked(personas, text, costa_rica):
    client = signed_in(personas["member"])
    file = changed(taken(client), rewritten)
    paragraph = text.paragraphs.get(order=8)
    edit_paragraph(paragraph, words={"body_es": "Otras palabras."}, seen=fingerprint(paragraph), by="tests")
    answer = bring(client, costa_rica, file)
    words = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    assert words.count("the words changed since that version") == 1 and words.count(" checked") == 1
    assert confirm(client, answer, 0).status_code == 302
    assert Proposal.objects.get().base_es == "Otras palabras."


def test_what_stands_in_the_way_is_said_beside_its_change_and_nothing_is_written(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    agree_paragraph(text.paragraphs.get(order=9), seen=fingerprint(text.paragraphs.get(order=9)), by="tests")
    refused = confirm(client, answer, 0, 1)
    assert refused.status_code == 422 and "This paragraph is agreed" in refused.content.decode()
    assert not Proposal.objects.exists()
    assert confirm(client, answer, 0).status_code == 302
    assert Proposal.objects.count() == 1


def test_paragraph_that_left_the_text_is_said(personas, text, costa_rica):
    client = signed_in(personas["member"])
    file = changed(taken(client), rewritten)
    text.paragraphs.get(order=8).delete()
    answer = bring(client, costa_rica, file)
    assert "This paragraph is not in the text any more." in answer.content.decode()
    assert confirm(client, answer, 0).status_code == 422


def test_what_was_shown_to_one_reader_is_confirmed_by_nobody_else(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    given = {"given": GIVEN.search(answer.content.decode())[1], "change": [0]}
    for name in ("deputy", "neighbour", "secretariat", "observer_country", "reviewer"):
        assert signed_in(personas[name]).post(path("word-confirm"), given).status_code == 404, name
    spoiled = {"given": given["given"][:-2] + "xx", "change": [0]}
    assert client.post(path("word-confirm"), spoiled).status_code == 404
    other = a_text_at_work(symbol="other")
    assert client.post(path("word-confirm", symbol=other.symbol), given).status_code == 404
    assert not Proposal.objects.exists()


def test_delegation_of_others_is_not_offered(personas, text):
    client = signed_in(personas["member"])
    mexico = Participant.objects.get(key="mx")
    answer = bring(client, mexico, changed(taken(client), rewritten))
    assert answer.status_code == 422 and 'name="given"' not in answer.content.decode()


def test_secretariat_brings_back_for_any_member(personas, text, costa_rica):
    client = signed_in(personas["secretariat"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    assert confirm(client, answer, 0).status_code == 302
    assert Proposal.objects.get().participant == costa_rica
    assert Act.objects.get(act="make_proposal").actor_id == personas["secretariat"].pk


def test_who_reads_only_may_take_away_and_bring_nothing_back(personas, text, costa_rica):
    client = signed_in(personas["reviewer"])
    file = taken(client)
    assert bring(client, costa_rica, file).status_code == 404
    assert 'type="file"' not in client.get(path("word-room")).content.decode()


def test_nothing_comes_back_once_the_text_is_tabled(personas, text, costa_rica):
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, changed(taken(client), rewritten))
    Text.objects.filter(pk=text.pk).update(state="tabled")
    assert bring(client, costa_rica, taken(client)).status_code == 404
    assert confirm(client, answer, 0).status_code == 404
    assert client.get(path("word-room")).status_code == 200


def test_file_without_our_marks_is_matched_by_its_words(personas, text, costa_rica):
    def ministry(document):
        for one in text.paragraphs.order_by("order"):
            words = " ".join(part for part in (one.label_es, one.body_es) if part)
            document.add_paragraph(words.replace("90 días", "120 días"))
            if one.order == 6:
                document.add_paragraph("Crear un grupo de trabajo sobre estadísticas de retorno.")

    file = changed(changed_blank(), ministry)
    client = signed_in(personas["member"])
    answer = bring(client, costa_rica, file)
    words = answer.content.decode()
    assert "does not carry the marks of this portal" in words
    assert words.count("Other words") == 1 and words.count("New paragraph after") == 1
    assert "Delete the paragraph" not in words
    assert confirm(client, answer, 0, 1).status_code == 302
    found = {one.kind: one for one in Proposal.objects.select_related("paragraph")}
    assert "120 días" in found["replace"].words_es and found["replace"].paragraph.order == 8
    assert found["after"].paragraph.order == 6


def changed_blank():
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"Palabras", "is not a Word file"),
        ("a.pdf", b"%PDF", "only DOCX"),
        ("a.docx", b"PK nothing", "is damaged"),
        ("a.docx", b"words", "is not a DOCX file"),
    ],
)
def test_what_is_no_word_file_is_refused_beside_the_field(personas, text, costa_rica, name, data, words):
    answer = bring(signed_in(personas["member"]), costa_rica, data, name)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_file_of_another_text_is_refused(personas, text, costa_rica):
    other = a_text_at_work(symbol="other")
    client = signed_in(personas["member"])
    file = client.get(path("word-file", symbol=other.symbol, number=1, language="es")).content
    answer = bring(client, costa_rica, file)
    assert answer.status_code == 422 and "was made from another text: other" in answer.content.decode()


def test_text_of_the_record_has_no_word_room(personas):
    text_with_paragraphs(2, symbol="recorded")
    assert signed_in(personas["secretariat"]).get(path("word-room", symbol="recorded")).status_code == 404


def test_word_room_asks_few_times(personas, text, costa_rica, django_assert_max_num_queries):
    client = signed_in(personas["member"])
    file = changed(taken(client), rewritten)
    with django_assert_max_num_queries(12):
        client.get(path("word-room"))
    with django_assert_max_num_queries(15):
        bring(client, costa_rica, file)

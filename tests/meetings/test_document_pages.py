"""Papers on the meeting's page and in its workroom: two faces, languages as they are, what the forms say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act, StoredFile
from meetings.models import Document, DocumentFile, WaitingPaper
from tests.access.visits import signed_in, words
from tests.factories import AgendaItemFactory, DocumentFactory, DocumentFileFactory, SessionFactory, StatementFactory
from tests.meetings.papers import item_of, session_of, vice_ministerial

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    with override("en"):
        return reverse(f"meetings:{name}", kwargs=kwargs)


def page(client, name, **kwargs):
    return client.get(address(name, **kwargs)).content.decode()


def many_papers(meeting, count, items):
    """``count`` papers with two files each, under ``items`` agenda items; without bytes, which no page reads."""
    session = SessionFactory(meeting=meeting)
    lines = [AgendaItemFactory(session=session, order=n) for n in range(items)]
    documents = Document.objects.bulk_create(
        Document(meeting=meeting, symbol=f"CRM/XIX/DOC/{n}", audience="public", item=lines[n % items], title_es=f"P{n}")
        for n in range(1, count + 1)
    )
    stored = StoredFile.objects.bulk_create(
        StoredFile(name=f"{n}.pdf", content_type="application/pdf", size=1000, sha256=f"{n:064}", file=f"uploads/{n}")
        for n in range(2 * count)
    )
    DocumentFile.objects.bulk_create(
        DocumentFile(document=documents[n // 2], language=("es", "en")[n % 2], file=one) for n, one in enumerate(stored)
    )
    for number in range(items):
        StatementFactory(meeting=meeting, session=session, participant__key=f"s{number}")


@pytest.mark.parametrize("who", ["visitor", "member", "secretariat"])
def test_page_of_a_meeting_with_200_papers_and_60_items_asks_at_most_14_times(
    who, personas, django_assert_max_num_queries
):
    meeting = vice_ministerial(agenda_audience="public", time_zone="America/Panama")
    many_papers(meeting, 200, 60)
    client = signed_in(personas[who])
    path = address("meeting-detail", key=meeting.key)
    client.get(path)  # what is read once, of a session and for all pages, is not of this page
    meeting.save()
    for asked in ("", "?papers=symbol"):
        with django_assert_max_num_queries(14):
            said = client.get(path + asked).content.decode()
        assert said.count('class="paper"') == 260
    assert len(said) < 400_000


def test_section_shows_both_faces_and_says_which_language_is_missing(personas, client):
    meeting = vice_ministerial(agenda_audience="public")
    session = session_of(meeting)
    DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol="CRM/XIX/DOC/10", item=item_of(session)))
    DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol="CRM/XIX/DOC/9"), language="en")
    DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol="CRM/XIX/INF/1"), language="fr")
    path = address("meeting-detail", key=meeting.key)
    by_item, by_symbol = (client.get(path + asked).content.decode() for asked in ("", "?papers=symbol"))
    assert "Asunto (en)" in by_item and "Other documents" in by_item
    assert by_symbol.index("CRM/XIX/DOC/9") < by_symbol.index("CRM/XIX/DOC/10") and "Other documents" not in by_symbol
    assert by_symbol.count("not in English") == 2 and by_symbol.count("not in Spanish") == 2
    assert ">FR</a>" in by_symbol


def test_item_that_the_reader_may_not_see_is_not_named_by_its_papers(personas, client):
    meeting = vice_ministerial(agenda_audience="public")
    hidden = item_of(session_of(meeting, "drafting"), "zqhidden")
    DocumentFactory(meeting=meeting, item=hidden, symbol="CRM/XIX/INF/7")
    said = page(client, "meeting-detail", key=meeting.key)
    assert "CRM/XIX/INF/7" in said and "zqhidden" not in said
    assert "zqhidden" in page(signed_in(personas["member"]), "meeting-detail", key=meeting.key)


def test_section_is_not_there_for_a_visitor_where_nothing_is(client, personas):
    meeting = vice_ministerial()
    DocumentFactory(meeting=meeting, audience="member")
    assert 'id="documents"' not in page(client, "meeting-detail", key=meeting.key)
    assert 'id="documents"' in page(signed_in(personas["member"]), "meeting-detail", key=meeting.key)
    assert "Manage the documents" not in page(signed_in(personas["member"]), "meeting-detail", key=meeting.key)
    assert "Manage the documents" in page(signed_in(personas["presidency"]), "meeting-detail", key=meeting.key)


def test_present_revision_is_offered_and_superseded_is_said(client):
    meeting = vice_ministerial()
    one = DocumentFactory(meeting=meeting)
    old = DocumentFileFactory(document=one)
    new = DocumentFileFactory(document=one, revision=2)
    two = DocumentFactory(meeting=meeting, symbol="CRM/XIX/DOC/99")
    Document.objects.filter(pk=one.pk).update(superseded_by=two)
    said = page(client, "meeting-detail", key=meeting.key)
    assert str(new.file_id) in said and str(old.file_id) not in said
    assert "rev. 2" in said and "superseded by CRM/XIX/DOC/99" in said


def test_paper_that_supersedes_is_not_named_to_whoever_may_not_see_it(client):
    meeting = vice_ministerial()
    later = DocumentFactory(meeting=meeting, audience="member", symbol="CRM/XIX/DOC/88")
    DocumentFactory(meeting=meeting, superseded_by=later)
    assert "CRM/XIX/DOC/88" not in page(client, "meeting-detail", key=meeting.key)


def test_download_of_a_closed_paper_stands_in_the_journal(personas, client):
    file = DocumentFileFactory(document=DocumentFactory(meeting=vice_ministerial(), audience="member"))
    assert client.get(f"/files/{file.file_id}/").status_code == 302
    words(signed_in(personas["member"]).get(f"/files/{file.file_id}/"))
    assert Act.objects.get(act="download_file").object_id == str(file.pk)
    assert signed_in(personas["observer_country"]).get(f"/files/{file.file_id}/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_workroom_of_papers_asks_the_same_for_one_and_for_thirty(count, personas, django_assert_num_queries):
    meeting = vice_ministerial()
    many_papers(meeting, count, 1)
    client = signed_in(personas["secretariat"])
    path = address("document-manage", key=meeting.key)
    client.get(path)
    with django_assert_num_queries(5):
        assert client.get(path).status_code == 200


def test_workroom_finds_what_lacks_a_language_and_pages(personas):
    meeting = vice_ministerial()
    many_papers(meeting, 70, 2)
    DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol="CRM/XIX/REP/1"))
    client = signed_in(personas["presidency"])
    path = address("document-manage", key=meeting.key)
    lacking = client.get(path + "?lacks=en").content.decode()
    assert lacking.count('class="paper"') == 1 and "CRM/XIX/REP/1" in lacking
    assert client.get(path + "?lacks=es").content.decode().count('class="paper"') == 0
    assert client.get(path + "?by=item").content.decode().count('class="paper"') == 60
    assert client.get(path + "?by=item&page=2").content.decode().count('class="paper"') == 11


def test_form_offers_only_audiences_that_attend(personas):
    meeting = vice_ministerial()
    officer = page(signed_in(personas["secretariat"]), "document-add", key=meeting.key)
    presidency = page(signed_in(personas["presidency"]), "document-add", key=meeting.key)
    assert 'value="observer_country"' in officer and 'value="secretariat"' in officer
    assert 'value="secretariat"' not in presidency and 'value="member"' in presidency
    grcm = DocumentFactory(meeting__kind="grcm").meeting
    assert 'value="observer_country"' not in page(signed_in(personas["secretariat"]), "document-add", key=grcm.key)
    assert "CRM/XIX/DOC/1, CRM/XIX/INF/1" in officer


def test_paper_is_entered_edited_revised_withdrawn_and_brought_back_by_its_pages(personas):
    meeting, client = vice_ministerial(), signed_in(personas["secretariat"])
    told = {"kind": "INF", "symbol": "", "title_es": "Nota", "title_en": "Note", "audience": "member"}
    client.post(address("document-add", key=meeting.key), told)
    document = Document.objects.get()
    assert document.symbol == "CRM/XIX/INF/1"
    told |= {"symbol": document.symbol, "title_en": "A note", "seen": 1}
    assert client.post(address("document-edit", pk=document.pk), told).status_code == 302
    again = client.post(address("document-edit", pk=document.pk), told | {"title_en": "Mine"})
    assert again.status_code == 409 and b"Somebody changed this paper" in again.content and b"Mine" in again.content
    for content in (b"Uno", b"Dos"):
        file = SimpleUploadedFile("nota.txt", content)
        client.post(address("document-revise", pk=document.pk), {"language": "es", "file": file})
    refused = client.post(
        address("document-revise", pk=document.pk), {"language": "es", "file": SimpleUploadedFile("n.txt", b"Dos")}
    )
    assert refused.status_code == 422 and b"byte for byte" in refused.content
    said = page(client, "document-detail", pk=document.pk)
    assert "revision 2" in said and "revision 1" in said and "not in English" in said
    assert b"Withdraw CRM/XIX/INF/1?" in client.get(address("document-withdraw", pk=document.pk)).content
    client.post(address("document-withdraw", pk=document.pk))
    assert Document.objects.get().withdrawn_at
    client.post(address("document-restore", pk=document.pk))
    assert not Document.objects.get().withdrawn_at


def test_form_that_breaks_a_rule_keeps_what_was_typed(personas):
    meeting = vice_ministerial()
    closed = session_of(meeting, "closed")
    told = {"kind": "DOC", "title_es": "zqtyped", "title_en": "T", "audience": "public", "session": closed.pk}
    answer = signed_in(personas["secretariat"]).post(address("document-add", key=meeting.key), told)
    assert answer.status_code == 422 and b"members alone" in answer.content and b"zqtyped" in answer.content


def test_many_files_are_given_looked_at_and_taken(personas):
    meeting, client = vice_ministerial(), signed_in(personas["secretariat"])
    names = ("CRM-XIX-DOC-1_es.txt", "minuta.txt")
    files = [SimpleUploadedFile(name, name.encode()) for name in names]
    assert client.post(address("document-upload", key=meeting.key), {"files": files}).status_code == 302
    said = page(client, "document-upload", key=meeting.key)
    assert "new document CRM/XIX/DOC/1" in said and "choose symbol and language" in said
    first, second = WaitingPaper.objects.all()
    told = {
        "audience": "member",
        **{f"w{first.pk}-{name}": value for name, value in {"take": "on", "symbol": "CRM/XIX/DOC/1"}.items()},
        f"w{first.pk}-language": "es", f"w{first.pk}-title_es": "Uno", f"w{first.pk}-title_en": "",
        f"w{second.pk}-take": "on", f"w{second.pk}-symbol": "CRM/XIX/DOC/1", f"w{second.pk}-language": "en",
    }  # fmt: skip
    refused = client.post(address("document-confirm", key=meeting.key), told)
    assert refused.status_code == 422 and b"title in both languages" in refused.content
    assert not Document.objects.exists()
    both = told | {f"w{second.pk}-language": "", f"w{first.pk}-title_es": "zqtyped"}
    at_once = client.post(address("document-confirm", key=meeting.key), both)
    rows = {plan.waiting.pk: set(row.errors) for plan, row in at_once.context["rows"]}
    assert rows == {first.pk: {"title_en"}, second.pk: {"language"}}, "all is told at once, titles with the first file"
    assert at_once.status_code == 422 and b"zqtyped" in at_once.content and not Document.objects.exists()
    looked = client.post(address("document-confirm", key=meeting.key), told | {"look": 1})
    assert looked.status_code == 200 and not Document.objects.exists()
    late = SimpleUploadedFile("CRM-XIX-DOC-2_es.txt", b"Otro")
    client.post(address("document-upload", key=meeting.key), {"files": [late]})
    told[f"w{first.pk}-title_en"] = told[f"w{second.pk}-title_es"] = told[f"w{second.pk}-title_en"] = "One"
    taken = client.post(address("document-confirm", key=meeting.key), told)
    assert taken.status_code == 302
    assert sorted(DocumentFile.objects.values_list("document__symbol", "language")) == [
        ("CRM/XIX/DOC/1", "en"),
        ("CRM/XIX/DOC/1", "es"),
    ]
    assert WaitingPaper.objects.get().file.name == late.name, "what another page gave goes on waiting"


def test_nothing_of_withdrawn_papers_is_on_the_page(client):
    DocumentFactory(meeting=(meeting := vice_ministerial()), withdrawn_at=timezone.now(), title_en="zqgone")
    assert "zqgone" not in page(client, "meeting-detail", key=meeting.key)

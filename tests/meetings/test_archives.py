"""All papers that somebody may see, as one archive: what is in it, for whom, and how much memory it takes."""

import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from common.uploads import store_upload
from meetings.archive import archive_for
from meetings.models import Document, DocumentFile, StatementFile
from tests.access.visits import signed_in
from tests.access.world import SEEN_BY
from tests.factories import DocumentFactory, DocumentFileFactory, StatementFactory
from tests.meetings.papers import session_of, vice_ministerial
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
AUDIENCES = [one for one in SEEN_BY if one not in ("body_members", "accredited")]


def take(client, meeting):
    with override("es"):
        response = client.get(reverse("meetings:document-archive", kwargs={"key": meeting.key}))
    if response.status_code != 200:
        return response, None
    return response, zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.fixture
def meeting(personas):
    """A paper for each audience, in two languages, of the first one two revisions."""
    meeting = vice_ministerial()
    for number, audience in enumerate(AUDIENCES, 1):
        document = DocumentFactory(
            meeting=meeting, symbol=f"CRM/XIX/DOC/{number}", audience=audience, title_es=f"zq{audience}"
        )
        DocumentFileFactory(document=document, language="es", words=f"zq{audience} es")
        DocumentFileFactory(document=document, language="en", words=f"zq{audience} en", name="x.pdf.TXT")
    DocumentFileFactory(document=meeting.documents.get(audience="public"), language="es", revision=2, words="zqnew")
    return meeting


def test_archive_holds_exactly_what_each_persona_may_see(personas, meeting):
    for who in NAMES:
        response, archive = take(signed_in(personas[who]), meeting)
        may = DocumentFile.objects.visible_to(personas[who]).filter(document__meeting=meeting)
        assert archive is not None and archive.testzip() is None, who
        names = [name for name in archive.namelist() if not name.startswith("INDEX")]
        hashes = {hashlib.sha256(archive.read(name)).hexdigest() for name in names}
        assert hashes == set(may.values_list("file__sha256", flat=True)), who
        assert len(names) == may.count() == len(set(names))
        seen = {audience for audience in AUDIENCES if who in SEEN_BY[audience]}
        assert len(names) == 2 * len(seen) + 1, who
        words = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert {one for one in AUDIENCES if f"zq{one} " in words} == seen, who
        for text in archive.read("INDEX.txt").decode(), archive.read("INDEX.html").decode():
            assert all(name in text for name in names) and all(one in text for one in hashes), who
        assert response["Cache-Control"] == "private, no-store" and "attachment" in response["Content-Disposition"]


def test_archive_lists_its_contents_in_both_languages(personas, meeting):
    _response, archive = take(signed_in(personas["visitor"]), meeting)
    text = archive.read("INDEX.txt").decode()
    assert "Document CRM/XIX/DOC/" in text and "zqpublic" in text
    assert text.count("SHA-256") == 2 * 3


def test_archive_names_are_safe_and_earlier_revisions_stand_apart(personas, meeting):
    _response, archive = take(signed_in(personas["visitor"]), meeting)
    symbol = meeting.documents.get(audience="public").symbol.replace("/", "-")
    assert sorted(archive.namelist()) == [
        "INDEX.html",
        "INDEX.txt",
        f"anteriores-earlier/{symbol}_es_rev1.txt",
        f"en/{symbol}_en.txt",
        f"es/{symbol}_es_rev2.txt",
    ]


def test_archive_when_two_symbols_give_one_name_keeps_both(personas):
    meeting = vice_ministerial()
    for symbol in ("A/1", "A-1", "../A/1"):
        DocumentFileFactory(document=DocumentFactory(meeting=meeting, symbol=symbol))
    names = [one.name for one in archive_for(meeting, personas["visitor"]).packed]
    assert len(set(names)) == 3 and all(name.startswith("es/A-1") and ".." not in name for name in names)


def test_archive_when_there_is_nothing_to_see_is_not_there(personas, client):
    meeting = vice_ministerial()
    DocumentFileFactory(document=DocumentFactory(meeting=meeting, audience="member"))
    assert take(client, meeting)[0].status_code == 404
    hidden = DocumentFileFactory(document=DocumentFactory(meeting__audience="member", audience="public"))
    assert take(client, hidden.document.meeting)[0].status_code == 404


def test_archive_of_closed_papers_stands_in_the_journal_and_that_of_public_ones_does_not(personas, meeting):
    client = signed_in(personas["member"])
    take(client, meeting)
    act = Act.objects.get(act="download_papers")
    seen = Document.objects.visible_to(personas["member"]).filter(meeting=meeting)
    assert act.actor_id == personas["member"].pk
    assert set(act.after["symbols"]) == set(seen.values_list("symbol", flat=True))
    take(signed_in(personas["visitor"]), meeting)
    with override("es"):
        signed_in(personas["neighbour"]).head(reverse("meetings:document-archive", kwargs={"key": meeting.key}))
    take(signed_in(personas["nobody"]), meeting)
    assert Act.objects.filter(act="download_papers").count() == 1


def test_archive_when_a_file_is_gone_says_so_at_its_end(personas, meeting):
    lost = DocumentFile.objects.visible_to(personas["visitor"]).filter(language="en").get()
    lost.file.file.storage.delete(lost.file.file.name)
    _response, archive = take(signed_in(personas["visitor"]), meeting)
    assert "CRM-XIX-DOC" in archive.read("MISSING.txt").decode()
    assert archive.testzip() is None and len(archive.namelist()) == 5


def test_archive_holds_what_opened_today(personas):
    document = DocumentFactory(meeting=vice_ministerial(), audience="secretariat", opens_on=date(2020, 1, 1))
    DocumentFileFactory(document=document, words="zqopened")
    _response, archive = take(signed_in(personas["visitor"]), document.meeting)
    assert any(archive.read(name) == b"zqopened" for name in archive.namelist())


def given(statement, language, words):
    """A statement as a file."""
    file = store_upload(SimpleUploadedFile("dicho.TXT", words.encode()), by="tests")
    return StatementFile.objects.create(statement=statement, language=language, file=file)


def test_archive_holds_the_published_statements_that_each_persona_may_read(personas):
    meeting = vice_ministerial()
    plenary, closed = (session_of(meeting, kind=kind) for kind in ("plenary", "closed"))
    said = StatementFactory(meeting=meeting, session=plenary, words_es="zqdicho", words_en="")
    given(said, "en", "zqsaid")
    given(StatementFactory(meeting=meeting, session=closed, words_es=""), "es", "zqcerrada")
    given(StatementFactory(meeting=meeting, session=plenary, words_es="", state="submitted"), "es", "zqdraft")
    for who in NAMES:
        _response, archive = take(signed_in(personas[who]), meeting)
        names = [name for name in archive.namelist() if not name.startswith("INDEX")]
        words = {archive.read(name).decode().strip() for name in names}
        assert words == {"zqdicho", "zqsaid"} | ({"zqcerrada"} if who in SEEN_BY["member"] else set()), who
        assert all(name.startswith("intervenciones-statements/") for name in names) and len(names) == len(set(names))
        for text in archive.read("INDEX.txt").decode(), archive.read("INDEX.html").decode():
            assert all(name in text for name in names)
    assert {act.actor_id for act in Act.objects.filter(act="download_papers")} == {
        personas[who].pk for who in SEEN_BY["member"] if personas[who].is_authenticated
    }


def test_meeting_page_counts_statements_among_what_may_be_taken_away(personas, meeting, client):
    StatementFactory(meeting=meeting, session=session_of(meeting), words_en="Madam Chair:")
    with override("en"):
        page = client.get(meeting.get_absolute_url()).content.decode()
    assert "ZIP, 5 files" in page


def test_list_of_contents_names_languages_as_each_language_writes_them(personas, meeting):
    _response, archive = take(signed_in(personas["visitor"]), meeting)
    for index in ("INDEX.txt", "INDEX.html"):
        text = archive.read(index).decode()
        assert "español" in text and "inglés" in text and "Spanish" in text and "English" in text
        assert "Español" not in text and "Inglés" not in text


STREAM = """
import resource, sys, zipfile
from datetime import datetime, UTC
from common.streamed_zip import Member, zip_stream

class Zeros:
    def __init__(self, size): self.left = size
    def read(self, size):
        size = min(size, self.left); self.left -= size
        return bytes(size)
    def __enter__(self): return self
    def __exit__(self, *_): pass

GIGABYTES, SIZE = int(sys.argv[1]), 2**30
def members():
    for number in range(GIGABYTES):
        yield Member(f"es/CRM-{number}.pdf", datetime.now(UTC), SIZE, lambda: Zeros(SIZE))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sent = largest = 0
tail = b""
for piece in zip_stream(members()):
    sent += len(piece); largest = max(largest, len(piece)); tail = (tail + piece)[-200:]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(sent, largest, after - before, tail.count(b"PK\\x05\\x06"))
"""


@pytest.mark.slow
def test_archive_of_two_gigabytes_is_streamed_in_constant_memory():
    run = subprocess.run([sys.executable, "-c", STREAM, "2"], capture_output=True, text=True, check=True, timeout=60)
    sent, largest, grown, ends = map(int, run.stdout.split())
    assert sent > 2 * 2**30 and ends == 1
    assert largest < 2**20, "no piece is larger than what is read at once"
    assert grown < 16 * 1024, f"{grown} kB more for two gigabytes"

"""Versions of a text compared: on screen, in Word, on paper; editions for everyone, the rest for the group alone."""

import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from common.models import Act, OutboxMessage
from common.papers import KEPT, sweep
from declarations.importing.gate import SourceFile
from declarations.importing.word import read_word
from declarations.models import Text, WorkingPaper
from declarations.services.drafting import keep_version
from declarations.services.publishing import publish_text
from declarations.tasks_working import make_working_paper
from tests.access.visits import signed_in
from tests.factories import ParagraphFactory, a_negotiated_text, text_with_paragraphs

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def changed(count=8, **fields):
    """A negotiated text whose last version is 2: words changed, one paragraph went, one came, one moved."""
    text = a_negotiated_text(count, **({"symbol": "changed"} | fields))
    rows = list(text.paragraphs.order_by("order"))
    rows[1].body_es = rows[1].body_es.replace("cooperar", "colaborar")
    rows[1].body_en = rows[1].body_en.replace("cooperate", "collaborate")
    rows[1].save()
    rows[2].delete()
    rows[3].order = 50
    rows[3].save()
    ParagraphFactory(
        text=text, order=60, label_es="9.", label_en="9.", body_es="Se pide más.", body_en="More is asked."
    )
    keep_version(text, reason="kept", by="tests")
    return Text.objects.get(pk=text.pk)


def address(name, text, **kwargs):
    return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol} | kwargs)


def test_versions_are_listed_with_why_and_when(personas):
    text = changed()
    page = signed_in(personas["member"]).get(address("text-versions", text)).content.decode()
    assert page.count("<time datetime=") == 2
    assert "?old=1&amp;new=2" in page
    assert "?old=2&amp;new=now" in page


@pytest.mark.parametrize("view", ["es", "en", "both"])
def test_a_redline_marks_what_changed_for_eyes_and_ears(view, personas):
    text = changed()
    asked = {"old": 1, "new": 2, "view": view}
    page = signed_in(personas["member"]).get(address("version-changes", text), asked).content.decode()
    old, new = {"en": ("cooperate", "collaborate")}.get(view, ("cooperar", "colaborar"))
    marked = r'<del><span class="unseen" lang="es">[^<]+</span>%s<span class="unseen" lang="es">[^<]+</span></del>'
    assert re.search(marked % old, page)
    assert re.search((marked % new).replace("del>", "ins>"), page)
    moved = text.paragraphs.get(order=50).uid
    assert f'href="#left-{str(moved)[:8]}"' in page
    assert f'id="left-{str(moved)[:8]}"' in page


def test_by_default_the_last_version_is_compared_with_the_text_as_it_stands(personas):
    text = changed()
    text.paragraphs.filter(order=1).update(body_es="Otra cosa.")
    page = signed_in(personas["secretariat"]).get(address("version-changes", text)).content.decode()
    assert "Otra cosa." in page
    assert page.count("redline__row--changed") == 1


def test_unchanged_paragraphs_are_folded_and_can_be_opened(personas):
    text = a_negotiated_text(9, symbol="long")
    keep_version(text, reason="kept", by="tests")
    text.paragraphs.filter(order=1).update(body_es="Otra cosa.")
    page = signed_in(personas["member"]).get(address("version-changes", text), {"old": 1}).content.decode()
    assert re.search(r"<details class=\"redline__same\"><summary>7 [^<]+</summary>", page)


@pytest.mark.parametrize("asked", [{"old": 7}, {"old": 1, "new": 9}, {"old": "x"}, {"view": "fr"}])
def test_what_is_no_version_is_not_found(asked, personas):
    text = changed()
    assert signed_in(personas["member"]).get(address("version-changes", text), asked).status_code == 404


def corrected():
    text = text_with_paragraphs(3, symbol="corrected")
    publish_text(text, by="tests")
    text.paragraphs.filter(order=2).update(body_es="Dice ahora otra cosa.")
    publish_text(text, by="tests", reason="Una errata.")
    return text


def test_what_a_corrigendum_changed_is_public(client):
    page = client.get(address("edition-changes", corrected(), number=2)).content.decode()
    assert "Dice ahora otra cosa." in page
    assert "Una errata." in page
    assert "csrfmiddlewaretoken" not in page


def test_editions_that_are_not_there_or_not_for_everyone_are_not_compared(client, personas):
    text = corrected()
    for number, since in ((1, ""), (2, "2"), (2, "7"), (2, "x"), (3, "")):
        asked = {"since": since} if since else {}
        assert client.get(address("edition-changes", text, number=number), asked).status_code == 404
    Text.objects.filter(pk=text.pk).update(audience="member")
    assert client.get(address("edition-changes", text, number=2)).status_code == 404
    assert signed_in(personas["member"]).get(address("edition-changes", text, number=2)).status_code == 200


def word(text, personas, **asked):
    response = signed_in(personas["member"]).get(address("version-changes-docx", text), {"old": 1, "new": 2} | asked)
    assert response.status_code == 200
    return response.content


def settled(content, gone):
    """The words of a file when its changes are accepted (``gone``: del, moveFrom) or rejected, by paragraph."""
    lines, line = [], ""
    for paragraph in Document(io.BytesIO(content)).element.body.iter(f"{W}p"):
        for one in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
            if not any(parent.tag in gone for parent in one.iterancestors()):
                line += one.text or ("\t" if one.tag == f"{W}tab" else "")
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(one.tag in gone for one in mark):
            continue  # its end goes: what stays of it runs on into the next
        lines.append(line)
        line = ""
    return [one for one in [*lines, line] if one]


def words_of(version, language):
    rows = version.content().paragraphs
    return [f"{getattr(one, f'label_{language}')}\t{getattr(one, f'body_{language}')}" for one in rows]


@pytest.mark.parametrize("view", ["es", "en"])
def test_in_word_all_accepted_is_the_new_version_and_all_rejected_the_old_one(view, personas):
    text = changed()
    content = word(text, personas, view=view)
    new, old = text.versions.order_by("-number")
    assert settled(content, {f"{W}del", f"{W}moveFrom"})[3:] == words_of(new, view)
    assert settled(content, {f"{W}ins", f"{W}moveTo"})[3:] == words_of(old, view)


def test_changes_in_word_are_the_portals_and_of_their_day(personas):
    xml = zipfile.ZipFile(io.BytesIO(word(changed(), personas, view="es"))).read("word/document.xml").decode()
    assert xml.count("<w:moveFromRangeStart") == xml.count("<w:moveToRangeStart") == 1
    assert set(re.findall(r'w:author="([^"]+)"', xml)) == {"Portal de la CRM"}
    identities = re.findall(r'<w:(?:ins|del|moveTo|moveFrom) w:id="(\d+)"', xml)
    assert len(identities) == len(set(identities))


def test_our_own_import_reads_the_new_words_out_of_the_file(personas):
    content = word(changed(), personas, view="es")
    reading = read_word(SourceFile("changes.docx", content))
    words = " ".join(block.words for block in reading.blocks)
    assert "colaborar" in words
    assert "Se pide más." in words
    assert ("tracked-changes", {}) in reading.warnings


def test_who_takes_a_redline_away_stands_in_the_journal(personas):
    word(changed(), personas)
    assert Act.objects.filter(act="download_file", actor="member@example.org").count() == 1


def asked_for(text, client, **more):
    form_key = str(uuid4())
    data = {"kind": "redline", "language": "both", "old": 1, "new": 2, "form_key": form_key} | more
    client.post(address("working-paper-ask", text), data)
    client.post(address("working-paper-ask", text), data)
    return WorkingPaper.objects.get(form_key=form_key)


def test_a_paper_is_made_once_for_its_reader_alone(personas):
    text, client = changed(), signed_in(personas["member"])
    paper = asked_for(text, client)
    assert OutboxMessage.objects.filter(key=paper.outbox_key).count() == 1
    make_working_paper(paper.pk)
    make_working_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "ready"
    content = b"".join(client.get(paper.get_absolute_url()).streaming_content)
    assert content.startswith(b"%PDF")
    assert signed_in(personas["secretariat"]).get(paper.get_absolute_url()).status_code == 404
    assert OutboxMessage.objects.get(key=paper.outbox_key).done_at


def test_no_paper_is_made_of_a_version_that_there_is_not(personas):
    text, client = changed(), signed_in(personas["member"])
    data = {"kind": "redline", "language": "es", "old": 9, "form_key": str(uuid4())}
    assert client.post(address("working-paper-ask", text), data).status_code == 404
    assert not WorkingPaper.objects.exists()


def test_papers_are_removed_after_a_day(personas):
    text = changed()
    paper = asked_for(text, signed_in(personas["member"]))
    make_working_paper(paper.pk)
    assert sweep() == 0
    WorkingPaper.objects.update(asked_at=timezone.now() - KEPT)
    paper.refresh_from_db()
    storage, name = paper.file.storage, paper.file.name
    assert storage.exists(name)
    assert (sweep(), sweep()) == (1, 0)
    assert not storage.exists(name)


@pytest.mark.parametrize("name", ["text-versions", "version-changes", "version-changes-docx", "text-concordance"])
@pytest.mark.parametrize("who", ["observer_country", "observer_organisation", "civil_society", "nobody"])
def test_who_is_not_of_the_group_finds_nothing_before_the_adoption_and_after_it(name, who, personas):
    text, client = changed(audience="public"), signed_in(personas[who])
    assert client.get(address(name, text)).status_code == 404
    Text.objects.filter(pk=text.pk).update(state="published")
    assert client.get(address(name, text)).status_code == 404

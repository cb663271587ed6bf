"""What an edition changed since the one before it, as a file for its readers: PDF by the worker, Word on the spot."""

import hashlib
import io
import shutil
import subprocess

import pikepdf
import pytest
from django.urls import reverse
from django.utils.translation import override
from docx import Document

from common.models import Act, OutboxMessage
from common.stocktaking import rows_with_files
from declarations.models import Edition, EditionRedline, RenderingState, Text
from declarations.rendering.redlines import edition_redline_pdf
from declarations.services.publishing import publish_text
from declarations.tasks import render_changes
from tests.access.visits import signed_in
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def corrected(**fields):
    """Edition 2 of a text of which one word was corrected in each language."""
    text = text_with_paragraphs(3, symbol="corrected", **fields)
    text.paragraphs.filter(order=2).update(body_es="Se reúnen dos veces al año.", body_en="They meet twice a year.")
    publish_text(text, by="tests")
    text.paragraphs.filter(order=2).update(body_es="Se reúnen tres veces al año.", body_en="They meet thrice a year.")
    return publish_text(Text.objects.get(pk=text.pk), by="tests", reason="Una errata en el párrafo 2.")


def pdf_of(edition, language="es"):
    return reverse("changes-pdf", kwargs={"code": edition.code, "language": language})


def docx_of(edition, language="es", since=""):
    return reverse("changes-docx", kwargs={"code": edition.code, "language": language}) + since


def page_of(edition, language="es"):
    with override(language):
        return reverse("declarations:edition-changes", kwargs={"symbol": edition.text.symbol, "number": edition.number})


def made(edition, language="es"):
    render_changes(edition.redlines.get(language=language).pk)
    return edition.redlines.get(language=language)


def words_of_pdf(content, order="-layout"):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    done = subprocess.run(["pdftotext", order, "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_pdfs_are_asked_for_with_the_edition_that_changes_something_and_with_no_first_one():
    edition = corrected()
    assert set(EditionRedline.objects.values_list("edition__number", "language")) == {
        (2, "es"),
        (2, "en"),
        (2, "both"),
    }
    keys = {one.outbox_key for one in edition.redlines.all()}
    assert OutboxMessage.objects.filter(key__in=keys, kind=render_changes.name).count() == 3


def test_pdf_is_made_once_and_sent_to_everybody(visit):
    edition = corrected()
    assert visit(pdf_of(edition)).status_code == 404
    paper = made(edition)
    made(edition)
    assert (paper.state, OutboxMessage.objects.get(key=paper.outbox_key).done_at is not None) == ("ready", True)
    answer = visit(pdf_of(edition))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert (answer["Cache-Control"], answer["ETag"]) == ("public, no-cache", f'"{paper.sha256}"')
    assert 'filename="corrected-1-2-es.pdf"' in answer["Content-Disposition"]
    assert not Act.objects.filter(act="download_file").exists()
    assert (paper, paper.file.name) in rows_with_files(), "whoever takes stock of the files knows whose it is"


@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_pdf_says_what_changed_why_and_which_is_the_text_and_is_no_working_paper(language):
    edition = corrected()
    content = edition_redline_pdf(edition.text.editions.get(number=1), edition, language)
    assert content == edition_redline_pdf(edition.text.editions.get(number=1), edition, language)
    words = words_of_pdf(content)
    for expected in {"es": ["dos", "tres"], "en": ["twice", "thrice"], "both": ["dos", "tres", "twice", "thrice"]}[
        language
    ]:
        assert expected in words
    assert "Una errata en el párrafo 2." in words and edition.code in words
    assert ("This paper is not the text" in words) is (language == "en")
    assert ("Este documento no es el texto" in words) is (language != "en")
    assert not any(one in words for one in ("DRAFT", "BORRADOR", "Working paper", "Documento de trabajo"))
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert str(opened.Root.Lang) == ("en" if language == "en" else "es")


def test_fault_is_shown_and_the_next_attempt_makes_the_file(visit):
    edition = corrected()
    strange = edition.canonical.replace("tres veces", "tres \\ue000 veces")
    changed = Edition(
        text=edition.text, number=3, canonical=strange, sha256="f" * 64, code="0000-0000-0001", reason="Una errata."
    )
    changed.save()
    paper = EditionRedline.objects.create(edition=changed, language="es")
    render_changes(paper.pk)
    paper.refresh_from_db()
    assert paper.state == RenderingState.FAILED and "U+E000" in paper.error
    page = visit(page_of(changed)).content.decode()
    assert "El PDF no se ha podido generar por ahora" in page and pdf_of(changed) not in page
    assert visit(pdf_of(changed)).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("es", "El PDF está en preparación."), ("en", "The PDF is being made.")]
)
def test_page_offers_the_files_in_both_languages_and_says_which_are_being_made(visit, language, words):
    edition = corrected()
    made(edition)
    answer = visit(page_of(edition, language))
    page = answer.content.decode()
    assert f'href="{pdf_of(edition)}"' in page and page.count(words) == 2
    assert all(f'href="{docx_of(edition, one)}"' in page for one in ("es", "en"))
    assert "csrfmiddlewaretoken" not in page and not answer.cookies


def test_page_of_editions_further_apart_offers_word_alone(visit):
    edition = corrected()
    Text.objects.get(pk=edition.text_id).paragraphs.filter(order=1).update(body_es="Otra cosa.")
    third = publish_text(Text.objects.get(pk=edition.text_id), by="tests", reason="Otra errata.")
    made(third)
    page = visit(page_of(third) + "?since=1").content.decode()
    assert f"{docx_of(third)}?since=1" in page and pdf_of(third) not in page
    lines = settled(visit(docx_of(third, since="?since=1")).content, ("ins",))
    assert any("dos veces" in line for line in lines)


def settled(content, gone):
    """The paragraphs of a file when its changes are accepted (``gone``: del) or rejected (ins)."""
    lines = []
    for paragraph in Document(io.BytesIO(content)).element.body.iter(f"{W}p"):
        said = paragraph.iter(f"{W}t", f"{W}delText")
        kept = [
            one for one in said if not any(parent.tag in {W + name for name in gone} for parent in one.iterancestors())
        ]
        lines.append("".join(one.text for one in kept))
    return lines


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("es", "Se reúnen dos veces al año.", "Se reúnen tres veces al año."),
        ("en", "They meet twice a year.", "They meet thrice a year."),
    ],
)
def test_word_accepted_is_the_new_edition_and_rejected_the_old_one(visit, language, before, after):
    edition = corrected()
    answer = visit(docx_of(edition, language))
    assert answer["Cache-Control"] == "public, no-cache" and "attachment" not in answer["Content-Disposition"]
    assert visit(docx_of(edition, language)).content == answer.content
    assert any(after in line for line in settled(answer.content, ("del",)))
    assert any(before in line for line in settled(answer.content, ("ins",)))
    assert any(edition.code in line for line in settled(answer.content, ()))
    known = {"If-None-Match": answer["ETag"]}
    assert visit(docx_of(edition, language), **known).status_code == 304


def test_files_of_a_closed_text_are_for_its_readers_and_stand_in_the_journal(visit, personas):
    edition = corrected(audience="member")
    made(edition)
    for path in (pdf_of(edition), docx_of(edition)):
        for stranger in (None, personas["observer_country"], personas["civil_society"]):
            assert visit(path, stranger).status_code == 404
        answer = signed_in(personas["member"]).get(path)
        assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert Act.objects.filter(act="download_file", actor_id=personas["member"].pk).count() == 2


@pytest.mark.parametrize("since", ["?since=2", "?since=7", "?since=x", "?since=²", "?since=-1", "?since=99999999999"])
def test_word_of_editions_that_there_are_not_is_not_there(visit, since):
    assert visit(docx_of(corrected(), since=since)).status_code == 404


def test_first_edition_changed_nothing(visit):
    first = corrected().text.editions.get(number=1)
    assert visit(docx_of(first)).status_code == 404 and visit(pdf_of(first)).status_code == 404
    assert visit(docx_of(first, "fr")).status_code == 404

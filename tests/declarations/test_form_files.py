"""Forms of an edition for machines and for Word: their addresses, their headers, and the way to them by ``Accept``."""

import hashlib

import pytest
from django.urls import reverse

from common.models import Act
from common.negotiation import WORD
from declarations.forms_of_text.akoma_ntoso_reading import read_akoma_ntoso
from declarations.forms_of_text.docx_reading import read_docx
from declarations.forms_of_text.markdown import read_markdown
from declarations.models import Text
from declarations.services.publishing import publish_text
from tests.declarations.reading import page, published
from tests.factories import ParagraphFactory, TextFactory

pytestmark = pytest.mark.django_db
FORMS = [("docx", WORD), ("xml", "application/akn+xml"), ("md", "text/markdown"), ("txt", "text/plain")]


def path_of(edition, form, language="es"):
    return reverse("form-file", kwargs={"code": edition.code, "language": language, "form": form})


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_form_when_public_may_be_kept_by_whoever_asks_again(visit, form, kind):
    edition = published().editions.get()
    answer = visit(path_of(edition, form))
    assert answer.status_code == 200 and answer["Content-Type"].startswith(kind)
    assert answer["Cache-Control"] == "public, no-cache" and not answer.cookies
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert f"-1-es.{form}" in answer["Content-Disposition"]
    assert visit(path_of(edition, form), **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_forms_say_what_the_edition_says(visit):
    edition = published().editions.get()
    files = {
        form: [visit(path_of(edition, form, language)).content for language in ("es", "en")]
        for form in ("docx", "xml", "md")
    }
    assert read_docx(*files["docx"]) == read_akoma_ntoso(*files["xml"]) == edition.content()
    assert read_docx(visit(path_of(edition, "docx", "both")).content) == edition.content()
    assert read_markdown(*(file.decode() for file in files["md"])) == edition.content()


def test_form_when_closed_is_kept_by_nobody_and_written_down(visit, personas):
    edition = published(audience="member").editions.get()
    answer = visit(path_of(edition, "docx"), personas["member"])
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    (act,) = Act.objects.filter(act="download_file")
    assert act.after["file"].endswith("-1-es.docx") and act.actor_id == personas["member"].pk
    for stranger in (None, personas["observer_country"], personas["civil_society"]):
        assert visit(path_of(edition, "docx"), stranger).status_code == 404


@pytest.mark.parametrize("asked", [("pdfx", "es"), ("xml", "both"), ("txt", "fr"), ("json", "es"), ("docx", "fr")])
def test_form_that_there_is_not_is_not_there(visit, asked):
    assert visit(path_of(published().editions.get(), *asked)).status_code == 404


def test_form_in_a_language_without_words_is_not_there(visit):
    text = TextFactory(symbol="spanish-only")
    ParagraphFactory(text=text, order=1, label_en="", body_en="")
    edition = publish_text(text, by="test")
    assert visit(path_of(edition, "md")).status_code == 200
    assert {visit(path_of(edition, "docx", language)).status_code for language in ("en", "both")} == {404}


def test_forms_of_a_superseded_edition_stay_as_they_were(visit):
    text = published()
    first = text.editions.get()
    before = visit(path_of(first, "md")).content
    text.paragraphs.filter(order=2).update(body_es="Otras palabras.")
    second = publish_text(Text.objects.get(pk=text.pk), by="test", reason="A word.")
    assert visit(path_of(first, "md")).content == before
    assert "Otras palabras" in visit(path_of(second, "md")).content.decode()


@pytest.mark.parametrize(("form", "kind"), FORMS)
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", ["text-detail", "edition-detail"])
def test_page_of_a_text_shows_the_way_to_the_form_asked_for(visit, form, kind, language, name):
    text = published()
    number = {"number": 1} if name == "edition-detail" else {}
    answer = visit(page(name, language, symbol=text.symbol, **number), Accept=kind)
    assert (answer.status_code, answer["Location"]) == (303, path_of(text.editions.get(), form, language))
    assert "Accept" in answer["Vary"] and "public" not in answer["Cache-Control"]


def test_page_of_a_text_shows_the_way_to_its_canonical_form_and_to_both_languages_in_word(visit):
    text = published()
    edition = text.editions.get()
    answer = visit(page("text-detail", symbol=text.symbol), Accept="application/json")
    assert answer["Location"] == reverse("canonical-file", kwargs={"code": edition.code})
    answer = visit(page("text-detail", "en", "?view=both", symbol=text.symbol), Accept=WORD)
    assert answer["Location"] == path_of(edition, "docx", "both")
    answer = visit(page("text-detail", "en", "?view=both", symbol=text.symbol), Accept="text/markdown")
    assert answer["Location"] == path_of(edition, "md", "es")


def test_page_of_a_text_of_one_language_shows_the_way_to_that_one(visit):
    text = TextFactory(symbol="spanish-only")
    ParagraphFactory(text=text, order=1, label_en="", body_en="")
    edition = publish_text(text, by="test")
    answer = visit(page("text-detail", "en", symbol="spanish-only"), Accept="text/markdown")
    assert answer["Location"] == path_of(edition, "md", "es")


def test_page_of_a_title_alone_is_the_page_whatever_is_asked_for(visit):
    text = TextFactory(symbol="title-only", nature="reference")
    Text.objects.filter(pk=text.pk).update(state="published")
    answer = visit(page("text-detail", symbol="title-only"), Accept="application/json")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def test_page_of_a_closed_text_shows_no_way(visit):
    text = published(audience="member")
    assert visit(page("text-detail", symbol=text.symbol), Accept="application/json").status_code == 404


def test_page_of_a_text_names_its_forms(visit):
    text = published()
    edition = text.editions.get()
    answer = visit(page("text-detail", "es", symbol=text.symbol))
    words = answer.content.decode()
    for form, kind in FORMS:
        for language in ("es", "en"):
            address = path_of(edition, form, language)
            assert f'<link rel="alternate" type="{kind}" hreflang="{language}" href="{address}">' in words
            assert f'<a href="{address}" type="{kind}" hreflang="{language}">' in words
    assert f'<a href="{path_of(edition, "docx", "both")}"' in words
    assert "Accept" in answer["Vary"]

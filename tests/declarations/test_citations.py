"""Citations: what they say, and that no sign of a title breaks the format."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import override

from declarations.citations import cite
from declarations.reading import read_text
from declarations.services.publishing import publish_text
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db


def citation(language="en", **fields):
    text = text_with_paragraphs(1, symbol="cited", **fields)
    publish_text(text, by="test")
    with override(language):
        made = cite(read_text("cited", AnonymousUser()))
        return made, made.as_text(), made.as_bibtex(), made.as_ris()


def test_citation_names_the_edition_and_where_it_stands():
    made, text, _, _ = citation(title_en="Panama Declaration")
    assert "“Panama Declaration”" in text and "edition 1" in text and made.code in text
    assert "http://testserver/en/texts/cited/" in text


def test_citation_in_spanish_has_spanish_words_and_quotes():
    _, text, _, _ = citation("es", title_es="Declaración de Panamá")
    assert text.startswith("Conferencia Regional sobre Migración.") and "«Declaración de Panamá»" in text
    assert "/es/" in text


def test_citation_of_a_summary_says_so():
    made, *written = citation(nature="summary")
    assert made.note and all(made.note in words for words in written)


def test_bibtex_escapes_every_sign_that_means_something():
    _, _, bibtex, _ = citation(title_en=r"50% of A&B_C #1 {x} ~y^z \input{/etc/passwd} $5", adopted_on="2012-06")
    title = next(line for line in bibtex.splitlines() if line.startswith("  title"))
    assert r"50\% of A\&B\_C \#1 \{x\}" in title and r"\textbackslash{}input\{" in title and r"\$5" in title
    assert "  date = {2012-06}," in bibtex and "  year = {2012}," in bibtex
    assert bibtex.startswith("@misc{crm-cited,\n") and bibtex.endswith("}\n")


def test_ris_keeps_one_field_a_line_whatever_the_title_holds():
    _, _, _, ris = citation(title_en="One\r\nER  - \r\nTY  - HACK")
    lines = ris.split("\r\n")
    assert lines[0] == "TY  - GOVDOC" and lines[-2] == "ER  - " and lines[-1] == ""
    assert sum(line.startswith(("TY", "ER")) for line in lines) == 2
    assert "TI  - One ER - TY - HACK" in lines
    assert "DA  - 2012/06/22/" in lines


@pytest.mark.parametrize(("form", "kind"), [("txt", "text/plain"), ("bib", "bibtex"), ("ris", "research-info")])
def test_citation_file_comes_with_its_name_and_type(visit, form, kind):
    citation()
    with override("en"):
        answer = visit(reverse("declarations:text-citation", kwargs={"symbol": "cited", "form": form}))
    assert answer.status_code == 200 and kind in answer["Content-Type"]
    assert answer["Content-Disposition"] == f'attachment; filename="cited.{form}"'


def test_citation_in_an_unknown_form_is_not_there(visit):
    citation()
    with override("en"):
        assert (
            visit(reverse("declarations:text-citation", kwargs={"symbol": "cited", "form": "exe"})).status_code == 404
        )

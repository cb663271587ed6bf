import re
import shutil
import subprocess
import threading
import time
from io import BytesIO

import page
import pikepdf
import pytest

from declarations.canonical import CanonicalText
from declarations.forms_of_text.akoma_ntoso_reading import read_akoma_ntoso
from declarations.rendering import RenderingError, render_edition
from tests.declarations.papers import content, edition_of, paragraph
from tests.declarations.texts import only

LANGUAGES = ("es", "en", "both")


def lines_of(pdf: bytes, sheet: int | None = None) -> str:
    """What a reader's program takes out of the file, or of one page of it, line by line, without complaint."""
    pages = ["-f", str(sheet), "-l", str(sheet)] if sheet else []
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    done = subprocess.run(["pdftotext", *pages, "-", "-"], input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def words_of(pdf: bytes) -> str:
    """The same as one line, words that were broken at the end of a line put together."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)\u2010\n(?=\w)", "", lines_of(pdf)))


@pytest.fixture(scope="module")
def papers():
    edition = edition_of(content())
    return {language: render_edition(edition, language) for language in LANGUAGES}


def opened(paper) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(paper.content))


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_conforms(papers, language, profile):
    report = page.validate_pdf_bytes(papers[language].content, profile=profile)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.rules.total > 50


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_validator_notices_a_paper_without_its_marks(papers, profile):
    pdf = opened(papers["es"])
    del pdf.Root["/StructTreeRoot"], pdf.Root["/Metadata"]
    spoiled = BytesIO()
    pdf.save(spoiled)
    assert not page.validate_pdf_bytes(spoiled.getvalue(), profile=profile).is_compliant


@pytest.mark.slow
def test_no_stream_ends_in_doubt_whatever_the_text_says():
    for number in range(30):
        paper = render_edition(edition_of(content(paragraph(number, body_es=f"Texto {number}." * number))), "es")
        assert b"\r\nendstream" not in paper.content
        assert page.is_pdf_compliant_bytes(paper.content, profile="3a")
        assert words_of(paper.content)


def test_paper_says_every_word_of_its_language_and_marks_what_is_missing(papers):
    spanish, english, both = (words_of(papers[language].content) for language in LANGUAGES)
    for part in ("Conferencia Regional sobre Migración", "Declaración de Managua", "XIX Reunión de Viceministros"):
        assert part in spanish
    assert "27 de junio de 2014" in spanish
    assert [number for number in range(1, 8) if f"Párrafo {number}. Los Estados miembros" in spanish] == [1, 3, 4, 5, 7]
    assert "[falta el texto en español]" in spanish and "[English text missing]" not in spanish
    assert "Paragraph" not in spanish and "About this edition" not in spanish
    assert "[English text missing]" in english and "Párrafo" not in english
    assert "Regional Conference on Migration" in english
    for part in ("[falta el texto en español]", "[English text missing]", "Sobre esta edición", "About this edition"):
        assert part in both


def test_paper_carries_code_hash_and_address(papers, settings):
    edition = edition_of(content())
    for paper in papers.values():
        words = words_of(paper.content)
        assert edition.code in words and edition.sha256[:32] in words and edition.sha256[32:] in words
        links = [str(a.A.URI) for sheet in opened(paper).pages for a in sheet.get("/Annots", [])]
        assert f"{settings.SITE_URL}/v/{edition.code}" in links


def test_paper_carries_the_canonical_text_as_data(papers):
    edition = edition_of(content())
    for paper in papers.values():
        pdf = opened(paper)
        attached = pdf.attachments[f"{edition.code}.json"]
        assert attached.get_file().read_bytes() == edition.canonical.encode()
        assert attached.obj.AFRelationship == "/Data"
        assert CanonicalText.from_json(attached.get_file().read_bytes().decode()).sha256 == edition.sha256


def test_paper_carries_akoma_ntoso_in_each_of_its_languages(papers):
    edition = edition_of(content())
    for language, inside in (("es", ["es"]), ("en", ["en"]), ("both", ["es", "en"])):
        pdf = opened(papers[language])
        files = [pdf.attachments[f"{edition.code}-{one}.xml"] for one in inside]
        assert len(pdf.attachments) == 1 + len(files)
        assert {str(file.obj.AFRelationship) for file in files} == {"/Data"}
        read = read_akoma_ntoso(*(file.get_file().read_bytes() for file in files))
        assert read == (content() if language == "both" else only(content(), language))


def test_paper_has_title_bookmarks_and_dates_of_the_edition(papers):
    pdf = opened(papers["both"])
    assert str(pdf.docinfo["/Title"]) == "Declaración de Managua · Managua Declaration"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261120150405")
    with pdf.open_outline() as outline:
        assert next(item.title for item in outline.root) == "I. Protección · I. Protection"
    with opened(papers["es"]).open_outline() as outline:
        assert [item.title for item in outline.root] == ["I. Protección", "Sobre esta edición"]


def kids_of(element) -> list:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def languages_in(element, inherited: str) -> set[str]:
    """The languages of all tagged pieces of text below ``element``."""
    own = str(element.get("/Lang", inherited))
    found = set()
    for kid in kids_of(element):
        if isinstance(kid, int):
            found.add(own)
        elif kid.get("/Type") == "/StructElem":
            found |= languages_in(kid, own)
    return found


def cells_of(element, main: str) -> list[set[str]]:
    """The languages that occur in each cell of the tables, in order."""
    cells = []
    for kid in kids_of(element):
        if not isinstance(kid, int) and kid.get("/Type") == "/StructElem":
            cells += [languages_in(kid, main)] if kid.S in ("/TD", "/TH") else cells_of(kid, main)
    return cells


def test_every_passage_names_its_language(papers):
    for language in ("es", "en"):
        pdf = opened(papers[language])
        assert pdf.Root.Lang == language
        assert languages_in(pdf.Root.StructTreeRoot.K[0], language) == {language}
    both = opened(papers["both"])
    cells = cells_of(both.Root.StructTreeRoot.K[0], "es")
    assert len(cells) >= 16
    assert cells[0::2] == [{"es"}] * (len(cells) // 2)
    assert cells[1::2] == [{"en"}] * (len(cells) // 2)


def test_columns_are_a_table_whose_header_comes_back_on_each_page():
    edition = edition_of(content(*(paragraph(number) for number in range(1, 40))))
    paper = render_edition(edition, "both")
    assert paper.pages > 2
    for number in range(1, paper.pages):
        text = lines_of(paper.content, number)
        assert "Español" in text and "English" in text
        assert f"{number}/{paper.pages}" in text.replace(" ", "")


def test_words_are_hyphenated_by_the_rules_of_their_language():
    long_words = " ".join(["responsabilidades internacionales compartidas solidariamente"] * 40)
    paper = render_edition(edition_of(content(paragraph(1, body_es=long_words))), "es")
    broken = re.findall(r"(\w+)\u2010\n(\w+)", lines_of(paper.content))
    assert broken
    assert {left + right for left, right in broken} <= set(long_words.split())
    assert {"responsabi", "responsabili", "internacio", "solidaria", "compar"} & {left for left, _right in broken}


@pytest.mark.parametrize("language", LANGUAGES)
def test_summary_says_so_above_the_text_and_on_every_page(language):
    paragraphs = [paragraph(number) for number in range(1, 40)]
    paper = render_edition(edition_of(content(*paragraphs, nature="summary")), language)
    marks = {"es": ["Resumen – no es el texto oficial"], "en": ["Summary – not the official text"]}
    marks["both"] = marks["es"] + marks["en"]
    for number in range(1, paper.pages + 1):
        text = lines_of(paper.content, number)
        for mark in marks[language]:
            assert mark in text
    words = words_of(paper.content)
    assert ("no el texto oficial" in words) == (language != "en")
    assert ("not the official text." in words) == (language != "es")
    full = words_of(render_edition(edition_of(content()), language).content)
    assert "no es el texto oficial" not in full and "not the official text" not in full


def test_paper_says_when_a_record_is_not_certain_or_its_title_is_our_translation():
    edition = edition_of(content(certainty="likely", title_status_en="own_translation"))
    spanish, english = (words_of(render_edition(edition, language).content) for language in ("es", "en"))
    assert "Certeza de estos datos" in spanish and "Certainty of these data: likely" in english
    assert "Title translated for the record of the portal" in english and "Título traducido" not in spanish


def test_markup_in_a_paragraph_is_words():
    body = '<img src="file:///etc/passwd"><script>alert(1)</script> & <b>nada</b>'
    paper = render_edition(edition_of(content(paragraph(1, body_es=body))), "es")
    assert body.replace(" ", "") in words_of(paper.content).replace(" ", "")


@pytest.mark.parametrize(
    "words", ["naïve Łódź ő ½ “x” – … €", "Ελληνικά Кириллица Ḃ Ĭ", "a\u200bb\u00adc\u202ed", "a\x00\x0b\u2028b"]
)
def test_words_that_the_fonts_can_print_conform(words):
    paper = render_edition(edition_of(content(paragraph(1, body_es=words))), "es")
    for profile in ("3a", "ua1"):
        assert page.is_pdf_compliant_bytes(paper.content, profile=profile)


def test_sign_that_the_fonts_lack_is_refused_by_name():
    with pytest.raises(RenderingError, match=r"漢 \(U\+6F22\), 😀 \(U\+1F600\)"):
        render_edition(edition_of(content(paragraph(1, body_es="漢 y 😀"))), "es")


def test_thread_that_renders_is_refused():
    outcome = []

    def render():
        try:
            render_edition(edition_of(content()), "es")
        except RenderingError as refused:
            outcome.append(str(refused))

    thread = threading.Thread(target=render)
    thread.start()
    thread.join()
    assert outcome and "prefork" in outcome[0]


@pytest.mark.slow
def test_a_text_four_times_as_long_takes_about_four_times_as_long():
    def seconds(count):
        edition = edition_of(content(*(paragraph(number) for number in range(count))))
        start = time.process_time()
        render_edition(edition, "both")
        return time.process_time() - start

    seconds(5)
    assert seconds(160) < 8 * seconds(40)

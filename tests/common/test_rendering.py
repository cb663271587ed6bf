from io import BytesIO

import pikepdf
import pytest

from common.rendering import RenderingError, render_pdf

PAGE = '<header class="title-block"><h1>Convocatoria</h1></header><p lang="en">Convocation</p>'


def test_paper_when_printed_twice_has_the_same_bytes():
    first, second = (render_pdf(PAGE, title="Convocatoria", language="es") for _turn in range(2))
    assert first == second
    assert first != render_pdf(PAGE, title="Convocatoria", language="en")


def test_paper_says_its_title_its_language_and_that_it_conforms():
    with pikepdf.open(BytesIO(render_pdf(PAGE, title="Convocatoria 3/2027", language="es"))) as paper:
        assert str(paper.docinfo["/Title"]) == "Convocatoria 3/2027"
        assert paper.Root.Lang == "es"
        metadata = paper.Root.Metadata.read_bytes()
    assert b"<pdfuaid:part>1" in metadata and b"pdfaid" in metadata


def test_paper_when_it_names_an_image_that_nobody_gave_is_not_made():
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    page = '<img src="paper:mark.svg" alt="x">'
    assert render_pdf(page, title="x", language="es", images={"mark.svg": drawing})
    with pytest.raises(RenderingError, match=r"mark\.svg"):
        render_pdf(page, title="x", language="es")


def test_paper_when_a_sign_has_no_glyph_is_refused_by_name():
    with pytest.raises(RenderingError, match=r"漢 \(U\+6F22\)"):
        render_pdf("<p>漢</p>", title="x", language="es")

"""The field for files: what it says beside itself, what it takes, and how it refuses."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from common.forms import UploadField, UploadsField
from common.uploads import IMAGES, CheckedUpload
from tests.common.documents import pdf, picture, upload


class PaperForm(forms.Form):
    paper = UploadField(label="Paper")
    picture = UploadField(label="Picture", kinds=IMAGES, required=False)
    more = UploadsField(label="More", required=False)


def filled(**files):
    return PaperForm({}, MultiValueDict({name: [*many] for name, many in files.items()}))


def test_field_when_drawn_says_what_it_takes_and_how_large():
    with override("en"):
        html = str(PaperForm())
    assert 'accept=".jpg,.jpeg,.png,.webp"' in html
    assert "JPEG, PNG, WebP up to 10 MB." in html
    assert "ODT, ODS, ZIP up to 20 MB" in html or "ODT, ODS up to 20 MB" in html
    assert "TXT, CSV up to 2 MB" in html
    assert 'aria-describedby="id_paper_helptext"' in html
    assert html.count("multiple") == 1
    with override("es"):
        assert "de hasta 10" in str(PaperForm())


def test_field_when_given_a_file_holds_it_checked():
    form = filled(paper=[upload("../acta.pdf", pdf())])
    assert form.is_valid(), form.errors
    paper = form.cleaned_data["paper"]
    assert isinstance(paper, CheckedUpload)
    assert paper.name == "acta.pdf"
    assert form.cleaned_data["picture"] is None
    assert form.cleaned_data["more"] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_field_when_it_refuses_says_why_beside_itself(language):
    form = filled(paper=[upload("acta.svg", "<svg>")], picture=[upload("acta.pdf", pdf())])
    with override(language):
        html = str(form)
        assert set(form.errors) == {"paper", "picture"}
        assert form.errors["picture"][0].startswith("acta.pdf: ")
    assert 'id="id_paper_error"' in html
    assert ("only these kinds" in html) == (language == "en")


def test_field_when_nothing_is_given_says_that_it_is_needed():
    form = filled()
    assert list(form.errors) == ["paper"]


def test_field_for_several_when_given_several_holds_all_or_refuses_each_by_name():
    good, bad, worse = upload("a.png", picture("PNG")), upload("b.exe", b"MZ"), upload("c.png", b"MZ")
    form = filled(paper=[upload("x.pdf", pdf())], more=[good])
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["more"]] == ["a.png"]
    form = filled(paper=[upload("x.pdf", pdf())], more=[good, bad, worse])
    assert [words.split(":")[0].split()[0] for words in form.errors["more"]] == ["b.exe", "c.png"]

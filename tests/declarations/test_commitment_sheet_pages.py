"""The Excel form of the follow-up on its pages: it goes out, comes in, is shown as a preview and applied."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from declarations.models import CommitmentSheet
from declarations.rendering.commitments import commitments_workbook
from tests.access.visits import signed_in
from tests.declarations.test_commitment_pages import YESTERDAY, of_costa_rica
from tests.factories.commitments import published_commitment

pytestmark = pytest.mark.django_db


def workbook_with(user, change):
    """The form of the follow-up as it is taken out, with cells of its first row changed."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(commitments_workbook(user)))
    sheet = book.worksheets[0]
    codes = [cell.value for cell in sheet[1]]
    for code, words in change.items():
        sheet.cell(3, codes.index(code) + 1, words)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("seguimiento.xlsx", file.getvalue())


def give(client, user, change):
    with override("en"):
        given = client.post(reverse("commitments:commitment-import"), {"file": workbook_with(user, change)})
        assert given.status_code == 302
        return client.get(reverse("commitments:commitment-preview")).content.decode()


def test_form_when_it_comes_in_unchanged_changes_nothing(personas):
    of_costa_rica(due_kind="date", due_on=YESTERDAY, to_members=True)
    client = signed_in(personas["secretariat"])
    assert "nothing would change" in give(client, personas["secretariat"], {})


def test_form_when_it_comes_in_shows_then_does_what_it_says(personas):
    one, officer = of_costa_rica(), personas["secretariat"]
    client = signed_in(officer)
    change = {"verb_class": "invite", "addressees": "mx, cr", "due_kind": "date", "due_on": "2027-03-31",
              "state": "retired", "reason_es": "Motivo", "reason_en": "Reason"}  # fmt: skip
    assert "<ins>invite</ins>" in give(client, officer, change)
    one.refresh_from_db()
    assert one.verb_class == "request"
    with override("en"):
        path = reverse("commitments:commitment-preview")
        assert client.post(path, {"sha256": "0" * 64}).status_code == 409
        assert client.post(path, {"sha256": CommitmentSheet.objects.get().sha256}).status_code == 302
    one.refresh_from_db()
    assert (one.verb_class, one.state, one.state_reason_en) == ("invite", "retired", "Reason")
    assert set(one.decision.addressees.values_list("key", flat=True)) == {"mx", "cr"}
    assert not CommitmentSheet.objects.exists()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"verb_class": "zq"}, "What it does"),
        ({"addressees": "zq"}, "Countries and organisations"),
        ({"due_on": "2027-02-31"}, "Next due on"),
        ({"due_kind": "recurring"}, "Every … months"),
        ({"state": "retired"}, "Reason in Spanish"),
        ({"state": "unknown"}, "State"),
        ({"key": "zq"}, "Key"),
        ({"version": "7", "verb_class": "invite"}, "Version"),
        ({"verb_class": "=1+1"}, "What it does"),
    ],
)
def test_form_with_one_wrong_row_names_it_and_changes_nothing(change, column, personas):
    one, officer = of_costa_rica(), personas["secretariat"]
    published_commitment("other", verb_class="thank")
    client = signed_in(officer)
    said = give(client, officer, change)
    assert column in said and "row 3" in said
    with override("en"):
        sheet = CommitmentSheet.objects.get()
        assert client.post(reverse("commitments:commitment-preview"), {"sha256": sheet.sha256}).status_code == 422
    one.refresh_from_db()
    assert one.version == 1

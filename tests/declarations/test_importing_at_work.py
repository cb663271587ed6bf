"""Files brought into a text under negotiation by those who chair it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from common.states import NotNow
from declarations.importing.gate import SourceFile
from declarations.models import FormerParagraph, Text, TextVersion
from declarations.services.drafting import begin_text, open_drafting
from declarations.services.importing import import_text
from declarations.services.importing_at_work import import_into
from tests.access.visits import signed_in
from tests.declarations.importing_documents import DECLARATION_EN, DECLARATION_ES
from tests.declarations.negotiated import a_text_at_work, propose_all
from tests.factories import MeetingFactory
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
SPANISH = SourceFile("faros.md", DECLARATION_ES.encode())
ENGLISH = SourceFile("lighthouses.md", DECLARATION_EN.encode())
CHAIRS = ("secretariat", "presidency")


def path(symbol):
    with override("en"):
        return reverse("declarations:text-import-into", kwargs={"symbol": symbol})


def begun(by="tests", meeting=None):
    titles = {"es": "Título propio", "en": "Own title"}
    key = "0b0c2a40-0000-4000-8000-000000000001"
    return begin_text(kind="declaration", titles=titles, form_key=key, meeting=meeting, by=by)


@pytest.mark.parametrize("who", CHAIRS)
def test_chair_brings_files_into_a_text_that_has_begun(personas, who):
    text = begun(meeting=MeetingFactory())
    answer = signed_in(personas[who]).post(
        path(text.symbol),
        {name: SimpleUploadedFile(one.name, one.data) for name, one in (("spanish", SPANISH), ("english", ENGLISH))},
    )
    assert answer.status_code == 302
    text.refresh_from_db()
    assert text.paragraphs.filter(body_es__contains="12 faros", body_en__contains="12 lighthouses").exists()
    assert text.title_es == "Título propio" and text.adopted_on is None
    assert list(TextVersion.objects.filter(text=text).values_list("number", flat=True)) == [2, 1]
    assert Act.objects.get(act="import_text").actor_id == personas[who].pk


def test_files_come_into_a_text_of_a_written_consultation():
    text = begun()
    assert import_into(text, spanish=SPANISH, by="tests")["new"] == text.paragraphs.count() > 5


def test_nobody_else_finds_the_page(personas):
    text = begun(meeting=MeetingFactory())
    for name in NAMES:
        if name not in (*CHAIRS, "visitor"):
            assert signed_in(personas[name]).get(path(text.symbol)).status_code == 404, name
            assert signed_in(personas[name]).post(path(text.symbol)).status_code == 404, name
    with pytest.raises(PermissionDenied):
        import_into(text, spanish=SPANISH, by=personas["member"])
    assert not text.paragraphs.exists()


def test_paragraphs_that_are_still_there_keep_their_identity_and_others_are_remembered():
    text = begun()
    import_into(text, spanish=SPANISH, english=ENGLISH, by="tests")
    before = {one.body_es: one.uid for one in text.paragraphs.all()}
    shorter = SourceFile("faros.md", DECLARATION_ES.replace("  - de noche.\n", "").encode())
    told = import_into(text, spanish=shorter, by="tests")
    after = {one.body_es: one.uid for one in text.paragraphs.all()}
    assert told["gone"] + told["kept"] >= len(before) - 1
    assert all(after[words] == before[words] for words in after if words in before and words)
    assert TextVersion.objects.filter(text=text).count() == 3
    assert FormerParagraph.objects.filter(text=text).count() == told["gone"]


def test_nothing_is_brought_in_while_proposals_wait(personas):
    text = a_text_at_work(symbol="at-work", meeting=MeetingFactory())
    propose_all(text, [personas["member"].mandates.get().participant, personas["neighbour"].mandates.get().participant])
    with pytest.raises(NotNow):
        import_into(text, spanish=SPANISH, by="tests")
    answer = signed_in(personas["presidency"]).post(
        path("at-work"), {"spanish": SimpleUploadedFile(SPANISH.name, SPANISH.data)}
    )
    assert answer.status_code in (200, 422) and "Proposals wait on its paragraphs" in answer.content.decode()


def test_nothing_is_brought_into_a_tabled_text(personas):
    text = begun(meeting=MeetingFactory())
    Text.objects.filter(pk=text.pk).update(state="tabled")
    assert signed_in(personas["presidency"]).get(path(text.symbol)).status_code == 404
    with pytest.raises(NotNow):
        import_into(text, spanish=SPANISH, by="tests")


def test_imported_draft_is_opened_to_its_group(personas):
    text = import_text(meeting=MeetingFactory(), kind="declaration", spanish=SPANISH, english=ENGLISH, by="tests")
    open_drafting(text, by=personas["secretariat"])
    version = TextVersion.objects.get(text=text)
    assert any("12 faros" in one.body_es for one in version.content().paragraphs)

"""Many papers at once: what becomes of each, all or nothing, and what is never confirmed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common.models import Act, StoredFile
from common.refusals import Refusal
from meetings.clock import sweep_waiting_papers
from meetings.models import Document, DocumentFile, WaitingPaper
from meetings.queries.waiting_papers import plan_of
from meetings.services.waiting_papers import Chosen, RowsRefused, confirm_papers, give_papers
from tests.factories import DocumentFactory, DocumentFileFactory
from tests.meetings.papers import given, vice_ministerial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
COMMON = {"audience": "member"}


@pytest.fixture
def officer(personas):
    return personas["secretariat"]


@pytest.fixture
def meeting():
    meeting = vice_ministerial()
    document = DocumentFactory(meeting=meeting, symbol="CRM/XIX/DOC/3")
    DocumentFileFactory(document=document, language="es", words="Uno")
    return meeting


def give(meeting, by, **files):
    return give_papers(meeting=meeting, uploads=[given(f"{name}.txt", words) for name, words in files.items()], by=by)


def chosen(waiting, symbol, language, title="Informe"):
    return Chosen(waiting, symbol, language, title, f"{title} (en)" if title else "")


def confirm(meeting, rows, by, left_out=()):
    return confirm_papers(meeting=meeting, chosen=rows, left_out=left_out, values=COMMON, by=by)


def test_plan_says_what_becomes_of_each(meeting, officer):
    names = ("CRM-XIX-DOC-3_es", "CRM-XIX-DOC-3_en", "CRM-XIX-DOC-4_es", "CRM-XVIII-DOC-1_es", "minuta", "DOC-3 es")
    give(meeting, officer, **{name: name for name in names})
    plan = {one.waiting.file.name: one for one in plan_of(meeting, officer)}
    of = lambda name: plan[f"{name}.txt"]  # noqa: E731
    assert (of("CRM-XIX-DOC-3_es").paper.document.symbol, of("CRM-XIX-DOC-3_es").revision) == ("CRM/XIX/DOC/3", 2)
    assert of("CRM-XIX-DOC-3_en").revision == 1 and of("CRM-XIX-DOC-3_en").paper
    assert of("CRM-XIX-DOC-4_es").paper is None and of("CRM-XIX-DOC-4_es").is_readable
    assert of("CRM-XVIII-DOC-1_es").read.is_of_another and not of("CRM-XVIII-DOC-1_es").is_readable
    assert not of("minuta").is_readable
    assert of("DOC-3 es").is_second and not of("CRM-XIX-DOC-3_es").is_second
    (first,) = [one for one in plan_of(meeting, officer, {of("minuta").waiting.pk: ("CRM/XIX/INF/1", "en")})
                if one.waiting.file.name == "minuta.txt"]  # fmt: skip
    assert first.is_readable and first.symbol == "CRM/XIX/INF/1"


def test_plan_knows_the_present_revision_by_its_bytes(meeting, officer):
    give(meeting, officer, **{"CRM-XIX-DOC-3_es": "Uno"})
    (only,) = plan_of(meeting, officer)
    assert only.is_the_same


def test_plan_asks_the_same_for_one_file_and_for_thirty(meeting, officer, django_assert_num_queries):
    give(meeting, officer, **{"CRM-XIX-DOC-3_es": "Dos"})
    with django_assert_num_queries(2):
        plan_of(meeting, officer)
    give(meeting, officer, **{f"CRM-XIX-INF-{n}_es": f"x{n}" for n in range(1, 30)})
    with django_assert_num_queries(2):
        assert len(plan_of(meeting, officer)) == 30


def test_files_become_new_papers_and_revisions_in_one_go(meeting, officer):
    old, new, english, out = give(meeting, officer, a="Dos", b="Tres", c="Three", d="Nada")
    rows = [
        chosen(old, "CRM/XIX/DOC/3", "es", ""),
        chosen(new, "CRM/XIX/CRP/1", "es"),
        chosen(english, "CRM/XIX/CRP/1", "en"),
    ]
    assert confirm(meeting, rows, officer, left_out=[out]) == 3
    assert not WaitingPaper.objects.exists()
    paper = Document.objects.get(symbol="CRM/XIX/CRP/1")
    assert (paper.kind, paper.audience, paper.title_es) == ("CRP", "member", "Informe")
    assert sorted(DocumentFile.objects.values_list("document__symbol", "language", "revision")) == [
        ("CRM/XIX/CRP/1", "en", 1),
        ("CRM/XIX/CRP/1", "es", 1),
        ("CRM/XIX/DOC/3", "es", 1),
        ("CRM/XIX/DOC/3", "es", 2),
    ]
    assert StoredFile.objects.count() == 4, "the one left out is gone"


def test_bad_row_changes_nothing_and_every_row_says_what_is_wrong(meeting, officer):
    good, same, untitled, second = give(meeting, officer, a="Dos", b="Uno", c="Tres", d="Cuatro")
    before = (Act.objects.count(), Document.objects.count(), DocumentFile.objects.count())
    rows = [
        chosen(good, "CRM/XIX/DOC/5", "es"),
        chosen(same, "CRM/XIX/DOC/3", "es"),
        chosen(untitled, "CRM/XIX/DOC/6", "es", ""),
        chosen(second, "CRM/XIX/DOC/5", "es"),
    ]
    with pytest.raises(RowsRefused) as refused:
        confirm(meeting, rows, officer)
    assert set(refused.value.rows) == {same.pk, untitled.pk, second.pk}
    assert (Act.objects.count(), Document.objects.count(), DocumentFile.objects.count()) == before
    assert WaitingPaper.objects.count() == 4 and StoredFile.objects.count() == 5


def test_symbol_of_another_meeting_is_not_taken(meeting, officer):
    DocumentFactory(symbol="CRM/XX/DOC/1")
    (one,) = give(meeting, officer, a="Dos")
    with pytest.raises(RowsRefused):
        confirm(meeting, [chosen(one, "CRM/XX/DOC/1", "es")], officer)


def test_files_are_confirmed_once_and_by_whoever_gave_them(meeting, officer, personas):
    (one,) = give(meeting, officer, a="Dos")
    with pytest.raises(Refusal):
        confirm(meeting, [chosen(one, "CRM/XIX/DOC/3", "es")], personas["presidency"])
    confirm(meeting, [chosen(one, "CRM/XIX/DOC/3", "es")], officer)
    one.pk = one.pk or 1
    with pytest.raises(Refusal):
        confirm(meeting, [chosen(one, "CRM/XIX/DOC/3", "es")], officer)
    with pytest.raises(PermissionDenied):
        give(meeting, personas["member"], a="Tres")
    assert plan_of(meeting, personas["presidency"]) == []


def test_waiting_files_are_swept_after_two_days_with_their_bytes(meeting, officer, time_machine):
    (one,) = give(meeting, officer, a="Dos")
    storage, name = one.file.file.storage, one.file.file.name
    assert sweep_waiting_papers() == 0 and storage.exists(name)
    time_machine.move_to(timezone.now() + timedelta(days=2, minutes=1))
    assert sweep_waiting_papers() == 1 and sweep_waiting_papers() == 0
    assert not WaitingPaper.objects.exists() and not StoredFile.objects.filter(pk=one.file_id).exists()


def test_waiting_file_is_nobodys_to_download(meeting, officer, visit):
    (one,) = give(meeting, officer, a="Dos")
    assert visit(f"/files/{one.file_id}/", as_=officer).status_code == 404

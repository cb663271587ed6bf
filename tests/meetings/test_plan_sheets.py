"""Work plans as Excel: out and in again, with a preview; a wrong row changes nothing."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from common.models import Act
from common.refusals import Refusal
from common.uploads import check_upload
from common.workbooks import read_workbook
from meetings.clock import sweep_waiting_papers
from meetings.importing.work_plans import compare, rows_of_form
from meetings.models import Meeting, PlannedActivity, Seat, WorkPlanSheet
from meetings.queries.plan_form import ACTIVITIES, CODES, choices_for
from meetings.rendering.work_plans import work_plan_workbook
from meetings.services.plan_sheets import apply_plan_sheet, preview_of, read_plan_sheet
from meetings.services.work_plans import StalePlan, save_activity, write_activity
from tests.access.visits import signed_in
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    PlanItemFactory,
    PlannedActivityFactory,
    TopicFactory,
    WorkPlanFactory,
)

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "'=1", "''-2", "+x", "@a", "-", "2026", "2026.0", "_x000D_", "_x005F_x000D_", " á\u00a0", "línea\r\notra"]
)


@pytest.fixture
def plan(personas):
    """A draft with three activities that fill every column, of a group in which the liaison officer sits."""
    body = BodyFactory(key="group", kind="working_group")
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=body)
    plan = WorkPlanFactory(body=body)
    member = personas["member"].mandates.get().participant
    for number in range(3):
        activity = PlannedActivityFactory(
            plan=plan, number=f"1.{number}", line=PlanItemFactory(), topic=TopicFactory(), start="2026-03", end="2026",
            others_es="OIM", others_en="IOM", output_es="Informe", output_en="Report", progress="under_way",
            meeting=MeetingFactory(start="2026-05-06", key=f"workshop-{number}"),
        )  # fmt: skip
        activity.responsible.add(member)
    return plan


def form_of(plan, user, change=None):
    """The form of ``plan`` as it goes out, filled in by ``change`` (the sheet of activities)."""
    book = openpyxl.load_workbook(io.BytesIO(work_plan_workbook(plan, user)))
    if change:
        change(book[ACTIVITIES])
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("plan.xlsx", file.getvalue())


def test_lists_of_the_form_name_each_meeting_in_both_languages(plan, personas):
    Meeting.objects.filter(key="workshop-1").update(name_es="Taller zq", name_en="Workshop zq")
    book = openpyxl.load_workbook(io.BytesIO(work_plan_workbook(plan, personas["liaison"])))
    named = {row[12]: row[13:15] for row in book.worksheets[2].iter_rows(min_row=4, values_only=True) if row[12]}
    assert named["workshop-1"] == ("Taller zq", "Workshop zq")
    assert all(es and en for es, en in named.values()), named


def put(row, **cells):
    """Write words into the cells of a row."""

    def change(sheet):
        for code, value in cells.items():
            sheet.cell(row, CODES.index(code) + 1).value = value

    return change


def given_form(plan, user, change=None):
    return read_plan_sheet(plan, upload=check_upload(form_of(plan, user, change)), by=user)[0]


def test_form_when_it_comes_in_as_it_went_out_changes_nothing(personas, plan):
    sheet = given_form(plan, personas["liaison"])
    found = preview_of(sheet, personas["liaison"])
    assert (found.changes, found.faults, found.unchanged) == ([], [], 3)
    apply_plan_sheet(sheet, seen=plan.version, by=personas["liaison"])
    plan.refresh_from_db()
    assert plan.version == 1 and not WorkPlanSheet.objects.exists()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(es=WORDS, en=WORDS, output=WORDS)
@example(es="=cmd|' /C calc'!A0", en="'=x", output="_x0041_x0042_")
def test_words_when_kept_go_out_and_come_in_the_same(personas, plan, es, en, output):
    activity = plan.activities.get(key="a1")
    words = {"title_es": es or "x", "title_en": en or "x", "output_es": output, "output_en": output}
    save_activity(plan, activity, words, by="tests")
    PlannedActivity.objects.filter(title_es="").update(title_es="x")
    PlannedActivity.objects.filter(title_en="").update(title_en="x")
    user = personas["liaison"]
    file = io.BytesIO(work_plan_workbook(plan, user))
    rows, _is_old = rows_of_form(read_workbook("plan.xlsx", file), plan)
    found = compare(plan, rows, choices_for(user, plan))
    assert ([change.fields for change in found.changes], found.faults) == ([], [])
    cells = [cell for row in openpyxl.load_workbook(file)[ACTIVITIES] for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" and not cell.value.startswith(("=", "+", "-", "@")) for cell in cells)


def test_form_when_filled_in_shows_each_change_and_then_does_it(personas, plan):
    user = personas["liaison"]

    def change(sheet):
        put(3, title_es="Otro título", start=2026, end=datetime(2026, 12, 31))(sheet)
        put(4, remove="X")(sheet)
        put(6, title_es="Nueva", title_en="New", responsible="cr; mx", progress="done")(sheet)

    sheet = given_form(plan, user, change)
    found = preview_of(sheet, user)
    assert [(one.kind, one.row) for one in found.changes] == [("changed", 3), ("removed", 4), ("added", 6)]
    with override("en"):
        found = preview_of(sheet, user)
    assert [(before, after) for _name, before, after in found.changes[0].fields][1:] == [
        ("March 2026", "2026"),
        ("2026", "31 December 2026"),
    ]
    told = [(before, after) for _name, before, after in found.changes[2].fields]
    # names, where the form has keys
    assert told == [("", words) for words in ("Nueva", "New", "Country cr, Country mx", "Done")]
    assert PlannedActivity.objects.count() == 3
    apply_plan_sheet(sheet, seen=plan.version, by=user)
    kept = {one.key: one for one in plan.activities.all()}
    assert set(kept) == {"a1", "a3", "a4"}
    assert (kept["a1"].title_es, kept["a1"].start.iso, kept["a4"].progress) == ("Otro título", "2026", "done")
    assert sorted(one.key for one in kept["a4"].responsible.all()) == ["cr", "mx"]
    act = Act.objects.get(act="apply_plan_sheet")
    assert {name: act.after[name] for name in ("added", "changed", "removed")} == dict.fromkeys(
        ("added", "changed", "removed"), 1
    )


def test_row_when_taken_out_of_the_file_removes_nothing(personas, plan):
    sheet = given_form(plan, personas["liaison"], lambda page: page.delete_rows(4))
    assert preview_of(sheet, personas["liaison"]).changes == []


FAULTS = {
    "formula": ({"title_es": "=1+1"}, "fórmula"),
    "no title": ({"title_en": None}, "ambos idiomas"),
    "one language": ({"output_en": None}, "ambos idiomas"),
    "unknown key": ({"key": "zz"}, "Ninguna actividad"),
    "key twice": ({"key": "a2"}, "dos filas"),
    "unknown line": ({"line": "zz"}, "No existe la clave"),
    "unknown member": ({"responsible": "cr, zz"}, "zz"),
    "unknown meeting": ({"meeting": "zz"}, "No existe la clave"),
    "no date": ({"start": "mañana"}, "Indique"),
    "no day": ({"start": "2026-02-31"}, "Indique"),
    "wrong order": ({"start": "2027"}, "antes de comenzar"),
    "unknown progress": ({"progress": "listo"}, "No existe el avance"),
    "too long": ({"number": "x" * 13}, "12 caracteres"),
    "no mark": ({"remove": "tal vez"}, "Escriba x"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_row_when_wrong_is_named_and_nothing_is_changed(personas, plan, name):
    cells, words = FAULTS[name]
    writer = signed_in(personas["liaison"])

    def change(sheet):
        put(3, title_es="Otro título")(sheet)
        put(5, **cells)(sheet)

    give = reverse("meetings:work-plan-import", kwargs={"key": "group", "number": 1})
    preview = reverse("meetings:work-plan-preview", kwargs={"key": "group", "number": 1})
    assert writer.post(give, {"file": form_of(plan, personas["liaison"], change)}).url == preview
    page = writer.get(preview).content.decode()
    assert words in page and "fila 5" in page
    sheet = WorkPlanSheet.objects.get()
    assert writer.post(preview, {"sha256": sheet.sha256, "seen": 1}).status_code == 422
    with pytest.raises(Refusal):
        apply_plan_sheet(sheet, seen=1, by=personas["liaison"])
    assert not PlannedActivity.objects.filter(title_es="Otro título").exists()


def test_rows_when_wrong_by_the_thousand_are_counted_and_some_shown(personas, plan):
    def change(sheet):
        for row in range(6, 1206):
            put(row, title_es="Sola")(sheet)

    sheet = given_form(plan, personas["liaison"], change)
    assert len(preview_of(sheet, personas["liaison"]).faults) == 1200
    preview = reverse("meetings:work-plan-preview", kwargs={"key": "group", "number": 1})
    page = signed_in(personas["liaison"]).get(preview).content.decode()
    assert page.count('<th scope="row">') == 200 and "Y 1000 más." in page.replace("\u00a0", "")


def test_plan_when_changed_since_the_preview_is_told_and_shown_anew(personas, plan):
    sheet = given_form(plan, personas["liaison"], put(3, title_es="Otro título"))
    activity = plan.activities.get(key="a2")
    write_activity(plan, values={"title_es": "Ajeno"}, seen=1, by=personas["secretariat"], activity=activity)
    with pytest.raises(StalePlan):
        apply_plan_sheet(sheet, seen=1, by=personas["liaison"])
    preview = reverse("meetings:work-plan-preview", kwargs={"key": "group", "number": 1})
    writer = signed_in(personas["liaison"])
    answer = writer.post(preview, {"sha256": sheet.sha256, "seen": 1})
    assert answer.status_code == 409 and "Ajeno" in answer.content.decode()
    assert writer.post(preview, {"sha256": "0" * 64, "seen": 2}).status_code == 409
    assert writer.post(preview, {"sha256": sheet.sha256, "seen": 2}).status_code == 302
    assert plan.activities.get(key="a1").title_es == "Otro título"


def test_form_when_older_than_the_plan_is_told(personas, plan):
    form = form_of(plan, personas["liaison"])
    write_activity(plan, values={"title_es": "Nueva", "title_en": "New"}, seen=1, by=personas["secretariat"])
    plan.refresh_from_db()
    assert read_plan_sheet(plan, upload=check_upload(form), by=personas["liaison"])[1] is True
    assert (
        read_plan_sheet(plan, upload=check_upload(form_of(plan, personas["liaison"])), by=personas["liaison"])[1]
        is False
    )


def test_form_when_of_another_plan_or_none_is_refused(personas, plan):
    other = WorkPlanFactory(body=BodyFactory(key="other"))
    writer = personas["secretariat"]
    with pytest.raises(Refusal, match="otro plan"):
        read_plan_sheet(plan, upload=check_upload(form_of(other, writer)), by=writer)
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(Refusal, match="no es el formulario"):
        read_plan_sheet(plan, upload=check_upload(SimpleUploadedFile("x.xlsx", file.getvalue())), by=writer)
    with pytest.raises(Refusal, match="Faltan estas columnas"):
        given_form(plan, writer, put(1, title_en="otra"))


def test_form_when_given_or_applied_by_others_is_refused(personas, plan):
    upload = check_upload(form_of(plan, personas["liaison"]))
    with pytest.raises(PermissionDenied):
        read_plan_sheet(plan, upload=upload, by=personas["member"])
    sheet = given_form(plan, personas["liaison"])
    with pytest.raises(PermissionDenied):
        apply_plan_sheet(sheet, seen=1, by=personas["secretariat"])


def test_meeting_when_not_seen_by_whoever_fills_in_is_no_choice(personas, plan):
    MeetingFactory(key="hidden", start="2026-07-01", audience="secretariat")
    assert "hidden" not in choices_for(personas["liaison"], plan).meeting
    assert b"hidden" not in work_plan_workbook(plan, personas["liaison"])
    assert "hidden" in choices_for(personas["secretariat"], plan).meeting


def test_form_when_it_waited_two_days_is_forgotten_and_the_plan_is_as_it_was(personas, plan):
    user = personas["liaison"]
    sheet = given_form(plan, user, put(3, title_es="Otro título"))
    long_ago = timezone.now() - timedelta(days=2, minutes=1)
    WorkPlanSheet.objects.update(given_at=long_ago)
    given_form(plan, user, put(3, title_es="Otro título"))  # given again, it waits anew
    assert sweep_waiting_papers() == 0
    WorkPlanSheet.objects.filter(pk=sheet.pk).update(given_at=long_ago)
    assert (sweep_waiting_papers(), sweep_waiting_papers()) == (1, 0)
    assert not WorkPlanSheet.objects.exists() and not plan.activities.filter(title_es="Otro título").exists()

"""The file for the next presidency: who has it, what it holds, as PDF and as a workbook."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import page
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from common.models import Act, OutboxMessage
from common.papers import sweep
from members.models import Presidency, User
from members.services.handover import tick
from secretariat.models import HandoverPaper
from secretariat.queries.handover import handover_file
from secretariat.queries.year import year_for
from secretariat.rendering.handover import paper_of_handover
from secretariat.services.handover import ask_handover_paper, take_handover_workbook
from secretariat.tasks import make_handover_paper
from tests.access.visits import signed_in
from tests.access.yearly import make_handover_paper as make_ready_paper
from tests.declarations.test_rendering import words_of
from tests.factories import BodyFactory, MandateFactory, MeetingFactory, TextFactory
from tests.factories.commitments import published_commitment

pytestmark = pytest.mark.django_db
MAY = ("secretariat", "presidency", "troika")
MAY_NOT = ("member", "reviewer", "observer_country", "administrator", "expired", "nobody")


def incoming():
    return Presidency.objects.select_related("country").get(year=timezone.localdate().year + 1)


def something(personas):
    """One thing for each part of the file."""
    today = timezone.localdate()
    participant = personas["member"].mandates.get().participant
    published_commitment("zqopen", body="Zqasked", due_on=today + timedelta(days=9), due_kind="date")
    published_commitment("zqdone", body="Zqdone", state="done")
    MandateFactory(
        person__name="=Zqperson", function="liaison_officer", participant=participant, end=today + timedelta(days=9)
    )
    BodyFactory(key="zqgroup", kind="working_group", name_es="Zqgrupo", name_en="Zqgroup")
    TextFactory(symbol="zqtext", state="draft", title_es="Zqborrador", title_en="Zqdraft")
    soon = today + timedelta(days=20)
    of_workshop = {"kind": "workshop", "audience": "member", "state": "planned", "start": soon, "end": None}
    MeetingFactory(name_es="Zqtaller", name_en="Zqworkshop", **of_workshop)
    tick(presidency=incoming(), key="archive", note="Zqnote", done=True, by=personas["secretariat"])


def part_of(file, key):
    return next(part for part in file.parts if part.key == key)


def words_of_part(part):
    return " | ".join(cell.words for row in part.rows for cell in row)


def of_secretariat(personas):
    with override("en"):
        return handover_file(personas["secretariat"], incoming())


@pytest.mark.parametrize("who", [*MAY, *MAY_NOT])
def test_file_is_for_the_secretariat_the_present_presidency_and_the_next(who, personas):
    client, may = signed_in(personas[who]), who in MAY
    with override("en"):
        assert client.get(reverse("secretariat:handover-file")).status_code == (200 if may else 404)
        asked = {"language": "es", "form_key": uuid4()}
        assert client.post(reverse("secretariat:handover-file-ask"), asked).status_code == (302 if may else 404)
        assert client.post(reverse("secretariat:handover-file-excel")).status_code == (200 if may else 404)
    assert HandoverPaper.objects.count() == may


def test_service_refuses_whoever_may_not(personas):
    for who in MAY_NOT:
        with pytest.raises(PermissionDenied):
            ask_handover_paper(presidency=None, language="es", form_key=uuid4(), by=personas[who])
        with pytest.raises(PermissionDenied):
            take_handover_workbook(presidency=None, by=personas[who])
    assert not HandoverPaper.objects.exists()


def test_presidency_that_handed_over_has_it_no_more(personas):
    client = signed_in(personas["presidency"])
    paper = HandoverPaper.objects.get(pk=make_ready_paper(personas["presidency"]))
    with override("en"):
        assert client.get(paper.get_absolute_url()).status_code == 200
        Presidency.objects.filter(pk=incoming().pk).update(begins_at=timezone.now() - timedelta(minutes=1))
        assert client.get(reverse("secretariat:handover-file")).status_code == 404
        assert client.get(paper.get_absolute_url()).status_code == 404
        assert signed_in(personas["troika"]).get(reverse("secretariat:handover-file")).status_code == 200


def test_paper_is_asked_for_once_however_often_the_form_is_sent(personas):
    client, asked = signed_in(personas["troika"]), {"language": "both", "form_key": uuid4()}
    with override("en"):
        for _twice in range(2):
            assert client.post(reverse("secretariat:handover-file-ask"), asked).status_code == 302
        paper = HandoverPaper.objects.get()
        assert client.get(paper.get_absolute_url()).status_code == 404  # it is not ready
    assert OutboxMessage.objects.filter(key=f"handover-paper:{paper.pk}").count() == 1
    assert Act.objects.filter(act="ask_handover_paper").count() == 1
    with pytest.raises(PermissionDenied):  # nobody takes over somebody else's form
        ask_handover_paper(presidency=None, language="es", form_key=paper.form_key, by=personas["secretariat"])


def test_paper_is_made_and_is_for_whoever_asked_for_it(personas):
    something(personas)
    paper = ask_handover_paper(presidency=incoming(), language="es", form_key=uuid4(), by=personas["presidency"])
    for _twice in range(2):
        make_handover_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "ready", paper.error
    with override("en"):
        answer = signed_in(personas["presidency"]).get(paper.get_absolute_url())
        assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF")
        assert signed_in(personas["troika"]).get(paper.get_absolute_url()).status_code == 404
    assert Act.objects.filter(act="download_file", object_id=str(paper.pk)).count() == 1


def test_paper_is_swept_away_after_a_day(personas, time_machine):
    make_ready_paper(personas["presidency"])
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert sweep() == 1 and not HandoverPaper.objects.exists()


def test_file_holds_a_part_for_everything(personas):
    something(personas)
    file = of_secretariat(personas)
    assert [part.key for part in file.parts] == [
        *("commitments", "consultations", "mandates", "dues", "plan", "calendar", "checklist", "bodies", "texts"),
    ]
    words = {part.key: words_of_part(part) for part in file.parts}
    assert "Zqasked" in words["commitments"] and "Zqdone" not in words["commitments"]
    assert "=Zqperson" in words["mandates"] and "Zqworkshop" in words["dues"] and "Zqworkshop" in words["calendar"]
    assert "Second meeting" in words["plan"] and "no date yet" in words["plan"]
    assert "Zqgroup | no coordinator" in words["bodies"] and "zqtext | Zqdraft" in words["texts"]
    done = [row for row in part_of(file, "checklist").rows if row[1].words == "done"]
    assert [row[3].words for row in done] == ["Zqnote"]
    assert all(len(row) == len(part.heads) == len(part.widths) for part in file.parts for row in part.rows)


def test_file_says_what_the_pages_say(personas):
    something(personas)
    officer, file = signed_in(personas["secretariat"]), of_secretariat(personas)
    with override("en"):
        play = officer.get(reverse("commitments:state-of-play")).content.decode()
        year = officer.get(reverse("secretariat:year")).content.decode()
        checklist = officer.get(reverse("people:handover", kwargs={"key": incoming().key})).content.decode()
        plan = year_for(personas["secretariat"], timezone.localdate().year)
    assert all(row[1].words in play for row in part_of(file, "commitments").rows)
    assert part_of(file, "commitments").number == 1
    assert f"1 of {part_of(file, 'checklist').number} done" in checklist
    this_year = [row for row in part_of(file, "plan").rows if row[0].words == str(timezone.localdate().year)]
    assert len(this_year) == sum(len(line.slots) for line in plan.lines)
    for row in part_of(file, "mandates").rows:
        assert row[0].words.lstrip("=") in year or row[3].words[-4:] != str(timezone.localdate().year)


def test_file_tells_a_presidency_nothing_that_is_hidden_from_it(personas):
    published_commitment("zqhid", body="Zqsecret", audience="secretariat", due_on=timezone.localdate(), due_kind="date")
    TextFactory(symbol="zqtext", state="draft", title_en="Zqdraft")
    with override("en"):
        for who, is_seen in (("secretariat", True), ("presidency", False), ("troika", False)):
            file = handover_file(personas[who], incoming())
            words = " ".join(words_of_part(part) for part in file.parts)
            assert ("Zqsecret" in words) is is_seen and ("Zqdraft" in words) is is_seen, who


@pytest.fixture
def papers(personas):
    something(personas)
    asked = {"asked_by": personas["secretariat"], "presidency": incoming()}
    return {language: paper_of_handover(HandoverPaper(language=language, **asked)) for language in ("es", "en", "both")}


def test_paper_says_the_same_in_each_language_and_conforms(papers):
    words = {language: words_of(content) for language, content in papers.items()}
    assert "Zqgrupo" in words["es"] and "Zqgroup" in words["en"] and "Zqgroup" not in words["es"]
    assert "Zqgrupo" in words["both"] and "Zqgroup" in words["both"]
    assert "Handover file" in words["en"] and "Zqasked" in words["en"]
    with pikepdf.open(BytesIO(papers["es"])) as paper:
        assert paper.Root.Lang == "es"
    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(papers["both"], profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_workbook_has_a_sheet_for_each_part_and_starts_nothing(personas):
    something(personas)
    client = signed_in(personas["troika"])
    with override("en"):
        answer = client.post(reverse("secretariat:handover-file-excel"), {"term": incoming().key})
        file = handover_file(personas["troika"], incoming())
    assert re.search(r'filename="handover-file-.*-en\.xlsx"', answer["Content-Disposition"])
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [part.title for part in file.parts]
    for part in file.parts:
        rows = list(book[part.title].iter_rows(values_only=True))
        assert list(rows[0]) == list(part.heads)
        assert len(rows) - 1 == part.number
    assert "'=Zqperson" in [row[0] for row in book["Expiring mandates"].iter_rows(values_only=True)]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert Act.objects.get(act="take_handover_workbook").actor_id == personas["troika"].pk


def test_workbook_is_in_the_language_of_the_reader(personas):
    something(personas)
    with override("es"):
        path = reverse("secretariat:handover-file-excel")
        book = load_workbook(BytesIO(signed_in(personas["secretariat"]).post(path).content))
    said = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Zqgrupo" in said and "Zqgroup" not in said
    with override("es"):
        titles = [part.title for part in handover_file(personas["secretariat"], incoming()).parts]
    assert book.sheetnames == titles  # no title is cut: a sheet's has 31 signs at most


def test_file_can_be_made_for_the_term_that_has_just_begun_and_for_no_other(personas):
    this = Presidency.objects.get(year=timezone.localdate().year)
    client = signed_in(personas["secretariat"])
    with override("en"):
        path = reverse("secretariat:handover-file")
        assert f"{this.country}, {this.year}" in client.get(path, {"term": this.key}).content.decode()
        assert client.get(path, {"term": "1996"}).status_code == 404
        assert client.post(reverse("secretariat:handover-file-excel"), {"term": "1996"}).status_code == 404


def test_file_is_made_where_no_next_presidency_is_known(personas):
    Presidency.objects.all().delete()
    with override("en"):
        assert signed_in(personas["secretariat"]).get(reverse("secretariat:handover-file")).status_code == 200
        file = handover_file(personas["secretariat"], None)
    assert file.until == date(timezone.localdate().year + 1, 12, 31) and part_of(file, "checklist").number == 0
    paper = ask_handover_paper(presidency=None, language="en", form_key=uuid4(), by=personas["secretariat"])
    make_handover_paper(paper.pk)
    assert HandoverPaper.objects.get().state == "ready"


def test_handover_page_leads_to_the_file(personas):
    with override("en"):
        there = reverse("people:handover", kwargs={"key": incoming().key})
        said = signed_in(personas["troika"]).get(there).content.decode()
        assert f"{reverse('secretariat:handover-file')}?term={incoming().key}" in said


def make_many(personas, numbers):
    for number in numbers:
        published_commitment(f"zq{number}", due_on=timezone.localdate() + timedelta(days=9), due_kind="date")
        BodyFactory(key=f"zq{number}", kind="working_group")
        TextFactory(symbol=f"zq{number}", state="draft")
        HandoverPaper.objects.create(asked_by=personas["troika"], language="es", form_key=uuid4())


@pytest.mark.parametrize("many", [1, 30])
def test_page_asks_five_times_however_many_papers_there_are(many, personas, django_assert_num_queries):
    make_many(personas, range(many))
    client = signed_in(personas["troika"])
    with override("en"):
        client.get(reverse("members:security"))
        with django_assert_num_queries(5):
            client.get(reverse("secretariat:handover-file"))


def test_file_asks_no_more_for_thirty_things_than_for_one(personas):
    numbers = []
    for more in (range(1), range(1, 30)):
        make_many(personas, more)
        with override("en"), CaptureQueriesContext(connection) as queries:
            handover_file(User.objects.get(pk=personas["troika"].pk), incoming())
        numbers.append(len(queries))
    assert numbers[1] <= numbers[0] < 60  # the first time also asks what kinds of things there are

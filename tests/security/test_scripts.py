"""Whatever somebody writes, in any field and either language, no page, letter, table or file does what it says."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from common.journal import record_act
from common.spreadsheets import FORMULA_SIGNS
from common.uploads import store_upload
from declarations.models import Text
from declarations.services.publishing import publish_text
from members.mailing.writing import write_letter
from members.models import Letter, Person
from secretariat.mailing.notices import context_of
from secretariat.models import Notice, NoticeAttachment
from tests.access.matrix import IN, MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_circulated, make_stand_ins
from tests.factories import DiscrepancyFactory, ProvisionFactory, SourceFactory, TermFactory
from tests.security.poison import FORMULA, PAYLOAD, RAW, poison

pytestmark = pytest.mark.django_db


@pytest.fixture
def poisoned(personas):
    """Every row of every model, with the payload in all its words; a text frozen with it, a letter written with it."""
    stand_ins = make_stand_ins(personas)
    make_circulated(personas["secretariat"])
    for factory in (DiscrepancyFactory, ProvisionFactory, SourceFactory, TermFactory):
        factory()
    fields = poison()
    text = Text.objects.get(pk=stand_ins.values["TEXT-PK"])
    text.audience = "public"
    text.save()
    edition = publish_text(text, by="tests", reason=PAYLOAD)
    stand_ins.values["PUBLIC-CODE"] = edition.code
    for obj in (text, *Person.objects.all()[:2]):
        record_act("edit_person", obj, by=personas["secretariat"], before={PAYLOAD: PAYLOAD}, after={"name": PAYLOAD})
    return stand_ins, fields


def raw_in(page):
    return next((one for one in RAW if one in page), "")


@pytest.mark.parametrize(
    ("language", "who"), [("es", "secretariat"), ("en", "secretariat"), ("es", "member"), ("en", "visitor")]
)
def test_no_page_does_what_a_field_says(language, who, poisoned, personas):
    stand_ins, _fields = poisoned
    faults, shown = [], 0
    with override(language):
        client = signed_in(personas[who])
        for name, door in MATRIX.items():
            if door.status(who) != IN:
                continue
            response = client.get(reverse(name, kwargs=stand_ins.kwargs(door.kwargs)))
            page = words(response)
            if response["Content-Type"].startswith("text/html"):
                shown += "svg onload" in page
                if raw := raw_in(page):
                    faults.append(f"{name}: …{page[max(0, page.index(raw) - 80) :][:160]}")
            elif response["Content-Type"].startswith(("image", "application/xml", "text/xml")) and raw_in(page):
                faults.append(f"{name}: {response['Content-Type']}")
    assert not faults, "\n".join(faults)
    assert shown > 12, "pages that say what was written, so that the check means something"


def test_every_model_with_words_was_poisoned(poisoned):
    _stand_ins, fields = poisoned
    for field in (
        "members.person.name",
        "members.person.position_en",
        "members.institution.name_es",
        "meetings.meeting.name_en",
        "declarations.paragraph.body_es",
        "secretariat.notice.words_en",
        "secretariat.noticeattachment.title_es",
        "common.term.name_es",
    ):
        assert field in fields


def test_no_letter_does_what_a_field_says(poisoned, personas):
    notice = Notice.objects.first()
    for language in ("es", "en"):
        reader = personas["member"]
        reader.language = language
        for kind, context in (("notice", context_of(notice)), ("digest", {"items": [], "day": None})):
            if kind == "notice":
                write_letter(kind=kind, key=f"{kind}{language}", recipient=reader, context=context)
    letters = list(Letter.objects.filter(key__startswith="notice"))
    assert len(letters) == 2
    for letter in letters:
        assert not raw_in(letter.html) and "svg onload" in letter.html
        assert "\n" not in letter.subject


@pytest.mark.parametrize("name", ["people:directory-csv", "journal-csv", "history-csv"])
def test_no_cell_of_a_table_starts_a_formula(name, personas):
    make_stand_ins(personas)
    poison(FORMULA)
    record_act(FORMULA, personas["member"].person, by=FORMULA, before={"name": FORMULA}, after={"name": FORMULA})
    table = words(signed_in(personas["secretariat"]).get(reverse(name)))
    cells = [cell for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"))) for cell in row]
    assert name == "history-csv" or [cell for cell in cells if FORMULA in cell]
    assert not [cell for cell in cells if cell.startswith(FORMULA_SIGNS)]


@pytest.mark.parametrize(
    "name",
    [
        '"><svg onload=zq()>.txt',
        "x\r\nSet-Cookie: a=b.txt",
        "../../../etc/passwd.txt",
        "‮txt.exe.txt",
        "a;filename=b.html.txt",
    ],
)
def test_name_of_a_file_does_nothing_on_a_page_or_in_a_header(name, personas):
    stand_ins = make_stand_ins(personas)
    notice = Notice.objects.get(pk=stand_ins.values["PUBLIC-NOTICE"])
    stored = store_upload(SimpleUploadedFile(name, b"Palabras"), by="tests")
    NoticeAttachment.objects.create(notice=notice, file=stored, title_es=PAYLOAD, title_en=PAYLOAD)
    client = signed_in(personas["member"])
    page = words(client.get(notice.get_absolute_url()))
    assert not raw_in(page) and "svg onload" in page
    response = client.get(reverse("stored-file", kwargs={"pk": stored.pk}))
    words(response)
    disposition = response["Content-Disposition"]
    assert "Set-Cookie" not in response and "\n" not in disposition and "\r" not in disposition
    assert "/" not in disposition.split("filename*")[0] and "‮" not in disposition
    assert not raw_in(disposition) and "<" not in disposition.split("filename*")[0].replace('="', "")


def test_poison_is_in_the_database_as_it_was_written(poisoned):
    assert Person.objects.filter(name=PAYLOAD).exists()
    assert Notice.objects.filter(words_en=F("words_es"), words_es=PAYLOAD).exists()

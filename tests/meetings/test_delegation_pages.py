"""The pages of delegations: a form for several people, a table that is shown before it is taken, lists and papers."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.models import Act, OutboxMessage
from common.workbooks import Sheet, read_workbook, write_workbook
from meetings.models import Delegate, DelegationFile
from meetings.tasks import make_delegation_file
from tests.factories import DelegateFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(key="m", kind="grcm", state="convened", start="2999-06-21", end="2999-06-22")


@pytest.fixture
def enter(client, personas):
    def sign_in(name):
        client.force_login(personas[name], backend="members.accounts.backend.AccountBackend")
        return client

    return sign_in


def address(name, **kwargs):
    return reverse(f"meetings:{name}", kwargs=kwargs or {"key": "m"})


def lines(*people, key=None):
    """What the form sends: five lines, of which some are filled."""
    sent = {"people-TOTAL_FORMS": 5, "people-INITIAL_FORMS": 0, "form_key": key or uuid4()}
    for place in range(5):
        person = people[place] if place < len(people) else {}
        given = {"language": "es", "capacity": "delegate"} | person
        sent |= {f"people-{place}-{name}": words for name, words in given.items()}
    return sent


def of(personas, name="member"):
    return personas[name].mandates.get().participant


def test_form_registers_several_at_once_and_keeps_what_was_typed(enter, meeting, personas):
    client, page = enter("member"), address("delegate-register")
    assert client.get(page).content.decode().count('class="delegate-fields"') == 5
    good = {"name": "Ana", "email": "ana@example.org"}
    answer = client.post(page, lines(good, {"name": "Eva", "email": "ANA@example.org"}))
    words = answer.content.decode()
    assert answer.status_code == 422 and 'value="Eva"' in words and 'href="#person-2"' in words
    assert not Delegate.objects.exists()
    key = uuid4()
    for _twice in range(2):
        sent = lines(good, {"name": "Eva", "capacity": "head", "enters_closed_session": "on"}, key=key)
        assert client.post(page, sent).status_code == 302
    assert set(Delegate.objects.values_list("name", "capacity")) == {("Ana", "delegate"), ("Eva", "head")}
    assert client.post(page, lines()).status_code == 422


def test_person_picked_from_the_directory_brings_the_data_along(enter, meeting, personas):
    client, page = enter("member"), address("delegate-register")
    deputy = personas["deputy"].person
    assert personas["neighbour"].person.name not in client.get(page).content.decode()
    client.post(page, lines({"person": deputy.pk}))
    delegate = Delegate.objects.get()
    assert (delegate.person, delegate.name, delegate.email) == (deputy, deputy.name, deputy.email)
    assert client.post(page, lines({"person": personas["neighbour"].person_id})).status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_is_shown_before_anything_is_registered(enter, meeting, personas, kind):
    rows = [
        ["Name", "Position", "E-mail", "As", "Enters the closed session"],
        ["Ana", "=1+1", "a@example.org", "HEAD", "Yes"],
    ]
    content = (
        write_workbook([Sheet("x", rows)]) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    )
    client, page = enter("member"), address("delegate-register")
    answer = client.post(page, {"preview": "1", "file": SimpleUploadedFile(f"t.{kind}", content)})
    words = answer.content.decode()
    assert answer.status_code == 200 and 'value="Ana"' in words and 'value="=1+1"' in words
    assert '<option value="head" selected>' in words and not Delegate.objects.exists()


def test_table_with_faults_says_them_line_by_line_and_takes_none(enter, meeting, personas):
    table = b"Name,As,E-mail\nAna,delegate,a@example.org\nEva,Queen,\n,head,nowhere\n"
    client, page = enter("member"), address("delegate-register")
    words = client.post(page, {"preview": "1", "file": SimpleUploadedFile("t.csv", table)}).content.decode()
    assert 'href="#id_people-1-capacity"' in words and 'href="#id_people-2-email"' in words
    assert 'href="#id_people-0' not in words and not Delegate.objects.exists()
    for bad in (b"Name,As\n", b"Wrong,Heads\na,b\n", b"Name,As\n" + b"Ana,head\n" * 101):
        answer = client.post(page, {"preview": "1", "file": SimpleUploadedFile("t.csv", bad)})
        assert answer.status_code == 422, bad[:30]


def test_empty_table_has_the_heads_that_are_read(enter, meeting, personas):
    content = enter("member").get(address("delegation-table")).content
    sheets = read_workbook("t.xlsx", io.BytesIO(content))
    heads = next(iter(sheets.values()))[0]
    assert len([head for head in heads if head]) == 8
    rows = [heads, ["Ana", "", "", "", "", "head", "", ""]]
    file = SimpleUploadedFile("t.xlsx", write_workbook([Sheet("x", rows)]))
    words = enter("member").post(address("delegate-register"), {"preview": "1", "file": file}).content.decode()
    assert 'value="Ana"' in words and '<option value="head" selected>' in words


def test_secretariat_accredits_the_chosen_and_gives_a_reason_for_the_others(enter, meeting, personas):
    client = enter("secretariat")
    first, second = (DelegateFactory(meeting=meeting) for _one in range(2))
    assert client.post(address("delegates-decide"), {"act": "accredit", "delegate": [first.pk]}).status_code == 302
    asked = client.post(address("delegates-decide"), {"act": "refuse", "delegate": [second.pk]})
    assert asked.status_code == 200 and second.name in asked.content.decode()
    reason = {"act": "refuse", "delegate": [second.pk], "reason_es": "Sin plazas", "reason_en": "No places"}
    assert client.post(address("delegates-decide"), reason).status_code == 302
    assert list(Delegate.objects.order_by("pk").values_list("state", flat=True)) == ["accredited", "refused"]
    assert client.post(address("delegates-decide"), {"act": "accredit"}).status_code == 422


def test_focal_point_sees_the_own_delegation_alone(enter, meeting, personas):
    own = DelegateFactory(meeting=meeting, participant=of(personas), needs="Silla")
    other = DelegateFactory(meeting=meeting, participant=of(personas, "neighbour"))
    words = enter("member").get(address("delegation-list")).content.decode()
    assert own.email in words and "Silla" in words and other.name not in words
    for page in ("delegate-edit", "delegate-withdraw"):
        assert enter("member").get(address(page, pk=other.pk)).status_code == 404
        assert enter("member").post(address(page, pk=other.pk), {"name": "x"}).status_code == 404
    edited = {"name": "Ana", "capacity": "delegate", "language": "en"}
    assert enter("member").post(address("delegate-edit", pk=own.pk), edited).status_code == 302
    assert enter("member").post(address("delegate-withdraw", pk=own.pk)).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.state) == ("Ana", "withdrawn")


def test_list_of_participants_names_those_accredited_and_never_how_one_reaches_them(enter, meeting, personas):
    mine = DelegateFactory(meeting=meeting, participant=of(personas))
    other = DelegateFactory(meeting=meeting, participant=of(personas, "neighbour"), state="accredited")
    waiting = DelegateFactory(meeting=meeting, participant=of(personas, "neighbour"))
    assert enter("member").get(address("participant-list")).status_code == 404, "a registration opens no list"
    Delegate.objects.filter(pk=mine.pk).update(state="accredited")
    words = enter("member").get(address("participant-list")).content.decode()
    assert mine.name in words and other.name in words and waiting.name not in words
    assert "@example.org" not in words.replace(personas["member"].email, "")
    for name in ("observer_organisation", "liaison", "presidency", "nobody"):
        assert enter(name).get(address("participant-list")).status_code == 404
    assert DelegateFactory._meta.model.objects.visible_to(personas["presidency"]).count() == 0


@pytest.mark.parametrize(("name", "columns"), [("member", 5), ("secretariat", 10)])
def test_excel_of_participants_is_journalled_and_starts_no_formula(enter, meeting, personas, name, columns):
    delegate = DelegateFactory(meeting=meeting, participant=of(personas), state="accredited", name="=Ana")
    answer = enter(name).get(address("participants-xlsx"))
    [rows] = read_workbook("t.xlsx", io.BytesIO(answer.content)).values()
    assert len([head for head in rows[0] if head]) == columns and rows[1][1] == "'=Ana"
    assert (delegate.email in str(rows)) == (name == "secretariat")
    assert Act.objects.get(act="export_participants").after == {"rows": 1}


def test_pdf_is_asked_for_made_once_and_sent_to_whoever_asked(enter, meeting, personas):
    for number in range(9):
        DelegateFactory(meeting=meeting, participant=of(personas), state="accredited", name=f"Zoila Ñandú {number}")
    client, key = enter("secretariat"), uuid4()
    for _twice in range(2):
        client.post(address("delegation-file-ask"), {"kind": "badges", "form_key": key})
    asked = DelegationFile.objects.get()
    assert OutboxMessage.objects.get(key=asked.outbox_key).payload == {"paper_id": asked.pk}
    for _twice in range(2):
        make_delegation_file(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "ready", asked.error
    content = b"".join(client.get(asked.get_absolute_url()).streaming_content)
    assert content.startswith(b"%PDF") and len(content) == asked.size
    assert OutboxMessage.objects.get(key=asked.outbox_key).done_at and Act.objects.filter(act="download_file").exists()
    assert enter("member").get(asked.get_absolute_url()).status_code == 404


def test_papers_say_who_is_accredited(meeting, personas):
    from pikepdf import Pdf

    from meetings.rendering.delegations import paper_of_delegations

    for number in range(9):
        DelegateFactory(meeting=meeting, participant=of(personas), state="accredited", name=f"Zoila {number}")
    DelegateFactory(meeting=meeting, participant=of(personas), name="Not accredited")
    meeting.refresh_from_db()
    for kind, pages in (("badges", 2), ("participants", 1)):
        for language in ("es", "en"):
            with Pdf.open(io.BytesIO(paper_of_delegations(meeting, kind, language))) as pdf:
                assert len(pdf.pages) == pages and str(pdf.Root.Lang) == language


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("name", "page", "queries"),
    [
        ("secretariat", "delegation-list", 8),
        ("member", "delegation-list", 8),
        ("secretariat", "participant-list", 6),
        ("member", "participant-list", 9),
        ("secretariat", "check-in", 8),
    ],
)
def test_page_asks_the_same_however_many_there_are(
    enter, meeting, personas, django_assert_num_queries, name, page, queries, rows
):
    for place in range(rows):
        country = of(personas) if place % 2 else of(personas, "neighbour")
        DelegateFactory(meeting=meeting, participant=country, state="accredited")
    DelegateFactory(meeting=meeting, participant=of(personas), state="accredited")
    client = enter(name)
    client.get(address(page), {"q": "Delegada"})
    with django_assert_num_queries(queries):
        client.get(address(page), {"q": "Delegada"})

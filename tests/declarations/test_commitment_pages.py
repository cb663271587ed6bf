"""Pages of the follow-up: what each reader is shown, in both languages, and what is written by them."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.revision import bump_revision
from declarations.models import Commitment, CommitmentReport, StatePaper
from members.models import Participant
from tests.access.visits import signed_in
from tests.factories.commitments import CommitmentFactory, CommitmentReportFactory, published_commitment

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


def page(client, name, language="en", status=200, **kwargs):
    with override(language):
        response = client.get(reverse(f"commitments:{name}", kwargs=kwargs))
    assert response.status_code == status, response.status_code
    return response.content.decode()


def of_costa_rica(symbol="followed", **fields):
    one = published_commitment(symbol, **fields)
    one.decision.addressees.set(Participant.objects.filter(key="cr"))
    return one


def test_register_when_asked_is_the_list_of_decisions(client):
    with override("es"):
        response = client.get(reverse("commitments:commitment-list") + "?state=open")
        assert response["Location"] == reverse("declarations:decision-list") + "?state=open"


def test_list_of_decisions_says_what_followed_and_is_filtered_by_it(client, personas):
    published_commitment("first", state="done", body="zqdone")
    published_commitment("second", state="open", to_secretariat=True, body="zqopen")
    bump_revision()
    with override("en"):
        address = reverse("declarations:decision-list")
        both = client.get(address).content.decode()
        assert "zqdone" in both and "zqopen" in both and "What followed" in both
        for query in ("?state=open", "?addressee=secretariat", "?does=request&state=open"):
            found = client.get(address + query).content.decode()
            assert "zqopen" in found and "zqdone" not in found, query


@pytest.mark.parametrize("language", ["es", "en"])
def test_table_for_spreadsheets_says_the_same_as_the_list(language, client, personas):
    published_commitment("first", state="done", body="=zq")
    with override(language):
        response = client.get(reverse("commitments:commitment-csv") + "?state=done")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 2 and rows[1][0] == "first-1" and rows[1][3] == "'=zq"


def test_text_says_of_each_paragraph_what_followed(client, personas):
    one = published_commitment("first", state="in_progress")
    with override("en"):
        said = client.get(reverse("declarations:text-detail", kwargs={"symbol": "first"})).content.decode()
        assert one.get_absolute_url() in said and "in progress" in said


@pytest.mark.parametrize("language", ["es", "en"])
def test_commitment_when_read_by_a_visitor_shows_public_reports_alone(language, client, personas):
    one = of_costa_rica(state="in_progress")
    CommitmentReportFactory(commitment=one, words_es="zqpublico", words_en="zqpublic", is_public=True)
    CommitmentReportFactory(commitment=one, words_es="zqcerrado", words_en="zqclosed")
    said = page(client, "commitment-detail", language, key="followed-1")
    assert "zqpublic" in said and "zqclosed" not in said and "zqcerrado" not in said
    closed = page(signed_in(personas["neighbour"]), "commitment-detail", language, key="followed-1")
    assert "zqclosed" in closed


def test_unconfirmed_is_shown_to_nobody_in_any_place(client, personas):
    published_commitment("hidden", confirmed_at=None, body="zqhidden", to_presidency=True, due_on=YESTERDAY)
    bump_revision()
    for who in ("visitor", "member", "presidency", "observer_country"):
        eyes = signed_in(personas[who])
        page(eyes, "commitment-detail", status=404, key="hidden-1")
        with override("en"):
            for name in ("declarations:decision-list", "commitments:commitment-csv"):
                assert "zqhidden" not in eyes.get(reverse(name)).content.decode(), (who, name)
            text = eyes.get(reverse("declarations:text-detail", kwargs={"symbol": "hidden"})).content.decode()
            assert "What followed" not in text
    for name in ("commitment-board", "state-of-play"):
        assert "zqhidden" not in page(signed_in(personas["presidency"]), name)


def test_board_when_opened_shows_what_is_overdue_first(personas):
    published_commitment("later", body="zqlater", due_on=timezone.localdate() + timedelta(days=90), due_kind="date")
    published_commitment("late", body="zqlate ", due_on=YESTERDAY, due_kind="date")
    said = page(signed_in(personas["presidency"]), "commitment-board")
    assert said.index("zqlate ") < said.index("zqlater")
    assert said.count("follow__line--late") == 1


def questions(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("name", ["commitment-board", "commitment-mine", "state-of-play"])
def test_lists_ask_as_often_for_one_as_for_thirty(name, personas):
    client = signed_in(personas["presidency"])
    first = published_commitment("number-0", to_presidency=True)
    CommitmentReportFactory(commitment=first)
    with override("es"):
        path = reverse(f"commitments:{name}")
        client.get(path)
        asked = questions(client, path)
        for number in range(1, 30):
            CommitmentReportFactory(commitment=published_commitment(f"number-{number}", to_presidency=True))
        assert questions(client, path) == asked <= 12


def test_mine_shows_a_focal_point_what_is_asked_of_the_country_alone(personas):
    of_costa_rica("ours", body="zqours")
    published_commitment("theirs", body="zqtheirs")
    said = page(signed_in(personas["member"]), "commitment-mine")
    assert "zqours" in said and "zqtheirs" not in said
    assert "zqours" not in page(signed_in(personas["neighbour"]), "commitment-mine")


def test_report_is_written_on_the_page_and_taken_over_by_the_presidency(personas):
    of_costa_rica()
    member = signed_in(personas["member"])
    cr = Participant.objects.get(key="cr").pk
    data = {"state": "done", "words_es": "Hecho", "form_key": uuid4(), "participant": cr, "is_public": "on"}
    with override("en"):
        path = reverse("commitments:report-write", kwargs={"key": "followed-1"})
        assert member.post(path, data | {"words_es": ""}).status_code == 422
        data["file"] = SimpleUploadedFile("zq.txt", b"Palabras")
        assert member.post(path, data).status_code == 302
        report = CommitmentReport.objects.get()
        file = reverse("stored-file", kwargs={"pk": report.file_id})
        assert signed_in(personas["visitor"]).get(file).status_code == 200
        CommitmentReport.objects.update(is_public=False)
        assert signed_in(personas["observer_country"]).get(file).status_code == 404
        take = reverse("commitments:report-take-over", kwargs={"pk": report.pk})
        assert member.post(take, {"seen": 1}).status_code == 404
        assert signed_in(personas["presidency"]).post(take, {"seen": 1}).status_code == 302
    assert Commitment.objects.get().state == "done"


def test_edit_that_is_stale_gets_both_and_loses_nothing(personas):
    one = CommitmentFactory(version=2, verb_class="invite")
    with override("en"):
        path = reverse("commitments:commitment-edit", kwargs={"key": one.decision.key})
        response = signed_in(personas["secretariat"]).post(path, {"seen": 1, "due_kind": "none", "verb_class": "thank"})
    assert response.status_code == 409 and "invites" in response.content.decode()
    assert Commitment.objects.get().verb_class == "invite"


def test_state_of_play_counts_what_a_member_may_see(personas):
    published_commitment("late", body="zqlate", due_on=YESTERDAY, due_kind="date")
    published_commitment("old", state="unknown", body="zqold")
    said = page(signed_in(personas["reviewer"]), "state-of-play")
    assert said.index("zqlate") < said.index("zqold") and "2 commitments" in said


def test_paper_is_for_whoever_asked_for_it(personas, django_capture_on_commit_callbacks):
    member, key = signed_in(personas["member"]), uuid4()
    with override("en"):
        ask = reverse("commitments:state-of-play-ask")
        for _twice in range(2):
            assert member.post(ask, {"language": "both", "form_key": key}).status_code == 302
        paper = StatePaper.objects.get()
        assert paper.state == "pending"
        assert member.get(paper.get_absolute_url()).status_code == 404


def test_handover_lists_what_is_open_and_carries_it(personas):
    from members.models import Presidency

    published_commitment("pending", body="zqpending", to_presidency=True)
    incoming = Presidency.objects.get(year=timezone.localdate().year + 1)
    client = signed_in(personas["troika"])
    with override("en"):
        there = reverse("people:handover", kwargs={"key": incoming.key})
        assert "zqpending" in client.get(there).content.decode()
        client.post(reverse("commitments:commitments-carry", kwargs={"key": incoming.key}))
        assert "All of them were carried over" in client.get(there).content.decode()
    assert Commitment.objects.get().carried_to == incoming


def test_desk_says_what_is_due_for_the_country(personas):
    of_costa_rica(due_kind="date", due_on=YESTERDAY)
    with override("en"):
        desk = reverse("secretariat:desk")
        own = signed_in(personas["member"]).get(desk).content.decode().split('id="q-mine"')[1].split("</section>")[0]
        assert "overdue since" in own and "Say how far it is" in own
        assert 'id="q-mine"' not in signed_in(personas["neighbour"]).get(desk).content.decode()
        assert "Commitments overdue" in signed_in(personas["secretariat"]).get(desk).content.decode()


def test_board_says_of_overdue_only_where_something_is(personas):
    published_commitment("later", due_on=timezone.localdate() + timedelta(days=90), due_kind="date")
    chip = "?due=overdue"
    assert chip not in page(signed_in(personas["presidency"]), "commitment-board")
    published_commitment("late", due_on=YESTERDAY, due_kind="date")
    said = page(signed_in(personas["presidency"]), "commitment-board")
    assert f'{chip}">overdue <span class="follow-counts__number">1</span>' in said


def test_board_names_ones_own_commitments_after_the_reader(personas):
    published_commitment("asked", body="zqasked", to_secretariat=True)
    officer = signed_in(personas["secretariat"])
    said = page(officer, "commitment-board")
    assert "Addressed to the Secretariat" in said and "Our commitments" not in said
    assert "zqasked" in page(officer, "commitment-mine")
    assert "Addressed to the Secretariat" not in page(signed_in(personas["presidency"]), "commitment-board")


@pytest.mark.parametrize(
    ("who", "entries"),
    [
        ("secretariat", {"commitment-board"}),
        ("presidency", {"commitment-board"}),
        ("member", {"commitment-mine"}),
        ("reviewer", {"state-of-play"}),
        ("observer_country", set()),
        ("administrator", set()),
    ],
)
def test_menu_leads_each_to_the_follow_up_that_the_role_needs(who, entries, personas):
    client = signed_in(personas[who])
    with override("en"):
        menu = client.get(reverse("secretariat:desk")).content.decode().partition("<main")[0]
        for name in ("commitment-board", "commitment-mine", "state-of-play"):
            assert (f'href="{reverse(f"commitments:{name}")}"' in menu) == (name in entries), (who, name)
        for name in entries:
            page(client, name)


def test_reviewer_is_led_from_the_state_of_play_to_nothing_that_is_closed(personas):
    said = page(signed_in(personas["reviewer"]), "state-of-play")
    with override("en"):
        for name in ("commitment-mine", "commitment-board"):
            assert reverse(f"commitments:{name}") not in said

"""The journal on screen and as a file: who reads it, and what is found."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.translation import override

from common.acts import ACTS
from common.journal import record_act
from common.models import Act
from declarations.services.publishing import publish_text
from tests.crm_portal.journal import READERS, history, page, words
from tests.factories import (
    BodyFactory,
    CountryFactory,
    MeetingFactory,
    text_with_paragraphs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.mark.parametrize("language", ["es", "en"])
def test_journal_says_who_did_what_to_which_thing_when(visit, personas, language):
    body = BodyFactory(name_es="Red de enlace", name_en="Liaison network")
    with time_machine.travel(datetime(2026, 11, 21, 18, 30, 5, tzinfo=UTC)), override(language):
        record_act("edited", body, by=personas["secretariat"], before={"kind": "network"}, after={"kind": "adhoc"})
        said = words(visit(page(language=language), personas["secretariat"]))
        assert str(ACTS["edited"]) in said and body.name in said
    assert personas["secretariat"].name in said and "secretariat@example.org" in said
    assert "12:30:05" in said  # in San José
    before, after = {"es": ("Red de funcionarios", "Grupo ad hoc"), "en": ("Liaison officers", "Ad hoc group")}[
        language
    ]
    assert before in said and after in said


def test_journal_of_the_machine_names_the_part_of_it(visit, personas):
    record_act("load_record", None, by="load_record")
    assert "The loader of the record" in words(visit(page(), personas["secretariat"]))


def test_journal_when_empty_says_so(visit, personas):
    assert "No act fits." in words(visit(page(), personas["secretariat"]))


@pytest.mark.parametrize("rows", [1, 30])
def test_journal_costs_the_same_however_long_it_is(client, personas, django_assert_max_num_queries, rows):
    for number in range(rows):
        record_act("edited", CountryFactory(), by=personas["secretariat"], after={"name_en": number})
        record_act("choose_audience", MeetingFactory(), by="tests", after={"audience": "public"})
    for reader in READERS:
        client.force_login(personas[reader], backend="members.accounts.backend.AccountBackend")
        with django_assert_max_num_queries(12):
            words(client.get(page()))


def test_journal_shows_the_end_of_the_chain(visit, personas):
    head = [record_act("edited", CountryFactory(), by="tests") for _ in range(3)][-1]
    assert head.hash in words(visit(page(), personas["administrator"]))


@pytest.mark.parametrize("persona", ["member", "troika", "expired", "nobody"])
def test_journal_is_closed_to_others(visit, personas, persona):
    country = CountryFactory()
    record_act("edited", country, by="tests")
    for address in (page(), page("journal-csv"), history(country), history(country, view="fields")):
        assert visit(address, personas[persona]).status_code == 404
        assert visit(address).status_code == 302


FOUND_BY = [
    ({"person": "secretariat@"}, "alfa"),
    ({"person": "Officer Ana"}, "beta"),
    ({"act": "publish_text"}, "gamma"),
    ({"kind": "meetings.body"}, "delta"),
    ({"thing": "EPSILON"}, "epsilon"),
    ({"words": "Panamá"}, "zeta"),
    ({"words": "ñandú"}, "eta"),
    ({"since": "2026-03-01", "until": "2026-03-01"}, "theta"),
    ({"person": "tests", "act": "edited", "thing": "iota"}, "iota"),
]


@pytest.fixture
def alphabet(personas):
    """One act for each way to find it."""
    ana = personas["administrator"]
    ana.person.name = "Officer Ana"
    ana.person.save()
    named = {name: CountryFactory(name_es=name, name_en=name) for _asked, name in FOUND_BY}
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=UTC)):
        record_act("added", named["alfa"], by=personas["secretariat"])
        record_act("added", named["beta"], by=ana)
        record_act("publish_text", named["gamma"], by="tests")
        record_act("added", BodyFactory(name_es="delta", name_en="delta"), by="tests")
        record_act("added", named["epsilon"], by="tests")
        record_act("added", named["zeta"], by="tests", before={"name_es": "Panamá"})
        record_act("added", named["eta"], by="tests", after={"list": [{"name": "un ñandú"}]})
        record_act("edited", named["iota"], by="tests")
    with time_machine.travel(datetime(2026, 3, 2, 5, 59, tzinfo=UTC)):  # the last minute of 1 March in San José
        record_act("added", named["theta"], by="tests")
    with time_machine.travel(datetime(2026, 3, 2, 6, 0, tzinfo=UTC)):
        record_act("added", named["iota"], by="tests")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("asked", "found"), FOUND_BY)
def test_journal_when_asked_shows_what_fits(visit, personas, alphabet, reader, asked, found):
    response = visit(page(**asked), personas[reader])
    assert [line.name for line in response.context["lines"]] == [found]


def test_journal_when_asked_for_nonsense_says_so_beside_the_field(visit, personas, alphabet):
    response = visit(page(since="yesterday", act="nothing"), personas["secretariat"])
    assert set(response.context["filter"].form.errors) == {"since", "act"}


def test_journal_is_read_by_pages(visit, personas):
    for _ in range(60):
        record_act("edited", None, by="tests")
    first, second = (visit(page(page=number), personas["secretariat"]).context["lines"] for number in (1, 2))
    assert [line.number for line in (*first, *second)] == list(range(60, 0, -1))


def test_export_is_for_a_spreadsheet_starts_nothing_there_and_is_an_act(client, personas):
    country = CountryFactory(name_en="=cmd()", name_es="=cmd()")
    record_act("edited", country, by=personas["secretariat"], after={"name_en": "=cmd()"})
    record_act("added", None, by="tests")
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    response = client.get(page("journal-csv", act="edited"))
    assert response["Content-Type"].startswith("text/csv") and "no-store" in response["Cache-Control"]
    heading, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert heading[0] == "Number" and len(rows) == 1
    assert (
        rows[0][6] == "'=cmd()"
        and rows[0][3] == "secretariat@example.org"
        and rows[0][-1] == Act.objects.get(pk=1).hash
    )
    export = Act.objects.latest("pk")
    assert (export.act, export.actor_id, export.after) == (
        "export_journal",
        personas["secretariat"].pk,
        {"lines": 1, "act": "edited"},
    )


def test_export_holds_every_line_in_order(client, personas, monkeypatch):
    monkeypatch.setattr("crm_portal.services.AT_ONCE", 3)
    for _ in range(8):
        record_act("edited", None, by="tests")
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    rows = list(csv.reader(io.StringIO(client.get(page("journal-csv")).content.decode("utf-8-sig"))))[1:]
    assert [int(row[0]) for row in rows] == list(range(1, 9))


def test_history_link_is_for_the_secretariat_alone(visit, personas):
    text = text_with_paragraphs(1, audience="public")
    publish_text(text, by="tests")
    things = [text, text.meeting, BodyFactory(), CountryFactory()]
    type(text.meeting).objects.update(audience="public")
    for thing in things:
        with override("en"):
            address = thing.get_absolute_url()
        assert history(thing) in words(visit(address, personas["secretariat"]))
        for persona in ("visitor", "member", "administrator"):
            assert history(thing) not in words(visit(address, personas[persona])), (thing, persona)
        assert history(thing) not in words(visit(address))  # nor in what is kept for visitors
    assert history(text) in words(visit(page("declarations:text-workroom", text.symbol), personas["secretariat"]))

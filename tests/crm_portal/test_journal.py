"""The journal on screen: who reads it, what is found, and what stays closed."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from common.acts import ACTS
from common.journal import record_act
from common.models import Act, OutboxMessage
from declarations.models import Text
from declarations.services.publishing import publish_text
from declarations.services.texts import choose_audience
from tests.factories import (
    BodyFactory,
    BodyNameFactory,
    CountryFactory,
    MeetingFactory,
    StandingFactory,
    text_with_paragraphs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
READERS = ("secretariat", "administrator")


def page(name="journal", *args, language="en", **asked):
    with override(language):
        address = reverse(name, args=args)
    return address + ("?" + "&".join(f"{key}={value}" for key, value in asked.items()) if asked else "")


def words(response):
    assert response.status_code == 200, response
    return response.content.decode()


def history(thing, **asked):
    return page("journal-object", thing._meta.label_lower, thing.pk, **asked)


@pytest.fixture
def closed(personas):
    """What was done to a draft of the Secretariat and to a meeting of the members."""
    text = text_with_paragraphs(1, title_es="zqclosed es", title_en="zqclosed en", audience="secretariat")
    choose_audience(text, audience="troika", by=personas["secretariat"])
    paragraph = text.paragraphs.get()
    record_act("edit_paragraph", paragraph, by=personas["secretariat"], after={"body_en": "zqwords"})
    record_act("edited", MeetingFactory(name_en="zqmeeting", name_es="zqmeeting", audience="member"), by="tests")
    return text


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


def test_closed_paper_is_the_secretariat_s_to_read(visit, personas, closed):
    said = words(visit(page(), personas["secretariat"]))
    for mark in ("zqclosed", "zqwords", "zqmeeting", "Troika"):
        assert mark in said


def test_closed_paper_is_not_shown_to_the_administrator_nor_found(visit, personas, closed):
    administrator = personas["administrator"]
    said = words(visit(page(), administrator))
    assert str(ACTS["choose_audience"]) in said and "closed paper" in said
    table = visit(page("journal-csv"), administrator).content.decode()
    for mark in ("zqclosed", "zqwords", "zqmeeting", "troika", closed.symbol):
        assert mark not in said.lower() and mark not in table.lower(), mark
        for field in ("thing", "words"):
            assert visit(page(**{field: mark}), administrator).context["lines"] == []
    assert visit(history(closed), administrator).status_code == 404
    assert visit(history(closed, view="fields"), administrator).status_code == 404
    assert visit(history(closed.paragraphs.get()), administrator).status_code == 404


def test_public_paper_is_open_to_the_administrator(visit, personas):
    text = text_with_paragraphs(1, title_es="zqpublic", title_en="zqpublic", audience="public")
    publish_text(text, by=personas["secretariat"])
    assert "zqpublic" in words(visit(page(), personas["administrator"]))
    assert str(ACTS["publish_text"]) in words(visit(history(text), personas["administrator"]))


def test_working_copy_of_a_public_paper_is_closed_to_the_administrator(visit, personas):
    text = text_with_paragraphs(1, title_en="zqpublic", audience="public")
    publish_text(text, by=personas["secretariat"])
    record_act("edit_paragraph", text.paragraphs.get(), by="tests", after={"body_en": "zqunpublished"})
    for address in (page(), history(text), page(words="zqunpublished")):
        shown = visit(address, personas["administrator"]).context["lines"]
        assert "zqunpublished" not in str(shown), address
        assert "zqunpublished" in str(visit(address, personas["secretariat"]).context["lines"])


def test_kind_that_nobody_called_open_is_closed_to_the_administrator(visit, personas):
    from crm_portal.access import OPEN_KINDS

    message = OutboxMessage(key="zqkey", pk=1)
    record_act("retry_letter", message, by="tests", before={"error": "zqerror"})
    assert "zqerror" in words(visit(page(), personas["administrator"]))
    Act.objects.bulk_create([_as_if(Act.objects.get(), "members.letter")])
    assert words(visit(page(), personas["administrator"])).count("zqerror") == 1
    assert "members.letter" not in OPEN_KINDS


def _as_if(act, kind):
    act.pk, act.object_type, act.previous, act.hash = act.pk + 1, kind, act.hash, "f" * 64
    return act


def test_history_of_a_text_has_the_acts_on_its_paragraphs_even_gone_ones(visit, personas, closed):
    paragraph = closed.paragraphs.get()
    record_act("delete_paragraph", paragraph, by="tests", before={"body_en": "zqgone"})
    paragraph.delete()
    lines = visit(history(closed), personas["secretariat"]).context["lines"]
    done = [line.did for line in lines]
    assert done == [str(ACTS[act]) for act in ("delete_paragraph", "edit_paragraph", "choose_audience")]


def test_history_of_what_is_gone_stays_readable(visit, personas):
    country = CountryFactory(name_en="Atlantis")
    record_act("deleted", country, by="tests", before={"name": "Atlantis"})
    address, other = history(country), history(CountryFactory())
    country.delete()
    assert "no longer in the portal" in words(visit(address, personas["secretariat"]))
    assert visit(address, personas["administrator"]).status_code == 404
    assert "names no act" in words(visit(other, personas["secretariat"]))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("members.participant", "99999"),
        ("members.participant", "x"),
        ("members.participant", "9" * 40),
        ("nothing.here", "1"),
        ("participant", "1"),
        ("sessions.session", "1"),
        ("auth.permission", "1"),
    ],
)
def test_history_of_what_never_was_is_not_there(visit, personas, kind, key):
    for reader in READERS:
        assert visit(page("journal-object", kind, key), personas[reader]).status_code == 404


@pytest.mark.parametrize("language", ["es", "en"])
def test_fields_of_a_thing_and_its_parts_from_change_to_change(client, personas, language):
    body = BodyFactory(name_es="Antes", name_en="Before", kind="network")
    name = BodyNameFactory(body=body, name_en="First name")
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    other = BodyFactory(name_es="Grupo Regional", name_en="Regional Group")
    body._history_user = name._history_user = personas["secretariat"]
    body.name_en, body.reports_to, body.kind = "After", other, "adhoc"
    body.save()
    name.name_en = "Second name"
    name.save()
    name.save()
    response = client.get(page("journal-object", "meetings.body", body.pk, language=language, view="fields"))
    latest, first = response.context["lines"]
    assert (first.who, latest.who) == (personas["secretariat"].name,) * 2
    assert [(change.before, change.after) for change in latest.changes] == [("First name", "Second name")]
    changed = {change.field: (change.before, change.after) for change in first.changes}
    assert ("Before", "After") in changed.values()
    with override(language):
        assert ("", str(other)) in changed.values()
        assert (
            str(BodyFactory.build(kind="network").get_kind_display()),
            "Grupo ad hoc" if language == "es" else "Ad hoc group",
        ) in changed.values()
    assert len(changed) == 3 and first.name == ("Antes" if language == "es" else "After")


def test_fields_of_a_closed_text_are_read_only_through_the_text(visit, personas):
    text = text_with_paragraphs(1, title_en="zqfirst", audience="secretariat")
    Text.objects.get(pk=text.pk).save()
    text.title_en = "zqsecond"
    text.save()
    assert "zqfirst" in words(visit(history(text, view="fields"), personas["secretariat"]))
    assert visit(history(text, view="fields"), personas["administrator"]).status_code == 404
    assert "zqfirst" not in words(visit(page(), personas["secretariat"]))


def test_fields_cost_the_same_however_many_changes_there_are(client, personas, django_assert_max_num_queries):
    standing = StandingFactory(note_en="0")
    country = standing.participant
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    for number in range(1, 60):
        standing.note_en = country.about_en = str(number)
        standing._history_user = personas["secretariat"]
        standing.save()
        country.save()
    with django_assert_max_num_queries(12):
        response = client.get(history(country, view="fields"))
    assert len(response.context["lines"]) == 50
    assert all(
        len(line.changes) == 1 and int(line.changes[0].before or 0) + 1 == int(line.changes[0].after)
        for line in response.context["lines"]
    )


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

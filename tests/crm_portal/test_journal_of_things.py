"""The history of one thing and of its fields: who reads it, and what stays closed."""

import re

import pytest
from django.utils.translation import override

from common.acts import ACTS
from common.journal import record_act
from common.models import Act, OutboxMessage
from declarations.models import Text
from declarations.services.publishing import publish_text
from declarations.services.texts import choose_audience
from tests.crm_portal.journal import READERS, history, page, words
from tests.factories import (
    BodyFactory,
    BodyNameFactory,
    CountryFactory,
    MeetingFactory,
    StandingFactory,
    text_with_paragraphs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def closed(personas):
    """What was done to a draft of the Secretariat and to a meeting of the members."""
    text = text_with_paragraphs(1, title_es="zqclosed es", title_en="zqclosed en", audience="secretariat")
    choose_audience(text, audience="troika", by=personas["secretariat"])
    paragraph = text.paragraphs.get()
    record_act("edit_paragraph", paragraph, by=personas["secretariat"], after={"body_en": "zqwords"})
    record_act("edited", MeetingFactory(name_en="zqmeeting", name_es="zqmeeting", audience="member"), by="tests")
    return text


def test_closed_paper_is_the_secretariat_s_to_read(visit, personas, closed):
    said = words(visit(page(), personas["secretariat"]))
    for mark in ("zqclosed", "zqwords", "zqmeeting", "Troika"):
        assert mark in said


def test_closed_paper_is_not_shown_to_the_administrator_nor_found(visit, personas, closed):
    administrator = personas["administrator"]
    said = words(visit(page(), administrator))
    assert str(ACTS["choose_audience"]) in said and "closed paper" in said
    table = visit(page("journal-csv"), administrator).content.decode()
    said = re.sub(r"<option.*?</option>", "", said, flags=re.DOTALL)  # the names of all acts are everybody's
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

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import structlog
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as any_

from common.chain import ORIGIN, fingerprint, plain
from common.journal import record_act
from common.models import Act
from common.periods import PartialDate
from tests.factories import CountryFactory, UserFactory, text_with_paragraphs

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def test_act_names_who_did_what_to_which_thing():
    user, country = UserFactory(email="ana@example.org"), CountryFactory(name_es="Belice")
    act = record_act("rename", country, by=user, before={"name_es": "Belize"}, after={"name_es": "Belice"})
    assert (act.actor_id, act.actor, act.object_type, act.object_id, act.object_label) == (
        user.pk,
        "ana@example.org",
        "members.participant",
        str(country.pk),
        "Belice",
    )


def test_act_on_a_part_names_the_whole():
    paragraph = text_with_paragraphs(1).paragraphs.get()
    assert record_act("edit_paragraph", paragraph, by="tests").part_of == f"declarations.text:{paragraph.text_id}"
    assert record_act("edited", paragraph.text, by="tests").part_of == ""


def test_act_that_concerns_somebody_is_read_in_their_history_too():
    user, text = UserFactory(), text_with_paragraphs(1)
    act = record_act("access_granted", text, by="tests", concerns=user.person)
    assert (act.object_type, act.part_of) == ("declarations.text", f"members.person:{user.person_id}")


def test_act_without_an_object_is_taken():
    act = record_act("sign_in_failed", None, by="sign-in")
    assert (act.object_type, act.object_id, act.object_label) == ("", "", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Act.objects.update(act="other"),
        lambda: Act.objects.all().delete(),
        lambda: Act.objects.all()._raw_delete("default"),
        lambda: Act.objects.get().save(),
    ],
)
def test_database_refuses_to_change_the_journal(change):
    record_act("create", CountryFactory(), by="load_record")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()
    assert Act.objects.get().act == "create"


@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite has no TRUNCATE; needs PostgreSQL")
def test_database_refuses_to_empty_the_journal():
    record_act("create", None, by="tests")
    with connection.cursor() as cursor:
        # The suite itself empties tables between some tests, and has put this one trigger to sleep (conftest.py).
        cursor.execute("ALTER TABLE common_act ENABLE TRIGGER common_act_refuse_truncate")
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute("TRUNCATE common_act")
    assert Act.objects.exists()


def test_link_follows_the_link_before_it():
    first, second = (record_act("create", None, by="tests") for _ in range(2))
    assert (first.pk, first.previous) == (1, ORIGIN)
    assert (second.pk, second.previous) == (2, first.hash)


def test_database_refuses_a_second_link_behind_the_same_one():
    act = record_act("create", None, by="tests")
    with pytest.raises(DatabaseError), transaction.atomic():
        Act(id=2, at=act.at, actor="x", act="x", previous=act.previous, hash="f" * 64).save(force_insert=True)


def test_act_that_was_taken_back_leaves_no_gap():
    record_act("create", None, by="tests")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_act("create", None, by="tests")
        raise ZeroDivisionError
    assert record_act("create", None, by="tests").pk == 2


def test_journal_costs_one_read_and_one_insert(django_assert_num_queries):
    with django_assert_num_queries(2 if connection.vendor == "sqlite" else 3):
        record_act("create", None, by="tests", after={"name": "x"})


AWKWARD = {
    "zeta": 1,
    "alfa": 2,
    "ñ": "Ñandú, año, São Tomé, 🌎, \u202e, e\u0301",
    "empty": "",
    "float": 0.1,
    "whole": 1.0,
    "zero": -0.0,
    "large": 1e22,
    "small": 1e-7,
    "not a number": float("nan"),
    "endless": float("inf"),
    "long": 2**70,
    "null sign": "a\0b",
    "half": "\ud83c",
    "nested": {"b": [None, True, {"d": 1.5, "c": ()}], "a": {3, 1, 2}},
    "date": date(2026, 11, 21),
    "partial": PartialDate("1996-03"),
    "decimal": Decimal("1.10"),
    "uuid": UUID(int=5),
    7: "seven",
}


def test_hash_when_read_back_is_the_same():
    act = record_act("edited", None, by="José\0", before=AWKWARD, after={"nested": AWKWARD})
    kept = Act.objects.get()
    assert fingerprint(kept) == kept.hash == act.hash
    assert kept.before == act.before and kept.at == act.at


ANYTHING = any_.recursive(
    any_.none() | any_.booleans() | any_.integers() | any_.floats() | any_.text(any_.characters()),
    lambda inner: any_.lists(inner, max_size=4) | any_.dictionaries(any_.text(any_.characters()), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING)
def test_hash_of_anything_is_the_same_when_read_back(value):
    with transaction.atomic():
        act = record_act("edited", None, by="tests", after={"value": value})
        kept = Act.objects.get(pk=act.pk)
        assert fingerprint(kept) == kept.hash
        transaction.set_rollback(True)


def test_hash_is_of_every_field_and_of_the_order_of_none():
    act = record_act("edited", CountryFactory(), by="tests", before={"a": 1, "b": 2}, after={"a": 2})
    for field in Act._meta.fields:
        if field.name != "hash":
            altered = Act.objects.get()
            new = {"at": datetime(2020, 1, 1, tzinfo=UTC), "before": {}, "after": {}, "id": 9, "actor_id": 9}
            setattr(altered, field.name, new.get(field.name, "other"))
            assert fingerprint(altered) != act.hash, field.name
    act.before = dict(reversed(act.before.items()))
    assert fingerprint(act) == act.hash


def test_plain_json_stays_as_it_is():
    value = {"a": [1, "dos", None, False, 0.25, {"b": "ñ"}]}
    assert plain(value) == value and json.loads(json.dumps(plain(value))) == value


def test_request_is_named_however_long_it_calls_itself():
    with structlog.contextvars.bound_contextvars(request_id="x" * 500):
        assert record_act("create", None, by="tests").request_id == "x" * 64

import pytest
from django.db import DatabaseError, transaction

from common.journal import record_act
from common.models import Act
from tests.factories import CountryFactory, UserFactory

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


@pytest.mark.parametrize("change", [lambda: Act.objects.update(act="other"), lambda: Act.objects.all().delete()])
def test_database_refuses_to_change_the_journal(change):
    record_act("create", CountryFactory(), by="load_record")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()
    assert Act.objects.get().act == "create"

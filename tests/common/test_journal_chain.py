"""The chain proves itself: whatever is done to the table behind the triggers is named."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from common.chain import Fault, fingerprint, walk
from common.journal import record_act
from common.models import Act
from common.revision import bump_revision

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def acts():
    """Six links, and a database in which somebody took the triggers away."""
    made = [record_act("edited", None, by=f"officer-{number}", after={"n": number}) for number in range(1, 7)]
    with connection.cursor() as cursor:
        for name in ("update", "delete"):
            of = " ON common_act" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER common_act_refuse_{name}{of}")
    return made


def verify(**options):
    out = StringIO()
    call_command("verify_journal", stdout=out, no_color=True, **options)
    return out.getvalue()


def broken(**options):
    with pytest.raises(CommandError) as error:
        verify(**options)
    assert error.value.returncode == 1
    return str(error.value)


def at(number):
    return Act.objects.filter(pk=number)


def test_chain_when_nobody_touched_it_holds(acts):
    assert verify() == f"The chain holds: 6 links, head {acts[-1].hash}\n"


def test_chain_of_an_empty_journal_holds():
    assert "0 links" in verify()


def test_chain_when_a_link_says_something_else_names_it(acts):
    at(3).update(after={"n": 33})
    assert "link 3 is altered" in broken() and walk().links == 2


@pytest.mark.parametrize("field", ["actor", "act", "object_label", "request_id", "part_of"])
def test_chain_when_any_word_of_a_link_is_changed_names_it(acts, field):
    at(5).update(**{field: "other"})
    assert (walk().fault, walk().at) == (Fault.ALTERED, 5)


def test_chain_when_the_forger_hashes_anew_names_what_followed(acts):
    forged = Act.objects.get(pk=3)
    forged.after = {"n": 33}
    forged.hash = fingerprint(forged)
    forged.save()
    assert "link 4 is missing" in broken()


def test_chain_when_a_link_in_the_middle_is_deleted_names_it(acts):
    at(4).delete()
    assert "link 4 is missing" in broken()


def test_chain_when_the_first_link_is_deleted_names_it(acts):
    at(1).delete()
    assert "link 1 is missing" in broken()


def test_chain_when_the_gap_of_a_deleted_link_is_closed_names_it(acts):
    at(4).delete()
    at(5).update(id=F("id") - 1)
    at(6).update(id=F("id") - 1)
    assert (walk().fault, walk().at) == (Fault.ALTERED, 4)


def test_chain_when_two_links_are_exchanged_names_the_first(acts):
    for old, new in ((2, 100), (4, 2), (100, 4)):
        at(old).update(id=new)
    assert "link 2 is out of order" in broken()


def test_chain_when_its_end_was_cut_off_holds_but_lacks_the_head_noted_down(acts):
    assert "is in the chain" in verify(expect=acts[-1].hash.upper())
    assert "is in the chain" in verify(expect=acts[2].hash)
    at(6).delete()
    assert "5 links" in verify()
    assert acts[-1].hash in broken(expect=acts[-1].hash)


def test_chain_when_all_of_it_was_written_anew_lacks_the_head_noted_down(acts):
    previous = acts[0].hash
    for act in Act.objects.filter(pk__gt=1).order_by("pk"):
        act.actor, act.previous = "somebody else", previous
        previous = act.hash = fingerprint(act)
        act.save()
    assert "6 links" in verify()
    assert "written anew" in broken(expect=acts[-1].hash)


WRITERS, EACH = 8, 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_chain_when_many_write_at_once_never_forks():
    """Each writes several acts in transactions of its own, raises the revision too, and some take their act back."""
    start, faults = threading.Barrier(WRITERS), []

    def write(number):
        start.wait()
        try:
            for turn in range(EACH):
                with transaction.atomic():
                    record_act("edited", None, by=f"officer-{number}", after={"turn": turn})
                    record_act("edited", None, by=f"officer-{number}", after={"turn": turn, "again": True})
                    bump_revision()
                    if turn == 2:
                        transaction.set_rollback(True)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    found = walk()
    assert (found.fault, found.links) == (None, WRITERS * (EACH - 1) * 2)
    assert found.head == Act.objects.latest("pk").hash

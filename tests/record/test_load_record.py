from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting, Topic

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("load_record", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_command_when_run_twice_says_that_nothing_has_changed(small_record):
    first = run(small_record.directory)
    assert "meeting              2 created     0 updated     0 unchanged     0 conflicts" in first
    assert "Loaded." in first
    second = run(small_record.directory)
    assert "meeting              0 created     0 updated     2 unchanged     0 conflicts" in second
    assert second.endswith("Nothing has changed.\n")


def test_command_when_the_record_is_wrong_refuses_it_and_writes_nothing(small_record):
    small_record.edit("meetings.yaml", "country: cr", "country: xx")
    with pytest.raises(
        CommandError, match=r"(?s)^meetings.yaml:6: there is no participant 'xx'.*nothing was written"
    ) as e:
        run(small_record.directory)
    assert e.value.returncode == 1
    assert not Topic.objects.exists()


def test_command_when_the_database_refuses_writes_nothing(small_record):
    small_record.edit("participants.yaml", "  iso2: CR\n", "")
    with pytest.raises(CommandError, match="country_has_iso2"):
        run(small_record.directory)
    assert not Topic.objects.exists()


def test_command_when_staff_and_file_disagree_asks_which_side(small_record):
    run(small_record.directory)
    Meeting.objects.filter(key="crm-06").update(city_es="Heredia")
    small_record.edit("meetings.yaml", "es: San José", "es: Alajuela")
    with pytest.raises(CommandError, match="meeting crm-06 city_es: record says 'Alajuela', database says 'Heredia'"):
        run(small_record.directory)
    assert "kept as edited: meeting crm-06 city_es" in run(small_record.directory, "--ours")
    assert Meeting.objects.get(key="crm-06").city_es == "Heredia"


def test_command_when_theirs_is_asked_takes_the_file(small_record):
    run(small_record.directory)
    Meeting.objects.filter(key="crm-06").update(city_es="Heredia")
    small_record.edit("meetings.yaml", "es: San José", "es: Alajuela")
    run(small_record.directory, "--theirs")
    assert Meeting.objects.get(key="crm-06").city_es == "Alajuela"


def test_command_when_both_sides_are_asked_refuses(small_record):
    with pytest.raises(CommandError):
        run(small_record.directory, "--ours", "--theirs")

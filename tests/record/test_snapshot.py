from declarations.models import Decision
from tests.factories import SourceFactory


def test_loaded_record_when_first_used(loaded_record):
    assert Decision.objects.count() == 107


def test_loaded_record_when_used_again(loaded_record):
    assert Decision.objects.count() == 107
    assert SourceFactory(key="one-more").pk


def test_database_when_no_record_is_asked_for(db):
    assert not Decision.objects.exists()

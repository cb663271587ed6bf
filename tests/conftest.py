import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from common.kept import ROOM
from tests.personas import make_personas
from tests.record.snapshot import restore_record


@pytest.fixture
def personas(db):
    """The people of the story, by name (``tests/personas.py``)."""
    return make_personas()


@pytest.fixture
def loaded_record(db):
    """The whole historical record, as ``manage.py load_record`` loads it; cheap after its first use in a run."""
    restore_record()


@pytest.fixture
def visit(client):
    """``visit(path, as_=user)``: the answer to a GET by that person (a visitor by default)."""

    def get(path, as_=None, **headers):
        client.logout()
        if as_ is not None and as_.is_authenticated:
            client.force_login(as_, backend="members.accounts.backend.AccountBackend")
        return client.get(path, headers=headers or None)

    return get


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Slow hashing protects accounts, not tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_memory():
    """No test is answered from what another one kept: the revision of an emptied database begins anew."""
    ROOM.clear()


@pytest.fixture(autouse=True)
def own_language():
    """No test hears the language in which the one before it ended."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database refuses to empty what is never changed; the suite itself does so behind tests with transactions."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            TransactionTestCase._fixture_teardown = emptying(TransactionTestCase._fixture_teardown)
            return
        with connection.cursor() as cursor:
            named = "tgname LIKE '%%_refuse_truncate'"
            cursor.execute(f"SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE {named}")
            for table, trigger in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


def emptying(teardown):
    """``teardown`` without the triggers of SQLite that refuse to delete; they stand again behind it."""

    def empty(case):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_refuse_DELETE'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        try:
            teardown(case)
        finally:
            with connection.cursor() as cursor:
                for _name, sql in triggers:
                    cursor.execute(sql)

    return empty

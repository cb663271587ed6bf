"""The revision is read at the start of most requests, over a connection that may have died since the last one."""

import pytest
from django.db import connection

from common.revision import current_revision


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
def test_revision_when_the_server_closed_the_connection_is_read_over_a_new_one():
    before = current_revision()
    if connection.vendor == "postgresql":
        close_from_the_server()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert current_revision() == before


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
def test_revision_when_read_asks_the_database_once(django_assert_num_queries):
    connection.health_check_enabled, connection.health_check_done = True, False
    with django_assert_num_queries(1):
        current_revision()


def close_from_the_server():
    """End the connection from another one, as a restarted server would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    finally:
        other.close()

"""The site revision: one number that every public change raises, in its own transaction.

A page is kept under the revision read *before* it was made, so that a page kept under the present revision can
never show less than the present record.
"""

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from django.db.models import F

QUESTION = "SELECT value FROM common_siterevision WHERE id = 1"


def bump_revision() -> None:
    """Raise the revision. Takes effect when the caller's transaction commits, together with the change itself."""
    from common.models.revision import SiteRevision  # doors that only read are opened before models are loaded

    if not SiteRevision.objects.filter(pk=1).update(value=F("value") + 1):
        SiteRevision.objects.create(pk=1, value=2)


def current_revision() -> int:
    """The revision as committed now, by one primary-key read.

    This read is the first of most requests and proves a kept connection by itself, so Django's own question to the
    server before it is spared; a connection that the server closed meanwhile is opened anew, once.
    """
    connection.health_check_done = True
    try:
        return _read()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _read()


def _read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        row = cursor.fetchone()
    return row[0] if row else 1


def revision_at_hand() -> int | None:
    """The revision as committed now, read outside any of Django's requests; None where Django must be asked.

    It opens no connection and mends none. It reads over the one that this thread has kept, through the driver itself,
    and looks before whether that one has served its time, as Django does at the start of a request.
    """
    kept = connections[DEFAULT_DB_ALIAS]
    kept.close_if_unusable_or_obsolete()
    if kept.connection is None:
        return None
    try:
        cursor = kept.connection.cursor()
        cursor.execute(QUESTION)
        row = cursor.fetchone()
        cursor.close()
    except kept.Database.Error:
        return None  # ``current_revision``, which is asked next, opens another
    return row[0] if row else 1

"""The site revision: one number that every public change raises, in its own transaction.

A page is kept under the revision read *before* it was made, so that a page kept under the present revision can
never show less than the present record.
"""

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F

from common.models.revision import SiteRevision


def bump_revision() -> None:
    """Raise the revision. Takes effect when the caller's transaction commits, together with the change itself."""
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
        cursor.execute("SELECT value FROM common_siterevision WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 1

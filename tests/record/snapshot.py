"""The real record in the database of a test: loaded once per run, then copied back row by row."""

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection

from crm_portal.record.loading import load

APPS = ("common", "members", "meetings", "declarations")
Snapshot = list[tuple[str, list[str], list[tuple[Any, ...]]]]


def restore_record() -> None:
    """Put the whole record into the database, as ``load_record`` would have."""
    if not _taken:
        load(settings.BASE_DIR / "record")
        _taken.append(_take())
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_siterevision")
        for table, columns, rows in _taken[0]:
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})", rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


_taken: list[Snapshot] = []


@cache
def _models() -> tuple[Any, ...]:
    return tuple(model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True))


def _take() -> Snapshot:
    """Every row of every table that holds some; constraints are checked when the test's transaction ends."""
    taken = []
    with connection.cursor() as cursor:
        for model in _models():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows = cursor.fetchall()
            if rows:
                taken.append((model._meta.db_table, [column[0] for column in cursor.description], rows))
    return taken

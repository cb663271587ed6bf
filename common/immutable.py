"""What may never change is refused by the database itself, on both engines."""

from typing import Any

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {table}_refuse_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {table}_refuse_{act} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""

EMPTYING = """
CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""


class RefuseChange(Operation):
    """Migration operation: rows of ``table`` can be added, never updated or deleted, nor the table emptied."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        template = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(template.format(table=self.table, act=act), params=None)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(EMPTYING.format(table=self.table), params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        of = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_refuse_{act}{of}", params=None)
        if of:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_refuse_truncate{of}", params=None)

    def describe(self) -> str:
        return f"Refuse every change of {self.table}"

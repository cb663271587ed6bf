"""Mandates that cannot be at once are refused by the database itself, on both engines and however many write at once.

A mandate holds its seat from its first day to its last; one that was ended at a minute no longer holds it on that last
day, so that a successor may begin the same day; a holdover holds it until it is ended. In force together are never

- two focal points, two deputies or two heads of delegation of one institution, or of one participant where none is
  named, nor two coordinators of the Secretariat (``mandate_seat_taken``);
- more than three national reviewers of one country (``mandate_reviewers_full``), the number that the conference's
  written consultations know;
- two mandates of one person in one function for one participant and institution (``mandate_twice``). Functions in a
  body are left out here: of which body, only the floor above knows.
"""

from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation

SEAT_TAKEN, REVIEWERS_FULL, TWICE = "mandate_seat_taken", "mandate_reviewers_full", "mandate_twice"
REVIEWERS = 3  # of one country on one day
TABLE = "members_mandate"
SINGLE = ("focal_point", "deputy", "head_of_delegation", "secretariat_coordinator")
OF_A_BODY = ("liaison_officer", "body_coordinator")

SAME_PLACE = """o.function = NEW.function AND COALESCE(o.participant_id, 0) = COALESCE(NEW.participant_id, 0)
    AND (COALESCE(o.institution_id, 0) = COALESCE(NEW.institution_id, 0)
    OR NEW.function = 'secretariat_coordinator')"""
AT_ONCE = """o.id <> NEW.id AND o.start <= {last_of_new} AND {last_of_other} >= NEW.start
    AND NEW.start <= {last_of_new} AND o.start <= {last_of_other}"""
# Most are in force at once on the first day of one of them: of the new one, or of another within its days.
FULL_ON_A_DAY = """SELECT 1 FROM (
    SELECT NEW.start AS day UNION SELECT o.start FROM members_mandate o
    WHERE o.function = NEW.function AND o.participant_id = NEW.participant_id AND o.start >= NEW.start AND {at_once}
  ) d WHERE {reviewers} <= (
    SELECT COUNT(*) FROM members_mandate o
    WHERE o.function = NEW.function AND o.participant_id = NEW.participant_id AND {at_once}
    AND o.start <= d.day AND {last_of_other} >= d.day
  )"""
SQLITE_LAST = """(CASE WHEN {m}.ended_at IS NOT NULL THEN date({m}."end", '-1 day')
    WHEN {m}.is_holdover OR {m}."end" IS NULL THEN '9999-12-31' ELSE {m}."end" END)"""
POSTGRESQL_LAST = """(CASE WHEN {m}.ended_at IS NOT NULL THEN {m}."end" - 1
    WHEN {m}.is_holdover OR {m}."end" IS NULL THEN 'infinity'::date ELSE {m}."end" END)"""
SQLITE = """
CREATE TRIGGER members_mandate_refuse_overlap_{act} AFTER {act} ON members_mandate
BEGIN {checks} END;
"""
# Writers wait for each other: what the one before wrote is seen by the questions of the one after.
POSTGRESQL = """
CREATE OR REPLACE FUNCTION members_mandate_refuse_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
PERFORM pg_advisory_xact_lock(hashtext('members_mandate'));
{checks}
RETURN NULL; END $$;
CREATE TRIGGER members_mandate_refuse_overlap AFTER INSERT OR UPDATE ON members_mandate
FOR EACH ROW EXECUTE FUNCTION members_mandate_refuse_overlap();
"""
SQLITE_CHECK = "SELECT RAISE(ABORT, '{name}') WHERE {when};"
POSTGRESQL_CHECK = (
    "IF {when} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{name}'; END IF;"
)


def wait_for_my_turn() -> None:
    """Take the lock of the triggers now, to the end of the transaction: before rows, the journal and the revision.

    Whoever writes anything else before a mandate calls this first, so that no two transactions wait for each other.
    SQLite lets one writer in at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('members_mandate'))")


def checks(check: str, last: str) -> str:
    """The three questions in the words of one engine, each naming what it refuses."""
    ends = {"last_of_new": last.format(m="NEW"), "last_of_other": last.format(m="o")}
    at_once = AT_ONCE.format(**ends)
    other = f"EXISTS (SELECT 1 FROM {TABLE} o WHERE {{}} AND {at_once})"  # noqa: S608  (no word of it is a person's)
    return "\n".join(
        check.format(name=name, when=f"NEW.function {functions} AND {when}")
        for name, functions, when in (
            (TWICE, f"NOT IN {OF_A_BODY}", other.format(f"{SAME_PLACE} AND o.person_id = NEW.person_id")),
            (SEAT_TAKEN, f"IN {SINGLE}", other.format(SAME_PLACE)),
            (
                REVIEWERS_FULL,
                "= 'national_reviewer'",
                f"EXISTS ({FULL_ON_A_DAY.format(at_once=at_once, reviewers=REVIEWERS, **ends)})",
            ),
        )
    )


class RefuseOverlap(Operation):
    """Migration operation: mandates that cannot be at once are refused by INSERT and by UPDATE."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            words = POSTGRESQL.format(checks=checks(POSTGRESQL_CHECK, POSTGRESQL_LAST))
            schema_editor.execute(words, params=None)
            return
        for act in ("INSERT", "UPDATE"):
            words = SQLITE.format(act=act, checks=checks(SQLITE_CHECK, SQLITE_LAST))
            schema_editor.execute(words, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP FUNCTION members_mandate_refuse_overlap() CASCADE", params=None)
            return
        for act in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS members_mandate_refuse_overlap_{act}", params=None)

    def describe(self) -> str:
        return "Refuse mandates that cannot be at once"

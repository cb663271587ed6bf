from hypothesis import given
from hypothesis import strategies as st

from crm_portal.record.merging import merge

value = st.sampled_from(["", "a", "b", "c"])
side = st.sampled_from(["", "ours", "theirs"])


def merged(record, database, last, side=""):
    return merge(record={"x": record}, database={"x": database}, last={"x": last}, empty={"x": ""}, side=side)


def after(record, database, last, side=""):
    """The database after the load."""
    return merged(record, database, last, side).changes.get("x", database)


@given(value, value)
def test_file_when_unchanged_leaves_the_database_alone(last, database):
    result = merged(last, database, last)
    assert not result.changes
    assert not result.clashes


@given(value, value)
def test_database_when_unchanged_takes_the_file(last, record):
    assert after(record, last, last) == record


@given(value, value, value)
def test_both_when_changed_differently_clash_and_nothing_is_written(record, database, last):
    result = merged(record, database, last)
    assert bool(result.clashes) == (record != database and record != last and database != last)
    assert not (result.clashes and result.changes)


@given(value, value, value)
def test_side_when_given_leaves_no_clash(record, database, last):
    assert not merged(record, database, last, "ours").clashes
    assert not merged(record, database, last, "theirs").clashes


@given(value, value, value)
def test_ours_when_given_never_loses_an_edit(record, database, last):
    assert database == last or after(record, database, last, "ours") == database


@given(value, value, value)
def test_theirs_when_given_takes_every_change_of_the_file(record, database, last):
    assert record == last or after(record, database, last, "theirs") == record


@given(value, value, value, side)
def test_second_merge_when_nothing_happened_between_changes_nothing(record, database, last, side):
    first = merged(record, database, last, side)
    if first.clashes:
        return
    second = merged(record, first.changes.get("x", database), first.seen["x"])
    assert not second.changes
    assert not second.clashes


def test_field_when_new_in_the_record_fills_what_was_empty():
    result = merge(record={"x": "a"}, database={"x": ""}, last={}, empty={"x": ""})
    assert result.changes == {"x": "a"}


def test_field_when_new_in_the_record_and_filled_by_staff_clashes():
    result = merge(record={"x": "a"}, database={"x": "b"}, last={}, empty={"x": ""})
    assert [clash.column for clash in result.clashes] == ["x"]

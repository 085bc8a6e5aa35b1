"""Differences between two states of a row."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.audit.core.changes import ChangeKind, FieldChange, changed_fields

FIELDS = ("a", "b", "c")
rows = st.fixed_dictionaries({name: st.sampled_from([None, "", "x", 0, False]) for name in FIELDS})


@given(rows)
def test_row_that_stayed_the_same_has_no_changes(row):
    assert changed_fields(ChangeKind.UPDATE, before=row, after=dict(row), fields=FIELDS) == ()


@given(rows, rows)
def test_changes_of_an_update_lead_from_one_state_to_the_other(before, after):
    changes = changed_fields(ChangeKind.UPDATE, before=before, after=after, fields=FIELDS)

    assert {**before, **{change.field: change.new for change in changes}} == after
    assert {**after, **{change.field: change.old for change in changes}} == before


@given(rows)
def test_new_and_deleted_row_show_the_same_values_on_opposite_sides(row):
    new = changed_fields(ChangeKind.INSERT, before=None, after=row, fields=FIELDS)
    gone = changed_fields(ChangeKind.DELETE, before=row, after=row, fields=FIELDS)

    assert [(change.field, change.new) for change in new] == [(change.field, change.old) for change in gone]
    assert all(change.old is None for change in new)
    assert all(change.new is None for change in gone)


def test_new_row_shows_zero_and_no_but_not_nothing():
    changes = changed_fields(ChangeKind.INSERT, before=None, after={"a": 0, "b": "", "c": False}, fields=FIELDS)

    assert changes == (FieldChange("a", None, 0), FieldChange("c", None, False))


def test_update_whose_earlier_state_is_unknown_shows_nothing_as_old():
    assert changed_fields(ChangeKind.UPDATE, before=None, after={"a": "x"}, fields=("a",)) == (FieldChange("a", None, "x"),)

from dataclasses import replace

import pytest

from quartierwerk.concepts.core.import_values import Change, Fate, Finding, GoalValues, Judged, ReadRow, same
from tests.concepts.core.judged import PARK


def test_a_planned_measure_gives_its_sheet_and_its_money():
    sheet, money = replace(PARK, outside_reason="am Rand").sheet(), PARK.money()

    assert (sheet.code, sheet.outside_reason, sheet.parties) == ("A1", "am Rand", (("carrier", "Stadt"),))
    assert (money.costs, money.financing) == ({2026: 100, 2027: 200}, {("federal", 2026): 50})


@pytest.mark.parametrize(("one", "other"), [("A 1", "a1"), ("1.1", "1.1 "), ("ÄB", "äb")])
def test_case_and_blanks_do_not_tell_numbers_apart(one, other):
    assert same(one) == same(other)


@pytest.mark.parametrize(("one", "other"), [("1.1", "11"), ("A-1", "A1")])
def test_points_and_dashes_tell_numbers_apart(one, other):
    assert same(one) != same(other)


@pytest.mark.parametrize(
    ("is_new", "unreadable", "findings", "changes", "fate"),
    [
        (True, False, (), (), Fate.NEW),
        (False, False, (), (), Fate.UNCHANGED),
        (False, False, (), (Change("title", "a", "b"),), Fate.CHANGED),
        (True, True, (), (), Fate.REFUSED),
        (False, False, (Finding("title", "missing_value"),), (Change("title", "a", ""),), Fate.REFUSED),
    ],
)
def test_a_row_has_one_fate(is_new, unreadable, findings, changes, fate):
    judged = Judged(ReadRow("Z", 2, {}, unreadable=unreadable), GoalValues("1"), is_new, findings, changes)

    assert judged.fate is fate
    assert judged.is_refused is (fate is Fate.REFUSED)

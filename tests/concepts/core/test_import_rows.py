import pytest

from quartierwerk.concepts.core.import_rows import bare, changes_of, code_findings, length_findings, places_of
from quartierwerk.concepts.core.import_values import Change, Finding, ReadRow
from tests.concepts.core.judged import goals


def test_a_number_that_is_there_twice_refuses_both_rows_and_names_both():
    judged = goals({"code": "Z 2", "title": "A"}, {"code": "z2", "title": "B"})

    assert [goal.findings for goal in judged] == [
        (Finding("code", "duplicate_code", {"code": "Z 2", "rows": (2, 3)}),),
        (Finding("code", "duplicate_code", {"code": "z2", "rows": (2, 3)}),),
    ]


def test_rows_without_a_number_do_not_count_as_the_same_number():
    rows = [ReadRow("Z", 2, {"code": ""}), ReadRow("Z", 3, {"code": ""})]

    assert [list(code_findings(row, places_of(rows))) for row in rows] == [[Finding("code", "missing_value")]] * 2


def test_a_number_nobody_could_read_is_not_also_missing():
    row = ReadRow("Z", 2, {}, unreadable=True)

    assert list(code_findings(row, places_of([row]))) == []


@pytest.mark.parametrize(("length", "count"), [(5, 0), (6, 1)])
def test_a_text_may_be_as_long_as_its_limit(length, count):
    assert len(list(length_findings(ReadRow("Z", 2, {"title": "x" * length}), {"title": 5}))) == count


def test_only_what_the_row_speaks_about_can_change():
    assert changes_of(ReadRow("Z", 2, {"a": 1, "b": 2}), {"a": 0, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 4}) == (Change("a", 0, 1),)


def test_text_is_compared_as_a_cell_would_hold_it():
    assert bare(" a\r\nb ") == "a\nb"

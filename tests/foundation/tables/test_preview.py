from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.preview import Preview, RowPlan, RowState


def test_a_preview_counts_its_rows_by_state_and_lists_all_problems():
    of_file, of_row = CellProblem("S", 0, "", "", "no_rows"), CellProblem("S", 3, "A", "Nummer", "missing_value")
    preview = Preview((RowPlan("S", 2, RowState.NEW), RowPlan("S", 3, RowState.REFUSED, problems=(of_row,))), problems=(of_file,))

    assert preview.counts == {RowState.NEW: 1, RowState.CHANGED: 0, RowState.UNCHANGED: 0, RowState.REFUSED: 1}
    assert preview.all_problems == (of_file, of_row)

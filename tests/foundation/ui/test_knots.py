"""A thread always has its seven knots in the same order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue
from quartierwerk.foundation.ui.knots import draw

THREADS = st.dictionaries(st.sampled_from(list(Knot)), st.builds(KnotValue, st.just("1"), state=st.sampled_from(list(KnotState))))
REACHED = {KnotState.DONE, KnotState.UNDER_WAY}


@given(THREADS)
def test_all_seven_knots_are_drawn_whatever_is_known(thread):
    drawn = draw(thread, here="", single=False)

    assert [knot.name for knot in drawn] == ["Bedarf", "Ziele", "Maßnahmen", "Entscheidungen", "Euro", "Ergebnisse", "Lehren"]


@given(THREADS)
def test_the_line_is_solid_up_to_the_last_knot_that_is_reached(thread):
    drawn = draw(thread, here="", single=False)

    reached = [at for at, knot in enumerate(Knot) if knot in thread and thread[knot].state in REACHED]
    last = max(reached, default=-1)
    assert [("ist-lose" in knot.css) for knot in drawn] == [at >= last for at in range(7)]


def test_an_absent_knot_says_that_there_is_nothing_yet():
    drawn = draw({}, here="", single=False)

    assert (drawn[0].value, drawn[0].css, drawn[0].state_word) == ("noch nichts", "ist-offen ist-lose", "steht noch aus")


def test_the_knot_of_this_page_is_marked():
    drawn = draw({Knot.MEASURES: KnotValue("M 07")}, here="measures", single=True)

    assert [(knot.name, knot.css) for knot in drawn if knot.is_here] == [("Maßnahme", "ist-hier ist-lose")]


def test_a_place_that_is_no_knot_is_refused():
    with pytest.raises(ValueError, match="nowhere"):
        draw({}, here="nowhere", single=False)

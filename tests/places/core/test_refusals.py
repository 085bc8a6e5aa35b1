"""Refusals of places carry what a sentence needs."""

from quartierwerk.places.core.refusals import CodeTakenError, SaidAlreadyError


def test_refusals_name_the_thing():
    taken, said = CodeTakenError("kassel"), SaidAlreadyError("name", "Wesertor")

    assert (taken.code, said.what, said.value) == ("kassel", "name", "Wesertor")

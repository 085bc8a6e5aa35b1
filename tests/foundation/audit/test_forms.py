"""The filter above a history: person and period, each optional, and nonsense is refused."""

from datetime import date

import pytest

from quartierwerk.foundation.audit.forms import HistoryFilter

DOERS = [(7, "Ayse Amt"), (9, "Martha Ministerium")]


def filled(**given):
    form = HistoryFilter(given, doers=DOERS)
    return form.is_valid(), form


def test_without_anything_nothing_is_narrowed():
    valid, form = filled()

    assert valid
    assert form.cleaned_data == {"person": None, "since": None, "until": None}


def test_the_people_who_did_something_are_offered_after_all():
    assert HistoryFilter(doers=DOERS).fields["person"].choices == [("", "alle"), *DOERS]


@pytest.mark.parametrize("typed", ["2027-03-03", "03.03.2027", "3.3.2027"])
def test_a_day_is_read_as_browsers_and_as_people_write_it(typed):
    valid, form = filled(person="9", since=typed, until=typed)

    assert valid
    assert form.cleaned_data == {"person": 9, "since": date(2027, 3, 3), "until": date(2027, 3, 3)}


@pytest.mark.parametrize(
    ("field", "typed"), [("person", "8"), ("person", "Ayse"), ("since", "31.02.2027"), ("until", "03/03/2027"), ("until", "gestern")]
)
def test_what_is_none_is_refused_at_its_field(field, typed):
    valid, form = filled(**{field: typed})

    assert not valid
    assert set(form.errors) == {field}


def test_a_chosen_day_is_shown_as_browsers_want_it():
    _valid, form = filled(since="03.03.2027")

    assert 'value="03.03.2027"' in str(form["since"])
    assert 'value="2027-03-03"' in str(HistoryFilter(initial={"since": date(2027, 3, 3)}, doers=DOERS)["since"])

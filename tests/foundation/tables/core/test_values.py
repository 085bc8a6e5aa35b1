from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.tables.core import values
from quartierwerk.foundation.tables.core.cells import Refusal
from quartierwerk.foundation.tables.core.values import Choices

A_MOMENT = datetime(2027, 3, 3, 4, 5)  # noqa: DTZ001 -- spreadsheets know no time zone
FIELDS = Choices.of(
    {
        "housing": "Wohnen",
        "school_youth": "Schul- und Jugendhilfe",
        "together": "Zusammenleben, Integration, Inklusion",
        "economy": "Ökonomie",
    },
    aliases={"Bauen": "housing"},
)


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1.234,56 €", 123456), ("1234,56", 123456), ("1.234", 123400), ("1.234.567,8", 123456780), ("€ 12", 1200), ("12 EUR", 1200),
        ("1 234,56", 123456), ("1\u202f234,56\u00a0€", 123456), ("1234.56", 123456), ("12,–", 1200), ("12,-- Euro", 1200), ("-3,50", -350),
        ("−3,50 €", -350), ("€ -3", -300), ("0,00", 0), (1234.56, 123456), (0.1 + 0.2, 30), (5, 500), (-2.5, -250), ("", None), (None, None), ("–", None), ("  ", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_to_the_cent(cell, cents):
    assert values.read_cents(cell) == cents


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234.56", "money_english"), ("1,234", "money_english"), ("1,234,567", "money_english"), ("12,3,4", "not_money"), ("12.34.56", "not_money"),
        ("1,2345", "money_too_exact"), (1.005, "money_too_exact"), ("120 T€", "money_in_thousands"), ("1,2 Mio. €", "money_in_thousands"), ("50 Tsd. €", "money_in_thousands"),
        ("k. A.", "not_money"), ("offen", "not_money"), ("0.123", "not_money"), ("1'234.56", "not_money"), ("1.23,4", "not_money"), ("٣", "not_money"), ("1e5", "not_money"),
        (float("nan"), "not_money"), (float("inf"), "not_money"), (True, "not_money"), (date(2027, 3, 3), "not_money"), (1e300, "money_too_large"), ("99.999.999.999.999,00", "money_too_large"),
    ],
)  # fmt: skip
def test_an_amount_that_two_people_could_read_differently_is_refused(cell, code):
    refusal = values.read_cents(cell)

    assert isinstance(refusal, Refusal)
    assert refusal.code == code


@given(st.integers(min_value=-values.LARGEST_CENTS + 1, max_value=values.LARGEST_CENTS - 1))
def test_an_amount_written_in_german_reads_back_to_the_same_cents(cents):
    assert values.read_cents(values.format_cents(cents)) == cents


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_an_amount_kept_as_a_binary_number_reads_back_to_the_same_cents(cents):
    assert values.read_cents(cents / 100) == cents


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=3))
def test_a_number_written_in_german_reads_back(number):
    assert values.read_number(values.format_number(number), decimals=3, largest=Decimal(10**11)) == number


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("12,5", Decimal("12.5")), (0, Decimal(0)), (3.25, Decimal("3.25")), ("-1", Decimal(-1)), ("", None), (None, None)],
)
def test_a_number_is_read_exactly(cell, expected):
    assert values.read_number(cell, decimals=3, largest=Decimal(1000)) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("viele", "not_a_number"),
        (True, "not_a_number"),
        ("1,2345", "number_too_exact"),
        (1001, "number_too_large"),
        ("0.123", "not_a_number"),
        ("1,234.5", "not_a_number"),
        (float("nan"), "not_a_number"),
    ],
)
def test_a_number_that_is_none_is_refused(cell, code):
    assert values.read_number(cell, decimals=3, largest=Decimal(1000)).code == code


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("3.3.2027", date(2027, 3, 3), date(2027, 3, 3)), ("03. 03. 2027", date(2027, 3, 3), date(2027, 3, 3)), ("2027-03-03", date(2027, 3, 3), date(2027, 3, 3)),
        ("03/2027", date(2027, 3, 1), date(2027, 3, 31)), ("12.2027", date(2027, 12, 1), date(2027, 12, 31)), ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)), (2027.0, date(2027, 1, 1), date(2027, 12, 31)), ("März 2027", date(2027, 3, 1), date(2027, 3, 31)),
        ("Dez. 2027", date(2027, 12, 1), date(2027, 12, 31)), ("3. März 2027", date(2027, 3, 3), date(2027, 3, 3)), ("Q2 2027", date(2027, 4, 1), date(2027, 6, 30)),
        ("4. Quartal 2027", date(2027, 10, 1), date(2027, 12, 31)), ("III/2027", date(2027, 7, 1), date(2027, 9, 30)),
        (A_MOMENT, date(2027, 3, 3), date(2027, 3, 3)), (date(2027, 3, 3), date(2027, 3, 3), date(2027, 3, 3)), ("", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_a_day_month_quarter_or_year_is_read_as_its_first_or_last_day(cell, first, last):
    assert values.read_date(cell) == first
    assert values.read_date(cell, last=True) == last


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3.3.27", "date_short_year"), ("3/4/2027", "date_with_slashes"), ("31.02.2027", "no_such_day"), ("13/2027", "no_such_day"), ("bald", "not_a_date"),
        ("Ma 2027", "not_a_date"), ("J 2027", "not_a_date"), (46449, "date_is_number"), (46449.5, "date_is_number"), (True, "not_a_date"), (time(4, 5), "not_a_date"),
        (date(1099, 1, 1), "year_out_of_range"), ("01.01.0027", "year_out_of_range"), (float("inf"), "date_is_number"),
    ],
)  # fmt: skip
def test_a_day_that_is_unclear_is_refused(cell, code):
    assert values.read_date(cell).code == code


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_written_in_german_or_iso_reads_back(day):
    assert values.read_date(values.format_date(day)) == day
    assert values.read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("ja", True), ("X", True), (True, True), (1.0, True), ("Nein", False), ("0", False), (False, False), ("", None), (None, None)],
)
def test_yes_and_no_are_read_in_the_usual_words(cell, expected):
    assert values.read_yes_no(cell) is expected


def test_another_word_than_yes_or_no_is_refused():
    assert values.read_yes_no("vielleicht") == Refusal("not_yes_or_no", {"value": "vielleicht"})


@pytest.mark.parametrize(("cell", "expected"), [("2030", 2030), (2030.0, 2030), (" 2030 ", 2030), ("", None)])
def test_a_year_has_four_digits(cell, expected):
    assert values.read_year(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("30", "not_a_year"),
        ("1066", "year_out_of_range"),
        ("2030,5", "not_a_year"),
        (date(2030, 1, 1), "not_a_year"),
        ("٢٠٣٠", "not_a_year"),
    ],
)
def test_anything_else_is_no_year(cell, code):
    assert values.read_year(cell).code == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Wohnen", "housing"),
        ("WOHNEN ", "housing"),
        ("housing", "housing"),
        ("Oekonomie", "economy"),
        ("Schul und  Jugendhilfe", "school_youth"),
        ("bauen", "housing"),
        ("", ""),
    ],
)
def test_a_word_of_a_list_is_known_whatever_its_case_blanks_and_umlauts(cell, code):
    assert values.read_choice(cell, FIELDS) == code


def test_an_unknown_word_names_the_words_that_are_allowed():
    refusal = values.read_choice("Weltfrieden", FIELDS)

    assert refusal == Refusal("unknown_word", {"value": "Weltfrieden", "allowed": tuple(FIELDS.labels.values())})


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Wohnen; Ökonomie", ("housing", "economy")),
        ("Wohnen, Ökonomie", ("housing", "economy")),
        ("Wohnen | Ökonomie", ("housing", "economy")),
        ("Zusammenleben, Integration, Inklusion;Wohnen", ("together", "housing")),
        ("Wohnen\nWohnen", ("housing",)),
        ("", ()),
    ],
)
def test_several_words_are_parted_by_semicolons_strokes_lines_or_commas(cell, codes):
    assert values.read_choices(cell, FIELDS) == codes


def test_one_unknown_word_among_several_is_named():
    assert values.read_choices("Wohnen; Weltfrieden", FIELDS).facts["value"] == "Weltfrieden"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(" a ", "a"), (1.0, "1"), (1.1, "1.1"), (7, "7"), (None, ""), (True, "ja"), ("a\r\nb", "a\nb"), ("u\u0308ber", "über")],
)
def test_text_loses_only_its_surrounding_blanks(cell, expected):
    assert values.read_text(cell) == expected


def test_text_of_one_line_has_single_blanks():
    assert values.read_text("a \n b\u00a0c", single_line=True) == "a b c"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("a\x01b", "control_character"), ("a\x00", "control_character"), (date(2027, 3, 1), "text_is_date"), (time(1, 2), "text_is_date")],
)
def test_text_that_is_not_what_somebody_typed_is_refused(cell, code):
    assert values.read_text(cell).code == code


def test_the_entries_of_a_list_are_kept_once_in_order():
    assert values.read_list("Amt B; Amt A;; Amt  B") == ("Amt B", "Amt A")
    assert values.read_list("Amt B | Amt A") == ("Amt B", "Amt A")
    assert isinstance(values.read_list("a\x02"), Refusal)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.none()))
def test_every_reader_answers_whatever_the_cell_holds(cell):
    values.read_cents(cell)
    values.read_number(cell, decimals=3, largest=Decimal(10**11))
    values.read_date(cell)
    values.read_year(cell)
    values.read_yes_no(cell)
    values.read_choices(cell, FIELDS)
    values.read_list(cell)
